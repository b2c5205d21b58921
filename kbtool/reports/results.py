"""Answers of queries: a table for people, SPARQL 1.1 results in CSV, TSV and JSON, Turtle for triples."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.io.controls import escaped
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.queries import NamedQuery
from kbtool.rdf.namespaces import NUMERIC, XSD
from kbtool.rdf.sparql import Answer, Graph, Result, Table
from kbtool.rdf.terms import Term
from kbtool.rdf.turtle.write import term as written
from kbtool.reports.drawing import drawn
from kbtool.reports.spreadsheet import cell
from kbtool.reports.style import finished


def render_query_list(queries: Iterable[NamedQuery]) -> str:
    """The named queries with their questions and parameters."""
    lines = []
    for query in queries:
        lines.append(f"{query.name}\n    {query.question}")
        for parameter in query.parameters:
            default = f" (default {parameter.default})" if parameter.default else " (needed)"
            lines.append(f"    --param {parameter.name}=…  {parameter.meaning}{default}")
    return finished("\n".join(lines or ["There are no named queries in kb/queries/."]) + "\n")


def render_suiting(result: Result, labels: Labels) -> str:
    """An answer in the format that suits it: triples as Turtle, all else as a table.

    Args:
        result: the answer.
        labels: how nodes read, for tables.
    """
    return (render_turtle if isinstance(result, Graph) else render_table)(result, labels)


def render_turtle(result: Result, labels: Labels) -> str:
    """Triples as Turtle.

    Raises:
        InputError: the answer is rows.
    """
    if isinstance(result, Answer):
        return _truth(result)
    if isinstance(result, Table):
        raise InputError(
            "rows cannot be written as Turtle", help="use --format csv, or a CONSTRUCT query"
        )
    data = ox.serialize(result.triples, format=ox.RdfFormat.TURTLE, prefixes=labels.names.prefixes)
    return (data or b"").decode()


def render_table(result: Result, labels: Labels) -> str:
    """A table for people, or a list where a table would not fit: its own nodes by label and CURIE, others by label.

    Raises:
        InputError: the answer is triples.
    """
    return _table(result, "table", lambda term: readable(term, labels))


def render_terms(result: Result, labels: Labels) -> str:
    """A table of terms as they are typed in a query, a parameter or a Turtle file: CURIEs, and literals in quotes.

    None is broken over lines.

    Raises:
        InputError: the answer is triples.
    """

    def shown(term: Term | None) -> str:
        return "" if term is None else written(term, labels.names.prefixes)

    return _table(result, "terms", shown, whole=True)


def _table(
    result: Result, format_: str, shown: Callable[[Term | None], str], whole: bool = False
) -> str:
    table = _no_triples(result, format_)
    if isinstance(table, Answer):
        return _truth(table)
    rows = [[escaped(shown(term)) for term in row] for row in table.rows]
    return drawn(table.variables, rows, whole=whole)


def render_csv(result: Result, labels: Labels) -> str:
    """SPARQL 1.1 Query Results CSV Format: values without their types, lines that end in CRLF.

    A text that a spreadsheet would take for a formula has an apostrophe before it; TSV and JSON have it as it is.

    Raises:
        InputError: the answer is triples.
    """
    table = _no_triples(result, "csv")
    if isinstance(table, Answer):
        return _truth(table)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(table.variables)
    for row in table.rows:
        writer.writerow(map(_cell, row))
    return buffer.getvalue()


def render_tsv(result: Result, labels: Labels) -> str:
    """SPARQL 1.1 Query Results TSV Format: terms as in Turtle.

    Raises:
        InputError: the answer is triples.
    """
    table = _no_triples(result, "tsv")
    if isinstance(table, Answer):
        return _truth(table)
    lines = ["\t".join(f"?{name}" for name in table.variables)]
    lines += ["\t".join("" if term is None else str(term) for term in row) for row in table.rows]
    return "\n".join(lines) + "\n"


def render_json(result: Result, labels: Labels) -> str:
    """SPARQL 1.1 Query Results JSON Format; true or false as in its section 3.3.

    Raises:
        InputError: the answer is triples.
    """
    table = _no_triples(result, "json")
    if isinstance(table, Answer):
        return json.dumps({"head": {}, "boolean": table.value}) + "\n"
    bindings = [
        {
            name: _json(term)
            for name, term in zip(table.variables, row, strict=True)
            if term is not None
        }
        for row in table.rows
    ]
    document = {"head": {"vars": list(table.variables)}, "results": {"bindings": bindings}}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _no_triples(result: Result, format_: str) -> Table | Answer:
    if isinstance(result, Graph):
        raise InputError(
            f"triples cannot be written as {format_}", help="use --format turtle, or a SELECT query"
        )
    return result


def _truth(answer: Answer) -> str:
    return f"{str(answer.value).lower()}\n"


def readable(term: Term | None, labels: Labels) -> str:
    """A term as people read it: by label, and what has a name of its own with its CURIE."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        label, name = labels.label(term), labels.names.curie(term.value)
        if name.startswith("id:"):
            return label if label == name else f"{label} ({name})"
    return labels.label(term)


def _cell(term: Term | None) -> str:
    if isinstance(term, ox.Literal) and term.datatype in NUMERIC:
        return term.value
    return cell(None if term is None else _value(term))


def _value(term: Term) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value


def _json(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.Literal):
        typed = {"type": "literal", "value": term.value}
        if term.language:
            return typed | {"xml:lang": term.language}
        if term.datatype != XSD("string"):
            return typed | {"datatype": term.datatype.value}
        return typed
    return {"type": "bnode", "value": _value(term)}
