"""Exports of nodes that have no name: nothing of them is lost, dangling or merged, and they look the same in each run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from cases import Case, lay_out
from example import ARTICLE, TURTLE
from kbtool.checks.run import check
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import ID, KB, RDF, RDFS
from kbtool.reports.formats import EXPORTS

NESTED = """
id:c-pain kb:cites _:b0 ; kb:note ( "first" [ rdfs:label "inner" ] ) .
_:b0 a kb:VagueCitation ; kb:asPrinted "a study" .
"""
OTHER = """
id:c-safe kb:cites _:b0 .
_:b0 a kb:VagueCitation ; kb:asPrinted "experts" .
"""


def opened(folder: Path) -> KnowledgeBase:
    root = lay_out(Case("E01", TURTLE + NESTED, (), article=ARTICLE), folder)
    first = next(root.rglob("kb/base.ttl"), None) or next((root / "kb").glob("*.ttl"))
    prefixes = "".join(
        line for line in first.read_text().splitlines(keepends=True) if line.startswith("@prefix")
    )
    (root / "kb" / "zz-other.ttl").write_text(prefixes + OTHER)
    kb = open_knowledge_base(root, today=date(2026, 1, 3))
    check(kb, list(kb.rules))
    return kb


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> list[KnowledgeBase]:
    return [opened(tmp_path_factory.mktemp("nested") / "project") for _ in range(2)]


@pytest.mark.parametrize("format_", EXPORTS.names)
def test_an_export_is_the_same_in_each_run(twice: list[KnowledgeBase], format_: str) -> None:
    first, second = (
        EXPORTS.renderer(format_)(kb).replace(f"{kb.workspace.root}/", "") for kb in twice
    )
    assert first == second


@pytest.mark.parametrize(
    ("format_", "syntax"), [("nquads", ox.RdfFormat.N_QUADS), ("nanopub", ox.RdfFormat.TRIG)]
)
def test_each_nested_node_is_there_with_what_it_says_and_with_nothing_of_another(
    twice: list[KnowledgeBase], format_: str, syntax: ox.RdfFormat
) -> None:
    quads = list(ox.parse(EXPORTS.renderer(format_)(twice[0]), format=syntax))
    about: dict[object, set[tuple[object, object]]] = {}
    for quad in quads:
        about.setdefault(quad.subject, set()).add((quad.predicate, quad.object))

    def values(node: object, predicate: ox.NamedNode) -> set[object]:
        return {value for name, value in about[node] if name == predicate}

    for claim, words in (("c-pain", "a study"), ("c-safe", "experts")):
        (cited,) = (
            node
            for node in values(ID(claim), KB("cites"))
            if KB("VagueCitation") in values(node, RDF("type"))
        )
        assert values(cited, KB("asPrinted")) == {ox.Literal(words)}
    (head,) = values(ID("c-pain"), KB("note"))
    assert values(head, RDF("first")) == {ox.Literal("first")}
    (rest,) = values(head, RDF("rest"))
    (inner,) = values(rest, RDF("first"))
    assert values(inner, RDFS("label")) == {ox.Literal("inner")}
    assert values(rest, RDF("rest")) == {RDF("nil")}
    assert all(isinstance(term, ox.NamedNode) for term in about) or format_ == "nquads"
