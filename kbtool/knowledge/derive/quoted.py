"""Printed figures that do not stand in the words that they are taken from, or only as a piece of a longer figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB, OA
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import objects, value
from kbtool.text.boundaries import stands_in

_NUMBER = re.compile(r"\d+(?:[.,·]\d+)*")


def quoted_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """The printed forms that are not quoted: not in the quote of a claim, or cut out of a figure of what evidence found."""
    for quad in store.quads_for_pattern(None, KB("asPrinted"), None, None):
        node, printed = quad.subject, value(quad.object)
        if isinstance(node, ox.Triple) or not isinstance(quad.object, ox.Literal):
            continue
        quotes = [value(term) for term in objects(store, node, OA("exact"))]
        found = [
            value(t) for name in ("finding", "excerpt") for t in objects(store, node, KB(name))
        ]
        if not is_quoted(printed, quotes) or is_cut_out(printed, " ".join(found)):
            yield ox.Quad(node, KB("printedNotQuoted"), ox.Literal(printed), DERIVED)


def is_quoted(printed: str, quotes: list[str]) -> bool:
    """Whether a printed form stands by itself in each of some quotes."""
    return all(stands_in(quote, printed) for quote in quotes)


def is_cut_out(printed: str, text: str) -> bool:
    """Whether the first number of a printed form stands in a text as a piece of longer numbers alone: 76 in 6.76.

    What evidence found is told in words of our own, so a number that is not there at all says nothing.
    """
    number = _NUMBER.search(printed)
    if number is None or number[0] not in text:
        return False
    whole = {found[0] for found in _NUMBER.finditer(text)}
    return (
        number[0] not in whole and f"0{number[0]}" not in whole and not _decimals(number[0], text)
    )


def _decimals(number: str, text: str) -> bool:
    """Whether a number stands in a text without its zero: .53 for 0.53."""
    return (
        number.startswith("0.")
        and re.search(rf"(?<!\d){re.escape(number[1:])}(?!\d)", text) is not None
    )
