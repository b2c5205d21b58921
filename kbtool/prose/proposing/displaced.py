"""What a sentence names in the place of a part of a statement: another drug, another country, the opposite predicate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

import pyoxigraph as ox

from kbtool.knowledge.statements import Statement
from kbtool.prose.proposing.likeness import Likeness
from kbtool.prose.proposing.spoken import Named, Spoken, Zone
from kbtool.prose.words.lexicon import Lexicon
from kbtool.rdf.namespaces import KB, SKOS
from kbtool.rdf.terms import Term, by_subject

_BY_WORDS = 0.6
"""What has this share of one of its names in a sentence is named there."""

_BEFORE_VERB = (Zone.SUBJECT, Zone.HEAD_SUBJECT)
_TAKEN_UP = (Zone.ANTECEDENT, Zone.TAKEN_UP, Zone.SENTENCE)
"""The zones of what a sentence names, or has a word for."""

_ITSELF = (Zone.SUBJECT, Zone.REST)
"""The zones of a piece itself."""

_PLACE, _PEOPLE, _DISORDER = KB("Place"), KB("PersonGroup"), KB("Disorder")


class Displaced:
    """Tells the statements that a sentence contradicts by naming something else of the same kind.

    Args:
        store: the knowledge base, which says what is a kind of what, and which predicates are opposite.
        lexicon: the names and kinds of concepts.
        likeness: how far words name a node.
    """

    def __init__(self, store: ox.Store, lexicon: Lexicon, likeness: Likeness) -> None:
        self._lexicon, self._likeness = lexicon, likeness
        self._wider: Mapping[Term, Collection[Term]] = by_subject(store, SKOS("broader"))
        self._opposite: dict[Term, set[Term]] = defaultdict(set)
        for one, others in by_subject(store, KB("opposite")).items():
            for other in others:
                self._opposite[one].add(other)
                self._opposite[other].add(one)

    def named_by(self, spoken: Spoken) -> Collection[Named]:
        """What a sentence names, or has a word for.

        Args:
            spoken: what the piece and its sentence speak of.
        """
        words = {each for each in spoken[Zone.SENTENCE] if isinstance(each, str)}
        shares = self._likeness.shares(words)
        named = {node for zone in _TAKEN_UP for node in spoken.get(zone, ())}
        return named | {node for node, share in shares.items() if share >= _BY_WORDS}

    def is_so(self, statement: Statement, spoken: Spoken, named: Collection[Named]) -> bool:
        """Whether a sentence names something else in the place of a part of a statement, and not that part.

        Args:
            statement: the statement.
            spoken: what the piece and its sentence speak of.
            named: what the sentence names.
        """
        own: set[Term] = {statement.subject}
        if statement.object is not None:
            own.add(statement.object)
        scope = {each for values in statement.scope.values() for each in values}
        own |= scope
        if self._is_turned(statement.relation, spoken):
            return True
        parts: list[tuple[Term, Collection[Zone]]] = [(statement.subject, _BEFORE_VERB)]
        if statement.object is not None:
            parts.append((statement.object, (Zone.REST,)))
        parts += [(each, (Zone.SENTENCE,)) for each in scope if _PLACE in self._kinds(each)]
        parts += [(each, _ITSELF) for each in scope if _DISORDER in self._kinds(each)]
        own_words = {node for zone in _ITSELF for node in spoken.get(zone, ())}
        people = [each for each in scope if _PEOPLE in self._kinds(each) and each not in own_words]
        if any(self._has_other(each, _ITSELF, spoken, own) for each in people):
            return True
        return any(
            part not in named and self._has_other(part, zones, spoken, own) for part, zones in parts
        )

    def _is_turned(self, relation: Term, spoken: Spoken) -> bool:
        """Whether words state the opposite predicate, and not this one."""
        said = {node for zone in (Zone.SUBJECT, Zone.REST) for node in spoken.get(zone, ())}
        return relation not in said and not said.isdisjoint(self._opposite.get(relation, ()))

    def _has_other(
        self, part: Term, zones: Collection[Zone], spoken: Spoken, own: Collection[Term]
    ) -> bool:
        kinds = self._kinds(part)
        others: Iterator[Named] = (node for zone in zones for node in spoken.get(zone, ()))
        return any(
            not isinstance(other, str)
            and other not in own
            and not kinds.isdisjoint(self._kinds(other))
            and not self._are_kin(part, other)
            for other in others
        )

    def _kinds(self, node: Term) -> frozenset[Term]:
        if not isinstance(node, ox.NamedNode):
            return frozenset()
        return self._lexicon.kind_of.get(node, frozenset())

    def _are_kin(self, one: Term, other: Term) -> bool:
        """Whether one is a kind of the other."""
        return other in self._above(one) or one in self._above(other)

    def _above(self, node: Term) -> Collection[Term]:
        found: set[Term] = set()
        left = [node]
        while left:
            for wider in self._wider.get(left.pop(), ()):
                if wider not in found:
                    found.add(wider)
                    left.append(wider)
        return found
