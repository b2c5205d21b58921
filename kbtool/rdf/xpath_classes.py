"""The characters and character classes of XPath's regular expressions (XSD 1.1 Datatypes, appendix G.4)."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from msgspec import Struct

from kbtool.rdf.xsd import NAME, NAME_START

SINGLE_ESCAPES = frozenset("nrt\\|.?*+(){}$-[]^")
CLASS_ESCAPES = frozenset("sSiIcCdDwW")
CATEGORY_ESCAPES = frozenset("pP")
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
_KINDS = {
    "L": "ultmo",
    "M": "nce",
    "N": "dlo",
    "P": "cdseifo",
    "Z": "slp",
    "S": "mcko",
    "C": "cfon",
}
_CATEGORIES = frozenset(letter + kind for letter, kinds in _KINDS.items() for kind in ("", *kinds))
_MULTIPLE = {
    "s": r"\t\n\r\x20",
    "i": NAME_START,
    "c": NAME,
    "d": r"\p{gc=Nd}",
    "w": r"\p{gc=P}\p{gc=Z}\p{gc=C}",
}
_COMPLEMENTS = "SICDw"
_LAST_CASED = 0x1E943
"""The last letter of Unicode that has case."""

_OPERATORS = frozenset("[&~-")
"""What Rust's dialect may read as an operator inside a class."""


class InvalidPatternError(ValueError):
    """A pattern is not a regular expression of XPath, or cannot be used as one."""


class CharacterClass(Struct, frozen=True):
    """A class or an escape that was read.

    Attributes:
        translated: the same in the syntax of the library `regex`.
        end: offset after it.
        portable: whether Rust's dialect reads it in the same way.
    """

    translated: str
    end: int
    portable: bool


def character(char: str, ignore_case: bool) -> str:
    """A pattern that matches the character, or its variants in case too."""
    found = variants(char) if ignore_case else (char,)
    texts = [f"\\U{ord(each):08X}" for each in found]
    return texts[0] if len(texts) == 1 else f"[{''.join(texts)}]"


def variants(char: str) -> tuple[str, ...]:
    """The character and its case variants: equal in lower or in upper case (Functions and Operators 3.1, 5.6.2)."""
    lower, upper = _cases()
    same = {char, *lower.get(char.lower(), ()), *upper.get(char.upper(), ())}
    return tuple(sorted(same))


def single_escape(char: str) -> str:
    """The character that a backslash and this one stand for."""
    return _CONTROLS.get(char, char)


def class_escape(text: str, at: int) -> CharacterClass:
    """The escape of several characters, or of a category or block, whose backslash is at ``at``.

    Raises:
        InvalidPatternError: there is no such category or block.
    """
    char = text[at + 1]
    if char in CLASS_ESCAPES:
        negation = "^" if char in _COMPLEMENTS else ""
        return CharacterClass(f"[{negation}{_MULTIPLE[char.lower()]}]", at + 2, char in "dD")
    end = text.find("}", at)
    name = text[at + 3 : end]
    if text[at + 2 : at + 3] != "{" or end < 0:
        raise InvalidPatternError(f"\\{char} at {at + 1} needs a category or block in braces")
    if name in _CATEGORIES:
        return CharacterClass(f"\\{char}{{gc={name}}}", end + 1, name not in ("C", "Cn"))
    found = f"\\{char}{{Block={name[2:]}}}"
    if (
        not name.startswith("Is")
        or not re.fullmatch("[A-Za-z0-9-]+", name[2:])
        or not _exists(found)
    ):
        raise InvalidPatternError(f"there is no category or block {name!r}")
    return CharacterClass(found, end + 1, portable=False)


def read_class(text: str, at: int, *, ignore_case: bool) -> CharacterClass:
    """The class in brackets that begins at ``at``.

    Raises:
        InvalidPatternError: it is ill-formed.
    """
    start = at
    negated = text.startswith("^", at + 1)
    at += 1 + negated
    parts: list[str] = []
    portable = True
    while True:
        char = text[at : at + 1]
        if not char:
            raise InvalidPatternError(f"the class that begins at {start + 1} is not closed")
        if char == "]" or text.startswith("-[", at):
            break
        if char == "\\" and text[at + 1 : at + 2] in CLASS_ESCAPES | CATEGORY_ESCAPES:
            escape = class_escape(text, at)
            portable &= escape.portable and not (text[at + 1] in "pP" and ignore_case)
            parts.append(escape.translated)
            at = escape.end
            continue
        first, at, plain = _single(text, at)
        last = first
        if text.startswith("-", at) and text[at + 1 : at + 2] not in ("", "]", "["):
            last, at, other = _single(text, at + 1)
            plain &= other
            if last < first:
                raise InvalidPatternError(
                    f"the range {first}-{last} has its end before its beginning"
                )
        edge = first == last == "-" and (len(parts) == 0 or text.startswith("]", at))
        portable &= (plain or edge) and (not ignore_case or last.isascii())
        parts += _range(first, last, ignore_case)
    if not parts:
        raise InvalidPatternError(f"the class that begins at {start + 1} is empty")
    own = f"[{'^' * negated}{''.join(parts)}]"
    if char == "]":
        return CharacterClass(own, at + 1, portable)
    less = read_class(text, at + 1, ignore_case=ignore_case)
    if not text.startswith("]", less.end):
        raise InvalidPatternError("a class ends behind what is taken off it")
    return CharacterClass(f"[{own}--{less.translated}]", less.end + 1, portable=False)


def _single(text: str, at: int) -> tuple[str, int, bool]:
    """A single character of a class, the offset after it, and whether every dialect reads it as such."""
    char, following = text[at], text[at + 1 : at + 2]
    if char == "[":
        raise InvalidPatternError(f"'[' at {at + 1}, inside a class, needs a backslash")
    if char != "\\":
        return char, at + 1, char not in _OPERATORS
    if following not in SINGLE_ESCAPES or not following:
        raise InvalidPatternError(f"\\{following} at {at + 1} is no escape of XPath")
    return single_escape(following), at + 2, True


def _range(first: str, last: str, ignore_case: bool) -> list[str]:
    own = f"\\U{ord(first):08X}" + (f"-\\U{ord(last):08X}" if last != first else "")
    if not ignore_case:
        return [own]
    cased = range(ord(first), min(ord(last), _LAST_CASED) + 1)
    others = {each for code in cased for each in variants(chr(code))}
    return [own, *(f"\\U{ord(each):08X}" for each in sorted(others) if not first <= each <= last)]


@cache
def _cases() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The characters that have case, by their lower and by their upper case."""
    lower, upper = defaultdict(list), defaultdict(list)
    for char in map(chr, range(_LAST_CASED + 1)):
        if char.lower() != char or char.upper() != char:
            lower[char.lower()].append(char)
            upper[char.upper()].append(char)
    return dict(lower), dict(upper)


@cache
def _exists(pattern: str) -> bool:
    import regex

    try:
        regex.compile(pattern)
    except regex.error:
        return False
    return True
