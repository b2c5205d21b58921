"""An article as a DOCX file with comments (ECMA-376, 17.13.4)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kbtool.io.controls import escaped
from kbtool.reports.commented.comments import Comment

_AUTHOR = "kbtool"
_NOT_IN_XML = re.compile("[\ufffe\uffff]")


def render(title: str, text: str, comments: Iterable[Comment]) -> bytes:
    """The article, a paragraph for each line, with a comment at each passage; comments on all of it are at its first line.

    Args:
        title: the article's title.
        text: its text.
        comments: the comments, in reading order, without overlap.
    """
    import docx

    listed = list(comments)
    document = docx.Document()
    document.core_properties.title = _xml(title)[:255]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    placed: list[list[Any]] = [[] for _ in listed]
    start, first = 0, None
    for line in text.splitlines(keepends=True):
        if line.strip():
            runs = list(_paragraph(document, line.rstrip("\r\n"), start, listed, placed))
            first = first or runs
        start += len(line)
    for comment, runs in zip(listed, placed, strict=True):
        if runs or first:
            words = "\n".join(map(_xml, comment.lines))
            document.add_comment(runs or first or [], words, author=_AUTHOR, initials=_AUTHOR)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _paragraph(
    document: Any, line: str, start: int, comments: Iterable[Comment], placed: list[list[Any]]
) -> Iterator[Any]:
    """A line as a paragraph in runs; those of a passage are noted for its comment."""
    done = 0
    paragraph = document.add_paragraph()
    for number, comment in enumerate(comments):
        if comment.start is None or comment.end is None:
            continue
        first, last = max(comment.start - start, done), min(comment.end - start, len(line))
        if first < last:
            if done < first:
                yield paragraph.add_run(_xml(line[done:first]))
            run = paragraph.add_run(_xml(line[first:last]))
            placed[number].append(run)
            yield run
            done = last
    if done < len(line):
        yield paragraph.add_run(_xml(line[done:]))


def _xml(text: str) -> str:
    """A text with escapes for what XML 1.0 cannot hold, and for what would be obeyed."""
    return _NOT_IN_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped(text))
