"""Turtle files as they are read, once and again."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbtool.errors import InputError
from kbtool.rdf.namespaces import GRAPH
from kbtool.rdf.store import TurtleFile, build_store, open_turtle, read_turtle


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


def test_a_file_that_is_only_opened_comes_to_the_same_store(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(
        '<http://a> <http://b> "01"^^<http://www.w3.org/2001/XMLSchema#integer>, "x"@en .\n',
        encoding="utf-8",
    )
    opened, read = (each(path, "a.ttl", GRAPH("a.ttl")) for each in (open_turtle, read_turtle))
    assert not opened.is_parsed
    assert read.is_parsed
    assert set(build_store([opened])) == set(build_store([read]))


def test_a_file_that_is_no_turtle_is_told_of_when_a_store_is_to_take_it_in(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("<http://a> <http://b> <http://c> .\n<http://a> ; .\n", encoding="utf-8")
    opened = open_turtle(path, "a.ttl", GRAPH("a.ttl"))
    with pytest.raises(InputError) as caught:
        build_store([opened])
    assert (caught.value.path, caught.value.line) == ("a.ttl", 2)


def test_a_store_keeps_nodes_without_a_name_of_two_files_apart(tmp_path: Path) -> None:
    files = []
    for name in ("a.ttl", "b.ttl"):
        path = tmp_path / name
        path.write_text("_:one <http://b> [] .\n", encoding="utf-8")
        files.append(open_turtle(path, name, GRAPH(name)))
    nodes = {node for quad in build_store(files) for node in (quad.subject, quad.object)}
    assert len(nodes) == 4


def test_a_line_that_is_looked_for_alone_is_the_one_that_reading_all_lines_finds(
    tmp_path: Path,
) -> None:
    text = """@prefix a: <http://a/> . # a:early
@prefix : <http://b/> .
a:one a a:Two .
  a:inside a a:One .
a:one-more, a:one a a:Two ;
a:one\\-more a:p "x
<http://a/late> within" .
<http://a/late> a a:Two .
a:late a a:Two .
:x, a:one a a:Two .
@prefix a: <http://b/> .
a:one a a:Two .
a:x a a:Two .
<http://a/one> a a:Two ."""
    path = tmp_path / "a.ttl"
    path.write_text(text, encoding="utf-8")
    names = [f"http://{end}" for end in ("a/one", "b/one", "b/x", "a/x", "a/late", "a/early")]
    names += ["http://a/inside", "http://a/one-more", "http://a/on", "http://a/", "http://none"]
    for name in names:
        asked, all_read = (open_turtle(path, "a.ttl", GRAPH("a.ttl")) for _ in range(2))
        assert all_read.lines is not None
        assert asked.line_of(name) == all_read.line_of(name), name
    asked, all_read = (open_turtle(path, "a.ttl", GRAPH("a.ttl")) for _ in range(2))
    assert [asked.line_of(name) for name in names] == [all_read.line_of(name) for name in names]
