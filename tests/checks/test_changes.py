"""Whatever is stated otherwise in two states of a knowledge base is told, with what it was and what it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cases import Case, lay_out
from example import ARTICLE, TURTLE
from kbtool.checks.changes import Changes, State, changes, claim_states
from kbtool.checks.contents import contents
from kbtool.checks.run import check
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.reports.changes import render_json, render_markdown, render_text

BEFORE = (
    TURTLE
    + """
id:w a kb:Waiver ; kb:rule "E01" ; kb:claim id:c-safe ; kb:reason "Under review." ; kb:owner id:office ;
    kb:expires "2030-06-30"^^xsd:date .
id:office a foaf:Organization ; rdfs:label "Review office" .
id:kind-a skos:prefLabel "a kind" ; skos:inScheme id:kinds .
[] a kb:Search ; rdfs:label "a node without a name" .
"""
)
EDITS = (
    ("kb:value 70 ;", "kb:value 75 ;", "kb:value", "70", "75"),
    ('kb:asPrinted "may"', 'kb:asPrinted "perhaps"', "kb:cites", "may", "perhaps"),
    ('kb:finding "One case of pain."', 'kb:finding "Two cases."', "kb:finding", "One case of pain.", "Two cases."),
    ("kb:measure kb:durationOfEffect", "kb:measure kb:onsetOfEffect", "kb:measure", "duration", "onset"),
    ("kb:subject id:ibuprofen ; kb:predicate kb:hasAdverseEffect", "kb:subject id:fever ; kb:predicate kb:hasAdverseEffect", "kb:subject", "id:ibuprofen", "id:fever"),
    ('kb:reason "Under review."', 'kb:reason "Accepted."', "kb:reason", "Under review.", "Accepted."),
    ('skos:prefLabel "a kind"', 'skos:prefLabel "a sort"', "skos:prefLabel", "a kind", "a sort"),
    ('"Review office"', '"Review office"@en', "rdfs:label", "Review office", '"Review office"@en'),
    ("skos:inScheme id:kinds", "skos:inScheme id:kinds, id:sorts", "skos:inScheme", "none", "id:sorts"),
)  # fmt: skip


def state(folder: Path, turtle: str, article: str = ARTICLE) -> State:
    root = lay_out(Case("E01", turtle, (), article=article), folder)
    kb = open_knowledge_base(root)
    return State(claim_states(kb), contents(kb), check(kb, list(kb.rules)))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Changes:
    folder = tmp_path_factory.mktemp("states")
    before = state(folder / "before", BEFORE)
    turtle = BEFORE.replace("a node without a name", "a node of no name")
    for old, new, *_ in EDITS:
        assert old in turtle
        turtle = turtle.replace(old, new)
    (folder / "after").mkdir()
    text = ARTICLE.replace("It may help", "It is false that it may help")
    return changes(before, state(folder / "after", turtle, text))


@pytest.mark.parametrize(("name", "before", "after"), [edit[2:] for edit in EDITS])
def test_each_property_that_differs_is_told_in_each_format(
    found: Changes, name: str, before: str, after: str
) -> None:
    stated = render_text(found, str)
    assert any(
        line.strip().startswith(f"{name}: ")
        and before in line.partition(" -> ")[0]
        and after in line.partition(" -> ")[2]
        for line in stated.splitlines()
    )
    data = json.loads(render_json(found, str))
    told = [
        change
        for one in (*data["claims"]["changed"], *data["nodes"]["changed"])
        for change in one["properties"]
        if change["name"] == name
    ]
    assert any(after in " ".join(change["after"]) for change in told)
    assert f"| {name} |" in render_markdown(found, str).replace("\\", "")


def test_an_article_is_compared_by_its_sentences(found: Changes) -> None:
    article = next(one for one in found.nodes.changed if one.node.iri.endswith("/article"))
    text = next(change for change in article.changes if change.name == "text")
    assert text.before == ("It may help fever.",)
    assert text.after == ("It is false that it may help fever.",)


def test_nodes_without_a_name_are_told_by_what_they_say(found: Changes) -> None:
    assert [node.iri for node in found.nodes.removed] == [
        "[ rdf:type kb:Search ; rdfs:label a node without a name ]"
    ]
    assert [node.kind for node in found.nodes.added] == ["kb:Search"]


def test_the_same_is_no_change(tmp_path: Path) -> None:
    before = state(tmp_path / "before", BEFORE)
    blank = BEFORE.replace("id:w a kb:Waiver ;", "# A comment.\nid:w a kb:Waiver ;\n   ")
    found = changes(before, state(tmp_path / "after", blank))
    assert not found
    assert render_text(found, str).count("none changed") == 3


def test_a_rule_that_is_another_is_told(tmp_path: Path) -> None:
    before = state(tmp_path / "before", "")
    root = lay_out(Case("E01", "", (), article=ARTICLE), tmp_path / "after")
    rules = root / "shapes" / "conflict.ttl"
    text = rules.read_text(encoding="utf-8")
    name = 'dct:identifier "X05" ; sh:name "claim-against-evidence" ;'
    rules.write_text(text.replace(name, f"{name} sh:deactivated true ;"), encoding="utf-8")
    derivation = root / "kb" / "derivations" / "verdict.rq"
    derivation.write_text("# Edited.\n" + derivation.read_text("utf-8"), encoding="utf-8")
    kb = open_knowledge_base(root)
    after = State(claim_states(kb), contents(kb), check(kb, list(kb.rules)))
    told = {
        (one.node.kind, change.name)
        for one in changes(before, after).nodes.changed
        for change in one.changes
    }
    assert told == {("sh:NodeShape", "sh:deactivated"), ("derivation", "SHA-256")}
