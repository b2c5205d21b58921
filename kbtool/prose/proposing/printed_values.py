"""The figures of a sentence as values, whatever they are of: number, unit, range and bound as they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from unicodedata import category

from msgspec import Struct
from msgspec.structs import replace

from kbtool.knowledge.derive.intervals import StatedValue
from kbtool.knowledge.derive.printing import Units
from kbtool.knowledge.derive.units import Measured
from kbtool.prose.figure_window import is_start, is_year
from kbtool.prose.noun_phrases import PREPOSITIONS
from kbtool.prose.proposing.spoken import is_told
from kbtool.prose.sentence import Sentence
from kbtool.prose.values import kinds_of, stated_value
from kbtool.text.figure import Figure
from kbtool.text.figures import read
from kbtool.text.numerals import Kind
from kbtool.text.printed_figures import PrintedFigure, printed_figures
from kbtool.text.stretch import Stretch

_BETWEEN = frozenset({"to", "or", "a", "an"})
"""Words between the two ends of a range: "hours to a few days"."""

_ARTICLES = frozenset({"a", "an"})

_EACH = frozenset({"per", "a", "each", "every"})
"""Words before the time in which something happens so often: "two sessions per week"."""

_SPREAD = frozenset({"ci", "confidence"})
"""Words beside a figure that says how sure another one is: "95% CI 1.2 to 3.4"."""

_SPREAD_BEFORE = 4
"""So many tokens before the ends of an interval these words may stand."""

_SHORT = 5
"""Letters of the longest unit that no dictionary has: "mmol"."""

_ENDS, _PER = 2, "per "

_COUNTED = 2
"""Words of what is counted, between a number and its time."""


class PrintedValue(Struct, frozen=True):
    """A figure of a sentence.

    Attributes:
        place: where it stands in the text.
        places: the numbers of its tokens.
        values: what it says, by the kinds of unit that it may be of; none, if its unit is not known.
        bare: whether it is a number without a unit.
    """

    place: Stretch
    places: range
    values: Mapping[str, StatedValue]
    bare: bool

    def is_told_as_figure(self, text: str) -> bool:
        """Whether it has a unit, or is more than one: "one" in "in one trial" is a word.

        Args:
            text: the text.
        """
        is_word = not any(map(str.isdecimal, self.place.of(text)))
        is_one = all(each.value == 1 for each in self.values.values())
        return not (self.bare and is_word and is_one)


def values_in(sentence: Sentence) -> Iterator[PrintedValue]:
    """The figures of a sentence in order; years and parts of names are none.

    Args:
        sentence: the sentence.
    """
    units = sentence.lexicon.quantities.units
    found = printed_figures(sentence.text, sentence.stretch, units.names)
    parted = (each for one in _joined(sentence, found) for each in _parted(sentence, *one))
    for place, printed in parted:
        figure = _in_one_kind(printed)
        places = _tokens_at(sentence, place)
        bare = figure.numbers[-1].unit is None
        if sentence.named.issuperset(places) or _is_no_value(sentence, figure, places):
            continue
        if bare and (_is_of_years(sentence, places) or _is_label(sentence, places)):
            continue
        unknown = bare and (_has_unknown_unit(sentence, places) or _is_spread(sentence, places))
        values = {
            kind: value
            for kind in (() if unknown else sorted(kinds_of(figure, units)))
            if (
                value := stated_value(
                    sentence.text, place, figure, Measured(kind=kind), units, False
                )
            )
        }
        yield PrintedValue(place, places, values, figure.numbers[0].unit is None)


def _joined(sentence: Sentence, found: Sequence[PrintedFigure]) -> Iterator[tuple[Stretch, Figure]]:
    """The figures, those that are the ends of one range as one, and those of a frequency with their time."""
    units = sentence.lexicon.quantities.units
    at = 0
    while at < len(found):
        each = found[at]
        whole = _as_range(sentence, each, found[at + 1], units) if at + 1 < len(found) else None
        if whole is not None:
            yield whole
            at += 2
            continue
        yield (
            _as_price(sentence, each, units)
            or _as_frequency(sentence, each, units)
            or (each.place, each.figure)
        )
        at += 1


def _parted(sentence: Sentence, place: Stretch, figure: Figure) -> Iterator[tuple[Stretch, Figure]]:
    """A figure, or both ends of a change that is worded as a range: "rose from 2 % to 4 %"; a year is no end of one."""
    places = _tokens_at(sentence, place)
    middle = [at for at in places[1:-1] if sentence.tokens[at].word == "to"]
    from_year = is_year(sentence, places[:1])
    if not figure.ranges or not middle or not (from_year or is_start(sentence, figure, places)):
        yield place, figure
        return
    names = sentence.lexicon.quantities.units.names
    ends = sentence.words(places.start, middle[0]), sentence.words(middle[0] + 1, places.stop)
    unit = sentence.text[sentence.tokens[middle[0] + 1].end : place.end]
    for end, more in zip(ends, (unit, ""), strict=True):
        told = end.of(sentence.text)
        read_ = read(told, names)
        if read_ is not None and read_.numbers[0].unit is None and more:
            read_ = read(told + more, names)
        if read_ is not None and not (from_year and end is ends[0]):
            yield end, read_


def _in_one_kind(figure: Figure) -> Figure:
    """A range whose ends are said in two ways in one: "once or twice weekly", "every few weeks or once a month"."""
    if not figure.ranges or len(figure.numbers) != _ENDS:
        return figure
    one, other = figure.numbers
    often = other.unit or ""
    if other.kind is not Kind.OCCASIONS or one.unit == often:
        return figure
    if one.kind is Kind.OCCASIONS:
        return replace(figure, numbers=(replace(one, unit=often), other))
    if other.low == 1 and often.startswith(_PER) and one.unit is not None:
        span = replace(other, kind=Kind.EXACT, unit=often.removeprefix(_PER))
        return replace(figure, numbers=(one, span))
    return figure


def _is_label(sentence: Sentence, places: range) -> bool:
    """Whether a number is a part of what the noun before it names: "type 2", "stage 4"."""
    if not places or not places.start or not sentence.tokens[places.start].word.isdecimal():
        return False
    before = sentence.tokens[places.start - 1]
    return "NOUN" in before.kinds and len(places) == 1 and not before.word.endswith("s")


def _as_range(
    sentence: Sentence, first: PrintedFigure, second: PrintedFigure, units: Units
) -> tuple[Stretch, Figure] | None:
    between = [t.word for t in sentence.tokens if first.place.end <= t.start < second.place.start]
    if first.figure.ranges or not between or not _BETWEEN.issuperset(between):
        return None
    place = Stretch(first.place.start, second.place.end)
    words = [t.word for t in sentence.tokens if place.start <= t.start < place.end]
    figure = read(" ".join(word for word in words if word not in _ARTICLES), units.names)
    return (place, figure) if figure is not None and figure.ranges else None


def _as_price(
    sentence: Sentence, each: PrintedFigure, units: Units
) -> tuple[Stretch, Figure] | None:
    """A figure with the sign of a currency, without the time for which one pays: "$4 per month" is no frequency."""
    unit = each.figure.numbers[-1].unit
    inside = _tokens_at(sentence, each.core)
    if unit is None or not unit.startswith("per ") or not _is_currency(sentence, inside.start):
        return None
    end = next((at for at in inside if sentence.tokens[at].word in _EACH), inside.stop)
    place = Stretch(each.place.start, sentence.tokens[end - 1].end)
    figure = read(place.of(sentence.text), units.names)
    return (place, figure) if figure is not None else None


def _is_of_years(sentence: Sentence, places: range) -> bool:
    """Whether a figure is a year, or a span from one to another."""
    numbers = [at for at in places if sentence.tokens[at].word.isdecimal()]
    return bool(numbers) and all(is_year(sentence, range(at, at + 1)) for at in numbers)


def _is_currency(sentence: Sentence, at: int) -> bool:
    tokens = sentence.tokens
    return at < len(tokens) and category(tokens[at].word[0]) == "Sc"


def _has_unknown_unit(sentence: Sentence, places: range) -> bool:
    """Whether a number stands beside a unit that is not known: "£25", "4.2 mmol/L"."""
    tokens = sentence.tokens
    if places.start and _is_currency(sentence, places.start - 1):
        return tokens[places.start - 1].end == tokens[places.start].start
    behind = tokens[places.stop : places.stop + 2]
    if not behind or not is_told(behind[0], sentence.lexicon) or not behind[0].word.isalpha():
        return False
    if behind[0].kinds or behind[0].word in PREPOSITIONS:
        return False
    slashed = len(behind) > 1 and behind[1].joined
    return slashed or len(behind[0].word) <= _SHORT


def _is_spread(sentence: Sentence, places: range) -> bool:
    """Whether a figure says how far another one may be off: "95% CI 1.2 to 3.4"."""
    before = sentence.tokens[max(0, places.start - _SPREAD_BEFORE) : places.start]
    return any(token.word in _SPREAD for token in before)


def _is_no_value(sentence: Sentence, figure: Figure, places: range) -> bool:
    """Whether a figure is a part of what the noun behind it names: "95% CI", "a 100-point scale", "half life"."""
    behind = sentence.tokens[places.stop] if places.stop < len(sentence.tokens) else None
    if behind is None:
        return False
    if behind.word in _SPREAD or (behind.word == "scale" and not figure.ranges):
        return True
    words = [sentence.tokens[at].word for at in places]
    alone = words[-1].isalpha() and (len(words) == 1 or words[:-1] == ["a"])
    share = figure.numbers[0].kind is Kind.SHARE and figure.numbers[0].unit is None
    return alone and share and "NOUN" in behind.kinds and "ADV" not in behind.kinds


def _as_frequency(
    sentence: Sentence, each: PrintedFigure, units: Units
) -> tuple[Stretch, Figure] | None:
    if each.figure.numbers[-1].unit is not None:
        return None
    behind = [t for t in sentence.tokens if t.start >= each.place.end][: _COUNTED + 2]
    for at, token in enumerate(behind[:-1]):
        if at and token.word in _EACH:
            end = behind[at + 1].end
            figure = read(f"{each.core.of(sentence.text)} per {behind[at + 1].word}", units.names)
            unit = figure.numbers[-1].unit if figure is not None else None
            if figure is not None and unit is not None:
                return Stretch(each.place.start, end), figure
    return None


def _tokens_at(sentence: Sentence, place: Stretch) -> range:
    inside = [
        at
        for at, token in enumerate(sentence.tokens)
        if token.start < place.end and place.start < token.end
    ]
    return range(inside[0], inside[-1] + 1) if inside else range(0)
