"""``kbtool fmt``: Turtle in the house style."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbtool.cli.options import PATH, ROOT
from kbtool.cli.output import write_together
from kbtool.cli.project import find_project
from kbtool.cli.running import ProgressLine, run
from kbtool.cli.streams import read_bytes
from kbtool.cli.terminal import say
from kbtool.errors import InputError
from kbtool.io.controls import escaped
from kbtool.io.workspace import files_below

if TYPE_CHECKING:
    from kbtool.io.files import TextFile

_STDIN = Path("-")


@click.command(
    epilog="Example: kbtool fmt; kbtool fmt --check kb/claims; kbtool fmt - < draft.ttl > tidy.ttl"
)
@click.argument("paths", nargs=-1, type=PATH)
@click.option(
    "--check", is_flag=True, help="Write nothing; list the files that are not in the house style."
)
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@ROOT
def fmt(paths: tuple[Path, ...], check: bool, diff: bool, root: Path | None) -> None:
    """Put Turtle files, or those of folders, into the house style; all of the knowledge base, if none is named.

    Only white space changes, and line breaks inside of a statement stay. `-` reads standard input and writes standard
    output. If one file cannot be formatted, none is written.

    Exit code 0: done, or nothing to do. 1: with --check or --diff, files would change. 2: wrong usage, or a file that
    cannot be read or is not Turtle 1.1.
    """
    if _STDIN in paths:
        if len(paths) > 1:
            raise click.UsageError("- stands for standard input and is named alone")
        files = [(_STDIN, "<stdin>")]
    else:
        files = _files(paths, root)

    def work(line: ProgressLine) -> list[tuple[TextFile, str]]:
        from kbtool.io.files import decode, read_text
        from kbtool.rdf.syntax import marked
        from kbtool.rdf.turtle.style import in_house_style

        results = []
        for number, (path, shown) in enumerate(files):
            line.count(number, len(files), "files")
            data = decode(read_bytes(), shown) if path == _STDIN else read_text(path, shown)
            if data.is_marked:
                raise marked(shown)
            results.append((data, in_house_style(data.text, shown)))
        return results

    results = run(work)
    changed = [
        (path, shown, before, after)
        for (path, shown), (before, after) in zip(files, results, strict=True)
        if before.text != after
    ]
    if diff:
        from kbtool.reports.unified import unified

        for _, shown, before, after in changed:
            say(unified(shown, shown, before.text, after), nl=False)
    elif check:
        for _, shown, _, _ in changed:
            say(shown)
    elif paths == (_STDIN,):
        tidy = results[0][1]
        click.echo(escaped(tidy) if sys.stdout.isatty() else tidy, nl=False)
        return
    else:
        write_together(
            {path: after.encode() for path, _, _, after in changed},
            {path: before.data for path, _, before, _ in changed},
        )
    _say(len(changed), len(files), written=not (check or diff))
    ends = sum(before.text.replace("\r\n", "\n") == after for _, _, before, after in changed)
    if ends and (check or diff):
        say(
            f"kbtool: note: in {ends} of them only the line ends differ; if Git changed them, "
            "write “*.ttl text eol=lf” into .gitattributes",
            err=True,
        )
    sys.exit(1 if changed and (check or diff) else 0)


def _files(paths: Sequence[Path], root: Path | None) -> list[tuple[Path, str]]:
    """The files to format, each once, links followed; and their paths as messages name them."""
    if paths:
        found = [
            (file, str(file))
            for path in paths
            for file in (sorted(files_below(path, ".ttl")) if path.is_dir() else [path])
        ]
    else:
        workspace = find_project(root).workspace
        found = [(path, workspace.shown(path)) for path in workspace.turtle_files()]
    once: dict[Path, str] = {}
    for path, shown in found:
        once.setdefault(_followed(path, shown), shown)
    return list(once.items())


def _followed(path: Path, shown: str) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:
        raise InputError(
            "cannot be read: a link that leads to itself", path=shown, help="correct the link"
        ) from error


def _say(changed: int, files: int, *, written: bool) -> None:
    noun = "file" if changed == 1 else "files"
    done = "rewritten" if written else "would be rewritten"
    say(f"kbtool: {changed} {noun} {done}, {files - changed} left as they were", err=True)
