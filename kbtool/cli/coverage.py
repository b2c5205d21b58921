"""``kbtool coverage``: the sentences of an article that state something and have no claim."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kbtool.cli import completion
from kbtool.cli.documents import document_named
from kbtool.cli.options import NO_COLOR, OUTPUT, ROOT, number_in
from kbtool.cli.output import terminal_style, write_output
from kbtool.cli.project import find_project
from kbtool.cli.running import run


@click.command(epilog="Example: kbtool coverage article --fail-under 90")
@click.argument("document", shell_complete=completion.documents)
@click.option(
    "--fail-under",
    type=number_in(0, 100),
    metavar="PERCENT",
    help="Exit 1 where a smaller share of the sentences is encoded.",
)
@ROOT
@NO_COLOR
@OUTPUT
def coverage(
    document: str,
    fail_under: float | None,
    root: Path | None,
    no_color: bool,
    output: Path | None,
) -> None:
    """List the sentences of an article that state something and that nobody has encoded: what is left to do.

    Headings, questions, addresses and calls to action are left out, and counted.

    A sentence is encoded where a claim quotes some of it, on which somebody has decided, or a passage with nothing to check.
    """
    from kbtool.authoring.encoding import covered_share
    from kbtool.reports.coverage import render

    project = find_project(root)
    kb = run(lambda line: project.load(line.say, asked=["start"]))
    found = covered_share(kb, document_named(kb, document, "coverage"))
    write_output(render(found, terminal_style(no_color, output)), output)
    if fail_under is not None and found.percent < fail_under:
        sys.exit(1)
