"""All that the shipped derivations and rules ask can be told of what hangs together, if some texts join."""

from __future__ import annotations

from pathlib import Path

from kbtool.io.workspace import find_workspace
from kbtool.knowledge.derive.order import ConstructQuery
from kbtool.knowledge.files import read_file
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.slices.index import StoredIndex
from kbtool.knowledge.slices.kinds import Kinds
from kbtool.knowledge.slices.meeting import texts_to_join
from kbtool.knowledge.slices.updating import update
from kbtool.knowledge.slices.verifying import all_asked, placed_nodes
from kbtool.rdf.store import DERIVED

ROOT = Path(__file__).parents[3]


def test_nothing_shipped_needs_the_whole() -> None:
    kb = open_knowledge_base(ROOT, policies=find_workspace(ROOT).policies)
    workspace = kb.workspace
    index = StoredIndex(None, "shipped")
    paths = workspace.knowledge_files()
    update(index, paths, lambda path: read_file(workspace, path, kb.names), hash_all=True)
    kinds = Kinds(placed=frozenset(placed_nodes(kb.store)))
    kinds.add(kb.store.quads_for_pattern(None, None, None, DERIVED))
    kinds.merge(index.kinds())
    queries = [
        ConstructQuery(path, path.read_text(encoding="utf-8"))
        for path in workspace.derivation_files()
    ]

    asked = all_asked(kb.store, queries, kb.shapes, list(kb.rules))

    assert texts_to_join(asked, kinds)  # raises NeedsWholeError, and says for what
