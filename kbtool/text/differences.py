"""How the words of a quote and those of a text differ, in words."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence

from kbtool.text.typography import INVISIBLE, named, visible

_WORD = re.compile(r"\S+")
_RAISED = ("<super>", "<sub>", "<fraction>", "<circle>")


def typographic_difference(quoted: str, says: str) -> str:
    """What differs in form only: marks, and characters that nobody sees."""
    if quoted == says:
        return "the words before or after it differ in typography"
    parts = []
    for side, own, other in (("document", says, quoted), ("quote", quoted, says)):
        unseen = sorted({c for c in own if c in INVISIBLE and own.count(c) != other.count(c)})
        if unseen:
            parts.append(f"the {side} has {' and '.join(map(named, unseen))}, which nobody sees")
    if not parts or visible(quoted) != visible(says):
        parts.append("quotation marks, dashes, spaces or accents differ in form")
    return "; ".join(parts)


def raised(text: str) -> list[str]:
    """The figures whose value hangs on their form: 10² is not 102, and NFKC makes them one."""
    if text.isascii():
        return []
    kinds = ((c, unicodedata.decomposition(c)) for c in text if not c.isascii())
    raised = [c for c, kind in kinds if kind.startswith(_RAISED)]
    return [c for c in raised if any(map(str.isdecimal, unicodedata.normalize("NFKC", c)))]


def raised_difference(quoted: str, says: str) -> str:
    """The first words whose raised figures differ."""
    for mine, theirs in zip(quoted.split(), says.split(), strict=False):
        if raised(mine) != raised(theirs):
            return f"“{mine}” in the quote, “{theirs}” in the document"
    return "raised or lowered figures differ"


def differences(one: str, other: str) -> Iterator[tuple[str, str]]:
    """The words that differ, stretch by stretch, in quotation marks, or “nothing” for none."""
    mine, theirs = _WORD.findall(one), _WORD.findall(other)
    for tag, i, j, k, m in opcodes(mine, theirs):
        if tag != "equal":
            sides = (" ".join(mine[i:j]), " ".join(theirs[k:m]))
            first, second = (f"“{side}”" if side else "nothing" for side in sides)
            yield first, second


def word_difference(quoted: str, says: str) -> str:
    """The first words that differ: “at least” in the quote, “up to” in the document."""
    words = next(differences(quoted, says), None)
    if words is not None:
        alike = _look_alikes(*words)
        return f"{words[0]} in the quote, {words[1]} in the document{alike}"
    if quoted == says:
        return "in the document, it is a part of a longer word or number"
    return "only the white space at its ends differs"


def _look_alikes(mine: str, theirs: str) -> str:
    """The characters in which two words differ, named where a reader may take one for the other."""
    pairs = [pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]]
    if len(mine) != len(theirs) or all(a.isascii() and b.isascii() for a, b in pairs):
        return ""
    return f" ({named(pairs[0][0])}, {named(pairs[0][1])})"


def opcodes(mine: list[str], theirs: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """The steps from one list of words to another, as difflib has them."""
    return difflib.SequenceMatcher(a=mine, b=theirs, autojunk=False).get_opcodes()
