"""The knowledge base as it was in a revision of its Git repository: checked out, as Git would, into a folder of its own.

It is a checkout and no archive: what attributes (gitattributes(5)) say of line ends, filters and encodings holds as in the
work tree, and what they keep out of archives (export-ignore, export-subst) is there as it was.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from msgspec import Struct, field

from kbtool.errors import InputError
from kbtool.io.git import Repository, repository_of
from kbtool.io.history import Commit
from kbtool.io.workspace import FOLDERS, Workspace

_SHORT = 10
"""So many characters of a commit's name are shown."""
_LINK, _SUBMODULE = "120000", "160000"
"""Modes of entries of a tree: symbolic links, and commits of submodules (gitsubmodules(7))."""


class Revision(Struct, frozen=True):
    """A revision: as somebody has named it, and the commit that it stands for, with its day (YYYY-MM-DD)."""

    name: str
    commit: str
    day: str

    def __str__(self) -> str:
        """The commit in short, its day, and the name by which it was asked for, where that says more."""
        named = "" if self.commit.startswith(self.name) else f" ({self.name})"
        return f"{self.commit[:_SHORT]} of {self.day}{named}"


def found_revision(workspace: Workspace, name: str) -> Revision:
    """What a revision's name stands for.

    Args:
        workspace: the knowledge base, in a Git repository.
        name: a commit, tag, branch, day, time, or anything else that Git takes for a commit.

    Raises:
        InputError: there is no Git, no repository or no such revision.
    """
    repository = repository_of(workspace.root, workspace.shown(workspace.root))
    commit = repository.commit(name)
    return Revision(name, commit, repository.day(commit))


def recent(workspace: Workspace, number: int) -> list[Commit]:
    """The last commits in which the knowledge base changed, the newest first; none where it is in no Git repository.

    Args:
        workspace: the knowledge base.
        number: how many at most.
    """
    try:
        repository = repository_of(workspace.root, workspace.shown(workspace.root))
        wanted = ["--literal-pathspecs", "log", f"--max-count={number}", "-z"]
        fields = "--format=%h%n%as%n%an%n%s"
        below = [str(repository.below / name) for name in FOLDERS]
        said = repository.run(
            [*wanted, fields, "--", *below], "cannot be asked", "see what git says"
        )
    except InputError:
        return []
    listed = (one.split("\n", 3) for one in said.decode("utf-8", "replace").split("\0") if one)
    return [Commit(name, day, summary, author) for name, day, author, summary in listed]


@contextmanager
def checked_out(
    workspace: Workspace, revision: str, within: Path | None = None
) -> Iterator[Workspace]:
    """A revision's kb/, shapes/ and sources/ in a folder of their own, which is gone afterwards.

    What symbolic links in them lead to is there as well, as it was in the revision, and so are submodules.

    Args:
        workspace: the knowledge base, in a Git repository.
        revision: a commit, tag, branch or anything else that Git takes for one.
        within: where that folder is put, by whoever sees to it that it goes even if this process is ended; where
            temporary files are, if None.

    Raises:
        InputError: there is no Git or no repository, the revision does not exist or holds no knowledge base, or what it
            refers to cannot be had.
    """
    repository = repository_of(workspace.root, workspace.shown(workspace.root))
    commit = repository.commit(revision)
    with TemporaryDirectory(prefix="kbtool-", dir=within) as folder:
        base = Path(folder).resolve() / "revision"
        index = Path(folder).resolve() / "index"
        checkout = _Checkout(repository, commit, base, index, revision)
        wanted = [repository.below / name for name in FOLDERS]
        checkout.put(wanted)
        checkout.follow_links()
        root = base / repository.below
        missing = [name for name in FOLDERS if not (root / name).is_dir()]
        if missing:
            raise InputError(
                f"has no {', '.join(missing)} in revision {revision!r}",
                path=repository.shown,
                help="compare with a revision that holds the knowledge base, committed and not ignored",
            )
        yield Workspace(root, workspace.relative_to)


class _Entry(Struct, frozen=True):
    """A file, symbolic link or submodule in a tree."""

    mode: str
    name: str
    path: PurePosixPath


class _Checkout(Struct):
    """A commit that is laid out in a folder, as far as it is wanted."""

    repository: Repository
    commit: str
    base: Path
    index: Path
    revision: str
    _links: list[PurePosixPath] = field(default_factory=list)
    _asked: set[PurePosixPath] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.base.mkdir(parents=True, exist_ok=True)
        self._run(["read-tree", self.commit])

    def put(self, wanted: list[PurePosixPath]) -> None:
        """Lay some files and folders out, those of submodules among them; what the commit lacks is left out."""
        self._asked.update(wanted)
        entries = [entry for entry in self._entries(wanted) if not _is_there(self.base, entry)]
        files = [entry for entry in entries if entry.mode != _SUBMODULE]
        names = "".join(f"{entry.path}\0" for entry in files)
        if files:
            self._run(["checkout-index", "-z", "--stdin"], os.fsencode(names))
        self._links += [entry.path for entry in files if entry.mode == _LINK]
        for entry in entries:
            if entry.mode == _SUBMODULE:
                self._put_submodule(entry)

    def follow_links(self) -> None:
        """Lay out what symbolic links lead to, until nothing is missing.

        Raises:
            InputError: a link leads out of the repository.
        """
        while self._links:
            links, self._links = self._links, []
            for link in links:
                target = self._target(link)
                if self._asked.isdisjoint((target, *target.parents)):
                    self.put([target])
                    self._links.append(link)

    def _target(self, link: PurePosixPath) -> PurePosixPath:
        """Where a link leads, from the top of the repository."""
        path, top = self.base / link, self.repository.top
        if path.is_symlink() and Path(os.readlink(path)).is_absolute():
            leads = Path(os.path.normpath(os.readlink(path)))
            if leads.is_relative_to(top):
                path.unlink()
                path.symlink_to(self.base / leads.relative_to(top))
        found = Path(os.path.realpath(path))
        if not found.is_relative_to(self.base):
            raise InputError(
                f"is a link in revision {self.revision!r} that leads out of the repository, so what it led to then "
                "cannot be had",
                path=str(link.relative_to(self.repository.below))
                if link.is_relative_to(self.repository.below)
                else str(link),
                help="put the file itself, or a link within the repository, in its place",
            )
        return PurePosixPath(found.relative_to(self.base).as_posix())

    def _entries(self, wanted: list[PurePosixPath]) -> Iterator[_Entry]:
        paths = [str(path) for path in wanted]
        arguments = ["--literal-pathspecs", "ls-tree", "-r", "-z", "--full-tree", self.commit]
        listed = self._run([*arguments, *([] if "." in paths else ["--", *paths])])
        for line in filter(None, os.fsdecode(listed).split("\0")):
            facts, _, path = line.partition("\t")
            mode, _, name = facts.split(" ")
            yield _Entry(mode, name, PurePosixPath(path))

    def _put_submodule(self, entry: _Entry) -> None:
        folder = self.repository.top / entry.path
        if not (folder / ".git").exists():
            raise InputError(
                f"is a submodule in revision {self.revision!r}, and is not there",
                path=str(entry.path),
                help="run `git submodule update --init`, or compare within the submodule's own repository",
            )
        repository = repository_of(folder, str(entry.path), inherits=False)
        try:
            commit = repository.commit(entry.name)
        except InputError as error:
            raise InputError(
                f"is a submodule that lacks the commit {entry.name} of revision {self.revision!r}",
                path=str(entry.path),
                help=f"run `git -C {entry.path} fetch`",
            ) from error
        index = self.index.with_name(f"{self.index.name}-{entry.name}")
        inner = _Checkout(repository, commit, self.base / entry.path, index, self.revision)
        inner.put([PurePosixPath(".")])
        self._links += [entry.path / link for link in inner._links]

    def _run(self, arguments: list[str], given: bytes = b"") -> bytes:
        return self.repository.run(
            ["--work-tree", str(self.base), *arguments],
            f"revision {self.revision!r} cannot be checked out",
            "see what git says; `git checkout` of the revision would say the same",
            given=given,
            more={"GIT_INDEX_FILE": str(self.index)},
        )


def _is_there(base: Path, entry: _Entry) -> bool:
    return entry.mode != _SUBMODULE and os.path.lexists(base / entry.path)
