"""Answers of queries in formats that programs exchange: results as XML; triples as N-Triples, JSON-LD, RDF/XML."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.knowledge.labels import Labels
from kbtool.rdf.namespaces import XSD
from kbtool.rdf.sparql import Answer, Graph, Result
from kbtool.rdf.terms import Term

_RESULTS = "http://www.w3.org/2005/sparql-results#"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def render_xml(result: Result, labels: Labels) -> str:
    """SPARQL Query Results XML Format (Second Edition).

    Raises:
        InputError: the answer is triples, or holds a character that XML cannot.
    """
    if isinstance(result, Graph):
        raise InputError("triples cannot be written as results", help="use a SELECT query")
    root = ET.Element("sparql", {"xmlns": _RESULTS})
    head = ET.SubElement(root, "head")
    if isinstance(result, Answer):
        ET.SubElement(root, "boolean").text = str(result.value).lower()
    else:
        for name in result.variables:
            ET.SubElement(head, "variable", {"name": name})
        results = ET.SubElement(root, "results")
        for row in result.rows:
            solution = ET.SubElement(results, "result")
            for name, term in zip(result.variables, row, strict=True):
                if term is not None:
                    _write(ET.SubElement(solution, "binding", {"name": name}), term)
    text = ET.tostring(root, encoding="unicode")
    if not all(_is_xml(letter) for letter in set(text)):
        raise InputError(
            "the answer holds a control character, which XML cannot", help="ask for JSON"
        )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def render_ntriples(result: Result, labels: Labels) -> str:
    """Triples as N-Triples.

    Raises:
        InputError: the answer is rows.
    """
    return _serialized(result, ox.RdfFormat.N_TRIPLES)


def render_json_ld(result: Result, labels: Labels) -> str:
    """Triples as JSON-LD, expanded, so that no context is to be fetched.

    Raises:
        InputError: the answer is rows.
    """
    return _serialized(result, ox.RdfFormat.JSON_LD)


def render_rdf_xml(result: Result, labels: Labels) -> str:
    """Triples as RDF/XML.

    Raises:
        InputError: the answer is rows, or has a predicate that XML cannot name.
    """
    return _serialized(result, ox.RdfFormat.RDF_XML)


def _serialized(result: Result, format_: ox.RdfFormat) -> str:
    if not isinstance(result, Graph):
        raise InputError("rows cannot be written as triples", help="use a CONSTRUCT query")
    try:
        return (ox.serialize(result.triples, format=format_) or b"").decode()
    except (OSError, ValueError) as error:
        raise InputError(
            f"the answer cannot be written as {format_.name}: {error}", help="ask for Turtle"
        ) from error


def _write(binding: ET.Element, term: Term) -> None:
    if isinstance(term, ox.NamedNode):
        ET.SubElement(binding, "uri").text = term.value
    elif isinstance(term, ox.BlankNode):
        ET.SubElement(binding, "bnode").text = term.value
    elif isinstance(term, ox.Literal):
        literal = ET.SubElement(binding, "literal")
        literal.text = term.value
        if term.language:
            literal.set(_LANG, term.language)
        elif term.datatype != XSD("string"):
            literal.set("datatype", term.datatype.value)
    else:
        triple = ET.SubElement(binding, "triple")
        for name in ("subject", "predicate", "object"):
            _write(ET.SubElement(triple, name), getattr(term, name))


def _is_xml(letter: str) -> bool:
    """Whether XML 1.0 has a character (section 2.2)."""
    return letter in "\t\n\r" or ("\x20" <= letter <= "\ud7ff") or letter >= "\ue000"
