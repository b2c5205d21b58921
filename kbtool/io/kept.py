"""Results kept between runs, in the user's cache folder: of what takes time and follows from its inputs alone.

Nothing needs them. Where the folder cannot be used, or a file in it is damaged or somebody else's, the work is done again.
Only a process that asks for it keeps any: the command line does, importing kbtool does not.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
import tempfile
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kbtool.io.shipped import PACKAGE
from kbtool.version import __version__

FOLDER = "KBTOOL_CACHE"
"""The environment variable that names the folder, or says that there is none."""
OFF = "off"

_MOST = 200_000_000
"""So many bytes are kept; of more, what was not used for longest goes."""
_DIGEST = hashlib.sha256().digest_size


class _InUse:
    folder: Path | None = None


def keep_in(folder: Path | None) -> None:
    """Keep results in a folder from now on, in this process; nowhere, if None."""
    _InUse.folder = folder


def keeps() -> bool:
    """Whether results are kept, so that their names and forms are worth working out."""
    return _InUse.folder is not None


def usual_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder that a user's results are kept in; None, if the environment says that none are."""
    named = environment.get(FOLDER)
    if named is None:
        from platformdirs import user_cache_path

        return user_cache_path("kbtool") / "kept"
    return None if named in ("", OFF) else Path(named)


def kept_file(kind: str, of: str) -> Path | None:
    """Where a file of a kind may be kept that its owner keeps in order; None, if none is kept.

    Args:
        kind: what kind of file it is.
        of: what it is of.
    """
    if _InUse.folder is None:
        return None
    folder = _InUse.folder / kind
    path = folder / hashlib.sha256(of.encode("utf-8", "surrogatepass")).hexdigest()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            return path if _is_own(handle) else None
        finally:
            os.close(handle)
    except OSError:
        return None


def name_of(kind: str, inputs: Iterable[str | bytes]) -> str:
    """The name of a result: other inputs, another kbtool, or one whose code was changed, give another name.

    Args:
        kind: what kind of result it is.
        inputs: all that it follows from.
    """
    digest = hashlib.sha256(_code())
    for part in inputs:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return f"{kind}-{digest.hexdigest()}"


def recalled(name: str, classes: Collection[type]) -> object | None:
    """A result that was kept; None, if it was not, or cannot be read as it was written.

    Args:
        name: its name.
        classes: the classes of which it may hold instances, besides those of plain data; what holds others is not read.
    """
    data = recalled_bytes(name)
    if data is None:
        return None
    try:
        return unpacked(data, classes)
    except Exception:
        return None  # whatever is wrong with it: the work is done again


def packed(result: object) -> bytes:
    """A result as bytes: what many results have in common is packed once, and kept in each as that."""
    return pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes, classes: Collection[type]) -> object:
    """What was packed.

    Args:
        data: the bytes, of a result that was recalled.
        classes: the classes of which it may hold instances, besides those of plain data.
    """
    result: object = _Reader(data, classes).load()
    return result


def recalled_bytes(name: str) -> bytes | None:
    """The bytes that were kept under a name; None, if none were, or they cannot be read as they were written.

    Args:
        name: the name.
    """
    if _InUse.folder is None:
        return None
    path = _InUse.folder / name
    try:
        with path.open("rb") as file:
            if not _is_own(file.fileno()):
                return None
            data = file.read()
        if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
            return None
        os.utime(path)
    except OSError:
        return None
    return data[_DIGEST:]


def keep(name: str, result: object) -> None:
    """Keep a result under its name, whole or not at all; no error, if that cannot be done."""
    if keeps():
        keep_bytes(name, packed(result))


def keep_bytes(name: str, data: bytes) -> None:
    """Keep bytes under a name, whole or not at all; no error, if that cannot be done."""
    folder = _InUse.folder
    if folder is None:
        return
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(dir=folder, prefix=".")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(data).digest())
                file.write(data)
            os.replace(written, folder / name)
        except OSError:
            os.unlink(written)
            raise
        _make_room(folder)


def _make_room(folder: Path) -> None:
    """Remove what was not used for longest, until the rest is not too much."""
    entries = [(entry.stat(), entry.path) for entry in os.scandir(folder) if entry.is_file()]
    held = 0
    for status, path in sorted(entries, key=lambda item: item[0].st_mtime_ns, reverse=True):
        held += status.st_size
        if held > _MOST:
            os.unlink(path)


def _is_own(handle: int) -> bool:
    """Whether a file is the user's, and nobody else may write it."""
    status = os.fstat(handle)
    return not hasattr(os, "getuid") or (
        status.st_uid == os.getuid() and not status.st_mode & 0o022
    )


@cache
def _code() -> bytes:
    """What tells one code from another: of Python, pyoxigraph and kbtool, by its files as Python's own cache does."""
    found = find_spec("pyoxigraph")  # which is not loaded for what needs no triples
    others = [] if found is None or found.origin is None else [Path(found.origin).parent]
    told = [__version__, sys.version]
    for place in map(str, (*others, PACKAGE)):
        for parent, folders, files in os.walk(place):
            folders[:] = sorted(folder for folder in folders if folder != "__pycache__")
            for file in sorted(files):
                status = os.stat(os.path.join(parent, file))
                told.append(f"{parent}/{file} {status.st_mtime_ns} {status.st_size}")
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).digest()


class _Reader(pickle.Unpickler):
    """Reads instances of some classes, and calls nothing else."""

    def __init__(self, data: bytes, classes: Collection[type]) -> None:
        super().__init__(io.BytesIO(data))
        self._classes = {(each.__module__, each.__qualname__): each for each in classes}

    def find_class(self, module: str, name: str) -> type:
        """The class with a name, if it is one of them."""
        try:
            return self._classes[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is not read") from None
