"""Which words of a sentence widen it: a denial holds no less there ("even with long use"), or nothing limits it."""

from __future__ import annotations

from collections.abc import Collection

from kbtool.prose.sentence import Sentence
from kbtool.prose.words.phrase_index import PhraseIndex

_ENDS = frozenset(",;:()—–.")
_PARTING = frozenset({"but", "because", "although", "though", "however"})


def everywhere(sentence: Sentence) -> frozenset[int]:
    """The numbers of the tokens of phrases that say that nothing limits a statement: "at any dose", "whatever your age".

    Args:
        sentence: the sentence.
    """
    return _up_to_a_mark(sentence, sentence.lexicon.everywhere_index)


def widened(sentence: Sentence, stated: Collection[int] = ()) -> frozenset[int]:
    """The numbers of the tokens of phrases that widen what they stand beside, up to the mark that ends each.

    What is so "even in A" is so without A; what is denied even there is therefore denied, and not of A alone.

    Args:
        sentence: the sentence.
        stated: the numbers of the tokens of what is stated; an adjective right before them is a part of it and widens
            nothing: "no frequent effect".
    """
    return _up_to_a_mark(sentence, sentence.lexicon.widening_index, stated)


def _up_to_a_mark(
    sentence: Sentence, index: PhraseIndex[None], stated: Collection[int] = ()
) -> frozenset[int]:
    tokens = sentence.tokens
    found: set[int] = set()
    for start in range(sentence.own_from, len(tokens)):
        if start in sentence.named:
            continue  # "chronic" of "chronic pain"
        for end, _, _ in index.at(tokens, start):
            if end in stated and "ADJ" in tokens[end - 1].kinds:
                continue
            stop = end
            while stop < len(tokens) and tokens[stop].word not in _ENDS | _PARTING:
                stop += 1
            found.update(range(start, stop))
    return frozenset(found)
