"""The words of a sentence that nothing explains: neither what it is read as, nor a name, nor a cue of context."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pyoxigraph as ox

from kbtool.prose.filled import Filled
from kbtool.prose.phrases import has_content
from kbtool.prose.sentence import Sentence
from kbtool.text.stretch import Stretch

_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})


def unread_words(
    sentence: Sentence, triggers: Iterable[Filled], stated: Collection[ox.NamedNode]
) -> tuple[Stretch, ...]:
    """The words with a meaning of their own that were passed over, in order.

    What such a word does to a statement is not known: "fogginess that is incurable" is more than fogginess.

    Args:
        sentence: the sentence.
        triggers: what is stated in it.
        stated: the concepts that what it states is of.
    """
    read = {
        at for each in sentence.names if each.node in stated for at in range(each.start, each.end)
    }
    for filled in filter(lambda each: each.is_complete, triggers):
        places = set(filled.places)
        read |= places
        for context in sentence.contexts_at(places, places):
            read |= set(range(context.start, context.end))
    for said in sentence.modal:
        read |= set(range(said.start, said.end))
    return tuple(
        sentence.words(at, at + 1)
        for at in range(sentence.own_from, len(sentence.tokens))
        if at not in read and _means_something(sentence, at)
    )


def _means_something(sentence: Sentence, at: int) -> bool:
    lexicon, token = sentence.lexicon, sentence.tokens[at]
    if token.word.endswith("%"):
        return True
    if not token.word.isalpha() or not has_content(lexicon, token):
        return False
    light = lexicon.idle | lexicon.idle_adjectives | lexicon.light_nouns
    if at - 1 in sentence.named:
        light |= lexicon.all_heads
    return token.forms.isdisjoint(light) and (not token.kinds or bool(token.kinds & _CONTENT))
