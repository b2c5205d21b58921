"""The propositions and quantities on file that are nearest to what a piece of a sentence says; nearness decides nothing.

What names their parts selects some; those are ranked by a log-linear model (Berger et al. 1996, Computational
Linguistics 22:39-71), the weights of which were fitted on one article, with a penalty on their squares. How well that
does on this one and on another is what tests/bench/encoding.py counts.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from math import log, sqrt

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.knowledge.derive.intervals import StatedValue
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.statements import Statement, read_statements
from kbtool.prose.proposing.displaced import Displaced
from kbtool.prose.proposing.likeness import Likeness, Role
from kbtool.prose.proposing.printed_values import PrintedValue
from kbtool.prose.proposing.spoken import Named, Spoken, Zone, is_told, stem, stems_in, words_of
from kbtool.prose.words.lexicon import Lexicon
from kbtool.rdf.terms import Term
from kbtool.text.tokens import tokens_of

_SUBJECT, _OBJECT, _RELATION, _SCOPE = 1.1, 1.3, 1.0, 1.0
"""What the parts of a statement count for."""

_WHOLE = 0.5
"""How much it counts against a statement that parts of it are not named, as an exponent: 0 not at all, 1 fully."""

_TOPIC, _BY_WORDS = 0.5, 0.6
"""What a text names so often, beside what it names most, is its topic; words name what they have this share of a name of."""

_LOOKED_AT = 60
"""So many of the nearest are looked at again, by how much of the words they explain."""


class _Weight:
    """What it counts for a statement, each from 0 to 1, but for those that are a number."""

    NAMED = 2.6
    """That its parts are named, as a number."""
    READ = 2.0
    """That the words were read as it."""
    EXPLAINED = 1.6
    """That it has the words of the piece."""
    SENTENCE_EXPLAINED = 2.5
    """That it has the words of the sentence."""
    SAID = 3.0
    """That the piece has the words that it is read out by."""
    SAID_IN_SENTENCE = 2.6
    """That the sentence has them."""
    MODAL = 2.2
    """How many modal values it has that the piece has: "some", "often"."""
    UNTOLD = -1.5
    """How much of the scope of a quantity is named nowhere near: it is of others, or of another time."""
    NOT_MODAL = -0.6
    """How many modal values it has that the sentence has not."""


_PIECE = (Zone.SUBJECT, Zone.REST, Zone.HEAD_SUBJECT, Zone.HEAD_REST)
"""The zones of a piece, and of what it goes on from."""


class Near(Struct, frozen=True):
    """A proposition or quantity that is near to some words.

    Attributes:
        statement: the proposition or quantity.
        phrase: how it reads.
        score: how near it is; only its order means something.
        named: how much of it is named, 0 to 1.
        displaced: whether the sentence names something else in the place of a part of it: another drug, the opposite.
    """

    statement: Statement
    phrase: str
    score: float
    named: float
    displaced: bool = False

    @property
    def node(self) -> ox.NamedNode:
        """The proposition or quantity."""
        return self.statement.iri

    @property
    def is_quantity(self) -> bool:
        """Whether it is a quantity."""
        return self.statement.object is None


class _Part(Struct, frozen=True):
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
        self._labels, self._lexicon = labels, lexicon
        self._said: dict[Term, frozenset[str]] = {}
        self._statements = list(read_statements(store))
        self._at = {each.iri: at for at, each in enumerate(self._statements)}
        parts = [list(parts_of(statement)) for statement in self._statements]
        used = Counter(node for mine in parts for node in {node for node, _, _ in mine})
        self._measured = {
            each.node: each.measured
            for found in lexicon.quantities.by_subject.values()
            for each in found
        }
        self.likeness = Likeness(lexicon, labels, used)
        self._displaced = Displaced(store, lexicon, self.likeness)
        self._nodes = [frozenset(node for node, _, _ in mine) for mine in parts]
        self._modal = {node for mine in self._nodes for node in mine} - set(lexicon.names)
        self._modal -= {each.relation for each in self._statements}
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
        sure: Collection[Term] = (),
        number: int = 3,
    ) -> Sequence[Near]:
        """What is nearest to what some words speak of, the nearest first.

        Args:
            spoken: what they speak of.
            kinds: the kinds of unit that quantities may have; None, if propositions are meant.
            read: the propositions and quantities that the words were read as.
            sure: those of them that were read surely; they go first.
            number: how many.
        """
        found: dict[int, float] = defaultdict(float)
        for role, named in self.likeness.of(spoken).items():
            for node, amount in named.items():
                for part in self._by_node.get(node, ()):
                    if part.role is role:
                        found[part.at] += amount * part.counts
        scored = [
            (named / self._whole[at] ** _WHOLE, at)
            for at, named in found.items()
            if self._may_be(at, kinds)
        ]
        foremost = heapq.nlargest(
            _LOOKED_AT, scored, key=lambda each: (self._statements[each[1]].iri in read, each)
        )
        best = [
            self._near(self._fit(at, score, spoken, read), at, found[at]) for score, at in foremost
        ]
        told = self._displaced.named_by(spoken)
        best = [
            replace(
                each,
                displaced=each.node not in read
                and self._displaced.is_so(each.statement, spoken, told),
            )
            for each in best
        ]
        best.sort(
            key=lambda each: (each.node not in sure, each.displaced, -each.score, each.node.value)
        )
        return best[:number]

    def statement(self, question: ox.NamedNode) -> Statement:
        """What a proposition or quantity on file states."""
        return self._statements[self._at[question]]

    def parts(self, question: ox.NamedNode) -> Collection[Term]:
        """The nodes that a proposition or quantity on file is made of, its predicate or measure among them."""
        return self._nodes[self._at[question]]

    def value_of(self, quantity: ox.NamedNode, value: PrintedValue) -> StatedValue:
        """What a printed figure says as a value of a quantity on file, in a unit of its kind."""
        return value.values[self._measured[quantity].kind]

    def _fit(self, at: int, named: float, spoken: Spoken, read: Collection[Term]) -> float:
        statement, nodes, weight = self._statements[at], self._nodes[at], _Weight
        words, sentence = words_of(spoken), stems_in(spoken[Zone.SENTENCE])
        modal = [node for node in nodes if node in self._modal]
        piece = frozenset[Named]().union(*(spoken[zone] for zone in _PIECE))
        said = self.stems_of(statement.iri)
        return (
            weight.NAMED * named
            + weight.READ * (statement.iri in read)
            + weight.EXPLAINED * self.likeness.explained(words, nodes)
            + weight.SENTENCE_EXPLAINED * self.likeness.explained(sentence, nodes)
            + weight.SAID * _share(said, words)
            + weight.SAID_IN_SENTENCE * _share(said, sentence)
            + weight.MODAL * sum(node in piece for node in modal)
            + weight.NOT_MODAL * sum(node not in spoken[Zone.SENTENCE] for node in modal)
            + weight.UNTOLD * (self._untold(statement, spoken) if statement.object is None else 0)
        )

    def _untold(self, statement: Statement, spoken: Spoken) -> int:
        """How much of the scope of a statement is named neither near some words nor as what the text is of."""
        told = {each for zone, named in spoken.items() if zone is not Zone.TOPIC for each in named}
        told |= {node for node, often in spoken[Zone.TOPIC].items() if often >= _TOPIC}
        shares = self.likeness.shares({each for each in told if isinstance(each, str)})
        scope = [value for values in statement.scope.values() for value in values]
        return sum(each not in told and shares.get(each, 0) < _BY_WORDS for each in scope)

    def stems_of(self, statement: Term) -> frozenset[str]:
        """The stems of the words of content by which a statement or predicate is read out."""
        if statement not in self._said:
            tokens = tokens_of(self._labels.label(statement))
            told = (each for each in tokens if is_told(each, self._lexicon))
            self._said[statement] = frozenset(stem(each.forms) for each in told)
        return self._said[statement]

    def _may_be(self, at: int, kinds: Collection[str] | None) -> bool:
        statement = self._statements[at]
        if kinds is None or statement.object is not None:
            return kinds is None and statement.object is not None
        measured = self._measured.get(statement.iri)
        return measured is not None and measured.kind in kinds

    def _near(self, score: float, at: int, named: float) -> Near:
        statement = self._statements[at]
        return Near(statement, self._labels.label(statement.iri), score, named / self._whole[at])


def parts_of(statement: Statement) -> Iterator[tuple[Term, Role, float]]:
    """The parts of a statement, each with its role and what it counts for."""
    yield statement.subject, Role.SUBJECT, _SUBJECT
    yield statement.relation, Role.RELATION, _RELATION
    if isinstance(statement.object, ox.NamedNode):
        yield statement.object, Role.OBJECT, _OBJECT
    for values in statement.scope.values():
        for value in values:
            yield value, Role.OBJECT, _SCOPE


def nodes_in(statement: Statement) -> Iterator[Term]:
    """The nodes that a statement is made of, but for its predicate."""
    yield statement.subject
    if statement.object is not None:
        yield statement.object
    for values in statement.scope.values():
        yield from values


def _share(words: Collection[str], among: Collection[str]) -> float:
    """The share of some words that is among others."""
    return sum(each in among for each in words) / max(1, len(words))
