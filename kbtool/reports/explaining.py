"""Whatever a reviewer names, explained: a rule, a claim, a document, a reference, an item of evidence, a statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

import pyoxigraph as ox

from kbtool.checks.findings import Finding
from kbtool.checks.ranking import worst_first
from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.lookup import find_rule, index_of
from kbtool.rdf.namespaces import KB
from kbtool.reports.explanation import explain_claim, explain_rule
from kbtool.reports.nodes import (
    explain_document,
    explain_evidence,
    explain_question,
    explain_reference,
)
from kbtool.reports.style import Style, finished
from kbtool.reports.wording import RELATED_SHOWN, aside, other_side, standing

_Explain: TypeAlias = Callable[[KnowledgeBase, ox.NamedNode, Style], str]
_KINDS: dict[str, _Explain] = {
    "Claim": explain_claim,
    "Document": lambda kb, node, style: explain_document(kb, kb.documents[node.value], style),
    "Reference": explain_reference,
    "Evidence": explain_evidence,
    "Proposition": explain_question,
    "Quantity": explain_question,
}
_NEAREST = 3


def explain_any(
    kb: KnowledgeBase,
    what: str,
    style: Style,
    findings: Callable[[], Iterable[Finding]] = tuple,
) -> str:
    """What there is to know of what somebody names.

    Args:
        kb: the knowledge base.
        what: the code or name of a rule; of anything else the IRI, a CURIE, the local name, a label or an identifier.
        style: how it is shown.
        findings: gives what a check finds, of which a claim is shown its own.

    Raises:
        InputError: nothing of these kinds has the name; with the nearest ones.
    """
    rule = find_rule(kb, what)
    if rule is not None:
        return explain_rule(rule, style)
    for kind, explain in _KINDS.items():
        found = index_of(kb, KB(kind)).iri(what)
        if found is not None:
            page = explain(kb, ox.NamedNode(found), style)
            return f"{page}{_found(found, findings(), style)}" if kind == "Claim" else page
    near = list(dict.fromkeys(_near(kb, what)))[:_NEAREST]
    raise InputError(
        f"{what!r} is no claim, rule, document, reference, evidence or statement",
        help=f"did you mean {', '.join(near)}?"
        if near
        else "`kbtool query` lists ways to find claims",
    )


def _near(kb: KnowledgeBase, what: str) -> Iterator[str]:
    yield from kb.claims.near(what)
    yield from kb.rules.near(what)
    for kind in _KINDS:
        yield from index_of(kb, KB(kind)).near(what)


def _found(claim: str, findings: Iterable[Finding], style: Style) -> str:
    """What a check finds of a claim, with the other sides: conflicts, figures of another unit, narrower scopes."""
    lines = []
    for finding in sorted(findings, key=worst_first):
        if finding.claim == claim:
            said = f"{finding.severity} {finding.code} {finding.name}: {finding.message}"
            lines += style.wrap(said, "  ", 4)
            for other in finding.related[:RELATED_SHOWN]:
                lines += style.wrap(f"- {other_side(other)}", "    ", 6)
            if aside(finding):
                lines += style.wrap(f"({standing(finding)})", "    ", 4)
    return finished("\n".join(["", "", style.bold("What is found"), *lines])) if lines else ""
