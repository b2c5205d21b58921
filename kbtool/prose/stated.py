"""Statements of a text beside what is on file, and which of several that the same words may mean are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set

import pyoxigraph as ox
from msgspec import Struct

from kbtool.prose.candidate import Candidate
from kbtool.prose.circumstances import CATEGORICAL, HEDGED
from kbtool.prose.figures import GivenFigure
from kbtool.rdf.terms import Term


class Filed(Struct, frozen=True):
    """What a sentence states, with the proposition that it asserts or denies, or the quantity that it gives a value for.

    Attributes:
        stated: what it states.
        question: the proposition or quantity.
        on_file: whether the knowledge base has it.
    """

    stated: Candidate | GivenFigure
    question: ox.NamedNode
    on_file: bool

    @property
    def denies(self) -> bool:
        """Whether it is denied."""
        return isinstance(self.stated, Candidate) and self.stated.denies

    @property
    def certainty(self) -> ox.NamedNode:
        """How firmly it is worded, as a term of the vocabulary."""
        if isinstance(self.stated, Candidate):
            return self.stated.certainty
        return HEDGED if self.stated.hedged else CATEGORICAL


def known(found: Sequence[Filed]) -> Sequence[Filed]:
    """Those that are on file; all, if none is.

    Args:
        found: what the same words may state.
    """
    on_file = [each for each in found if each.on_file]
    return on_file or found


def most_specific(
    found: Sequence[Filed], above: Callable[[Term], frozenset[Term]]
) -> Sequence[Filed]:
    """Those that do not only follow from another: what depletes it does not just act on it; of denials, all.

    Args:
        found: what the same words may state.
        above: a term with all that is broader.
    """
    said = [each.stated for each in found if isinstance(each.stated, Candidate)]
    implied = {
        (broader, each.subject, each.object)
        for each in said
        for broader in above(each.relation) - {each.relation}
    }
    return [
        each
        for each in found
        if not isinstance(each.stated, Candidate)
        or each.denies
        or (each.stated.relation, each.stated.subject, each.stated.object) not in implied
    ]


def widest(found: Sequence[Filed], above: Callable[[Term], frozenset[Term]]) -> Sequence[Filed]:
    """Those that nobody has on file, without what the same name means in a narrower sense: "symptoms", for core ones.

    Args:
        found: what the same words may state.
        above: a term with all that is broader.
    """
    objects: dict[Term, set[Term]] = defaultdict(set)
    for each in found:
        if isinstance(each.stated, Candidate) and not each.on_file and each.stated.object:
            objects[each.stated.relation].add(each.stated.object)
    return [
        each
        for each in found
        if each.on_file
        or not isinstance(each.stated, Candidate)
        or each.stated.object is None
        or (above(each.stated.object) - {each.stated.object}).isdisjoint(
            objects[each.stated.relation]
        )
    ]


def told(
    found: Sequence[Filed], exclusive: Set[Term], objects_on_file: Mapping[Term, Set[Term | None]]
) -> Sequence[Filed]:
    """Those but for what can have one value alone and of which the words leave open which one.

    Args:
        found: what the same words may state.
        exclusive: the predicates of which one object excludes another.
        objects_on_file: what is on file as an object of each predicate, by which one of several is meant.
    """
    objects: dict[Term, set[Term | None]] = defaultdict(set)
    for each in found:
        if isinstance(each.stated, Candidate) and not each.on_file:
            objects[each.stated.relation].add(each.stated.object)
    several = {relation for relation, values in objects.items() if len(values) > 1} & exclusive
    return [
        each
        for each in found
        if not isinstance(each.stated, Candidate)
        or each.stated.relation not in several
        or objects[each.stated.relation] & objects_on_file.get(each.stated.relation, set())
        == {each.stated.object}
    ]


def without_seconds(found: Sequence[Filed]) -> list[Filed]:
    """Those without what only says once more, by another predicate, what the words say that is on file.

    Args:
        found: what a text states.
    """
    kept: list[Filed] = []
    for each in sorted(found, key=_is_second):
        told_before = (one for one in kept if one.on_file and _share_words(one, each))
        if not _is_second(each) or (each.on_file and next(told_before, None) is None):
            kept.append(each)
    return [each for each in found if any(each is one for one in kept)]


def _is_second(filed: Filed) -> bool:
    return isinstance(filed.stated, Candidate) and filed.stated.is_second


def _share_words(one: Filed, other: Filed) -> bool:
    mine, also = one.stated.words, other.stated.words
    return mine.start < also.end and also.start < mine.end
