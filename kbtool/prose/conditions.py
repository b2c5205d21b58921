"""Which condition a sentence speaks of: its own, or that of the sentence before, the headings, or the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kbtool.prose.antecedents import Before, Named
from kbtool.prose.page_topics import most_named
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.lexicon import Lexicon
from kbtool.prose.words.shortened import DISORDER, Topic
from kbtool.text.stretch import Stretch

_MOSTLY = 3
"""A text is of the condition that it names at least so often."""


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
    """The condition that a text is of: the one that it names most often by far; of two of one name, none.

    Args:
        text: the text.
        sentences: its sentences.
        lexicon: the words of the knowledge base.
    """
    found = most_named(text, sentences, lexicon, DISORDER, _MOSTLY)
    if len(found) != 1:
        return None
    return Topic(found[0].mention.node, found[0].sentence, is_page=True)
