"""``kbtool shacl``: any data, any shapes, the standard report."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from commands import kbtool
from kbtool.shacl.graph import GraphIndex
from kbtool.shacl.vocabulary import RDF_TYPE, SH

PREFIXES = """@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPES = """ex:Adult a sh:NodeShape ; sh:targetClass ex:Person ;
    sh:property [ sh:path ex:age ; sh:minInclusive 18 ; sh:message "under age" ] .
"""
DATA = "ex:ada a ex:Person ; ex:age 36 . ex:bo a ex:Person ; ex:age 7 ."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shapes.ttl").write_text(PREFIXES + SHAPES)
    (tmp_path / "data.ttl").write_text(PREFIXES + DATA)
    return tmp_path


@pytest.mark.parametrize("engine", ["fast", "pyshacl"])
def test_the_result_as_text(folder: Path, engine: str) -> None:
    run = kbtool("shacl", "data.ttl", "shapes.ttl", "--engine", engine, cwd=folder)
    assert (run.returncode, run.stderr) == (1, "")
    first, *rest = run.stdout.splitlines()
    assert first == "ex:bo: violation: under age"
    assert rest[:2] == ["  path   ex:age", '  value  "7"']
    assert rest[-1] == "The data do not conform: 1 violation."


def test_counts_that_pyshacl_does_not_give(folder: Path) -> None:
    shapes = "ex:S sh:targetNode ex:bo ; sh:property [ sh:path ex:age ; sh:minCount 2 ] ."
    (folder / "shapes.ttl").write_text(PREFIXES + shapes)
    run = kbtool("shacl", "data.ttl", "shapes.ttl", "--engine", "pyshacl", cwd=folder)
    assert "needs at least 2 values for ex:age, has fewer" in run.stdout


def test_shapes_that_check_nothing_are_told(folder: Path) -> None:
    (folder / "shapes.ttl").write_text(PREFIXES)
    run = kbtool("shacl", "data.ttl", "shapes.ttl", cwd=folder)
    assert run.stderr == (
        "kbtool: note: shapes.ttl holds no shape with a target, so nothing is checked\n"
    )


def test_data_that_conform(folder: Path) -> None:
    (folder / "data.ttl").write_text(PREFIXES + "ex:ada a ex:Person ; ex:age 36 .")
    run = kbtool("shacl", "data.ttl", "shapes.ttl", cwd=folder)
    assert (run.returncode, run.stdout, run.stderr) == (0, "The data conform.\n", "")
    run = kbtool("shacl", "data.ttl", "shapes.ttl", "--format", "turtle", cwd=folder)
    assert run.returncode == 0 and "sh:conforms true" in run.stdout


def test_the_standard_report(folder: Path) -> None:
    run = kbtool("shacl", "data.ttl", "shapes.ttl", "--output", "report.ttl", cwd=folder)
    assert (run.returncode, run.stdout, run.stderr) == (1, "", "")
    text = (folder / "report.ttl").read_text()
    graph = GraphIndex(quad.triple for quad in parse(text, format=RdfFormat.TURTLE))
    (result,) = (
        n for n in graph.subjects() if SH("ValidationResult") in graph.objects(n, RDF_TYPE)
    )
    assert {predicate.value.rpartition("#")[2] for predicate in graph.predicates(result)} == {
        "type", "focusNode", "resultPath", "value", "resultSeverity", "sourceShape",
        "sourceConstraintComponent", "resultMessage",
    }  # fmt: skip


def test_what_pyshacl_had_to_evaluate_is_said_on_request(folder: Path) -> None:
    shapes = """ex:Adult a sh:NodeShape ; sh:targetClass ex:Person ; sh:sparql [ sh:message "the highest age" ; sh:select
        "SELECT $this (MAX(?age) AS ?value) WHERE { $this <http://example.org/age> ?age } GROUP BY $this" ] ."""
    (folder / "shapes.ttl").write_text(PREFIXES + shapes)
    silent = kbtool("shacl", "data.ttl", "shapes.ttl", cwd=folder)
    told = kbtool("shacl", "data.ttl", "shapes.ttl", "--verbose", cwd=folder)
    assert (silent.returncode, silent.stderr) == (1, "")
    assert told.stderr.startswith("kbtool: note: pySHACL evaluates ")
    assert "of which only the value is known" in told.stderr


def test_several_graphs_of_a_file_of_quads_are_one(folder: Path) -> None:
    (folder / "data.trig").write_text(
        PREFIXES + "ex:g1 { ex:bo a ex:Person } ex:g2 { ex:bo ex:age 7 }"
    )
    assert kbtool("shacl", "data.trig", "shapes.ttl", cwd=folder).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("data.ttl",), "Missing argument 'SHAPES'"),
        (("none.ttl", "shapes.ttl"), "none.ttl: cannot be read"),
        (("data.ttl", "none.ttl"), "none.ttl: cannot be read"),
        ((".", "shapes.ttl"), "no RDF syntax goes with the ending ''"),
        (("data.csv", "shapes.ttl"), "no RDF syntax goes with the ending '.csv'"),
        (("broken.ttl", "shapes.ttl"), "broken.ttl:4: is not valid Turtle"),
        (("data.ttl", "broken.ttl"), "broken.ttl:4: is not valid Turtle"),
        (("data.ttl", "ill.ttl"), "ill.ttl: shape <http://example.org/R>: sh:minCount takes"),
        (
            ("data.ttl", "query.ttl"),
            "query.ttl: shape <http://example.org/R>: the query asks another server (SERVICE)",
        ),
        (("data.ttl", "shapes.ttl", "--output", "report.doc"), "no format goes with the ending"),
        (
            ("data.ttl", "shapes.ttl", "--output", "no/report.ttl"),
            "no/report.ttl: cannot be written",
        ),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(
    folder: Path, arguments: tuple[str, ...], says: str
) -> None:
    query = (
        'sh:sparql [ sh:select "SELECT $this { SERVICE <http://localhost:1/> { $this ?p ?o } }" ]'
    )
    for name, text in (
        ("broken.ttl", "ex:a ex:b ."),
        ("ill.ttl", 'ex:R sh:targetClass ex:C ; sh:path ex:p ; sh:minCount "x" .'),
        ("query.ttl", f"ex:R sh:targetClass ex:C ; {query} ."),
        ("data.csv", ""),
    ):
        (folder / name).write_text(PREFIXES + text)
    run = kbtool("shacl", *arguments, cwd=folder)
    assert (run.returncode, run.stdout) == (2, "")
    assert says in run.stderr and "Traceback" not in run.stderr


def test_an_ill_formed_shapes_graph_is_never_taken_for_data_that_do_not_conform(
    folder: Path,
) -> None:
    (folder / "shapes.ttl").write_text(PREFIXES + SHAPES.replace("18", '"x", "y"'))
    for engine in ("fast", "pyshacl"):
        run = kbtool("shacl", "data.ttl", "shapes.ttl", "--engine", engine, cwd=folder)
        assert run.returncode == 2
