"""Which words of a sentence say that a denial holds no less there: "even with long-term use", "no matter how often"."""

from __future__ import annotations

from kbtool.prose.sentence import Sentence

_ENDS = frozenset(",;:()—–.")
_PARTING = frozenset({"but", "because", "although", "though", "however"})


def widened(sentence: Sentence) -> frozenset[int]:
    """The numbers of the tokens of phrases that widen what they stand beside, up to the mark that ends each.

    What is so "even in A" is so without A; what is denied even there is therefore denied, and not of A alone.

    Args:
        sentence: the sentence.
    """
    tokens = sentence.tokens
    found: set[int] = set()
    for start in range(sentence.own_from, len(tokens)):
        for end, _, _ in sentence.lexicon.widening_index.at(tokens, start):
            stop = end
            while stop < len(tokens) and tokens[stop].word not in _ENDS | _PARTING:
                stop += 1
            found.update(range(start, stop))
    return frozenset(found)
