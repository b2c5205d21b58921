"""Where the files lie that come with kbtool.

They stand once in the repository. A wheel carries copies of them in general/ beside the package's own beginnings
(`force-include` in pyproject.toml); where kbtool runs from its repository, they are beside the package.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
_LOCK = "kbtool.lock"
_EARLIER = PACKAGE / "authoring" / "starter" / "earlier.json"


def shipped_folder(package: Path = PACKAGE) -> Path:
    """The folder that holds the kb/, shapes/ and sources/ that come with kbtool.

    Args:
        package: the folder of kbtool.
    """
    carried = package / "authoring" / "starter" / "general"
    return carried if carried.is_dir() else package.parent


def shipped_shapes() -> dict[str, bytes]:
    """The files of rules that come with kbtool and always hold, by their path in a knowledge base; no policy packs."""
    base = shipped_folder()
    found = sorted((base / "shapes").glob("*.ttl"))
    return {path.relative_to(base).as_posix(): path.read_bytes() for path in found}


def older_shapes(root: Path) -> frozenset[str]:
    """Which files of rules a knowledge base has as another kbtool shipped them, or lacks as that did; by their path in it.

    Its kbtool.lock says what came; without one, what kbtool had before there was a lock. An unreadable one says nothing.

    Args:
        root: its folder.
    """
    came = _came(root)
    older, lacking = set(), set()
    for name, ours in shipped_shapes().items():
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
