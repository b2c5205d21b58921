"""A phrase by which a predicate or measure is recognised in prose, with its gaps."""

from __future__ import annotations

from enum import Enum
from functools import cached_property

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.prose.words.phrase_index import Forms
from kbtool.rdf.terms import Term


class Slot(Enum):
    """What stands in a gap of a trigger."""

    SUBJECT = "subject"
    OBJECT = "object"
    OUTCOME = "outcome"
    FIGURE = "figure"


class Trigger(Struct, frozen=True, dict=True):
    """A phrase that says that a predicate or measure is meant, with its gaps.

    Attributes:
        relation: the predicate or measure.
        parts: words and gaps in order; the words of each with their forms, and what may stand for each.
        denies: whether the phrase states the denial.
        beside: the gaps whose filling stands right beside the words: "{object}-free".
        affirms: whether its denial says nothing of the statement: "has to be taken {object}" where it need not, "raises the
            blood pressure" of what does not lower it.
        overstates: whether it says more than the statement, as a promise or a superlative does: "works wonders for".
        fronted: what of it opens the sentence, if anything: its object in "for ADHD, {subject} is useless".
        object_kinds: the kinds of its object, if not those of its relation: the part of the body of "spares {object}".
        implied: what its object is without being named: genes of "runs in families".
        is_gist: whether its words and gaps stand in whatever order.
        among: the words that may stand among those of a gist.
        when_denied: whether a gist says something only where it is denied.
        of_people: whether the object of a gist may be what people are said to have: "no help for people with gout".
    """

    relation: ox.NamedNode
    parts: tuple[Forms | Slot, ...]
    denies: bool = False
    beside: frozenset[Slot] = frozenset()
    affirms: bool = False
    overstates: bool = False
    fronted: Slot | None = None
    object_kinds: frozenset[Term] = frozenset()
    implied: tuple[ox.NamedNode, ...] = ()
    is_gist: bool = False
    among: frozenset[str] = frozenset()
    when_denied: bool = False
    of_people: bool = False

    def turned(self) -> Trigger:
        """The trigger with subject and object turned round."""
        other = {Slot.SUBJECT: Slot.OBJECT, Slot.OBJECT: Slot.SUBJECT}
        parts = tuple(other.get(p, p) if isinstance(p, Slot) else p for p in self.parts)
        return replace(self, parts=parts, beside=frozenset(other.get(p, p) for p in self.beside))

    @cached_property
    def gaps(self) -> int:
        """How many gaps it has to fill."""
        gaps = sum(isinstance(part, Slot) for part in self.parts)
        return gaps + (self.fronted is not None) + bool(self.implied)

    @cached_property
    def groups(self) -> tuple[Forms, ...]:
        """The words between its gaps."""
        return tuple(part for part in self.parts if not isinstance(part, Slot))

    @cached_property
    def words(self) -> int:
        """How many words it has; of two that stand in one place, the longer one is meant."""
        return sum(map(len, self.groups))
