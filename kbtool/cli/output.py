"""Results to standard output or to files, whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbtool.cli.abilities import can_show, has_colour, has_links
from kbtool.cli.project import shown
from kbtool.errors import InputError
from kbtool.io.workspace import FOLDERS, SETTLED, root_above

if TYPE_CHECKING:
    from kbtool.reports.style import Style

_NARROWEST, _WIDEST = 60, 120
"""Characters in a line, whatever the terminal."""


def terminal_style(no_color: bool, output: Path | None = None, *, plain: bool = False) -> Style:
    """Colour and links if standard output is a terminal that has them and nobody has asked for none, in lines as wide as it,
    or as COLUMNS says; words for signs where it has no such characters.

    Args:
        no_color: whether --no-color was given.
        output: the file that is written, if not standard output.
        plain: whether words are to stand for signs, with neither colour nor links.
    """
    from kbtool.reports.style import SIGNS, Style

    terminal = sys.stdout.isatty() and output is None and not plain
    measured = terminal or ("COLUMNS" in os.environ and output is None)
    columns = shutil.get_terminal_size((100, 24)).columns if measured else 100
    has_signs = output is not None or can_show("".join(SIGNS.values()) + "★☆", sys.stdout.encoding)
    return Style(
        colour=terminal and has_colour(os.environ) and not no_color,
        width=max(_NARROWEST, min(columns, _WIDEST)),
        plain=plain or not has_signs,
        links=f"{Path.cwd().as_uri()}/" if terminal and has_links(os.environ) else "",
    )


def write_output(
    text: str | bytes,
    output: Path | None,
    *,
    exactly: bool = False,
    inputs: Iterable[Path] = (),
) -> None:
    """Write a result.

    Args:
        text: the result, or its bytes.
        output: the file; standard output if None.
        exactly: whether it is for programs, so that it is UTF-8 wherever it goes; else it is in the encoding of the
            terminal, and what that lacks is escaped.
        inputs: what the result was made from.

    Raises:
        InputError: the file is one of the inputs or belongs to a knowledge base, or cannot be written; an existing one
            stays as it was.
    """
    if output is None:
        click.echo(text.encode() if exactly and isinstance(text, str) else text, nl=False)
        return
    from kbtool.io.transactions.writing import write_file

    refuse_input(output, inputs)
    write_file(output, text.encode() if isinstance(text, str) else text, shown)


def append_output(text: str, path: Path) -> None:
    """Add a result to a file that a CI service made for it.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror}", path=path, help="GITHUB_STEP_SUMMARY names it"
        ) from error


def refuse_input(output: Path, inputs: Iterable[Path]) -> None:
    """Refuse to write a result over what it was made from, or into the folders that a knowledge base is read from.

    Args:
        output: the file to write.
        inputs: what the result was made from.

    Raises:
        InputError: it would be.
    """
    target = output.resolve()
    if any(target == path.resolve() for path in inputs):
        raise InputError(
            "would be overwritten with what was made from it",
            path=shown(output),
            help="name another file with --output",
        )
    root = root_above(target)
    if root is None:
        return
    inside = target.relative_to(root)
    if inside.parts[:1] in {(name,) for name in FOLDERS} or str(inside) in SETTLED:
        raise InputError(
            "belongs to the knowledge base, so no result is written there",
            path=shown(output),
            help="name a file outside of kb/, shapes/ and sources/ with --output",
        )


def write_together(
    files: Mapping[Path, bytes | None], as_read: Mapping[Path, bytes | None] | None = None
) -> None:
    """Write files that change together, all of them or none; a crash in the midst of it is put right by the next run.

    Args:
        files: the bytes of each file; None for one to remove.
        as_read: the bytes from which they were made, such as those of a knowledge base when it was opened; None for a
            file that was not there.

    Raises:
        InputError: one cannot be written, or was changed since it was read; those that are there stay as they were.
    """
    from kbtool.io.transactions.writing import write_files

    write_files(files, as_read or {}, shown)
