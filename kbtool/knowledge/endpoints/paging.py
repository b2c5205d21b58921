"""Graphs of a store read in pages by key: the subjects after the last one, never so many rows from the beginning."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import pyoxigraph as ox

from kbtool.io.web.endpoint import Endpoint, unusable

PAGE = 5_000
"""Rows of a page: Virtuoso sorts no more than 10,000."""
_GRAPHS = 200
"""Graphs that are counted at once."""

Row = Sequence[object]


def rows(endpoint: Endpoint, query: str) -> list[Row]:
    """The rows of a SELECT query, with None for what is not bound.

    Args:
        endpoint: where it is asked.
        query: the query.

    Raises:
        InputError: there is no answer, or none that can be read to its end.
    """
    answer = endpoint.ask(query)
    try:
        results = ox.parse_query_results(answer, format=ox.QueryResultsFormat.JSON)
        if not isinstance(results, ox.QuerySolutions):
            raise ValueError("no rows")
        width = range(len(results.variables))
        return [[solution[i] for i in width] for solution in results]
    except (SyntaxError, ValueError, OSError) as error:
        raise unusable(
            "gives an answer that is cut or is not what it says to be",
            endpoint.query,
            help="check that nothing between here and the server changes or cuts answers",
        ) from error


def counts(endpoint: Endpoint, graphs: Collection[str]) -> dict[str, int]:
    """How many triples graphs hold, by IRI.

    Args:
        endpoint: where they are.
        graphs: their IRIs.
    """
    found = dict.fromkeys(graphs, 0)
    listed = list(graphs)
    for begin in range(0, len(listed), _GRAPHS):
        some = " ".join(f"<{graph}>" for graph in listed[begin : begin + _GRAPHS])
        asked = f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ VALUES ?g {{ {some} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
        for graph, number in rows(endpoint, asked):
            if isinstance(graph, ox.NamedNode) and isinstance(number, ox.Literal):
                found[graph.value] = _whole_number(number, endpoint)
    return found


def triples(
    endpoint: Endpoint,
    graph: str,
    expected: int,
    page: int = PAGE,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[ox.Triple]:
    """The triples of a graph, those of a subject together.

    Args:
        endpoint: where it is.
        graph: its IRI.
        expected: how many triples it holds.
        page: the most rows of a page; fewer, where the server gives no more.
        progress: is told how many there are so far.

    Raises:
        InputError: there is no answer, or it is not what the graph holds.
    """
    after, so_far = "", 0
    while so_far < expected:
        found = [
            _triple(row, endpoint)
            for row in rows(
                endpoint,
                f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} "
                f"FILTER(STR(?s) > {ox.Literal(after)}) }} ORDER BY STR(?s) LIMIT {page}",
            )
        ]
        keys = [_key(each) for each in found]
        if not found or any(key <= after for key in keys):
            raise _not_as_counted(endpoint, graph, expected, so_far)
        last = keys[-1]
        if so_far + len(found) < expected:
            # The last subject may go on; where it is the only one, it is read by itself.
            whole = [each for each, key in zip(found, keys, strict=True) if key != last]
            if whole:
                last = _key(whole[-1])
            else:
                whole = list(_of_subject(endpoint, graph, last, page))
            found = whole
        yield from found
        so_far += len(found)
        after = last
        progress(so_far)
    if so_far > expected:
        raise _not_as_counted(endpoint, graph, expected, so_far)


def _of_subject(endpoint: Endpoint, graph: str, subject: str, page: int) -> Iterator[ox.Triple]:
    """The triples of one subject, in pages by predicate and by what the object reads as."""
    node = ox.NamedNode(subject)
    last = ""
    while True:
        of_it = f"GRAPH <{graph}> {{ {node} ?p ?o }} FILTER(STR(?p) > {ox.Literal(last)})"
        found = rows(
            endpoint, f"SELECT DISTINCT ?p WHERE {{ {of_it} }} ORDER BY STR(?p) LIMIT {page}"
        )
        if not found or _text(found[0][0]) <= last:
            return
        for (predicate,) in found:
            for value in _values_of(endpoint, f"GRAPH <{graph}> {{ {node} {predicate} ?o }}", page):
                yield _triple((node, predicate, value), endpoint)
        last = _text(found[-1][0])


def _values_of(endpoint: Endpoint, pattern: str, page: int) -> Iterator[object]:
    """The values of ?o in a pattern; those that read the same have to fit into one page."""
    after: str | None = None
    while True:
        behind = "" if after is None else f"FILTER(STR(?o) > {ox.Literal(after)})"
        found = [
            o
            for (o,) in rows(
                endpoint, f"SELECT ?o WHERE {{ {pattern} {behind} }} ORDER BY STR(?o) LIMIT {page}"
            )
        ]
        texts = [_text(o) for o in found]
        if not found or (after is not None and texts[0] <= after):
            return
        is_one = texts[0] == texts[-1]
        kept = [o for o, text in zip(found, texts, strict=True) if is_one or text != texts[-1]]
        yield from kept
        after = _text(kept[-1])


def told_counts(held: Mapping[str, int], expected: Mapping[str, int]) -> list[str]:
    """Graphs that hold more or fewer triples than they should, each in words.

    Args:
        held: how many each holds.
        expected: how many each should.
    """
    return [
        f"<{graph}> holds {held[graph]} triples and was written with {number}"
        for graph, number in expected.items()
        if held[graph] != number
    ]


def _triple(row: Row, endpoint: Endpoint) -> ox.Triple:
    subject, predicate, value = row
    if (
        isinstance(subject, ox.NamedNode)
        and isinstance(predicate, ox.NamedNode)
        and isinstance(value, (ox.NamedNode, ox.Literal))
    ):
        return ox.Triple(subject, predicate, value)
    raise unusable(
        "holds nodes without a name in a graph of a load, which kbtool has not written",
        endpoint.query,
        help="load the knowledge base again",
    )


def _key(triple: ox.Triple) -> str:
    assert isinstance(triple.subject, ox.NamedNode)
    return triple.subject.value


def _text(node: object) -> str:
    return node.value if isinstance(node, (ox.NamedNode, ox.Literal)) else ""


def _whole_number(number: ox.Literal, endpoint: Endpoint) -> int:
    try:
        return int(number.value)
    except ValueError as error:
        raise unusable("counts in something that is no number", endpoint.query) from error


def _not_as_counted(endpoint: Endpoint, graph: str, expected: int, found: int) -> Exception:
    return unusable(
        f"counts {expected} triples in <{graph}> and gives {found}",
        endpoint.query,
        help="nothing may change or cut what is read; try again, or load the knowledge base again",
    )
