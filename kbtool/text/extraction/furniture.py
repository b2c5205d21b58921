"""What a printer puts around the text of each page: running heads and feet, and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

_EDGE = 4
"""Lines at either end of a page that may be furniture."""
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"(?<!\w)[ivxlc]+(?!\w)", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LONE = re.compile(
    r"[\W_]*(?:page|p\.|seite|s\.)?[\W_]*(?:\d+|[ivxlc]+)[\W_]*(?:(?:of|/|von|\|)[\W_]*(?:\d+|[ivxlc]+)[\W_]*)?",
    re.IGNORECASE,
)
_OUTER = re.compile(r"^(\d+)\b(?![.)]\s)|\b(\d+)$")
_OF_ALL = re.compile(
    r"[\W_]*(?:page|p\.|seite|s\.)[\W_]*(\d+)[\W_]*(?:of|/|von)[\W_]*(\d+)[\W_]*", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_FEWEST_COUNTED = 3


class _Line(Struct, frozen=True):
    """A line near an end of a page: the page, its place from the end, and the numbers in it."""

    page: int
    at: int
    text: str

    @property
    def form(self) -> str:
        """The line with a sign in the place of each number."""
        text = _NUMBER.sub("#", self.text.casefold())
        return _ROMAN.sub("#", text) if _LONE.fullmatch(self.text) else text

    @property
    def numbers(self) -> list[int]:
        """Its numbers, Roman ones only where there is nothing else."""
        found = [int(n) for n in _NUMBER.findall(self.text)]
        return found or [_value(n) for n in _ROMAN.findall(self.text)]


def is_counter(line: str) -> bool:
    """Whether a line is the number of a page and nothing else: "2", "- iv -", "Page 2 of 7"."""
    return _LONE.fullmatch(line) is not None


def without_furniture(pages: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[str]]:
    """The pages without the lines that recur at their ends, and these lines, the first and the last of those that count.

    Lines are the same if they differ in numbers only, and each of these stands still or counts the pages.

    Args:
        pages: the lines of each page, as they are printed.
    """
    rest = [list(page) for page in pages]
    gone: dict[str, list[str]] = defaultdict(list)
    for is_top in (True, False):
        for _ in range(_EDGE):
            edge = [(n, _outermost(page, is_top)) for n, page in enumerate(rest)]
            lines = [_Line(n, at, rest[n][at].strip()) for n, at in edge if at is not None]
            found = _recurring(lines) | _counting(lines)
            found |= _alternating(lines, found)
            if not found:
                break
            for line in found:
                del rest[line.page][line.at]
            for line in sorted(found, key=lambda line: line.page):
                gone[line.form].append(line.text)
    return rest, [_named(list(dict.fromkeys(texts))) for texts in gone.values()]


def _named(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else f"{texts[0]} … {texts[-1]}"


def _outermost(page: Sequence[str], is_top: bool) -> int | None:
    order = range(len(page)) if is_top else range(len(page) - 1, -1, -1)
    return next((at for at in order if page[at].strip()), None)


def _recurring(lines: list[_Line]) -> set[_Line]:
    """The lines that stand in the same place of several pages."""
    forms: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        forms[line.form].append(line)
    return {
        line
        for same in forms.values()
        if len(same) > 1 and _is_near(same, len(lines)) and _steps(same)
        for line in same
    }


def _is_near(same: list[_Line], pages: int) -> bool:
    """Whether pages with a line follow each other, or every other one, or are many: a heading may recur by chance."""
    gaps = [b.page - a.page for a, b in pairwise(same)]
    return min(gaps) <= 2 or len(same) * 4 >= pages


def _steps(same: list[_Line]) -> bool:
    """Whether each number in lines of one form stands still or counts their pages."""
    rows = [line.numbers for line in same]
    if len({len(row) for row in rows}) > 1:
        return False
    columns = zip(*rows, strict=True)
    return all(
        len(set(column)) == 1
        or len({n - line.page for n, line in zip(column, same, strict=True)}) == 1
        for column in columns
    )


def _counting(lines: list[_Line]) -> set[_Line]:
    """The lines that begin or end with the number of their page, where all of them do: "2 | Journal", "A. Writer | 3".

    Beside the number, what they say recurs: headings and items of a list are numbered, too.
    """
    alone = [(line, found) for line in lines if (found := _OF_ALL.fullmatch(line.text))]
    if len(alone) == 1:
        line, found = alone[0]
        return {line} if int(found[1]) == line.page + 1 and int(found[2]) == len(lines) else set()
    for number in (0, 1):
        counted = [
            (line, int(outer[0 if number == 0 else -1]))
            for line in lines
            if (outer := _outer(line.text))
        ]
        offsets = {value - line.page for line, value in counted}
        forms = {line.form for line, _ in counted}
        recur = len(counted) >= _FEWEST_COUNTED and len(forms) < len(counted)
        enough = recur or all(_LONE.fullmatch(one.text) for one, _ in counted)
        if len(counted) == len(lines) > 1 and len(offsets) == 1 and enough:
            return {line for line, _ in counted}
    return set()


def _outer(text: str) -> list[str]:
    return [a or b for a, b in _OUTER.findall(text)]


def _alternating(lines: list[_Line], found: set[_Line]) -> set[_Line]:
    """The one line of a page between pages whose lines recur, as on left and right pages."""
    pages = {line.page for line in found}
    return {
        line
        for line in lines
        if line not in found
        and {line.page - 1, line.page + 1} <= pages
        and not _SENTENCE_END.search(line.text)
        and line.text[:1].isupper()
        and len({other.form for other in found if abs(other.page - line.page) == 1}) == 1
    }


def _value(roman: str) -> int:
    values = [_VALUES[letter] for letter in roman.casefold()]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))
