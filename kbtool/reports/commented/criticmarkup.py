"""An article in Markdown with comments in CriticMarkup (https://github.com/CriticMarkup/CriticMarkup-toolkit)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kbtool.reports.commented.comments import Comment
from kbtool.reports.marked import Piece, marked_lines

_SYNTAX = re.compile(r"[\\`*_\[\]<>#|~$^&=+]|(?<=\{)-|^[-:]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")


def render(text: str, comments: Iterable[Comment]) -> str:
    """The article with `{==words==}{>>comment<<}` at each passage; comments on all of it come first.

    Each line of the article is a paragraph, and its characters stand for themselves.

    Args:
        text: the article's text.
        comments: the comments, without overlap.
    """
    listed = list(comments)
    parts = [written(one) for one in listed if one.stretch is None]
    parts += ("".join(map(_piece, pieces)) for pieces in marked_lines(text, listed))
    return "\n\n".join(parts) + "\n"


def _piece(piece: Piece[Comment]) -> str:
    """Some words, marked where there is a comment on them; that stands behind the last of its words."""
    if piece.mark is None:
        return _plain(piece.words)
    return f"{{=={_plain(piece.words)}==}}{written(piece.mark) if piece.last else ''}"


def written(comment: Comment) -> str:
    """A comment in CriticMarkup."""
    words = " / ".join(comment.lines).replace("<<}", "<< }")
    return f"{{>>{_plain(words)}<<}}"


def _plain(words: str) -> str:
    """Words in Markdown that reads as they do."""
    return _SYNTAX.sub(lambda found: f"\\{found[0]}", words)
