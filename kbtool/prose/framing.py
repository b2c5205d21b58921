"""What headings and sentences make of what stands below or behind them: not so ("Debunked"), or not of here ("In horses").

Below the ones it is open what is so; below the others what is said may be so of something else, and so restates nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from kbtool.prose.answers import heading_says
from kbtool.prose.noun_phrases import PREPOSITIONS
from kbtool.prose.revoking import announces, is_denied
from kbtool.prose.sections import names_something_else
from kbtool.prose.sentence import Sentence
from kbtool.prose.told import Told
from kbtool.prose.words.cues import Effect, Heading
from kbtool.text.stretch import Stretch
from kbtool.text.tokens import Token

_LONGEST = 9
"""Tokens of the longest heading that frames: others say something themselves."""

_LEADING = frozenset(
    {"a", "an", "the", "our", "your", "their", "some", "these", "those", "all", "in", "on"}
)
"""Words that may stand before one that frames, beside adjectives and numbers."""

_BACK = 12
"""So many sentences back one is announced."""

_OTHERS = frozenset({Effect.REPORTS, Effect.REJECTS, Effect.DOUBTS})
"""The effects of cues by which a heading leaves open what stands below it."""


def told_by_heading(headings: Iterable[Sentence]) -> Told | None:
    """What the headings above a sentence leave open of it: "Fake news"; nothing, if a nearer one is of facts.

    Args:
        headings: the headings, the nearest first.
    """
    for heading in headings:
        if Heading.FACTS in heading_says(heading):
            return None
        if _frames(heading):
            return Told(None, heading.stretch)
    return None


def told_by_announcement(before: Iterable[tuple[Sentence, bool]]) -> Told | None:
    """What a sentence before leaves open of one: "What follows is untrue."; nothing, if others turn to facts between them.

    Args:
        before: the sentences of the section, the nearest first, each with whether what it announces goes on till there.
    """
    for sentence, goes_on in islice(before, _BACK):
        if sentence.mentions or not goes_on:
            continue
        if announces(sentence):
            return Told(None, sentence.stretch)
        if Heading.FACTS in heading_says(sentence) and len(sentence.tokens) <= _LONGEST:
            return None
    return None


def narrowed_by(headings: Iterable[Sentence]) -> Stretch | None:
    """The heading by which what stands below it may be of another kind, place or time than what is on file, if there is one.

    Args:
        headings: the headings above a sentence, the nearest first.
    """
    return next((each.stretch for each in headings if _narrows(each)), None)


def _frames(heading: Sentence) -> bool:
    if len(heading.tokens) > _LONGEST:
        return False
    index = heading.lexicon.heading_index
    framed = any(
        what is Heading.FRAMED
        and _may_lead(heading.tokens[:at])
        and not is_denied(heading, heading.tokens[:at])
        for at in range(len(heading.tokens))
        for _, _, what in index.at(heading.tokens, at)
    )
    open_ = any(
        each.effect in _OTHERS and each.stands_among(heading.contexts) for each in heading.contexts
    )
    return framed or (open_ and not heading.mentions)


def _may_lead(before: Sequence[Token]) -> bool:
    """Whether words before one that frames leave it what a heading is of: "our errors", and not "beyond errors"."""
    return all(
        not token.is_word
        or token.word in _LEADING
        or token.word.isdigit()
        or ("ADJ" in token.kinds and token.word not in PREPOSITIONS)
        for token in before
    )


def _narrows(heading: Sentence) -> bool:
    """Whether a heading is of another time, place or kind of being: "Before 1990", "In horses", "Veterinary use"."""
    words = [token for token in heading.tokens if token.is_word]
    if not words or len(heading.tokens) > _LONGEST or heading.has_verb:
        return False
    if not all(token.forms.isdisjoint(heading.lexicon.elsewhere) for token in words):
        return True
    if heading.mentions or words[0].word not in PREPOSITIONS:
        return False
    return names_something_else(heading) or any(token.word[0].isdigit() for token in words)
