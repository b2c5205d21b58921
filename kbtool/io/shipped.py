"""Where the files lie that come with kbtool.

They stand once in the repository. A wheel carries copies of them in general/ beside the package's own beginnings
(`force-include` in pyproject.toml); where kbtool runs from its repository, they are beside the package.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parents[1]


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
