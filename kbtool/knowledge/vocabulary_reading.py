"""The vocabulary read from what files say of their terms.

The statements are standard ones: rdfs:domain and rdfs:range (RDF Schema 1.1, 3.1 and 3.2), schema:domainIncludes and
schema:rangeIncludes where there are several, owl:FunctionalProperty (at most one value), owl:Restriction with
owl:cardinality, owl:minCardinality or owl:maxCardinality (so many values on instances of a class) and
owl:AllDisjointClasses (OWL 2, section 9.1.3). They are read as demands on what the files say; nothing is typed by them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kbtool.knowledge.vocabulary import ANYTHING, Demand, Use, Vocabulary, Words
from kbtool.rdf.datatypes import is_datatype
from kbtool.rdf.namespaces import KB, OWL, RDF, RDFS, SCHEMA, SKOS, XSD
from kbtool.rdf.terms import Term, by_subject, named, objects, one

READ_PROPERTIES = frozenset(
    {
        *(RDFS(name) for name in ("domain", "range", "subClassOf")),
        *(SCHEMA(name) for name in ("domainIncludes", "rangeIncludes")),
        *(KB(name) for name in ("usedElsewhere", "verbatim", "writtenInside", "namedBy")),
        *(KB(name) for name in ("definesTerm", "openEnded")),
        *(OWL(name) for name in ("onProperty", "cardinality", "minCardinality", "maxCardinality")),
        *(OWL(name) for name in ("members", "disjointWith")),
        *(RDF(name) for name in ("first", "rest")),
        SKOS("inScheme"),
    }
)
READ_TYPES = frozenset(
    {
        *(OWL(name) for name in ("Class", "FunctionalProperty", "ReflexiveProperty")),
        OWL("AllDisjointClasses"),
        RDFS("Class"),
    }
)
"""Files without these properties and types, and without further nodes of a controlled list, add nothing to a vocabulary."""


def read_vocabulary(store: ox.Store, short: Mapping[str, str]) -> Vocabulary:
    """Read what the files say of their terms.

    Args:
        store: the files' triples.
        short: the prefixes by which terms are named in words, with their namespaces.
    """
    restrictions = _restrictions(store)
    uses = _uses(store)
    demands = _demands(store, restrictions)
    groups = _disjoint(store)
    names = _named_by(store)
    inside = frozenset(named(_subjects(store, KB("writtenInside"), None)))
    said_of = {c for use in uses.values() for some in (*use.domains, *use.ranges) for c in some}
    said_of |= {RDF("Property"), *demands, *names, *inside, *(c for group in groups for c in group)}
    return Vocabulary(
        uses=uses,
        below=_below(store, (c for c in said_of if not is_datatype(c))),
        classes=frozenset(
            q.subject
            for kind in (RDFS("Class"), OWL("Class"))
            for q in store.quads_for_pattern(None, RDF("type"), kind, None)
        ),
        demands=demands,
        disjoint=groups,
        named_by=names,
        written_inside=inside,
        outside=_outside(store),
        words=Words(store, short),
        open_ended=frozenset(t.value for t in named(_subjects(store, KB("openEnded"), None))),
    )


def _uses(store: ox.Store) -> dict[ox.NamedNode, Use]:
    stated = {}
    for one_of, any_of in (("domain", "domainIncludes"), ("range", "rangeIncludes")):
        sets: dict[ox.NamedNode, list[frozenset[ox.NamedNode]]] = defaultdict(list)
        for term, classes in by_subject(store, RDFS(one_of)).items():
            if isinstance(term, ox.NamedNode):
                sets[term] += [frozenset({c}) for c in named(classes)]
        for term, classes in by_subject(store, SCHEMA(any_of)).items():
            if isinstance(term, ox.NamedNode):
                sets[term].append(frozenset(named(classes)))
        stated[one_of] = {
            term: tuple(some for some in found if some and not _says_nothing(some))
            for term, found in sets.items()
        }
    yes = ox.Literal("true", datatype=XSD("boolean"))
    marked = [
        set(named(_subjects(store, relation, mark)))
        for relation, mark in (
            (RDF("type"), OWL("FunctionalProperty")),
            (KB("usedElsewhere"), yes),
            (RDF("type"), OWL("ReflexiveProperty")),
            (KB("verbatim"), yes),
        )
    ]
    uses = {}
    for term in {*stated["domain"], *stated["range"], *(term for some in marked for term in some)}:
        domains, ranges = (stated[which].get(term, ()) for which in ("domain", "range"))
        uses[term] = Use(domains, ranges, *(term in some for some in marked))
    return uses


def _says_nothing(some: frozenset[ox.NamedNode]) -> bool:
    """Whether anything is an instance of one of some classes; beside rdfs:Resource, a datatype says which texts are."""
    return ANYTHING in some and not any(map(is_datatype, some))


def _subjects(store: ox.Store, predicate: ox.NamedNode, value: Term | None) -> set[Term]:
    return {quad.subject for quad in store.quads_for_pattern(None, predicate, value, None)}


def _below(store: ox.Store, classes: Iterable[ox.NamedNode]) -> dict[ox.NamedNode, frozenset[Term]]:
    narrower: dict[Term, list[Term]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, RDFS("subClassOf"), None, None):
        narrower[quad.object].append(quad.subject)
    found = {}
    for top in classes:
        seen: set[Term] = {top}
        waiting: list[Term] = [top]
        while waiting:
            for term in narrower.get(waiting.pop(), ()):
                if term not in seen:
                    seen.add(term)
                    waiting.append(term)
        found[top] = frozenset(seen)
    return found


def _restrictions(store: ox.Store) -> dict[Term, Demand]:
    found: dict[Term, Demand] = {}
    for node in _subjects(store, OWL("onProperty"), None):
        term = one(store, node, OWL("onProperty"))
        counts = {
            name: int(count.value)
            for name in ("cardinality", "minCardinality", "maxCardinality")
            if isinstance(count := one(store, node, OWL(name)), ox.Literal)
            and count.value.isdecimal()
        }
        exact = counts.get("cardinality")
        least, most = counts.get("minCardinality", exact), counts.get("maxCardinality", exact)
        if isinstance(term, ox.NamedNode) and counts:
            found[node] = Demand(term, least or 0, most)
    return found


def _demands(
    store: ox.Store, restrictions: Mapping[Term, Demand]
) -> dict[ox.NamedNode, tuple[Demand, ...]]:
    found: dict[ox.NamedNode, list[Demand]] = defaultdict(list)
    for node, demand in restrictions.items():
        for kind in named(_subjects(store, RDFS("subClassOf"), node)):
            found[kind].append(demand)
    return {
        kind: tuple(sorted(some, key=lambda demand: demand.property.value))
        for kind, some in found.items()
    }


def _disjoint(store: ox.Store) -> tuple[frozenset[ox.NamedNode], ...]:
    groups = [
        frozenset(named(_members(store, one(store, node, OWL("members")))))
        for node in _subjects(store, RDF("type"), OWL("AllDisjointClasses"))
    ]
    groups += [
        frozenset(named((quad.subject, quad.object)))
        for quad in store.quads_for_pattern(None, OWL("disjointWith"), None, None)
    ]
    return tuple(groups)


def _named_by(store: ox.Store) -> dict[ox.NamedNode, tuple[ox.NamedNode, ...]]:
    return {
        kind: tuple(named(objects(store, kind, KB("namedBy"))))
        for kind in named(_subjects(store, KB("namedBy"), None))
    }


def _members(store: ox.Store, head: Term | None) -> list[Term]:
    """The members of a list; of one that runs in a circle, each once."""
    found: list[Term] = []
    seen: set[Term] = set()
    while head is not None and head != RDF("nil") and head not in seen:
        seen.add(head)
        found += objects(store, head, RDF("first"))
        head = one(store, head, RDF("rest"))
    return found


def _outside(store: ox.Store) -> dict[str, frozenset[ox.NamedNode]]:
    found: dict[str, set[ox.NamedNode]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, KB("definesTerm"), None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            found[quad.subject.value].add(quad.object)
    return {base: frozenset(terms) for base, terms in found.items()}
