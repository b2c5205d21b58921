"""The formats of the endpoint, by their media types."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from kbtool.knowledge.labels import Labels
from kbtool.rdf.sparql import Result
from kbtool.rdf.sparql_tokens import tokenise
from kbtool.reports.results import render_csv, render_json, render_tsv, render_turtle
from kbtool.reports.triples import render_json_ld, render_ntriples, render_rdf_xml, render_xml
from kbtool.server.negotiation import negotiated
from kbtool.server.refusals import RefusedError

_FORMATS_W3C = "http://www.w3.org/ns/formats/"


class Format(Struct, frozen=True):
    """A format of answers.

    Attributes:
        name: what the parameter "format" calls it.
        media_types: its media types, its own one first.
        iri: what a service description calls it (SPARQL 1.1 Service Description, section 3.2.4).
        ending: the ending of a file in it.
        render: writes an answer.
    """

    name: str
    media_types: tuple[str, ...]
    iri: str
    ending: str
    render: Callable[[Result, Labels], str]


RESULTS = (
    Format(
        "json",
        ("application/sparql-results+json", "application/json"),
        f"{_FORMATS_W3C}SPARQL_Results_JSON",
        ".srj",
        render_json,
    ),
    Format(
        "xml",
        ("application/sparql-results+xml", "application/xml", "text/xml"),
        f"{_FORMATS_W3C}SPARQL_Results_XML",
        ".srx",
        render_xml,
    ),
    Format("csv", ("text/csv",), f"{_FORMATS_W3C}SPARQL_Results_CSV", ".csv", render_csv),
    Format(
        "tsv",
        ("text/tab-separated-values",),
        f"{_FORMATS_W3C}SPARQL_Results_TSV",
        ".tsv",
        render_tsv,
    ),
)
"""Of rows, and of yes or no."""
TRIPLES = (
    Format("turtle", ("text/turtle",), f"{_FORMATS_W3C}Turtle", ".ttl", render_turtle),
    Format(
        "ntriples",
        ("application/n-triples",),
        f"{_FORMATS_W3C}N-Triples",
        ".nt",
        render_ntriples,
    ),
    Format(
        "jsonld",
        ("application/ld+json", "application/json"),
        f"{_FORMATS_W3C}JSON-LD",
        ".jsonld",
        render_json_ld,
    ),
    Format(
        "rdfxml",
        ("application/rdf+xml", "application/xml", "text/xml"),
        f"{_FORMATS_W3C}RDF_XML",
        ".rdf",
        render_rdf_xml,
    ),
)
"""Of triples."""
ALL = {format_.name: format_ for format_ in (*RESULTS, *TRIPLES)}


def formats_of(query: str) -> tuple[Format, ...]:
    """The formats that the answer of a query can have, by its form; what is no query has those of rows."""
    forms = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
    form = next((token.text for token in tokenise(query) if token.is_word(*forms)), "")
    return TRIPLES if form in ("CONSTRUCT", "DESCRIBE") else RESULTS


def chosen(offered: tuple[Format, ...], name: str | None, accept: str | None) -> tuple[Format, str]:
    """The format of an answer, and the media type that it is sent as.

    Args:
        offered: the formats that it can have.
        name: the one that is asked for by name, if one is.
        accept: the Accept header.

    Raises:
        RefusedError: none of them is wanted.
    """
    if name is not None:
        for format_ in offered:
            if format_.name == name:
                return format_, format_.media_types[0]
        raise RefusedError(
            406,
            f"this answer has no format {name!r}",
            f"it can be {', '.join(format_.name for format_ in offered)}",
        )
    own = [format_.media_types[0] for format_ in offered]
    every = own + [media for format_ in offered for media in format_.media_types[1:]]
    media_type = negotiated(accept, every)
    if media_type is None:
        raise RefusedError(
            406, "this answer has no format that you accept", f"it can be {', '.join(every)}"
        )
    return next(f for f in offered if media_type in f.media_types), media_type
