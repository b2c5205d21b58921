"""The parts of a sentence between what joins or begins clauses: verbs, items of a list, clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import category

from kbtool.prose.proposing.verbs import first_verb
from kbtool.prose.sentence import Sentence
from kbtool.text.tokens import Token

ENDS_CLAUSE = frozenset({";", ":", "—", "–", "(", ")"})
"""Marks that begin a clause."""

OPENS_CLAUSE = frozenset(
    {"but", "while", "whereas", "which", "because", "although", "though", "with", "where"}
)
"""Words that begin a clause, the subject of which may stand before."""

_JOINS = frozenset({",", "and", "or"})
"""What joins verbs, or items of a list."""

_LINKS = frozenset({"to", "by", "that", "while", "and", "or"})
"""Words before a verb that begin a statement of its own behind a noun: "to improve focus", "by blocking receptors"."""

_BEFORE_NOUN = frozenset(
    {"a", "an", "the", "your", "its", "their", "his", "her", "our", "of", "in", "for"}
)
"""Words before a noun."""

_SETS_ASIDE = (("rather", "than"), ("instead", "of"), ("as", "opposed", "to"), ("in", "lieu", "of"))
"""Words by which something is named only to deny it."""

_ASIDE = {"(": ")", "—": "—"}
"""The marks that begin an aside, and those that end it."""

_BRACKETED = 5
"""Tokens of an aside that ends no clause, the marks around it among them."""


def sets_aside(sentence: Sentence, span: range) -> bool:
    """Whether a part of a sentence names something only to deny it: "rather than dopamine", "instead of raising".

    Args:
        sentence: the sentence.
        span: the numbers of its tokens.
    """
    words = [token.word for token in sentence.tokens[span.start : span.start + 3]]
    return any(words[: len(cue)] == list(cue) for cue in _SETS_ASIDE)


def segments_of(sentence: Sentence) -> Iterator[range]:
    """The parts of a sentence between what joins or begins clauses, but for adjectives of one noun."""
    tokens = sentence.tokens
    start = sentence.own_from
    asides = _asides(tokens)
    for at in range(start, len(tokens) + 1):
        if at < len(tokens) and (at in asides or not _breaks(sentence, at, start)):
            continue
        first, last = _trimmed(tokens, start, at)
        if first < last and not (
            at < len(tokens) and tokens[at].word in _JOINS and _is_open(sentence, first, last, at)
        ):
            yield range(first, last)
            start = at
        elif first >= last:
            start = at


def _breaks(sentence: Sentence, at: int, start: int) -> bool:
    tokens = sentence.tokens
    word = tokens[at].word
    if at in sentence.named and at - 1 in sentence.named and _inside_name(sentence, at):
        return False
    if (word in ENDS_CLAUSE and not _is_in_range(tokens, at)) or (
        at > start and sets_aside(sentence, range(at, len(tokens)))
    ):
        return True
    if word in _JOINS or (word in OPENS_CLAUSE and word != "with"):
        return True
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if word in _LINKS and following is not None and at - 1 >= start:
        before = tokens[at - 1]
        nominal = "NOUN" in before.kinds or not before.kinds
        if word == "by":
            return nominal and following.word.endswith("ing") and "VERB" in following.kinds
        if word == "to":
            return "VERB" in following.kinds and _is_noun(sentence, at - 1)
        if word == "that":
            return nominal and bool(following.kinds & {"VERB", "AUX"})
    return False


def _is_in_range(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mark stands between two numbers: "2–3 sessions"."""
    beside = [token.word[:1] for token in tokens[at - 1 : at + 2 : 2]] if at else []
    return len(beside) == 2 and all(sign.isdecimal() for sign in beside)


def _is_noun(sentence: Sentence, at: int) -> bool:
    """Whether a token is a noun here: a name, or behind an article or adjective."""
    tokens = sentence.tokens
    if at in sentence.named:
        return True
    kinds = tokens[at].kinds
    if "VERB" not in kinds and "ADJ" not in kinds:
        return "NOUN" in kinds or not kinds
    before = tokens[at - 1] if at > 0 else None
    return (
        "NOUN" in kinds
        and before is not None
        and (before.word in _BEFORE_NOUN or before.kinds == {"ADJ"})
    )


def _asides(tokens: Sequence[Token]) -> frozenset[int]:
    """The tokens of a word or two in brackets or between dashes, which end no clause."""
    words = [token.word for token in tokens]
    found: set[int] = set()
    for at, word in enumerate(words):
        end = _ASIDE.get(word)
        if end is not None and at not in found and end in words[at + 1 : at + _BRACKETED]:
            until = words.index(end, at + 1)
            if end == ")" or first_verb(tokens, range(at + 1, until)) is None:
                found.update(range(at, until + 1))
    return frozenset(found)


def _inside_name(sentence: Sentence, at: int) -> bool:
    return any(each.start < at < each.end for each in sentence.mentions)


def _is_open(sentence: Sentence, first: int, last: int, at: int) -> bool:
    """Whether a part ends in an adjective of a noun that follows: "safe, supportive clinical environment"."""
    tokens = sentence.tokens
    kinds = tokens[last - 1].kinds
    if (
        "ADJ" in kinds
        and last - first > 1
        and tokens[last - 2].word in ("a", "an", "the", "your", "our")
    ):
        return True
    if last - 1 in sentence.named:
        return False
    return (
        kinds <= {"ADJ", "ADV"}
        and bool(kinds)
        and at + 1 < len(tokens)
        and last - first <= 3
        and not _verb_in(tokens, range(first, last))
    )


def _trimmed(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    while start < end and (tokens[start].word in _JOINS or not _begins(tokens[start])):
        start += 1
    while end > start and not tokens[end - 1].is_word:
        end -= 1
    return start, end


def _begins(token: Token) -> bool:
    """Whether a quote may begin with a token: a word, or the sign of a currency."""
    return token.is_word or category(token.word[0]) == "Sc"


def _verb_in(tokens: Sequence[Token], segment: range) -> bool:
    return first_verb(tokens, segment) is not None
