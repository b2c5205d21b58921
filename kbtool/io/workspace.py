"""Where a knowledge base lies on disk: its root, and the files of each kind in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from kbtool.errors import InputError

FOLDERS = ("kb", "shapes", "sources")
SETTLED = ("kbtool.toml", "pyproject.toml", "kbtool.lock")
"""Files beside these folders that say how the knowledge base is read, and where it came from."""

_LIKE_KNOWLEDGE = frozenset(
    {".ttl", ".turtle", ".nt", ".nq", ".n3", ".trig", ".rdf", ".owl", ".jsonld", ".rq", ".sparql"}
)
"""Endings, in small letters, of files that somebody may have meant to be read."""
_BACKUPS = ("~", ".bak", ".orig", ".swp", ".tmp")

Show = Callable[[Path], str]
"""Gives a path as the user sees it."""


class Workspace(Struct, frozen=True):
    """The folders of one knowledge base.

    Attributes:
        root: the folder that holds kb/, shapes/ and sources/, absolute.
        relative_to: the folder from which the user sees paths, absolute.
    """

    root: Path
    relative_to: Path

    @property
    def sources(self) -> Path:
        """The folder of the articles."""
        return self.root / "sources"

    @property
    def queries(self) -> Path:
        """The folder of the named queries."""
        return self.root / "kb" / "queries"

    @property
    def cases(self) -> Path:
        """The folder of the cases of rules."""
        return self.root / "tests" / "rules"

    def knowledge_files(self) -> list[Path]:
        """The Turtle files of kb/ and sources/, sorted."""
        return sorted([*files_below(self.root / "kb", ".ttl"), *files_below(self.sources, ".ttl")])

    def turtle_files(self) -> list[Path]:
        """All Turtle files, sorted: those of kb/, sources/ and shapes/, policy packs included."""
        return sorted([*self.knowledge_files(), *files_below(self.root / "shapes", ".ttl")])

    @property
    def policies(self) -> dict[str, Path]:
        """The policy packs by name: the Turtle files of shapes/policy/, which hold where they are switched on."""
        folder = self.root / "shapes" / "policy"
        return (
            {path.stem: path for path in files_below(folder, ".ttl")}
            if os.path.isdir(folder)
            else {}
        )

    def shape_files(self, policies: Iterable[str] = ()) -> list[Path]:
        """The Turtle files of shapes/, sorted: those that always hold, and those of some policy packs.

        Raises:
            InputError: there is none, so that nothing would be checked, or a pack does not exist.
        """
        packs = self.policies
        for name in policies:
            if name not in packs:
                raise InputError(
                    f"has no policy pack {name!r}",
                    path=self.shown(self.root / "shapes" / "policy"),
                    help="there is " + (", ".join(sorted(packs)) or "none"),
                )
        off = {path for name, path in packs.items() if name not in policies}
        files = sorted(set(files_below(self.root / "shapes", ".ttl")) - off)
        if not set(files) - set(packs.values()):
            raise InputError(
                "holds no rules (*.ttl), so nothing can be checked",
                path=self.shown(self.root / "shapes"),
                help="put the shapes back, or name another root with --root",
            )
        return files

    def derivation_files(self) -> list[Path]:
        """The CONSTRUCT queries of kb/derivations/, sorted."""
        return sorted(files_below(self.root / "kb" / "derivations", ".rq"))

    def unread_files(self) -> list[Path]:
        """Files that look like knowledge, rules or queries and are not read, because of their ending or their folder.

        Hidden files and what editors keep as backups (``x.ttl~``) are none.
        """
        read = {*self.turtle_files(), *self.derivation_files(), *self.queries.glob("*.rq")}
        found = {
            path
            for name in FOLDERS
            for path in files_below(self.root / name, "")
            if _LIKE_KNOWLEDGE.intersection(suffix.casefold() for suffix in path.suffixes)
            and not path.name.endswith(_BACKUPS)
        }
        return sorted(found - read)

    def shown(self, path: Path) -> str:
        """A path as the user sees it."""
        return shown(path, self.relative_to)


def shown(path: Path, relative_to: Path) -> str:
    """A path as the user sees it: relative to a folder if it lies below it.

    Args:
        path: the path.
        relative_to: the folder from which the user sees it, absolute.
    """
    try:
        return str(path.relative_to(relative_to))
    except ValueError:
        return str(path)


def unread_because(path: Path) -> str:
    """Why a file that looks like knowledge is not read, and what to do."""
    if path.suffix in (".ttl", ".rq"):
        return "queries stand in kb/queries/ itself, and derivations in kb/derivations/"
    ending = ".rq" if {".rq", ".sparql"} & {one.casefold() for one in path.suffixes} else ".ttl"
    what = "queries" if ending == ".rq" else "knowledge and rules, in Turtle,"
    return f"{what} end in {ending}; rename it, or keep it elsewhere"


def unread_files(workspace: Workspace) -> list[str]:
    """The files that look like knowledge and are not read, by their path in the knowledge base, each with the reason."""
    root = workspace.root
    return [
        f"{path.relative_to(root).as_posix()}: {unread_because(path)}"
        for path in workspace.unread_files()
    ]


def root_above(path: Path) -> Path | None:
    """The nearest folder, this one or upwards, that holds kb/, shapes/ and sources/; None if none does."""
    return next(
        (
            folder
            for folder in (path, *path.parents)
            if all((folder / name).is_dir() for name in FOLDERS)
        ),
        None,
    )


def find_workspace(start: Path, relative_to: Path | None = None) -> Workspace:
    """Find the knowledge base that a folder belongs to, looking upwards.

    Args:
        start: a folder or file.
        relative_to: the folder from which the user sees paths, absolute; the root of the knowledge base, if None.

    Raises:
        InputError: there is none, or the folder or file does not exist.
    """
    if not start.exists():
        raise InputError(
            "does not exist, so it is no knowledge base",
            path=start,
            help="name a folder that is there; `kbtool init FOLDER` begins a knowledge base",
        )
    root = root_above(start.resolve())
    if root is not None:
        return Workspace(root, relative_to or root)
    raise InputError(
        "is not in a knowledge base: no folder upwards holds kb/, shapes/ and sources/",
        path=start,
        help="run kbtool inside of a knowledge base, name one with --root, or begin one with `kbtool init FOLDER`",
    )


def files_below(folder: Path, suffix: str) -> Iterator[Path]:
    """Files below a folder with a suffix; hidden files and folders are left out, links to folders followed, each once.

    Raises:
        InputError: the folder, or one below it, cannot be read, or is a link that leads out of the knowledge base.
    """
    if not folder.is_dir():
        raise InputError(
            "is not a folder", path=folder, help="a knowledge base has kb/, shapes/ and sources/"
        )

    def refuse(error: OSError) -> None:
        raise InputError(
            f"cannot be read: {error.strerror}",
            path=error.filename,
            help="give yourself permission to read the folder",
        ) from error

    seen = {os.path.realpath(folder)}
    for parent, folders, names in os.walk(folder, onerror=refuse, followlinks=True):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and _is_to_be_read(Path(parent) / name, folder, seen)
        )
        for name in names:
            if name.endswith(suffix) and not name.startswith("."):
                yield Path(parent) / name


def _is_to_be_read(found: Path, below: Path, seen: set[str]) -> bool:
    """Whether a folder is none that has been read already; links alone may lead to one."""
    if not found.is_symlink():
        return True
    real, root = os.path.realpath(found), os.path.realpath(below.parent)
    if os.path.commonpath((real, root)) != root:
        raise InputError(
            "is a link to a folder outside of the knowledge base, so what it holds would not be checked",
            path=found,
            help="put the folder itself in its place",
        )
    if any(os.path.commonpath((real, known)) in (real, known) for known in seen):
        return False
    seen.add(real)
    return True
