"""A node that two places declare: what they say is merged, and that is told."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kbtool.knowledge.derive.declarations import declaration_quads
from kbtool.rdf.store import TurtleFile, read_turtle
from kbtool.rdf.terms import value

PREFIXES = """@prefix kb: <https://w3id.org/kbtool/ns#> .
@prefix id: <https://w3id.org/kbtool/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def read(folder: Path, **texts: str) -> list[TurtleFile]:
    """Files by name, read."""
    files = []
    for name, text in texts.items():
        path = folder / f"{name}.ttl"
        path.write_text(PREFIXES + text, encoding="utf-8")
        files.append(read_turtle(path, path.name, ox.NamedNode(f"file:{name}")))
    return files


def told(files: list[TurtleFile]) -> list[tuple[str, str]]:
    """The nodes, and the further places that declare them."""
    return [(value(q.subject)[-1], value(q.object)) for q in declaration_quads(files)]


def test_a_node_in_two_files_is_told_with_the_line_of_the_other(tmp_path: Path) -> None:
    files = read(
        tmp_path,
        one="id:x a kb:Evidence .",
        two='id:y a kb:Evidence .\nid:x a kb:Evidence ; kb:finding "Another." .',
    )

    assert told(files) == [("x", "two.ttl:5")]


def test_a_node_twice_in_one_file_is_told(tmp_path: Path) -> None:
    files = read(tmp_path, one='id:x a kb:Evidence .\nid:x a kb:Evidence ; rdfs:label "x" .')

    assert told(files) == [("x", "one.ttl")]


def test_what_only_adds_to_a_node_and_terms_are_not(tmp_path: Path) -> None:
    files = read(
        tmp_path,
        one="id:x a kb:Evidence .\nkb:treats a kb:Predicate .",
        two='id:x rdfs:label "x" .\nkb:treats a kb:Predicate .',
    )

    assert told(files) == []


def test_the_other_place_is_named_as_whoever_reads_the_files_says(tmp_path: Path) -> None:
    files = read(tmp_path, one="id:x a kb:Evidence .", two="id:x a kb:Evidence .")

    (quad,) = declaration_quads(files, lambda file: f"kb/{file.shown}")

    assert value(quad.object) == "kb/two.ttl:4"
