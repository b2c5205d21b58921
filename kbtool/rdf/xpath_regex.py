"""Regular expressions of XPath, as SPARQL's REGEX and SHACL's sh:pattern have them.

The syntax is that of XPath and XQuery Functions and Operators 3.1, section 5.6.1
(https://www.w3.org/TR/xpath-functions-31/#regex-syntax), on top of XSD 1.1 Datatypes, appendix G. A pattern is
read by this grammar and written as one of the library `regex`; nothing is handed over unread.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct, field

from kbtool.rdf.xpath_classes import (
    CATEGORY_ESCAPES,
    CLASS_ESCAPES,
    SINGLE_ESCAPES,
    InvalidPatternError,
    character,
    class_escape,
    read_class,
    single_escape,
)

if TYPE_CHECKING:
    import regex

FLAGS = "smixq"
_SPACE = "\t\n\r "
_MOST = 100_000
"""Repetitions that a quantifier may ask for."""

_SECONDS = 10.0
"""Time for one match."""

_TIMES = re.compile(r"\{([0-9]+)(?:,([0-9]*))?\}")


class Pattern(Struct, frozen=True):
    """A regular expression that has been read.

    Attributes:
        translated: the same in the syntax of the library `regex`.
        portable: whether Rust's dialect, and so Oxigraph, reads the pattern with its flags in the same way.
    """

    translated: str
    portable: bool

    def matches(self, text: str) -> bool:
        """Whether it matches somewhere in the text (fn:matches).

        Raises:
            TimeoutError: it takes longer than ten seconds.
        """
        return _compiled(self.translated).search(text, timeout=_SECONDS) is not None

    def replaced(self, text: str, replacement: str, *, literal: bool) -> str:
        r"""The text with every match replaced (fn:replace).

        Args:
            text: the text.
            replacement: what stands for a match; ``$1`` is its first group, ``\$`` and ``\\`` are characters.
            literal: whether the replacement has no such signs (flag q).

        Raises:
            InvalidPatternError: the pattern matches the empty string, or the replacement is ill-formed.
            TimeoutError: it takes longer than ten seconds.
        """
        compiled = _compiled(self.translated)
        if compiled.search("", timeout=_SECONDS):
            raise InvalidPatternError("it matches the empty string, which cannot be replaced")
        parts = [replacement] if literal else _replacement(replacement, compiled.groups)

        def filled(match: regex.Match[str]) -> str:
            return "".join(p if isinstance(p, str) else match.group(p) or "" for p in parts)

        result: str = compiled.sub(filled, text, timeout=_SECONDS)
        return result


@lru_cache(maxsize=512)
def read_pattern(pattern: str, flags: str = "") -> Pattern:
    """Read a pattern with its flags.

    Raises:
        InvalidPatternError: it is not a regular expression of XPath, or the flags are none.
    """
    if unknown := sorted(set(flags) - set(FLAGS)):
        raise InvalidPatternError(f"{unknown[0]!r} is not a flag: flags are s, m, i, x and q")
    if "q" in flags:
        return Pattern("".join(character(c, "i" in flags) for c in pattern), portable=False)
    import regex

    reader = _Reader(_without_space(pattern) if "x" in flags else pattern, flags)
    reader.read()
    portable = reader.portable and set(flags) <= {"i", "s"}
    found = Pattern("".join(reader.out), portable)
    try:
        _compiled(found.translated)
    except (regex.error, OverflowError, RecursionError, MemoryError) as error:
        raise InvalidPatternError(str(error)) from error
    return found


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> regex.Pattern[str]:
    import regex

    return regex.compile(pattern, regex.VERSION1)


class _Reader(Struct):
    """Reads a pattern from left to right; groups need no tree, because only their ends matter."""

    text: str
    flags: str
    at: int = 0
    out: list[str] = field(default_factory=list)
    portable: bool = True
    repeatable: bool = False
    groups: int = 0
    closed: set[int] = field(default_factory=set)
    opened: list[int | None] = field(default_factory=list)

    def read(self) -> None:
        while self.at < len(self.text):
            self._piece(self.text[self.at])
        if self.opened:
            raise InvalidPatternError("a group is not closed")

    def _piece(self, char: str) -> None:
        if char == "(":
            self._open()
        elif char == ")":
            if not self.opened:
                raise InvalidPatternError(f"nothing is open for the ')' at {self.at + 1}")
            group = self.opened.pop()
            self.closed |= set() if group is None else {group}
            self._put(")", 1)
        elif char == "|":
            self._put("|", 1, repeatable=False)
        elif char in "?*+{":
            self._quantifier(char)
        elif char in "^$":
            self._anchor(char)
        elif char == ".":
            self._put("(?s:.)" if "s" in self.flags else "[^\\n]", 1)
        elif char == "[":
            found = read_class(self.text, self.at, ignore_case="i" in self.flags)
            self.portable &= found.portable
            self._put(found.translated, found.end - self.at)
        elif char == "\\":
            self._escape()
        elif char in "]}":
            raise InvalidPatternError(f"{char!r} at {self.at + 1} needs a backslash")
        else:
            self._character(char, 1)

    def _put(self, translated: str, length: int, *, repeatable: bool = True) -> None:
        self.out.append(translated)
        self.at += length
        self.repeatable = repeatable

    def _character(self, char: str, length: int) -> None:
        ignore_case = "i" in self.flags
        self.portable &= char.isascii() or not ignore_case
        self._put(character(char, ignore_case), length)

    def _open(self) -> None:
        if self.text.startswith("(?", self.at):
            if not self.text.startswith("(?:", self.at):
                raise InvalidPatternError(
                    f"{self.text[self.at : self.at + 3]!r} at {self.at + 1}: there is no look-ahead, "
                    "look-behind, named group or flag inside a pattern"
                )
            self.opened.append(None)
            self._put("(?:", 3, repeatable=False)
            return
        self.groups += 1
        self.opened.append(self.groups)
        self._put("(", 1, repeatable=False)

    def _anchor(self, char: str) -> None:
        lines = {"^": r"(?:\A|(?<=\n)(?!\Z))", "$": r"(?=\n|\Z)"}
        whole = {"^": r"(?:\A)", "$": r"(?:\Z)"}
        self.portable &= self.text[self.at + 1 : self.at + 2] not in tuple("?*+{")
        self._put((lines if "m" in self.flags else whole)[char], 1)

    def _quantifier(self, char: str) -> None:
        if not self.repeatable:
            raise InvalidPatternError(
                f"there is nothing to repeat before {char!r} at {self.at + 1}"
            )
        quantifier = char
        if char == "{":
            found = _TIMES.match(self.text, self.at)
            if found is None:
                raise InvalidPatternError(
                    f"'{{' at {self.at + 1} is neither {{n}}, {{n,}} nor {{n,m}}"
                )
            least, most = int(found[1]), int(found[2] or found[1])
            if most < least or most > _MOST:
                raise InvalidPatternError(f"{found[0]} at {self.at + 1} is no range of repetitions")
            quantifier = found[0]
        lazy = self.text.startswith("?", self.at + len(quantifier))
        self._put(quantifier + "?" * lazy, len(quantifier) + lazy, repeatable=False)

    def _escape(self) -> None:
        following = self.text[self.at + 1 : self.at + 2]
        if following in SINGLE_ESCAPES:
            self._character(single_escape(following), 2)
        elif following in CLASS_ESCAPES or following in CATEGORY_ESCAPES:
            found = class_escape(self.text, self.at)
            self.portable &= found.portable and not (following in "pP" and "i" in self.flags)
            self._put(found.translated, found.end - self.at)
        elif following and following in "123456789":
            self._back_reference()
        else:
            raise InvalidPatternError(f"\\{following} at {self.at + 1} is no escape of XPath")

    def _back_reference(self) -> None:
        digits = self.text[self.at + 1]
        while (
            more := digits + self.text[self.at + 1 + len(digits) : self.at + 2 + len(digits)]
        ).isdecimal():
            if len(more) == len(digits) or int(more) > self.groups:
                break
            digits = more
        if int(digits) not in self.closed:
            raise InvalidPatternError(f"\\{digits} at {self.at + 1} refers to no group before it")
        same = rf"(?i-f:\{digits})" if "i" in self.flags else rf"\{digits}"
        self.portable = False
        self._put(f"(?:(?({digits}){same}|))", 1 + len(digits))


def _without_space(pattern: str) -> str:
    """The pattern without white space outside of character classes (flag x)."""
    kept, depth, escaped = [], 0, False
    for char in pattern:
        if depth or char not in _SPACE:
            kept.append(char)
            if not escaped:
                depth += (char == "[") - (char == "]" and depth > 0)
            escaped = char == "\\" and not escaped
    return "".join(kept)


def _replacement(text: str, groups: int) -> list[str | int]:
    """The pieces of a replacement: texts, and numbers of groups."""
    pieces: list[str | int] = []
    at = 0
    while at < len(text):
        char, following = text[at], text[at + 1 : at + 2]
        if char == "\\" and following in ("\\", "$"):
            pieces.append(following)
            at += 2
        elif char == "$" and following.isascii() and following.isdigit():
            end = at + 2
            while (
                text[end : end + 1].isascii()
                and text[end : end + 1].isdigit()
                and int(text[at + 1 : end + 1]) <= groups
            ):
                end += 1
            number = int(text[at + 1 : end])
            pieces.append(number if number <= groups else "")
            at = end
        elif char in "\\$":
            raise InvalidPatternError(
                f"{char!r} in a replacement stands before a digit, or after a backslash"
            )
        else:
            pieces.append(char)
            at += 1
    return pieces
