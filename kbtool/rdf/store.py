"""Turtle files to one pyoxigraph store, one named graph per file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct

from kbtool.io.files import read_text
from kbtool.rdf.namespaces import GRAPH, PREFIXES
from kbtool.rdf.other_prefixes import OtherPrefix, as_meant, declarations, other_prefixes
from kbtool.rdf.syntax import marked, parse_turtle
from kbtool.rdf.turtle.nesting import refuse_deep_nesting

DERIVED = GRAPH("derived")

_LOCAL = r"(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[^\w\s])"
_SUBJECT = re.compile(r"^(?:<[^>\s]*>|[^\s#@\[<\"](?:\\.|[^\s;,\\])*)", re.MULTILINE)
_NAME = re.compile(rf"<[^<>\s]+>|(?<![\w:.-])[A-Za-z][\w.-]*:{_LOCAL}+(?:\.+{_LOCAL}+)*")
_ESCAPE = re.compile(r"\\([^\w\s])")
_SIGN = re.compile(r"[^\w\s]")
_FEW = 8
"""Of more nodes, it takes less to read all lines than to look for each."""

_KEPT_CHARACTERS = 500_000
"""A longer text is parsed at each reading: what is kept of it would cost memory."""


class TurtleFile(Struct, frozen=True, dict=True):
    """One Turtle file as read.

    Attributes:
        path: where it lies, absolute.
        shown: the path as the user sees it.
        graph: the named graph that holds its triples.
        text: its text.
        others: the known prefixes that it declares for another address; its names are read as they are meant.
    """

    path: Path
    shown: str
    graph: ox.NamedNode
    text: str
    others: tuple[OtherPrefix, ...] = ()

    @cached_property
    def meant(self) -> str:
        """Its text with prefixes that stand for what they usually do."""
        return as_meant(self.text, self.others) if self.others else self.text

    @cached_property
    def quads(self) -> tuple[ox.Quad, ...]:
        """Its triples in that graph, parsed when they are first asked for.

        Raises:
            InputError: it is not Turtle; with the line.
        """
        parse = _kept if len(self.text) <= _KEPT_CHARACTERS else _parsed
        return parse(self.meant, self.shown, self.graph)

    @property
    def is_parsed(self) -> bool:
        """Whether its triples have been asked for."""
        return "quads" in self.__dict__

    @cached_property
    def lines(self) -> dict[str, int]:
        """The 1-based line on which each subject that starts a line is first declared, by IRI.

        House style has subjects, and nothing else, at the start of a line.
        """
        return self._places(_SUBJECT)

    @cached_property
    def mentions(self) -> dict[str, int]:
        """The 1-based line on which each node is first named, wherever on it, by IRI."""
        return self._places(_NAME)

    def prefixes_before(self, line: int) -> dict[str, str]:
        """The prefixes that are declared before a 1-based line, with their namespaces."""
        found: dict[str, str] = {}
        for match in declarations(self.text):
            if self.text.count("\n", 0, match.end()) + 1 >= line:
                break
            found[match[1]] = match[2]
        return found

    def _places(self, names: re.Pattern[str]) -> dict[str, int]:
        """The line of the first match for each IRI; a prefix has the meaning that was declared last before it."""
        text = self.meant
        declared = list(reversed([(m.end(), m[1], m[2]) for m in declarations(text)]))
        prefixes: dict[str, str] = {}
        found: dict[str, int] = {}
        line, last = 1, 0
        for match in names.finditer(text):
            while declared and declared[-1][0] <= match.start():
                _, name, base = declared.pop()
                prefixes[name] = base
            line += text.count("\n", last, match.start())
            last = match.start()
            token = match.group()
            if token.startswith("<"):
                found.setdefault(token[1:-1], line)
                continue
            prefix, colon, local = token.partition(":")
            if colon and prefix in prefixes:
                found.setdefault(prefixes[prefix] + _ESCAPE.sub(r"\1", local), line)
        return found

    def line_of(self, iri: str) -> int | None:
        """The line on which a node is declared, else the first that names it, if there is one."""
        return self.declaring(iri) or self.mentions.get(iri)

    def declaring(self, iri: str) -> int | None:
        """As ``lines``; of the first few nodes that are asked for, without reading all lines."""
        if "lines" in self.__dict__ or len(self._looked_for) >= _FEW:
            return self.lines.get(iri)
        if iri not in self._looked_for:
            self._looked_for[iri] = self._searched(iri)
        return self._looked_for[iri]

    @cached_property
    def _looked_for(self) -> dict[str, int | None]:
        return {}

    def _searched(self, iri: str) -> int | None:
        """The line on which a subject is first declared, by the ways to write it; by all lines, if it may be escaped."""
        text, declared = self.meant, tuple(declarations(self.meant))
        ways: dict[str, str | None] = {f"<{iri}>": None}
        for match in declared:
            base, local = match[2], iri[len(match[2]) :]
            if iri.startswith(base):
                ways[f"{match[1]}:{local}"] = base
                if any(f"\\{sign}" in text for sign in set(_SIGN.findall(local))):
                    return self.lines.get(iri)

        def is_there(token: str, base: str | None, place: int) -> bool:
            written = _SUBJECT.match(text, place)
            if written is None or written.group() != token:
                return False
            name = token.partition(":")[0]
            return base is None or [
                match[2] for match in declared if match[1] == name and match.end() <= place
            ][-1:] == [base]

        first = (
            next((place for place in _line_starts(text, token) if is_there(token, base, place)), -1)
            for token, base in ways.items()
        )
        places = [place for place in first if place >= 0]
        return text.count("\n", 0, min(places)) + 1 if places else None


def _line_starts(text: str, token: str) -> Iterator[int]:
    """Where a line begins with some characters."""
    if text.startswith(token):
        yield 0
    place = text.find(f"\n{token}")
    while place >= 0:
        yield place + 1
        place = text.find(f"\n{token}", place + 1)


def read_turtle(
    path: Path, shown: str, graph: ox.NamedNode, known: Mapping[str, str] | None = None
) -> TurtleFile:
    """Read and parse one Turtle file.

    Args:
        path: the file.
        shown: its path as messages name it.
        graph: the named graph for its triples.
        known: what prefixes stand for; one that the file declares for something else is read as what it stands for.

    Raises:
        InputError: the file cannot be read, is not UTF-8 or is not Turtle; with the line.
    """
    file = open_turtle(path, shown, graph, known)
    file.quads  # noqa: B018 - parses it
    return file


def open_turtle(
    path: Path, shown: str, graph: ox.NamedNode, known: Mapping[str, str] | None = None
) -> TurtleFile:
    """Read one Turtle file, and parse it when that is needed.

    Args:
        path: the file.
        shown: its path as messages name it.
        graph: the named graph for its triples.
        known: what prefixes stand for; one that the file declares for something else is read as what it stands for.

    Raises:
        InputError: the file cannot be read or is not UTF-8.
    """
    file = read_text(path, shown)
    if file.is_marked:
        raise marked(shown)
    text = file.text
    others = other_prefixes(text, known, PREFIXES) if known else ()
    return TurtleFile(path, shown, graph, text, others)


def _parsed(text: str, shown: str, graph: ox.NamedNode) -> tuple[ox.Quad, ...]:
    triples = parse_turtle(text, shown)
    return tuple(ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)


_kept = lru_cache(maxsize=48)(_parsed)
"""Files that a process reads again as they were, such as the vocabulary of many small knowledge bases, are parsed once."""


def build_store(files: Iterable[TurtleFile]) -> ox.Store:
    """A store that holds each file's triples in the file's named graph.

    Raises:
        InputError: a file is not Turtle; with the line.
    """
    store = ox.Store()
    for file in files:
        if file.is_parsed or not _loaded(store, file):
            store.bulk_extend(file.quads)
    return store


def _loaded(store: ox.Store, file: TurtleFile) -> bool:
    """Whether a store could take in a file as it stands: parsed within the store, it costs half as much."""
    refuse_deep_nesting(file.text, file.shown)
    try:
        store.load(file.meant, format=ox.RdfFormat.TURTLE, to_graph=file.graph)
    except (SyntaxError, ValueError, OSError, MemoryError):
        return False
    return True


def select(store: ox.Store, query: str) -> Iterable[ox.QuerySolution]:
    """Run a SELECT query over the union of all named graphs."""
    results = store.query(query, use_default_graph_as_union=True)
    assert isinstance(results, ox.QuerySolutions)
    return results
