"""A load taken out of a store: nothing of it is left, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from commands import environment, kbtool
from in_stores import change, clear, graphs
from small_store import Reply, SmallStore, small_store
from stores import Running

LOADS = "https://w3id.org/kbtool/load/"
OTHERS = "https://example.org/others"


@pytest.fixture
def store() -> Iterator[SmallStore]:
    """A store with a load, the results of a check of it, part of another load that was broken off, and what others wrote."""
    with small_store() as running:
        load, result, part = "a1" * 32, "c3" * 32, "b2" * 32
        results = f"{load}/results/{result}"
        names = (load, f"{load}/", f"{load}/index", f"{load}/kb/claims.ttl", results)
        more = (f"{results}/findings", f"{part}/kb/claims.ttl")
        for graph in (*(f"{LOADS}{name}" for name in (*names, *more)), OTHERS):
            node = ox.NamedNode(graph)
            running.holding.add(ox.Quad(node, node, node, node))
        yield running


def remove(store: SmallStore, digest: str, cwd: Path, *more: str) -> tuple[int, str, str]:
    found = kbtool("load", "--endpoint", store.address, "--remove", digest, *more, cwd=cwd)
    return found.returncode, found.stdout, found.stderr


def test_a_load_goes_with_all_that_lies_beside_it_manifests_first(
    store: SmallStore, tmp_path: Path
) -> None:
    code, told, _ = remove(store, "a1a1a1a1", tmp_path)
    assert (code, told) == (0, "load a1a1a1a1a1a1 is taken out: 6 graphs\n")
    assert store.graphs() == {f"{LOADS}{'b2' * 32}/kb/claims.ttl", OTHERS}
    cleared = [asked for asked in store.asked if asked.startswith("CLEAR")]
    assert f"/{'a1' * 32}>" in cleared[0]
    assert f"/results/{'c3' * 32}>" in cleared[1]


def test_what_a_load_left_that_was_broken_off_goes(store: SmallStore, tmp_path: Path) -> None:
    assert remove(store, "B2B2B2B2", tmp_path)[0] == 0
    assert len(store.graphs()) == 7


@pytest.mark.parametrize(
    ("digest", "told"),
    [
        ("a1", "is to lose the load of 'a1', which is too short"),
        ("", "has several loads of ''"),
        ("d4d4d4d4", "has no load of 'd4d4d4d4'"),
    ],
)
def test_a_load_has_to_be_meant(store: SmallStore, tmp_path: Path, digest: str, told: str) -> None:
    before = store.graphs()
    code, printed, said = remove(store, digest, tmp_path)
    assert (code, printed) == (2, "")
    assert told in said
    assert "there is a1a1a1a1a1a1, b2b2b2b2b2b2" in said
    assert store.graphs() == before


def test_what_is_left_is_named(store: SmallStore, tmp_path: Path) -> None:
    kept = f"{LOADS}{'a1' * 32}/kb/claims.ttl"
    store.fault = lambda asked: (
        Reply(status=204) if f"<{kept}>" in asked and "SELECT" not in asked else None
    )
    code, printed, said = remove(store, "a1a1a1a1", tmp_path)
    assert (code, printed) == (2, "")
    assert f"1 graphs could not be removed: <{kept}>" in said


def test_what_would_do_nothing_is_refused(store: SmallStore, tmp_path: Path) -> None:
    code, _, said = remove(store, "a1a1a1a1", tmp_path, "--keep", "xsd:decimal")
    assert code == 2
    assert "--remove goes with neither --keep nor --root" in said


@pytest.mark.parametrize("server", ["oxigraph_server", "virtuoso_server"])
def test_servers_lose_it(server: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    running: Running = request.getfixturevalue(server)
    clear(running, LOADS)
    load = f"{LOADS}{'a1' * 32}"
    for graph in (load, f"{load}/kb/claims.ttl", OTHERS):
        change(running, f"INSERT DATA {{ GRAPH <{graph}> {{ <{graph}> <{graph}> 1 }} }}")
    told = {"KBTOOL_ENDPOINT_USER": running.user, "KBTOOL_ENDPOINT_PASSWORD": running.password}
    found = kbtool(
        *("load", "--endpoint", running.query, "--update-endpoint", running.update),
        *("--remove", "a1a1a1a1"),
        cwd=tmp_path,
        env=environment() | told,
    )
    assert found.returncode == 0, found.stderr
    assert OTHERS in graphs(running)
    assert not [graph for graph in graphs(running) if graph.startswith(LOADS)]
