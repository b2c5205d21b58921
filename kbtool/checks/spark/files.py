"""What is checked on Spark: which files there are, and the bytes of each as one record, whoever has to read it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pyoxigraph as ox
from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io.spark import sent
from kbtool.io.workspace import FOLDERS, Workspace, files_below

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import SparkSession

_TURTLE = (".ttl",)
_LINES = (".nt", ".nq", ".nt.gz", ".nq.gz", ".nt.bz2", ".nq.bz2")
_TEXT = ".txt"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
_GLOB = re.compile(r"([\[\]{}*?,\\])")
_DATA = "kb/data/"
_GRAPHS = "kb/graphs/"
_AT_ONCE = 2000
"""Lines that are parsed at once."""

Record = tuple[str, bytes]
"""The name of a file, from the root of the knowledge base, and its bytes."""


class Found(Struct, frozen=True):
    """The files of what is checked, by their names in the knowledge base that they make up.

    Attributes:
        turtle: the Turtle files, and where each lies.
        lines: where files of N-Triples and N-Quads lie.
        texts: the texts of articles, by their names below sources/, and where each lies.
        shown_as: what the user knows files as, where that is not their name.
    """

    turtle: Mapping[str, str]
    lines: Sequence[str]
    texts: Mapping[str, str]
    shown_as: Mapping[str, str]


def of_workspace(workspace: Workspace) -> Found:
    """The files of a knowledge base."""
    return Found(
        {_name(path, workspace.root): str(path) for path in workspace.knowledge_files()},
        (),
        {
            path.relative_to(workspace.sources).as_posix(): str(path)
            for path in sorted(files_below(workspace.sources, _TEXT))
        },
        {},
    )


def of_data(session: SparkSession, data: Sequence[str]) -> Found:
    """The files that a command line names, or that are in folders that it names.

    Args:
        session: reads folders elsewhere.
        data: paths, or addresses that Spark reads.

    Raises:
        InputError: there is nothing to check, or two files have one name.
    """
    turtle: dict[str, str] = {}
    texts: dict[str, str] = {}
    shown_as: dict[str, str] = {}
    lines: list[str] = []
    for where, name in (found for each in data for found in _listed(session, each)):
        if name.endswith(_LINES):
            lines.append(where)
        elif name.endswith(_TURTLE):
            own = name if name.startswith(("kb/", "sources/")) else _DATA + name
            _put(turtle, own, where)
            shown_as[own] = where
        elif name.endswith(_TEXT):
            _put(texts, name.removeprefix("sources/"), where)
    if not turtle and not lines:
        raise InputError(
            f"{' and '.join(data)}: there is no Turtle (.ttl), N-Triples (.nt) or N-Quads (.nq)",
            help="name a folder or a file that has statements",
        )
    return Found(turtle, sorted(lines), texts, shown_as)


def _put(files: dict[str, str], name: str, where: str) -> None:
    other = files.setdefault(name, where)
    if other != where:
        raise InputError(f"{other} and {where} are both {name}", help="rename one of them")


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def is_elsewhere(path: str) -> bool:
    """Whether a path is an address that Spark reads, and none of this machine's."""
    return bool(_SCHEME.match(path))


def _listed(session: SparkSession, path: str) -> Iterator[tuple[str, str]]:
    """Where each file below a path lies, and its name from there."""
    if not is_elsewhere(path):
        here = Path(path)
        if not here.exists():
            raise InputError(
                "does not exist", path=path, help="name a folder or file that is there"
            )
        if here.is_file():
            yield str(here), here.name
            return
        for found in sorted(files_below(here.resolve(), "")):
            yield str(here / found.relative_to(here.resolve())), _name(found, here.resolve())
        return
    listed = session.read.format("binaryFile").option("recursiveFileLookup", "true")
    root = unquote(path).rstrip("/").split(":", 1)[1].lstrip("/")
    for row in sorted(listed.load(path).select("path").collect()):
        where = str(row[0])
        whole = unquote(where).split(":", 1)[1].lstrip("/")
        inside = whole.removeprefix(root).lstrip("/")
        yield where, inside or PurePosixPath(whole).name


def contents(session: SparkSession, files: Mapping[str, str], tasks: int) -> RDD[Record]:
    """The bytes of files, a record for each.

    Args:
        session: reads what lies elsewhere.
        files: where files lie, by name; all of them here, or all elsewhere.
        tasks: in how many tasks they are read at least.
    """
    context = session.sparkContext
    here = {name: where for name, where in files.items() if not is_elsewhere(where)}
    found = context.parallelize(sorted(here.items()), max(1, min(len(here), tasks))).map(_read)
    away = {where: name for name, where in files.items() if name not in here}
    if not away:
        return found
    rows = session.read.format("binaryFile").load([_exactly(where) for where in away])
    names = {unquote(where).replace("///", "/"): name for where, name in away.items()}
    return found.union(
        rows.select("path", "content").rdd.map(
            lambda row: (names[unquote(row[0]).replace("///", "/")], bytes(row[1]))
        )
    )


def _exactly(path: str) -> str:
    """A path as Spark reads it that takes some characters for patterns."""
    return _GLOB.sub(r"\\\1", path)


def _read(file: tuple[str, str]) -> Record:
    name, where = file
    with sent():
        try:
            return name, Path(where).read_bytes()
        except OSError as error:
            raise InputError(
                f"cannot be read by a worker of Spark: {error.strerror}",
                path=where,
                help="put it where all workers read it, or name an address that Spark reads",
            ) from error


def graphs(session: SparkSession, files: Sequence[str], tasks: int) -> RDD[Record]:
    """The graphs of files of N-Triples and N-Quads, each as a file of Turtle; of what is in none, each file is one.

    Nodes without a name are those of their file: what two files call alike are two.

    Args:
        session: reads them.
        files: where they lie.
        tasks: in how many tasks graphs are put together.
    """
    context = session.sparkContext
    found: RDD[tuple[str, str]] = context.emptyRDD()
    for where in files:
        path = _exactly(where if is_elsewhere(where) else Path(where).resolve().as_uri())
        rows = session.read.text(path).rdd.map(lambda row: str(row[0]))
        found = found.union(rows.mapPartitions(_Parsed(where)))
    return found.groupByKey(tasks).map(_as_turtle)


class _Parsed(Struct, frozen=True):
    """Reads lines of a file to graphs, each with some of its triples.

    Attributes:
        where: the file.
    """

    where: str

    def __call__(self, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
        with sent():
            return iter(list(self._graphs(lines)))

    def _graphs(self, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
        of_graphs: dict[str, list[str]] = {}
        prefix = hashlib.sha256(self.where.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        waiting = iter(lines)
        while some := list(islice(waiting, _AT_ONCE)):
            for quad in self._parsed(some):
                graph = quad.graph_name
                name = self.where if isinstance(graph, ox.DefaultGraph) else str(graph.value)
                ends = (str(_named(term, prefix)) for term in (quad.subject, quad.object))
                of_graphs.setdefault(name, []).append(f" {f' {quad.predicate} '.join(ends)} .")
        for name, triples in of_graphs.items():
            yield name, "\n".join(triples)

    def _parsed(self, lines: Sequence[str]) -> list[ox.Quad]:
        try:
            return list(ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS))
        except (SyntaxError, ValueError) as error:
            wrong = next((line for line in lines if not _is_read(line)), lines[-1])
            raise InputError(
                f"holds a line that is no N-Quads: {wrong[:80]!r}",
                path=self.where,
                help="the file may have been cut; nothing of it is checked",
            ) from error


def _is_read(line: str) -> bool:
    try:
        list(ox.parse(line, format=ox.RdfFormat.N_QUADS))
    except (SyntaxError, ValueError):
        return False
    return True


def _named(term: object, prefix: str) -> object:
    return ox.BlankNode(f"f{prefix}x{term.value}") if isinstance(term, ox.BlankNode) else term


def graph_file(graph: str) -> str:
    """The name of the file that a graph is."""
    return f"{_GRAPHS}{hashlib.sha256(graph.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}.ttl"


def is_graph(name: str) -> bool:
    """Whether a file, by its name, stands for a graph."""
    return name.startswith(_GRAPHS)


def _as_turtle(graph: tuple[str, Iterable[str]]) -> Record:
    """A graph as a file, in which no subject begins its line: what is here has no place that anybody could look up."""
    name, some = graph
    lines = sorted({line for lines in some for line in lines.split("\n")})
    return graph_file(name), f"# {name}\n{chr(10).join(lines)}\n".encode()


def graph_of(text: bytes) -> str:
    """The graph that a file stands for."""
    return text.split(b"\n", 1)[0].decode().removeprefix("# ")


def is_knowledge_base(path: Path) -> bool:
    """Whether a folder is a knowledge base, with its rules."""
    return all((path / name).is_dir() for name in FOLDERS)
