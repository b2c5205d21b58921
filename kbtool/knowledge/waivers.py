"""Waivers: findings that somebody accepts until a date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.places import Declared, Places
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import instances, one, value

_PARTS = ("rule", "claim", "reason", "owner", "expires")


@dataclass(frozen=True)
class Waiver:
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


def read_waivers(
    store: ox.Store,
    rules: Iterable[Rule],
    labels: Labels,
    places: Places,
    off: Callable[[], Mapping[str, str]] = dict,
) -> tuple[Waiver, ...]:
    """The complete waivers of a store; incomplete ones are left out, a rule flags them.

    Args:
        store: the store.
        rules: the rules that hold.
        labels: labels of the store's nodes.
        places: finds where a waiver is declared.
        off: gives the codes of the rules in policy packs that are off, by code and name; asked where a waiver names no rule
            that holds. A waiver of theirs has nothing to accept, and is no slip.

    Raises:
        InputError: a waiver names an unknown rule, or what is off cannot be read.
    """
    codes = {name: rule.code for rule in rules for name in (rule.code, rule.name)}
    return tuple(
        sorted(
            _complete(store, codes, labels, places, off),
            key=lambda waiver: (waiver.expires, waiver.iri),
        )
    )


def _complete(
    store: ox.Store,
    codes: dict[str, str],
    labels: Labels,
    places: Places,
    off: Callable[[], Mapping[str, str]],
) -> Iterator[Waiver]:
    for node in instances(store, KB("Waiver")):
        terms = {part: one(store, node, KB(part)) for part in _PARTS}
        rule, claim, reason, owner, expires = (value(terms[part]) for part in _PARTS)
        declared = places.declared(node)
        if rule and rule not in codes:
            codes = {**off(), **codes}
        if rule and rule not in codes:
            raise InputError(
                f"the waiver names the rule {rule!r}, which does not exist",
                path=declared.file if declared else labels.label(node),
                line=declared.line if declared else None,
                help="name a rule by its code (C01) or its name; `kbtool explain CODE` shows a rule",
            )
        day = _day(expires)
        if rule and claim and reason and owner and day is not None:
            name = labels.label(terms["owner"])
            yield Waiver(node.value, codes[rule], claim, reason, name, day, declared)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
