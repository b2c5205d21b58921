"""Which measures are said of a figure by the words right behind it: "12% of patients get ..."."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kbtool.prose.phrases import spans_of
from kbtool.prose.proposing.printed_values import PrintedValue
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.trigger import Slot

_OF_WHOM = 3
"""Tokens that may stand between a figure and the words of its measure: "of the patients"."""


def measures_said(sentence: Sentence, value: PrintedValue) -> Iterator[tuple[ox.NamedNode, int]]:
    """The measures that are said of a figure, each with the number of the token behind their words, where an outcome stands.

    Args:
        sentence: the sentence.
        value: the figure.
    """
    first = value.places.stop
    starts = range(first, min(first + _OF_WHOM + 1, len(sentence.tokens)))
    for measure, triggers in sentence.lexicon.figure_triggers.items():
        for trigger in triggers:
            match trigger.parts:
                case (Slot.FIGURE, tuple() as group, Slot.OUTCOME):
                    for start in starts:
                        span = spans_of(sentence, [group], start)
                        if span is not None:
                            yield measure, span[-1][-1] + 1
