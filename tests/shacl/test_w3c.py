"""The W3C SHACL test suite, for the fast engine.

The suite is not part of the project: set KBTOOL_W3C_SHACL to its ``tests`` folder (w3c/data-shapes,
data-shapes-test-suite/tests) to run it. A folder that is named and missing is an error.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, parse

from kbtool.errors import InputError
from kbtool.shacl import load_shapes
from kbtool.shacl.graph import GraphIndex
from kbtool.shacl.paths import read_path
from kbtool.shacl.validation import report
from kbtool.shacl.vocabulary import RDF_TYPE, SH

MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
TESTS = "http://www.w3.org/ns/shacl-test#"

KNOWN_DEVIATIONS: dict[str, str] = {
    "core/node/qualified-001": "a qualified count without sh:qualifiedValueShape says nothing: "
    "it is refused, not ignored",
    "core/property/datatype-ill-formed": "the store keeps an xsd:byte as an xsd:integer, so "
    "sh:datatype xsd:byte is refused",
    "core/property/qualifiedValueShape-001": "the shapes graph uses sh:nodeShape, which the SHACL "
    "vocabulary does not have: it is refused as a likely typing error",
    "core/property/uniqueLang-002": 'the store keeps "1"^^xsd:boolean as true',
    "sparql/pre-binding/shapesGraph-001": "$shapesGraph, which is optional, is refused",
}


def suite() -> Path | None:
    """The folder of the suite, or None if the environment names none."""
    named = os.environ.get("KBTOOL_W3C_SHACL")
    if named is None:
        return None
    folder = Path(named)
    if not (folder / "manifest.ttl").is_file():
        raise FileNotFoundError(f"KBTOOL_W3C_SHACL names {folder}, which has no manifest.ttl")
    return folder


@cache
def quads(path: Path) -> tuple[Quad, ...]:
    return tuple(parse(path=path, format=RdfFormat.TURTLE, base_iri=path.as_uri()))


def store(iri: NamedNode) -> Store:
    found = Store()
    found.extend(quads(Path(iri.value.removeprefix("file://"))))
    return found


def manifest_at(path: Path) -> GraphIndex:
    """The manifest, with literals in the canonical form that the store gives to the data's."""
    return GraphIndex.from_store(store(NamedNode(path.as_uri())))


def validation_tests() -> list[ParameterSet]:
    folder = suite()
    if folder is None:
        return [pytest.param(None, marks=pytest.mark.skip(reason="KBTOOL_W3C_SHACL is not set"))]
    found = []
    for path in sorted(folder.rglob("*.ttl")):
        if any(quad.object == NamedNode(TESTS + "Validate") for quad in quads(path)):
            name = path.relative_to(folder).with_suffix("").as_posix()
            reason = KNOWN_DEVIATIONS.get(name)
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            found.append(pytest.param(path, id=name, marks=marks))
    assert found, f"{folder} holds no validation test"
    return found


def row(*terms: object) -> tuple[str, ...]:
    """Terms as text; blank nodes compare equal, as they are never the same in two graphs."""
    return tuple("_:" if isinstance(t, BlankNode) else str(t) for t in terms)


def expected_results(manifest: GraphIndex, node: object) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for result in manifest.objects(node, SH("result")):
        values = {
            name: (*manifest.objects(result, SH(name)), None)[0]
            for name in ("focusNode", "value", "sourceConstraintComponent", "resultSeverity")
        }
        source = (*manifest.objects(result, SH("sourceShape")), None)[0]
        paths = manifest.objects(result, SH("resultPath"))
        label = read_path(manifest, paths[0]).label if paths else None
        found[row(*values.values(), source, label)] += 1
    return found


@pytest.mark.parametrize("path", validation_tests())
def test_the_engine_reports_what_the_suite_expects(path: Path) -> None:
    manifest = manifest_at(path)
    (test,) = (
        node
        for node in manifest.subjects()
        if NamedNode(TESTS + "Validate") in manifest.objects(node, RDF_TYPE)
    )
    (action,) = manifest.objects(test, NamedNode(MANIFEST + "action"))
    (expected,) = manifest.objects(test, NamedNode(MANIFEST + "result"))
    (data,) = manifest.objects(action, NamedNode(TESTS + "dataGraph"))
    (shapes,) = manifest.objects(action, NamedNode(TESTS + "shapesGraph"))
    assert isinstance(data, NamedNode) and isinstance(shapes, NamedNode)

    if expected == NamedNode(TESTS + "Failure"):
        with pytest.raises(InputError):
            report(store(data), load_shapes(store(shapes)))
        return
    results = report(store(data), load_shapes(store(shapes)))
    found = Counter(
        row(r.focus, r.value, r.component, r.severity, r.source_shape, r.path) for r in results
    )
    assert found == expected_results(manifest, expected)
