"""What stands at either end of a property: nodes of the knowledge base, terms of vocabularies, or text.

Only a node of the knowledge base keeps two statements together: all articles meet at terms and at texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.rdf.namespaces import PREFIXES, RDF
from kbtool.rdf.sparql_joins import ANY, Pattern
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term

NODE, WORD, TEXT = 1, 2, 4
"""A node of the knowledge base, or one without a name; a term of a vocabulary; a literal."""

PLACED = 8
"""Besides: a node by which a finding has a place in an article."""

CONCEPT = 16
"""A concept, all of whose statements every slice holds, whatever it hangs together with."""

ALL = NODE | WORD | TEXT | PLACED | CONCEPT

_TYPE = RDF("type").value
_VOCABULARIES = tuple(base for name, base in PREFIXES.items() if name not in ("id", "graph"))


def is_word(iri: str) -> bool:
    """Whether an IRI is a term of a vocabulary: of kbtool's, or of one that it has a prefix for."""
    return iri.startswith(_VOCABULARIES) or iri == DERIVED.value


class Kinds(Struct):
    """What stands at the ends of properties, and what the instances of classes are.

    Attributes:
        subjects: by property, what its subjects are.
        objects: by property, what its values are.
        instances: by class, what its instances are.
        downwards: the properties that lead from terms to nodes.
        apart: the nodes without a name that hang together with terms only, which every slice holds.
        placed: the nodes by which a finding has a place in an article.
        concepts: the concepts whose statements every slice holds.
    """

    subjects: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    objects: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    instances: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    downwards: set[str] = field(default_factory=set)
    apart: Collection[Term] = frozenset()
    placed: Collection[Term] = frozenset()
    concepts: Collection[Term] = frozenset()

    def _of(self, term: Term) -> int:
        """What a term is: NODE, WORD or TEXT."""
        if isinstance(term, ox.Literal):
            return TEXT
        placed = PLACED if term in self.placed else 0
        if isinstance(term, ox.NamedNode):
            if term in self.concepts:
                return placed | CONCEPT
            return placed | (WORD if is_word(term.value) else NODE)
        return placed | (WORD if term in self.apart else NODE)

    def add(self, quads: Iterable[ox.Quad | ox.Triple]) -> None:
        """Take in some triples."""
        kind = cache(self._of)
        for quad in quads:
            predicate, object_ = quad.predicate.value, quad.object
            subject = kind(quad.subject)
            if isinstance(object_, ox.Literal):
                self.subjects[predicate] |= subject
                self.objects[predicate] |= TEXT
                continue
            self.tell(predicate, subject, kind(object_))
            if predicate == _TYPE and isinstance(object_, ox.NamedNode):
                self.instances[object_.value] |= subject

    def tell(self, predicate: str, subject: int, value: int) -> None:
        """Take in what stands at either end of a property."""
        self.subjects[predicate] |= subject
        self.objects[predicate] |= value
        if subject & WORD and value & (NODE | CONCEPT):
            self.downwards.add(predicate)

    def add_placed(self, store: ox.Store) -> None:
        """Take in where nodes of a store stand by which a finding has a place, and nothing else."""
        for node in self.placed:
            if not isinstance(node, ox.Literal):
                for quad in store.quads_for_pattern(node, None, None, None):
                    self.subjects[quad.predicate.value] |= PLACED
                    if quad.predicate.value == _TYPE and isinstance(quad.object, ox.NamedNode):
                        self.instances[quad.object.value] |= PLACED
            for quad in store.quads_for_pattern(None, None, node, None):
                self.objects[quad.predicate.value] |= PLACED

    def merge(self, other: Kinds) -> None:
        """Take in those of other triples."""
        for mine, theirs in (
            (self.subjects, other.subjects),
            (self.objects, other.objects),
            (self.instances, other.instances),
        ):
            for name, mask in theirs.items():
                mine[name] |= mask
        self.downwards |= other.downwards

    def at_subject(self, pattern: Pattern) -> int:
        """What the subject of a pattern can be."""
        if pattern.predicates == {_TYPE} and pattern.object and pattern.object[0] != "?":
            return self.instances.get(pattern.object, 0)
        return _all(self.subjects, pattern.predicates)

    def at_object(self, pattern: Pattern) -> int:
        """What the object of a pattern can be."""
        return _all(self.objects, pattern.predicates)


def _all(masks: Mapping[str, int], predicates: Collection[str]) -> int:
    if ANY in predicates:
        return ALL
    found = 0
    for predicate in predicates:
        found |= masks.get(predicate, 0)
    return found
