"""A statement that a sentence seems to make, and what was considered and is not taken for one."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.prose.circumstances import CATEGORICAL, HEDGED
from kbtool.prose.not_taken import Unread
from kbtool.text.stretch import Stretch

CONFIDENT = 0.6
"""From this confidence on what was read is a finding's matter; below, it is a hint."""


SURE = 0.95
"""How sure the reading of a plain sentence is."""


class Candidate(Struct, frozen=True):
    """A statement that a sentence seems to make.

    Attributes:
        sentence: where the sentence stands in the text.
        words: where the words that make it stand.
        relation: its predicate, or measure.
        subject: what it is about.
        object: the concept that it relates this to; None of a predicate that needs none, and of a measure.
        denies: whether it is denied.
        certainty: how firmly it is worded: one of the model's certainties.
        insists: the words by which it claims more than a fact, such as "proven"; None, if there are none.
        scope: the values of qualifiers that the sentence states.
        modality: of how many, how often, how strictly or in which degree it says so; where the statement is denied, it is
            the statement with these that is: "not all".
        horizon: after which span of time it says so, as xsd:duration; None, if it gives none.
        is_span: whether that time may be how long it takes as well, "for an hour": it counts only where it is on file.
        limits: what it limits itself to that nothing models; such a candidate is a hint.
        confidence: how sure it is that the sentence states this, 0 to 1.
        borrowed: the sentences from which a part of it was taken.
        unread: the words of the sentence that this reading does not account for; what they add to it is not known.
        is_gist: whether it was read in whatever order of words, or denies what it does not name, and counts only where it
            is on file.
        is_second: whether other words of the sentence say as much by another predicate: it counts where that is not on file.
        one_of: the number of the word that names what it is about in the sentence before, where "both" or "they" stand for
            this and others: only what holds of each of them holds.
        named: all that its sentence names, whether or not this statement takes it in.
    """

    sentence: Stretch
    words: Stretch
    relation: ox.NamedNode
    subject: ox.NamedNode
    object: ox.NamedNode | None
    denies: bool = False
    certainty: ox.NamedNode = CATEGORICAL
    insists: Stretch | None = None
    scope: Mapping[ox.NamedNode, ox.NamedNode] = field(default_factory=dict)
    modality: Mapping[ox.NamedNode, ox.NamedNode] = field(default_factory=dict)
    horizon: str | None = None
    is_span: bool = False
    limits: tuple[Stretch, ...] = ()
    confidence: float = SURE
    borrowed: tuple[Stretch, ...] = ()
    unread: tuple[Stretch, ...] = ()
    is_gist: bool = False
    is_second: bool = False
    one_of: int | None = None
    named: frozenset[ox.NamedNode] = frozenset()

    @property
    def hedged(self) -> bool:
        """Whether it is said with reservation."""
        return self.certainty == HEDGED


class NotCounted(Struct, frozen=True):
    """What was considered of a sentence, and is not taken for what it states."""

    sentence: Stretch
    words: Stretch
    why: Unread
