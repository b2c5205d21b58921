"""Ranges that are given for one quantity, of which one reaches further than the other on one side.

Of "hours to several days" and "days to weeks" neither holds the other, though they overlap: a reader who remembers the one
is wrong by the other. A range that lies inside of another says the same more exactly, and is left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice

import pyoxigraph as ox

from kbtool.knowledge.ranges import ENDS, Range, reach_differently
from kbtool.rdf.namespaces import KB, PROV
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, one, text

SHOWN = 20
"""So many ranges are compared with the one that reaches furthest at most."""


def reach_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """kb:outreaches and kb:outreachesElsewhere: from the claim whose range reaches furthest to those that it outreaches.

    In each document, and once between documents, the first claim that gives a range stands for all that give it.
    """
    for by_document in _given(store).values():
        first: dict[tuple[Term | None, Range], tuple[str, ox.NamedNode]] = {}
        for document in sorted(by_document):
            mine: dict[tuple[Term | None, Range], tuple[str, ox.NamedNode]] = {}
            for *_, claim in sorted(by_document[document], key=lambda each: each[:2]):
                given = _range(store, claim)
                mine.setdefault(given, (document, claim))
                first.setdefault(given, (document, claim))
            yield from _quads("outreaches", mine)
        if len(by_document) > 1:
            yield from _quads("outreachesElsewhere", first, apart=True)


def _given(store: ox.Store) -> dict[Term, dict[str, list[tuple[int, str, ox.NamedNode]]]]:
    """The claims that give a range or a bound, with their places, by quantity and document; of quantities with several."""
    ranged = {q.subject for end in ENDS for q in store.quads_for_pattern(None, KB(end), None, None)}
    given: dict[Term, dict[str, list[tuple[int, str, ox.NamedNode]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for claim in ranged:
        quantity, document = (
            one(store, claim, KB("gives")),
            one(store, claim, PROV("wasQuotedFrom")),
        )
        if isinstance(claim, ox.NamedNode) and quantity is not None and document is not None:
            place = int(text(store, claim, KB("start")) or 0)
            given[quantity][str(document)].append((place, claim.value, claim))
    return {q: each for q, each in given.items() if sum(map(len, each.values())) > 1}


def _range(store: ox.Store, claim: ox.NamedNode) -> tuple[Term | None, Range]:
    """What a claim gives in the base unit, with the kind of the unit."""
    ends = (text(store, claim, KB(name)) for name in ("lowerBound", "upperBound"))
    lower, upper = (None if end is None else Decimal(end) for end in ends)
    vague = text(store, claim, KB("approximate")) in ("true", "1")
    kind = one(store, one(store, claim, KB("unit")), KB("unitKind"))
    return kind, Range(lower, upper, vague)


def _quads(
    name: str,
    ranges: Mapping[tuple[Term | None, Range], tuple[str, ox.NamedNode]],
    *,
    apart: bool = False,
) -> Iterator[ox.Quad]:
    by_kind: dict[Term | None, list[tuple[Range, str, ox.NamedNode]]] = defaultdict(list)
    for (kind, given), (document, claim) in ranges.items():
        by_kind[kind].append((given, document, claim))
    for alike in by_kind.values():
        furthest, document, claim = max(alike, key=lambda each: each[0].reach)
        others = (
            theirs
            for given, elsewhere, theirs in alike
            if reach_differently(furthest, given) and not (apart and elsewhere == document)
        )
        for other in islice(others, SHOWN):
            yield ox.Quad(claim, KB(name), other, DERIVED)
