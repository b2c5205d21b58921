"""The claims of a passage of an article, by its place or by its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial

from msgspec import Struct

from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim
from kbtool.knowledge.places import Span
from kbtool.text.document import Document
from kbtool.text.quotes import Quote, Status, anchor

_PLACE = re.compile(r"(?P<file>.+?):(?P<lines>\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*)(?::(?P<column>\d+))?")
_FEWEST_WORDS = 2
"""A single word is a name, and no passage."""


class Passage(Struct, frozen=True):
    """A passage of an article.

    Attributes:
        document: the article.
        shown: where it is, as users name it.
        claims: the claims whose words stand in it, in reading order.
    """

    document: Document
    shown: str
    claims: tuple[Claim, ...]


def find_passage(kb: KnowledgeBase, what: str) -> Passage | None:
    """The passage at a place (FILE:LINE, FILE:LINE-LINE,LINE, FILE:LINE:COLUMN) or with some words; None, if it is neither.

    Raises:
        InputError: no claim stands there.
    """
    place = _PLACE.fullmatch(what)
    document = kb.documents.get(place["file"]) if place else None
    if place and document:
        lines = [_range(part) for part in place["lines"].split(",")]
        column = int(place["column"]) if place["column"] else None
        return _passage(kb, document, what, lambda span: _stands(span, lines, column))
    if len(what.split()) >= _FEWEST_WORDS:
        anchored = [(anchor(document, Quote(what)), document) for document in kb.documents]
        # Words that somebody types may differ by a letter; where they stand as they are comes first.
        for found, document in sorted(anchored, key=lambda one: one[0].status is Status.CHANGED):
            if found.start is not None and found.end is not None:
                shown = f"{document.path}:{document.position(found.start).line}"
                return _passage(kb, document, shown, partial(_overlaps, found.start, found.end))
    return None


def is_quoted(kb: KnowledgeBase, what: str) -> bool:
    """Whether some words stand in an article as they are, up to typography."""
    unlike = (Status.CHANGED, Status.MISSING)
    return len(what.split()) >= _FEWEST_WORDS and any(
        anchor(document, Quote(what)).status not in unlike for document in kb.documents
    )


def _range(part: str) -> range:
    first, _, last = part.partition("-")
    return range(int(first), int(last or first) + 1)


def _stands(span: Span, lines: Iterable[range], column: int | None) -> bool:
    if column is not None:
        return any(span.line in some for some in lines) and span.column <= column < span.end_column
    return any(span.line <= some[-1] and some[0] <= span.end_line for some in lines if some)


def _overlaps(start: int, end: int, span: Span) -> bool:
    return span.start < end and span.end > start


def _passage(
    kb: KnowledgeBase, document: Document, shown: str, within: Callable[[Span], bool]
) -> Passage:
    claims = sorted(
        (
            claim
            for claim in kb.claims
            if claim.document
            and claim.document.iri == document.iri
            and claim.span
            and within(claim.span)
        ),
        key=lambda claim: claim.order,
    )
    if not claims:
        raise InputError(
            f"no claim stands at {shown}", help=f"`kbtool explain {document.path.name}` lists them"
        )
    return Passage(document, shown, tuple(claims))
