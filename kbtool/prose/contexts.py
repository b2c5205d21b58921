"""What the words of a sentence make of what stands near them: ConText's cues, their reach, what ends it, and look-alikes.

The method is ConText's (Harkema et al. 2009, J Biomed Inform 42:839-851).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from kbtool.prose.mention import Mention
from kbtool.prose.reach import Reaching
from kbtool.prose.words.context import Context
from kbtool.prose.words.cues import Cue, Effect, Reach
from kbtool.prose.words.lexicon import Lexicon
from kbtool.text.tokens import Token


def contexts_in(
    tokens: Sequence[Token], lexicon: Lexicon, named: Iterable[tuple[int, int]]
) -> list[Context]:
    """The cues in the words of a sentence, and what looks like one, with what each reaches.

    Args:
        tokens: the words.
        lexicon: the cues that are known.
        named: where names of concepts begin and end; a cue within a name is none, but one that insists may be the
            name of how something is so as well: "for good".
    """
    spans = list(named)
    inside = {at: (start, end) for start, end in spans for at in range(start, end)}
    cues = [
        (place, end, cue)
        for place in range(len(tokens))
        for end, cue in _cues_at(tokens, lexicon, place)
        if not _is_cut(tokens, place, end, spans)
    ]
    ways = {(place, end) for place, end, cue in cues if cue.effect is Effect.INSISTS}
    found = [
        (place, end, cue)
        for place, end, cue in cues
        if not _is_within(place, end, inside)
        or (cue.effect in _OF_A_WAY and (place, end) in ways and inside[place] == (place, end))
    ]
    denials = frozenset(place for place, _, cue in found if cue.effect is Effect.NEGATES)
    reader = Reaching(tokens, lexicon, dict(spans), denials)
    return [
        *(
            context
            for place, end, cue in found
            for context in reader.contexts(cue, place, end)
            if any(context.reached)
        ),
        *(
            Context(each, place, end, is_cue=False)
            for place in range(len(tokens))
            for end, _, effect in lexicon.pseudo_index.at(tokens, place)
            for each in (_OF_CONDITIONS if effect is Effect.CONDITIONS else (effect,))
        ),
    ]


def gives_a_name(context: Context, tokens: Sequence[Token], mentions: Sequence[Mention]) -> bool:
    """Whether words only tell by what other name something goes: "insulin, sold as Humulin, ...".

    Args:
        context: the cue.
        tokens: the words of the sentence.
        mentions: the concepts that it names.
    """
    if context.effect is not Effect.REPORTS or tokens[context.end - 1].word != "as":
        return False
    behind = {kind for each in mentions if each.start == context.end for kind in each.kinds}
    before = (each for each in mentions if each.end in (context.start - 1, context.start))
    return any(not behind.isdisjoint(each.kinds) for each in before)


def meant_at(
    contexts: Sequence[Context], places: Iterable[int], own: Set[int] = frozenset()
) -> list[Context]:
    """The contexts that reach any of some tokens, without those of which a longer cue or a look-alike has the words.

    Args:
        contexts: the contexts of the sentence.
        places: the numbers of the tokens.
        own: the numbers of the words of the statement itself, which are no cues: "is free of" of a predicate that says so.
    """
    wanted = frozenset(places)
    live = [
        each
        for each in contexts
        if not each.is_cue
        or own.isdisjoint(range(each.start, each.end))
        or (each.effect in _LONGER and _says_more(each, contexts, own))
    ]
    cues = [each for each in live if each.is_cue]
    return [
        each
        for each in live
        if each.reaches(wanted)
        and each.stands_among(cues if _supposes_all(each, live, wanted) else live)
    ]


def _supposes_all(cue: Context, contexts: Sequence[Context], places: Set[int]) -> bool:
    """Whether places lie in a condition that the rest of the sentence is limited to: "if you have no pain, you may go".

    What only looks like a condition leaves nothing open of the rest: "if you have gout, ...".
    """
    return (
        cue.effect is Effect.SUPPOSES
        and any(places <= {*part} for part in cue.reached)
        and any(
            each.effect is Effect.LIMITS and each.start == cue.start and any(each.reached)
            for each in contexts
            if each.is_cue
        )
    )


def _says_more(cue: Context, contexts: Sequence[Context], own: Set[int]) -> bool:
    """Whether a cue has words beside those of the statement, and these are none: "stops being", not "no one"."""
    shared = {at for at in range(cue.start, cue.end) if at in own}
    alike = (each for each in contexts if each.is_cue and each.effect is cue.effect)
    inside = any(shared.issuperset(range(each.start, each.end)) for each in alike)
    return len(shared) < cue.end - cue.start and not inside


def _cues_at(tokens: Sequence[Token], lexicon: Lexicon, place: int) -> Iterator[tuple[int, Cue]]:
    """The cues that begin at a place, each with the place behind it; of those that do the same, one."""
    seen: set[tuple[int, Effect, Reach]] = set()
    for end, _, cue in lexicon.cue_index.at(tokens, place, loosely=True):
        if (end, cue.effect, cue.reach) not in seen:
            seen.add((end, cue.effect, cue.reach))
            yield end, cue


def _is_cut(
    tokens: Sequence[Token], start: int, end: int, spans: Iterable[tuple[int, int]]
) -> bool:
    """Whether the last word of a cue belongs to what follows: "with treatment" of "with treatment-resistant gout"."""
    if end - start > 1 and end < len(tokens) and tokens[end].joined:
        return True
    return any(start < first < end < last for first, last in spans)


def _is_within(start: int, end: int, named: dict[int, tuple[int, int]]) -> bool:
    span = named.get(start)
    return span is not None and end <= span[1]


_OF_CONDITIONS = (Effect.SUPPOSES, Effect.LIMITS)
"""What a condition makes of the words around it."""

_OF_A_WAY = frozenset({Effect.INSISTS, Effect.FOCUSES})
"""The effects of cues that insist that something is so, in words that may be the name of how it is so: "permanently"."""

_LONGER = frozenset({Effect.NEGATES, Effect.LIMITS, Effect.REPORTS})
"""The effects of cues that may have a word of the statement beside their own: "stops being", "used to be"."""
