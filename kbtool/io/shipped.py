"""Where the files lie that come with kbtool.

They stand once in the repository. A wheel carries copies of them in general/ beside the package's own beginnings
(`force-include` in pyproject.toml); where kbtool runs from its repository, they are beside the package.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
_LOCK = "kbtool.lock"
_LISTS = ("kb/vocabulary.ttl", "kb/language.ttl", "kb/levels.ttl")
_EARLIER = PACKAGE / "authoring" / "starter" / "earlier.json"


def shipped_folder(package: Path = PACKAGE) -> Path:
    """The folder that holds the kb/, shapes/ and sources/ that come with kbtool.

    Args:
        package: the folder of kbtool.
    """
    carried = package / "authoring" / "starter" / "general"
    return carried if carried.is_dir() else package.parent


def shipped_shapes(packs: Collection[str] = ()) -> dict[str, bytes]:
    """The files of rules that come with kbtool and always hold, and those of some policy packs, by path in a knowledge base.

    Args:
        packs: the names of the packs; those that do not come with kbtool are passed over.
    """
    base = shipped_folder()
    chosen = (base / "shapes" / "policy" / f"{name}.ttl" for name in packs)
    found = sorted([*(base / "shapes").glob("*.ttl"), *filter(Path.is_file, chosen)])
    return {path.relative_to(base).as_posix(): path.read_bytes() for path in found}


def shipped_lists() -> dict[str, bytes]:
    """The files of terms, words and levels that come with kbtool, by their path in a knowledge base."""
    base = shipped_folder()
    return {name: (base / name).read_bytes() for name in _LISTS if (base / name).is_file()}


def came_with_kbtool(root: Path) -> dict[str, str]:
    """The SHA-256 that files had as they came with kbtool, by their path, as the kbtool.lock of a knowledge base has it.

    Args:
        root: its folder.
    """
    return {name: each[0] for name, each in _came(root).items()} if lock_of(root) else {}


def older_shapes(root: Path, packs: Collection[str] = ()) -> frozenset[str]:
    """Which files of rules a knowledge base has as another kbtool shipped them, or lacks as that did; by their path in it.

    Its kbtool.lock says what came; without one, what kbtool had before there was a lock. An unreadable one says nothing.

    Args:
        root: its folder.
        packs: the policy packs that are looked at, too.
    """
    return older_files(root, shipped_shapes(packs))


def older_files(root: Path, shipped: Mapping[str, bytes]) -> frozenset[str]:
    """As ``older_shapes``, of other files that come with kbtool.

    Args:
        root: the folder of the knowledge base.
        shipped: their bytes, by their path in a knowledge base.
    """
    came = _came(root)
    older, lacking = set(), set()
    for name, ours in shipped.items():
        path = root / name
        try:
            found = digest(path.read_bytes()) if path.exists() else None
        except OSError:
            continue
        if found is None and came and name not in came:
            lacking.add(name)
        elif found in came.get(name, ()) and found != digest(ours):
            older.add(name)
    return frozenset(older | lacking if older else ())


def _came(root: Path) -> dict[str, list[str]]:
    """The SHA-256 that each file which came with kbtool may have had, by its path."""
    lock = root / _LOCK
    if not lock.exists():
        earlier: dict[str, list[str]] = json.loads(_EARLIER.read_text(encoding="utf-8"))
        return earlier
    try:
        files = tomllib.loads(lock.read_text(encoding="utf-8")).get("files")
    except (OSError, ValueError):
        return {}
    return (
        {name: [str(sha256)] for name, sha256 in files.items()} if isinstance(files, dict) else {}
    )


def lock_of(root: Path) -> bytes | None:
    """The bytes of the kbtool.lock of a knowledge base; None, if there is none that can be read."""
    try:
        return (root / _LOCK).read_bytes()
    except OSError:
        return None


def digest(data: bytes) -> str:
    """The SHA-256 of a text, hexadecimal; the same with the line ends of any system."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
