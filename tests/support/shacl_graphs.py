"""Turtle in, stores out, for the tests of the SHACL engine."""

from __future__ import annotations

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from kbtool.shacl import Shapes, ValidationResult, load_shapes, validate

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix e: <http://e/> .
e: sh:declare [ sh:prefix "e" ; sh:namespace "http://e/"^^xsd:anyURI ] .
"""


def e(local: str) -> NamedNode:
    """An IRI of the tests' namespace."""
    return NamedNode("http://e/" + local)


def store_of(*graphs: str) -> Store:
    """A store with one named graph for each text."""
    found = Store()
    for number, text in enumerate(graphs):
        turtle = (PREFIXES + text).encode()
        found.load(turtle, RdfFormat.TURTLE, to_graph=e(f"graph/{number}"))
    return found


def shapes_of(text: str) -> Shapes:
    return load_shapes(parse(PREFIXES + text, format=RdfFormat.TURTLE))


def results_of(shapes: str, *data: str) -> list[ValidationResult]:
    """The fast engine's results; pySHACL has to agree on what they are about."""
    loaded, graphs = shapes_of(shapes), store_of(*data)
    results = validate(graphs, loaded)
    reference = validate(graphs, loaded, engine="pyshacl")
    assert {(r.focus, r.component, r.path, r.value) for r in results} == {
        (r.focus, r.component, r.path, r.value) for r in reference
    }
    return results
