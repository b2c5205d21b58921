"""The focus node in the queries of rules: pySHACL took hours over one that stood in a group within a group."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from commands import ROOT
from kbtool.rdf.namespaces import SH
from kbtool.rdf.sparql_tokens import tokenise

_TIED = ("OPTIONAL", "EXISTS")
"""What a group may be of and still be evaluated for what stands before it."""


def buried(query: str) -> Iterator[str]:
    """The places of `$this` in a group within a group, neither optional nor asked for; each as the groups around it."""
    tokens = tokenise(query)
    around: list[str] = []
    for place, token in enumerate(tokens):
        if token.is_mark("{"):
            before = tokens[place - 1] if place else token
            around.append(before.text if before.kind == "word" else "{")
        elif token.is_mark("}"):
            around.pop()
        elif token.kind == "variable" and token.text.lstrip("$?") == "this":
            deep = sum(kind not in _TIED for kind in around)
            yield from [" ".join(around)] if deep > 2 else []


def test_the_test_finds_what_took_hours() -> None:
    query = """SELECT $this ?kind WHERE {
        { { $this ?p ?value } ?p a ?some OPTIONAL { ?value a ?fit } FILTER(!BOUND(?fit)) } ?some a ?kind }"""
    assert list(buried(query)) == ["WHERE { {"]


@pytest.mark.parametrize(
    "file", sorted((ROOT / "shapes").rglob("*.ttl")), ids=lambda path: path.stem
)
def test_no_rule_buries_its_focus_node(file: Path) -> None:
    quads = ox.parse(path=file, format=ox.RdfFormat.TURTLE)
    queries = [quad for quad in quads if quad.predicate in (SH("select"), SH("ask"))]
    for quad in queries:
        assert isinstance(quad.object, ox.Literal)
        assert list(buried(quad.object.value)) == [], quad.object.value
