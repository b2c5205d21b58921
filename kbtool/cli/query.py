"""``kbtool query``: a named query, a file or standard input, asked of the knowledge base."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from kbtool.cli import completion
from kbtool.cli.options import OUTPUT, ROOT, format_option, number_in
from kbtool.cli.output import write_output
from kbtool.cli.project import find_project
from kbtool.cli.running import run
from kbtool.cli.streams import read_bytes
from kbtool.cli.terminal import say
from kbtool.reports.formats import RESULTS, choose


@click.command(
    epilog="Example: kbtool query claims-by-verdict --param verdict=Refuted; "
    "echo 'SELECT * { ?claim kb:verdict kb:Refuted }' | kbtool query -"
)
@click.argument("what", metavar="[NAME|FILE|-]", required=False, shell_complete=completion.queries)
@click.option(
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    shell_complete=completion.query_parameters,
    help="A parameter of a named query; a value is a name, a label, a CURIE, an IRI or text.",
)
@ROOT
@format_option(RESULTS)
@click.option(
    "--terms", is_flag=True, help="Show the terms to type, not their labels: --format terms."
)
@OUTPUT
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=10_000,
    show_default=True,
    help="The most rows to show.",
)
@click.option(
    "--timeout",
    type=number_in(0.1),
    help="The number of seconds after which a query is given up.  [default: 30, or the settings]",
)
def query(
    what: str | None,
    params: Sequence[str],
    root: Path | None,
    format_: str | None,
    terms: bool,
    output: Path | None,
    limit: int,
    timeout: float | None,
) -> None:
    """Ask the knowledge base in SPARQL; without an argument, list the named queries.

    Verdicts, levels and conflicts are in the graph <https://w3id.org/kbtool/graph/derived>; the prefixes of the
    knowledge base need not be declared. Queries only read: no SERVICE, no FROM, no update.
    """
    from kbtool.io.files import decode, read_text
    from kbtool.knowledge.queries import (
        ask,
        find_named_query,
        named_question,
        plain_question,
        read_named_queries,
        read_parameters,
        warnings,
    )
    from kbtool.reports.results import render_query_list

    project = find_project(root)
    named = read_named_queries(project.workspace.queries)
    if what is None:
        write_output(render_query_list(named.values()), output)
        return
    if terms and format_ not in (None, "terms"):
        raise click.UsageError(f"--terms and --format {format_} exclude each other")
    chosen = choose(RESULTS, "terms" if terms else format_, output)
    given = read_parameters(params)
    if what == "-":
        question = plain_question(decode(read_bytes(), "<stdin>").text, given, "<stdin>")
    elif what not in named and (Path(what).is_file() or "/" in what or what.endswith(".rq")):
        question = plain_question(read_text(Path(what), what).text, given, what)
    else:
        find_named_query(named, what)
        question = None
    kb = run(lambda line: project.load(line.say))
    if question is None:
        question = named_question(kb, what, given)
    asked = question
    result = run(lambda _: ask(kb, asked, limit=limit, seconds=timeout))
    text = RESULTS.renderer(chosen)(result, kb.labels)
    write_output(text, output, exactly=chosen.is_exact, inputs=[Path(what)])
    for warning in warnings(kb, question, result):
        say(f"kbtool: warning: {warning}", err=True)
    if not getattr(result, "complete", True):
        rows = "row is" if limit == 1 else f"{limit} rows are"
        say(f"kbtool: only the first {rows} shown; allow more with --limit", err=True)
