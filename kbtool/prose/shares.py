"""Shares of people of whom something is denied: who says that a third do not respond says that the others do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kbtool.prose.circumstances import TURNING, Circumstances
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect
from kbtool.rdf.namespaces import KB
from kbtool.text.figure_tokens import tokenise
from kbtool.text.number_words import CARDINALS, PARTS, PERSONS
from kbtool.text.numerals import numeral
from kbtool.text.tokens import Token

_PERCENT = frozenset({"percent", "%", "pct"})
_OUT_OF = (
    *(("out", "of", "every"), ("out", "of"), ("in", "every"), ("in", "each"), ("in",)),
    *(("of", "the"), ("of", "our"), ("of",)),
)
_OF_WHOM = frozenset({"in", "for", "with", "to", "among"})
_ALL = frozenset({"all", "every", "each"})
_WHOSE = frozenset({"those", "who", "case", "cases", "one"})
"""Words behind "all"."""
_TIMES = frozenset({"day", "week", "month", "year", "decade", "time", "hour", "session"})
_HALF, _SOME, _FEW = Decimal("0.5"), Decimal("0.25"), Decimal("0.1")
_WHOLE = Decimal(100)
_SOME_OF = frozenset({"some", "few", "several", "many", "certain"})
_THERE_ARE = frozenset({"there", "exist", "meet", "know", "see"})
_RELATIVE = frozenset({"whose", "whom", "who", "for", "in"})
_OPENING = frozenset({",", "but", "and", "yet", "because", "that", "while", ";", ":"})
_TELLING = 4
"""Tokens before people in which it stands that there are some."""

_BELOW = frozenset({"under", "below", "younger"})
_AGE = 5
"""Tokens behind people in which an age may stand: "younger than the age of six"."""


def is_of_a_share(reading: Circumstances) -> bool:
    """Whether it is denied of a share of people that is no more than half: "one in three do not respond".

    Args:
        reading: a statement with what the words around make of it.
    """
    sentence, last = reading.sentence, max(reading.filled.places)
    if not reading.denies or reading.filled.trigger.relation in sentence.lexicon.of_shares:
        return False
    if _is_not_of_all(reading):
        return True
    denials = [
        each.start
        for each in sentence.contexts
        if each.is_cue and each.effect in TURNING and each.start <= last
    ]
    if any(
        at < each and sentence.shares_clause(at, each)
        for at in _told_apart(sentence)
        for each in denials
    ):
        return True
    return any(
        share <= _HALF
        and any(
            sentence.shares_clause(at, each) and (at < each or _leaves_others(sentence, at, share))
            for each in denials
        )
        for at, share in _shares(sentence.tokens, sentence.own_from)
    )


def _told_apart(sentence: Sentence) -> Iterator[int]:
    """Where some people are told apart: "some people's gout", "there are patients whose gout does not respond"."""
    tokens = sentence.tokens
    for at in range(sentence.own_from + 1, len(tokens)):
        if tokens[at].word not in PERSONS:
            continue
        before = {token.word for token in tokens[max(sentence.own_from, at - _TELLING) : at]}
        behind = tokens[at + 1].word if at + 1 < len(tokens) else ""
        opens = at - 2 < sentence.own_from or tokens[at - 2].word in _OPENING
        if (opens and tokens[at - 1].word in _SOME_OF) or (
            behind in _RELATIVE and not before.isdisjoint(_THERE_ARE)
        ):
            yield at


def _is_not_of_all(reading: Circumstances) -> bool:
    """Whether "not" stands before "in all patients", which leaves some: "does not occur in every patient on it"."""
    sentence, own = reading.sentence, set(reading.filled.places)
    tokens, words = sentence.tokens, [token.word for token in sentence.tokens]
    denials = [
        each.start
        for each in sentence.contexts
        if each.effect is Effect.NEGATES
        and "not" in words[each.start : each.end]
        and (each in reading.contexts or each.start in own)
    ]
    return any(
        words[at] in _ALL
        and not (reading.modality.values and at in reading.modality.read)
        and words[at - 1] in _OF_WHOM
        and at + 1 < len(words)
        and (words[at + 1] in _WHOSE or _are_many(tokens[at + 1 : at + 4]))
        and any(each < at and sentence.shares_clause(at, each) for each in denials)
        for at in range(sentence.own_from + 1, len(words))
    )


def _are_many(words: Sequence[Token]) -> bool:
    """Whether words behind "all" are of people, and of no time: "patients given it", and not "our years of practice"."""
    return any("NOUN" in each.kinds for each in words) and all(
        each.forms.isdisjoint(_TIMES) for each in words
    )


def _leaves_others(sentence: Sentence, at: int, share: Decimal) -> bool:
    """Whether a share behind a denial leaves the others out: "does not help a third", and not "not even one in ten"."""
    before = (token.word for token in sentence.tokens[max(0, at - 3) : at])
    return share >= _FEW and "even" not in before


def _shares(tokens: Sequence[Token], start: int) -> Iterator[tuple[int, Decimal]]:
    """Where shares stand, each with how large it is."""
    words = [token.word for token in tokens]
    for at in range(start, len(words)):
        share = _share_at(words, at)
        if share is not None:
            yield at, share


def _share_at(words: Sequence[str], at: int) -> Decimal | None:
    """The share that begins at a word: "30% of", "a third of", "one in three", "2 of 10"."""
    word, behind = words[at], tuple(words[at + 1 : at + 5])
    if word.endswith("%") and behind[:1] == ("of",):
        number = _number(word.removesuffix("%"))
        return None if number is None else number / _WHOLE
    if behind[:1] and behind[0] in _PERCENT and behind[1:2] == ("of",):
        number = _number(word)
        return None if number is None else number / _WHOLE
    part = PARTS.get(word, PARTS.get(word.removesuffix("s")))
    if part is not None and behind[:1] and behind[0] in ("of", "the"):
        before = [each for each in words[max(0, at - 2) : at] if each != "-"][-1:]
        return ((_number(before[0]) if before else None) or Decimal(1)) / part
    if word == "some" and words[at - 1] in _OF_WHOM and (not behind or not behind[0].isalpha()):
        return _SOME
    count = _number(word)
    for between in _OUT_OF if count is not None else ():
        if behind[: len(between)] == between and len(behind) > len(between):
            whole = _number(behind[len(between)])
            if count and whole and count < whole:
                return count / whole
    return None


def _number(word: str) -> Decimal | None:
    """What a word counts, if it is a number."""
    if word.replace(".", "", 1).isdecimal():
        return Decimal(word)
    return CARDINALS.get(word)


def youngest(sentence: Sentence) -> Iterator[range]:
    """Where people are only those below an age: "in children under six".

    Args:
        sentence: the sentence.
    """
    tokens = sentence.tokens
    for mention in sentence.mentions:
        behind = range(mention.end, min(mention.end + _AGE, len(tokens)))
        below = [tokens[at].word for at in behind[:2]]
        if KB("PersonGroup") not in mention.kinds or _BELOW.isdisjoint(below):
            continue
        for at in behind:
            if numeral(tokenise(tokens[at].word), 0) is not None:
                yield range(mention.end, at + 1)
                break
