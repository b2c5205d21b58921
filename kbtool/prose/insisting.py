"""The words by which a statement claims more than that it is so: "proven to", "the best", "all" before a class."""

from __future__ import annotations

from kbtool.prose.circumstances import Circumstances
from kbtool.prose.mention import Mention
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect


def insisting_words(reading: Circumstances, subject: Mention) -> range | None:
    """The numbers of the words that claim more for a statement than that it is so; None, if there are none.

    Args:
        reading: the statement with what the words around make of it.
        subject: what it is said of.
    """
    if reading.insisting is not None:
        return reading.insisting
    if reading.denies:
        return None
    if reading.filled.trigger.overstates and not _is_one_of(reading):
        return range(reading.filled.places[0], reading.filled.places[-1] + 1)
    if (within := _within_trigger(reading)) is not None:
        return within
    return _whole(reading, subject) if subject.from_before is None else None


def _within_trigger(reading: Circumstances) -> range | None:
    """A cue of which a trigger has words, so that it does not reach it: "cannot fail to"."""
    sentence, own = reading.sentence, set(reading.filled.places)
    for each in sentence.contexts:
        shares = not own.isdisjoint(range(each.start, each.end))
        if each.effect is Effect.INSISTS and shares and each.stands_among(sentence.contexts):
            return range(each.start, each.end)
    return None


def _whole(reading: Circumstances, subject: Mention) -> range | None:
    """What says it of each one, or everywhere: "all" before what is of several kinds, "at any age"."""
    sentence = reading.sentence
    whichever = [n for n in sorted(reading.everywhere) if _is_whole(sentence, n)]
    if whichever and whichever[0] - 1 not in reading.everywhere:
        return range(whichever[0], whichever[0] + 1)
    if reading.everywhere:
        return range(min(reading.everywhere), max(reading.everywhere) + 1)
    at = subject.start - 1
    while at > sentence.own_from and sentence.tokens[at].word in sentence.lexicon.small:
        at -= 1
    whole = at >= sentence.own_from and _is_whole(sentence, at)
    return range(at, at + 1) if whole else None


def _is_one_of(reading: Circumstances) -> bool:
    """Whether the words of a trigger only look as if they said more: "one of the best"."""
    return any(
        not each.is_cue
        and each.effect is Effect.INSISTS
        and any(each.start <= at < each.end for at in reading.filled.places)
        for each in reading.sentence.contexts
    )


def _is_whole(sentence: Sentence, at: int) -> bool:
    """Whether a word says it of each one: "all"."""
    return sentence.tokens[at].word in sentence.lexicon.wholes
