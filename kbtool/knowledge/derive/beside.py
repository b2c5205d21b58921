"""Findings and excerpts held to those of other items from the same reference: a copied block, a figure that slipped."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kbtool.rdf.namespaces import CITO, KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import named, objects

_DIGITS = re.compile(r"\d[\d.,]*")
_WORD = re.compile(r"[^\W\d_]+")
_TIME = re.compile(r"(?<![\d.,-])(\d{2,3})[ -](minute|hour|day|week|month|year)s?\b")
_USUAL = frozenset(("10", "12", "18", "20", "24", "28", "30", "36", "48", "52", "60", "72", "90"))
"""Numbers of times that one paper may well have in two units; in one of them they stand in several items."""
_SEVERAL = 2
_LONG = 8
"""Excerpts of so many words do not differ in one of them by chance."""


def beside_quads(store: ox.Store, findings: Mapping[ox.NamedNode, str]) -> Iterator[ox.Quad]:
    """What another item from the same reference has otherwise.

    kb:exchangedFigures, its finding with the same words and the same figures in another order; kb:excerptNearly, its excerpt
    that differs in one word; kb:timeOtherwise, its time of this item's number and another unit, or of the digits of this
    item's number in another order.

    Args:
        store: the knowledge base.
        findings: what was found, by item.
    """
    yield from _exchanged(store, findings)
    yield from _nearly(store)
    yield from _other_time(store, findings)


def _quad(node: ox.NamedNode, name: str, found: str) -> ox.Quad:
    return ox.Quad(node, KB(name), ox.Literal(found), DERIVED)


def _exchanged(store: ox.Store, findings: Mapping[ox.NamedNode, str]) -> Iterator[ox.Quad]:
    """Findings from one reference that have the same words, and the same figures in another order."""
    alike: dict[tuple[ox.NamedNode, str, tuple[str, ...]], dict[ox.NamedNode, str]] = defaultdict(
        dict
    )
    for node, said in findings.items():
        figures = _DIGITS.findall(said)
        if len(set(figures)) > 1:
            skeleton = _DIGITS.sub("#", said)
            for reference in named(objects(store, node, CITO("citesAsEvidence"))):
                alike[reference, skeleton, tuple(sorted(figures))][node] = said
    for group in alike.values():
        for node, said in group.items():
            for other in sorted(set(group.values()) - {said}):
                yield _quad(node, "exchangedFigures", other)


def _nearly(store: ox.Store) -> Iterator[ox.Quad]:
    """Long excerpts from one reference that have all words in common but one, in the same place."""
    alike: dict[tuple[ox.NamedNode, int, tuple[str, ...]], dict[ox.NamedNode, str]] = defaultdict(
        dict
    )
    for quad in store.quads_for_pattern(None, KB("excerpt"), None, None):
        node, excerpt = quad.subject, quad.object
        if not isinstance(node, ox.NamedNode) or not isinstance(excerpt, ox.Literal):
            continue
        words = _WORD.findall(excerpt.value.casefold())
        if len(words) < _LONG:
            continue
        for reference in named(objects(store, node, CITO("citesAsEvidence"))):
            for place in range(len(words)):
                rest = (*words[:place], *words[place + 1 :])
                alike[reference, place, rest][node] = excerpt.value
    for group in alike.values():
        for node, said in group.items() if len(group) > 1 else ():
            own = _WORD.findall(said.casefold())
            for other in sorted(set(group.values()) - {said}):
                if _WORD.findall(other.casefold()) != own:
                    yield _quad(node, "excerptNearly", other)


def _other_time(store: ox.Store, findings: Mapping[ox.NamedNode, str]) -> Iterator[ox.Quad]:
    """Times of one number and two units, “14 years” beside “14 months”, or whose digits changed places: “41 months”."""
    by_reference: dict[ox.NamedNode, dict[ox.NamedNode, dict[tuple[str, str], str]]] = defaultdict(
        dict
    )
    for node, said in findings.items():
        times = {(found[1], found[2]): found[0] for found in _TIME.finditer(said)}
        if times:
            for reference in named(objects(store, node, CITO("citesAsEvidence"))):
                by_reference[reference][node] = times
    for items in by_reference.values():
        for node, times in items.items() if len(items) > 1 else ():
            others = [each for other, each in items.items() if other != node]
            yield from (
                _quad(node, "timeOtherwise", shown) for shown in sorted(_unlike(times, others))
            )


def _unlike(
    own: Mapping[tuple[str, str], str], others: list[dict[tuple[str, str], str]]
) -> set[str]:
    """The times of other items of which one of an item's own could be a slip."""
    found: set[str] = set()
    theirs = [time for each in others for time in each]
    shown = {time: words for each in others for time, words in each.items()}
    for number, unit in own:
        is_alone = (number, unit) not in shown
        for time in shown.keys() - own.keys():
            if time[0] == number:
                is_slip = number not in _USUAL or (is_alone and theirs.count(time) >= _SEVERAL)
            else:
                is_slip = is_alone and time[1] == unit and sorted(time[0]) == sorted(number)
            if is_slip:
                found.add(shown[time])
    return found
