"""Waivers: findings that somebody accepts until a date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.labels import Labels
from kbtool.knowledge.places import Declared, Places
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import instances, objects, one, value

_PARTS = ("rule", "claim", "reason", "owner", "expires")


class Waiver(Struct, frozen=True):
    """A finding that is accepted for a time.

    Attributes:
        iri: the waiver.
        rule: the code of the rule.
        claim: the IRI of the claim, or other node, that the finding is about.
        reason: why it is accepted.
        owner: who answers for it.
        expires: the last day on which it holds.
        declared: its place in Turtle.
    """

    iri: str
    rule: str
    claim: str
    reason: str
    owner: str
    expires: date
    declared: Declared | None


def rules_by_name(
    store: ox.Store, rules: Iterable[Rule], off: Callable[[], Mapping[str, str]] = dict
) -> Mapping[str, str]:
    """The codes of the rules that waivers may name, by code and name.

    Args:
        store: the store with the waivers.
        rules: the rules that hold.
        off: gives the codes of the rules in policy packs that are off, by code and name; asked where a waiver names no rule
            that holds. A waiver of theirs has nothing to accept, and is no slip.

    Raises:
        InputError: what is off cannot be read.
    """
    codes = {name: rule.code for rule in rules for name in (rule.code, rule.name)}
    named = {value(one(store, node, KB("rule"))) for node in instances(store, KB("Waiver"))}
    return codes if named <= codes.keys() | {""} else {**off(), **codes}


def read_waivers(
    store: ox.Store, codes: Mapping[str, str], labels: Labels, places: Places
) -> tuple[Waiver, ...]:
    """The complete waivers of a store; others are left out, rules flag them: what is missing, cannot be read, or is no rule.

    Args:
        store: the store.
        codes: the codes of the rules that they may name, by code and name.
        labels: labels of the store's nodes.
        places: finds where a waiver is declared.
    """
    found = _complete(store, codes, labels, places)
    return tuple(sorted(found, key=lambda waiver: (waiver.expires, waiver.iri)))


def misnamed_rules(store: ox.Store, codes: Mapping[str, str]) -> Iterator[ox.Quad]:
    """kb:namesNoRule of each waiver that names a rule which there is not: the name.

    Args:
        store: the store.
        codes: the codes of the rules that waivers may name, by code and name.
    """
    for node in instances(store, KB("Waiver")):
        for rule in objects(store, node, KB("rule")):
            if isinstance(rule, ox.Literal) and rule.value.strip() and rule.value not in codes:
                yield ox.Quad(node, KB("namesNoRule"), ox.Literal(rule.value), DERIVED)


def _complete(
    store: ox.Store, codes: Mapping[str, str], labels: Labels, places: Places
) -> Iterator[Waiver]:
    for node in instances(store, KB("Waiver")):
        terms = {part: one(store, node, KB(part)) for part in _PARTS}
        rule, claim, reason, owner, expires = (value(terms[part]) for part in _PARTS)
        day = _day(expires)
        is_whole = rule in codes and claim and reason.strip() and owner.strip()
        if is_whole and day is not None and one(store, node, KB("unreadPart")) is None:
            name = labels.label(terms["owner"])
            declared = places.declared(node)
            yield Waiver(node.value, codes[rule], claim, reason, name, day, declared)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
