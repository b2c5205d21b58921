"""Values held to the words around their printed form: "up to 70%" is no 70%, "40% lower" no increase and no level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct

from kbtool.knowledge.derive.intervals import StatedValue
from kbtool.text.boundaries import stands_in
from kbtool.text.bounds import Bound, Limit, Nearness
from kbtool.text.directions import Direction, Heading
from kbtool.text.figure import FOLD, TIMES, Figure
from kbtool.text.figure_words import FigureWords
from kbtool.text.numerals import Kind


class Difference(Enum):
    """In what a stated value differs from its printed form."""

    NUMBER = "another number"
    UNIT = "another unit"
    FORM = "another form"
    CONVENTION = "a vague word, taken to mean something else than it does by convention"
    UNREAD = "no number in the printed form that can be read"
    BOUND = "a bound whose words the printed form leaves out"
    UNSAID_BOUND = "a bound, and no word around it says so"
    UNSAID_NEARNESS = "approximate, and no word around it says so"
    DIRECTION = "the other direction"
    CHANGE = "how much something changes, and no level"
    MEASURE = "another kind of measure"
    UNSAID_DIRECTION = "a change, and no word around it says which way"


class Wording(Struct, frozen=True):
    """What the words around a figure make of it, all of its places taken together.

    Attributes:
        limit: the bound that they make of it.
        nearness: on which sides what is meant may lie.
        heading: which way it goes.
        quoted: whether it stands in words of the article, so that what they do not say is not said.
        placed: whether it stands in words at all, of the article or of what evidence found.
        hedged: whether a word at one of its places makes it approximate.
        bounding: whether a word is near that stands with bounds, however they are worded.
        limiting: whether one is near that stands with bounds on a share or a ratio.
        range_with: the words that make it an end of a range.
        named_otherwise: the word beside it that does not go with what is measured: "absolute" with a ratio.
        counted: the directions in the name of what is measured: an “absolute risk reduction” counts decreases.
    """

    limit: Limit | None = None
    nearness: Nearness = Nearness.EXACT
    heading: Heading | None = None
    quoted: bool = False
    placed: bool = False
    hedged: bool = False
    bounding: bool = False
    limiting: bool = False
    range_with: str = ""
    named_otherwise: str = ""
    counted: frozenset[Direction] = frozenset()


UNWORDED = Wording()
"""Of a figure with no words around it."""


def wording(
    found: Sequence[FigureWords],
    is_claim: bool,
    counted: frozenset[Direction],
    excluded: frozenset[str] = frozenset(),
) -> Wording:
    """The words around a figure, all of its places taken together.

    What one place in the words of an article says holds. What evidence found is told in words of our own, of several
    figures, so that only what stands right beside the figure, at each of its places, is taken for its own.

    Args:
        found: what they make of it at each place.
        is_claim: whether they are the words of an article.
        counted: the directions in the name of what is measured.
        excluded: the words that do not go with it, in lower case.
    """
    named = (word for one in found for word in sorted(excluded) if stands_in(one.beside, word))
    all_told = len(found) if not is_claim else 1
    limits = [one.limit for one in found if one.limit is not None]
    near = [one.nearness for one in found if one.nearness is not Nearness.EXACT]
    headings = [
        one.heading for one in found if one.heading is not None and (is_claim or one.heading.change)
    ]
    ranges = [one.range_with for one in found if one.range_with]
    agree = len({one.direction for one in headings}) == 1 and len(headings) >= all_told
    return Wording(
        limits[0] if limits and len(limits) >= all_told else None,
        near[0] if near and len(near) >= all_told else Nearness.EXACT,
        headings[0] if agree else None,
        is_claim and bool(found),
        bool(found),
        bool(near),
        any(one.bounding for one in found),
        any(one.limiting for one in found),
        ranges[0] if ranges and len(ranges) >= all_told else "",
        next(named, "") if is_claim else "",
        counted,
    )


def otherwise_worded(
    stated: StatedValue, figure: Figure, words: Wording
) -> Iterator[tuple[Difference, str]]:
    """In what a value differs from the words around its printed form, each with the word that says so.

    Args:
        stated: the value.
        figure: its printed form.
        words: what the words around it make of it.
    """
    yield from _bounds(stated, figure, words)
    if _unsaid_nearness(stated, figure, words):
        yield Difference.UNSAID_NEARNESS, stated.as_printed or ""
    if words.named_otherwise:
        yield Difference.MEASURE, words.named_otherwise
    if words.heading is None:
        offset = stated.unit.offset
        multiple = any(n.kind is Kind.MULTIPLE or n.unit in (FOLD, TIMES) for n in figure.numbers)
        bare = all(n.unit is None and n.kind is Kind.EXACT for n in figure.numbers)
        unsaid = words.quoted or (bare and not words.counted)
        if unsaid and offset and offset == stated.no_change and not multiple:
            yield Difference.UNSAID_DIRECTION, stated.unit.label
    elif stated.no_change is None:
        if words.heading.plain and words.heading.direction not in words.counted:
            yield Difference.CHANGE, words.heading.word
    elif (mine := _direction(stated)) is not None:
        counts_down = stated.no_change == 0 and words.counted == {Direction.DOWN}
        if (mine is words.heading.direction) == counts_down:
            yield Difference.DIRECTION, words.heading.word


def _bounds(
    stated: StatedValue, figure: Figure, words: Wording
) -> Iterator[tuple[Difference, str]]:
    if figure.ranges or figure.limit is not None:
        return
    if words.range_with and stated.value is not None:
        yield Difference.BOUND, words.range_with
        return
    ends = {Bound.AT_LEAST: stated.at_least, Bound.AT_MOST: stated.at_most}
    given = {side for side, end in ends.items() if end is not None}
    if words.limit is not None:
        if given != {words.limit.side}:
            yield Difference.BOUND, words.limit.words
        return
    open_ended = any(number.high is None for number in figure.numbers)
    relative = stated.unit.kind.maximum is not None or stated.no_change is not None
    unsaid = not words.bounding if words.quoted else relative and not words.limiting
    if given and words.placed and unsaid and not open_ended:
        yield Difference.UNSAID_BOUND, " and ".join(sorted(side.value for side in given))


def _unsaid_nearness(stated: StatedValue, figure: Figure, words: Wording) -> bool:
    """Whether a number in digits is stated as approximate, and neither it nor a word around it is."""
    if not (stated.approximate and stated.value is not None and words.placed):
        return False
    plain = not figure.ranges and not figure.approximate and figure.limit is None
    exact = not any(number.vague or number.high is None for number in figure.numbers)
    in_digits = any(map(str.isdigit, stated.as_printed or ""))
    return plain and exact and in_digits and not words.hedged and not words.limiting


def _direction(stated: StatedValue) -> Direction | None:
    """Which way a value goes by its numbers; None, if some go one way and some another, or none goes any."""
    if stated.no_change is None:
        return None
    none = stated.no_change
    if all(end > none for end in stated.ends):
        return Direction.UP
    return Direction.DOWN if all(end < none for end in stated.ends) else None
