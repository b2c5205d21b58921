"""What words of a question may be meant for, where they find nothing: what is called by them, or nearly so."""

from __future__ import annotations

from collections.abc import Iterator

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.by_word import KINDS, called
from kbtool.near import nearest_few
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import instances

_MOST = 4
"""So many names are told."""


def near_words(kb: KnowledgeBase, words: str) -> str | None:
    """What is on file by some words, in a sentence; None, if nothing is.

    Args:
        kb: the knowledge base.
        words: what somebody has looked for.
    """
    known = called(kb, words)
    if known:
        labels = sorted({kb.labels.label(term) for term in known}, key=lambda one: (len(one), one))
        more = f" and {len(labels) - _MOST} more" if len(labels) > _MOST else ""
        return (
            f"nothing is found on {words!r}; called so: {', '.join(labels[:_MOST])}{more}; "
            f"`kbtool explain {words!r}` shows what is known of that"
        )
    near = nearest_few(words, set(_names(kb)), faintly=False)
    return f"nothing is found on {words!r}; did you mean {', '.join(near)}?" if near else None


def _names(kb: KnowledgeBase) -> Iterator[str]:
    for kind in KINDS:
        for node in instances(kb.store, KB(kind)):
            yield kb.labels.label(node)
