"""XPath's regular expressions for queries that rdflib evaluates; its own are those of Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kbtool.rdf.sparql_regex import Function, regex_functions
from kbtool.shacl.executors.rdflib_terms import to_oxigraph, to_rdflib_term

if TYPE_CHECKING:
    import rdflib


def register_regex() -> list[str]:
    """Have rdflib know the functions that rewritten queries call (kbtool.rdf.sparql_regex).

    Returns:
        A list that takes in what goes wrong in them from now on.
    """
    import rdflib
    from rdflib.plugins.sparql.operators import register_custom_function

    failures: list[str] = []
    for name, function in regex_functions(failures).items():
        register_custom_function(rdflib.URIRef(name.value), _called(function), override=True)
    return failures


def _called(function: Function) -> Callable[..., rdflib.term.Node]:
    from rdflib.plugins.sparql.sparql import SPARQLError
    from rdflib.term import Identifier

    def call(*terms: rdflib.term.Node) -> rdflib.term.Node:
        if not all(isinstance(term, Identifier) for term in terms):
            raise SPARQLError("an argument has no value")
        result = function(*map(to_oxigraph, terms))
        if result is None:
            raise SPARQLError("type error")
        return to_rdflib_term(result)

    return call
