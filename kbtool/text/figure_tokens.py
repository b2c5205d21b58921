"""The numbers, words and marks of a printed figure, in one form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<number>(?P<dotted>\d{1,3}(?:(?:\.\d{3}){2,}(?:,\d+)?|\.\d{3},\d+)(?![\d.,]*\d))"
    r"|\d{1,3}(?:[, '\u2019]\d{3})+(?:\.\d+)?(?![\d.,]*\d)|\d{1,2}(?:,\d{2})+,\d{3}(?![\d.,]*\d)"
    r"|(?P<comma>\d+,(?:\d{1,2}|\d{4,})(?![\d.,]*\d))"
    r"|\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![.,]?\d)|(?<!\d)\.\d+(?![\d.,]*\d))"
    r"|(?P<unreadable>\d[\d.,]*\d)"
    r"|(?P<word>[^\W\d_]+)|(?P<mark>\S)"
)
_VULGAR = re.compile(r"[\u00bc-\u00be\u2150-\u215e]")
_SUPERSCRIPTS = re.compile("([⁺⁻]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_DASHES = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015", "-") | {"\u2212": "-", "\u2044": "/"}
)


class Token(NamedTuple):
    """A number, a word or a mark of a printed figure.

    Attributes:
        text: its characters, as they are compared.
        number: whether it is a number in digits.
        attached: whether no space stands before it.
        places: of a number, the digits behind its point.
    """

    text: str
    number: bool = False
    attached: bool = False
    places: int = 0


def tokenise(text: str) -> list[Token]:
    """The tokens of a printed figure, in lower case; dashes, spaces, points and fractions in one form."""
    text = text.lower() if text.isascii() else _in_one_form(text)
    if "cent" in text:
        text = re.sub(r"\bper\s+cent\b", "percent", text)
    tokens = []
    for found in _TOKEN.finditer(text):
        plain, start = found[0], found.start()
        attached = start > 0 and not text[start - 1].isspace()
        if found.lastgroup in ("word", "mark"):
            tokens.append(Token(plain, attached=attached))
            continue
        if found["number"]:
            decimal_comma = found["comma"] or re.fullmatch(r"0,\d+", plain)
            if found["dotted"]:
                plain = plain.replace(".", "").replace(",", ".")
            plain = plain.replace(",", "." if decimal_comma else "")
            plain = re.sub("[ '\u2019]", "", plain)
        places = len(plain.partition("e")[0].partition(".")[2])
        tokens.append(Token(plain, found["number"] is not None, attached, places))
    return tokens


def _in_one_form(text: str) -> str:
    text = _VULGAR.sub(lambda m: " " + unicodedata.normalize("NFKC", m[0]), text)
    text = _SUPERSCRIPTS.sub(lambda m: "^" + unicodedata.normalize("NFKC", m[0]), text)
    text = unicodedata.normalize("NFKC", text).translate(_DASHES).casefold()
    return re.sub(r"(?<=\d)[·‧∙⋅](?=\d)", ".", text)


def text_at(tokens: Sequence[Token], place: int) -> str:
    """The characters of the token at a place; nothing, if there is none."""
    return tokens[place].text if 0 <= place < len(tokens) else ""


def begins_with(tokens: Sequence[Token], place: int, words: Sequence[str]) -> bool:
    """Whether words stand at a place."""
    if not 0 <= place <= len(tokens) - len(words):
        return not words
    for at, word in enumerate(words, place):  # noqa: SIM110 - a generator takes twice the time
        if tokens[at].text != word:
            return False
    return True
