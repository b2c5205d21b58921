"""The knowledge base as it was in a revision of its Git repository."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from kbtool.errors import InputError
from kbtool.io.workspace import FOLDERS, Workspace


@contextmanager
def checked_out(workspace: Workspace, revision: str) -> Iterator[Workspace]:
    """A revision's kb/, shapes/ and sources/ in a folder of their own, which is gone afterwards.

    Args:
        workspace: the knowledge base, in a Git repository.
        revision: a commit, tag, branch or anything else that Git takes for one.

    Raises:
        InputError: there is no Git or no repository, the revision does not exist, or holds no knowledge base.
    """
    arguments = ["rev-parse", "--show-toplevel", "--show-prefix"]
    answer = _git(workspace, arguments, "is in no Git repository").decode().splitlines()
    top, prefix = Path(answer[0]), answer[1].rstrip("/")
    wanted = f"{revision}^{{commit}}"
    arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", wanted]
    found = _git(workspace, arguments, f"has no revision {revision!r}").decode().strip()
    tree = f"{found}:{prefix}" if prefix else found
    missing = f"has no {', '.join(FOLDERS)} in revision {revision!r}"
    # A tree below the top can only be archived from the top.
    archive = _git(workspace, ["archive", "--format=tar", tree, *FOLDERS], missing, top)
    with TemporaryDirectory(prefix="kbtool-") as folder:
        root = Path(folder).resolve()
        _extract(archive, root)
        yield Workspace(root, workspace.relative_to)


def _git(
    workspace: Workspace, arguments: list[str], problem: str, folder: Path | None = None
) -> bytes:
    """The output of a Git command, in the knowledge base's folder or another one."""
    command = ["git", "-C", str(folder or workspace.root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    except OSError as error:
        raise InputError(
            f"cannot be compared: git does not run ({error.strerror})",
            path=workspace.shown(workspace.root),
            help="install git",
        ) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise InputError(
            problem + (f" ({said[-1]})" if said else ""),
            path=workspace.shown(workspace.root),
            help="`git log` lists revisions; the knowledge base has to be in the repository",
        )
    return done.stdout


def _extract(archive: bytes, root: Path) -> None:
    """Write the regular files of a tar archive below a folder; links and everything else are left out."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            name = PurePosixPath(member.name)
            content = tar.extractfile(member) if member.isreg() else None
            if content is None or name.is_absolute() or ".." in name.parts:
                continue
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read())
