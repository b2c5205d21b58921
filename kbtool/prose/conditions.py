"""Which condition a sentence speaks of: its own, or that of the sentence before, the headings, or the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from kbtool.prose.antecedents import Before, Named
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.lexicon import Lexicon
from kbtool.prose.words.shortened import DISORDER, Topic
from kbtool.text.stretch import Stretch

_MOSTLY = 3
"""A text is of the condition that it names at least so often, and twice as often as any other."""


def topic_of(sentence: Sentence, before: Before, page: Callable[[], Topic | None]) -> Topic | None:
    """The condition that a sentence speaks of; of two, none.

    Args:
        sentence: the sentence.
        before: what was named before it.
        page: gives the condition that the text is of.
    """
    own = [Named(each, sentence.stretch) for each in sentence.mentions]
    within = [Named(each, sentence.stretch) for each in sentence.names]
    near = [each for each in before.subjects if each.is_near]
    for level in (own, within, near, before.heading):
        found = [each for each in level if DISORDER in each.mention.kinds]
        if found:
            one = len({each.mention.node for each in found}) == 1
            return Topic(found[0].mention.node, found[0].sentence) if one else None
    return page()


def page_topic(text: str, sentences: Iterable[Stretch], lexicon: Lexicon) -> Topic | None:
    """The condition that a text is of: the one that it names most often by far.

    Args:
        text: the text.
        sentences: its sentences.
        lexicon: the words of the knowledge base.
    """
    named = [
        Topic(each.node, stretch, is_page=True)
        for stretch in sentences
        for each in Sentence(text, stretch, lexicon).mentions
        if DISORDER in each.kinds
    ]
    counts = Counter(each.node for each in named)
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < max(_MOSTLY, 2 * sum(count for _, count in ranked[1:])):
        return None
    return next(each for each in named if each.node == ranked[0][0])
