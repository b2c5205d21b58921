"""Which recorded searches still count: what was not there two years ago may be there today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB, XSD
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import instances, text

SEARCH_DAYS = 730
"""For how many days a search counts, if no setting says otherwise."""


def searches_in_date(store: ox.Store, today: date, days: float) -> Iterator[ox.Quad]:
    """kb:inDate of each search that says when it was made.

    Args:
        store: the store.
        today: the day of the check.
        days: for how many days a search counts.
    """
    for search in instances(store, KB("Search")):
        try:
            made = date.fromisoformat(text(store, search, KB("searchedOn")) or "")
        except ValueError:
            continue  # a rule tells of a day that is none
        current = timedelta(0) <= today - made <= timedelta(days=days)
        value = ox.Literal(str(current).lower(), datatype=XSD("boolean"))
        yield ox.Quad(search, KB("inDate"), value, DERIVED)
