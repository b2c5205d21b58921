"""Which conditions leave open what is stated, and which are a part of it: "if you stop it, the pressure shoots up"."""

from __future__ import annotations

from collections.abc import Sequence

from kbtool.prose.filled import Filled
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.context import Context
from kbtool.prose.words.cues import Effect

SCOPING = frozenset({Effect.SUPPOSES, Effect.LIMITS})
"""What a condition makes of what is stated, and a limit."""


def leads_from(filled: Filled, context: Context, contexts: Sequence[Context]) -> bool:
    """Whether a condition has the first words of a statement, and leads to the others.

    Args:
        filled: the trigger of the statement.
        context: the cue.
        contexts: the cues that reach the statement.
    """
    return context.effect in SCOPING and any(
        each.effect is Effect.SUPPOSES
        and each.start == context.start
        and each.reaches(filled.places[:1])
        and not each.reaches(filled.places[-1:])
        for each in contexts
    )


def is_within(sentence: Sentence, filled: Filled, context: Context) -> bool:
    """Whether "in the past" stands in a condition, and not beside what that leads to: "if you have had it in the past".

    Args:
        sentence: the sentence.
        filled: the trigger of a statement.
        context: the cue.
    """
    return context.effect is Effect.REPORTS and any(
        each.effect is Effect.SUPPOSES
        and each.is_cue
        and each.reaches([context.start])
        and not each.reaches(filled.places)
        for each in sentence.contexts
    )
