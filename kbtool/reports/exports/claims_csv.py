"""The claims with their verdicts as a table for a spreadsheet."""

from __future__ import annotations

from kbtool.knowledge.base import KnowledgeBase
from kbtool.rdf.namespaces import KB, curie
from kbtool.rdf.terms import text
from kbtool.reports.exports.claims import exported_claims, title
from kbtool.reports.spreadsheet import sheet

_COLUMNS = (
    "claim", "document", "title", "line", "column", "quote", "how", "says", "certainty",
    "verdict", "computed verdict", "stars", "lines for", "lines against",
)  # fmt: skip


def export(kb: KnowledgeBase) -> str:
    """A row for each claim, in reading order."""
    label = kb.labels.label
    return sheet(
        _COLUMNS,
        (
            (
                curie(claim.node.value),
                claim.document.path,
                title(kb, claim.document),
                claim.span.line if claim.span else None,
                claim.span.column if claim.span else None,
                claim.quote,
                label(claim.states),
                claim.says,
                label(claim.certainty),
                label(claim.verdict),
                label(claim.computed),
                claim.stars,
                text(kb.store, claim.node, KB("supportingLines")),
                text(kb.store, claim.node, KB("disputingLines")),
            )
            for claim in exported_claims(kb)
        ),
    )
