"""What a text speaks of often, and nothing on file is called: concepts that it may need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kbtool.prose.reading import Reading
from kbtool.prose.sentence import Sentence
from kbtool.prose.spoken import is_told
from kbtool.text.tokens import Token

_OFTEN = 3
"""A word that no dictionary has, or a pair of nouns, is told from so many times on."""


def unnamed_in(reading: Reading) -> list[tuple[str, int]]:
    """The words that a text has often and that name nothing on file, with how often, the most frequent first.

    Args:
        reading: the text as read.
    """
    found = Counter(each for part in reading.parts for each in _nouns(part.sentence))
    return [(words, number) for words, number in found.most_common() if number >= _OFTEN]


def _nouns(sentence: Sentence) -> Iterator[str]:
    """The words of a sentence that no dictionary has, and its pairs of nouns, outside of names."""
    open_ = [
        is_told(token, sentence.lexicon) and token.word.isalpha() and at not in sentence.named
        for at, token in enumerate(sentence.tokens)
    ]
    for at in range(sentence.own_from, len(sentence.tokens)):
        token = sentence.tokens[at]
        if open_[at] and not token.kinds and len(token.word) > _OFTEN:
            yield token.word
        elif open_[at] and at and open_[at - 1]:
            before = sentence.tokens[at - 1]
            if _is_noun(before) and _is_noun(token):
                yield f"{before.word} {token.word}"


def _is_noun(token: Token) -> bool:
    return "NOUN" in token.kinds and "ADV" not in token.kinds
