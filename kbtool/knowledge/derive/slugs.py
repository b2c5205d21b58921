"""The words that identifiers are made of."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import combining, normalize

import pyoxigraph as ox

Slug = tuple[str, ...]

_LOCAL = re.compile(r"[^/#]*$")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LETTER, _NUMBER, _DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"\d+"), re.compile(r"\d")
_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "æ": "ae", "ß": "ss", "ł": "l"})
"""Letters that names have to do without, and that no accent can be taken off."""
_YEAR = re.compile(r"\by(?=\d{4}\b)")
"""Before a year in a name, which cannot begin with a digit everywhere."""


def has_digit(slug: Slug) -> bool:
    """Whether a value is a number, a year or a span of time, which is one word."""
    return len(slug) == 1 and any(map(str.isdigit, slug[0]))


def stands_in(slug: Slug, name: Slug) -> bool:
    """Whether a name has the words of another, one after the other."""
    size = len(slug)
    return bool(size) and any(name[at : at + size] == slug for at in range(len(name) - size + 1))


def alike_in(slug: Slug, name: Slug) -> str | None:
    """The word of a name that is a number, a year or a span of time of the same form as a value: p1d, of P28D.

    Nothing, if the value is no such thing, or stands in the name. Of several words, all but one are those of the name.
    """
    if len(slug) == len(name) > 1:
        apart = [(one, other) for one, other in zip(slug, name, strict=True) if one != other]
        if len(apart) == 1 and any(map(str.isdigit, apart[0][0])):
            one, other = apart[0]
            return other if _form(one) == _form(other) else None
    if not has_digit(slug) or slug[0] in name:
        return None
    return next((word for word in name if _form(word) == _form(slug[0])), None)


def _form(word: str) -> str:
    """Which characters are letters and digits; numbers beside letters may be of any length."""
    letters = _LETTER.sub("a", word)
    return _NUMBER.sub("0", letters) if "a" in letters else _DIGIT.sub("0", letters)


@lru_cache(maxsize=65536)
def slug_of(term: ox.NamedNode | ox.Literal) -> Slug:
    """The words of a text or of the local name of a node, in lower case: hasKnownCause has three."""
    if isinstance(term, ox.NamedNode):
        found = _LOCAL.search(term.value)
        text = _YEAR.sub("", _HUMP.sub("-", found[0] if found else ""))
    else:
        text = term.value
    if not text.isascii():
        text = "".join(c for c in normalize("NFKD", text) if not combining(c)).translate(_LETTERS)
    return tuple(_WORD.findall(text.lower()))
