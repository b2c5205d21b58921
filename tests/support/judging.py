"""What evidence says of claims, derived on a few statements: the project's vocabulary, levels and derivations, without files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

import pyoxigraph as ox

from cases import PREFIXES, ROOT
from kbtool.knowledge.derive.crowds import crowd_quads
from kbtool.knowledge.derive.measures import measurement_quads
from kbtool.knowledge.derive.order import ConstructQuery, in_order
from kbtool.knowledge.derive.parts import scope_in_part_quads
from kbtool.knowledge.derive.queries import constructed
from kbtool.knowledge.derive.references import reference_quads
from kbtool.knowledge.derive.relations import relation_quads
from kbtool.knowledge.derive.searches import SEARCH_DAYS, search_quads
from kbtool.knowledge.labels import Labels
from kbtool.rdf.namespaces import GRAPH, ID, KB, Names, curie
from kbtool.rdf.store import DERIVED, build_store, read_turtle
from kbtool.rdf.terms import objects, text, value

TODAY = date(2026, 11, 28)
_CASE = GRAPH("case")
_QUERIES = (
    "question-types", "counts-as", "publishers", "lines-of-propositions", "lines-of-quantities", "weights", "tiers", "outweighed", "not-counted", "eligible",
    "foremost", "pooled", "directions", "spread", "decisive", "decisive-in-part", "class-covered", "parts", "denied-of-all", "searches", "verdict",
    "not-assessed", "tally", "resolution", "stars",
)  # fmt: skip


class Judged:
    """What was derived of claims.

    Args:
        store: the store, with what was derived; it is changed by the next `judge`.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def verdict(self, claim: str = "c") -> str:
        """The verdict on a claim, as a local name of the vocabulary."""
        (found,) = self.names(claim, "computedVerdict")
        return found

    def names(self, node: str, name: str) -> list[str]:
        """The local names and texts of what a property says of a node."""
        found = (value(term) for term in objects(self._store, ID(node), KB(name)))
        return sorted(curie(each).partition(":")[2] or each for each in found)

    def text(self, node: str, name: str) -> str | None:
        """A text or number that a property says of a node."""
        return text(self._store, ID(node), KB(name))

    def reasons(self, evidence: str, claim: str = "c") -> set[str]:
        """Why an item of evidence does not count on a claim."""
        lines = self._store.quads_for_pattern(None, KB("evidence"), ID(evidence), DERIVED)
        return {
            value(reason).removeprefix(KB.base)
            for quad in lines
            if ID(claim) in objects(self._store, quad.subject, KB("claim"))
            for reason in objects(self._store, quad.subject, KB("notCounted"))
        }

    def directness(self, evidence: str, claim: str = "c") -> set[str]:
        """How an item of evidence bears on a claim: directly, in a narrower scope, indirectly; nothing, if not at all."""
        lines = self._store.quads_for_pattern(None, KB("evidence"), ID(evidence), DERIVED)
        return {
            value(term).removeprefix(KB.base)
            for quad in lines
            if ID(claim) in objects(self._store, quad.subject, KB("claim"))
            for term in objects(self._store, quad.subject, KB("directness"))
        }


def judge(turtle: str, *, today: date = TODAY, search_days: float = SEARCH_DAYS) -> Judged:
    """Derive what a few statements amount to, beside the concepts and references that cases share.

    Args:
        turtle: the statements, without prefixes.
        today: the day of the check.
        search_days: for how many days a search counts.
    """
    store, queries = _ground(), _queries()
    for graph in (_CASE, DERIVED):
        store.remove_graph(graph)
    triples = ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
    store.extend(ox.Quad(t.subject, t.predicate, t.object, _CASE) for t in triples)
    labels = Labels(store, Names())
    _add(store, measurement_quads(store, {}, {}))
    _add(store, crowd_quads(store))
    _add(store, relation_quads(store, labels))
    _add(store, reference_quads(store))
    _add(store, search_quads(store, today, search_days))
    for query in queries:
        _add(store, constructed(store, query.path, query.text, Names()))
    _add(store, scope_in_part_quads(store, labels))
    return Judged(store)


def claim(proposition: str = "p", name: str = "c", relation: str = "asserts") -> str:
    """A claim that asserts, or denies, a proposition."""
    return (
        f"id:{name} a kb:Claim ; prov:wasQuotedFrom id:article ; kb:{relation} id:{proposition} .\n"
    )


def proposition(name: str, predicate: str, object: str, more: str = "") -> str:
    """A proposition on ibuprofen; `more` are statements on it, such as "kb:population id:adults"."""
    return (
        f"id:{name} a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:{predicate} ;"
        f" kb:object id:{object}{f' ; {more}' if more else ''} .\n"
    )


def item(name: str, says: str, design: str, more: str = "", reference: str = "trial-a") -> str:
    """An item of evidence that was seen: `says` is such as "supports id:p"."""
    return (
        f"id:{name} a kb:Evidence ; kb:{says} ; cito:citesAsEvidence id:{reference} ; kb:design kb:{design} ;"
        f' kb:finding "F." ; kb:verification kb:SeenAtSource{f" ; {more}" if more else ""} .\n'
    )


def _add(store: ox.Store, quads: Iterable[ox.Quad]) -> None:
    store.extend(list(quads))


@cache
def _ground() -> ox.Store:
    files = ("kb/vocabulary.ttl", "kb/levels.ttl", "tests/rules/base.ttl")
    return build_store(read_turtle(ROOT / name, name, GRAPH(name)) for name in files)


@cache
def _queries() -> list[ConstructQuery]:
    paths = (ROOT / "kb" / "derivations" / f"{name}.rq" for name in _QUERIES)
    known = {path.stem: path for path in (ROOT / "kb" / "derivations").glob("*.rq")}
    ordered = in_order(ConstructQuery(p, p.read_text(encoding="utf-8")) for p in known.values())
    wanted = {path.stem for path in paths}
    return [query for query in ordered if query.name in wanted]
