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

    def convert(term: Term) -> rdflib.term.Identifier:
        if term not in known:
            known[term] = to_rdflib_term(term)
        return known[term]

    for triple in triples:
        graph.add((convert(triple.subject), convert(triple.predicate), convert(triple.object)))
    return graph


def to_rdflib_term(term: Term) -> rdflib.term.Identifier:
    """The rdflib term that a term stands for, its lexical form as it is.

    Raises:
        InputError: it is a quoted triple.
    """
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal) and term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if isinstance(term, Literal):
        plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
        datatype = None if plain else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, datatype=datatype, normalize=False)
    raise InputError("the data hold a quoted triple, which RDF 1.1 does not have")


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
