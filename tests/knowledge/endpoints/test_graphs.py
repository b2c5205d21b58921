"""Graphs that somebody else has written: what can be checked without texts is, and what cannot is named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from commands import kbtool
from small_store import Reply, SmallStore, small_store

GRAPHS = ("http://e/knowledge", "http://e/articles")
NAMED = ("--graph", GRAPHS[0], "--graph", GRAPHS[1])


@pytest.fixture
def store(kb: Path) -> Iterator[SmallStore]:
    """A store that holds what the files of a knowledge base state, their nodes without a name as such."""
    with small_store() as running:
        for folder, graph in zip(("kb", "sources"), GRAPHS, strict=True):
            for path in sorted((kb / folder).rglob("*.ttl")):
                data = path.read_bytes()
                to = ox.NamedNode(graph)
                running.holding.load(data, format=ox.RdfFormat.TURTLE, to_graph=to)
        yield running


def told(findings: str) -> list[tuple[Any, ...]]:
    """What was found, but where and by the rules that look at quotes and the words around them."""
    listed = json.loads(findings)["findings"]
    return sorted(
        (
            f["code"],
            "" if f["node"].startswith("_:") else f["node"],
            f["message"],
            f["verdict"] or "",
        )
        for f in listed
        if not f["code"].startswith(("A", "S"))
    )


def test_the_rules_that_need_texts_are_named_and_the_exit_code_is_2(
    store: SmallStore, kb: Path
) -> None:
    found = kbtool("check", "--endpoint", store.address, *NAMED, "--format", "json", cwd=kb)
    assert found.returncode == 2
    assert (
        "kbtool: error: the graphs lack the texts of 2 articles, so that A01, A02" in found.stderr
    )
    assert "accept that with --ignore A" in found.stderr
    assert told(found.stdout)


def test_what_else_is_found_is_the_same_without_places(store: SmallStore, kb: Path) -> None:
    how = ("--ignore", "A", "--format", "json")
    here = kbtool("check", *how, cwd=kb)
    there = kbtool("check", "--endpoint", store.address, *NAMED, *how, cwd=kb)
    assert there.returncode == here.returncode == 1, there.stderr
    assert "kbtool: warning: the graphs lack the texts of 2 articles" in there.stderr
    assert told(there.stdout) == told(here.stdout)
    for finding in json.loads(there.stdout)["findings"]:
        assert finding["span"] is None
        assert finding["declared"] is None


def test_a_draft_in_prose_needs_no_texts(store: SmallStore, kb: Path) -> None:
    (kb / "draft.md").write_text("Ibuprofen treats pain in 70% of people.\n")
    here = kbtool("check", "draft.md", "--format", "json", cwd=kb)
    there = kbtool(
        "check", "--endpoint", store.address, *NAMED, "draft.md", "--format", "json", cwd=kb
    )
    assert there.returncode == here.returncode, there.stderr
    assert told(there.stdout) == told(here.stdout)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--graph", "http://e/none"), "has nothing in the graph <http://e/none>"),
        (("--graph", "no iri"), "--graph 'no iri' is no IRI"),
        ((*NAMED, "--load", "0"), "--graph and --load name two things"),
    ],
)
def test_graphs_that_cannot_be_meant(
    store: SmallStore, kb: Path, words: tuple[str, ...], message: str
) -> None:
    found = kbtool("check", "--endpoint", store.address, *words, cwd=kb)
    assert (found.returncode, found.stdout) == (2, "")
    assert message in found.stderr


def test_nodes_without_a_name_in_an_answer_that_is_cut(store: SmallStore, kb: Path) -> None:
    def cut(asked: str) -> Reply | None:
        if not asked.endswith("{ ?s ?p ?o } }"):
            return None
        results = store.holding.query(f"{asked} LIMIT 100")
        assert isinstance(results, ox.QuerySolutions)
        return Reply(results.serialize(format=ox.QueryResultsFormat.JSON) or b"")

    store.fault = cut
    found = kbtool("check", "--endpoint", store.address, *NAMED, cwd=kb)
    assert (found.returncode, found.stdout) == (2, "")
    assert "and gives 100; as it has nodes without a name" in found.stderr


def test_graphs_that_are_changed_while_they_are_read(store: SmallStore, kb: Path) -> None:
    def growing(asked: str) -> Reply | None:
        if "SELECT ?s ?p ?o" in asked and GRAPHS[1] in asked:
            node = ox.NamedNode("http://e/new")
            store.holding.add(ox.Quad(node, node, node, ox.NamedNode(GRAPHS[0])))
        return None

    store.fault = growing
    found = kbtool("check", "--endpoint", store.address, *NAMED, cwd=kb)
    assert (found.returncode, found.stdout) == (2, "")
    assert f"was changed while it was read: <{GRAPHS[0]}> holds" in found.stderr
