"""Articles that nobody can read: `check`, `source add` and `encode` each say so in a line, in bounded time and memory."""

from __future__ import annotations

import hashlib
import io
import random
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from cases import Case, lay_out
from commands import kbtool

TEXT = "Paracetamol treats fever.\n"
MOST = 700
"""Megabytes that a command may take; a check of the small knowledge base here takes about 100."""
LIMITED = """
import resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
done = subprocess.run(sys.argv[2:])
used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
open(sys.argv[1], "w").write(str(used // 1024))
sys.exit(done.returncode)
"""
"""Runs a command that is ended after 60 seconds of a processor, and writes how many megabytes it took."""


@cache
def bomb() -> bytes:
    """A Word file that unpacks to a gigabyte."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("word/document.xml", "w", force_zip64=True) as file:
            for _ in range(64):
                file.write(bytes(1 << 24))
    return data.getvalue()


MIXED = "Naïve.\n".encode() + "A café, and naïve again.\n".encode("cp1252")
SENTENCE = ("Paracetamol treats fever and pain and so on and " * 2100)[:100_000].encode() + b".\n"
BAD: dict[str, tuple[str, Callable[[], bytes], str, str]] = {
    "bytes": (
        "a.txt",
        lambda: random.Random(1).randbytes(200_000),
        "is not text: no encoding fits its bytes",
        "is not UTF-8",
    ),
    "ten megabytes": (
        "a.md",
        lambda: f"Paracetamol treats fever{' and pain' * 25}.\n".encode() * 40_000,
        "is longer than 500,000 characters of text",
        "is longer than 500,000 characters of text",
    ),
    "a sentence without an end": (
        "a.txt",
        lambda: SENTENCE,
        "has a sentence of 100,001 characters, more than 20,000",
        "has a sentence of 100,001 characters, more than 20,000",
    ),
    "two encodings": ("a.md", lambda: MIXED, "is in more than one encoding", "is not UTF-8"),
    "a zip bomb": ("a.docx", bomb, "unpacks to 1073741832 bytes in 2 files", "is not UTF-8"),
}
"""Of each: its name, its bytes, why it is refused, and why where it is the text of an article on file."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base with one article."""
    return lay_out(Case("S22", "", (), article=TEXT), tmp_path_factory.mktemp("bad") / "project")


def within(folder: Path) -> tuple[str, ...]:
    """What runs a command within limits."""
    return (sys.executable, "-c", LIMITED, str(folder / "megabytes"))


def assert_bounded(folder: Path) -> None:
    """It was not ended, and took no more memory than it may."""
    assert int((folder / "megabytes").read_text("utf-8")) < MOST


def assert_refused(done: CompletedProcess[str], why: str) -> None:
    """One line that says why, one that says what to do, and nothing else."""
    assert done.returncode == 2
    assert done.stdout == ""
    line, advice = done.stderr.splitlines()
    assert line.startswith("kbtool: error: ")
    assert why in line
    assert advice.startswith("help: ")


@pytest.mark.parametrize("command", [("check",), ("source", "add")], ids=["check", "source add"])
@pytest.mark.parametrize(("name", "data", "why", "_"), BAD.values(), ids=BAD.keys())
def test_a_file_that_is_no_article_is_refused(
    root: Path,
    tmp_path: Path,
    command: tuple[str, ...],
    name: str,
    data: Callable[[], bytes],
    why: str,
    _: str,
) -> None:
    (tmp_path / name).write_bytes(data())
    before = sorted(root.rglob("*"))
    assert_refused(kbtool(*command, tmp_path / name, cwd=root, within=within(tmp_path)), why)
    assert_bounded(tmp_path)
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(("_", "data", "__", "why"), BAD.values(), ids=BAD.keys())
def test_an_article_on_file_that_cannot_be_read_is_not_encoded(
    tmp_path: Path, _: str, data: Callable[[], bytes], __: str, why: str
) -> None:
    root = lay_out(Case("S22", "", (), article=TEXT), tmp_path / "project")
    old, new = TEXT.encode(), data()
    (root / "sources/article.txt").write_bytes(new)
    declared = root / "sources/sources.ttl"
    was, is_now = (hashlib.sha256(each).hexdigest() for each in (old, new))
    declared.write_text(declared.read_text("utf-8").replace(was, is_now), "utf-8")
    assert_refused(kbtool("encode", "article", cwd=root, within=within(tmp_path)), why)
    assert_bounded(tmp_path)


def test_text_from_right_to_left_is_read(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("הכול בסדר. Paracetamol treats fever. كل شيء على ما يرام.\n", "utf-8")
    assert kbtool("check", path, cwd=root).returncode == 0
    assert kbtool("source", "add", path, "--name", "rtl", cwd=root).returncode == 0
    encoded = kbtool("encode", "rtl", cwd=root)
    assert encoded.returncode == 0
    assert "kb:undecided" in encoded.stdout


@pytest.mark.parametrize("name", ["a.txt", "a.docx"])
def test_a_file_that_is_not_on_file_is_not_encoded(root: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04")
    refused = kbtool("encode", tmp_path / name, cwd=root)
    assert_refused(refused, "is a file that no document declares")
    assert f"kbtool source add {tmp_path / name}" in refused.stderr
