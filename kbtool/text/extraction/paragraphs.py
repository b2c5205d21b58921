"""Lines of a page to paragraphs: what was only wrapped is joined, and no word is changed without saying so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

_BULLET = re.compile(r"(?:[•◦▪‣●○∙·*-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_BROKEN = re.compile(r"([^\W\d_]+)[-‐]$")
_HYPHEN = re.compile(r"\S[-‐\u00ad]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_SPACES = re.compile(r"[ \t]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_WORD = 200
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_FULL = 0.9
"""A line is full if the next line's first word would have passed this part of the page's width."""
_SHORTEST_WIDTH = 40


class Joined(Struct, frozen=True):
    """Paragraphs, and a sentence for each word whose hyphen could not be told from a line's."""

    paragraphs: list[str]
    notes: tuple[str, ...]


def join_lines(pages: Iterable[Sequence[str]]) -> Joined:
    """The paragraphs of pages of lines.

    A hyphen at the end of a line goes only if the text has the word without it elsewhere, and not with
    it. In doubt it stays, and a note names the word.

    Args:
        pages: the lines of each page, as they are printed.
    """
    pages = [[_SPACES.sub(" ", line).strip() for line in page] for page in pages]
    known = {
        word.casefold().replace("‐", "-")
        for page in pages
        for line in page
        for word in _WORD.findall(line.rpartition(" ")[0] if _HYPHEN.search(line) else line)
    }
    notes: list[str] = []
    paragraphs: list[list[str]] = []
    open_ = False
    for page in pages:
        width = _width(page)
        for at, line in enumerate(page):
            if not line:
                open_ = open_ and at == 0
                continue
            if open_ and paragraphs and not _BULLET.match(line):
                before = paragraphs[-1].pop()
                paragraphs[-1] += [_before(before, line, known, notes), line]
            else:
                paragraphs.append([line])
            after = next(iter(page[at + 1 :]), None)
            open_ = _goes_on(line, after, width)
    return Joined(["".join(parts) for parts in paragraphs], tuple(dict.fromkeys(notes)))


def _width(page: Sequence[str]) -> int:
    lengths = sorted(len(line) for line in page if line)
    return max(_SHORTEST_WIDTH, lengths[int(len(lengths) * 0.9)] if lengths else 0)


def _goes_on(line: str, after: str | None, width: int) -> bool:
    """Whether a line ends where the page made it end, not where the paragraph does."""
    if after is None:
        is_broken = _HYPHEN.search(line) is not None
        return is_broken or (not _SENTENCE_END.search(line) and len(line) > width / 2)
    if not after:
        return False
    if _HYPHEN.search(line) or (after[0].islower() and not _SENTENCE_END.search(line)):
        return True
    return len(line) + 1 + len(after.split()[0]) > width * _FULL


def _before(before: str, line: str, known: set[str], notes: list[str]) -> str:
    """A line as it stands before the next one of its paragraph: with a space, with its hyphen, or without."""
    if before.endswith("\u00ad"):
        return before[:-1]
    broken, begins = (
        _BROKEN.search(before.rpartition(" ")[2][-_LONGEST_WORD:]),
        _LETTERS.match(line),
    )
    if broken is None or begins is None:
        return before if _HYPHEN.search(before) else before + " "
    whole = (broken[1] + begins[0]).casefold()
    parted = f"{broken[1]}-{begins[0]}".casefold()
    if begins[0][0].islower() and parted not in known:
        if whole in known:
            return before[:-1]
        notes.append(
            f"“{broken[1]}-{begins[0]}” is broken at the end of a line: its hyphen is kept, "
            "though it may be the line's"
        )
    return before
