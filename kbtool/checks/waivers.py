"""Waivers: findings that somebody accepts until a date. They mark a finding and never hide it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from datetime import date

import pyoxigraph as ox

from kbtool.checks.findings import Finding, Waiver
from kbtool.errors import InputError
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.places import Locator
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import KB, RDF
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import one, value

_PARTS = ("rule", "claim", "reason", "owner", "expires")


def read_waivers(
    store: ox.Store, rules: Iterable[Rule], labels: Labels, locator: Locator
) -> tuple[Waiver, ...]:
    """The complete waivers of a store; incomplete ones are left out, a rule flags them.

    Args:
        store: the store.
        rules: all rules.
        labels: labels of the store's nodes.
        locator: finds where a waiver is declared.

    Raises:
        InputError: a waiver names a rule that there is not.
    """
    codes = {name: rule.code for rule in rules for name in (rule.code, rule.name)}
    found = []
    for quad in store.quads_for_pattern(None, RDF("type"), KB("Waiver"), None):
        node = quad.subject
        terms = {part: one(store, node, KB(part)) for part in _PARTS}
        rule, claim, reason, owner, expires = (value(terms[part]) for part in _PARTS)
        declared = locator.declared(node)
        if rule and rule not in codes:
            raise InputError(
                f"the waiver names the rule {rule!r}, which there is not",
                path=declared.file if declared else "kb",
                line=declared.line if declared else None,
                help="name a rule by its code (C01) or its name; `kbtool explain CODE` shows a rule",
            )
        day = _day(expires)
        if rule and claim and reason and owner and day is not None:
            name = labels.label(terms["owner"])
            found.append(Waiver(value(node), codes[rule], claim, reason, name, day, declared))
    return tuple(sorted(found, key=lambda waiver: (waiver.expires, waiver.iri)))


def waive(
    findings: Iterable[Finding], waivers: Iterable[Waiver], conflicts: Container[str], today: date
) -> list[Finding]:
    """The findings, each with the waiver that accepts it today, the one that holds longest.

    Args:
        findings: the findings.
        waivers: the waivers.
        conflicts: the codes of the rules whose findings have two sides; a waiver may name either.
        today: the day of the check; a waiver holds on its last day.
    """
    valid = {(w.rule, w.claim): w for w in waivers if w.expires >= today}
    marked = []
    for finding in findings:
        waiver = next(filter(None, (valid.get(key) for key in _keys(finding, conflicts))), None)
        marked.append(replace(finding, waived=waiver) if waiver else finding)
    return marked


def waiver_quads(
    findings: Iterable[Finding], waivers: Iterable[Waiver], conflicts: Container[str]
) -> Iterator[ox.Quad]:
    """The derived triples of the waivers that some finding is for, expired ones too."""
    nodes = {key: finding.node for finding in findings for key in _keys(finding, conflicts)}
    for waiver in waivers:
        node = nodes.get((waiver.rule, waiver.claim))
        if node is not None and "://" in waiver.iri and "://" in node:
            yield ox.Quad(ox.NamedNode(waiver.iri), KB("waives"), ox.NamedNode(node), DERIVED)


def _keys(finding: Finding, conflicts: Container[str]) -> list[tuple[str, str]]:
    """Rule and node by which a waiver may name a finding."""
    nodes = [finding.claim, finding.node]
    if finding.code in conflicts:
        nodes += [other.iri for other in finding.related if other.span is not None]
    return [(finding.code, node) for node in nodes if node]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
