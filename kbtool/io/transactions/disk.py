"""Files written to the disk: in one step each, forced down, and by one writer at a time."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kbtool.errors import InputError
from kbtool.io.workspace import Show

LOCK = ".kbtool-write.lock"
PATIENCE = 5.0
"""Seconds to wait for another kbtool that is writing."""

_NO_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.ENOENT)
"""What systems say that cannot force a folder to the disk, or if there is none."""


def replace_whole(target: Path, data: bytes) -> None:
    """Write a file beside its place and let it take its place."""
    copy = target.with_name(f".kbtool-{secrets.token_hex(8)}.new")
    try:
        create(copy, data, mode_of(target))
        os.replace(copy, target)
    except BaseException:
        with suppress(OSError):
            copy.unlink(missing_ok=True)
        raise
    sync_folders([target])


def create(path: Path, data: bytes, mode: int | None) -> None:
    """Write a file that is not there yet, to the disk; the mode is the usual one if None."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        if mode is not None:
            os.chmod(path, mode)
        os.fsync(handle)


def sync_folders(files: Iterable[Path]) -> None:
    """Force to the disk what the folders of these files hold."""
    if os.name == "nt":  # where folders cannot be opened
        return
    for folder in {file.parent for file in files}:
        try:
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            if error.errno not in _NO_SYNC:
                raise


@contextmanager
def folders_made(folders: Iterable[Path], show: Show = str) -> Iterator[None]:
    """Make the folders that are missing, and remove them again if what is done in them fails.

    Args:
        folders: the folders; those above them are made as well.
        show: gives a path as messages name it.

    Raises:
        InputError: one cannot be made.
    """
    made: list[Path] = []
    try:
        for folder in folders:
            for step in (*reversed(folder.parents), folder):
                if not step.is_dir():
                    try:
                        step.mkdir()
                    except OSError as error:
                        raise unwritable(step, error, show) from error
                    made.append(step)
        yield
    except BaseException:
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise


@contextmanager
def locked(folder: Path, show: Show = str) -> Iterator[None]:
    """One writer at a time in a folder.

    Args:
        folder: the folder.
        show: gives a path as messages name it.

    Raises:
        InputError: another one does not stop writing.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK, timeout=PATIENCE)
    try:
        lock.acquire()
    except Timeout as error:
        raise InputError(
            f"is held by another kbtool, which has been writing for {PATIENCE:g} seconds",
            path=show(folder / LOCK),
            help="wait for it to end, and run this again",
        ) from error
    try:
        yield
    finally:
        # Held, it may be removed: filelock takes a lock again if its file is gone once it has it.
        try:
            with suppress(OSError):
                (folder / LOCK).unlink()
        finally:
            lock.release()


def leads_to(path: Path) -> Path:
    """The file that a path leads to, through links.

    Raises:
        OSError: the links lead round in a circle.
    """
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return target


def read_if_there(path: Path) -> bytes | None:
    """A file's bytes; None if there is none."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise IsADirectoryError(errno.EISDIR, "Is not a regular file")
        return path.read_bytes()
    except FileNotFoundError:
        return None


def mode_of(path: Path) -> int | None:
    """A file's permissions; None if there is none."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


def digest(data: bytes) -> str:
    """The SHA-256 of bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_of(data: bytes | None) -> str | None:
    """The SHA-256 of bytes; None for None."""
    return None if data is None else digest(data)


def unwritable(path: Path, error: OSError, show: Show) -> InputError:
    """The error of the system as one for users."""
    return InputError(
        f"cannot be written: {error.strerror}",
        path=show(path),
        help="name a file in a folder that exists and that you may write to",
    )
