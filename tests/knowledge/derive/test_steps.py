"""The list of steps says what each of them reads and derives, and the order follows from that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from cases import ROOT, Case, lay_out
from example import ARTICLE, TURTLE
from kbtool.knowledge import deriving
from kbtool.knowledge.derive import steps
from kbtool.knowledge.derive.for_rules import RUNS
from kbtool.knowledge.derive.queries import marked_derived
from kbtool.knowledge.derive.state import Derivation, Step
from kbtool.knowledge.derive.table import FOR_RULES
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import GRAPH, KB, RDF
from kbtool.rdf.store import DERIVED, build_store, read_turtle

# A quote that moved and one that nobody made, a decision, a waiver, and records of a registry.
MORE = """
id:c-no a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "It may help fever" ; kb:denies id:treats-fever ; kb:certainty kb:Hedged .
id:c-moved a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "works wonders" ; oa:start 3 ; kb:asserts id:treats-pain ; kb:certainty kb:Hedged .
id:d a kb:Resolution ; kb:claim id:c-pain ; kb:verdict kb:Conflicting ; kb:overrides kb:Refuted ; kb:reason "r" ;
    kb:reviewer id:publisher-of-article ; dct:date "2026-01-31"^^xsd:date ; kb:basis "" .
id:w a kb:Waiver ; kb:rule "X05" ; kb:claim id:c-pain ; kb:reason "r" ; kb:owner id:publisher-of-article ;
    kb:expires "2999-01-31"^^xsd:date .
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Step, set[str]]]:
    """Each step with the terms of the vocabulary that it really added."""
    seen: list[tuple[Step, set[str]]] = []

    def watched(step: Step) -> Callable[[Derivation], list[ox.Quad]]:
        def observed(state: Derivation) -> list[ox.Quad]:
            quads = list(step.run(state))
            assert {quad.graph_name for quad in quads} <= {DERIVED}
            terms = {q.object if q.predicate == RDF("type") else q.predicate for q in quads}
            names = {t.value for t in terms if isinstance(t, ox.NamedNode)}
            seen.append((step, {n.removeprefix(KB.base) for n in names if n.startswith(KB.base)}))
            return quads

        return observed

    real = steps.steps

    def watching(*args: object) -> list[Step]:
        listed = real(*args)  # type: ignore[arg-type]
        return [Step(s.name, s.reads, s.derives, watched(s)) for s in listed]

    monkeypatch.setattr(deriving, "steps", watching)
    root = lay_out(Case("X05", TURTLE + MORE, (), article=ARTICLE), tmp_path / "project")
    open_knowledge_base(root)
    return seen


def test_a_step_adds_no_more_than_it_says(run: list[tuple[Step, set[str]]]) -> None:
    assert len(run) > 20
    for step, added in run:
        assert added & derived_terms(run) <= set(step.derives), step.name


def test_a_step_runs_after_those_that_derive_what_it_reads(
    run: list[tuple[Step, set[str]]],
) -> None:
    marks = vocabulary().quads_for_pattern(None, KB("derived"), None, None)
    always = {str(quad.subject.value).removeprefix(KB.base) for quad in marks}  # type: ignore[union-attr]
    so_far: set[str] = set()
    for step, _ in run:
        assert set(step.reads) & always - so_far <= set(step.derives), step.name
        so_far |= set(step.derives)


def test_the_steps_together_derive_what_the_vocabulary_marks_as_derived(
    run: list[tuple[Step, set[str]]],
) -> None:
    assert derived_terms(run) == marked_derived(vocabulary())


def vocabulary() -> ox.Store:
    path = ROOT / "kb" / "vocabulary.ttl"
    return build_store([read_turtle(path, "vocabulary.ttl", GRAPH("vocabulary"))])


def derived_terms(run: list[tuple[Step, set[str]]]) -> set[str]:
    return {term for step, _ in run for term in step.derives}


def named(words: str, query: str = "") -> list[str]:
    """The names of the steps that are left for a knowledge base of some words and one query."""
    store = ox.Store()
    for word in words.split():
        store.add(ox.Quad(KB(word), RDF("type"), RDF("Property"), GRAPH("kb/vocabulary.ttl")))
    return [step.name for step in steps.named_by(steps.steps([], ()), store, [query])]


def test_what_only_rules_read_is_not_derived_where_nothing_has_a_word_for_it() -> None:
    assert not FOR_RULES & set(named("claim"))
    assert len(named("claim")) == len(steps.steps([], ())) - len(FOR_RULES)


@pytest.mark.parametrize(("words", "query"), [("quoteOf", ""), ("", "$this <ns#quoteOf> ?other")])
def test_it_is_derived_where_the_vocabulary_or_a_rule_names_it(words: str, query: str) -> None:
    assert FOR_RULES & set(named(words, query)) == {"borrowed quotes"}


def test_no_other_part_of_kbtool_reads_it() -> None:
    listed = [step for step in steps.steps([], ()) if step.name in FOR_RULES]
    assert {step.name for step in listed} == FOR_RULES == RUNS.keys()
    for term in (term for step in listed for term in step.derives):
        modules = [
            path.relative_to(ROOT / "kbtool")
            for path in (ROOT / "kbtool").rglob("*.py")
            if path.name != "table.py" and f'"{term}"' in path.read_text(encoding="utf-8")
        ]
        assert len(modules) <= 1
        assert all(path.is_relative_to("knowledge/derive") for path in modules)
