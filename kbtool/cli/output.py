"""Results to standard output or to files, whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbtool.cli.project import shown

if TYPE_CHECKING:
    from kbtool.reports.style import Style


def terminal_style(no_color: bool, output: Path | None = None) -> Style:
    """Colour if standard output is a terminal and nobody has asked for none; plain for a file.

    Args:
        no_color: whether --no-color was given.
        output: the file that is written, if not standard output.
    """
    from kbtool.reports.style import Style

    unwanted = no_color or output is not None or os.environ.get("NO_COLOR")
    return Style(colour=sys.stdout.isatty() and not unwanted)


def write_output(text: str, output: Path | None) -> None:
    """Write a result.

    Args:
        text: the result.
        output: the file; standard output if None.

    Raises:
        InputError: the file cannot be written; an existing one stays as it was.
    """
    if output is None:
        click.echo(text, nl=False)
        return
    from kbtool.io.transactions.writing import write_file

    write_file(output, text.encode(), shown)


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
