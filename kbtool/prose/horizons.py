"""After which time a sentence says that something is so: "after four weeks", and no age, "from 6 years"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kbtool.prose.sentence import Sentence
from kbtool.rdf.namespaces import KB
from kbtool.text.figure_tokens import tokenise
from kbtool.text.numerals import numeral
from kbtool.text.tokens import Token

_UNITS = {"hour": "PT{}H", "day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y"}
_BEFORE_SPAN = frozenset({"after", "within", "in", "over", "at", "for"})
_SPAN = 4
"""Tokens before a unit of time in which its number and the word before that stand."""

_OF_AGE = frozenset({"old", "older", "ago", "young", "younger", "olds"})
_AND_UP = (
    *(["of", "age"], ["and", "older"], ["or", "older"], ["and", "up"], ["and", "over"]),
    *(["or", "over"], ["and", "above"], ["or", "more"], ["and", "younger"], ["or", "younger"]),
)
_FROM_AGE = frozenset({"from", "over", "under", "aged", "age", "above", "below", "of", "than"})
"""Words before the age of people."""


def horizon_of(sentence: Sentence, places: Collection[int]) -> tuple[str | None, range]:
    """The span of time that a clause gives, as xsd:duration, and its tokens; None, if it gives none or no number of it.

    Args:
        sentence: the sentence.
        places: the numbers of the words of the statement.
    """
    last = max(places, default=len(sentence.tokens))
    for at, token in enumerate(sentence.tokens):
        if at > last and not sentence.shares_clause(last, at):
            break  # "..., and I was back within a week"
        unit = next((form for form in sorted(token.forms) if form in _UNITS), None)
        if unit is None or at in places or _is_age(sentence, at):
            continue
        begin = next(
            (
                n
                for n in range(at - 1, max(-1, at - 1 - _SPAN), -1)
                if sentence.tokens[n].word in _BEFORE_SPAN
                or [each.word for each in sentence.tokens[n : n + 2]] == ["up", "to"]
            ),
            None,
        )
        if begin is None:
            continue
        number = _whole(sentence.tokens[begin + 1 : at])
        span = range(begin, at + 1)
        if number is not None:
            return _UNITS[unit].format(number), span
        if token.word != unit:
            return None, span
    return None, range(0)


def _is_age(sentence: Sentence, at: int) -> bool:
    """Whether a unit of time is of how old somebody is, or of how long ago something was: "from 6 years", "a year ago"."""
    tokens = sentence.tokens
    behind = [token.word for token in tokens[at + 1 : at + 4]]
    if behind[:1] and (behind[0] in _OF_AGE or behind[:2] in _AND_UP):
        return True
    before = [token.word for token in tokens[max(0, at - _SPAN) : at]]
    if not _FROM_AGE.isdisjoint(before):
        people = (each for each in sentence.mentions if KB("PersonGroup") in each.kinds)
        return any(0 <= at - each.end <= _SPAN for each in people)
    return False


def _whole(tokens: Sequence[Token]) -> int | None:
    """The number that some words end in."""
    words = tokenise(" ".join(token.word for token in tokens))
    for place in range(len(words)):
        found = numeral(words, place)
        if found is not None and found[1] == len(words) and found[0].value % 1 == 0:
            return int(found[0].value)
    return 1 if tokens and tokens[-1].word in ("a", "an") else None
