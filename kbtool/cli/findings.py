"""How a command line has findings listed, and what is written of them: in a format, or as a baseline."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from kbtool.cli.options import Command
from kbtool.cli.output import append_output, write_output
from kbtool.cli.terminal import say
from kbtool.io.settings import SEVERITIES
from kbtool.reports.formats import FINDINGS

if TYPE_CHECKING:
    from kbtool.checks.findings import FailOn
    from kbtool.checks.report import Report
    from kbtool.io.settings import Settings
    from kbtool.reports.formats import Format
    from kbtool.reports.presentation import Presentation
    from kbtool.reports.style import Style

SHOWN = 15
"""Entries of text, where nobody asks for something in particular."""


class Listing(Struct, frozen=True):
    """What is asked of a list of findings.

    Attributes:
        show: the severity of the mildest that are shown.
        limit: how many entries are shown, the worst.
        whole: whether all entries are shown in full.
        sort: their order.
        role: who can mend what is shown.
        statistics: whether they are only counted.
    """

    show: str | None
    limit: int | None
    whole: bool
    sort: str
    role: str | None
    statistics: bool


def listing_options() -> Callable[[Command], Command]:
    """The options of a command that lists findings, but for --statistics."""

    def with_options(command: Command) -> Command:
        for option in reversed(_OPTIONS):
            command = option(command)
        return command

    return with_options


_OPTIONS = (
    click.option(
        "--show",
        type=click.Choice(SEVERITIES),
        help="The mildest findings that text shows.  [default: warning; for curators: info]",
    ),
    click.option(
        "--all",
        "whole",
        is_flag=True,
        help="All entries of text in full.  [default: the 15 worst, in short]",
    ),
    click.option(
        "--limit",
        type=click.IntRange(min=0),
        metavar="N",
        help="The N worst entries of text, in short.",
    ),
    click.option(
        "--sort",
        type=click.Choice(["harm", "reading", "rule"]),
        default="harm",
        show_default=True,
        help="The order of entries in text.",
    ),
    click.option(
        "--for",
        "role",
        type=click.Choice(["editor", "curator"]),
        help="Show in text what they can mend.  [default: editor]",
    ),
)


def presentation(
    listing: Listing, style: Style, failing: FailOn, settings: Settings, *, asked: bool
) -> Presentation:
    """How findings are shown.

    Args:
        listing: what is asked of the list.
        style: how lines are marked.
        failing: the severity from which a finding is a failure.
        settings: what holds where nothing is asked for.
        asked: whether something in particular is asked for: then all of it is shown, whoever can mend it.
    """
    from kbtool.checks.ranking import Order
    from kbtool.knowledge.rules import Role, Severity
    from kbtool.reports.places import from_top
    from kbtool.reports.presentation import Presentation

    limit, role = listing.limit, listing.role
    if limit is None and not (listing.whole or asked):
        limit = SHOWN
    mildest = listing.show or (role == Role.CURATOR and Severity.INFO) or settings.show
    return Presentation(
        style,
        Severity(mildest or Severity.WARNING),
        failing,
        Order(listing.sort),
        limit,
        listing.whole,
        Role(role) if role else (None if asked else Role.EDITOR),
        listing.statistics,
        settings.docs,
        from_top(Path.cwd(), os.environ),
    )


def print_findings(
    report: Report,
    chosen: Format,
    how: Presentation,
    output: Path | None,
    *,
    inputs: Sequence[Path],
) -> None:
    """Print or write findings; on GitHub, their summary as well.

    Args:
        report: the findings.
        chosen: the format.
        how: how they are shown.
        output: the file that is written; standard output, if None.
        inputs: what was checked.

    Raises:
        InputError: the file is one of the inputs, or cannot be written.
    """
    text = FINDINGS.renderer(chosen)(report, how)
    write_output(text, output, exactly=chosen.is_exact, inputs=inputs)
    if chosen.name == "github" and (job := os.environ.get("GITHUB_STEP_SUMMARY")):
        append_output(FINDINGS.renderer("summary")(report, how), Path(job))


def write_as_baseline(report: Report, baseline: Path) -> None:
    """Write all findings as a baseline, and say how many there are.

    Args:
        report: the findings.
        baseline: the file.

    Raises:
        InputError: it cannot be written.
    """
    from kbtool.checks.baseline import baseline_text
    from kbtool.reports.wording import counted

    every = (*report.findings, *report.given_way)
    write_output(baseline_text(every), baseline)
    following = len(report.given_way)
    besides = f", {following} of which give way to others and are not shown"
    wrote = f"kbtool: wrote {counted(len(every), 'finding')} to {baseline}"
    say(wrote + (besides if following else ""), err=True)
