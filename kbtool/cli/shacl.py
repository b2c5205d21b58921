"""``kbtool shacl``: any RDF data against any SHACL shapes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbtool.cli.options import ENGINE, OUTPUT, PATH, VERBOSE, format_option
from kbtool.cli.output import write_output
from kbtool.cli.running import ProgressLine, note, run
from kbtool.reports.formats import VALIDATION, choose

if TYPE_CHECKING:
    from kbtool.reports.views import ValidationReport
    from kbtool.shacl.validation import Engine


@click.command(
    epilog="Example: kbtool shacl data.ttl shapes.ttl --format turtle --output report.ttl"
)
@click.argument("data", type=PATH)
@click.argument("shapes", type=PATH)
@format_option(VALIDATION)
@OUTPUT
@ENGINE
@VERBOSE
def shacl(
    data: Path,
    shapes: Path,
    format_: str | None,
    output: Path | None,
    engine: Engine,
    verbose: bool,
) -> None:
    """Validate a data graph against a shapes graph: SHACL Core and SHACL-SPARQL, of any vocabulary.

    The files are Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD, by their endings. Nothing is
    imported or fetched. In Turtle, the results are a sh:ValidationReport.

    Exit code 0: the data conform. 1: they do not. 2: wrong usage, a file that cannot be read, or a
    shapes graph that is ill-formed.
    """
    from kbtool.api import validate

    def work(line: ProgressLine) -> ValidationReport:
        return validate(
            data,
            shapes,
            engine=engine,
            note=note if verbose else lambda _: None,
            progress=lambda done, total: line.count(done, total, "shapes"),
        )

    chosen = choose(VALIDATION, format_, output)
    report = run(work)
    if not report.shapes:
        note(f"{shapes} holds no shape with a target, so nothing is checked")
    text = VALIDATION.renderer(chosen)(report.results, report.prefixes, report.described)
    write_output(text, output, exactly=chosen.is_exact, inputs=(data, shapes))
    sys.exit(0 if report.conforms else 1)
