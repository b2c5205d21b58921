"""What the sentences of a draft say beside what is known."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from kbtool.checks.findings import Origin
from kbtool.knowledge.model import Claim
from kbtool.text.stretch import Stretch

if TYPE_CHECKING:  # what reads prose reads the forms of words, which takes longer than many a check
    from kbtool.checks.advice import Advice
    from kbtool.prose.candidate import Candidate, NotCounted
    from kbtool.prose.figures import GivenFigure


NOT_COMPARED = "compared in part"
"""What a claim of a draft is counted as that is supported as far as its sentence was compared."""

LEFT_OUT = "compared without words that may matter"
"""Why a sentence is not taken for known of which something was compared."""

UNSURE = "too unsure"
"""Why a hint is not counted."""


def why_unsure(hint: Candidate | GivenFigure, text: str) -> str:
    """Why a hint is not counted, with what limits it.

    Args:
        hint: what a draft may state.
        text: the text of the draft.
    """
    limits = [" ".join(each.of(text).split()) for each in getattr(hint, "limits", ())]
    return f"{UNSURE}, limited by “{'”, “'.join(limits)}”" if limits else UNSURE


class Says(StrEnum):
    """What a sentence says beside what is known, the gravest first."""

    CONTRADICTS = "contradicts"
    OTHER_FIGURE = "gives another figure"
    MORE = "says more than the evidence"
    CONFLICTING = "says what the evidence is split on"
    INSUFFICIENT = "says what the evidence cannot decide"
    OWES = "leaves out a risk"
    IN_PART = "compared in part"
    RESTATES = "restates"
    NOTHING = "nothing known"

    def of(self, number: int) -> str:
        """How many sentences say so, in words.

        Args:
            number: how many.
        """
        return f"{number} {self if number == 1 else _OF_SEVERAL[self]}"


_OF_SEVERAL = {
    Says.CONTRADICTS: "contradict",
    Says.OTHER_FIGURE: "give another figure",
    Says.MORE: "say more than the evidence",
    Says.CONFLICTING: "say what the evidence is split on",
    Says.INSUFFICIENT: "say what the evidence cannot decide",
    Says.OWES: "leave out a risk",
    Says.IN_PART: "compared in part",
    Says.RESTATES: "restate",
    Says.NOTHING: "with nothing known",
}


class SentenceVerdict(Struct, frozen=True):
    """A sentence of a draft beside what is known.

    Attributes:
        sentence: where it stands.
        says: what it says, of all that it states the gravest.
        claims: what it states.
        unread: the words for which what is supported of all that it states does not account.
        passage: what it is, where it seems to state nothing that could be checked: a call to action, a heading.
        names_something: whether it names what the knowledge base knows, of which it may state what no one can read.
        origin: where it stands in the file that the draft was read from, if that is known.
        borrowed: the other sentences from which a part of what it states was taken.
        set_aside: what is on file of what it would state, were it not for words that may turn it.
    """

    sentence: Stretch
    says: Says
    claims: tuple[Claim, ...]
    unread: tuple[Stretch, ...] = ()
    passage: str = ""
    names_something: bool = False
    origin: Origin | None = None
    borrowed: tuple[Stretch, ...] = ()
    set_aside: tuple[Claim, ...] = ()


class DraftReport(Struct, frozen=True):
    """What became of the sentences of a draft.

    Attributes:
        path: the draft.
        sentences: each sentence that was compared.
        not_counted: what was considered and is not taken for stated.
        hints: what it may state, and of which it is not sure enough.
        advice: what others think of it, where somebody named them.
    """

    path: str
    sentences: tuple[SentenceVerdict, ...]
    not_counted: tuple[NotCounted, ...]
    hints: tuple[Candidate | GivenFigure, ...]
    advice: Advice | None = None

    @property
    def known(self) -> int:
        """How many sentences state something of which something is known."""
        return sum(each.says is not Says.NOTHING for each in self.sentences)
