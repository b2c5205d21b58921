"""CriticMarkup in Markdown (https://github.com/CriticMarkup/CriticMarkup-toolkit): comments left out, changes accepted."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from kbtool.text.extraction.omissions import Omissions

_COMMENT = (re.compile(r"\{>>"), re.compile(r"<<\}"))
_DELETED = (re.compile(r"\{--"), re.compile(r"--\}"))
_REPLACED = (re.compile(r"\{~~"), re.compile(r"~>"), re.compile(r"~~\}"))
_KEPT = (re.compile(r"\{(?:\+\+|==)"), re.compile(r"(?:\+\+|==)\}"))


def accepted(text: str, omissions: Omissions) -> str:
    """The text as it reads when each change that is marked has been accepted and each comment taken out.

    Args:
        text: an article in Markdown.
        omissions: is told of the comments and of what was deleted.
    """

    def without(kind: str, words: str) -> str:
        omissions.add(kind, words.strip() or None)
        return ""

    text = _replaced(text, _COMMENT, lambda said: without("comment", said[0]))
    text = _replaced(text, _DELETED, lambda said: without("deleted text", said[0]))
    text = _replaced(text, _REPLACED, lambda said: without("deleted text", said[0]) + said[1])
    return _replaced(text, _KEPT, lambda said: said[0])


def _replaced(
    text: str, signs: Sequence[re.Pattern[str]], instead: Callable[[Sequence[str]], str]
) -> str:
    """A text with something else wherever the signs follow each other; what stands between them is handed on.

    Signs that nothing closes are met once: what closes none of them closes none behind it either.
    """
    parts: list[str] = []
    done = 0
    while (found := _met(text, signs, done)) is not None:
        between = [text[one.end() : other.start()] for one, other in pairwise(found)]
        parts += [text[done : found[0].start()], instead(between)]
        done = found[-1].end()
    return "".join(parts) + text[done:]


def _met(text: str, signs: Sequence[re.Pattern[str]], start: int) -> Sequence[re.Match[str]] | None:
    """Where each of the signs is met next behind the one before it; None, if one of them is not."""
    found: list[re.Match[str]] = []
    for sign in signs:
        match = sign.search(text, found[-1].end() if found else start)
        if match is None:
            return None
        found.append(match)
    return found
