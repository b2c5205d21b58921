"""The sentences of a draft read one after another, each with what those before it have named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kbtool.prose.figures import GivenFigure, read_figures
from kbtool.prose.lexicon import Lexicon
from kbtool.prose.sentence import Mention, Sentence
from kbtool.prose.statements import Before, Candidate, NotCounted, read_statements
from kbtool.text.sentences import sentences
from kbtool.text.stretch import Stretch

_KEPT = 6
"""So many concepts of the sentences before may be meant by "it"."""


@dataclass(frozen=True)
class Reading:
    """What the sentences of a draft state.

    Attributes:
        sentences: where its sentences stand.
        candidates: what they state, in order.
        figures: the values that they give for quantities on file.
        not_counted: what was considered and is not taken for stated.
    """

    sentences: tuple[Stretch, ...]
    candidates: tuple[Candidate, ...]
    figures: tuple[GivenFigure, ...]
    not_counted: tuple[NotCounted, ...]


def read_draft(text: str, lexicon: Lexicon) -> Reading:
    """Read a draft.

    Args:
        text: the draft.
        lexicon: the words of the knowledge base.
    """
    stretches = sentences(text)
    found: list[Candidate | NotCounted] = []
    figures: list[GivenFigure] = []
    subjects: tuple[tuple[Mention, Stretch], ...] = ()
    heading: tuple[tuple[Mention, Stretch], ...] = ()
    for stretch in stretches:
        sentence = Sentence(text, stretch, lexicon)
        before = Before(subjects, heading)
        mine = list(read_statements(sentence, before))
        found += mine
        figures += read_figures(sentence, before)
        named = [(each, stretch) for each in sentence.mentions]
        if _is_heading(text, stretch):
            heading, subjects = (*named, *heading)[:_KEPT], ()
            continue
        stated = {each.subject for each in mine if isinstance(each, Candidate)}
        named.sort(key=lambda pair: pair[0].node not in stated)
        subjects = (*named, *subjects)[:_KEPT]
    return Reading(
        tuple(stretches),
        tuple(each for each in found if isinstance(each, Candidate)),
        tuple(figures),
        tuple(each for each in found if isinstance(each, NotCounted)),
    )


def _is_heading(text: str, stretch: Stretch) -> bool:
    """Whether a sentence is a whole line that does not end as a sentence does."""
    before = text[text.rfind("\n", 0, stretch.start) + 1 : stretch.start]
    ends = text.find("\n", stretch.end)
    behind = text[stretch.end : ends if ends >= 0 else len(text)]
    whole = not before.strip(" #\t") and not behind.strip()
    return whole and stretch.of(text).rstrip()[-1:] not in _ENDS


_ENDS: Sequence[str] = '.!,;"”'
