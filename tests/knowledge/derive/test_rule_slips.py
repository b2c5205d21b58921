"""A slip in a rule of one's own, which would find nothing without a word, is told or refused."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from cases import ROOT, Case, lay_out
from kbtool.checks.run import check
from kbtool.checks.terms import silent_rules
from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.derive.idle_variables import refuse_idle_variables
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.rules import read_rules
from kbtool.rdf.namespaces import RULE
from kbtool.rdf.syntax import parse_turtle
from kbtool.shacl import load_shapes

OWN = '''
@prefix rule: <https://w3id.org/kbtool/rule/> .
@prefix kb:   <https://w3id.org/kbtool/ns#> .
@prefix sh:   <http://www.w3.org/ns/shacl#> .
@prefix dct:  <http://purl.org/dc/terms/> .

rule:Z01 a sh:NodeShape ;
    dct:identifier "Z01" ; sh:name "harm-played-down" ; sh:description "A figure on a harm is worded as small." ;
    sh:targetClass kb:Claim ; sh:severity sh:Warning ; kb:suggestion "Give the figure." ;
    sh:property [ sh:path kb:certainty ; sh:hasValue kb:Hedged ; sh:message "It is certain." ] ;
    sh:sparql [ sh:prefixes <https://w3id.org/kbtool/rule> ;
        sh:message "“{?quote}” plays down {?value}." ;
        sh:select """SELECT $this ?quote ?value WHERE {
            $this kb:gives ?value ; oa:exact ?quote . ?value kb:measure/kb:questionType kb:Harm .
            FILTER(REGEX(?quote, "only") && ?value NOT IN (kb:Harm)) }""" ] .
'''

REFUSED = {
    "selected and in no pattern": (
        "?quote ?value WHERE", "?quot ?value WHERE",
        "?quot stands in no pattern of its query, so it never has a value", "did you mean ?quote?",
    ),
    "in a filter and in no pattern": (
        "REGEX(?quote", "REGEX(?qoute",
        "?qoute stands in no pattern of its query, so it never has a value", "did you mean ?quote?",
    ),
    "in the message and misspelt": (
        "“{?quote}”", "“{?qoute}”",
        "{?qoute} stands in its message, and its query does not select ?qoute", "did you mean ?quote?",
    ),
    "in the message and not selected": (
        "$this ?quote ?value WHERE", "$this ?value WHERE",
        "{?quote} stands in its message, and its query does not select ?quote", "a message has {?name}",
    ),
    "in the message without its mark": (
        "“{?quote}”", "“{quote}”", "{quote} stands in its message without a ?", "a message has {?name}",
    ),
    "a gap of the suggestion that nothing fills": (
        "Give the figure.", "Give the figure: {figurs}.",
        "nothing fills {figurs} in what it suggests", "did you mean {figures}?",
    ),
}  # fmt: skip

TOLD = {
    "a target class": ("kb:Claim ;", "kb:Clam ;", "S01 The vocabulary has no term kb:Clam; did you mean kb:Claim?"),
    "a property for a class": ("kb:Claim ;", "kb:claim ;", "S30 sh:targetClass takes a class, and kb:claim is rdf:Property."),
    "a class of another namespace": ("kb:Claim ;", "rule:Claim ;", "S01 The vocabulary has no term rule:Claim; did you mean kb:Claim?"),
    "a property that nodes have": (
        "sh:targetClass kb:Claim", "sh:targetSubjectsOf kb:givs", "S01 The vocabulary has no term kb:givs; did you mean kb:gives?",
    ),
    "a class for a property": (
        "sh:targetClass kb:Claim", "sh:targetSubjectsOf kb:Claim", "S30 sh:targetSubjectsOf takes a property, and kb:Claim is rdfs:Class.",
    ),
    "a node": ("sh:targetClass kb:Claim", "sh:targetNode kb:Clam", "S01 The vocabulary has no term kb:Clam; did you mean kb:Claim?"),
    "a path": ("sh:path kb:certainty", "sh:path kb:certanty", "S01 The vocabulary has no term kb:certanty; did you mean kb:certainty?"),
    "a value": ("kb:Hedged", "kb:Hedgd", "S01 The vocabulary has no term kb:Hedgd; did you mean kb:Hedged?"),
    "a property in a query": ("kb:measure/", "kb:measrue/", "S01 The vocabulary has no term kb:measrue; did you mean kb:measure?"),
    "a class in a path": ("kb:measure/", "kb:Measure/", "S30 a query takes a property, and kb:Measure is rdfs:Class."),
    "a value in a query": ("kb:Harm .", "kb:Harms .", "S01 The vocabulary has no term kb:Harms; did you mean kb:Harm?"),
    "a value of another list": ("kb:Harm .", "kb:Hedged .", "S30 kb:questionType takes kb:QuestionType, and kb:Hedged is kb:Certainty."),
    "text for a node": ("kb:Harm .", '"Harm" .', "S30 kb:questionType takes kb:QuestionType, and a query asks for a literal of it."),
    "a term in a filter": ("(kb:Harm)", "(kb:Harms)", "S01 The vocabulary has no term kb:Harms; did you mean kb:Harm?"),
    "a term of another vocabulary": ("oa:exact", "oa:exct", "S01 The vocabulary has no term oa:exct; did you mean oa:exact?"),
    "a node that is not there": (
        "(kb:Harm)", "(<https://w3id.org/kbtool/id/trial-c>)", "S15 id:trial-c is not declared anywhere; did you mean id:trial-b?",
    ),
    "what is said of the rule": (
        "kb:suggestion", "kb:gathred true ; kb:suggestion", "S01 The vocabulary has no term kb:gathred; did you mean kb:gathered?",
    ),
    "who mends it": (
        "kb:suggestion", "kb:mendedBy kb:Editr ; kb:suggestion", "S01 The vocabulary has no term kb:Editr; did you mean kb:Editor?",
    ),
    "what it derives": (
        "kb:suggestion", "kb:derives kb:conflictWith ; kb:suggestion",
        "S01 The vocabulary has no term kb:conflictWith; did you mean kb:conflictsWith?",
    ),
    "another rule": ("kb:suggestion", "kb:yieldsTo rule:S999 ; kb:suggestion", "S01 The vocabulary has no term rule:S999."),
}  # fmt: skip


def written(old: str = "", new: str = "", code: str = "Z01") -> str:
    """The rule with something written otherwise, under a code of its own."""
    assert old in OWN
    return OWN.replace(old, new, 1).replace("Z01", code).replace("played-down", code.casefold())


def with_own(root: Path, *rules: str) -> KnowledgeBase:
    """A knowledge base with rules of its own."""
    lay_out(Case("S01", "", ()), root)
    (root / "shapes" / "house.ttl").write_text("".join(rules), encoding="utf-8")
    return open_knowledge_base(root)


def told(kb: KnowledgeBase) -> dict[str, list[str]]:
    """What is told of each rule, by its code."""
    rules = [rule for rule in kb.rules if rule.code.startswith("S")]
    found: dict[str, list[str]] = {}
    for each in check(kb, rules).findings:
        if each.node.startswith(RULE.base):
            code = each.node.removeprefix(RULE.base)
            found.setdefault(code, []).append(f"{each.code} {each.message}")
    return found


@pytest.fixture(scope="module")
def all_told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What is told of a rule for each slip, and of one without a slip."""
    cases = [("", "", ""), *TOLD.values()]
    rules = [written(old, new, f"Z{n:02}") for n, (old, new, _) in enumerate(cases)]
    return told(with_own(tmp_path_factory.mktemp("kb") / "project", *rules))


@pytest.mark.parametrize("name", TOLD)
def test_a_term_that_finds_nothing_is_told(name: str, all_told: dict[str, list[str]]) -> None:
    assert all_told[f"Z{list(TOLD).index(name) + 1:02}"] == [TOLD[name][2]]


def test_a_rule_without_a_slip_is_told_nothing_of(all_told: dict[str, list[str]]) -> None:
    assert "Z00" not in all_told


@pytest.mark.parametrize(("old", "new", "why", "hint"), REFUSED.values(), ids=REFUSED)
def test_a_variable_that_never_has_a_value_is_refused(
    old: str, new: str, why: str, hint: str
) -> None:
    prefixes = (ROOT / "shapes" / "prefixes.ttl").read_text(encoding="utf-8")
    shapes = load_shapes(parse_turtle(prefixes + written(old, new), "house.ttl"))
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in shapes.triples)
    with pytest.raises(InputError) as refused:
        refuse_idle_variables(shapes, read_rules(store).values())
    assert refused.value.message.endswith(f"Z01> finds less than it says: {why}")
    assert hint in (refused.value.help or "")


def test_what_is_refused_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"the rule rule:Z01 finds less than it says") as refused:
        with_own(tmp_path, written("REGEX(?quote", "REGEX(?qoute"))
    assert (refused.value.path, refused.value.line) == ("shapes/house.ttl", 7)


def test_what_is_told_as_a_finding_is_not_said_beside_it(tmp_path: Path) -> None:
    kb = with_own(tmp_path, written("kb:Claim ;", "kb:Clam ;"))
    assert not silent_rules(kb, list(kb.rules))
    (said,) = silent_rules(kb, [rule for rule in kb.rules if rule.code == "Z01"])
    assert said.terms == ("kb:Clam",)


def test_the_rules_of_kbtool_and_its_policy_packs_have_no_such_slip(tmp_path: Path) -> None:
    lay_out(Case("S01", "", ()), tmp_path)
    for path in (tmp_path / "shapes").rglob("*.ttl"):
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\n# Somebody's own from here on.\n", encoding="utf-8")
    packs = {path.stem for path in (tmp_path / "shapes" / "policy").glob("*.ttl")}
    assert told(open_knowledge_base(tmp_path, policies=packs)) == {}
