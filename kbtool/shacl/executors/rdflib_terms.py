"""Terms and triples from pyoxigraph to rdflib and back, unchanged; blank nodes keep their identifiers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kbtool.errors import InputError
from kbtool.rdf.terms import Term

if TYPE_CHECKING:
    import rdflib


def to_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    """A graph of these triples.

    Raises:
        InputError: a triple is quoted in another.
    """
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    known: dict[Term, rdflib.term.Identifier] = {}

    def convert(term: Term | None) -> rdflib.term.Identifier:
        if term in known:
            return known[term]
        if isinstance(term, NamedNode):
            found: rdflib.term.Identifier = rdflib.URIRef(term.value)
        elif isinstance(term, BlankNode):
            found = rdflib.BNode(term.value)
        elif isinstance(term, Literal) and term.language:
            found = rdflib.Literal(term.value, lang=term.language)
        elif isinstance(term, Literal):
            plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
            datatype = None if plain else rdflib.URIRef(term.datatype.value)
            found = rdflib.Literal(term.value, datatype=datatype, normalize=False)
        else:
            raise InputError("the data hold a quoted triple, which RDF 1.1 does not have")
        known[term] = found
        return found

    for triple in triples:
        graph.add((convert(triple.subject), convert(triple.predicate), convert(triple.object)))
    return graph


def to_oxigraph(term: rdflib.term.Node) -> Term:
    """The term that an rdflib term stands for."""
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return Literal(str(term), language=term.language)
    if term.datatype:
        return Literal(str(term), datatype=NamedNode(str(term.datatype)))
    return Literal(str(term))
