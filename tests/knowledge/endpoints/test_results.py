"""What a check has found and derived, written back to the store that was checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from commands import environment, kbtool
from example import two_articles
from in_stores import clear, graphs, values, without_labels
from kbtool.rdf.namespaces import KB, RDF
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import value
from kbtool.shacl.vocabulary import SHACL
from small_store import Reply, SmallStore, small_store
from stores import Running

LOADS = "https://w3id.org/kbtool/load/"
TERMS = "https://w3id.org/kbtool/load-terms#"
KEPT = ("--keep", "xsd:duration", "--keep", "xsd:decimal")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[ox.Quad]:
    """What a load of two articles writes."""
    root = two_articles(tmp_path_factory.mktemp("loaded"))
    with small_store() as running:
        found = kbtool("load", "--endpoint", running.address, cwd=root)
        assert found.returncode == 0, found.stderr
        return list(running.holding)


@pytest.fixture
def store(written: list[ox.Quad]) -> Iterator[SmallStore]:
    """A store that a knowledge base of two articles was loaded into."""
    with small_store() as running:
        running.holding.bulk_extend(written)
        yield running


def results(told: str) -> str:
    """The manifest that a check has named."""
    (found,) = re.findall(rf"<({LOADS}[0-9a-f]{{64}}/results/[0-9a-f]{{64}})>", told)
    return str(found)


def triples(store: SmallStore, graph: str) -> set[ox.Triple]:
    found = store.holding.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    return {quad.triple for quad in found}


def test_findings_are_the_report_and_what_follows_is_beside_it(
    store: SmallStore, kb: Path, tmp_path: Path
) -> None:
    import kbtool as api

    how = ("check", "--endpoint", store.address, "--format", "json")
    plain = kbtool(*how, cwd=tmp_path)
    there = kbtool(*how, "--write-back", cwd=tmp_path)
    assert without_labels(there.stdout) == without_labels(plain.stdout)
    assert there.returncode == plain.returncode
    manifest = results(there.stderr)
    turtle = kbtool("check", "--format", "turtle", cwd=kb).stdout
    findings = triples(store, f"{manifest}/findings")
    assert len(findings) == len(list(ox.parse(turtle, format=ox.RdfFormat.TURTLE)))
    derived = triples(store, f"{manifest}/derived")
    here = api.load(kb).store
    verdicts = {q.triple for q in here.quads_for_pattern(None, KB("verdict"), None, DERIVED)}
    assert verdicts
    assert verdicts == {t for t in derived if t.predicate == KB("verdict")}
    assert len(derived) == len(list(here.quads_for_pattern(None, None, None, DERIVED)))


def test_the_manifest_says_what_was_checked_by_what_and_when(
    store: SmallStore, tmp_path: Path
) -> None:
    how = ("--write-back", "--as-of", "2026-03-01", "--select", "X", "--quiet")
    found = kbtool("check", "--endpoint", store.address, *how, cwd=tmp_path)
    manifest = results(found.stderr)
    stated = triples(store, manifest)
    said = {
        value(t.predicate).removeprefix(TERMS): value(t.object)
        for t in stated
        if value(t.subject) == manifest
    }
    assert said["of"] == manifest.partition("/results/")[0]
    assert said["day"] == "2026-03-01"
    assert re.fullmatch(r"X\d+( X\d+)*", said["rules"])
    assert "A01" in said["leftOut"].split()
    for what in ("findings", "derived"):
        graph = said[what]
        (number,) = (value(t.object) for t in stated if value(t.subject) == graph)
        assert int(number) == len(triples(store, graph))


def test_nodes_without_a_name_are_those_of_the_load(store: SmallStore, tmp_path: Path) -> None:
    found = kbtool("check", "--endpoint", store.address, "--write-back", cwd=tmp_path)
    findings = triples(store, f"{results(found.stderr)}/findings")
    assert not [t for t in findings if isinstance(t.object, ox.BlankNode)]
    constraints = {t.object for t in findings if t.predicate.value == f"{SHACL}sourceConstraint"}
    assert constraints
    of_shapes = {
        quad.object
        for quad in store.holding
        if quad.predicate.value == f"{SHACL}sparql" and "/shapes/" in quad.graph_name.value
    }
    assert constraints <= of_shapes


def test_the_same_results_are_not_written_again(store: SmallStore, tmp_path: Path) -> None:
    how = ("check", "--endpoint", store.address, "--write-back", "--as-of", "2026-03-01")
    first = kbtool(*how, cwd=tmp_path)
    store.asked.clear()
    second = kbtool(*how, cwd=tmp_path)
    assert "the store now holds" in first.stderr
    assert "the store holds already, as they should be," in second.stderr
    assert results(second.stderr) == results(first.stderr)
    assert not [asked for asked in store.asked if "INSERT" in asked]


def test_what_was_kept_between_runs_changes_no_name(store: SmallStore, tmp_path: Path) -> None:
    env = environment() | {"KBTOOL_CACHE": str(tmp_path / "cache")}
    how = ("check", "--endpoint", store.address, "--write-back", "--as-of", "2026-03-01")
    first, second = (kbtool(*how, cwd=tmp_path, env=env, within=("env",)) for _ in range(2))
    assert "the store now holds" in first.stderr
    assert "the store holds already, as they should be," in second.stderr
    assert results(second.stderr) == results(first.stderr)


def test_a_check_does_not_see_what_was_written_back(store: SmallStore, tmp_path: Path) -> None:
    how = ("check", "--endpoint", store.address, "--format", "json")
    before = kbtool(*how, cwd=tmp_path)
    kbtool(*how, "--write-back", cwd=tmp_path)
    after = kbtool(*how, cwd=tmp_path)
    assert without_labels(after.stdout) == without_labels(before.stdout), after.stderr


def failed(store: SmallStore, cwd: Path) -> str:
    found = kbtool("check", "--endpoint", store.address, "--write-back", cwd=cwd)
    assert (found.returncode, found.stdout) == (2, ""), found.stderr
    assert "this is a bug" not in found.stderr
    return found.stderr


def test_a_store_that_is_full_holds_nothing_of_it(store: SmallStore, tmp_path: Path) -> None:
    before = store.graphs()

    def full(asked: str) -> Reply | None:
        return (
            Reply(b"disk full", status=507) if "INSERT" in asked and "/derived>" in asked else None
        )

    store.fault = full
    assert "answers with status 507: disk full" in failed(store, tmp_path)
    assert store.graphs() == before


def test_what_cannot_be_removed_is_named(store: SmallStore, tmp_path: Path) -> None:
    before = store.graphs()

    def full(asked: str) -> Reply | None:
        is_late = "INSERT" in asked and "/derived>" in asked
        return Reply(status=507) if is_late or "CLEAR" in asked else None

    store.fault = full
    told = failed(store, tmp_path)
    assert "1 graphs could not be removed, and no manifest names them" in told
    (left,) = store.graphs() - before
    assert f"<{left}>" in told


def test_a_load_that_is_removed_meanwhile_has_no_results(store: SmallStore, tmp_path: Path) -> None:
    begun: list[str] = []

    def later(asked: str) -> Reply | None:
        if "INSERT" in asked:
            begun.append(asked)
        if begun and "load-terms#Load>" in asked:
            none = b'{"head":{"vars":["load","written","size"]},"results":{"bindings":[]}}'
            return Reply(none)
        return None

    before = store.graphs()
    store.fault = later
    assert "was removed or written again meanwhile" in failed(store, tmp_path)
    assert store.graphs() == before


def test_a_store_that_alters_values_is_told_of(store: SmallStore, tmp_path: Path) -> None:
    def altering(asked: str) -> Reply | None:
        if "INSERT" not in asked or "/findings>" not in asked:
            return None
        store.holding.update(re.sub(r"resultMessage> \"[^\"]*\"", 'resultMessage> "x"', asked))
        return Reply(status=204)

    before = store.graphs()
    store.fault = altering
    told = failed(store, tmp_path)
    assert "alters what is written: " in told
    assert "resultMessage" in told
    assert store.graphs() == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--write-back",), "--write-back needs --endpoint"),
        (("--update-endpoint", "http://h/u"), "--update-endpoint needs --endpoint"),
        (("--endpoint", "http://h/q", "--update-endpoint", "http://h/u"), "needs --write-back"),
        (("--endpoint", "http://h/q", "--write-back", "--graph", "urn:g"), "do not go together"),
        (("--endpoint", "http://h/q", "--write-back", "draft.md"), "needs a whole check"),
    ],
)
def test_what_does_not_go_together(kb: Path, words: tuple[str, ...], told: str) -> None:
    found = kbtool("check", *words, cwd=kb)
    assert found.returncode == 2
    assert told in found.stderr


def test_oxigraph_holds_what_was_found(oxigraph_server: Running, kb: Path, tmp_path: Path) -> None:
    clear(oxigraph_server)
    kbtool("load", "--endpoint", oxigraph_server.query, cwd=kb)
    how = ("check", "--endpoint", oxigraph_server.query, "--format", "json")
    there = kbtool(*how, "--write-back", cwd=tmp_path)
    here = kbtool("check", "--format", "json", cwd=kb)
    assert without_labels(there.stdout) == without_labels(here.stdout), there.stderr
    manifest = results(there.stderr)
    assert {one for one in graphs(oxigraph_server) if one.startswith(manifest)} == {
        manifest,
        f"{manifest}/findings",
        f"{manifest}/derived",
    }
    assert values(
        oxigraph_server,
        f"SELECT ?c WHERE {{ GRAPH ?m {{ ?m {RDF('type')} <{TERMS}Results> ; <{TERMS}derived> ?g }} "
        f"GRAPH ?g {{ ?c {KB('verdict')} ?v }} }}",
    )


def test_virtuoso_holds_what_was_found(virtuoso_server: Running, kb: Path, tmp_path: Path) -> None:
    clear(virtuoso_server, LOADS)
    password = {
        "KBTOOL_ENDPOINT_USER": virtuoso_server.user,
        "KBTOOL_ENDPOINT_PASSWORD": virtuoso_server.password,
    }
    told = environment() | password
    at = ("--endpoint", virtuoso_server.query, "--update-endpoint", virtuoso_server.update)
    loaded = kbtool("load", *at, *KEPT, cwd=kb, env=told)
    assert loaded.returncode == 0, loaded.stderr
    there = kbtool("check", *at, "--write-back", "--format", "json", cwd=tmp_path, env=told)
    here = kbtool("check", "--format", "json", cwd=kb)
    assert without_labels(there.stdout) == without_labels(here.stdout), there.stderr
    manifest = results(there.stderr)
    assert {one for one in graphs(virtuoso_server) if one.startswith(manifest)} == {
        manifest,
        f"{manifest}/findings",
        f"{manifest}/derived",
    }
