"""The words that make a printed figure a bound, or approximate: "up to", "at least", "about"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import Enum

from kbtool.text.figure_tokens import Token

_Phrases = tuple[tuple[str, ...], ...]

_AT_LEAST: _Phrases = (
    ("at", "least"), ("no", "less", "than"), ("no", "fewer", "than"), ("not", "less", "than"), ("more", "than"),
    ("greater", "than"), ("larger", "than"), ("higher", "than"), ("longer", "than"), ("as", "few", "as"),
    ("as", "little", "as"), ("minimum", "of"), ("exceeding",), ("above",), (">", "="), (">",), ("≥",), ("≧",), ("⩾",),
)  # fmt: skip
_AT_MOST: _Phrases = (
    ("at", "most"), ("up", "to"), ("no", "more", "than"), ("not", "more", "than"), ("no", "longer", "than"),
    ("less", "than"), ("fewer", "than"), ("lower", "than"), ("shorter", "than"), ("as", "many", "as"),
    ("as", "much", "as"), ("as", "long", "as"), ("maximum", "of"), ("below",), ("under",), ("within",), ("<", "="),
    ("<",), ("≤",), ("≦",), ("⩽",),
)  # fmt: skip
_OR_MORE: _Phrases = (
    ("or", "more"),
    ("or", "longer"),
    ("or", "over"),
    ("or", "above"),
    ("and", "more"),
    ("+",),
)
_OR_LESS: _Phrases = (("or", "less"), ("or", "fewer"), ("or", "shorter"), ("or", "below"))
_ABOUT: _Phrases = (
    ("about",), ("approximately",), ("approx",), ("around",), ("roughly",), ("circa",), ("ca",), ("~",), ("≈",), ("∼",),
    ("nearly",), ("almost",), ("close", "to"), ("or", "so"), ("some",),
)  # fmt: skip
_BEGIN_ABOUT = frozenset(words[0] for words in _ABOUT)
_AND_NOT = ("no", "not")


class Bound(Enum):
    """The side on which a figure is bounded, as printed."""

    AT_LEAST = "a lower bound"
    AT_MOST = "an upper bound"


def bound_of(tokens: Sequence[Token], start: int, end: int) -> Bound | None:
    """The side on which a number is bounded by the words around it; None, if it is not.

    Args:
        tokens: the printed figure.
        start: where the number begins, a unit before it included.
        end: where it ends, its unit included.
    """
    before = [token.text for token in tokens[:start]]
    for bound, words in ((Bound.AT_MOST, _AT_MOST), (Bound.AT_LEAST, _AT_LEAST)):
        longest = max(
            (one for one in words if tuple(before[-len(one) :]) == one), key=len, default=()
        )
        negated = (
            longest
            and longest[0] not in _AND_NOT
            and before[-len(longest) - 1 :][:1] in (["no"], ["not"])
        )
        if longest and not negated:
            return bound
    for bound, words in ((Bound.AT_LEAST, _OR_MORE), (Bound.AT_MOST, _OR_LESS)):
        if _at(tokens, end, words):
            return bound
    return None


def is_approximate(tokens: Sequence[Token]) -> bool:
    """Whether the words of a printed figure make it approximate."""
    return any(
        token.text in _BEGIN_ABOUT and _at(tokens, place, _ABOUT)
        for place, token in enumerate(tokens)
    )


def _at(tokens: Sequence[Token], place: int, choices: Collection[Sequence[str]]) -> bool:
    return any(
        tuple(token.text for token in tokens[place : place + len(words)]) == tuple(words)
        for words in choices
    )
