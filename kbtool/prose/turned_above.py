"""Lines above an item that may turn what it states, and that its reading did not take in: "No side effects of X".

Below such a line an item restates nothing, whatever its own words say.
"""

from __future__ import annotations

from collections.abc import Collection

from kbtool.prose.answers import heading_says, says_no
from kbtool.prose.candidate import Candidate
from kbtool.prose.revoking import revoking_words
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect, Heading

_TURNING = frozenset(
    {Effect.NEGATES, Effect.REJECTS, Effect.DOUBTS, Effect.REPORTS, Effect.SUPPOSES}
)
_OPEN = frozenset({Heading.MYTHS, Heading.HEARD, Heading.FRAMED})
_GRADED = frozenset({"ADJ", "ADV"})
"""What a word of degree compares, and denies nothing: "less common"."""


def is_turned_above(
    sentence: Sentence, above: Collection[Sentence], stated: Collection[Candidate]
) -> bool:
    """Whether a line above a sentence holds a cue of denial, falsehood, doubt or report that what was read leaves out.

    Args:
        sentence: the sentence.
        above: the lines that it stands below as an item.
        stated: what was read of it.
    """
    return any(may_turn(each) and not _is_taken_in(sentence, each, stated) for each in above)


def may_turn(line: Sentence) -> bool:
    """Whether a line holds a word by which what stands below it may not be so.

    Args:
        line: a heading, or a line that leads to a list.
    """
    if says_no(line) or not _OPEN.isdisjoint(heading_says(line)) or any(revoking_words(line)):
        return True
    if any(each.effect in _TURNING and each.stands_among(line.contexts) for each in line.contexts):
        return True
    return any(
        not token.forms.isdisjoint(line.lexicon.unsettling) and not _compares(line, at)
        for at, token in enumerate(line.tokens)
    )


def _compares(line: Sentence, at: int) -> bool:
    """Whether a word stands before one that it grades, and not before a noun: "less common" and no "old ideas"."""
    tokens = line.tokens
    return at + 1 < len(tokens) and bool(tokens[at + 1].kinds & _GRADED)


def _is_taken_in(sentence: Sentence, line: Sentence, stated: Collection[Candidate]) -> bool:
    """Whether what was read is denied by the line: as the end of it, or as one of the myths that it lists.

    What has a denial of its own, and is read as denied all the same, was not turned by the line.
    """
    told = sentence.told
    listed = told is not None and told.words == line.stretch and told.is_true is False
    if any(each.effect is Effect.NEGATES and each.is_cue for each in sentence.contexts):
        return bool(stated) and listed and not any(each.denies for each in stated)
    return listed or (
        bool(stated) and all(each.denies and line.stretch in each.borrowed for each in stated)
    )
