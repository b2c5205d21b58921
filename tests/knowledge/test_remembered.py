"""A knowledge base that is opened again as it was: the same answers, and nothing is derived again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from cases import Case, lay_out
from kbtool.checks.run import check
from kbtool.io import kept
from kbtool.io.kept import keep_in
from kbtool.knowledge import loading
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

    monkeypatch.setattr(loading, "derive", refuse)


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
        {"today": DAY, "policies": ["health-advertising"]},
        {"today": DAY, "drafts": [root / "sources" / "sources.ttl"]},
    ):
        with pytest.raises(DerivedAgainError):
            open_knowledge_base(root, **other)


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
