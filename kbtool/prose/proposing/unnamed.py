"""What a text speaks of often, and nothing on file is called: concepts that it may need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kbtool.prose.proposing.spoken import is_told
from kbtool.prose.reading import Reading
from kbtool.prose.sentence import Sentence
from kbtool.text.tokens import Token

_OFTEN = 3
"""A word that no dictionary has, or a pair of nouns, is told from so many times on."""


def unnamed_in(reading: Reading) -> list[tuple[str, int]]:
    """The words that a text has often and that name nothing on file, with how often, the most frequent first.

    Args:
        reading: the text as read.
    """
    found = Counter(each for part in reading.parts for each in unnamed_nouns(part.sentence))
    return [(words, number) for words, number in found.most_common() if number >= _OFTEN]


def unnamed_nouns(sentence: Sentence, places: range | None = None) -> Iterator[str]:
    """The words of a sentence that no dictionary has, and its pairs of nouns, outside of names.

    Args:
        sentence: the sentence.
        places: the numbers of the tokens that are meant; all, if None.
    """
    open_ = [
        is_told(token, sentence.lexicon) and token.word.isalpha() and at not in sentence.named
        for at, token in enumerate(sentence.tokens)
    ]
    for at in places or range(sentence.own_from, len(sentence.tokens)):
        token = sentence.tokens[at]
        whole = _whole_word(sentence.text, token)
        if open_[at] and not token.kinds and (len(whole) > _OFTEN or not whole.isalpha()):
            if not sentence.text[token.start - 1 : token.start].isalnum():
                yield whole.casefold()
        elif open_[at] and at and open_[at - 1]:
            before = sentence.tokens[at - 1]
            if _is_noun(before) and _is_noun(token):
                yield f"{before.word} {token.word}"


def _whole_word(text: str, token: Token) -> str:
    """A word with the digits and letters right behind it: "CYP2D6"."""
    end = token.end
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[token.start : end]


def _is_noun(token: Token) -> bool:
    return "NOUN" in token.kinds and "ADV" not in token.kinds
