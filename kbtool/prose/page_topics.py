"""What a text is of as a whole: the one condition, or the one treatment, that it names most often by far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kbtool.prose.antecedents import Named
from kbtool.prose.own_subjects import set_aside
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.lexicon import Lexicon
from kbtool.prose.words.shortened import DISORDER, TREATMENT
from kbtool.rdf.terms import Term
from kbtool.text.stretch import Stretch

_OFTEN = {TREATMENT: 2, DISORDER: 3}
"""A text is about the treatment, or condition, that it names at least so often."""

_BY_FAR = 2
"""A text is of what it names so many times as often as all others together."""


def page_topics(text: str, sentences: Sequence[Stretch], lexicon: Lexicon) -> tuple[Named, ...]:
    """The one treatment and the one condition that a text names most often by far.

    Args:
        text: the text.
        sentences: its sentences.
        lexicon: the words of the knowledge base.
    """
    return tuple(
        each
        for kind, least in _OFTEN.items()
        for each in most_named(text, sentences, lexicon, kind, least)
    )


def most_named(
    text: str, sentences: Iterable[Stretch], lexicon: Lexicon, kind: Term, least: int
) -> tuple[Named, ...]:
    """What a text names most often by far of a kind, where it does so first; all that the name may mean.

    Args:
        text: the text.
        sentences: its sentences.
        lexicon: the words of the knowledge base.
        kind: the kind of concept.
        least: how often at least.
    """
    named: dict[tuple[Stretch, int], list[Named]] = {}
    for stretch in sentences:
        sentence = Sentence(text, stretch, lexicon)
        for each in sentence.mentions:
            if kind in each.kinds and not set_aside(sentence, each):
                named.setdefault((stretch, each.start), []).append(
                    Named(each, stretch, is_near=False)
                )
    counts = Counter(frozenset(each.mention.node for each in some) for some in named.values())
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < max(least, _BY_FAR * (counts.total() - ranked[0][1])):
        return ()
    chosen = ranked[0][0]
    first = (some for some in named.values() if {each.mention.node for each in some} == chosen)
    return tuple(next(first))
