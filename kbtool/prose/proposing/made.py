"""New propositions and quantities, for words that state nothing on file."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from msgspec import Struct

from kbtool.prose.candidate import Candidate
from kbtool.prose.proposing.guesses import Guess
from kbtool.prose.propositions import TRUE, stated_by
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term


class Made(Struct, frozen=True):
    """A new proposition or quantity.

    Attributes:
        kind: its class.
        stated: its properties and values.
        confidence: how sure it is that the words were read rightly, 0 to 1; None, if they are only like it.
    """

    kind: ox.NamedNode
    stated: tuple[tuple[ox.NamedNode, Term], ...]
    confidence: float | None = None

    def value(self, name: str) -> Term | None:
        """The value of a property of the vocabulary; None, if nobody can say yet."""
        return next((value for property_, value in self.stated if property_ == KB(name)), None)

    @property
    def relation(self) -> Term | None:
        """Its predicate or measure."""
        return self.value("predicate") or self.value("measure")

    @property
    def is_whole(self) -> bool:
        """Whether it has all that it needs."""
        return self.relation is not None and (
            self.kind == KB("Quantity") or self.value("object") is not None
        )


def made_of_candidate(candidate: Candidate) -> Made:
    """The proposition that a sentence was read as."""
    return Made(KB("Proposition"), tuple(stated_by(candidate)), candidate.confidence)


def made_of_guess(guess: Guess, *, yes_no: bool) -> Made:
    """The proposition of what words name most clearly.

    Args:
        guess: what they name.
        yes_no: whether its predicate needs no object.
    """
    return Made(KB("Proposition"), tuple(_stated(guess, yes_no)))


def _stated(guess: Guess, yes_no: bool) -> Iterator[tuple[ox.NamedNode, Term]]:
    yield KB("subject"), guess.subject
    if guess.relation is not None:
        yield KB("predicate"), guess.relation
    if guess.object is not None:
        yield KB("object"), guess.object
    elif yes_no:
        yield KB("object"), TRUE


def made_quantity(
    subject: ox.NamedNode, measure: ox.NamedNode, outcome: ox.NamedNode | None = None
) -> Made:
    """A quantity: what is measured of a subject, and of which outcome."""
    stated: list[tuple[ox.NamedNode, Term]] = [(KB("subject"), subject), (KB("measure"), measure)]
    if outcome is not None:
        stated.append((KB("outcome"), outcome))
    return Made(KB("Quantity"), tuple(stated))
