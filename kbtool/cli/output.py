"""Results to standard output or to a file, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from kbtool.errors import InputError


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
    folder = output.resolve().parent
    try:
        handle, name = tempfile.mkstemp(dir=folder, prefix=f".{output.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            os.chmod(name, 0o666 & ~_umask())
            os.replace(name, output)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror}",
            path=output,
            help="name a file in a folder that exists and that you may write to",
        ) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
