"""Holds single values to what the vocabulary says of their property: bounds, form, and words that only hold a place.

Only the statements with such a property, or with such a word, are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.knowledge.derive.misuse import Kind, Misuse
from kbtool.rdf.namespaces import KB, RDFS, SCHEMA, Names

_SHORT = 60


def misuses_of_values(store: ox.Store, names: Names) -> Iterator[Misuse]:
    """What does not fit of single values.

    Args:
        store: the files' triples.
        names: the namespaces of the knowledge base.

    Raises:
        InputError: a form of the vocabulary is no regular expression.
    """
    yield from _out_of_bounds(store, names)
    yield from _malformed(store, names)
    yield from _placeholders(store, names)
    yield from _empty_nodes(store, names)


def _out_of_bounds(store: ox.Store, names: Names) -> Iterator[Misuse]:
    for name, is_out, words in (
        ("minimum", Decimal.__lt__, "at least"),
        ("maximum", Decimal.__gt__, "at most"),
    ):
        for bound in store.quads_for_pattern(None, KB(name), None, None):
            limit = _number(bound.object)
            if limit is None or not isinstance(bound.subject, ox.NamedNode):
                continue
            shown, wanted = names.curie(bound.subject.value), f"{words} {limit}"
            for quad in store.quads_for_pattern(None, bound.subject, None, None):
                number = _number(quad.object)
                if number is not None and is_out(number, limit):
                    yield Misuse(
                        quad.subject, Kind.OUT_OF_BOUNDS, shown, wanted, str(number), quad.object
                    )


def _malformed(store: ox.Store, names: Names) -> Iterator[Misuse]:
    for said in store.quads_for_pattern(None, KB("form"), None, None):
        if not isinstance(said.object, ox.Literal) or not isinstance(said.subject, ox.NamedNode):
            continue
        shown = names.curie(said.subject.value)
        try:
            form = re.compile(said.object.value)
        except re.error as error:
            raise InputError(f"kb:form of {shown} is no regular expression: {error}") from error
        words = [
            q.object for q in store.quads_for_pattern(said.subject, KB("formInWords"), None, None)
        ]
        wanted = next((w.value for w in words if isinstance(w, ox.Literal)), said.object.value)
        for quad in store.quads_for_pattern(None, said.subject, None, None):
            text = quad.object
            if (
                isinstance(text, ox.Literal)
                and text.value.strip()
                and not form.fullmatch(text.value)
            ):
                stated = text.value[:_SHORT]
                yield Misuse(quad.subject, Kind.MALFORMED, shown, wanted, stated, text)


def _placeholders(store: ox.Store, names: Names) -> Iterator[Misuse]:
    for said in store.quads_for_pattern(None, KB("placeholder"), None, None):
        if not isinstance(said.object, ox.Literal):
            continue
        word = said.object.value
        for text in sorted({word, word.lower(), word.upper(), word.capitalize()}):
            for quad in store.quads_for_pattern(None, None, ox.Literal(text), None):
                if quad.predicate != KB("placeholder"):
                    shown = names.curie(quad.predicate.value)
                    yield Misuse(
                        quad.subject, Kind.PLACEHOLDER, shown, stated=text, value=quad.object
                    )


def _empty_nodes(store: ox.Store, names: Names) -> Iterator[Misuse]:
    """Nodes of which nothing is said, where a property of another vocabulary takes any node."""
    for said in store.quads_for_pattern(None, KB("usedElsewhere"), None, None):
        if not isinstance(said.subject, ox.NamedNode):
            continue
        ranges = (RDFS("range"), SCHEMA("rangeIncludes"))
        takes = {
            q.object
            for one in ranges
            for q in store.quads_for_pattern(said.subject, one, None, None)
        }
        if takes and RDFS("Resource") not in takes:
            continue
        for quad in store.quads_for_pattern(None, said.subject, None, None):
            node = quad.object
            if isinstance(node, ox.BlankNode) and not any(
                store.quads_for_pattern(node, None, None, None)
            ):
                shown = names.curie(said.subject.value)
                stated = "a node that nothing is said of ([]) is none"
                yield Misuse(
                    quad.subject, Kind.WRONG_VALUE, shown, "something with a name", stated, node
                )


def _number(term: object) -> Decimal | None:
    if not isinstance(term, ox.Literal):
        return None
    try:
        number = Decimal(term.value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
