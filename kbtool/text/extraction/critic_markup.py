"""CriticMarkup in Markdown (https://github.com/CriticMarkup/CriticMarkup-toolkit): comments left out, changes accepted."""

from __future__ import annotations

import re

from kbtool.text.extraction.omissions import Omissions

_COMMENT = re.compile(r"\{>>(.*?)<<\}", re.DOTALL)
_DELETED = re.compile(r"\{--(.*?)--\}", re.DOTALL)
_REPLACED = re.compile(r"\{~~(.*?)~>(.*?)~~\}", re.DOTALL)
_KEPT = re.compile(r"\{(\+\+|==)(.*?)(\+\+|==)\}", re.DOTALL)


def accepted(text: str, omissions: Omissions) -> str:
    """The text as it reads when each change that is marked has been accepted and each comment taken out.

    Args:
        text: an article in Markdown.
        omissions: is told of the comments and of what was deleted.
    """

    def without(kind: str, words: str) -> str:
        omissions.add(kind, words.strip() or None)
        return ""

    text = _COMMENT.sub(lambda found: without("comment", found[1]), text)
    text = _DELETED.sub(lambda found: without("deleted text", found[1]), text)
    text = _REPLACED.sub(
        lambda found: without("deleted text", found[1]) + found[2],
        text,
    )
    return _KEPT.sub(lambda found: found[2], text)
