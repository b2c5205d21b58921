"""The words of a sentence with their dictionary forms: "treats" and "treated" are both "treat".

The dictionary is lemminflect's (Jascob 2019, MIT licence), which says what a word may be: noun, verb, adjective.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec import Struct

from kbtool.text.kept_forms import Known, known_forms
from kbtool.text.stretch import Stretch

_APOSTROPHE = "['’‘´`′ʼ＇]"
_UNSEEN = "[\u00ad\u200b-\u200d\u2060\ufeff]"
_DENIABLE = (
    "is|are|was|were|do|does|did|has|have|had|ca|wo|would|could|should|might|must|need|ai|sha"
)
_DAMAGED = rf"(?:{_DENIABLE})n(?:[^\w\s]{{1,3}}|â€™|\\u2019)?t(?!\w)"
"""What is left of "n't" where an apostrophe is left out, or a wrong encoding has spoilt it."""
_LETTERS = rf"[^\W\d_](?:{_UNSEEN}*[^\W\d_])*"
_TOKEN = re.compile(
    rf"\b{_DAMAGED}|\d+(?:[.,]\d+)*%?|{_LETTERS}(?:{_APOSTROPHE}{_LETTERS})?|[^\W_]+|[^\w\s]",
    re.IGNORECASE,
)
_NOT = re.compile(
    rf"(?P<verb>\w+)n{_APOSTROPHE}t|(?P<spoilt>{_DENIABLE})n(?:\W{{1,3}}|â€™|\\u2019)?t",
    re.IGNORECASE,
)
_TAIL = re.compile(rf"(?P<word>\w+){_APOSTROPHE}(?P<tail>s|re|ve|ll|d|m)", re.IGNORECASE)
_LOOKALIKES = str.maketrans("аеорсухіјѕΑαοΟ", "aeopcyxijsAaoO")
"""Cyrillic and Greek letters that look like Latin ones."""
_VERBS = {"ca": "can", "wo": "will", "sha": "shall", "ai": "be"}
_TAILS = {
    "s": ("be", "is", "have", "has"),
    "re": ("be", "are"),
    "ve": ("have",),
    "ll": ("will",),
    "d": ("would", "have"),
    "m": ("be",),
}
_PLURAL = re.compile(r"(\w{3,}[^su])s")
_HYPHENS = frozenset("-/\u2010\u2011")
_DASH = "–"
"""What a hyphen between spaces stands for."""

# British and American spellings in one form, on both sides of each comparison, so that what no word has does no harm.
_SPELLINGS = (
    (re.compile(r"(?<=\w{3})is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=\w{3})ys(?=(?:e|es|ed|er|ers|ing)$)"), "yz"),
    (re.compile(r"(?<=\w{3})our(?=(?:s|ed|ing|al|able|ful|ist|ists)?$)"), "or"),
    (re.compile(r"[ao]e(?=\w{4})"), "e"),
)


class Token(Struct, frozen=True):
    """A word, number or mark of a text.

    Attributes:
        word: it, in lower case.
        forms: what it may be an inflected form of, in lower case and in one spelling; itself among them.
        kinds: the parts of speech that the dictionary has it as (Universal POS: NOUN, VERB, ADJ, ADV, AUX); none for
            what it does not have.
        start: the offset of its first character in the text.
        end: the offset behind its last one.
        joined: whether a hyphen or slash joins it to the word before.
    """

    word: str
    forms: frozenset[str]
    kinds: frozenset[str]
    start: int
    end: int
    joined: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number, and no mark."""
        return self.word[0].isalnum()

    @property
    def may_name(self) -> bool:
        """Whether it is a noun, or a word that the dictionary does not have, as many names are."""
        return (
            "NOUN" in self.kinds
            or "PROPN" in self.kinds
            or (not self.kinds and self.word.isalpha())
        )


def tokens_of(text: str, stretch: Stretch | None = None) -> list[Token]:
    """The words and marks of a part of a text; hyphens and slashes between words are left out, and "n't" is "not".

    Args:
        text: the text.
        stretch: the part of it; all of it, if None.
    """
    start, end = stretch or (0, len(text))
    found: list[Token] = []
    joined = False
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        before = found[-1].end if found else -1
        if (
            word in _HYPHENS
            and before == match.start()
            and text[match.end() : match.end() + 1].isalnum()
        ):
            joined = True
            continue
        if (
            word == "-"
            and 0 <= before < match.start()
            and text[match.end() : match.end() + 1].isspace()
        ):
            word = _DASH
        found += [each for each in _parts(word, match.start(), match.end(), joined) if each.word]
        joined = False
    return found


def same(one: Token | frozenset[str], other: frozenset[str]) -> bool:
    """Whether a token may be the word that has these forms."""
    forms = one.forms if isinstance(one, Token) else one
    return not forms.isdisjoint(other)


def forms_of(word: str) -> frozenset[str]:
    """What a word may be an inflected form of, itself among them."""
    return _looked_up(word.casefold())[0]


@cache
def forms_of_words(words: str) -> tuple[frozenset[str], ...]:
    """The forms of each word of a phrase; its marks are left out."""
    return tuple(token.forms for token in tokens_of(words) if token.is_word)


@lru_cache(maxsize=16_384)
def words_of_phrase(words: str) -> tuple[frozenset[str], ...]:
    """The words of a phrase as they are written: a dictionary form stands for all its forms, another one for itself."""
    return tuple(
        frozenset({_in_one_spelling(token.word)}) for token in tokens_of(words) if token.is_word
    )


def _parts(word: str, start: int, end: int, joined: bool) -> Sequence[Token]:
    if (denied := _NOT.fullmatch(word)) is not None:
        verb = (denied["verb"] or denied["spoilt"]).casefold()
        middle = start + len(verb)
        return (
            _token(_VERBS.get(verb, verb), start, middle, joined),
            Token("not", frozenset({"not"}), frozenset({"PART"}), middle, end),
        )
    if (tailed := _TAIL.fullmatch(word)) is not None:
        middle = start + len(tailed["word"])
        tail = tailed["tail"].casefold()
        return (
            _token(tailed["word"], start, middle, joined),
            Token(
                "'" + tail, frozenset({"'" + tail, *_TAILS[tail]}), frozenset({"AUX"}), middle, end
            ),
        )
    if word.casefold() == "cannot":
        return (
            _token("can", start, start + 3, joined),
            Token("not", frozenset({"not"}), frozenset({"PART"}), start + 3, end),
        )
    return (_token(word, start, end, joined),)


def _token(word: str, start: int, end: int, joined: bool) -> Token:
    if not word.isascii():
        word = _as_seen(word)
    forms, kinds = _looked_up(word.casefold())
    return Token(word.casefold(), forms, kinds, start, end, joined)


def _as_seen(word: str) -> str:
    """A word without what nobody sees in it, and in Latin letters where other ones only look like them."""
    word = re.sub(_UNSEEN, "", word)
    is_mixed = any(letter.isascii() and letter.isalpha() for letter in word)
    return word.translate(_LOOKALIKES) if is_mixed else word


@cache
def _looked_up(word: str) -> Known:
    if not word[:1].isalpha() or not word.isascii():
        return frozenset({_in_one_spelling(word)}), frozenset()
    return known_forms(word, _from_dictionary)


def _from_dictionary(word: str) -> Known:
    from lemminflect import getAllLemmas

    lemmas = getAllLemmas(word)
    found = {form.casefold() for forms in lemmas.values() for form in forms}
    if not lemmas and (plural := _PLURAL.fullmatch(word)) is not None:
        found.add(plural[1])
    return frozenset(map(_in_one_spelling, {word, *found})), frozenset(lemmas)


def _in_one_spelling(word: str) -> str:
    for pattern, instead in _SPELLINGS:
        word = pattern.sub(instead, word)
    return word
