"""What an adjective is said of: "a safe, non-addictive option", "gentle and non-addictive, it helps"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from itertools import takewhile

from kbtool.prose.filled import Filled, Filling
from kbtool.prose.gaps import Gaps
from kbtool.prose.mention import Mention
from kbtool.prose.noun_phrases import PREPOSITIONS, stands_alone
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.trigger import Slot
from kbtool.rdf.terms import Term
from kbtool.text.tokens import Token, forms_of

_JOINS = frozenset({",", "and", "or", "but", "yet", "&"})
_NOTHING: Set[str] = frozenset()
_DENYING = frozenset({"non", "un"})
_COMPARING = frozenset({"less", "more", "least", "most", "as", "than"})
_ARTICLES = frozenset({"a", "an", "the", "our", "this", "its", "your", "their", "one"})
_BE = forms_of("be")
_PRESENTING = frozenset().union(
    *map(forms_of, ("be", "offer", "provide", "represent", "remain", "become", "stay", "as"))
)
_BREAKS = frozenset(".,;:!?—–()")
_LONGEST = 12
"""Tokens that a noun phrase may have."""


def qualities_in(sentence: Sentence) -> Iterator[Filled]:
    """The adjectives that state a predicate, each with what it is said of.

    One of which the words do not show what it describes is none of them.

    Args:
        sentence: the sentence.
    """
    for place in range(len(sentence.tokens)):
        for end, _, trigger in sentence.lexicon.quality_index.at(sentence.tokens, place):
            if not _is_quality(sentence.tokens[place:end]) or _compares(sentence.tokens, end):
                continue
            kinds = sentence.lexicon.kinds[trigger.relation].subject
            filling = _bearers(sentence, kinds, place, end)
            if bearers := filling.mentions:
                slots = {Slot.SUBJECT: bearers}
                attributive = _before_noun(sentence.tokens, end) or bearers[0].start >= end
                yield Filled(
                    trigger,
                    place,
                    end,
                    tuple(range(place, end)),
                    slots,
                    filling.doubts,
                    filling.passed,
                    attributive,
                )


def _is_quality(words: list[Token]) -> bool:
    return "ADJ" in words[-1].kinds or (len(words) > 1 and all(each.joined for each in words[1:]))


def _compares(tokens: list[Token], end: int) -> bool:
    """Whether an adjective only compares: what is "safer than" something else need not be safe."""
    if not tokens[end - 1].word.endswith("er"):
        return False
    behind = takewhile(lambda token: token.word not in _BREAKS, tokens[end:])
    return any(token.word == "than" for token in behind)


def _bearers(sentence: Sentence, kinds: frozenset[Term], place: int, end: int) -> Filling:
    tokens = sentence.tokens
    first = _first_adjective(tokens, place)
    if tokens[place - 1].word in _COMPARING and place:
        return Filling()
    is_predicate = first > 0 and not tokens[first - 1].forms.isdisjoint(_BE)
    described, last = _described(sentence, kinds, end, _NOTHING if is_predicate else _JOINS)
    if described:
        return Filling(described)
    if not _is_one_phrase(tokens, first, place, last):
        return Filling()
    before = first - 1
    while before >= 0 and tokens[before].word in _ARTICLES:
        before -= 1
    if before >= 0 and tokens[before].word == ",":
        apposed = _ending_at(sentence, kinds, before)
        if apposed:
            return Filling(apposed)
    if before < sentence.own_from or tokens[before].word in _BREAKS:
        is_alone = last == end or before == first - 1
        return Filling(_behind_comma(sentence, kinds, last) if is_alone else ())
    if tokens[before].forms.isdisjoint(_PRESENTING):
        return Filling()
    filling = Gaps(sentence, frozenset(range(before, end))).left(kinds, before)
    return filling if filling.doubts <= 1 else Filling()


def _before_noun(tokens: list[Token], at: int) -> bool:
    """Whether a noun follows that the adjective stands before: what limits that noun does not limit it."""
    while at < len(tokens) and (_describes(tokens[at]) or tokens[at].word in _JOINS):
        if "NOUN" in tokens[at].kinds:
            return True
        at += 1
    return at < len(tokens) and "NOUN" in tokens[at].kinds


def _first_adjective(tokens: list[Token], place: int) -> int:
    """The number of the first of the adjectives beside one that stand before it."""
    while place and (
        _describes(tokens[place - 1])
        or (tokens[place - 1].word in _JOINS and place > 1 and _describes(tokens[place - 2]))
    ):
        place -= 1
    return place


def _is_one_phrase(tokens: list[Token], first: int, place: int, last: int) -> bool:
    """Whether adjectives that a comma parts belong together: by an article before them, or by an "and" among them."""
    if all(token.word != "," for token in tokens[first:place]):
        return True
    joined = any(token.word in ("and", "or", "&") for token in tokens[first:last])
    before = tokens[first - 1] if first else None
    opened = before is not None and (
        before.word in _ARTICLES or not before.forms.isdisjoint(_PRESENTING - _BE)
    )
    return joined or opened


def _describes(token: Token) -> bool:
    """Whether a word may stand between an article and its noun."""
    if token.word in _DENYING or token.joined:
        return True
    if token.word in PREPOSITIONS:
        return False
    return token.is_word and bool(token.kinds & {"ADJ", "ADV"}) and "AUX" not in token.kinds


def _described(
    sentence: Sentence, kinds: frozenset[Term], end: int, joins: Set[str]
) -> tuple[tuple[Mention, ...], int]:
    """What the noun phrase around an adjective names, and the number behind it."""
    tokens = sentence.tokens
    at = end
    while at < min(len(tokens), end + _LONGEST):
        token = tokens[at]
        named = [each for each in sentence.mentions if each.start == at]
        fitting = _fitting(sentence, named, kinds)
        if fitting:
            return fitting, max(each.end for each in fitting)
        if named:
            at = max(each.end for each in named)
        elif (token.word in joins and at + 1 < len(tokens) and _describes(tokens[at + 1])) or (
            token.is_word and (_describes(token) or "NOUN" in token.kinds)
        ):
            at += 1
        else:
            break
    return (), at


def _ending_at(sentence: Sentence, kinds: frozenset[Term], comma: int) -> tuple[Mention, ...]:
    return _fitting(sentence, (each for each in sentence.mentions if each.end == comma), kinds)


def _behind_comma(sentence: Sentence, kinds: frozenset[Term], at: int) -> tuple[Mention, ...]:
    tokens = sentence.tokens
    if at >= len(tokens) or tokens[at].word != ",":
        return ()
    at += 1
    while at < len(tokens) and (tokens[at].word in _ARTICLES or _describes(tokens[at])):
        at += 1
    return _fitting(sentence, (each for each in sentence.mentions if each.start == at), kinds)


def _fitting(
    sentence: Sentence, mentions: Iterable[Mention], kinds: frozenset[Term]
) -> tuple[Mention, ...]:
    return tuple(each for each in mentions if each.fits(kinds) and stands_alone(sentence, each))
