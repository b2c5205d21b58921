"""Waivers mark findings and never hide them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from datetime import date

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.checks.findings import Finding
from kbtool.knowledge.waivers import Waiver


def waive(
    findings: Iterable[Finding],
    waivers: Iterable[Waiver],
    conflicts: Container[str],
    today: date,
    passages: Callable[[ox.NamedNode], Iterable[ox.NamedNode]],
) -> list[Finding]:
    """The findings, each with the waiver that accepts it today, the one that holds longest.

    Args:
        findings: the findings.
        waivers: the waivers.
        conflicts: the codes of the rules whose findings have two sides; a waiver may name either.
        today: the day of the check; a waiver holds on its last day.
        passages: gives the paragraphs, lists and tables of a draft that a claim stands in; a waiver may name one.
    """
    valid = {(w.rule, w.claim): w for w in waivers if w.expires >= today}
    marked = []
    for finding in findings:
        nodes = [finding.claim, finding.node]
        if finding.code in conflicts:
            nodes += [other.iri for other in finding.related if other.span is not None]
        if finding.claim:
            nodes += [each.value for each in passages(ox.NamedNode(finding.claim))]
        found = (valid.get((finding.code, node)) for node in nodes if node)
        waiver = next(filter(None, found), None)
        marked.append(replace(finding, waived=waiver) if waiver else finding)
    return marked
