"""The propositions and quantities on file that are nearest to what a piece of a sentence says; nearness decides nothing."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import log, sqrt

import pyoxigraph as ox

from kbtool.knowledge.derive.intervals import StatedValue
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.statements import Statement, read_statements
from kbtool.prose.lexicon import Lexicon
from kbtool.prose.likeness import Likeness, Role
from kbtool.prose.printed_values import PrintedValue
from kbtool.prose.spoken import Spoken, words_of
from kbtool.rdf.terms import Term

_SUBJECT, _OBJECT, _RELATION, _SCOPE = 1.1, 1.3, 1.0, 1.0
"""What the parts of a statement count for."""

_WHOLE = 0.5
"""How much it counts against a statement that parts of it are not named, as an exponent: 0 not at all, 1 fully."""

_LOOKED_AT = 60
"""So many of the nearest are looked at again, by how much of the words they explain."""

_READ = 2.0
"""What it counts that words were read as something on file."""

_EXPLAINED = 1.5
"""What it counts that something has all the words; of what explains a half of them, half."""


@dataclass(frozen=True)
class Near:
    """A proposition or quantity that is near to some words.

    Attributes:
        statement: the proposition or quantity.
        phrase: how it reads.
        score: how near it is; only its order means something.
        named: how much of it is named, 0 to 1.
    """

    statement: Statement
    phrase: str
    score: float
    named: float

    @property
    def node(self) -> ox.NamedNode:
        """The proposition or quantity."""
        return self.statement.iri

    @property
    def is_quantity(self) -> bool:
        """Whether it is a quantity."""
        return self.statement.object is None


@dataclass(frozen=True)
class _Part:
    at: int
    role: Role
    counts: float


class Neighbors:
    """Finds what is nearest to some words.

    Args:
        store: the knowledge base.
        labels: how its propositions read.
        lexicon: the names of its concepts, and the triggers of its predicates.
    """

    def __init__(self, store: ox.Store, labels: Labels, lexicon: Lexicon) -> None:
        self._labels = labels
        self._statements = list(read_statements(store))
        parts = [list(_parts(statement)) for statement in self._statements]
        used = Counter(node for mine in parts for node in {node for node, _, _ in mine})
        self._measured = {
            each.node: each.measured
            for found in lexicon.quantities.by_subject.values()
            for each in found
        }
        self.likeness = Likeness(lexicon, labels, used)
        self._nodes = [frozenset(node for node, _, _ in mine) for mine in parts]
        self._whole: list[float] = []
        self._by_node: dict[Term, list[_Part]] = defaultdict(list)
        for at, mine in enumerate(parts):
            whole = 0.0
            for node, role, counts in mine:
                rare = counts * sqrt(log(1 + len(parts) / used[node]))
                self._by_node[node].append(_Part(at, role, rare))
                whole += rare
            self._whole.append(whole)

    def nearest(
        self,
        spoken: Spoken,
        *,
        kinds: Collection[str] | None = None,
        read: Collection[Term] = (),
        number: int = 3,
    ) -> Sequence[Near]:
        """What is nearest to what some words speak of, the nearest first.

        Args:
            spoken: what they speak of.
            kinds: the kinds of unit that quantities may have; None, if propositions are meant.
            read: the propositions and quantities that the words were read as.
            number: how many.
        """
        found: dict[int, float] = defaultdict(float)
        for role, named in self.likeness.of(spoken).items():
            for node, amount in named.items():
                for part in self._by_node.get(node, ()):
                    if part.role is role:
                        found[part.at] += amount * part.counts
        scored = [
            (named / self._whole[at] ** _WHOLE + self._read(at, read), at)
            for at, named in found.items()
            if self._may_be(at, kinds)
        ]
        words = words_of(spoken)
        best = [
            (score + _EXPLAINED * self.likeness.explained(words, self._nodes[at]), at)
            for score, at in heapq.nlargest(_LOOKED_AT, scored)
        ]
        best.sort(key=lambda each: (-each[0], self._statements[each[1]].iri.value))
        return [self._near(score, at, found[at]) for score, at in best[:number]]

    def value_of(self, quantity: ox.NamedNode, value: PrintedValue) -> StatedValue:
        """What a printed figure says as a value of a quantity on file, in a unit of its kind."""
        return value.values[self._measured[quantity].kind]

    def _read(self, at: int, read: Collection[Term]) -> float:
        return _READ if self._statements[at].iri in read else 0.0

    def _may_be(self, at: int, kinds: Collection[str] | None) -> bool:
        statement = self._statements[at]
        if kinds is None or statement.object is not None:
            return kinds is None and statement.object is not None
        measured = self._measured.get(statement.iri)
        return measured is not None and measured.kind in kinds

    def _near(self, score: float, at: int, named: float) -> Near:
        statement = self._statements[at]
        return Near(statement, self._labels.label(statement.iri), score, named / self._whole[at])


def _parts(statement: Statement) -> Iterator[tuple[Term, Role, float]]:
    """The parts of a statement, each with its role and what it counts for."""
    yield statement.subject, Role.SUBJECT, _SUBJECT
    yield statement.relation, Role.RELATION, _RELATION
    if isinstance(statement.object, ox.NamedNode):
        yield statement.object, Role.OBJECT, _OBJECT
    for values in statement.scope.values():
        for value in values:
            yield value, Role.OBJECT, _SCOPE
