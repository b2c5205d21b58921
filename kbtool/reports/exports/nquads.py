"""Everything as N-Quads: a graph for each file, and one for what is derived."""

from __future__ import annotations

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.reports.exports.blank_nodes import with_stable_labels


def export(kb: KnowledgeBase) -> str:
    """All quads, sorted, with labels of blank nodes that are the same from run to run."""
    data = ox.serialize(with_stable_labels(kb.store), format=ox.RdfFormat.N_QUADS) or b""
    return "".join(sorted(data.decode().splitlines(keepends=True)))
