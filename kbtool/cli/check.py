"""``kbtool check``: the findings for documents, knowledge files or drafts."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from kbtool.cli.options import ENGINE, NO_COLOR, OUTPUT, ROOT, VERBOSE
from kbtool.cli.output import write_output
from kbtool.cli.running import ProgressLine, note, run
from kbtool.errors import InputError

if TYPE_CHECKING:
    from kbtool.checking import Report
    from kbtool.selection import Wanted

FORMATS = ("text", "concise", "json")
_RANK = {"error": 0, "warning": 1, "info": 2}


@click.command(epilog="Example: kbtool check sources/article.txt --select X,A --format json")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@ROOT
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="Output format; else from the ending of --output, else text.",
)
@OUTPUT
@click.option(
    "--select",
    multiple=True,
    metavar="CODES",
    help="Only these rules: codes, names or families, with commas.",
)
@click.option("--ignore", multiple=True, metavar="CODES", help="Without these rules.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    help="Exit 1 from this severity on.",
)
@click.option(
    "--show",
    type=click.Choice(["error", "warning", "info"]),
    default="warning",
    show_default=True,
    help="The mildest findings that text shows.",
)
@click.option(
    "--quiet", "-q", is_flag=True, help="Print nothing on standard output; the exit code says it."
)
@NO_COLOR
@ENGINE
@VERBOSE
def check(
    paths: Sequence[Path],
    root: Path | None,
    format_: str | None,
    output: Path | None,
    select: Sequence[str],
    ignore: Sequence[str],
    fail_on: str,
    show: str,
    quiet: bool,
    no_color: bool,
    engine: Literal["fast", "pyshacl"],
    verbose: bool,
) -> None:
    """List what is wrong with the documents, knowledge files or drafts named; with all, if none is.

    A Turtle file from outside of the knowledge base is a draft: it is checked as if it were in kb/.

    Exit code 0: nothing at or above --fail-on. 1: findings. 2: wrong usage, or input that cannot be
    read or trusted.
    """
    from kbtool.checking import check as run_rules
    from kbtool.checking import open_knowledge_base
    from kbtool.rules import select_rules
    from kbtool.selection import split_paths, within

    start, named, drafts = split_paths(root, paths)

    def work(line: ProgressLine) -> tuple[Report, Wanted | None]:
        kb = open_knowledge_base(start, drafts, progress=line.say)
        rules = select_rules(kb.rules.values(), _codes(select), _codes(ignore))
        wanted = within(kb, named) if named is not None else None
        told = note if verbose else lambda _: None
        return run_rules(kb, rules, engine, note=told, progress=line.say), wanted

    report, wanted = run(work)
    if wanted is not None:
        claims = {path: count for path, count in report.claims.items() if path in wanted.documents}
        report = replace(
            report,
            findings=tuple(f for f in report.findings if wanted.includes(f)),
            claims=claims,
            verdicts={path: report.verdicts[path] for path in claims},
        )
    if not quiet or output is not None:
        write_output(_render(report, _format(format_, output), output, show, no_color), output)
    worst = min((_RANK[f.severity] for f in report.findings), default=3)
    sys.exit(1 if fail_on != "never" and worst <= _RANK[fail_on] else 0)


def _codes(values: Sequence[str]) -> list[str]:
    return [code.strip() for value in values for code in value.split(",") if code.strip()]


def _format(name: str | None, output: Path | None) -> str:
    if name is not None:
        return name
    endings = {".json": "json", ".txt": "text"}
    if output is not None and output.suffix not in endings:
        raise InputError(
            f"no format goes with the ending {output.suffix!r}",
            path=output,
            help="name one with --format: " + ", ".join(FORMATS),
        )
    return endings[output.suffix] if output is not None else "text"


def _render(report: Report, format_: str, output: Path | None, show: str, no_color: bool) -> str:
    if format_ == "json":
        from kbtool.render.json import render_json

        return render_json(report) + "\n"
    from kbtool.render.style import Style
    from kbtool.render.text import render_concise, render_text

    if format_ == "concise":
        return render_concise(report, show=show)
    colour = (
        output is None and sys.stdout.isatty() and not no_color and not os.environ.get("NO_COLOR")
    )
    columns = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100
    return render_text(report, style=Style(colour), show=show, width=max(60, min(columns, 120)))
