"""The words of a sentence that nothing explains: neither what it is read as, nor a name, nor a cue of context.

What such a word does to a statement is not known: "fogginess that is incurable" is more than fogginess, and "in every
patient" more than in some. So all words count, of whatever part of speech, but those that are known to add nothing
(kb:plainWord).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

import pyoxigraph as ox

from kbtool.prose.circumstances import TURNING, Circumstances
from kbtool.prose.mention import Mention
from kbtool.prose.scope import scope_places
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.context import Context
from kbtool.prose.words.cues import Effect
from kbtool.prose.words.phrase_index import Forms
from kbtool.text.stretch import Stretch
from kbtool.text.tokens import same

_TAKEN_IN = frozenset(
    {Effect.NEGATES, Effect.REJECTS, Effect.SPECULATES, Effect.REPORTS, Effect.TESTIFIES, Effect.VOUCHES}
)  # fmt: skip
"""The effects of cues that what is stated has taken in: it is denied, or hedged, or told by somebody."""


def unread_words(
    sentence: Sentence, read: Set[int], begin: int | None = None
) -> tuple[Stretch, ...]:
    """The words that were passed over and may add to what is stated, in order.

    Args:
        sentence: the sentence.
        read: the numbers of the tokens that were taken in.
        begin: the first token that counts; None: the first one of its own.
    """
    first = sentence.own_from if begin is None else begin
    tokens = sentence.tokens
    found = [
        sentence.words(at, at + 1)
        if at >= sentence.own_from
        else Stretch(tokens[at].start, tokens[at].end)
        for at in range(first, len(tokens))
        if at not in read
        and tokens[at].is_word
        and tokens[at].word not in sentence.lexicon.plain_words
    ]
    return tuple(dict.fromkeys(found))


def unread_of_statement(
    reading: Circumstances,
    subject: Mention,
    scope: Mapping[ox.NamedNode, Sequence[Mention]],
    when: range,
    *,
    from_lead: bool,
) -> tuple[Stretch, ...]:
    """The words of a sentence that one statement of it does not account for.

    Args:
        reading: the statement with what the words around make of it.
        subject: what it is said of.
        scope: of whom, when and how it holds, with the names that say so.
        when: the tokens that say after which time.
        from_lead: whether a part of it stands in the line above a list.
    """
    sentence = reading.sentence
    stated = {subject.node, *(each.node for named in scope.values() for each in named)}
    if reading.object is not None:
        stated.add(reading.object.node)
    read = {*reading.filled.places, *when, *scope_places(sentence, scope)}
    if not _is_turned_twice(reading):
        read |= reading.modality.read
    read |= set(_of_names(each for each in sentence.names if each.node in stated))
    if subject.from_before is not None:
        read |= set(range(subject.start, subject.end))
    read |= set(_of_cues(sentence, reading.contexts))
    return unread_words(sentence, read, 0 if from_lead else None)


def unread_of_figure(
    sentence: Sentence, explained: Iterable[int], contexts: Iterable[Context]
) -> tuple[Stretch, ...]:
    """The words of a sentence that a figure of it, given for what is on file, does not account for.

    Args:
        sentence: the sentence.
        explained: the tokens of the figure, of the phrase of its measure, and of what it is of.
        contexts: the cues that reach them.
    """
    return unread_words(sentence, {*explained, *_of_cues(sentence, contexts)}, 0)


def _of_cues(sentence: Sentence, contexts: Iterable[Context]) -> Iterator[int]:
    """The words of cues that are taken in, and none that stands between two words of one: "it is usually not true"."""
    for context in contexts:
        if context.effect in _TAKEN_IN:
            for end, forms, _ in sentence.lexicon.cue_index.at(
                sentence.tokens, context.start, loosely=True
            ):
                if end == context.end:
                    yield from _matched(sentence, range(context.start, end), forms)


def _matched(sentence: Sentence, places: range, forms: Forms) -> Iterator[int]:
    wanted = list(forms)
    for at in places:
        if wanted and same(sentence.tokens[at], wanted[0]):
            wanted.pop(0)
            yield at


def _is_turned_twice(reading: Circumstances) -> bool:
    """Whether a denial is denied, where "always" may belong to the one or the other."""
    turning = sum(each.effect in TURNING for each in reading.contexts)
    return turning + reading.filled.trigger.denies > 1


def _of_names(mentions: Iterable[Mention]) -> Iterator[int]:
    return (at for each in mentions for at in range(each.start, each.end))
