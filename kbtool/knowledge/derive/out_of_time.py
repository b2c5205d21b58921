"""Identifiers that do not fit the year of their reference: often one digit of either was changed.

Many DOIs have the year of acceptance or publication in them. PMIDs are given in ascending order, so that those of the other
references on file say about when one was given. A paper may wait for years until it is printed, and has none
before it exists.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

import pyoxigraph as ox

from kbtool.rdf.namespaces import DCT, KB, XSD
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import value

_YEAR_IN_DOI = re.compile(r"(?<=[./-])(?:19|20)\d\d(?=[./-])")
WAITS = 4
"""For how many years a paper may have its identifier before it is printed. A convention of kbtool."""
LATE = 1
"""For how many years an identifier may come after the year of print. A convention of kbtool."""
_WITNESSES = 2
"""How many others have to disagree: the one that two contradict is the wrong one."""


class Paper(NamedTuple):
    """A reference with its PMID as a number, and its year."""

    pmid: int
    year: int
    node: ox.NamedNode


def out_of_time_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """A year in a DOI that does not fit the reference, and another reference beside which a PMID is out of order.

    Args:
        store: the knowledge base.
    """
    years = {
        quad.subject: int(year)
        for quad in store.quads_for_pattern(None, DCT("issued"), None, None)
        if (year := value(quad.object)[:4]).isdecimal()
    }
    for node, doi in _identifiers(store, "doi"):
        found = _YEAR_IN_DOI.findall(doi)
        issued = years.get(node)
        if len(found) != 1 or issued is None or _fits(int(found[0]), issued):
            continue
        stated = ox.Literal(found[0], datatype=XSD("integer"))
        yield ox.Quad(node, KB("yearInIdentifier"), stated, DERIVED)
    papers = [
        Paper(int(number), years[node], node)
        for node, number in _identifiers(store, "pmid")
        if number.isdecimal() and node in years
    ]
    for paper, other in out_of_order(papers):
        yield ox.Quad(paper.node, KB("outOfOrderBeside"), other.node, DERIVED)


def _identifiers(store: ox.Store, scheme: str) -> Iterator[tuple[ox.NamedNode, str]]:
    """The references with an identifier of a scheme, looked up or not."""
    written = {
        quad.subject: value(quad.object)
        for quad in store.quads_for_pattern(None, KB(scheme), None, None)
    }
    prefix = f"{scheme.upper()} "
    for quad in store.quads_for_pattern(None, KB("identifierNotYetVerified"), None, None):
        noted = value(quad.object)
        if noted.startswith(prefix):
            written.setdefault(quad.subject, noted.removeprefix(prefix))
    for node, identifier in written.items():
        if isinstance(node, ox.NamedNode):
            yield node, identifier


def _fits(year: int, issued: int) -> bool:
    return issued - WAITS <= year <= issued + LATE


def out_of_order(papers: list[Paper]) -> Iterator[tuple[Paper, Paper]]:
    """The papers whose PMID does not fit their year, each with another that shows it.

    A number is too high if two papers of later years have lower ones, too low if two of far earlier years have higher ones.

    Args:
        papers: the papers, in any order.
    """
    by_year = sorted(papers, key=lambda paper: paper.year)
    at = [paper.year for paper in by_year]
    low, high = [*_seconds(by_year[::-1], least=True)][::-1], [*_seconds(by_year, least=False)]
    for paper in papers:
        later = bisect_right(at, paper.year + LATE)
        earlier = bisect_left(at, paper.year - WAITS)
        above = low[later] if later < len(low) else None
        below = high[earlier - 1] if earlier else None
        if above is not None and above.pmid < paper.pmid:
            yield paper, above
        elif below is not None and below.pmid > paper.pmid:
            yield paper, below


def _seconds(papers: list[Paper], *, least: bool) -> Iterator[Paper | None]:
    """The second lowest or second highest PMID up to each paper, in the given order."""
    best: list[Paper] = []
    for paper in papers:
        best = sorted([*best, paper], key=lambda one: one.pmid, reverse=not least)[:_WITNESSES]
        yield best[-1] if len(best) == _WITNESSES else None
