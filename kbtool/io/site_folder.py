"""A folder that holds a site which a program made, and may make anew: no other folder is written into."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from kbtool.errors import InputError
from kbtool.io.workspace import Show

LIST = ".kbtool-site"
"""The file by which such a folder is known: it lists what the program has put there."""
_HEAD = "Made by kbtool report, which puts these files here anew and takes away those that are no more pages."


def write_site(folder: Path, files: Mapping[str, bytes], show: Show = str) -> None:
    """Put a site into a folder, which is made if it is not there.

    Files that somebody else has put beside those of the site stay. What was there of an earlier site and is not part of
    this one goes.

    Args:
        folder: the folder.
        files: the bytes of each file, by its path in the folder, with slashes.
        show: gives a path as messages name it.

    Raises:
        InputError: the folder holds something else, leads elsewhere by a link, or cannot be written.
    """
    earlier = _earlier(folder, show)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _put(folder, LIST, _listed({*earlier, *files}), show)
        for name, data in files.items():
            _put(folder, name, data, show)
        for name in earlier - files.keys():
            _remove(folder, name)
        _put(folder, LIST, _listed(files), show)
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror or error}",
            path=show(folder),
            help="see that there is room, and that you may write there",
        ) from error


def refuse_other(folder: Path, show: Show = str) -> None:
    """Refuse a folder that holds something else than a site.

    Raises:
        InputError: it does, or it is no folder.
    """
    _earlier(folder, show)


def _earlier(folder: Path, show: Show) -> set[str]:
    """What a folder has of an earlier site; nothing, if it is empty or not there."""
    if not folder.exists() and not folder.is_symlink():
        return set()
    if not folder.is_dir():
        raise InputError("is not a folder", path=show(folder), help="name a folder for the site")
    made = folder / LIST
    if made.is_file():
        head, _, listed = made.read_text(encoding="utf-8", errors="replace").partition("\n")
        if head == _HEAD:
            return {name for name in listed.split("\n") if _is_inside(name)}
    if any(folder.iterdir()):
        raise InputError(
            "holds something else than a site of kbtool, so nothing is written there",
            path=show(folder),
            help="name a folder that is empty or not there",
        )
    return set()


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts


def _put(folder: Path, name: str, data: bytes, show: Show) -> None:
    """Write one file, which takes its place in one step."""
    assert _is_inside(name), name
    place = folder / name
    _refuse_links(folder, place, show)
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name[:80]}.new")
    beside.unlink(missing_ok=True)
    beside.write_bytes(data)
    os.replace(beside, place)


def _refuse_links(folder: Path, place: Path, show: Show) -> None:
    """Refuse to write through a link that somebody has put into the folder."""
    for above in place.relative_to(folder).parents:
        if (folder / above).is_symlink() and above != Path():
            raise InputError(
                "is a link, so nothing is written below it",
                path=show(folder / above),
                help="take the link away, or name another folder",
            )


def _remove(folder: Path, name: str) -> None:
    place = folder / name
    if any((folder / above).is_symlink() for above in Path(name).parents if above != Path()):
        return
    place.unlink(missing_ok=True)
    for above in Path(name).parents:
        if above != Path() and (folder / above).is_dir() and not any((folder / above).iterdir()):
            (folder / above).rmdir()


def _listed(names: set[str] | Mapping[str, bytes]) -> bytes:
    return "\n".join([_HEAD, *sorted(names), ""]).encode()
