"""Printed figures: "0.5 to 1 mg/kg", "up to 48 hours", "one in three", "several days", read as numbers with their units."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from kbtool.text.bounds import limit_of, nearness
from kbtool.text.figure import Figure, Printed
from kbtool.text.figure_reader import FigureReader
from kbtool.text.figure_tokens import tokenise
from kbtool.text.numerals import Kind
from kbtool.text.printed_names import Names

_RANGES = (("to",), ("-",), ("or",), ("and",), ("through",), ("up", "to"), ("-", "to", "-"))
_YEARS = range(1500, 2200)


def read(text: str, names: Names) -> Figure | None:
    """A printed figure as numbers; None, if there is no number in it that can be read.

    Args:
        text: the figure as it is printed.
        names: what units and vague numbers are called.
    """
    tokens = tokenise(text)
    reader = FigureReader(tokens, names, names.by_first_word)
    numbers, spans = reader.numbers()
    equals = max((at for at, token in enumerate(tokens) if token.text == "="), default=-1)
    kept = [n for n, (start, _) in enumerate(spans) if start > equals]
    if not kept:
        return None
    numbers, spans = [numbers[n] for n in kept], [spans[n] for n in kept]
    near = nearness(tokens, spans[0][0], spans[-1][1])
    gaps = [
        [token.text for token in tokens[one[1] : other[0]]]
        for one, other in itertools.pairwise(spans)
    ]
    joined = bool(gaps) and all(gap in ([], ["and"], [","]) for gap in gaps)
    if len(numbers) != 2 or joined:
        limit = limit_of(tokens, *spans[0], lasts=names.lasts(numbers[0].unit))
        ranges = len(numbers) == 2 and gaps == [["and"]]
        whole = tuple(_as_range(*numbers)) if ranges else tuple(numbers)
        return Figure(whole, ranges, None if ranges else limit, near, joined)
    first, second = numbers
    between = gaps[0]
    if between in (["±"], ["+", "/", "-"]):
        unit = second.unit or first.unit
        low, high = first.low - second.low, first.low + second.low
        ends = tuple(replace(first, low=end, high=end, unit=unit) for end in (low, high))
        return Figure((*ends, replace(first, unit=unit)), True, None, near)
    if _is_ratio(between, first, second):
        return Figure((replace(first, kind=Kind.MULTIPLE),), False, None, near)
    if not any(between[-len(words) :] == list(words) for words in _RANGES):
        return Figure(tuple(numbers), False, None, near)
    return Figure(tuple(_as_range(first, second)), True, None, near)


def _is_ratio(between: Sequence[str], first: Printed, second: Printed) -> bool:
    """Whether two numbers are one ratio: "3 to 1"."""
    bare = first.unit is None and second.unit is None
    return (
        bare
        and second.low == 1 < first.low
        and tuple(between) in (("to",), (":",), ("-", "to", "-"))
    )


def _as_range(first: Printed, second: Printed) -> Iterable[Printed]:
    if first.unit is None or second.unit is None:
        unit = first.unit or second.unit
        first, second = replace(first, unit=unit), replace(second, unit=unit)
    if second.scale != 1 and first.scale == 1 and first.low < second.low / second.scale:
        scale = second.scale  # "1 to 2 million"
        first = replace(
            first,
            low=first.low * scale,
            high=first.low * scale,
            half=first.half * scale,
            scale=scale,
        )
    yield first
    yield second
    if first.low in _YEARS and second.low in _YEARS and first.unit is None:
        yield replace(second, low=second.low - first.low, high=second.low - first.low, unit="years")
