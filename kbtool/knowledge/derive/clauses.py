"""Whether a word of a quote stands in a clause that is not what the quote claims.

"People who may take it" hedges nothing that is said of it; "studies show that ketamine may help" does, and so does "if it is
taken daily, ketamine may help", where the clause has ended before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from msgspec import Struct

_BREAK = re.compile(r"(?P<full>[.!?;:]\s+)|[,()]\s*(?!\d)|\s*[–—]\s*")
_JOINED = re.compile(r"\s*(?:and|or|nor|but|as well as)\b")


class Named(NamedTuple):
    """What a statement is about: patterns of the names of its subject, and of its object."""

    subject: re.Pattern[str]
    object: re.Pattern[str]


NOTHING = Named(re.compile(r"(?!)"), re.compile(r"(?!)"))
"""Of a statement of which it is not known what it is about."""


class Clauses(Struct, frozen=True):
    """Tells in which clause of a quote a word stands.

    Attributes:
        words: matches a word that begins a clause of its own: "that", "when".
        of_people: matches one that begins a clause on people: "who".
    """

    words: re.Pattern[str]
    of_people: re.Pattern[str]

    def states(
        self, quote: str, found: re.Match[str], named: Callable[[], Named], *, hedges: bool
    ) -> bool:
        """Whether a word of a quote is said of what the quote claims.

        Args:
            quote: the quote.
            found: the word in it.
            named: reads what is claimed; called only where the clause does not tell.
            hedges: whether the word hedges. What may be so of an object that is named behind the word is hedged, where
                what is not so of it is mostly a group of people or things: "drugs that did not help".
        """
        opening = self._open(quote, found.start())
        if opening is None:
            return True
        if self.of_people.fullmatch(opening[0]):
            return False
        if opening.start() == 0:
            return opening[0].islower() or not _BREAK.search(quote, found.end())
        about = named()
        if about.subject.search(quote, opening.end(), found.start()):
            return True
        return (
            hedges
            and about.object.search(quote, found.end()) is not None
            and about.object.search(quote, 0, found.start()) is None
        )

    def _open(self, quote: str, place: int) -> re.Match[str] | None:
        """The word that begins the clause in which a place of a quote is, if it is in one.

        A clause that begins behind a comma ends at the next one, unless "and" or "or" stands behind that.
        """
        opening: re.Match[str] | None = None
        set_off = False
        start = 0
        for stop in [*_BREAK.finditer(quote, 0, place), None]:
            end = place if stop is None else stop.start()
            if opening is not None and set_off and not _JOINED.match(quote, start, place):
                opening = None
            for word in self.words.finditer(quote, start, end):
                opening, set_off = word, not quote[start : word.start()].strip()
            if stop is not None:
                start = stop.end()
                if stop["full"]:
                    opening = None
        return opening
