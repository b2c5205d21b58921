"""What opens a sentence before it says anything of that: "When it comes to ADHD, ...", "ADHD: ..."."""

from __future__ import annotations

from kbtool.prose.mention import Mention
from kbtool.prose.sentence import Sentence

_LONGEST = 16
"""Tokens of the longest opening."""


def opening_names(sentence: Sentence) -> tuple[Mention, ...]:
    """The concepts that the opening of a sentence names, up to its first comma or colon, or that alone stand above it.

    Args:
        sentence: the sentence.
    """
    tokens, start = sentence.tokens, sentence.own_from
    above = tuple(each for each in sentence.mentions if each.end <= start)
    if above and all(each.start == 0 and each.end == start for each in above):
        return above
    rest = range(start, min(len(tokens), start + _LONGEST))
    end = next((at for at in rest if tokens[at].word in (",", ":")), None)
    if end is None:
        return ()
    leads = any(sentence.lexicon.opening_index.at(tokens, start))
    if not leads and tokens[end].word == ",":
        return ()
    return tuple(each for each in sentence.mentions if start <= each.start and each.end <= end)
