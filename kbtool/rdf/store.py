"""Turtle files to one pyoxigraph store, one named graph per file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kbtool.io.files import read_text
from kbtool.rdf.namespaces import GRAPH
from kbtool.rdf.syntax import parse_turtle

DERIVED = GRAPH("derived")

_SUBJECT = re.compile(r"^(<[^>\s]*>|[^\s#@\[<\"][^\s;,]*)", re.MULTILINE)
_NAME = re.compile(r"<[^<>\s]+>|(?<![\w:.-])[A-Za-z][\w.-]*:[\w-]+(?:\.[\w-]+)*")
_PREFIX = re.compile(r"(?:^|(?<=[\s.]))@?prefix\s+([^\s:]*):\s*<([^>]*)>", re.IGNORECASE)


@dataclass(frozen=True)
class TurtleFile:
    """One Turtle file as read.

    Attributes:
        path: where it lies, absolute.
        shown: the path as the user sees it.
        graph: the named graph that holds its triples.
        text: its text.
        quads: its triples in that graph.
    """

    path: Path
    shown: str
    graph: ox.NamedNode
    text: str
    quads: tuple[ox.Quad, ...]

    @cached_property
    def lines(self) -> dict[str, int]:
        """The 1-based line on which each subject that starts a line is first declared, by IRI.

        House style has subjects, and nothing else, at the start of a line.
        """
        prefixes = dict(_PREFIX.findall(self.text))
        found: dict[str, int] = {}
        line, last = 1, 0
        for match in _SUBJECT.finditer(self.text):
            line += self.text.count("\n", last, match.start())
            last = match.start()
            token = match.group()
            if token.startswith("<"):
                iri = token[1:-1]
            else:
                prefix, colon, local = token.partition(":")
                if not colon or prefix not in prefixes:
                    continue
                iri = prefixes[prefix] + local.replace("\\", "")
            found.setdefault(iri, line)
        return found

    @cached_property
    def mentions(self) -> dict[str, int]:
        """The 1-based line on which each node is first named, wherever on it, by IRI."""
        prefixes = dict(_PREFIX.findall(self.text))
        found: dict[str, int] = {}
        line, last = 1, 0
        for match in _NAME.finditer(self.text):
            line += self.text.count("\n", last, match.start())
            last = match.start()
            prefix, _, local = match.group().partition(":")
            iri = (
                match.group()[1:-1] if prefix.startswith("<") else prefixes.get(prefix, "") + local
            )
            found.setdefault(iri, line)
        return found

    def line_of(self, iri: str) -> int | None:
        """The line on which a node is declared, else the first that names it, if there is one."""
        return self.lines.get(iri) or self.mentions.get(iri)


def read_turtle(path: Path, shown: str, graph: ox.NamedNode) -> TurtleFile:
    """Read and parse one Turtle file.

    Args:
        path: the file.
        shown: its path as messages name it.
        graph: the named graph for its triples.

    Raises:
        InputError: the file cannot be read, is not UTF-8 or is not Turtle; with the line.
    """
    text = read_text(path, shown).text
    triples = parse_turtle(text, shown)
    quads = tuple(ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)
    return TurtleFile(path, shown, graph, text, quads)


def build_store(files: Iterable[TurtleFile]) -> ox.Store:
    """A store that holds each file's triples in the file's named graph."""
    store = ox.Store()
    for file in files:
        store.bulk_extend(file.quads)
    return store


def select(store: ox.Store, query: str) -> Iterable[ox.QuerySolution]:
    """Run a SELECT query over the union of all named graphs."""
    results = store.query(query, use_default_graph_as_union=True)
    assert isinstance(results, ox.QuerySolutions)
    return results
