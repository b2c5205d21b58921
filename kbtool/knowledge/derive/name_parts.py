"""Which values the name of a node may stand for, where the node states another."""

from __future__ import annotations

import pyoxigraph as ox

from kbtool.knowledge.derive.slugs import slug_of
from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import KB, RDFS, SKOS
from kbtool.rdf.terms import led_to, objects, value

_ALIKE = (KB("phrase"), KB("negatedPhrase"))
"""Predicates that are worded alike may stand for each other in a name."""
_CALLED = (SKOS("prefLabel"), SKOS("altLabel"), SKOS("hiddenLabel"), KB("writtenAs"), RDFS("label"))

Value = ox.NamedNode | ox.Literal


def alike(store: ox.Store, first: Value, second: Value) -> bool:
    """Whether a value may go by the name of another: that of a broader concept is shorter, or both are worded alike.

    What is called after a narrower concept is on that: who writes the broader one there says more than the name does. The
    values of a qualifier are as they are called: "many" is no "some", although it is some.

    Args:
        store: the files' triples.
        first: the value that is stated.
        second: the one that the name has.
    """
    if isinstance(first, ox.Literal) or isinstance(second, ox.Literal):
        return slug_of(first) == slug_of(second)
    listed = first.value.startswith(KB.base) and second.value.startswith(KB.base)
    if not listed and second in {first, *led_to(store, first, SKOS("broader"))}:
        return True
    return any(bool(_texts(store, first, each) & _texts(store, second, each)) for each in _ALIKE)


def of_one_kind(store: ox.Store, first: Value, second: Value) -> bool:
    """Whether two concepts are of the same kinds."""
    if isinstance(first, ox.Literal) or isinstance(second, ox.Literal):
        return False
    one, other = (set(objects(store, each, KB("conceptKind"))) for each in (first, second))
    return one == other


def called(columns: Columns, term: Value) -> list[ox.Literal]:
    """What a value is called, beside its identifier."""
    terms = (found for name in _CALLED for found in columns.objects(term, name))
    return [found for found in terms if isinstance(found, ox.Literal)]


def _texts(store: ox.Store, node: ox.NamedNode, each: ox.NamedNode) -> set[str]:
    return {value(term) for term in objects(store, node, each)}
