"""What a new knowledge base begins with: what is general in kbtool's own, and beginnings of the rest.

The general files stand once in the repository. A wheel carries copies of them in general/ beside this module
(`force-include` in pyproject.toml); where kbtool runs from its repository, they are beside the package.
"""

from __future__ import annotations

import re
from pathlib import Path

from kbtool.errors import InputError

GENERAL = (
    "CONTRIBUTING.md",
    "kb/README.md",
    "kb/vocabulary.ttl",
    "kb/levels.ttl",
    "kb/derivations/*.rq",
    "kb/queries/*.rq",
    "shapes/README.md",
    "shapes/*.ttl",
    "shapes/policy/*.ttl",
    "sources/README.md",
)
_PACKAGE = Path(__file__).parents[2]
_OWN = re.compile(
    r"<!-- only in kbtool's repository -->\n.*?<!-- end -->\n|<!-- \[\[\[.*?\]\]\] -->\n", re.DOTALL
)
"""Parts of a page that say nothing to others, and marks for the tool that writes parts of it."""


def starter_files(package: Path = _PACKAGE) -> dict[str, bytes]:
    """The files of a new knowledge base, by their path in it.

    Args:
        package: the folder of kbtool.

    Raises:
        InputError: some of them did not come with kbtool.
    """
    here = package / "authoring" / "starter"
    carried = here / "general"
    base = carried if carried.is_dir() else package.parent
    files = {}
    for pattern in GENERAL:
        found = sorted(base.glob(pattern))
        if not found:
            raise InputError(
                f"lacks {pattern}, so no knowledge base can be begun",
                path=base,
                help="reinstall kbtool",
            )
        for path in found:
            data = path.read_bytes()
            if path.suffix == ".md":
                data = _OWN.sub("", data.decode()).encode()
            files[path.relative_to(base).as_posix()] = data
    beginnings = here / "beginnings"
    for path in sorted(beginnings.rglob("*")):
        if path.is_file():
            files[path.relative_to(beginnings).as_posix()] = path.read_bytes()
    return files
