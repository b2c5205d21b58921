"""Findings, reports, chains, claims and answers as HTML for notebooks: small, escaped, without a script.

A table shows its first rows, and says how many more there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import islice

from jinja2 import Environment

from kbtool.checks.findings import Finding
from kbtool.checks.report import Report
from kbtool.io.controls import escaped
from kbtool.knowledge.chain import Chain
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.model import Claim, EvidenceLine
from kbtool.rdf.sparql import Table
from kbtool.reports.results import readable
from kbtool.reports.templating import environment
from kbtool.reports.wording import (
    RELATED_SHOWN,
    Passage,
    in_paragraph,
    mark,
    marks,
    not_counted,
    other_side,
    sides,
    total,
    verdicts,
)

ROWS = 20
"""Rows shown of a table."""


def finding_html(finding: Finding) -> str:
    """A finding with its place, both sides, and what to do."""
    others = [other_side(related) for related in finding.related[:RELATED_SHOWN]]
    return _fragment("finding", finding, others, len(finding.related) + finding.more - len(others))


def report_html(report: Report, rows: int = ROWS) -> str:
    """The counts, the verdicts on each document, and the first findings: those that count, the gravest first.

    Args:
        report: the report.
        rows: the most findings to show.
    """
    gravest = sorted(report.findings, key=lambda f: (not f.counts, f.severity.rank))
    shown = gravest[:rows]
    hidden = len(gravest) - len(shown)
    return _fragment("report", total(report), list(verdicts(report)), shown, hidden)


def chain_html(chain: Chain, rows: int = ROWS) -> str:
    """A claim in its paragraph, its verdict, and the evidence against it and for it.

    Args:
        chain: the chain.
        rows: the most lines of evidence to show on each side.
    """
    shown = [(title, lines[:rows], len(lines) - rows) for title, lines in sides(chain.lines)]
    return _fragment("chain", chain, _passage(chain.claim), shown)


def claims_html(claims: Iterable[Claim], number: int, rows: int = ROWS) -> str:
    """The first claims, with verdicts, quotes and places.

    Args:
        claims: the claims; no more of them are read than are shown.
        number: how many there are.
        rows: the most to show.
    """
    shown = list(islice(claims, rows))
    return _fragment("claims", shown, number - len(shown))


def table_html(table: Table, labels: Labels, rows: int = ROWS) -> str:
    """The first rows of a query's answer, by label.

    Args:
        table: the answer.
        labels: how nodes read.
        rows: the most to show.
    """
    shown = [[readable(term, labels) for term in row] for row in table.rows[:rows]]
    hidden = len(table.rows) - len(shown)
    return _fragment("table", table.variables, shown, hidden, table.complete)


def _passage(claim: Claim) -> Passage:
    if claim.document is None or claim.span is None:
        return Passage("", claim.quote, " (not found in its document)")
    return in_paragraph(claim.document.text, claim.span)


@cache
def _environment() -> Environment:
    made = environment("kbtool.reports")
    made.filters |= {"marks": _marks, "mark": mark, "not_counted": not_counted}
    return made


def _marks(line: EvidenceLine) -> str:
    return ", ".join(filter(None, marks(line)))


def _fragment(macro: str, *arguments: object) -> str:
    module = _environment().get_template("notebook.html").module
    return escaped(str(getattr(module, macro)(*arguments))).strip() + "\n"
