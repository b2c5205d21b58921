"""Results to standard output or to a file, whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
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
    write_together({output: text.encode()})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write files, all of them or none: each is written beside its place before the first takes it.

    Args:
        files: the bytes of each file.

    Raises:
        InputError: one cannot be written; those that are there stay as they were.
    """
    ready: list[tuple[str, Path]] = []
    before = {path: path.read_bytes() if path.is_file() else None for path in files}
    placed: list[Path] = []
    output = next(iter(files))
    try:
        for output, data in files.items():
            handle, name = tempfile.mkstemp(dir=output.resolve().parent, prefix=f".{output.name}.")
            ready.append((name, output))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(name, _mode(output))
        for name, output in ready:
            os.replace(name, output)
            placed.append(output)
    except BaseException as error:
        for path in placed:
            data_before = before[path]
            if data_before is None:
                path.unlink()
            else:
                path.write_bytes(data_before)
        for name, path in ready:
            if path not in placed:
                os.unlink(name)
        if isinstance(error, OSError):
            raise InputError(
                f"cannot be written: {error.strerror}",
                path=output,
                help="name a file in a folder that exists and that you may write to",
            ) from error
        raise


def _mode(path: Path) -> int:
    """The permissions of a file: those that it has; if there is none, those of a new one."""
    return stat.S_IMODE(path.stat().st_mode) if path.is_file() else 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
