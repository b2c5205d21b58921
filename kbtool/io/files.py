"""Reading text from files that anybody may have written."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from kbtool.errors import InputError

_POINTER = b"version https://git-lfs.github.com/spec/"
"""How a file begins that stands for one that Git LFS keeps elsewhere (git-lfs docs/spec.md, "The Pointer")."""


class TextFile(Struct, frozen=True):
    """A file's bytes, and its text in UTF-8, without the byte-order mark that some editors write before it."""

    data: bytes
    text: str

    @property
    def is_marked(self) -> bool:
        """Whether the bytes begin with a byte-order mark."""
        return self.data.startswith(codecs.BOM_UTF8)


class _InPlace:
    texts: Mapping[str, bytes] = {}


@contextmanager
def in_place_of_files(texts: Mapping[Path, str]) -> Iterator[None]:
    """Let texts stand in the place of files in this process, as an editor has them and the disk does not yet.

    Args:
        texts: the texts, by the file in whose place each stands.
    """
    before = _InPlace.texts
    _InPlace.texts = {os.path.realpath(path): text.encode() for path, text in texts.items()}
    try:
        yield
    finally:
        _InPlace.texts = before


def read_text(path: Path, shown: Path | str, missing: tuple[str, str] | None = None) -> TextFile:
    """Read a text file.

    Args:
        path: the file.
        shown: its path as messages name it.
        missing: what is wrong and what to do if there is no such file; the general words, if None.

    Raises:
        InputError: the file is missing, cannot be read, stands for one of Git LFS, is not UTF-8 or holds NUL characters;
            with the line.
    """
    if _InPlace.texts and (held := _InPlace.texts.get(os.path.realpath(path))) is not None:
        return decode(held, shown)
    if path.exists() and not path.is_file() and not path.is_dir():
        raise InputError("is not a regular file", path=shown, help="put a file in its place")
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        advice = "check that the file is there and that you may read it"
        if isinstance(error, FileNotFoundError) and missing is not None:
            message, advice = missing
        raise InputError(message, path=shown, help=advice) from error
    if data.startswith(_POINTER):
        raise InputError(
            "is a pointer of Git LFS, and not the file itself",
            path=shown,
            help="run `git lfs pull`",
        )
    return decode(data, shown)


def decode(data: bytes, shown: Path | str) -> TextFile:
    """Bytes as text.

    Args:
        data: the bytes.
        shown: where they come from, as messages name it.

    Raises:
        InputError: they are not UTF-8 or hold NUL characters; with the line.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"is not UTF-8: byte 0x{data[error.start]:02x} cannot be decoded",
            path=shown,
            line=data.count(b"\n", 0, error.start) + 1,
            help="save the file as UTF-8",
        ) from error
    if "\0" in text:
        raise InputError(
            "holds a NUL character, so it is not text",
            path=shown,
            line=text.count("\n", 0, text.index("\0")) + 1,
            help="save the file as plain text in UTF-8",
        )
    return TextFile(data, text.removeprefix("\ufeff"))


@contextmanager
def behind_mark(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a text file, without the byte-order mark that some editors write before them.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        if file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
            file.seek(0)
        yield file


def write_beside(path: Path, data: bytes) -> None:
    """Write a file of a folder that is there for as long as a command runs.

    Args:
        path: the file; the folder that it is in is made.
        data: what it holds.

    Raises:
        InputError: it cannot be written, as where a disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror}",
            path=path,
            help="make room where temporary files lie, or name another folder with TMPDIR",
        ) from error


def link_beside(path: Path, laid: Path, data: bytes) -> None:
    """The same for a file that lies in a folder of that kind already, and that nobody changes: a link to it takes less.

    Args:
        path: the file.
        laid: the one that is there.
        data: what it holds.

    Raises:
        InputError: it cannot be written, as where a disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.link(laid, path)
    except OSError:  # where files have one name alone
        write_beside(path, data)
