"""What a sentence goes on to speak of, so that those behind it may, too."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from kbtool.prose.antecedents import Before, Named, spoken_of_before
from kbtool.prose.sections import names_something_else
from kbtool.prose.sentence import Sentence
from kbtool.prose.stand_ins import PLURAL, stands_for_nothing


def topics_of(sentence: Sentence, before: Before) -> frozenset[ox.NamedNode]:
    """What a sentence goes on to speak of, whether or not anything is read in it: the one thing that its "it" can stand for.

    A sentence that itself names before such a word what it may stand for speaks of that: "X is approved for this treatment".

    Args:
        sentence: the sentence.
        before: what was named before it.
    """
    near = [each for each in before.subjects if each.is_near and each.mention.kinds]
    found: set[ox.NamedNode] = set()
    for at in range(sentence.own_from, len(sentence.tokens)):
        if stands_for_nothing(sentence, at):
            continue
        several = sentence.tokens[at].word in PLURAL
        own = spoken_of_before(sentence, at)
        for _, _, kinds in sentence.lexicon.pronoun_index.at(sentence.tokens, at):
            if any(not each.kinds.isdisjoint(kinds) for each in own):
                continue
            fits = [each for each in near if not each.mention.kinds.isdisjoint(kinds)]
            found |= _spoken_of(fits, 2 if several else 1)
    if not found and not sentence.has_verb and not names_something_else(sentence):
        others = {kind for each in sentence.mentions for kind in each.kinds}
        found |= _spoken_of([each for each in near if others.isdisjoint(each.mention.kinds)], 1)
    return frozenset(found)


def _spoken_of(found: Sequence[Named], most: int) -> set[ox.NamedNode]:
    """What a sentence speaks of, or else what it names; nothing, if that is more than may be meant."""
    nodes = {each.mention.node for each in found if each.is_subject}
    nodes = nodes or {each.mention.node for each in found}
    return nodes if len(nodes) <= most else set()
