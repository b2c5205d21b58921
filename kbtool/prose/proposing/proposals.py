"""What an article seems to make: claims and passages, for somebody to decide on."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.derive.intervals import StatedValue
from kbtool.prose.proposing.made import Made
from kbtool.prose.proposing.nearness import Near
from kbtool.prose.proposing.origins import Origin
from kbtool.prose.proposing.tone import Tone
from kbtool.text.stretch import Stretch

SHOWN = 3
"""So many are shown of what is near."""


class Proposal(Struct, frozen=True):
    """What some words seem to state.

    Attributes:
        question: the proposition or quantity on file; None, if it is new.
        made: the new one; None, if it is on file.
        value: the value that they give of a quantity.
        confidence: how sure it is that they were read rightly, 0 to 1; None, if it is only like them.
        taken: the concepts in it that their sentence does not name in full, each with the sentence that names it.
        unread: words of their sentence that this reading does not account for.
    """

    question: ox.NamedNode | None = None
    made: Made | None = None
    value: StatedValue | None = None
    confidence: float | None = None
    taken: tuple[Origin, ...] = ()
    unread: tuple[Stretch, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it has all that a claim can state."""
        return self.made is None or self.made.is_whole

    def is_as(self, other: Proposal | None) -> bool:
        """Whether another one states the same."""
        if other is None:
            return False
        return (self.question, self.made) == (other.question, other.made)


class Skeleton(Struct, frozen=True):
    """A claim that an article seems to make.

    Attributes:
        words: where its words stand.
        proposal: what they seem to state; None, if nobody can say yet.
        near: what else is on file and near to them, the nearest first.
        tone: whether they deny it, and how firmly they are worded.
        left: the figures in them that no proposal gives.
        limit: the words by which their sentence says of how many it holds; None, if there are none.
        unnamed: their words that no dictionary has and nothing on file is called; they may need a concept.
        supposed: what nothing speaks for that is enough to propose it, such as likeness alone; None, if there is nothing.
    """

    words: Stretch
    proposal: Proposal | None
    near: Sequence[Near]
    tone: Tone
    left: Sequence[Stretch] = ()
    limit: Stretch | None = None
    unnamed: Sequence[str] = ()
    supposed: Proposal | None = None


class Passage(Struct, frozen=True):
    """A passage that seems to state nothing to check, and of which kind it is."""

    words: Stretch
    kind: str
