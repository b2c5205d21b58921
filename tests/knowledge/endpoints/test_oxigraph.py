"""A knowledge base loaded into Oxigraph's server, and checked there: what is found is what a check of the files finds."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest

from commands import ROOT, kbtool
from example import two_articles
from in_stores import change, clear, graphs, values, without_labels
from stores import Running

N_QUADS = "application/n-quads"
LOAD = "https://w3id.org/kbtool/load/"


@pytest.fixture
def store(oxigraph_server: Running) -> Running:
    """An empty store."""
    clear(oxigraph_server)
    return oxigraph_server


@pytest.fixture(scope="module")
def loaded_once(
    oxigraph_server: Running, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, bytes]:
    """A knowledge base of two articles, and all that a store holds when it has been loaded there."""
    clear(oxigraph_server)
    root = two_articles(tmp_path_factory.mktemp("loaded") / "kb-of-two")
    done = kbtool("load", "--endpoint", oxigraph_server.query, cwd=root)
    assert done.returncode == 0, done.stderr
    return root, in_whole(oxigraph_server)


@pytest.fixture
def loaded(oxigraph_server: Running, loaded_once: tuple[Path, bytes]) -> Running:
    """A store that holds that load alone."""
    in_whole(oxigraph_server, loaded_once[1])
    return oxigraph_server


def in_whole(store: Running, instead: bytes | None = None) -> bytes:
    """All that a store holds, or what is put in its place."""
    asked = urllib.request.Request(
        store.query.removesuffix("query") + "store",
        instead,
        {"Accept": N_QUADS} if instead is None else {"Content-Type": N_QUADS},
        method="GET" if instead is None else "PUT",
    )
    with urllib.request.urlopen(asked) as answer:
        held: bytes = answer.read()
        return held


def test_what_is_found_in_the_shipped_knowledge_base_is_the_same_byte_for_byte(
    store: Running, tmp_path: Path
) -> None:
    loaded = kbtool("load", "--endpoint", store.query, cwd=ROOT)
    assert loaded.returncode == 0, loaded.stderr
    here = kbtool("check", "--format", "json", cwd=ROOT)
    there = kbtool("check", "--endpoint", store.query, "--format", "json", cwd=tmp_path)
    assert without_labels(there.stdout) == without_labels(here.stdout)
    assert there.returncode == here.returncode == 1


def test_one_article_of_a_store_is_named_as_in_the_knowledge_base(
    loaded: Running, loaded_once: tuple[Path, bytes], tmp_path: Path
) -> None:
    kb, _ = loaded_once
    here = kbtool("check", "sources/article.txt", "--format", "json", cwd=kb)
    for name in ("sources/article.txt", "article.txt", "article"):
        there = kbtool("check", "--endpoint", loaded.query, name, "--format", "json", cwd=tmp_path)
        assert without_labels(there.stdout) == without_labels(here.stdout), there.stderr


def test_a_draft_that_lies_here_is_checked_by_what_the_store_knows(
    store: Running, kb: Path, tmp_path: Path
) -> None:
    kbtool("load", "--endpoint", store.query, cwd=kb)
    away = tmp_path / "elsewhere"
    away.mkdir()
    for folder in (kb, away):
        (folder / "draft.md").write_text("Ketamine cures depression in everybody.\n")
    here = kbtool("check", "draft.md", "--format", "json", cwd=kb)
    there = kbtool("check", "--endpoint", store.query, "draft.md", "--format", "json", cwd=away)
    assert without_labels(there.stdout) == without_labels(here.stdout), there.stderr


def test_a_second_load_of_the_same_files_writes_nothing(store: Running, kb: Path) -> None:
    first = kbtool("load", "--endpoint", store.query, cwd=kb)
    before = graphs(store)
    second = kbtool("load", "--endpoint", store.query, cwd=kb)
    assert (first.returncode, second.returncode) == (0, 0)
    assert "now holds" in first.stdout
    assert "holds already" in second.stdout
    assert graphs(store) == before


def test_the_newest_load_is_taken_unless_another_is_named(store: Running, kb: Path) -> None:
    kbtool("load", "--endpoint", store.query, cwd=kb)
    (old,) = values(store, f"SELECT ?l WHERE {{ GRAPH ?l {{ ?l a <{LOAD[:-1]}-terms#Load> }} }}")
    before = kbtool("check", "--format", "json", cwd=kb)
    article = kb / "sources" / "article.txt"
    article.write_text(f"{article.read_text()}\nOne more sentence.\n")
    kbtool("load", "--endpoint", store.query, cwd=kb)
    after = kbtool("check", "--format", "json", cwd=kb)
    asked = ("check", "--endpoint", store.query, "--format", "json")
    newest = kbtool(*asked, cwd=kb).stdout
    assert without_labels(newest) == without_labels(after.stdout) != without_labels(before.stdout)
    named = old.removeprefix(LOAD)[:12]
    older = kbtool(*asked, "--load", named, cwd=kb).stdout
    assert without_labels(older) == without_labels(before.stdout)


def test_nodes_without_a_name_have_well_known_ones_in_the_store(loaded: Running) -> None:
    assert not values(loaded, "SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } FILTER(ISBLANK(?s)) }")
    genid = "https://w3id.org/.well-known/genid/kbtool/"
    assert values(
        loaded,
        f'SELECT ?s WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?s), "{genid}")) }}',
    )


def test_what_others_write_into_a_graph_of_a_load_is_told(loaded: Running, tmp_path: Path) -> None:
    graph = next(one for one in graphs(loaded) if one.endswith("/sources/sources.ttl"))
    change(loaded, f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:a> <urn:b> _:c }} }}")
    found = kbtool("check", "--endpoint", loaded.query, cwd=tmp_path)
    assert found.returncode == 2
    assert found.stdout == ""
    assert "does not hold what was loaded" in found.stderr
    assert "sources/sources.ttl> holds" in found.stderr


def test_a_value_that_others_have_changed_is_told(loaded: Running, tmp_path: Path) -> None:
    graph = next(one for one in graphs(loaded) if one.endswith("/sources/sources.ttl"))
    file = "<https://w3id.org/kbtool/ns#file>"
    change(
        loaded,
        f"DELETE {{ GRAPH <{graph}> {{ ?s {file} ?o }} }} INSERT {{ GRAPH <{graph}> {{ ?s {file} 'x' }} }} "
        f"WHERE {{ GRAPH <{graph}> {{ ?s {file} ?o }} }}",
    )
    found = kbtool("check", "--endpoint", loaded.query, cwd=tmp_path)
    assert found.returncode == 2
    assert "kb:file (xsd:string): 2 of 2 values" in found.stderr


def test_graphs_that_no_manifest_names_are_not_read(loaded: Running, tmp_path: Path) -> None:
    load = values(loaded, f"SELECT ?l WHERE {{ GRAPH ?l {{ ?l a <{LOAD[:-1]}-terms#Load> }} }}")[0]
    change(loaded, f"DELETE DATA {{ GRAPH <{load}> {{ <{load}> a <{LOAD[:-1]}-terms#Load> }} }}")
    found = kbtool("check", "--endpoint", loaded.query, cwd=tmp_path)
    assert found.returncode == 2
    assert "holds no knowledge base that kbtool has loaded to its end" in found.stderr
