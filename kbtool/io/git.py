"""Git, asked about the repository that a folder lies in."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kbtool.errors import InputError

_PLACE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""The variables that say where a repository lies; hooks are run with them."""

_OBJECTS = ("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES")

_APART = (
    *("-c", "core.fsmonitor=false", "-c", "core.splitIndex=false", "-c", "core.sparseCheckout=false"),
    *("-c", "index.sparse=false", "-c", "submodule.recurse=false"),
)  # fmt: skip
"""Settings under which an index of our own leaves nothing in the repository and holds all that a commit has."""


@dataclass(frozen=True)
class Repository:
    """A Git repository.

    Attributes:
        top: the folder of its work tree.
        git_dir: the folder of its data.
        below: where the folder that was asked about lies in it.
        shown: that folder as messages name it.
    """

    top: Path
    git_dir: Path
    below: PurePosixPath
    shown: str

    def run(
        self,
        arguments: Sequence[str],
        problem: str,
        help: str,
        *,
        given: bytes = b"",
        more: Mapping[str, str] | None = None,
    ) -> bytes:
        """The output of a Git command.

        Args:
            arguments: the command.
            problem: what is wrong if it fails; Git's own words follow.
            help: what can be done about that.
            given: what it reads on standard input.
            more: environment variables besides.

        Raises:
            InputError: it fails.
        """
        kept = {name: value for name, value in _environment().items() if name not in _PLACE}
        environment = {**kept, **(more or {})}
        command = ["--git-dir", str(self.git_dir), *_APART, *arguments]
        done = _git(command, self.top, self.shown, environment, given)
        if done.returncode:
            said = _said(done)
            raise InputError(problem + (f": {said}" if said else ""), path=self.shown, help=help)
        return done.stdout

    def commit(self, revision: str) -> str:
        """The name of the commit that a revision stands for.

        Raises:
            InputError: there is none.
        """
        wanted = f"{revision}^{{commit}}"
        arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", wanted]
        help = "`git log` lists revisions; `git fetch` brings what only the server has"
        if self._is_shallow():
            help = (
                "the clone is shallow: fetch with depth 0 (`fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` of "
                "GitLab), or run `git fetch --unshallow`"
            )
        found = self.run(arguments, f"has no revision {revision!r}", help)
        return found.decode().strip()

    def _is_shallow(self) -> bool:
        answer = self.run(["rev-parse", "--is-shallow-repository"], "cannot be asked", "update git")
        return answer.strip() == b"true"


def repository_of(folder: Path, shown: str, *, inherits: bool = True) -> Repository:
    """The Git repository that a folder lies in.

    Args:
        folder: the folder.
        shown: it as messages name it.
        inherits: whether the environment may say where the repository lies.

    Raises:
        InputError: there is no Git or no repository, or Git does not trust it.
    """
    environment = _environment()
    if not inherits:
        environment = {k: v for k, v in environment.items() if k not in (*_PLACE, *_OBJECTS)}
    asked = ["rev-parse", "--show-toplevel", "--absolute-git-dir", "--show-prefix"]
    done = _git(asked, folder, shown, environment)
    if done.returncode:
        raise _no_repository(_said(done), shown)
    top, git_dir, below = os.fsdecode(done.stdout).split("\n")[:3]
    return Repository(Path(top), Path(git_dir), PurePosixPath(below), shown)


def top_above(folder: Path) -> Path | None:
    """The work tree of the Git repository that a folder lies in, found without Git; None if there is none."""
    above = (folder, *folder.parents)
    return next((one for one in above if (one / ".git").exists()), None)


def _environment() -> dict[str, str]:
    """The environment for Git: its messages in English, and no lock taken for our sake."""
    return {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


def _git(
    arguments: Sequence[str],
    folder: Path,
    shown: str,
    environment: Mapping[str, str],
    given: bytes = b"",
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            check=False,
            env=environment,
            input=given,
        )
    except OSError as error:
        raise InputError(
            f"cannot be compared: git does not run ({error.strerror})",
            path=shown,
            help="install git",
        ) from error


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """All that Git says of a failure, in one line."""
    lines = done.stderr.decode(errors="replace").splitlines()
    return " ".join(line.strip() for line in lines if line.strip())


def _no_repository(said: str, shown: str) -> InputError:
    if "dubious ownership" in said:
        place = re.search(r"repository at '([^']+)'", said)
        return InputError(
            "git does not trust the repository, because it belongs to somebody else",
            path=shown,
            help="if you trust it: git config --global --add safe.directory "
            + (place[1] if place else "FOLDER"),
        )
    if "not a git repository" in said:
        return InputError(
            f"is in no Git repository ({said})",
            path=shown,
            help="the knowledge base has to be in a Git repository",
        )
    return InputError(
        f"lies where git finds no work tree: {said}", path=shown, help="see what git says"
    )
