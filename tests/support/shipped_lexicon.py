"""The words of the shipped knowledge base, by which prose is read."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from invented import ROOT
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.words.lexicon import Lexicon


@cache
def shipped_lexicon() -> Lexicon:
    """The words of the knowledge base itself; read once, since that takes seconds."""
    store = ox.Store()
    for file in sorted((ROOT / "kb").rglob("*.ttl")):
        store.load(path=file, format=ox.RdfFormat.TURTLE)
    return read_lexicon(store)
