"""Graphs written to a store, read back and held to what was written, and removed again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.io.interruption import uninterrupted
from kbtool.io.web.endpoint import Endpoint, unusable
from kbtool.knowledge.endpoints import paging
from kbtool.knowledge.endpoints.comparing import compared

_BATCH = 500
_BATCH_CHARACTERS = 200_000
"""So many triples, or characters of them, are written at once: Virtuoso compiles an update, and has limits there."""
PIECES_AT_ONCE = 100
"""Pieces of texts that are read at once."""


@contextmanager
def removed_on_failure(
    endpoint: Endpoint,
    graphs: Collection[str],
    what: str,
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[None]:
    """Remove graphs if the block that writes them does not come to its end.

    Args:
        endpoint: the store.
        graphs: their IRIs, that of the manifest first.
        what: what is written, in words: "the load".
        progress: is told what is being done.

    Raises:
        InputError: the block has failed, and graphs could not be removed, which are named.
    """
    try:
        yield
    except BaseException as error:
        progress("removing what was written")
        with uninterrupted():
            left = _left(endpoint, graphs)
        if left:
            known = error if isinstance(error, InputError) else None
            raise InputError(
                f"{known.message if known else f'{what} was broken off'}; "
                f"{len(left)} graphs could not be removed, and no manifest names them: "
                + " ".join(f"<{graph}>" for graph in left),
                help=known.help if known else "try again, which removes them first",
            ) from error
        raise


def read_back(
    endpoint: Endpoint,
    graphs: Mapping[str, Sequence[ox.Triple]],
    progress: Callable[[str], None],
    how: str = "add",
) -> tuple[dict[str, int], Counter[str]]:
    """Hold what a store has to what was written.

    Args:
        endpoint: the store.
        graphs: what each graph was written with, by IRI.
        progress: is told what is being done.
        how: what to do with --keep where the store alters values, in words.

    Returns:
        How many triples each graph holds, and how many values are written otherwise, by datatype.

    Raises:
        InputError: it has something else.
    """
    held = paging.counts(endpoint, list(graphs))
    written: Counter[str] = Counter()
    altered: list[str] = []
    datatypes: set[str] = set()
    for number, (graph, triples) in enumerate(graphs.items(), start=1):
        progress(f"reading back graph {number} of {len(graphs)}")
        page = PIECES_AT_ONCE if graph.endswith(("/", "/index")) else paging.PAGE
        found = list(paging.triples(endpoint, graph, held[graph], page))
        told = compared(triples, found)
        altered += told.values
        datatypes |= told.datatypes
        written += told.written
    if altered:
        keep = (
            [f"{how} {' '.join(f'--keep {one}' for one in sorted(datatypes))}"] if datatypes else []
        )
        raise unusable(
            f"alters what is written: {'; '.join(dict.fromkeys(altered))}",
            endpoint.update,
            help=f"a verdict could hang on it: {' or '.join([*keep, 'take another store'])}",
        )
    return held, written


def write(endpoint: Endpoint, graph: str, triples: Iterable[ox.Triple]) -> None:
    """Write triples to a graph, each once; none has a node without a name.

    Raises:
        InputError: the store does not take them.
    """
    for batch in _batches(dict.fromkeys(triples)):
        try:
            endpoint.change(f"INSERT DATA {{ GRAPH <{graph}> {{\n{batch}}} }}")
        except InputError as error:
            advice = f"{error.help}; with --keep, a store takes values of datatypes that it refuses"
            raise InputError(error.message, help=advice) from error


def _batches(triples: Iterable[ox.Triple]) -> Iterator[str]:
    lines: list[str] = []
    size = 0
    for triple in triples:
        line = f"{triple} .\n"
        if lines and (len(lines) >= _BATCH or size + len(line) > _BATCH_CHARACTERS):
            yield "".join(lines)
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    if lines:
        yield "".join(lines)


def remove(endpoint: Endpoint, graphs: Collection[str]) -> None:
    """Remove graphs, the first one first: where it is gone, nobody reads the others.

    Raises:
        InputError: the store does not let them be removed.
    """
    there = [graph for graph, number in paging.counts(endpoint, list(graphs)).items() if number]
    for graph in there:
        endpoint.change(f"CLEAR SILENT GRAPH <{graph}>")
        endpoint.change(f"DROP SILENT GRAPH <{graph}>")


def _left(endpoint: Endpoint, graphs: Collection[str]) -> list[str]:
    """Remove graphs as far as that can be done; those that are left."""
    with suppress(InputError):
        remove(endpoint, graphs)
    try:
        return [graph for graph, number in paging.counts(endpoint, list(graphs)).items() if number]
    except InputError:
        return list(graphs)
