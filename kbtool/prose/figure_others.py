"""Whether a figure is of others than a quantity on file, or of another time, and how much near it nothing explains."""

from __future__ import annotations

from collections.abc import Iterator

from kbtool.prose.clauses import is_finite
from kbtool.prose.figure_told import is_told
from kbtool.prose.figure_triggers import FigureTrigger
from kbtool.prose.figure_window import FigureWindow
from kbtool.prose.words.quantities import FiledQuantity

_TIMING = frozenset(
    (
        "after", "within", "in", "at", "by", "over", "for", "during", "until", "through", "up", "to", "from", "about",
    )
)  # fmt: skip
"""Words before the time at which a figure holds."""

_OURS = frozenset({"our", "my", "ours", "her", "his"})
_AMONG = frozenset({"in", "among"})
_GOING_ON = frozenset({"and", "but"})
_COMPARED = 4
"""Tokens before the name of a control group in which a word compares with it: "than in the placebo group"."""


def is_of_others(window: FigureWindow, quantity: FiledQuantity, explained: set[int]) -> bool:
    """Whether a figure is of those who got something else, of a part of the people, or of the writer's own patients."""
    tokens, quantities = window.sentence.tokens, window.sentence.lexicon.quantities
    for at in window.clause:
        if at in explained:
            continue
        if tokens[at].word in _AMONG and _names_others(window, quantity, explained, at + 1):
            return True
        part = not tokens[at].forms.isdisjoint(quantities.groups)
        if tokens[at].word in _OURS or (part and not is_told(tokens[at], quantity)):
            return True
        if not tokens[at].forms.isdisjoint(quantities.other_arms):
            nearby = tokens[max(window.clause.start, at - _COMPARED) : at]
            if not any(token.word in quantities.comparing for token in nearby):
                return True
    return False


def _names_others(
    window: FigureWindow, quantity: FiledQuantity, explained: set[int], at: int
) -> bool:
    """Whether one word behind a preposition names a place or people that a quantity is not of: "in prison"."""
    tokens, lexicon = window.sentence.tokens, window.sentence.lexicon
    if at not in window.clause or at in explained or is_told(tokens[at], quantity):
        return False
    token = tokens[at]
    is_name = token.kinds <= {"NOUN", "PROPN"} and token.word.isalpha()
    alone = at + 1 >= len(tokens) or not tokens[at + 1].is_word
    return is_name and alone and token.forms.isdisjoint(lexicon.idle | lexicon.quantities.fillers)


def has_another_time(window: FigureWindow, quantity: FiledQuantity, explained: set[int]) -> bool:
    """Whether a clause says at which time a figure holds, and the quantity does not."""
    tokens, units = window.sentence.tokens, window.sentence.lexicon.quantities.units
    for other, places in window.others:
        if not explained.isdisjoint(places) or not any(
            units.names.lasts(each.unit) for each in other.figure.numbers
        ):
            continue
        before = tokens[places.start - 1].word if places.start else ""
        first = tokens[places.start].word
        if before not in _TIMING and first not in _TIMING:
            continue
        said = (tokens[at] for at in places if tokens[at].word not in _TIMING)
        if not all(is_told(token, quantity) for token in said):
            return True
    return False


def has_another_year(window: FigureWindow, quantity: FiledQuantity, explained: set[int]) -> bool:
    """Whether a clause says of which year a figure is, and the quantity does not; "a 2019 study" says when it came out."""
    tokens = window.sentence.tokens
    fillers = window.sentence.lexicon.quantities.fillers
    for _, places in window.others:
        if not explained.isdisjoint(places) or len(places) != 1:
            continue
        token = tokens[places.start]
        if not (token.word.isdecimal() and len(token.word) == 4 and token.word[:2] in ("19", "20")):
            continue
        behind = tokens[places.stop] if places.stop < len(tokens) else None
        if behind is not None and not behind.forms.isdisjoint(fillers):
            continue
        if token.word not in quantity.told:
            return True
    return False


def unexplained_words(
    window: FigureWindow, quantity: FiledQuantity, trigger: FigureTrigger, explained: set[int]
) -> tuple[int, int]:
    """How many nouns and verbs belong to nothing that is known: among the words of a trigger, and beside them."""
    mine = {*trigger.places, *window.places}
    found = [
        at
        for at in _part(window, min(mine), max(mine))
        if at not in explained and not _is_known(window, quantity, at)
    ]
    within = sum(min(mine) < at < max(mine) for at in found)
    return within, len(found) - within


def _is_known(window: FigureWindow, quantity: FiledQuantity, at: int) -> bool:
    """Whether a word is no noun or verb, or one that makes a figure no other one."""
    lexicon, token = window.sentence.lexicon, window.sentence.tokens[at]
    return (
        not token.kinds
        or not token.kinds <= {"NOUN", "VERB", "PROPN"}
        or token.word in lexicon.small
        or not token.forms.isdisjoint(lexicon.quantities.fillers)
        or not token.forms.isdisjoint(quantity.told)
        or any(not token.forms.isdisjoint(words) for words in lexicon.heads.values())
        or any(at in places for _, places in window.others)
    )


def _part(window: FigureWindow, first: int, last: int) -> Iterator[int]:
    """The tokens from the comma before some to the one behind them, or to a verb that goes on with the same subject."""
    tokens, names = window.sentence.tokens, window.sentence.name_starts
    while first > window.clause.start and tokens[first - 1].word != ",":
        first -= 1
    while last + 1 < window.clause.stop and tokens[last + 1].word != ",":
        goes_on = last + 2 < len(tokens) and tokens[last + 1].word in _GOING_ON
        if goes_on and is_finite(tokens, last + 2, names):
            break
        last += 1
    yield from range(first, last + 1)
