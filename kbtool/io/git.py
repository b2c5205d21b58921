"""Git, asked about the repository that a folder lies in."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from kbtool.errors import InputError

_PLACE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""The variables that say where a repository lies; hooks are run with them."""

_OBJECTS = ("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES")

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:?\d\d)?|yesterday|\d+ (minute|hour|day|week|month|year)s? ago"
)
_AT_TIME = re.compile(r"(?P<name>.*)@\{(?P<time>[^{}]+)\}")
"""A branch at a time."""
_NO_TIME = re.compile(r"-?\d+|u|upstream|push", re.IGNORECASE)
"""What else may stand in these braces (gitrevisions(7))."""

_LONGEST = 200
"""Characters of what somebody calls a revision."""
_SHOWN = 40

_APART = (
    *("-c", "core.fsmonitor=false", "-c", "core.splitIndex=false", "-c", "core.sparseCheckout=false"),
    *("-c", "index.sparse=false", "-c", "submodule.recurse=false"),
)  # fmt: skip
"""Settings under which an index of our own leaves nothing in the repository and holds all that a commit has."""


class Repository(Struct, frozen=True):
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

        A time stands for the last commit until then, and so does a branch at a time (BRANCH@{1 month ago}): what a clone
        remembers of its branches begins when it was cloned. A day stands for the last commit until it ends.

        Raises:
            InputError: there is none, or it is named as no revision can be.
        """
        if not _is_name(revision):
            raise InputError(
                f"{revision[:_SHOWN]!r} is no name of a revision",
                help="name a commit, tag, branch or day, such as HEAD~1 or 2026-01-31",
            )
        at = _AT_TIME.fullmatch(revision)
        if at and not _NO_TIME.fullmatch(at["time"]):
            return self._last_until(at["name"] or "HEAD", at["time"], revision)
        if _DAY.fullmatch(revision) or _TIME.fullmatch(revision):
            return self._last_until("HEAD", revision, revision)
        wanted = f"{revision}^{{commit}}"
        arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", wanted]
        help = "`git log` lists revisions; `git fetch` brings what only the server has"
        if self._is_shallow():
            help = (
                "the clone is shallow: fetch with depth 0 (`fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` of "
                "GitLab), or run `git fetch --unshallow`"
            )
        found = self.run(arguments, f"there is no revision {revision!r}", help)
        return found.decode().strip()

    def _last_until(self, name: str, time: str, revision: str) -> str:
        """The last commit of a branch until a time; of a day, until its end."""
        end = f"{time} 23:59:59" if _DAY.fullmatch(time) else time
        found = self._commits(self.commit(name), ["--max-count=1", f"--before={end}"])
        if found:
            return found[0]
        first = self.day(self._commits(self.commit(name), [])[-1])
        raise InputError(
            f"there is no commit until {revision!r}",
            path=self.shown,
            help=f"the first one is of {first}",
        )

    def _commits(self, commit: str, arguments: Sequence[str]) -> list[str]:
        asked = ["rev-list", *arguments, "--end-of-options", commit]
        return self.run(asked, "cannot be asked", "see what git says").decode().split()

    def day(self, commit: str) -> str:
        """The day of a commit, YYYY-MM-DD."""
        asked = ["show", "--no-patch", "--format=%cs", "--end-of-options", commit]
        return self.run(asked, "cannot be asked", "update git").decode().strip()

    def _is_shallow(self) -> bool:
        answer = self.run(["rev-parse", "--is-shallow-repository"], "cannot be asked", "update git")
        return answer.strip() == b"true"


def _is_name(revision: str) -> bool:
    """Whether a text can name a revision: nothing that Git takes for an option, that cannot be printed, or without end."""
    is_short = 0 < len(revision) <= _LONGEST
    return is_short and not revision.startswith("-") and revision.isprintable()


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
