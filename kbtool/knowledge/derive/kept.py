"""What a document means throughout, such as a low dose, and evidence that was found with something else."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

import pyoxigraph as ox

from kbtool.knowledge.node import Node
from kbtool.knowledge.statements import Terminology, read_terminology
from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import KB, PROV, XSD
from kbtool.rdf.terms import Term, named

_TRUE = ox.Literal("true", datatype=XSD("boolean"))
_HOLDS = (KB("asserts"), KB("denies"), KB("gives"))


class KeptThroughout:
    """The values that documents have of qualifiers that they keep throughout (kb:keptThroughout).

    Args:
        store: the knowledge base.
        columns: its properties.
    """

    def __init__(self, store: ox.Store, columns: Columns) -> None:
        self._store = store
        self._columns = columns
        quads = store.quads_for_pattern(None, KB("keptThroughout"), _TRUE, None)
        self._qualifiers = sorted(named(quad.subject for quad in quads), key=str)

    def is_apart(self, claim: Node, line: Node) -> bool:
        """Whether a line of evidence is on another value than the claim's document has of the claim's subject."""
        found = line.one(KB("inScope")) or line.one(KB("via"))
        for qualifier in self._qualifiers:
            studied = self._columns.objects(found, qualifier)
            if studied:
                held = next((node for name in _HOLDS for node in claim.all(name)), None)
                subject = self._columns.one(held, KB("subject"))
                meant = self._values.get((qualifier, claim.one(PROV("wasQuotedFrom")), subject))
                if meant and not any(self._nested(a, b) for a in studied for b in meant):
                    return True
        return False

    def _nested(self, one: Term, other: Term) -> bool:
        return self._terms.within(one, other) or self._terms.within(other, one)

    @cached_property
    def _terms(self) -> Terminology:
        return read_terminology(self._store)

    @cached_property
    def _values(self) -> dict[tuple[Term, Term | None, Term | None], set[Term]]:
        """By qualifier, document and subject, the values in what the document states."""
        found: dict[tuple[Term, Term | None, Term | None], set[Term]] = defaultdict(set)
        for relation in _HOLDS:
            for quad in self._store.quads_for_pattern(None, relation, None, None):
                for qualifier in self._qualifiers:
                    values = self._columns.objects(quad.object, qualifier)
                    if values:
                        document = self._columns.one(quad.subject, PROV("wasQuotedFrom"))
                        subject = self._columns.one(quad.object, KB("subject"))
                        found[qualifier, document, subject].update(values)
        return found
