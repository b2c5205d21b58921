"""The W3C SHACL test suite, for the fast engine with what it leaves to pySHACL.

The suite is not part of the project: set KBTOOL_W3C_SHACL to its ``tests`` folder (w3c/data-shapes,
data-shapes-test-suite/tests) to run it. A folder that is named and missing is an error.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from pathlib import Path as File

import pytest
from _pytest.mark import ParameterSet
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from kbtool.errors import InputError
from kbtool.rdf.terms import Term
from kbtool.shacl import load_shapes
from kbtool.shacl.executors.oxigraph import read_data
from kbtool.shacl.graph import GraphIndex
from kbtool.shacl.model import ValidationResult
from kbtool.shacl.paths import Path, read_path
from kbtool.shacl.reporting import turtle_report
from kbtool.shacl.validation import report
from kbtool.shacl.vocabulary import RDF_TYPE, SH

MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
TESTS = "http://www.w3.org/ns/shacl-test#"


def suite() -> File | None:
    """The folder of the suite, or None if the environment names none."""
    named = os.environ.get("KBTOOL_W3C_SHACL")
    if named is None:
        return None
    folder = File(named)
    if not (folder / "manifest.ttl").is_file() and not any(folder.rglob("manifest.ttl")):
        raise FileNotFoundError(f"KBTOOL_W3C_SHACL names {folder}, which has no manifest.ttl")
    return folder


@cache
def quads(path: File) -> tuple[Quad, ...]:
    return tuple(parse(path=path, format=RdfFormat.TURTLE, base_iri=path.as_uri()))


def graph(path: File) -> GraphIndex:
    return GraphIndex(quad.triple for quad in quads(path))


def file_of(iri: object) -> File:
    assert isinstance(iri, NamedNode)
    return File(iri.value.removeprefix("file://"))


def validation_tests() -> list[ParameterSet]:
    folder = suite()
    if folder is None:
        return [pytest.param(None, marks=pytest.mark.skip(reason="KBTOOL_W3C_SHACL is not set"))]
    found = [
        pytest.param(path, id=path.relative_to(folder).with_suffix("").as_posix())
        for path in sorted(folder.rglob("*.ttl"))
        if any(quad.object == NamedNode(TESTS + "Validate") for quad in quads(path))
    ]
    assert found, f"{folder} holds no validation test"
    return found


Row = tuple[object, ...]


def row(*terms: object) -> Row:
    """A result to compare; a blank node of one graph is never that of another, so all are alike."""
    return tuple("a blank node" if isinstance(term, BlankNode) else term for term in terms)


def results_in(index: GraphIndex, node: Term | None) -> Counter[Row]:
    """The results of the report at ``node``, paths as structures, a message only where one is."""
    found: Counter[Row] = Counter()
    for result in index.objects(node, SH("result")):
        values = {
            name: (*index.objects(result, SH(name)), None)[0]
            for name in ("focusNode", "value", "sourceConstraintComponent", "resultSeverity")
        }
        source = (*index.objects(result, SH("sourceShape")), None)[0]
        paths = index.objects(result, SH("resultPath"))
        path: Path | None = read_path(index, paths[0]) if paths else None
        found[row(*values.values(), source, path)] += 1
    return found


def messages_in(index: GraphIndex, node: Term | None) -> Counter[tuple[object, ...]]:
    """The messages of the results that have some, with their focus nodes."""
    return Counter(
        row(*index.objects(result, SH("focusNode")), message)
        for result in index.objects(node, SH("result"))
        for message in index.objects(result, SH("resultMessage"))
    )


def validated(action: GraphIndex, node: Term | None) -> list[ValidationResult]:
    (data,) = action.objects(node, NamedNode(TESTS + "dataGraph"))
    (shapes,) = action.objects(node, NamedNode(TESTS + "shapesGraph"))
    loaded = load_shapes((quad.triple for quad in quads(file_of(shapes))), strict=False)
    return report(read_data(file_of(data), RdfFormat.TURTLE), loaded)


@pytest.mark.parametrize("path", validation_tests())
def test_the_engine_reports_what_the_suite_expects(path: File) -> None:
    manifest = graph(path)
    (test,) = (
        node
        for node in manifest.subjects()
        if NamedNode(TESTS + "Validate") in manifest.objects(node, RDF_TYPE)
    )
    (action,) = manifest.objects(test, NamedNode(MANIFEST + "action"))
    (expected,) = manifest.objects(test, NamedNode(MANIFEST + "result"))

    if expected == NamedNode(TESTS + "Failure"):
        with pytest.raises(InputError):
            validated(manifest, action)
        return
    results = validated(manifest, action)
    turtle = turtle_report(results, {})
    written = GraphIndex(quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE))
    (found,) = (
        node
        for node in written.subjects()
        if SH("ValidationReport") in written.objects(node, RDF_TYPE)
    )
    assert results_in(written, found) == results_in(manifest, expected)
    conforms = manifest.objects(expected, SH("conforms")) == [Literal(True)]
    assert written.objects(found, SH("conforms")) == [Literal(conforms)]
    missing = messages_in(manifest, expected) - messages_in(written, found)
    assert not missing
