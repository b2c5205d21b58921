"""Propositions and quantities, and the terminology that they are made of, as a store has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property, partial

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.knowledge.scales import Scales, Scope, read_scales
from kbtool.rdf.datatypes import levelled
from kbtool.rdf.namespaces import KB, RDF, SKOS
from kbtool.rdf.terms import Term, instances


class Statement(Struct, frozen=True):
    """A proposition (with an object) or a quantity (without one).

    Attributes:
        iri: the node.
        subject: what it is about.
        relation: its predicate or measure.
        object: the proposition's object.
        scope: the values of each qualifier that is stated.
    """

    iri: ox.NamedNode
    subject: Term
    relation: Term
    object: Term | None
    scope: Scope


class Terminology(Struct, frozen=True, dict=True):
    """What the vocabulary and the concepts declare.

    Attributes:
        broader: each term's broader terms; what is broader than those need not be among them.
        indirect_for: what evidence on a term is indirect for.
        stand_ins: who or what is studied in the place of people: model systems, and groups that are indirect for another.
        disjoint: pairs of disjoint concepts, both ways round.
        opposite: pairs of opposite predicates, both ways round.
        single_valued: predicates with one object in one scope.
        exclusive: predicates of which disjoint objects cannot both hold.
        existential: predicates whose truth carries from narrower to broader.
        universal: predicates whose truth carries from broader to narrower.
        existential_in_object: predicates whose truth carries to a broader object, in the same scope.
        subject_widens: existential predicates that hold of a class if they hold of one member.
        object_indirect: predicates of which evidence on one object may be indirect for another.
        safety: predicates that say that something is safe.
        harmful: qualifiers of which a statement of safety without them says nothing: a longer time, a higher dose.
        meant_as: by predicate, the strongest modal values with which it is meant where none is stated.
        scales: the modal qualifiers and their values.
    """

    broader: Mapping[Term, frozenset[Term]] = field(default_factory=dict)
    indirect_for: Mapping[Term, frozenset[Term]] = field(default_factory=dict)
    stand_ins: frozenset[Term] = frozenset()
    disjoint: frozenset[tuple[Term, Term]] = frozenset()
    opposite: frozenset[tuple[Term, Term]] = frozenset()
    single_valued: frozenset[Term] = frozenset()
    exclusive: frozenset[Term] = frozenset()
    existential: frozenset[Term] = frozenset()
    existential_in_object: frozenset[Term] = frozenset()
    universal: frozenset[Term] = frozenset()
    subject_widens: frozenset[Term] = frozenset()
    object_indirect: frozenset[Term] = frozenset()
    safety: frozenset[Term] = frozenset()
    harmful: frozenset[Term] = frozenset()
    meant_as: Mapping[Term, frozenset[Term]] = field(default_factory=dict)
    scales: Scales = field(default_factory=Scales)

    def above(self, term: Term) -> frozenset[Term]:
        """The term and everything broader."""
        return self._above(term)

    @cached_property
    def _above(self) -> Callable[[Term], frozenset[Term]]:
        # Only of what is asked for: all of a long chain is its length squared.
        return cache(partial(_reached, self.broader))

    @cached_property
    def _below(self) -> Callable[[Term], frozenset[Term]]:
        pairs = ((above, term) for term, all_ in self.broader.items() for above in all_)
        return cache(partial(_reached, grouped(pairs)))

    def met_by(self, subject: Term) -> frozenset[Term]:
        """The subjects of which statements may follow from one on this subject, or bear on it: what is broader, what is
        narrower, and what evidence on it is indirect for. So it is with objects.
        """
        return self._met_by(subject)

    @cached_property
    def _met_by(self) -> Callable[[Term], frozenset[Term]]:
        @cache
        def met_by(term: Term) -> frozenset[Term]:
            above = self.above(term)
            indirect = (self.indirect_for.get(each, frozenset()) for each in above)
            return above.union(self._below(term), *indirect)

        return met_by

    def within(self, narrow: Term | None, broad: Term | None) -> bool:
        """Whether the one is the other or narrower."""
        if narrow is None or broad is None:
            return narrow is broad
        return broad in self.above(narrow)

    def counts_for(self, studied: Term, asked: Term) -> bool:
        """Whether evidence on the one is indirect for the other, by itself or through something broader."""
        return any(asked in self.indirect_for.get(term, ()) for term in self.above(studied))

    def scope_within(self, narrow: Scope, broad: Scope) -> bool:
        """Whether every qualifier that the broad scope states is met by the narrow one."""
        for qualifier, values in broad.items():
            mine = narrow.get(qualifier, frozenset())
            if mine != values and not all(any(self.within(m, v) for m in mine) for v in values):
                return False
        return True

    def widens_indirectly(self, narrow: Scope, broad: Scope) -> bool:
        """Whether the narrow scope has a value that stands in for what the broad one leaves open (rodents for people)."""
        open_ = (values for qualifier, values in narrow.items() if qualifier not in broad)
        return any(
            not self.stand_ins.isdisjoint(self.above(value)) for values in open_ for value in values
        )

    def are_disjoint(self, one: Term, other: Term) -> bool:
        """Whether nothing can be both, as declared of them or of what is broader."""
        return any((a, b) in self.disjoint for a in self.above(one) for b in self.above(other))

    def stronger(self, one: Scope, other: Scope, relation: Term) -> bool:
        """Whether a modality says as much as another or more: "all" than "some", and than nothing.

        Args:
            one: the one modality.
            other: the other.
            relation: the predicate of what is said with the one.
        """
        if not one and not other:
            return True
        plain = self.scales.entails_plain
        if relation in self.existential:
            plain |= self.scales.entails_occurrence
        return all(
            self._says(one.get(name, frozenset()), other.get(name, frozenset()), plain)
            or (name not in one and self._meant(relation, other[name]))
            for name in one.keys() | other.keys()
        )

    def _meant(self, relation: Term, values: frozenset[Term]) -> bool:
        """Whether a statement without a modal qualifier says as much as with one, by what its predicate is."""
        if relation in self.exclusive and values <= self.scales.of_one_object:
            return True
        meant = self.meant_as.get(relation, frozenset())
        return all(any(self.within(one, value) for one in meant) for value in values)

    def _says(self, mine: frozenset[Term], theirs: frozenset[Term], plain: frozenset[Term]) -> bool:
        if not theirs:
            return mine <= plain
        if not mine:
            return theirs <= self.scales.follows_from_plain
        return all(any(self.within(my, their) for my in mine) for their in theirs)


_RELATIONS = {KB("Proposition"): KB("predicate"), KB("Quantity"): KB("measure")}


def read_statements(store: ox.Store) -> Iterator[Statement]:
    """The propositions and quantities of a store; incomplete ones are left out, rules flag them."""
    qualifiers = instances(store, KB("Qualifier"))
    for kind in _RELATIONS:
        for node in instances(store, kind):
            statement = _statement(store, node, kind, qualifiers)
            if statement is not None:
                yield statement


def read_statement(
    store: ox.Store, node: Term, qualifiers: Iterable[ox.NamedNode]
) -> Statement | None:
    """A node as a proposition or quantity; None, if it is none, or incomplete.

    Args:
        store: the store.
        node: the node.
        qualifiers: the qualifiers that the vocabulary declares.
    """
    if isinstance(node, ox.NamedNode):
        for kind in _RELATIONS:
            if any(store.quads_for_pattern(node, RDF("type"), kind, None)):
                return _statement(store, node, kind, qualifiers)
    return None


def _statement(
    store: ox.Store, node: ox.NamedNode, kind: ox.NamedNode, qualifiers: Iterable[ox.NamedNode]
) -> Statement | None:
    values: dict[ox.NamedNode, set[Term]] = defaultdict(set)
    for quad in store.quads_for_pattern(node, None, None, None):
        values[quad.predicate].add(quad.object)
    subjects, relations = values[KB("subject")], values[_RELATIONS[kind]]
    objects = values[KB("object")] if kind == KB("Proposition") else {None}
    if not len(subjects) == len(relations) == len(objects) == 1:
        return None
    return Statement(
        iri=node,
        subject=next(iter(subjects)),
        relation=next(iter(relations)),
        object=next(iter(objects)),
        scope={q: frozenset(map(levelled, values[q])) for q in qualifiers if values.get(q)},
    )


def broader_terms(store: ox.Store) -> Callable[[Term], frozenset[Term]]:
    """Gives a term of a store with everything broader (skos:broader), as ``Terminology.above`` does."""
    return Terminology(broader=grouped(_pairs(store, SKOS("broader")))).above


def read_terminology(store: ox.Store) -> Terminology:
    """What a store's vocabulary and concepts declare."""
    indirect = grouped(_pairs(store, KB("indirectFor")))
    groups = _subjects(store, KB("conceptKind"), KB("PersonGroup"))
    return Terminology(
        broader=grouped(_pairs(store, SKOS("broader"))),
        indirect_for=indirect,
        stand_ins=_flagged(store, KB("modelSystem")) | (groups & indirect.keys()),
        disjoint=_both_ways(_pairs(store, KB("disjointWith"))),
        opposite=_both_ways(_pairs(store, KB("opposite"))),
        single_valued=_flagged(store, KB("singleValued")),
        exclusive=_flagged(store, KB("exclusiveObjects")),
        existential=_subjects(store, KB("entailment"), KB("FromNarrowerToBroader")),
        existential_in_object=_subjects(store, KB("entailment"), KB("ObjectFromNarrowerToBroader")),
        universal=_subjects(store, KB("entailment"), KB("FromBroaderToNarrower")),
        subject_widens=_flagged(store, KB("subjectWidens")),
        object_indirect=_flagged(store, KB("objectIndirect")),
        safety=_flagged(store, KB("statesSafety")),
        harmful=_flagged(store, KB("notAssumedSafe")),
        meant_as=grouped(_pairs(store, KB("meantAs"))),
        scales=read_scales(store),
    )


def grouped(pairs: Iterable[tuple[Term, Term]]) -> dict[Term, frozenset[Term]]:
    """The values of each key."""
    groups: dict[Term, set[Term]] = defaultdict(set)
    for key, value in pairs:
        groups[key].add(value)
    return {key: frozenset(values) for key, values in groups.items()}


def _pairs(store: ox.Store, predicate: ox.NamedNode) -> list[tuple[Term, Term]]:
    return [(q.subject, q.object) for q in store.quads_for_pattern(None, predicate, None, None)]


def _reached(direct: Mapping[Term, Iterable[Term]], term: Term) -> frozenset[Term]:
    """A term and all that leads on from it; a cycle ends where it began."""
    seen, pending = {term}, [term]
    while pending:
        for following in direct.get(pending.pop(), ()):
            if following not in seen:
                seen.add(following)
                pending.append(following)
    return frozenset(seen)


def _both_ways(pairs: Iterable[tuple[Term, Term]]) -> frozenset[tuple[Term, Term]]:
    return frozenset(pair for a, b in pairs for pair in ((a, b), (b, a)))


def _flagged(store: ox.Store, predicate: ox.NamedNode) -> frozenset[Term]:
    return frozenset(
        q.subject
        for q in store.quads_for_pattern(None, predicate, None, None)
        if isinstance(q.object, ox.Literal) and q.object.value in ("true", "1")
    )


def _subjects(store: ox.Store, predicate: ox.NamedNode, value: Term) -> frozenset[Term]:
    return frozenset(q.subject for q in store.quads_for_pattern(None, predicate, value, None))
