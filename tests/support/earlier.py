"""The general files of knowledge bases as kbtool had them before kbtool.lock: `python tests/support/earlier.py` writes them anew."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from kbtool.authoring.starter.files import GIT_ATTRIBUTES, as_written, is_general  # noqa: E402
from kbtool.io.shipped import digest  # noqa: E402

EARLIER = "kbtool/authoring/starter/earlier.json"


def git(*arguments: str, stdin: bytes = b"") -> bytes:
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, input=stdin, check=True, capture_output=True).stdout


def last_commit_without_lock() -> str:
    """The commit before the one that brought kbtool.lock, and the table with it; the newest one, if none has."""
    found = git("log", "--format=%H", "--diff-filter=A", "--", EARLIER).decode().split()
    return f"{found[-1]}^" if found else "HEAD"


def digests(commit: str) -> dict[str, list[str]]:
    """The digests that each general file has had up to a commit, by its path."""
    log = git("log", "--format=", "--raw", "--no-abbrev", "--no-renames", "-z", commit).decode()
    fields = log.split("\0")
    found: dict[str, set[str]] = {}
    for meta, name in zip(fields[::2], fields[1::2], strict=False):
        blob = meta.split()[3]
        if is_general(name) and name != GIT_ATTRIBUTES and set(blob) != {"0"}:
            data = git("cat-file", "blob", blob)
            found.setdefault(name, set()).add(digest(as_written(name, data)))
    return {name: sorted(known) for name, known in sorted(found.items())}


if __name__ == "__main__":
    text = json.dumps(digests(last_commit_without_lock()), indent=1)
    (ROOT / EARLIER).write_text(text + "\n", encoding="utf-8")
