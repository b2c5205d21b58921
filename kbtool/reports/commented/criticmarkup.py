"""An article in Markdown with comments in CriticMarkup (https://github.com/CriticMarkup/CriticMarkup-toolkit)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kbtool.reports.commented.comments import Comment

_SYNTAX = re.compile(r"[\\`*_\[\]<>#|~$^&=+]|(?<=\{)-|^[-:]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")


def render(text: str, comments: Iterable[Comment]) -> str:
    """The article with `{==words==}{>>comment<<}` at each passage; comments on all of it come first.

    Each line of the article is a paragraph, and its characters stand for themselves.

    Args:
        text: the article's text.
        comments: the comments, in reading order, without overlap.
    """
    listed = list(comments)
    parts = [_comment(one) for one in listed if one.start is None]
    placed = [one for one in listed if one.start is not None]
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            parts.append("".join(_line(line.rstrip("\r\n"), start, placed)))
        start += len(line)
    return "\n\n".join(parts) + "\n"


def _line(line: str, start: int, comments: Iterable[Comment]) -> Iterator[str]:
    """A line with the passages that it has a part of; the comment stands behind the end of its passage."""
    done = 0
    for one in comments:
        assert one.start is not None
        assert one.end is not None
        first, last = max(one.start - start, done), min(one.end - start, len(line))
        if first < last:
            yield f"{_plain(line[done:first])}{{=={_plain(line[first:last])}==}}"
            done = last
            if one.end - start <= len(line):
                yield _comment(one)
    yield _plain(line[done:])


def _comment(comment: Comment) -> str:
    words = " / ".join(comment.lines).replace("<<}", "<< }")
    return f"{{>>{_plain(words)}<<}}"


def _plain(words: str) -> str:
    """Words in Markdown that reads as they do."""
    return _SYNTAX.sub(lambda found: f"\\{found[0]}", words)
