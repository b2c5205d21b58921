"""``kbtool export``: the knowledge base in the formats of others."""

from __future__ import annotations

from pathlib import Path

import click

from kbtool.cli.options import OUTPUT, ROOT
from kbtool.cli.output import write_output
from kbtool.cli.project import find_project
from kbtool.cli.running import ProgressLine, run
from kbtool.reports.exports import EXPORTS, exporter


@click.command(epilog="Example: kbtool export claimreview --output reviews.jsonld")
@click.argument("format_", metavar="FORMAT", type=click.Choice(EXPORTS))
@ROOT
@OUTPUT
def export(format_: str, root: Path | None, output: Path | None) -> None:
    """Write the knowledge base in another format.

    \b
    nanopub      a nanopublication for each claim, in TriG, under trusty URIs (pip install 'kbtool[nanopub]')
    claimreview  the verdicts as schema.org ClaimReview, in JSON-LD
    annotations  the quotes as W3C Web Annotations, in JSON-LD
    nquads       everything, with a graph for what is derived
    csv          the claims with their verdicts, for a spreadsheet
    """  # noqa: D301
    from kbtool.checks.run import check
    from kbtool.knowledge.loading import open_knowledge_base

    project = find_project(root)

    def work(line: ProgressLine) -> str:
        kb = open_knowledge_base(project.workspace, progress=line.say)
        check(kb, list(kb.rules), progress=line.say)
        line.say("writing")
        return exporter(format_)(kb)

    write_output(run(work), output)
