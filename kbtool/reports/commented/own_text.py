"""A draft in Markdown as its author wrote it, with comments in CriticMarkup put in and nothing else changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from msgspec.structs import replace

from kbtool.reports.commented.comments import Comment
from kbtool.reports.commented.criticmarkup import written
from kbtool.reports.wording import shortened
from kbtool.text.origins import Origins
from kbtool.text.sentences import sentences
from kbtool.text.stretch import Stretch

_LINE = re.compile(r"[^\r\n]+")
_BLOCK_MARKS = re.compile(r"[ \t]*(?:(?:#{1,6}|[-*+]|\d+[.)]|>)[ \t]+)*")
"""What a line begins with that makes it a heading, an item or a quotation."""
_OPENS = re.compile(r"[*_`~\[]+\Z")
_CLOSES = re.compile(r"(?:[*_`~]+|\]\([^()\n]*\)|\]\[[^\[\]\n]*\])+")
_PAIRED = re.compile(r"[*_`~]+")
_NO_MARK = re.compile(r"(?<=\])\([^()\n]*\)|(?<=\w)_+(?=\w)")
"""Addresses, and lines within words."""
_FURTHEST = 80
"""So many characters before words are looked through for the marks that open there."""


def render(text: str, comments: Iterable[Comment], origins: Origins) -> str:
    """The file with `{==words==}{>>comment<<}` at each passage; without these it is the file, character for character.

    What is on all of the draft, and what is on words of which nobody knows the place, stands behind the first words.

    Args:
        text: the draft's text, in which the comments stand.
        comments: the comments, without overlap.
        origins: where that text stands in the file.

    Raises:
        ValueError: the file is no text.
    """
    if origins.source is None:
        raise ValueError("a file that is no text has no characters to keep")
    source = origins.source.text
    units = sentences(text)
    inserted: list[tuple[int, str]] = []
    homeless: list[Comment] = []
    reached = 0
    for comment in comments:
        found = [] if comment.stretch is None else list(_places(comment.stretch, units, origins))
        pieces = [each for part in found for each in _pieces(source, part) if each.start >= reached]
        if not pieces:
            homeless.append(_telling_where(comment, text))
            continue
        for piece in pieces:
            inserted += [(piece.start, "{=="), (piece.end, "==}")]
        reached = pieces[-1].end
        inserted.append((reached, written(comment)))
    first = _first_words(units, origins)
    at = len(source.rstrip()) if first is None else first.end
    if any(start < at < end for start, end in _marked(inserted)):
        at = next(end for start, end in _marked(inserted) if start < at < end)
    inserted += [(at, written(each)) for each in homeless]
    return "".join(_with(source, sorted(inserted, key=lambda each: each[0])))


def _with(source: str, inserted: Sequence[tuple[int, str]]) -> Iterator[str]:
    last = 0
    for at, words in inserted:
        yield source[last:at]
        yield words
        last = at
    yield source[last:]


def _marked(inserted: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    starts = [at for at, words in inserted if words == "{=="]
    ends = [at for at, words in inserted if words == "==}"]
    return zip(starts, ends, strict=True)


def _first_words(units: Sequence[Stretch], origins: Origins) -> Stretch | None:
    placed = (origins.place(each) for each in units)
    return next((each for each in placed if isinstance(each, Stretch)), None)


def _telling_where(comment: Comment, text: str) -> Comment:
    """A comment with the words that it is on, if it is on some."""
    if comment.stretch is None:
        return comment
    words = " ".join(text[comment.stretch.start : comment.stretch.end].split())
    return replace(comment, lines=(f"On “{shortened(words)}”", *comment.lines))


def _places(stretch: Stretch, units: Sequence[Stretch], origins: Origins) -> Iterator[Stretch]:
    """Where the words of each sentence in a stretch of the text stand in the file."""
    for unit in units:
        start, end = max(unit.start, stretch.start), min(unit.end, stretch.end)
        place = origins.place(Stretch(start, end)) if start < end else None
        if isinstance(place, Stretch):
            yield place


def _pieces(source: str, place: Stretch) -> Iterator[Stretch]:
    """A stretch of the file, line for line, without what a line begins with and with the marks that pair with its own."""
    for line in _LINE.finditer(source, place.start, place.end):
        start, end = line.span()
        if start > place.start and (marks := _BLOCK_MARKS.match(source, start, end)):
            start = marks.end()
        end = start + len(source[start:end].rstrip())
        if start < end:
            yield _whole(source, Stretch(start, end))


def _whole(source: str, piece: Stretch) -> Stretch:
    """A piece with the marks of emphasis, code and links around it that pair with those within it."""
    opened = _OPENS.search(source[max(0, piece.start - _FURTHEST) : piece.start])
    closed = _CLOSES.match(source, piece.end)
    starts = [piece.start, piece.start - len(opened[0])] if opened else [piece.start]
    ends = [piece.end, closed.end()] if closed else [piece.end]
    tried = (Stretch(start, end) for start, end in product(starts, ends))
    return next((each for each in tried if _is_paired(source[each.start : each.end])), piece)


def _is_paired(words: str) -> bool:
    shown = _NO_MARK.sub("", words)
    return len(_PAIRED.findall(shown)) % 2 == 0 and words.count("[") == words.count("]")
