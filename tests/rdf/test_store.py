"""Turtle files as they are read, once and again."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbtool.errors import InputError
from kbtool.rdf.namespaces import GRAPH
from kbtool.rdf.store import TurtleFile, read_turtle


def read(path: Path, text: str) -> TurtleFile:
    path.write_text(text, encoding="utf-8")
    return read_turtle(path, path.name, GRAPH(path.name))


def test_a_file_that_has_changed_is_read_as_it_is_now(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    before = read(file, '<urn:x> <urn:says> "once" .')
    after = read(file, '<urn:x> <urn:says> "again" .')
    assert [str(quad.object) for quad in (*before.quads, *after.quads)] == ['"once"', '"again"']
    with pytest.raises(InputError, match="is not valid Turtle"):
        read(file, '<urn:x> <urn:says> "again" ')


def test_files_of_the_same_text_have_blank_nodes_and_a_graph_of_their_own(tmp_path: Path) -> None:
    text = '[] <urn:says> "once" .'
    one, other = read(tmp_path / "a.ttl", text), read(tmp_path / "b.ttl", text)
    assert one.quads[0].subject != other.quads[0].subject
    assert (one.quads[0].graph_name, other.quads[0].graph_name) == (GRAPH("a.ttl"), GRAPH("b.ttl"))
