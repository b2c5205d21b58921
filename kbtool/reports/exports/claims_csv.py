"""The claims with their verdicts as a table for a spreadsheet."""

from __future__ import annotations

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim
from kbtool.reports.exports.claims import exported_claims, title
from kbtool.reports.spreadsheet import Cell, Column, sheet

_NAMES = (
    "claim", "document", "title", "line", "column", "quote", "how", "says", "certainty",
    "verdict", "computed verdict", "stars", "lines for", "lines against",
    "in part", "not assessed because",
)  # fmt: skip
_NUMBERS = ("line", "column", "stars", "lines for", "lines against")
COLUMNS = tuple(Column(name, name in _NUMBERS) for name in _NAMES)


def export(kb: KnowledgeBase) -> str:
    """A row for each claim that states something, in reading order."""
    return sheet(COLUMNS, (cells(kb, claim) for claim, _ in exported_claims(kb)))


def cells(kb: KnowledgeBase, claim: Claim) -> tuple[Cell, ...]:
    """A claim as a row, a cell for each column."""
    document, span, verdict = claim.document, claim.span, claim.verdict
    return (
        kb.names.curie(claim.iri),
        str(document.path) if document else None,
        title(kb, document) if document else None,
        span.line if span else None,
        span.column if span else None,
        claim.quote,
        claim.stance,
        claim.says,
        str(claim.certainty) if claim.certainty else None,
        verdict.label,
        str(verdict.computed) if verdict.computed else None,
        verdict.stars,
        verdict.supporting,
        verdict.disputing,
        verdict.scope,
        str(verdict.because) if verdict.because else None,
    )
