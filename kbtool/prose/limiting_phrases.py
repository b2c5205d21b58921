"""Phrases beside a statement that limit it: "under supervision", "at doses of up to 2 mg", "since 2019"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kbtool.prose.additions import adds_or_explains
from kbtool.prose.clauses import is_finite_auxiliary
from kbtool.prose.scope import PREPOSITIONS
from kbtool.prose.sentence import Sentence

YEAR = re.compile(r"(?:1[5-9]|20)\d\ds?")
AMOUNT_SPAN = 4
"""Tokens behind "at" in which an amount may stand: "at doses of up to 2 mg"."""

_AMOUNTS = frozenset({"at", "under"})
_EARLIER = frozenset({"before", "till"})
"""Words that limit what is said where a year follows."""
_SINCE = frozenset({"since", "until", "throughout"})
_SHORT = 3
"""Tokens of an opening that no comma ends."""


def limits_of(sentence: Sentence, span: range, known: Collection[int]) -> Iterator[range]:
    """What a clause limits a statement to that nothing models: "under supervision", "at low doses".

    Args:
        sentence: the sentence.
        span: the tokens of the statement, from the first to the last.
        known: the tokens that say something that is modelled.
    """
    named = {at for each in sentence.mentions for at in range(each.start, each.end)}
    for mention in sentence.mentions:
        if not sentence.shares_clause(mention.start, span.start):
            continue
        if mention.start not in known and mention.end in known and mention.end in named:
            yield range(mention.start, mention.end)
    for at, token in enumerate(sentence.tokens):
        if (
            at < sentence.own_from
            or at in known
            or at in span
            or at in sentence.filled
            or not (
                _leads(token.word, is_right_behind=at == span.stop)
                or (token.word in _EARLIER and _is_dated(sentence, range(at + 1, at + 2), known))
            )
        ):
            continue
        if at < span.start and not _is_fronted(sentence, at, span.start):
            continue
        until = span.start if at < span.start else len(sentence.tokens)
        if any(span.stop <= end < at or at < end < span.start for end in sentence.ends):
            continue
        if not sentence.shares_clause(at, span.start) and not at < span.start:
            continue
        if adds_or_explains(sentence, at):
            continue
        if at > span.start and _begins_anew(sentence, span.stop, at):
            continue
        phrase = range(at + 1, min(_phrase(sentence, at + 1).stop, until))
        content = [
            n
            for n in phrase
            if n not in known
            and n not in span
            and sentence.tokens[n].may_name
            and "ADJ" not in sentence.tokens[n].kinds
            and sentence.tokens[n].word not in sentence.lexicon.small
            and sentence.tokens[n].forms.isdisjoint(sentence.lexicon.idle)
        ]
        amount = token.word in _AMOUNTS and any(
            sentence.tokens[n].word[0].isdigit() and n not in known
            for n in range(at + 1, min(at + 1 + AMOUNT_SPAN, len(sentence.tokens)))
        )
        if (
            content
            or amount
            or _is_dated(sentence, phrase, known)
            or any(n in named and n not in known for n in phrase)
        ):
            yield range(at, phrase.stop)


def _leads(word: str, *, is_right_behind: bool) -> bool:
    """Whether a word leads to what limits a statement; "of" only right behind it: "anesthesia of horses"."""
    return word in PREPOSITIONS | _SINCE or (word == "of" and is_right_behind)


def _is_dated(sentence: Sentence, phrase: range, known: Collection[int]) -> bool:
    """Whether a phrase names a year: "in 1995"."""
    begin = [at for at in phrase[:2] if at < len(sentence.tokens)]
    return any(YEAR.fullmatch(sentence.tokens[at].word) and at not in known for at in begin)


def _begins_anew(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a clause of its own begins between two tokens: a verb behind a comma, or behind "and"."""
    begins = False
    for token in sentence.tokens[start:end]:
        begins = begins or token.word in (",", "and", "so", "as", "for")
        if begins and is_finite_auxiliary(token):
            return True
    return False


def _is_fronted(sentence: Sentence, at: int, until: int) -> bool:
    """Whether a phrase opens the sentence, and a comma ends it or it is short: "In hospital, ketamine ..."."""
    before = range(sentence.own_from, at)
    if len(before) > 1 or any("ADV" not in sentence.tokens[n].kinds for n in before):
        return False  # "Back in 2010, ..."
    return until - at <= _SHORT or any(sentence.tokens[n].word == "," for n in range(at, until))


def _phrase(sentence: Sentence, start: int) -> range:
    """The words of a noun phrase from its first one on."""
    at = start
    while at < len(sentence.tokens):
        token = sentence.tokens[at]
        if (
            not token.is_word
            or token.word in PREPOSITIONS
            or token.word in ("and", "or", "but", "to", "that", "which", "who", "than", "of")
        ):
            break
        at += 1
    return range(start, at)
