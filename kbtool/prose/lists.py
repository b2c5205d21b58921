"""The names that a sentence lists: "relieves pain, fever and nausea", "approved for fever and for pain"."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set

from kbtool.prose.clauses import is_finite
from kbtool.prose.mention import Mention
from kbtool.prose.noun_phrases import COMPARING, JOINS, PREPOSITIONS
from kbtool.prose.phrases import is_light
from kbtool.prose.sentence import Sentence
from kbtool.text.tokens import Token

CONJUNCTIONS = frozenset({"and", "or", "nor", "&"})
"""What joins the last thing that a list names; a comma alone may begin a clause."""

_BUT_ALSO = ["but", "also"]
"""What joins the last thing that "not only" names."""

_ITEM = 3
"""So many words may a thing have that a list names beside known ones."""


def listed_before(
    sentence: Sentence, found: Sequence[Mention], chosen: Mention
) -> tuple[Mention, ...]:
    """A mention with those that a list puts before it.

    Args:
        sentence: the sentence.
        found: the mentions that may be listed.
        chosen: the mention.
    """
    listed = _same_place(found, chosen)
    at = chosen.start
    joins = CONJUNCTIONS
    while (before := _joined_before(sentence.tokens, at, joins)) is not None:
        joins = JOINS
        before = _before_aside(sentence.tokens, before)
        beside = [each for each in found if each.end == before]
        if not beside:
            break
        listed += beside
        at = min(each.start for each in beside)
    return tuple(sorted(listed, key=lambda each: (each.start, each.end)))


def listed_behind(
    sentence: Sentence, found: Sequence[Mention], first: Mention, places: Collection[int]
) -> tuple[Mention, ...]:
    """A mention with those that a list adds to it.

    Args:
        sentence: the sentence.
        found: the mentions that may be listed, in order.
        first: the mention.
        places: the numbers of the words of the trigger, which begin no other clause.
    """
    listed = _same_place(found, first)
    end = first.end
    for each in found:
        if each.start < end:
            continue
        begin = _begin_behind_same(sentence, first, each)
        if not goes_on_between(sentence, end, begin) or _begins_clause(sentence, each.end, places):
            break
        listed.append(each)
        end = each.end
    words = (token.word for token in sentence.tokens[first.end : end])
    if len(listed) > 1 and (CONJUNCTIONS | {"also"}).isdisjoint(words):
        return tuple(_same_place(found, first))
    return tuple(listed)


def listed_from(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where a list with unknown things before a name begins: "no cramps or insomnia"; else the place of the name.

    Args:
        tokens: the tokens of the sentence.
        start: the number of the first token that the list may begin with.
        end: the number of the first token of the name.
    """
    words = tokens[start:end]
    if not words or words[-1].word not in CONJUNCTIONS:
        return end
    length = 0
    for token in words:
        length = 0 if token.word in JOINS else length + 1
        if length > _ITEM or (length and not _may_be_listed(token)):
            return end
    return start


def goes_on_between(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a list goes on between two names, with things between them that are not known.

    Args:
        sentence: the sentence.
        start: the number behind the one.
        end: the number of the first token of the other.
    """
    tokens = sentence.tokens[start:end]
    if any(is_finite(sentence.tokens, at, sentence.name_starts) for at in range(start, end)):
        return False
    if not any(token.word in JOINS for token in tokens):
        return [token.word for token in tokens] in ([], _BUT_ALSO)
    if tokens[0].word not in JOINS:
        return False
    length = 0
    for token in tokens:
        length = 0 if token.word in JOINS else length + 1
        if length > _ITEM or (length and not _may_be_listed(token)):
            return False
    return True


def _joined_before(tokens: Sequence[Token], at: int, joins: Set[str]) -> int | None:
    """The number behind what a list puts before a token; None, if no list does."""
    while at > 0 and is_light(tokens[at - 1]):
        at -= 1
    end = at
    while at > 0 and tokens[at - 1].word in JOINS:
        at -= 1
    return at if any(token.word in joins for token in tokens[at:end]) else None


def _before_aside(tokens: Sequence[Token], at: int) -> int:
    """The number behind what stands before words in parentheses, if they end here: "therapy (CBT) and"."""
    if not at or tokens[at - 1].word != ")":
        return at
    opens = [n for n in range(at - 1) if tokens[n].word == "("]
    return opens[-1] if opens else at


def _begin_behind_same(sentence: Sentence, first: Mention, other: Mention) -> int:
    """Where a name of a list begins, the preposition before it that the first one has, too: "for fever and for pain"."""
    before = [sentence.tokens[each.start - 1].word for each in (first, other)]
    repeats = first.start > 0 and before[0] == before[1] and before[0] in PREPOSITIONS
    return other.start - repeats


def _begins_clause(sentence: Sentence, at: int, places: Collection[int]) -> bool:
    """Whether a verb follows, so that what "and" adds is a clause of its own."""
    tokens = sentence.tokens
    return at < len(tokens) and at not in places and "AUX" in tokens[at].kinds


def _may_be_listed(token: Token) -> bool:
    """Whether a word may be one of a thing that a list names and that nobody knows."""
    verbal = "AUX" in token.kinds or token.kinds == {"VERB"}
    return token.is_word and not verbal and token.word not in PREPOSITIONS | COMPARING


def _same_place(found: Sequence[Mention], mention: Mention) -> list[Mention]:
    return [each for each in found if (each.start, each.end) == (mention.start, mention.end)]
