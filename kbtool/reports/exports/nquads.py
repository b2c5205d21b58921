"""Everything as N-Quads: a graph for each file, and one for what is derived."""

from __future__ import annotations

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase


def export(kb: KnowledgeBase) -> str:
    """All quads, sorted; labels of blank nodes differ from run to run."""
    data = ox.serialize(kb.store, format=ox.RdfFormat.N_QUADS) or b""
    return "".join(sorted(data.decode().splitlines(keepends=True)))
