"""What a statement is said of as well: "asthma, like gout, is a disorder", "unlike gout and fever, which are disorders"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kbtool.prose.filled import Filled
from kbtool.prose.lists import listed_before, listed_behind
from kbtool.prose.mention import Mention
from kbtool.prose.phrases import is_light
from kbtool.prose.sentence import Sentence
from kbtool.rdf.terms import Term

_WHICH = frozenset({"which", "who"})
_ENDS = frozenset({",", ".", "!", "?", ";", ":", ")", "–", "—"})


def related_to(sentence: Sentence, filled: Filled, kinds: frozenset[Term]) -> tuple[Mention, ...]:
    """The names right before the relative clause that a trigger begins, be they there for contrast; none, if it begins none.

    Args:
        sentence: the sentence.
        filled: the trigger.
        kinds: the kinds of concept that it is said of.
    """
    tokens, at = sentence.tokens, filled.start - 1
    while at > sentence.own_from and tokens[at].kinds == {"ADV"}:
        at -= 1
    if at <= sentence.own_from or tokens[at].word not in _WHICH:
        return ()
    end = at - 1 if tokens[at - 1].word == "," else at
    found = [each for each in sentence.names if each.fits(kinds) and each.end <= end]
    nearest = [each for each in found if each.end == end]
    return listed_before(sentence, found, nearest[0]) if nearest else ()


def likened(
    sentence: Sentence, filled: Filled, subjects: Sequence[Mention], kinds: frozenset[Term]
) -> Iterator[Mention]:
    """What the subjects of a statement are said to be like in it.

    Of what opens the sentence or stands between subject and verb, all that is said of the subject is said. What stands
    behind a statement may be likened to its object, unless that only says what kind of thing the subject is.

    Args:
        sentence: the sentence.
        filled: the trigger, with what fills its gaps.
        subjects: what it is said of.
        kinds: the kinds of concept that it is said of.
    """
    tokens = sentence.tokens
    own = {each.node for filling in filled.slots.values() for each in filling}
    own.update(each.node for each in subjects)
    names = [each for each in sentence.names if each.fits(kinds) and each.node not in own]
    for at in range(sentence.own_from, len(tokens)):
        if tokens[at].word != "like" or not _may_liken(sentence, filled, at):
            continue
        ahead = [each for each in names if each.start > at]
        chosen = ahead[0] if ahead else None
        if chosen is None or not all(map(is_light, tokens[at + 1 : chosen.start])):
            continue
        listed = listed_behind(sentence, ahead, chosen, filled.places)
        last = max(each.end for each in listed)
        if last < len(tokens) and tokens[last].word not in _ENDS:
            continue
        yield from listed


def _may_liken(sentence: Sentence, filled: Filled, at: int) -> bool:
    tokens, (first, end) = sentence.tokens, filled.span
    if at == sentence.own_from:
        return first > at
    if tokens[at - 1].word != ",":
        return False
    if at < filled.start:
        return first < at
    return end == at - 1 and filled.trigger.relation in sentence.lexicon.of_kinds
