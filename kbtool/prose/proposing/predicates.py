"""Which predicates and measures some words may mean: those of which a trigger stands in them, and those that are near."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.labels import Labels
from kbtool.prose.proposing.likeness import Likeness, Role
from kbtool.prose.proposing.spoken import Naming, Zone, named_in
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.lexicon import Lexicon
from kbtool.text.stretch import Stretch

_LEAST = 0.3
"""Of what is named less than this is not near."""


class Meant(Struct, frozen=True):
    """Predicates and measures that some words may mean.

    Attributes:
        stands: those of which a trigger stands in the words.
        near: others whose triggers have some of the words, the nearest first.
        concepts: the concepts that the words name.
    """

    stands: Sequence[ox.NamedNode]
    near: Sequence[ox.NamedNode]
    concepts: Sequence[ox.NamedNode]


def meant_by(words: str, lexicon: Lexicon, labels: Labels, number: int = 5) -> Meant:
    """The predicates and measures that some words may mean, and the concepts that they name.

    Args:
        words: the words: "raises blood pressure".
        lexicon: the names and triggers of a knowledge base.
        labels: how nodes read.
        number: how many near ones.
    """
    sentence = Sentence(words, Stretch(0, len(words)), lexicon)
    if not sentence.tokens:
        return Meant((), (), ())
    triggers = Naming(sentence).triggers
    stands = list(dict.fromkeys(each.trigger.relation for each in triggers))
    spoken = {Zone.REST: named_in(sentence, range(len(sentence.tokens)), triggers)}
    named = Likeness(lexicon, labels).of(spoken)[Role.RELATION]
    relations = {*lexicon.kinds, *lexicon.figure_triggers} - set(stands)
    near = [
        (-amount, node.value)
        for node, amount in named.items()
        if isinstance(node, ox.NamedNode) and node in relations and amount >= _LEAST
    ]
    concepts = list(dict.fromkeys(each.node for each in sentence.mentions))
    return Meant(stands, [ox.NamedNode(iri) for _, iri in sorted(near)[:number]], concepts)
