"""``kbtool export``: the knowledge base in the formats of others."""

from __future__ import annotations

from pathlib import Path

import click

from kbtool.cli.options import OUTPUT, ROOT
from kbtool.cli.output import write_output
from kbtool.cli.project import find_project
from kbtool.cli.running import ProgressLine, run
from kbtool.reports.formats import EXPORTS

_WIDTH = max(map(len, EXPORTS.names))
_HELP = "Write the knowledge base in another format.\n\n\b\n" + "\n".join(
    f"{format_.name:<{_WIDTH}}  {format_.description}" for format_ in EXPORTS.formats
)


@click.command(help=_HELP, epilog="Example: kbtool export claimreview --output reviews.jsonld")
@click.argument("format_", metavar="FORMAT", type=click.Choice(EXPORTS.names))
@ROOT
@OUTPUT
def export(format_: str, root: Path | None, output: Path | None) -> None:
    """Write the knowledge base in another format; the help lists them."""
    project = find_project(root)

    def work(line: ProgressLine) -> str:
        kb = project.load(line.say)
        line.say("writing")
        return EXPORTS.renderer(format_)(kb)

    write_output(run(work), output, exactly=True)
