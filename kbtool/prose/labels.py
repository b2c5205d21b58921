"""Labels within a line that begin another sentence though no mark ends the one before: "Myth: ... Fact: ..."."""

from __future__ import annotations

from collections.abc import Iterator

from kbtool.prose.words.lexicon import Lexicon
from kbtool.text.stretch import Stretch
from kbtool.text.tokens import tokens_of

_LABELS = ":"


def at_labels(text: str, sentence: Stretch, lexicon: Lexicon) -> Iterator[Stretch]:
    """A sentence in the parts that labels begin in it, each with a capital, a cue of a heading and a colon.

    Args:
        text: the text.
        sentence: where the sentence stands.
        lexicon: the words that are known.
    """
    start = sentence.start
    if sentence.of(text).count(_LABELS) > 1:
        tokens = tokens_of(text, sentence)
        for at in range(1, len(tokens) - 1):
            ends = (end for end, _, _ in lexicon.heading_index.at(tokens, at))
            begins = tokens[at].start
            if text[begins].isupper() and any(
                end < len(tokens) and tokens[end].word == _LABELS for end in ends
            ):
                said = text[start:begins].rstrip()
                yield Stretch(start, start + len(said))
                start = begins
    yield Stretch(start, sentence.end)
