"""Forms of words kept between runs: the dictionary is asked once for each, and a spoilt file of them is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kbtool.io import kept
from kbtool.text import kept_forms
from kbtool.text.kept_forms import Known, keep_forms, known_forms

MICE: Known = (frozenset({"mice", "mouse"}), frozenset({"NOUN"}))
OTHER: Known = (frozenset({"asked"}), frozenset())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept._InUse, "folder", tmp_path / "kept")
    for name, value in (("before", None), ("new", {})):
        monkeypatch.setattr(kept_forms._Words, name, value)
    kept_forms._name.cache_clear()
    return tmp_path / "kept"


def again() -> None:
    """Another run begins."""
    keep_forms()
    kept_forms._Words.before, kept_forms._Words.new = None, {}


def answers(known: Known) -> Callable[[str], Known]:
    return lambda _: known


def test_a_word_is_looked_up_once() -> None:
    assert known_forms("mice", answers(MICE)) == MICE
    again()
    assert known_forms("mice", answers(OTHER)) == MICE
    assert known_forms("rats", answers(OTHER)) == OTHER


def test_later_words_are_kept_beside_those_before() -> None:
    for word in ("mice", "rats"):
        known_forms(word, answers(MICE))
        again()
    assert [known_forms(word, answers(OTHER)) for word in ("mice", "rats", "hens")] == [
        *(MICE, MICE),
        OTHER,
    ]


def test_of_too_many_those_of_the_last_run_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_forms, "_MOST", 1)
    for word in ("mice", "rats"):
        known_forms(word, answers(MICE))
        again()
    assert [known_forms(word, answers(OTHER)) for word in ("mice", "rats")] == [OTHER, MICE]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:-1]), id="cut off"),
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.chmod(0o666), id="others may write it"),
        pytest.param(lambda path: kept.keep_bytes(path.name, b"\x91\x01"), id="something else"),
    ],
)
def test_a_spoilt_file_is_made_anew(folder: Path, spoil: Callable[[Path], object]) -> None:
    known_forms("mice", answers(MICE))
    again()
    (path,) = folder.iterdir()
    spoil(path)
    assert known_forms("mice", answers(OTHER)) == OTHER
    again()
    assert known_forms("mice", answers(MICE)) == OTHER


def test_another_dictionary_has_a_file_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    known_forms("mice", answers(MICE))
    again()
    monkeypatch.setattr(kept_forms, "dictionary", lambda: "a later version")
    kept_forms._name.cache_clear()
    assert known_forms("mice", answers(OTHER)) == OTHER


def test_nothing_is_kept_where_nothing_is_to_be(folder: Path) -> None:
    kept.keep_in(None)
    known_forms("mice", answers(MICE))
    keep_forms()
    assert not folder.exists()
