"""A knowledge base that is opened again as it was: the same answers, and nothing is derived again."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from cases import Case, lay_out
from kbtool import shacl
from kbtool.checks import run
from kbtool.checks.run import check
from kbtool.io import kept
from kbtool.io.kept import keep_in
from kbtool.knowledge import deriving
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import ID, KB
from kbtool.rdf.store import DERIVED

DAY = date(2026, 1, 1)
ARTICLE = "Fictumab cures fever. Nothing else is said."
TURTLE = """
id:fictumab a kb:Drug ; skos:prefLabel "Fictumab" .
id:fever a kb:Condition ; skos:prefLabel "fever" .
id:p-fever a kb:Proposition ; kb:subject id:fictumab ; kb:predicate kb:treats ; kb:object id:fever .
id:c-fever a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Fictumab cures fever." ;
    kb:asserts id:p-fever ; kb:certainty kb:Categorical .
id:c-again a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Nothing else is said" ;
    kb:denies id:p-fever ; kb:certainty kb:Categorical .
id:w a kb:Waiver ; kb:rule "C02" ; kb:claim id:c-fever ; kb:reason "fictional" ; kb:owner "the test" ;
    kb:expires "2027-01-01"^^xsd:date .
"""

RULE = """
rule:Z01 a sh:NodeShape ; dct:identifier "Z01" ; sh:name "fictional" ; sh:description "Fictional." ;
    kb:suggestion "None." ; kb:derives kb:conflictsWith ; sh:severity sh:Info ; sh:targetClass kb:Claim ;
    sh:sparql [ sh:message "m" ; sh:select "SELECT $this WHERE { { SELECT $this WHERE { $this a ?t } LIMIT 0 } }" ] .
"""
"""A rule whose query has no set of focus nodes."""


class DerivedAgainError(Exception):
    """The knowledge base is derived."""


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """A knowledge base that was opened in a process that keeps results."""
    before = kept._InUse.folder
    keep_in(tmp_path / "kept")
    root = lay_out(Case("X05", TURTLE, (), article=ARTICLE), tmp_path / "project")
    open_knowledge_base(root, today=DAY)
    yield root
    keep_in(before)


@pytest.fixture
def never_derived(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on, to derive something is an error; the knowledge base is opened before."""

    def refuse(*_: object) -> None:
        raise DerivedAgainError

    monkeypatch.setattr(deriving, "derive", refuse)


def told(kb: KnowledgeBase) -> list[tuple[object, ...]]:
    """All that is found in a knowledge base."""
    report = check(kb, tuple(kb.rules))
    return [
        (f.code, f.message, f.fingerprint, f.span, f.declared, f.related, f.waived is None)
        for f in report.findings
    ]


def triples(kb: KnowledgeBase) -> list[str]:
    """The derived triples, but of blank nodes."""
    quads = kb.store.quads_for_pattern(None, None, None, DERIVED)
    return sorted(str(quad.triple) for quad in quads if "_:" not in str(quad.triple))


def test_it_answers_as_it_did_the_first_time(
    root: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    keep_in(None)
    first = open_knowledge_base(root, today=DAY)
    expected, stated, waivers = told(first), triples(first), first.waivers
    keep_in(root.parent / "kept")
    request.getfixturevalue("never_derived")
    again = open_knowledge_base(root, today=DAY)
    assert waivers
    assert (told(again), triples(again), again.waivers) == (expected, stated, waivers)


def test_a_copy_elsewhere_answers_as_the_original_does(
    root: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    copy = shutil.copytree(root, tmp_path / "elsewhere")
    expected = told(open_knowledge_base(root, today=DAY))
    request.getfixturevalue("never_derived")
    kb = open_knowledge_base(copy, today=DAY)
    assert told(kb) == expected
    assert {document.path.parent for document in kb.documents} == {Path("sources")}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("sources/article.txt", "Nothing else", "Nothing more"),
        ("kb/case.ttl", "kb:denies", "kb:asserts"),
        ("kb/vocabulary.ttl", "kb:", "kb:"),
        ("kb/derivations/stars.rq", "CONSTRUCT", "# a comment\nCONSTRUCT"),
        ("shapes/conflict.ttl", "sh:Violation", "sh:Warning"),
    ],
)
@pytest.mark.usefixtures("never_derived")
def test_another_file_is_another_knowledge_base(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1) + "\n", encoding="utf-8")
    with pytest.raises(DerivedAgainError):
        open_knowledge_base(root, today=DAY)


@pytest.mark.usefixtures("never_derived")
def test_so_is_another_day_and_what_else_it_is_opened_with(root: Path) -> None:
    open_knowledge_base(root, today=DAY)
    for other in (
        {"today": date(2026, 1, 2)},
        {"today": DAY, "search_days": 10},
        {"today": DAY, "waiver_days": 10},
        {"today": DAY, "ignored": ("X05",)},
        {"today": DAY, "policies": ["health-advertising"]},
        {"today": DAY, "drafts": [root / "sources" / "sources.ttl"]},
    ):
        with pytest.raises(DerivedAgainError):
            open_knowledge_base(root, **other)


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The rules that checks evaluate from now on."""
    seen: list[object] = []

    def validate(*arguments: object, only: Collection[object], **named: Any) -> object:
        seen.extend(only)
        return evaluate(*arguments, only=only, **named)

    evaluate: Any = shacl.validate
    monkeypatch.setattr(run, "validate", validate)
    return seen


def test_what_a_check_has_evaluated_the_next_one_does_not(
    root: Path, evaluated: list[object]
) -> None:
    first = told(open_knowledge_base(root, today=DAY))
    assert evaluated
    evaluated.clear()
    assert told(open_knowledge_base(root, today=DAY)) == first
    assert evaluated == []


def test_a_check_of_some_rules_leaves_the_others_to_the_next(
    root: Path, evaluated: list[object]
) -> None:
    kb = open_knowledge_base(root, today=DAY)
    some = [rule for rule in kb.rules if rule.code == "C10"]
    found = check(kb, some).findings
    evaluated.clear()
    again = open_knowledge_base(root, today=DAY)
    assert {finding.code for finding in check(again, tuple(again.rules)).findings} > {"C10"}
    assert found
    assert evaluated
    assert some[0].iri not in evaluated


def test_results_are_of_what_was_derived_once_and_of_nothing_that_is_derived_again(
    root: Path, evaluated: list[object]
) -> None:
    """They name its blank nodes, which have other labels each time."""
    first = told(open_knowledge_base(root, today=DAY))
    for each in (root.parent / "kept").glob("derived-*"):
        each.unlink()
    evaluated.clear()
    assert told(open_knowledge_base(root, today=DAY)) == first
    assert evaluated


def test_pyshacl_evaluates_all_that_it_is_asked_to(root: Path, evaluated: list[object]) -> None:
    kb = open_knowledge_base(root, today=DAY)
    some = [rule for rule in kb.rules if rule.code == "C10"]
    fast = check(kb, some).findings
    evaluated.clear()
    slow = check(kb, some, "pyshacl").findings
    assert evaluated == [some[0].iri]
    assert [finding.message for finding in slow] == [finding.message for finding in fast]


def test_damaged_results_are_evaluated_again(root: Path, evaluated: list[object]) -> None:
    first = told(open_knowledge_base(root, today=DAY))
    for each in (root.parent / "kept").glob("results-*"):
        each.write_bytes(each.read_bytes()[:-1])
    evaluated.clear()
    assert told(open_knowledge_base(root, today=DAY)) == first
    assert evaluated


def test_what_is_supposed_is_derived_and_not_remembered(root: Path) -> None:
    def without_the_denial(store: ox.Store) -> None:
        for quad in list(store.quads_for_pattern(ID("c-again"), KB("denies"), None, None)):
            store.remove(quad)

    supposed = open_knowledge_base(root, today=DAY, suppose=without_the_denial)
    assert "X05" not in {code for code, *_ in told(supposed)}
    as_it_is = open_knowledge_base(root, today=DAY)
    assert ox.Quad(ID("c-again"), KB("denies"), ID("p-fever"), DERIVED) not in supposed.store
    assert list(as_it_is.store.quads_for_pattern(ID("c-again"), KB("denies"), None, None))


def test_rules_that_pyshacl_has_to_evaluate_are_told_again(root: Path) -> None:
    lay_out(Case("X05", TURTLE, (), article=ARTICLE, shapes=RULE), root)
    first: list[str] = []
    again: list[str] = []
    open_knowledge_base(root, today=DAY, note=first.append)
    open_knowledge_base(root, today=DAY, note=again.append)
    assert first
    assert again == first
