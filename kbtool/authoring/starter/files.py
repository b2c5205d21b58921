"""What a new knowledge base begins with: what is general in kbtool's own, and beginnings of the rest.

The general files are those that come with kbtool (`io/shipped.py`).
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from kbtool.errors import InputError
from kbtool.io.shipped import PACKAGE, shipped_folder
from kbtool.rdf.namespaces import ID, RULE, Names

GENERAL = (
    "CONTRIBUTING.md",
    "kb/README.md",
    "kb/vocabulary.ttl",
    "kb/language.ttl",
    "kb/levels.ttl",
    "kb/derivations/*.rq",
    "kb/queries/*.rq",
    "shapes/README.md",
    "shapes/*.ttl",
    "shapes/policy/*.ttl",
    "sources/README.md",
)
SETTINGS = "kbtool.toml"
GIT_ATTRIBUTES = ".gitattributes"
"""What tells Git to leave line ends alone; general too, but not that of kbtool's own repository."""
_OWN = re.compile(
    r"<!-- only in kbtool's repository -->\n.*?<!-- end -->\n|<!-- \[\[\[.*?\]\]\] -->\n", re.DOTALL
)
"""Parts of a page that say nothing to others, and marks for the tool that writes parts of it."""


def starter_files(names: Names | None = None, package: Path = PACKAGE) -> dict[str, bytes]:
    """The files of a new knowledge base, by their path in it.

    Args:
        names: its namespaces; the usual ones, if None.
        package: the folder of kbtool.

    Raises:
        InputError: some of them did not come with kbtool.
    """
    names = names or Names()
    general = general_files(names, package)
    beginnings = _here(package) / "beginnings"
    files = {
        path.relative_to(beginnings).as_posix(): path.read_bytes()
        for path in sorted(beginnings.rglob("*"))
        if path.is_file()
    }
    own = {name: _renamed(name, data, names) for name, data in files.items()}
    own[SETTINGS] = _settled(files[SETTINGS], names)
    return general | own


def general_files(names: Names | None = None, package: Path = PACKAGE) -> dict[str, bytes]:
    """Those of them that are the same in each knowledge base, and kept up to date; the others are its owner's to fill.

    Args:
        names: the namespaces of the knowledge base; the usual ones, if None.
        package: the folder of kbtool.

    Raises:
        InputError: some of them did not come with kbtool.
    """
    base = shipped_folder(package)
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
            name = path.relative_to(base).as_posix()
            files[name] = _renamed(name, as_written(name, path.read_bytes()), names or Names())
    files[GIT_ATTRIBUTES] = (_here(package) / "beginnings" / GIT_ATTRIBUTES).read_bytes()
    return files


def is_general(name: str) -> bool:
    """Whether a path in a knowledge base is one that general files have."""
    path = PurePosixPath(name)
    return any(
        len(path.parts) == len(PurePosixPath(pattern).parts) and path.match(pattern)
        for pattern in (*GENERAL, GIT_ATTRIBUTES)
    )


def lacking_attributes(text: str) -> list[str]:
    """The lines for Git that another .gitattributes lacks."""
    stated = {line.strip() for line in text.splitlines()}
    wanted = (_here(PACKAGE) / "beginnings" / GIT_ATTRIBUTES).read_text(encoding="utf-8")
    return [s for s in wanted.splitlines() if not s.startswith("#") and s not in stated]


def as_written(name: str, data: bytes) -> bytes:
    """A general file as a knowledge base gets it: without the parts that are about kbtool's own repository."""
    return _OWN.sub("", data.decode()).encode() if name.endswith(".md") else data


def _renamed(name: str, data: bytes, names: Names) -> bytes:
    """A file in which `id:` stands for the namespace of a knowledge base; on pages, `rule:` does, too."""
    text = data.decode().replace(f"<{ID.base}>", f"<{names.base}>")
    if name.endswith(".md"):
        text = text.replace(f"<{RULE.base}>", f"<{names.rule_base}>")
    return text.encode()


def _settled(data: bytes, names: Names) -> bytes:
    """The settings with the namespaces of a knowledge base, if they are not the usual ones."""
    text = data.decode()
    for key, base, usual in (
        ("base", names.base, ID.base),
        ("rule-base", names.rule_base, RULE.base),
    ):
        if base != usual:
            text = re.sub(rf"^# {key} = .*$", f'{key} = "{base}"', text, flags=re.MULTILINE)
    return text.encode()


def _here(package: Path) -> Path:
    return package / "authoring" / "starter"
