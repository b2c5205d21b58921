"""kbtool.lock: which files of a knowledge base came with kbtool, and as what, so that a change of its owner's is seen.

A knowledge base that was begun before there were such files has none; earlier.json holds what its files may have been then.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from kbtool.authoring.starter.files import is_general
from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.io.shipped import digest

LOCK = "kbtool.lock"
_HEAD = """\
# The files of this knowledge base that came with kbtool, and their SHA-256 as they came. `kbtool init --update` brings up to
# date those that are still the same, and leaves alone what its owner changed. Keep this file with them.
"""
_EARLIER = Path(__file__).with_name("earlier.json")
_LAST = "sources/README.md"
"""The file that stands last in each kbtool.lock."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Origins(Struct, frozen=True):
    """What the files of a knowledge base were when they came with kbtool.

    Attributes:
        known: the SHA-256 that each file may have had, by its path.
        certain: whether exactly these files came, as kbtool.lock says; else any of them may have.
    """

    known: Mapping[str, frozenset[str]]
    certain: bool

    def is_as_it_came(self, name: str, data: bytes) -> bool:
        """Whether a file is still what came with kbtool."""
        return digest(data) in self.known.get(name, ())


def lock_text(files: Mapping[str, bytes], version: str) -> str:
    """The text of kbtool.lock.

    Args:
        files: the files that came with kbtool, by their path.
        version: the version of kbtool.
    """
    lines = [f'"{name}" = "{digest(data)}"\n' for name, data in sorted(files.items())]
    return f'{_HEAD}\nkbtool = "{version}"\n\n[files]\n{"".join(lines)}'


def read_origins(path: Path, shown: str, version: str) -> Origins:
    """What the files of a knowledge base were when they came.

    Args:
        path: its kbtool.lock, which need not be there.
        shown: its path as messages name it.
        version: the version of this kbtool.

    Raises:
        InputError: it cannot be read, kbtool did not write it or not so, or a newer one did.
    """
    if not path.exists():
        earlier = json.loads(_EARLIER.read_text(encoding="utf-8"))
        return Origins({name: frozenset(known) for name, known in earlier.items()}, certain=False)
    try:
        lock = tomllib.loads(read_text(path, shown).text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(shown, f"is not valid TOML: {error}") from error
    found, writer = lock.get("files"), lock.get("kbtool")
    if not isinstance(found, dict):
        raise _wrong(shown, "names no files")
    for name, sha256 in found.items():
        if not is_general(name):
            raise _wrong(shown, f"names {name!r}, which never came with kbtool")
        if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
            raise _wrong(shown, f"has no SHA-256 for {name!r}")
    if _LAST not in found:
        raise _wrong(shown, f"does not name {_LAST}, with which it ends, so it is cut off")
    if not isinstance(writer, str):
        raise _wrong(shown, "does not say which kbtool wrote it")
    if _release(writer) > _release(version):
        raise InputError(
            f"was written by kbtool {writer}, and this is kbtool {version}, which would take its files back",
            path=shown,
            help=f"install kbtool {writer} or a newer one",
        )
    return Origins({name: frozenset({sha256}) for name, sha256 in found.items()}, certain=True)


def _release(version: str) -> list[int]:
    """The numbers of a version, in front of what says that it is a draft of a release."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    return [] if found is None else [int(number) for number in found[0].split(".")]


def _wrong(shown: str, message: str) -> InputError:
    return InputError(
        message, path=shown, help="take it back from the version control, or remove it"
    )
