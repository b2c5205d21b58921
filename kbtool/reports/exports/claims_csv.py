"""The claims with their verdicts as a table for a spreadsheet."""

from __future__ import annotations

from kbtool.knowledge.base import KnowledgeBase
from kbtool.rdf.namespaces import curie
from kbtool.reports.exports.claims import exported_claims, title
from kbtool.reports.spreadsheet import sheet

_COLUMNS = (
    "claim", "document", "title", "line", "column", "quote", "how", "says", "certainty",
    "verdict", "computed verdict", "stars", "lines for", "lines against",
)  # fmt: skip


def export(kb: KnowledgeBase) -> str:
    """A row for each claim, in reading order."""
    return sheet(
        _COLUMNS,
        (
            (
                curie(claim.iri),
                document.path,
                title(kb, document),
                claim.span.line if claim.span else None,
                claim.span.column if claim.span else None,
                claim.quote,
                claim.stance,
                claim.says,
                claim.certainty,
                claim.verdict.label,
                claim.verdict.computed,
                claim.verdict.stars,
                claim.verdict.supporting,
                claim.verdict.disputing,
            )
            for claim, document in exported_claims(kb)
        ),
    )
