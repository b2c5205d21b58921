"""A rule, derivation or query that takes too much is ended, and the line says which one, of what, and how to allow more."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest

from cases import lay_out
from commands import command, environment, kbtool
from kbtool.errors import InputError
from kbtool.io import worker
from kbtool.io.tasks import Board
from kbtool.rdf.sparql import run_query
from tests.bench.crowd import crowd

_CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
_RULE = f"""
@prefix rule: <https://w3id.org/kbtool/rule/> .
@prefix kb: <https://w3id.org/kbtool/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dct: <http://purl.org/dc/terms/> .

rule:Z01 a sh:NodeShape ; dct:identifier "Z01" ; sh:name "each-with-each" ; sh:description "A test." ;
    sh:targetClass kb:Claim ; sh:severity sh:Warning ; kb:suggestion "None." ;
    sh:sparql [ sh:prefixes <https://w3id.org/kbtool/rule> ; sh:message "Found." ;
        sh:select "SELECT $this WHERE {{ $this ?p ?q . {_CROSS} FILTER(?i = ?p) }}" ] .
"""
_LONGER = "allow more with seconds in [limits] of kbtool.toml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small knowledge base of which nothing may take more than a little memory."""
    root = lay_out(crowd(1, documents=2), tmp_path / "project")
    (root / "kbtool.toml").write_text("[limits]\nmemory = 100\n")
    return root


@pytest.fixture
def hurried(project: Path) -> Path:
    """The same, with rules and derivations that may take two seconds, which all but the one of the test keep to."""
    (project / "kbtool.toml").write_text("[limits]\nseconds = 2\nmemory = 100\n")
    return project


def told(run: subprocess.CompletedProcess[str]) -> list[str]:
    assert (run.returncode, run.stdout) == (2, "")
    return run.stderr.splitlines()


def test_a_derivation_that_multiplies_is_ended(hurried: Path) -> None:
    query = (
        "# kb:after:\nPREFIX kb: <https://w3id.org/kbtool/ns#>\nCONSTRUCT { ?a kb:note ?i } WHERE {"
    )
    path = hurried / "kb" / "derivations" / "cross.rq"
    path.write_text(f"{query} {_CROSS} FILTER(STRLEN(CONCAT(STR(?a), STR(?f), STR(?i))) < 3) }}")
    assert told(kbtool("check", cwd=hurried, watched=True)) == [
        "kbtool: error: kb/derivations/cross.rq: the derivation 'cross' takes longer than 2 seconds",
        f"help: narrow it, or {_LONGER}",
    ]


def test_a_rule_that_multiplies_is_ended(hurried: Path) -> None:
    (hurried / "shapes" / "own.ttl").write_text(_RULE)
    assert told(kbtool("check", "--select", "Z01", cwd=hurried, watched=True)) == [
        "kbtool: error: the rule rule:Z01 takes longer than 2 seconds",
        f"help: narrow it, or {_LONGER}",
    ]


def test_a_query_that_takes_too_long_is_ended(project: Path) -> None:
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ {_CROSS} }}"
    assert told(
        kbtool("query", "-", "--timeout", "0.5", cwd=project, stdin=query, watched=True)
    ) == [
        "kbtool: error: <stdin>: the query takes longer than 0.5 seconds",
        "help: narrow it, or allow more with --timeout",
    ]


def test_a_query_that_takes_too_much_memory_is_ended(project: Path) -> None:
    query = "SELECT DISTINCT ?a ?b ?c ?d ?e ?f WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a"
    assert told(kbtool("query", "-", cwd=project, stdin=query, watched=True)) == [
        "kbtool: error: <stdin>: the query takes more than 100 MB of memory",
        "help: narrow it, or allow more with memory in [limits] of kbtool.toml",
    ]


def test_whoever_ends_the_command_ends_its_worker(project: Path) -> None:
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ {_CROSS} }}"
    (project / "cross.rq").write_text(query)
    reading, writing = os.pipe()
    process = subprocess.Popen(
        command(["query", "cross.rq"]),
        cwd=project,
        env=environment(),
        stdout=writing,
        stderr=subprocess.PIPE,
    )
    os.close(writing)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) in (128 + signal.SIGTERM, -signal.SIGTERM)
    assert os.read(reading, 1) == b""  # nobody holds the other end any more
    os.close(reading)
    assert process.stderr is not None
    process.stderr.close()


def test_a_query_beside_another_ends_alone_where_it_takes_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = ox.Store()
    one = ox.NamedNode("https://example.org/1")
    store.extend(ox.Quad(one, one, ox.Literal(number), ox.DefaultGraph()) for number in range(300))
    monkeypatch.setattr(worker._Here, "board", Board())
    with pytest.raises(InputError, match="takes longer than"):
        run_query(
            store,
            "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
            seconds=0.1,
            apart=True,
        )
