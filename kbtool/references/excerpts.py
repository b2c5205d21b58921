"""Do the words that evidence quotes stand in the text that a registry gives? Both are normalised alike."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from kbtool.text.quotes import Quote, Status, anchor
from kbtool.text.raised import spelled, without_needless_marks
from kbtool.text.searchable import SearchableText


class ExcerptStatus(StrEnum):
    """Whether an excerpt stands in a text."""

    FOUND = "found"
    NORMALISED = "found after normalisation"
    """Of quotation marks, dashes, spaces, accents, and of how raised figures are written."""
    NOT_FOUND = "not found"
    NOT_AVAILABLE = "not available"
    """There is no text to look in."""

    @property
    def is_there(self) -> bool:
        """Whether it does."""
        return self in (ExcerptStatus.FOUND, ExcerptStatus.NORMALISED)


class Excerpt(Struct, frozen=True):
    """Where an excerpt stands.

    Attributes:
        words: the excerpt.
        status: whether it is there.
        nearest: the words of the text that are most like it, if it is not found; a suggestion, never accepted.
        score: how alike they are, 0 to 100.
    """

    words: str
    status: ExcerptStatus
    nearest: str | None = None
    score: float | None = None


def look_for(excerpts: Iterable[str], text: str) -> tuple[Excerpt, ...]:
    """Look for excerpts in a text, as whole words; 10⁶ and 10^6 are the same, and 106 is not."""
    searched = SearchableText(_level(text))
    found = []
    for words in excerpts:
        there = anchor(searched, Quote(_level(words)))
        if there.status in (Status.EXACT, Status.AMBIGUOUS):
            exactly = words in text
            found.append(
                Excerpt(words, ExcerptStatus.FOUND if exactly else ExcerptStatus.NORMALISED)
            )
        elif there.status is Status.TYPOGRAPHIC:
            found.append(Excerpt(words, ExcerptStatus.NORMALISED))
        else:
            from rapidfuzz.fuzz import ratio

            says = there.document_says.strip("* \n") if there.document_says else None
            score = round(ratio(words, says), 1) if says else None
            found.append(Excerpt(words, ExcerptStatus.NOT_FOUND, says, score))
    return tuple(found)


def _level(text: str) -> str:
    return without_needless_marks(spelled(text))
