"""The vocabulary as it declares itself, and what a store holds that it does not allow for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kbtool.rdf.namespaces import FOAF, KB, RDF, RDFS, SCHEMA, SKOS, XSD, curie
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import value

TYPE = RDF("type")
RESOURCE = RDFS("Resource").value
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
BROADER_ELSEWHERE = {
    FOAF("Person"): FOAF("Agent"),
    FOAF("Organization"): FOAF("Agent"),
    XSD("integer"): XSD("decimal"),
}
"""What standards say of their own classes and datatypes, as far as knowledge bases use them."""


class Vocabulary:
    """Reads the declarations of a store.

    Args:
        store: a store that holds kb/vocabulary.ttl.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        kinds = (RDF("Property"), KB("Qualifier"))
        self.properties = sorted({name for kind in kinds for name in self._instances(kind)})
        self.schemes = set(self._instances(SKOS("ConceptScheme")))
        self._broader: dict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
        for narrow, broad in BROADER_ELSEWHERE.items():
            self._broader[narrow].add(broad)
        for quad in store.quads_for_pattern(None, RDFS("subClassOf"), None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                self._broader[quad.subject].add(quad.object)

    def values(self, subject: str, *predicates: ox.NamedNode) -> list[str]:
        """What is said of a term with these predicates: IRIs and texts."""
        node = ox.NamedNode(subject)
        quads = [q for p in predicates for q in self._store.quads_for_pattern(node, p, None)]
        return [value(q.object) for q in quads]

    def domain(self, name: str) -> set[str]:
        """The classes on whose instances a property stands."""
        return set(self.values(name, RDFS("domain"), SCHEMA("domainIncludes")))

    def range(self, name: str) -> set[str]:
        """The classes and datatypes of which a property takes values."""
        return set(self.values(name, RDFS("range"), SCHEMA("rangeIncludes")))

    def marked(self, mark: ox.NamedNode) -> set[str]:
        """The terms that have a property of the vocabulary of itself, such as kb:derived."""
        return {value(q.subject) for q in self._store.quads_for_pattern(None, mark, None)}

    def misuses(self, quads: Iterable[ox.Quad]) -> Iterator[str]:
        """Statements with a property of the vocabulary on a node, or with a value, that it is not declared for."""
        declared = set(self.properties)
        for quad in quads:
            name = quad.predicate.value
            if name in declared:
                if not self._fits(quad.subject, self.domain(name)):
                    yield f"{curie(name)} on {curie(value(quad.subject))}"
                if not self._fits(quad.object, self.range(name)) and not self._derived_year(quad):
                    yield f"{curie(name)} with {curie(value(quad.object))}"

    def _derived_year(self, quad: ox.Quad) -> bool:
        """Whether it is the year of a reference: a number where it is derived, and a calendar year where it is written."""
        derived = quad.graph_name == DERIVED and quad.predicate == KB("year")
        return (
            derived
            and isinstance(quad.object, ox.Literal)
            and quad.object.datatype == XSD("integer")
        )

    def _fits(self, term: Term, allowed: set[str]) -> bool:
        if isinstance(term, ox.Literal):
            return not allowed.isdisjoint(self._with_broader({term.datatype}))
        assert not isinstance(term, ox.Triple)
        quads = self._store.quads_for_pattern(term, TYPE, None)
        types = {q.object for q in quads if isinstance(q.object, ox.NamedNode)}
        if not types and isinstance(term, ox.BlankNode):
            return self._as_part(term, allowed)
        return RESOURCE in allowed or not allowed.isdisjoint(self._with_broader(types))

    def _as_part(self, term: ox.BlankNode, allowed: set[str]) -> bool:
        """Whether a node without name and type stands where a node of an allowed class belongs."""
        uses = self._store.quads_for_pattern(None, None, term)
        return any(not allowed.isdisjoint(self.range(q.predicate.value)) for q in uses)

    def _with_broader(self, classes: set[ox.NamedNode]) -> set[str]:
        found, new = set(classes), set(classes)
        while new:
            new = {broad for narrow in new for broad in self._broader[narrow]} - found
            found |= new
        return {kind.value for kind in found}

    def _instances(self, kind: ox.NamedNode) -> list[str]:
        return [value(q.subject) for q in self._store.quads_for_pattern(None, TYPE, kind)]
