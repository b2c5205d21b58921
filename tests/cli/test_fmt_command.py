"""``kbtool fmt`` on the command line."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from commands import ROOT, kbtool
from example import two_articles

PREFIX = "@prefix : <http://example.org/> .\n\n"
UNTIDY = PREFIX + ":drug   a :Concept;\n  :label 'x'.\n"
TIDY = PREFIX + ":drug a :Concept ;\n    :label 'x' .\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one file that is in the house style, and one that is not."""
    (tmp_path / "tidy.ttl").write_text(TIDY)
    (tmp_path / "untidy.ttl").write_text(UNTIDY)
    return tmp_path


def test_the_repositorys_own_files_are_in_the_house_style() -> None:
    result = kbtool("fmt", "--check", cwd=ROOT)
    assert result.stdout == ""
    assert "0 files would be rewritten" in result.stderr
    assert result.returncode == 0


def test_the_turtle_files_of_the_tests_are_too() -> None:
    assert kbtool("fmt", "--check", ROOT / "tests", cwd=ROOT).returncode == 0


def test_without_paths_all_of_the_knowledge_base_is_formatted(small: Path) -> None:
    changed = [small / name for name in ("kb/new.ttl", "shapes/policy/new.ttl", "sources/new.ttl")]
    for path in changed:
        path.write_text(UNTIDY)
    result = kbtool("fmt", cwd=small / "kb")
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr.startswith("kbtool: 3 files rewritten, ")
    assert [path.read_text() for path in changed] == [TIDY] * 3
    elsewhere = kbtool("fmt", "--root", small, "--check", cwd=small.parent)
    assert elsewhere.returncode == 0


def test_files_and_folders_that_are_named(folder: Path) -> None:
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "a.ttl").write_text(UNTIDY)
    (folder / "below").mkdir()
    (folder / "below" / "b.ttl").write_text(UNTIDY)
    (folder / "notes.txt").write_text("notes")
    result = kbtool("fmt", ".", "untidy.ttl", cwd=folder)
    assert result.stderr == "kbtool: 2 files rewritten, 1 left as they were\n"
    assert (folder / "untidy.ttl").read_text() == TIDY
    assert (folder / "below" / "b.ttl").read_text() == TIDY
    assert (folder / ".hidden" / "a.ttl").read_text() == UNTIDY


def test_check_lists_and_writes_nothing(folder: Path) -> None:
    result = kbtool("fmt", "--check", "tidy.ttl", "untidy.ttl", cwd=folder)
    assert (result.returncode, result.stdout) == (1, "untidy.ttl\n")
    assert result.stderr == "kbtool: 1 file would be rewritten, 1 left as they were\n"
    assert (folder / "untidy.ttl").read_text() == UNTIDY


def test_diff_shows_and_writes_nothing(folder: Path) -> None:
    (folder / "open.ttl").write_text(TIDY.rstrip("\n"))
    result = kbtool("fmt", "--diff", "tidy.ttl", "untidy.ttl", "open.ttl", cwd=folder)
    assert result.returncode == 1
    assert result.stdout == (
        "--- untidy.ttl\n+++ untidy.ttl\n@@ -1,4 +1,4 @@\n @prefix : <http://example.org/> .\n \n"
        "-:drug   a :Concept;\n-  :label 'x'.\n+:drug a :Concept ;\n+    :label 'x' .\n"
        "--- open.ttl\n+++ open.ttl\n@@ -1,4 +1,4 @@\n @prefix : <http://example.org/> .\n \n :drug a :Concept ;\n"
        "-    :label 'x' .\n\\ No newline at end of file\n+    :label 'x' .\n"
    )
    assert (folder / "untidy.ttl").read_text() == UNTIDY
    assert kbtool("fmt", "--diff", "tidy.ttl", cwd=folder).stdout == ""


def test_standard_input_goes_to_standard_output(tmp_path: Path) -> None:
    result = kbtool("fmt", "-", cwd=tmp_path, stdin=UNTIDY)
    assert (result.returncode, result.stdout, result.stderr) == (0, TIDY, "")
    checked = kbtool("fmt", "-", "--check", cwd=tmp_path, stdin=UNTIDY)
    assert (checked.returncode, checked.stdout) == (1, "<stdin>\n")
    broken = kbtool("fmt", "-", cwd=tmp_path, stdin=":a :b")
    assert (broken.returncode, broken.stdout) == (2, "")
    assert "<stdin>:1: is not valid Turtle" in broken.stderr


def test_standard_input_is_named_alone(folder: Path) -> None:
    result = kbtool("fmt", "-", "untidy.ttl", cwd=folder, stdin=UNTIDY)
    assert result.returncode == 2
    assert "named alone" in result.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (PREFIX.encode() + b":a :b\n:c :d .", "bad.ttl:4: is not valid Turtle"),
        (
            PREFIX.encode() + b":a :b :c {| :d :e |} .",
            "bad.ttl:3: has “{|”, which is not in Turtle 1.1",
        ),
        (b"\xef\xbb\xbf" + TIDY.encode(), "bad.ttl:1: begins with a byte-order mark"),
        (b"# \0\n", "bad.ttl:1: holds a NUL character"),
        (b"\n# \xff\n", "bad.ttl:2: is not UTF-8"),
    ],
)
def test_one_bad_file_and_none_is_written(folder: Path, content: bytes, message: str) -> None:
    (folder / "bad.ttl").write_bytes(content)
    for arguments in (["fmt"], ["fmt", "--check"]):
        result = kbtool(*arguments, "untidy.ttl", "bad.ttl", cwd=folder)
        assert result.returncode == 2
        assert result.stdout == ""
        assert message in result.stderr
        assert "help: " in result.stderr
    assert (folder / "untidy.ttl").read_text() == UNTIDY
    assert (folder / "bad.ttl").read_bytes() == content


def test_a_path_that_is_not_there(folder: Path) -> None:
    result = kbtool("fmt", "untidy.ttl", "nowhere.ttl", cwd=folder)
    assert result.returncode == 2
    assert "nowhere.ttl: cannot be read" in result.stderr
    assert (folder / "untidy.ttl").read_text() == UNTIDY


def test_line_ends_alone_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(TIDY.replace("\n", "\r\n").encode())
    (tmp_path / "b.ttl").write_bytes(UNTIDY.encode())
    result = kbtool("fmt", "--check", "a.ttl", "b.ttl", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (1, "a.ttl\nb.ttl\n")
    assert "in 1 of them only the line ends differ; if Git changed them" in result.stderr


def test_line_ends_become_line_feeds(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(UNTIDY.replace("\n", "\r\n").encode())
    assert kbtool("fmt", "a.ttl", cwd=tmp_path).returncode == 0
    assert (tmp_path / "a.ttl").read_bytes() == TIDY.encode()


def test_links_stay_links_and_permissions_stay(folder: Path) -> None:
    target, link = folder / "untidy.ttl", folder / "link.ttl"
    target.chmod(0o640)
    link.symlink_to("untidy.ttl")
    result = kbtool("fmt", ".", cwd=folder)
    assert result.stderr == "kbtool: 1 file rewritten, 1 left as they were\n"
    assert link.is_symlink()
    assert target.read_text() == TIDY
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_to_itself_is_refused(folder: Path) -> None:
    (folder / "loop.ttl").symlink_to("loop.ttl")
    result = kbtool("fmt", ".", cwd=folder)
    assert result.returncode == 2
    assert "loop.ttl: cannot be read" in result.stderr
    assert (folder / "untidy.ttl").read_text() == UNTIDY


def test_what_kbtool_writes_is_in_the_house_style(tmp_path: Path) -> None:
    project = two_articles(tmp_path)
    assert kbtool("fmt", cwd=project).returncode == 0
    kbtool("claim", "new", "other", "Ibuprofen", "--output", "kb/begun.ttl", cwd=project)
    for reviewer in ("Name of the reviewer", "Another reviewer"):
        reason = ("--reason", "The label\nwarns of abuse.", "--reviewer", reviewer)
        kbtool("resolve", "c-pain", "--as", "refuted", *reason, cwd=project)
    assert " a kb:Claim ;" in (project / "kb" / "begun.ttl").read_text()
    assert (project / "kb" / "resolutions.ttl").read_text().count(" a kb:Resolution ;") == 2
    result = kbtool("fmt", "--check", cwd=project)
    assert (result.returncode, result.stdout) == (0, "")
