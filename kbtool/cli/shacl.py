"""``kbtool shacl``: any RDF data against any SHACL shapes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from kbtool.cli.options import ENGINE, OUTPUT, VERBOSE, format_option
from kbtool.cli.output import write_output
from kbtool.cli.running import ProgressLine, note, run
from kbtool.errors import InputError
from kbtool.reports.formats import VALIDATION, choose

if TYPE_CHECKING:
    from kbtool.shacl import ValidationResult


@click.command(
    epilog="Example: kbtool shacl data.ttl shapes.ttl --format turtle --output report.ttl"
)
@click.argument("data", type=click.Path(path_type=Path))
@click.argument("shapes", type=click.Path(path_type=Path))
@format_option(VALIDATION)
@OUTPUT
@ENGINE
@VERBOSE
def shacl(
    data: Path,
    shapes: Path,
    format_: str | None,
    output: Path | None,
    engine: Literal["fast", "pyshacl"],
    verbose: bool,
) -> None:
    """Validate a data graph against a shapes graph: SHACL Core and SHACL-SPARQL, of any vocabulary.

    The files are Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD, by their endings. Nothing is
    imported or fetched. In Turtle, the results are a sh:ValidationReport.

    Exit code 0: the data conform. 1: they do not. 2: wrong usage, a file that cannot be read, or a
    shapes graph that is ill-formed.
    """

    def work(line: ProgressLine) -> tuple[list[ValidationResult], dict[str, str]]:
        from kbtool.rdf.syntax import rdf_format, read_triples, reading
        from kbtool.shacl import load_shapes, validate
        from kbtool.shacl.executors.oxigraph import read_data

        def progress(done: int, total: int) -> None:
            line.count(done, total, "shapes")

        line.say(f"reading {shapes}")
        triples, prefixes = read_triples(shapes)
        try:
            loaded = load_shapes(triples, strict=False, prefixes=prefixes)
        except InputError as error:
            advice = "correct the shape; https://www.w3.org/TR/shacl/ says what it may hold"
            raise InputError(error.message, path=shapes, help=error.help or advice) from error
        if not loaded.rules:
            note(f"{shapes} holds no shape with a target, so nothing is checked")
        line.say(f"reading {data}")
        syntax = rdf_format(data)
        with reading(data, syntax.name):
            graph = read_data(data, syntax)
        told = note if verbose else lambda _: None
        results = validate(graph, loaded, engine=engine, note=told, progress=progress)
        return results, dict(loaded.prefixes)

    chosen = choose(VALIDATION, format_, output)
    results, prefixes = run(work)
    write_output(VALIDATION.renderer(chosen)(results, prefixes), output)
    sys.exit(1 if results else 0)
