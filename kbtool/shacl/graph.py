"""An in-memory index of a small RDF graph, read in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from pyoxigraph import BlankNode, NamedNode, Triple

from kbtool.errors import InputError
from kbtool.rdf.terms import Term, in_order
from kbtool.shacl.vocabulary import RDF_FIRST, RDF_NIL, RDF_REST

_Subject = NamedNode | BlankNode | Triple
_NOTHING: Mapping[NamedNode, list[Term]] = MappingProxyType({})


class GraphIndex:
    """Triples, indexed by subject and predicate."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples: tuple[Triple, ...] = tuple(dict.fromkeys(triples))
        self._index: dict[Term, dict[NamedNode, list[Term]]] = {}
        for triple in self.triples:
            by_predicate = self._index.setdefault(triple.subject, {})
            by_predicate.setdefault(triple.predicate, []).append(triple.object)

    def _of(self, subject: Term | None) -> Mapping[NamedNode, list[Term]]:
        return {} if subject is None else self._index.get(subject, {})

    def subjects(self) -> Iterable[Term]:
        """Every subject, in the order of the triples."""
        return self._index.keys()

    def predicates(self, subject: Term | None) -> Iterable[NamedNode]:
        """The predicates that ``subject`` has."""
        return self._of(subject).keys()

    def objects(self, subject: Term | None, predicate: NamedNode) -> list[Term]:
        """The values of ``predicate`` at ``subject``, sorted by their N-Triples text."""
        values = self._index.get(subject, _NOTHING).get(predicate)  # type: ignore[arg-type]
        return [] if values is None else in_order(values)

    def about(self, subject: BlankNode) -> Iterable[Triple]:
        """The triples of a blank node, in the order of the graph."""
        for predicate, values in self._of(subject).items():
            yield from (Triple(subject, predicate, value) for value in values)

    def named_owner(self, node: Term | None) -> NamedNode | None:
        """The nearest IRI from which triples lead to the blank node ``node``, or itself."""
        waiting, seen = [node], {node}
        while waiting:
            current = waiting.pop(0)
            if isinstance(current, NamedNode):
                return current
            for triple in self.triples:
                if triple.object == current and triple.subject not in seen:
                    seen.add(triple.subject)
                    waiting.append(triple.subject)
        return None

    def members(self, head: Term | None) -> list[Term]:
        """The members of the RDF list at ``head``.

        Raises:
            InputError: it is not a well-formed, finite list.
        """
        found: list[Term] = []
        seen: set[Term] = set()
        while head != RDF_NIL:
            first, rest = self.objects(head, RDF_FIRST), self.objects(head, RDF_REST)
            if len(first) != 1 or len(rest) != 1 or head in seen:
                raise InputError(f"{show(head)} is not a well-formed RDF list")
            if head is not None:
                seen.add(head)
            found.append(first[0])
            head = rest[0]
        return found


def show(term: Term | None) -> str:
    """A term as a reader of an error message expects it."""
    if isinstance(term, BlankNode):
        return "a blank node"
    return str(term)
