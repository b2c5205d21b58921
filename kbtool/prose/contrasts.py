"""Sentences that deny one thing beside another: "X is a habit, not a disorder", "works in children but not in adults"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kbtool.prose.noun_phrases import PREPOSITIONS
from kbtool.prose.word_order import DETERMINERS, Order, Words
from kbtool.rdf.namespaces import KB

_NOT = frozenset({"not", "never"})
_BESIDE = frozenset({"but", "and", ","})
_BE = frozenset({"is", "are", "was", "were"})
_ALONE = frozenset({"only", "solely", "exclusively", "just"})
_GROUP = KB("PersonGroup")
_BEFORE_GROUPS = frozenset({"in", "for", "to", "by", "on", "with", "among"})


def denied_beside(of: Words, places: Sequence[int]) -> Iterator[Order]:
    """The denials that a sentence has beside what it asserts.

    Args:
        of: the words of the sentence.
        places: those that are read.
    """
    for n in range(2, len(places) - 1):
        if of.words[places[n]] not in _NOT:
            continue
        denied = _to_the_end(of, places[n + 1 :])
        if not denied or of.has_denial(places[:n]) or of.has_denial(denied):
            continue
        stated = _without_joint(of, places[:n])
        if len(stated) == n:
            continue
        if (group := _group(of, denied)) is not None:
            yield from _of_others(of, stated, places[n], group)
        elif of.words[denied[0]] not in PREPOSITIONS:
            yield from _of_another(of, stated, places[n], denied)
    yield from _rather_than(of, places)


def _rather_than(of: Words, places: Sequence[int]) -> Iterator[Order]:
    """Say "X is not B" for "rather than B, X is A" and "X is A rather than B"."""
    words = [of.words[at] for at in places]
    at = next((n for n in range(len(words) - 2) if words[n : n + 2] == ["rather", "than"]), None)
    if at is None:
        return
    if at:
        stated, denied = _without_joint(of, places[:at]), _to_the_end(of, places[at + 2 :])
    else:
        comma = words.index(",") if "," in words else 0
        denied, stated = tuple(places[2:comma]), tuple(places[comma + 1 :])
    if not denied or not stated or of.has_denial((*stated, *denied)):
        return
    be = _be(of, stated)
    if be is not None and of.is_name(denied):
        yield (*stated[: be + 1], of.word_before("not", denied[0]), *denied)


def _to_the_end(of: Words, places: Sequence[int]) -> tuple[int, ...]:
    """The words up to the end of the sentence, or the next mark."""
    found: list[int] = []
    for at in places:
        if not of.sentence.tokens[at].is_word:
            break
        found.append(at)
    return tuple(found)


def _without_joint(of: Words, places: Sequence[int]) -> tuple[int, ...]:
    """Words without the "but" or the comma that they end in."""
    end = len(places)
    while end and of.words[places[end - 1]] in _BESIDE:
        end -= 1
    return tuple(places[:end])


def _group(of: Words, denied: Sequence[int]) -> tuple[int, ...] | None:
    """The name of a group of people that is all that is denied: "for adults"; None, if it is something else."""
    prepositions = sum(of.words[at] in _BEFORE_GROUPS for at in denied[:1])
    named = denied[prepositions:]
    kinds = (
        each.kinds
        for each in of.sentence.mentions
        if named and (each.start, each.end) == (named[0], named[-1] + 1)
    )
    return tuple(named) if any(_GROUP in each for each in kinds) else None


def _of_others(of: Words, stated: Sequence[int], no: int, group: Sequence[int]) -> Iterator[Order]:
    """Say "X does not V in B" for "X V in A, but not in B"."""
    whole = [at for at in stated if of.words[at] not in _ALONE]
    said_of = [
        each
        for each in of.sentence.mentions
        if _GROUP in each.kinds
        and (of.words[each.start - 1] in _BEFORE_GROUPS or _may_be_verb(of, each.start - 1))
        and set(range(each.start, each.end)) <= set(whole)
    ]
    if len({(each.start, each.end) for each in said_of}) != 1:
        return
    first = said_of[0]
    rest = [at for at in whole if at >= first.end]
    before = [at for at in whole if at < first.start]
    verb = next((n for n, at in enumerate(before) if of.is_verb(at)), None) or next(
        (n for n, at in enumerate(before) if n and _may_be_verb(of, at)), None
    )
    if not verb:
        return
    behind = verb + 1 if "AUX" in of.sentence.tokens[before[verb]].kinds else verb
    yield (*before[:behind], no, *before[behind:], *group, *rest)


def _may_be_verb(of: Words, at: int) -> bool:
    """Whether a word right behind a name may be its verb: "works"."""
    return at > 0 and "VERB" in of.sentence.tokens[at].kinds and of.is_named(at - 1)


def _may_lead_to(of: Words, at: int) -> bool:
    """Whether a word right before a name may be a verb of which that is the object: "cause"."""
    return "VERB" in of.sentence.tokens[at].kinds and of.is_named(at + 1)


def _of_another(
    of: Words, stated: Sequence[int], no: int, denied: Sequence[int]
) -> Iterator[Order]:
    """Say "X is not B" for "X is A, not B", and "B does not V O" for "A V O, not B" where A is nothing that is known."""
    if not of.is_name(denied):
        return
    be = _be(of, stated)
    if be is not None:
        yield (*stated[: be + 1], no, *denied)
        return
    verb = next((n for n, at in enumerate(stated) if of.is_verb(at)), None) or next(
        (n for n, at in enumerate(stated[:-1]) if n and _may_lead_to(of, at)), None
    )
    if not verb or any(of.is_named(at) for at in stated[:verb]):
        return
    yield (*denied, no, *stated[verb:])


def _be(of: Words, places: Sequence[int]) -> int | None:
    """Where the verb of a sentence that says what something named is stands; None, if it says something else."""
    verb = next((n for n, at in enumerate(places) if of.is_verb(at)), None)
    if not verb or of.words[places[verb]] not in _BE or verb + 1 >= len(places):
        return None
    behind = of.skip_adverbs(places[verb + 1])
    says_what = behind < of.end and of.words[behind] in DETERMINERS
    return verb if says_what and of.is_named(places[verb - 1]) else None
