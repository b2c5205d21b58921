"""A check reports and changes nothing; what follows from rules is derived when the knowledge base is opened."""

from __future__ import annotations

from pathlib import Path

from cases import Case, lay_out
from example import ARTICLE, TURTLE
from kbtool.checks.run import check
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import ID, KB
from kbtool.rdf.store import DERIVED

WAIVER = """
id:w a kb:Waiver ; kb:rule "X05" ; kb:claim id:c-pain ; kb:reason "r" ; kb:owner id:publisher-of-article ;
    kb:expires "2999-01-31"^^xsd:date .
"""


def opened(root: Path) -> KnowledgeBase:
    return open_knowledge_base(lay_out(Case("X05", TURTLE + WAIVER, (), article=ARTICLE), root))


def test_a_check_changes_nothing_and_may_be_repeated(tmp_path: Path) -> None:
    kb = opened(tmp_path / "project")
    before = set(kb.store)
    first = check(kb, list(kb.rules))
    assert set(kb.store) == before
    assert check(kb, list(kb.rules)) == first


def test_conflicts_and_waivers_are_derived_without_a_check(tmp_path: Path) -> None:
    kb = opened(tmp_path / "project")
    conflicts = kb.store.quads_for_pattern(ID("c-pain"), KB("conflictsWith"), None, DERIVED)
    assert ID("e-pain") in {quad.object for quad in conflicts}
    waived = kb.store.quads_for_pattern(ID("w"), KB("waives"), None, DERIVED)
    assert [quad.object for quad in waived] == [ID("c-pain")]


def test_what_a_check_reports_is_what_was_derived(tmp_path: Path) -> None:
    kb = opened(tmp_path / "project")
    rules = [rule for rule in kb.rules if rule.code == "X05"]
    (rule,) = rules
    (finding,) = [f for f in check(kb, rules).findings if f.claim == ID("c-pain").value]
    assert finding.results == tuple(r for r in kb.evaluated[rule.iri] if r.focus == ID("c-pain"))
    assert finding.waived is not None


def test_the_reference_engine_evaluates_them_itself(tmp_path: Path) -> None:
    kb = opened(tmp_path / "project")
    rules = [rule for rule in kb.rules if rule.code == "X05"]
    fast = check(kb, rules).findings
    reference = check(kb, rules, "pyshacl").findings
    assert [(f.fingerprint, f.waived) for f in reference] == [
        (f.fingerprint, f.waived) for f in fast
    ]
