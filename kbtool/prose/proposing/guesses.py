"""A new statement for words that fit none on file: the subject, predicate and object that they name most clearly."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import product

import pyoxigraph as ox
from msgspec import Struct

from kbtool.prose.candidate import Candidate
from kbtool.prose.proposing.likeness import Likeness, Role
from kbtool.prose.proposing.roles import roles_of
from kbtool.prose.proposing.spoken import Named, Spoken, Zone, stems_in
from kbtool.prose.words.lexicon import Lexicon, fits
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term

_TRIED = 12
"""So many nodes are tried in each role."""

_LEAST = 0.5
"""A measure, or an object, that is named less than this is not named."""

_RELATION, _TRIGGERED, _OF_A_KIND = 2.1, 0.9, 0.2
"""What it counts that a predicate is named, that a trigger of it is, and that what it relates is of its kinds."""

_READ_SUBJECT, _READ_RELATION, _READ_OBJECT, _READ = 1.1, 1.2, 0.2, 0.8
"""What it counts that the words were surely read so, in a part, or as a whole."""

_COVERED = 4.0
"""What it counts that the names of subject and object together have all the words of the piece; of a half of them, half.
Parts that share their words say less than they seem to one by one."""

_TELL = 4.0
"""What it counts against people as a subject: they tell what something else does to them."""

_TURNED = 3.0
"""What it counts against what treatments are given with, or do, as a subject beside a treatment as object."""

_ANYBODY = 2.0
"""What it counts against people as an object that no predicate asks for."""

_PEOPLE, _TREATMENT = KB("PersonGroup"), KB("Treatment")
_OF_TREATMENTS = frozenset({KB("CareStep"), KB("HealthOutcome")})

_OWN = (Zone.SUBJECT, Zone.REST)
"""The zones of a piece itself."""

_NAMED = (Zone.UNDIVIDED, Zone.ANTECEDENT, Zone.HEADING, Zone.LEAD)
"""The zones in which a subject or object is named by itself."""

_NONE: tuple[None, float] = (None, 0.0)


class Guess(Struct, frozen=True):
    """What some words seem to state, if nothing on file.

    Attributes:
        subject: what it is about.
        relation: the predicate; None, if no words point to one.
        object: what it relates this to; None of a predicate that needs none.
        score: how clearly the words name all of it; only its order means something.
    """

    subject: ox.NamedNode
    relation: ox.NamedNode | None
    object: ox.NamedNode | None
    score: float

    def among(self, read: Iterable[Candidate]) -> Candidate | None:
        """What some words were read as most surely of what relates the same concepts; None, if of that is none."""
        same = [e for e in read if (e.subject, e.object) == (self.subject, self.object)]
        return max(same, key=lambda each: each.confidence, default=None)


class Guesses:
    """Makes statements of what words name.

    Args:
        lexicon: the names and triggers.
        likeness: how far words name a node.
        any_of: what stands for any concept of a kind, of which nothing is stated.
    """

    def __init__(self, lexicon: Lexicon, likeness: Likeness, any_of: Collection[Term] = ()) -> None:
        self._lexicon, self._likeness, self._any_of = lexicon, likeness, any_of

    def best(
        self, spoken: Spoken, read: Sequence[Candidate] = (), triggered: Collection[Term] = ()
    ) -> Guess | None:
        """The statement that some words make most clearly; None, if they name no subject.

        Args:
            spoken: what the words speak of.
            read: what they were read as.
            triggered: the predicates of which a trigger stands in them.
        """
        found = list(self._made(spoken, read, triggered))
        return max(found, key=lambda each: (each.score, repr(each)), default=None)

    def names_both(self, guess: Guess, spoken: Spoken) -> bool:
        """Whether words name the object of a guess themselves, and what they stand in names its subject.

        Args:
            guess: what they seem to state.
            spoken: what they speak of.
        """
        named = self._likeness.of(spoken)
        own = {zone: spoken[zone] for zone in _OWN if zone in spoken}
        object_ = guess.object
        return (
            object_ is not None
            and object_ not in self._any_of
            and self._likeness.of(own)[Role.OBJECT].get(object_, 0) >= _LEAST
            and named[Role.SUBJECT].get(guess.subject, 0) > 0
        )

    def measure(self, spoken: Spoken, measures: Collection[Term]) -> ox.NamedNode | None:
        """The measure that some words name most clearly; None, if they name none.

        Args:
            spoken: what the words speak of.
            measures: the measures that may be meant.
        """
        named = self._likeness.of(spoken)[Role.RELATION]
        found = _foremost(named, lambda node: node in measures and named[node] >= _LEAST)
        return found[0][0] if found else None

    def subject(self, spoken: Spoken, outcome: ox.NamedNode | None = None) -> ox.NamedNode | None:
        """What some words are most clearly about; None, if they name nothing.

        Args:
            spoken: what the words speak of.
            outcome: what is measured, which is said of something else; None, if nobody knows.
        """
        named = roles_of(spoken, self._likeness, self._lexicon.names).subjects
        others = {outcome, *self._any_of} if outcome is not None else frozenset[Term]()
        found = _foremost(named, lambda node: node not in others)
        return found[0][0] if found else None

    def _made(
        self, spoken: Spoken, read: Sequence[Candidate], triggered: Collection[Term]
    ) -> Iterator[Guess]:
        roles = roles_of(spoken, self._likeness, self._lexicon.names)
        named = self._likeness.of(spoken)[Role.RELATION]
        relations = {
            node: _RELATION * amount + _TRIGGERED * (node in triggered)
            for node, amount in named.items()
            if amount >= 0.2 and node in self._lexicon.kinds
        }
        subjects, objects = dict(roles.subjects), dict(roles.objects)
        for each in read:
            for of, node, counts in (
                (subjects, each.subject, _READ_SUBJECT),
                (relations, each.relation, _READ_RELATION),
                (objects, each.object, _READ_OBJECT),
            ):
                if node is not None:
                    of[node] = of.get(node, 0) + counts * each.confidence
        whole = {(each.subject, each.object): _READ * each.confidence for each in read}
        covered = self._covered_by(spoken)
        own = {word for zone in _OWN for word in stems_in(spoken.get(zone, ()))}
        named_itself = {node for zone in _NAMED for node in spoken.get(zone, ())}
        for (subject, s), (relation, r), (object_, o) in product(
            _foremost(subjects, lambda node: node not in self._any_of),
            (*_foremost(relations), _NONE),
            (*_foremost(objects, lambda node: node not in self._any_of), _NONE),
        ):
            fit = self._fit(subject, relation, object_)
            if subject == object_ or fit is None:
                continue
            if object_ is None or not self._share_words(subject, object_, own, named_itself):
                said = relation in triggered
                against = 0.0 if said else self._against(subject, object_)
                score = s - against + r + o + fit + whole.get((subject, object_), 0)
                score += covered(part for part in (subject, object_) if part is not None)
                yield Guess(subject, relation, object_, score)

    def _covered_by(self, spoken: Spoken) -> Callable[[Iterable[Term]], float]:
        """What it counts how much of a piece the names of some nodes have."""
        words = (word for zone in _OWN for word in stems_in(spoken.get(zone, ())))
        weights = self._likeness.weights(words)

        @cache
        def told(node: Term) -> frozenset[str]:
            return self._likeness.words_of(node).intersection(weights)

        def counted(nodes: Iterable[Term]) -> float:
            mine = frozenset[str]().union(*map(told, nodes))
            return _COVERED * sum(weights[word] for word in mine)

        return counted

    def _fit(
        self,
        subject: ox.NamedNode,
        relation: ox.NamedNode | None,
        object_: ox.NamedNode | None,
    ) -> float | None:
        """What it counts how well the parts of a statement go together; None, if they do not."""
        if relation is None:
            others = None if object_ is None else self._kinds(object_)
            if others is not None and not self._may_relate(self._kinds(subject), others):
                return None
            return 0.0
        if (relation in self._lexicon.yes_no) is not (object_ is None):
            return None
        kinds = self._lexicon.kinds[relation]
        mine = self._kinds(subject)
        others = frozenset[Term]() if object_ is None else self._kinds(object_)
        if not fits(mine, kinds.subject) or not fits(others, kinds.object):
            return None
        same = (not kinds.subject.isdisjoint(mine)) + (not kinds.object.isdisjoint(others))
        return _OF_A_KIND * same

    def _against(self, subject: ox.NamedNode, object_: ox.NamedNode | None) -> float:
        """What it counts against a statement that its parts are of kinds that stand the other way round, or tell of it."""
        mine = self._kinds(subject)
        others = frozenset[Term]() if object_ is None else self._kinds(object_)
        turned = _TREATMENT in others and not mine.isdisjoint(_OF_TREATMENTS)
        return _TELL * (_PEOPLE in mine) + _TURNED * turned + _ANYBODY * (_PEOPLE in others)

    def _may_relate(self, mine: Set[Term], others: Set[Term]) -> bool:
        """Whether there is a predicate for a subject and an object of some kinds."""
        return any(
            fits(mine, kinds.subject) and fits(others, kinds.object)
            for relation, kinds in self._lexicon.kinds.items()
            if relation not in self._lexicon.yes_no
        )

    def _share_words(
        self,
        subject: ox.NamedNode,
        object_: ox.NamedNode,
        own: Set[str],
        named: Collection[Named],
    ) -> bool:
        """Whether the same words of a piece speak for a subject and an object that are not both named."""
        one, other = (self._likeness.words_of(each) & own for each in (subject, object_))
        if not one or not other:
            return False
        is_in_other = one <= other or other <= one
        return one == other or (is_in_other and not (subject in named and object_ in named))

    def _kinds(self, node: ox.NamedNode) -> frozenset[Term]:
        return self._lexicon.kind_of.get(node, frozenset())


def _foremost(
    named: Mapping[Term, float], wanted: Callable[[Term], bool] = lambda _: True
) -> Sequence[tuple[ox.NamedNode, float]]:
    """The nodes that fit best, with how well."""
    found = [(amount, node) for node, amount in named.items() if wanted(node)]
    best = heapq.nlargest(_TRIED, found, key=lambda each: (each[0], str(each[1])))
    return [(node, amount) for amount, node in best if isinstance(node, ox.NamedNode)]
