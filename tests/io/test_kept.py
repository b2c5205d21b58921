"""Results kept between runs: never needed, never trusted further than they are what was written."""

from __future__ import annotations

import errno
import os
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from kbtool.io import kept
from kbtool.io.kept import keep, keep_in, name_of, recalled, usual_folder


@dataclass(frozen=True)
class Result:
    """Something worked out."""

    number: int


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The folder in which this process keeps results."""
    before = kept._InUse.folder
    keep_in(tmp_path / "kept")
    yield tmp_path / "kept"
    keep_in(before)


NAME = name_of("sums", ["1", "2"])


def test_what_was_kept_is_recalled(folder: Path) -> None:
    keep(NAME, Result(3))
    assert recalled(NAME, [Result]) == Result(3)
    assert [path.name for path in folder.iterdir()] == [NAME]


@pytest.mark.parametrize("others", [["1", "3"], ["12"], ["12", ""], ["1", "2", ""]])
def test_other_inputs_have_another_name(others: list[str]) -> None:
    assert name_of("sums", others) != NAME


def test_other_code_has_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_code", lambda: b"as it was before a line was changed")
    assert name_of("sums", ["1", "2"]) != NAME


def test_nothing_is_kept_unless_the_process_says_where() -> None:
    keep_in(None)
    keep(NAME, Result(3))
    assert recalled(NAME, [Result]) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
        lambda data: sha256(b"not a pickle").digest() + b"not a pickle",
    ],
)
def test_a_damaged_file_is_as_none(folder: Path, damage: object) -> None:
    keep(NAME, Result(3))
    assert callable(damage)
    (folder / NAME).write_bytes(damage((folder / NAME).read_bytes()))
    assert recalled(NAME, [Result]) is None
    keep(NAME, Result(3))
    assert recalled(NAME, [Result]) == Result(3)


class Harmful:
    """What calls a function when it is read back."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """A call of a function."""
        return os.mkdir, ("made-by-a-pickle",)


def test_reading_calls_nothing_but_the_classes_that_are_expected(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    folder.mkdir()
    data = pickle.dumps(Harmful())
    (folder / NAME).write_bytes(sha256(data).digest() + data)
    assert recalled(NAME, [Result]) is None
    assert not Path("made-by-a-pickle").exists()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no such owners here")
def test_a_file_that_others_may_write_is_not_read(folder: Path) -> None:
    keep(NAME, Result(3))
    (folder / NAME).chmod(0o666)
    assert recalled(NAME, [Result]) is None


def test_a_disk_that_is_full_is_no_error_and_nothing_is_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    keep(NAME, Result(3))
    assert recalled(NAME, [Result]) is None
    assert not [each for each in folder.rglob("*") if each.is_file()]


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "a file").write_text("in the way")
    keep_in(tmp_path / "a file" / "kept")
    keep(NAME, Result(3))
    assert recalled(NAME, [Result]) is None


def test_what_was_not_used_for_longest_goes_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [name_of("sums", [str(number)]) for number in range(3)]
    for age, name in enumerate(names):
        keep(name, Result(3))
        os.utime(folder / name, (1_000_000 + age, 1_000_000 + age))
    size = (folder / names[0]).stat().st_size
    assert recalled(names[0], [Result]) is not None
    monkeypatch.setattr(kept, "_MOST", 3 * size)
    keep(NAME, Result(3))
    assert {path.name for path in folder.iterdir()} == {NAME, names[0], names[2]}


def test_the_environment_names_the_folder_or_says_that_there_is_none(tmp_path: Path) -> None:
    assert usual_folder({"KBTOOL_CACHE": str(tmp_path)}) == tmp_path
    assert usual_folder({"KBTOOL_CACHE": "off"}) is None
    usual = usual_folder({})
    assert usual is not None
    assert "kbtool" in usual.parts
