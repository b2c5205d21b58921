"""What the evidence of a quantity is said of, by the words in which it tells what was found."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from kbtool.prose.figure_window import FigureWindow
from kbtool.prose.mention import Mention
from kbtool.prose.words.phrase_index import Forms
from kbtool.prose.words.quantities import FiledQuantity
from kbtool.rdf.terms import Term
from kbtool.text.tokens import Token

_ALIKE = 5
"""Letters that two words for one group share: "children", "childhood"."""


def is_told_of(window: FigureWindow, mention: Mention, quantity: FiledQuantity) -> bool:
    """Whether the evidence of a quantity is said of a concept, in these words or in others."""
    if mention.node in quantity.told_of:
        return True
    words = window.sentence.tokens[mention.start : mention.end]
    return all(is_told(each, quantity) for each in words) or any(
        all(not forms.isdisjoint(quantity.told) for forms in name)
        for name in names_of(window, mention.node)
    )


def is_told(token: Token, quantity: FiledQuantity) -> bool:
    """Whether the evidence of a quantity has a word, or one that begins alike."""
    return not token.forms.isdisjoint(quantity.told) or any(
        len(word) >= _ALIKE and word[:_ALIKE] == token.word[:_ALIKE] for word in quantity.told
    )


def names_of(window: FigureWindow, node: Term) -> Sequence[Forms]:
    """What a concept is called, each name as the forms of its words; nothing for what is no concept."""
    return window.sentence.lexicon.names.get(node, ()) if isinstance(node, ox.NamedNode) else ()
