"""Names without the way in which something goes, beside a verb of the other way: "increases appetite" is no loss of it."""

from __future__ import annotations

import pyoxigraph as ox

from kbtool.prose.filled import Filled
from kbtool.prose.mention import Mention
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.lexicon import Lexicon
from kbtool.text.directions import Direction


def is_opposed(sentence: Sentence, filled: Filled, mention: Mention) -> bool:
    """Whether a trigger goes up where the concept goes down that a name without a direction stands for, or vice versa.

    Args:
        sentence: the sentence.
        filled: the trigger.
        mention: the name.
    """
    if mention.node in filled.trigger.implied:
        return False  # the phrase itself says which way its object goes
    words = sentence.lexicon.quantities.units.words
    if any(words.of(sentence.tokens[at].word) for at in range(mention.start, mention.end)):
        return False
    way = _way_of(sentence.lexicon, mention.node)
    ways = {words.of(sentence.tokens[at].word) for at in filled.places} - {None}
    return way is not None and len(ways) == 1 and way not in ways


def _way_of(lexicon: Lexicon, node: ox.NamedNode) -> Direction | None:
    """The direction that the names of a concept tell; None, if they tell none, or both."""
    words = lexicon.quantities.units.words
    forms = (form for name in lexicon.names.get(node, ()) for some in name for form in some)
    found = {way for form in forms if (way := words.of(form)) is not None}
    return found.pop() if len(found) == 1 else None
