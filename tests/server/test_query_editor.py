"""The query editor is built of the packages of its lock file, and is in the wheel with its licences; or a line says why not."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cases import ROOT
from query_editor import BUILT, build_query_editor

PARTS = ("kbtool", "editor", "kb", "shapes", "sources", "pyproject.toml", ".gitignore")
TEXTS = ("README.md", "LICENSE", "CONTRIBUTING.md")
SCRIPT, LICENCES = "query-editor.js", "query-editor-licences.txt"
IN_WHEEL = {f"kbtool/server/built/{name}" for name in (SCRIPT, LICENCES)}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository with the editor built."""
    build_query_editor(tmp_path_factory.getbasetemp().parent / "query-editor.lock")
    root = tmp_path_factory.mktemp("clone")
    ignored = shutil.ignore_patterns("__pycache__", "node_modules")
    for name in PARTS + TEXTS:
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, root / name, ignore=ignored)
        else:
            shutil.copy(place, root / name)
    return root


def run(copy: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=copy,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )


def wheel(copy: Path, folder: Path, **environment: str) -> tuple[set[str], str]:
    """The files of the editor in a wheel, and what was said while it was made."""
    done = run(copy, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), **environment)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
    return {name for name in names if "editor" in name or "node_modules" in name}, done.stderr


def test_the_wheel_has_the_editor_and_its_licences_and_nothing_that_it_is_built_with(
    copy: Path, tmp_path: Path
) -> None:
    files, _ = wheel(copy, tmp_path)
    assert files == IN_WHEEL


def test_a_wheel_without_the_editor_says_so_in_a_line(copy: Path, tmp_path: Path) -> None:
    built = copy / "kbtool" / "server" / "built"
    kept = built.rename(copy / "kept")
    try:
        files, said = wheel(copy, tmp_path, PATH="/nowhere")
    finally:
        shutil.rmtree(built, ignore_errors=True)
        kept.rename(built)
    assert files == set()
    assert "the query editor is left out: there is no Node.js to build it with\n" in said


def test_whoever_needs_the_editor_gets_it_or_an_error(copy: Path, tmp_path: Path) -> None:
    script = copy / "editor" / "build.py"
    other = tmp_path / "elsewhere" / "editor"
    other.parent.mkdir()
    shutil.copytree(script.parent, other)
    needed = run(tmp_path, str(other / "build.py"), PATH="", KBTOOL_QUERY_EDITOR="required")
    assert (needed.returncode, needed.stderr.count("\n")) == (1, 1)
    wrong = run(tmp_path, str(other / "build.py"), KBTOOL_QUERY_EDITOR="yes")
    assert (wrong.returncode, "'yes'" in wrong.stderr) == (2, True)


def test_what_was_built_from_these_sources_is_not_built_again(copy: Path) -> None:
    again = run(copy, "editor/build.py", PATH="/nowhere", KBTOOL_QUERY_EDITOR="required")
    assert (again.returncode, again.stderr) == (0, "")


def test_the_script_is_small_and_each_package_in_it_has_its_licence(copy: Path) -> None:
    assert len(gzip.compress((BUILT / SCRIPT).read_bytes())) <= 152_000
    told = (BUILT / LICENCES).read_text(encoding="utf-8")
    for package in ("@codemirror/view", "codemirror-lang-sparql", "style-mod", "@lezer/lr"):
        assert f"\n{package} " in told
    assert told.count("Permission is hereby granted") == told.count("-" * 80)
    assert "\nesbuild " not in told


def test_packages_are_locked_to_the_byte_and_name_no_registry() -> None:
    package = json.loads((ROOT / "editor" / "package.json").read_text(encoding="utf-8"))
    versions = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert all(version.replace(".", "").isdigit() for version in versions)
    lock = json.loads((ROOT / "editor" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: told for name, told in lock["packages"].items() if name}
    assert all(told["integrity"].startswith("sha512-") for told in packages.values())
    assert not any("resolved" in told for told in packages.values())
