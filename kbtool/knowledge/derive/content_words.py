"""The words of texts that name something, by the words of the vocabulary that name nothing (kb:functionWord)."""

from __future__ import annotations

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import value
from kbtool.text.naming import Words


def content_words(store: ox.Store) -> Words | None:
    """Reads the words that name something; None, where the vocabulary has none that name nothing.

    Args:
        store: the knowledge base.
    """
    quads = store.quads_for_pattern(None, KB("functionWord"), None, None)
    function_words = {value(quad.object) for quad in quads}
    return Words(function_words) if function_words else None
