"""Items of evidence held to the others of the same source: one paper has one design, and tells one finding once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import pyoxigraph as ox

from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import CITO, KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, by_subject, value

_WAYS = ("supports", "disputes", "neutralOn", "gives")
_ALIKE = 0.6
"""Two findings that have so much of the shorter one in common at their beginning tell the same."""
_LETTERS = 40
"""And at least so many characters."""


_SCOPES = ("jurisdiction", "regimen", "route")
_USUAL = 3
"""So many scopes of a source, the commonest, are looked at."""


class _Item(NamedTuple):
    node: ox.NamedNode
    design: Term
    counts_studies: bool


def companion_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """Of evidence, the design of the others of its source, and an item that tells the same in nearly the same words.

    And the country of another item, where it is on another one; and, of single studies, the regimen or route.

    Opinion stands in papers of any design (kb:inAnyPaper), and what is no study reports studies (kb:reportsDesign). A paper
    that sums up studies may have one of its own beside them: then the item on those says how many there are (kb:studyCount).

    Args:
        store: the knowledge base.
    """
    columns = Columns(store)
    apart = {
        quad.subject
        for name in ("inAnyPaper", "reportsDesign")
        for quad in store.quads_for_pattern(None, KB(name), None, None)
    }
    sums_up = {
        quad.subject for quad in store.quads_for_pattern(None, KB("sumsUpStudies"), None, None)
    }
    by_source: dict[Term, list[_Item]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, CITO("citesAsEvidence"), None, None):
        node = quad.subject
        design = columns.one(node, KB("design")) if isinstance(node, ox.NamedNode) else None
        if design is not None and isinstance(node, ox.NamedNode):
            counts = design in sums_up and columns.one(node, KB("studyCount")) is not None
            by_source[quad.object].append(_Item(node, design, counts))
    scopes = {name: by_subject(store, KB(name)) for name in _SCOPES}
    for items in by_source.values():
        if len(items) > 1:
            yield from _other_scopes(items, scopes, apart | sums_up)
            studies = [item for item in items if item.design not in apart]
            yield from _designs([item for item in studies if not item.counts_studies])
            yield from _designs([item for item in studies if item.design in sums_up])
            yield from _alike(columns, items)


def _designs(items: list[_Item]) -> Iterator[ox.Quad]:
    """The commonest design, of each item that has another; of both, where none is the commonest."""
    ranked = Counter(item.design for item in items).most_common()
    if len(ranked) < 2:
        return
    (first, most), (second, fewer) = ranked[:2]
    for item in items:
        if item.design != first:
            yield ox.Quad(item.node, KB("otherDesign"), first, DERIVED)
        elif most == fewer:
            yield ox.Quad(item.node, KB("otherDesign"), second, DERIVED)


def _alike(columns: Columns, items: Iterable[_Item]) -> Iterator[ox.Quad]:
    said: dict[tuple[str, Term], list[tuple[str, ox.NamedNode]]] = defaultdict(list)
    for node in dict.fromkeys(item.node for item in items):
        finding = value(columns.one(node, KB("finding")))
        for way in _WAYS:
            for question in columns.objects(node, KB(way)):
                said[way, question].append((finding, node))
    for findings in said.values():
        for (one, first), (other, second) in pairwise(sorted(findings, key=str)):
            common = _in_common(one, other)
            if one != other and common >= max(_LETTERS, _ALIKE * min(len(one), len(other))):
                earlier, later = sorted((first, second), key=str)
                yield ox.Quad(later, KB("nearlyRepeats"), earlier, DERIVED)


def _in_common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    apart = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(apart, min(len(one), len(other)))


def _other_scopes(
    items: Sequence[_Item],
    scopes: Mapping[str, Mapping[Term, Collection[Term]]],
    no_studies: Collection[Term],
) -> Iterator[ox.Quad]:
    """The values of other items, of which an item has none: of designs that are no single study, countries alone.

    Each item is held to what the most of the others have, so that a source with many stays linear.
    """
    for name, values in scopes.items():
        alike: dict[Term | None, Counter[frozenset[Term]]] = defaultdict(Counter)
        stated = []
        for item in items:
            design = None if name == "jurisdiction" else item.design
            if item.node in values and design not in no_studies:
                own = frozenset(values[item.node])
                stated.append((item.node, design, own))
                alike[design][own] += 1
        usual = {design: counts.most_common(_USUAL) for design, counts in alike.items()}
        for node, design, own in stated:
            for other, _ in usual[design]:
                if own.isdisjoint(other):
                    for beside in sorted(other, key=str):
                        yield ox.Quad(node, KB(f"{name}Beside"), beside, DERIVED)
