"""An article as a DOCX file with comments (ECMA-376, 17.13.4)."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from kbtool.io.controls import escaped
from kbtool.reports.commented.comments import Comment
from kbtool.reports.marked import marked_lines

_AUTHOR = "kbtool"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def render(title: str, text: str, comments: Iterable[Comment]) -> bytes:
    """The article, a paragraph for each line, with a comment at each passage; comments on all of it are at its first line.

    Args:
        title: the article's title.
        text: its text.
        comments: the comments, without overlap.
    """
    import docx

    listed = list(comments)
    document = docx.Document()
    document.core_properties.title = _xml(title)[:255]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    placed: dict[Comment, list[Any]] = defaultdict(list)
    whole: list[Any] = []
    for pieces in marked_lines(text, listed):
        paragraph = document.add_paragraph()
        runs = [paragraph.add_run(_xml(piece.words)) for piece in pieces]
        whole = whole or runs
        for piece, run in zip(pieces, runs, strict=True):
            if piece.mark is not None:
                placed[piece.mark].append(run)
    for comment in listed:
        if runs := placed.get(comment, whole):
            words = "\n".join(_xml(escaped(line)) for line in comment.lines)
            document.add_comment(runs, words, author=_AUTHOR, initials=_AUTHOR)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _xml(text: str) -> str:
    """A text with escapes for what XML 1.0 cannot hold, and for control characters.

    The directions that an article writes are part of its text, as a word processor has them: escaped, they would not be
    found again in the corrected copy.
    """
    return _NOT_IN_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
