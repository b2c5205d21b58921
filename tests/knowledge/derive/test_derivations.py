"""Each derivation runs after those that derive what it reads, and derives what the vocabulary marks as derived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from cases import ROOT
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.derive.order import ConstructQuery, in_order
from kbtool.knowledge.derive.queries import constructed
from kbtool.knowledge.derive.table import BEFORE
from kbtool.rdf.namespaces import ID, KB, Names, curie
from kbtool.rdf.store import DERIVED
from vocabulary import Vocabulary

NOT_READ = {
    ("kb:level", "tiers"),
    ("kb:statedBy", "positions"),
    ("kb:onQuestionType", "weights"),
    ("kb:direction", "directions"),
    # of parts that are against: where none is shown, as classes that are covered need
    ("kb:decisive", "class-covered"),
}
"""What a derivation constructs on nodes of another class than the one on which derivations before it read the same."""


@dataclass(frozen=True)
class Query:
    """What a derivation reads and constructs: properties, and classes behind `a`.

    Attributes:
        name: its name.
        reads: what it reads.
        reads_on_any: of that, what it reads on a node of which the query does not say that it is of a class like
            kb:LevelAssignment, on whose instances files state it.
        constructs: what it constructs.
    """

    name: str
    reads: frozenset[str]
    reads_on_any: frozenset[str]
    constructs: frozenset[str]


def derivations() -> list[ConstructQuery]:
    paths = sorted((ROOT / "kb" / "derivations").glob("*.rq"))
    return in_order(ConstructQuery(path, path.read_text(encoding="utf-8")) for path in paths)


@cache
def queries() -> list[Query]:
    """The project's derivations in order, as rdflib reads them."""
    return [_query(derivation) for derivation in derivations()]


@pytest.fixture(scope="module")
def vocabulary(shipped: KnowledgeBase) -> Vocabulary:
    return Vocabulary(shipped.store)


def test_what_a_derivation_reads_is_derived_before_it_runs(
    vocabulary: Vocabulary,
) -> None:
    derived, derived_on = vocabulary.marked(KB("derived")), vocabulary.marked(KB("derivedOn"))
    there = {KB(name).value for step in BEFORE for name in step.derives}
    everyone = queries()
    for place, query in enumerate(everyone):
        wanted = (query.reads & derived) | (query.reads_on_any & derived_on)
        missing = sorted(curie(term) for term in wanted - there - query.constructs)
        assert missing == [], f"{query.name} runs before that"
        for later in everyone[place + 1 :]:
            late = {(curie(term), later.name) for term in wanted & later.constructs}
            assert late <= NOT_READ, f"{query.name} runs before that"
        there = there | query.constructs


def test_what_a_derivation_constructs_is_marked_as_derived(vocabulary: Vocabulary) -> None:
    allowed = vocabulary.marked(KB("derived")) | vocabulary.marked(KB("derivedOn"))
    for query in queries():
        own = {term for term in query.constructs if term.startswith(KB.base)}
        assert sorted(curie(term) for term in own - allowed) == [], query.name
        assert own, query.name


def test_a_relative_iri_in_a_derivation_is_below_id() -> None:
    store = ox.Store()
    store.add(ox.Quad(ID("a"), KB("says"), ox.Literal("x"), DERIVED))
    text = """PREFIX kb: <https://w3id.org/kbtool/ns#>
        CONSTRUCT { ?line kb:via ?node ; kb:evidence <made/here> }
        WHERE { ?node kb:says ?text . BIND(IRI(CONCAT("line/", ?text)) AS ?line)
            FILTER(STRSTARTS(STR(?node), STR(<>))) }"""
    store.extend(constructed(store, Path("lines.rq"), text, Names()))
    found = {q.predicate: q.object for q in store.quads_for_pattern(ID("line/x"), None, None)}
    assert found == {KB("via"): ID("a"), KB("evidence"): ID("made/here")}


def test_no_derivation_says_where_nodes_are_named() -> None:
    for derivation in derivations():
        assert ID.base not in derivation.text, derivation.name


def test_a_derivation_names_none_that_it_runs_after_anyway() -> None:
    everyone = {derivation.name: derivation for derivation in derivations()}

    def all_before(name: str) -> set[str]:
        named = set(everyone[name].after or {})
        return named.union(*(all_before(other) for other in named))

    for name, derivation in everyone.items():
        assert derivation.after is not None, name
        for other in derivation.after:
            rest = set(derivation.after) - {other}
            assert other not in set().union(*(all_before(one) for one in rest)), name


def _query(derivation: ConstructQuery) -> Query:
    algebra = prepareQuery(derivation.text, base=ID.base).algebra
    nodes = list(_nodes(algebra.p))
    bound: dict[Variable, set[str]] = {}
    for node in nodes:
        if node.name == "Extend":
            bound.setdefault(node.var, set()).update(_iris(node.expr))
    triples = [triple for node in nodes if node.name == "BGP" for triple in node.triples]
    stated = {s for s, p, o in triples if p == RDF.type and str(o) in _WHERE_FILES_STATE}
    on_any = [t for t in triples if t[0] not in stated and isinstance(t[1], URIRef)]
    return Query(
        derivation.name,
        frozenset(_terms(triples, bound)),
        frozenset(_terms(on_any, bound)),
        frozenset(_terms(algebra.template, bound)),
    )


_WHERE_FILES_STATE = {
    KB(name).value for name in ("LevelAssignment", "Authority", "StarRating", "Resolution")
}


def _terms(triples: Iterable[tuple[object, object, object]], bound: dict[Variable, set[str]]) -> Iterator[str]:  # fmt: skip
    for _, predicate, value in triples:
        if predicate == RDF.type:
            if isinstance(value, URIRef):
                yield str(value)
        elif isinstance(predicate, Variable):
            yield from bound.get(predicate, set())
        else:
            yield from _iris(predicate)


def _iris(path: object) -> set[str]:
    """The IRIs in a path or an expression."""
    if isinstance(path, URIRef):
        return {str(path)}
    if isinstance(path, SequencePath | AlternativePath):
        return set().union(*(_iris(part) for part in path.args))
    if isinstance(path, InvPath):
        return _iris(path.arg)
    if isinstance(path, MulPath):
        return _iris(path.path)
    if isinstance(path, CompValue):
        return set().union(*(_iris(part) for part in path.values()))
    return set()


def _nodes(part: object) -> Iterator[CompValue]:
    """The parts of a query's pattern, nested ones included."""
    if isinstance(part, CompValue):
        yield part
        for inner in part.values():
            yield from _nodes(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _nodes(inner)
