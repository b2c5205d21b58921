"""Files that change together: all new or all old, wherever the machine stops, and the next run puts them right."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import Case, lay_out
from commands import environment, kbtool
from kbtool.errors import InputError
from kbtool.io.transactions import disk
from kbtool.io.transactions.journal import Entry, Journal, Seen, read_journal, way_out
from kbtool.io.transactions.recovery import BACK, BEGUN, FORWARD, recover
from kbtool.io.transactions.writing import write_file, write_files

NAMES = ("kb/a.ttl", "sources/a.txt", "kb/b.ttl", "shapes/a.ttl")
TOKEN = "0123456789abcdef"


class PowerFailure(BaseException):
    """The machine stops: nothing that comes after it reaches the disk."""


@contextmanager
def power_for(steps: int, failure: BaseException, once: bool = False) -> Iterator[None]:
    """Let so many changes of the disk pass, and fail from then on, or once.

    Where the power fails, of a file that has not been forced to the disk half is left.
    """
    left = [steps]
    handles: dict[int, str] = {}
    unforced: set[str] = set()
    replace, fsync, unlink, open_ = os.replace, os.fsync, os.unlink, os.open

    def step() -> None:
        left[0] -= 1
        if left[0] == -1 or (left[0] < -1 and not once):
            raise failure

    def replace_(source: Any, target: Any) -> None:
        step()
        replace(source, target)
        if str(source) in unforced:
            unforced.remove(str(source))
            unforced.add(str(target))

    def fsync_(handle: int) -> None:
        step()
        unforced.discard(handles.get(handle, ""))
        fsync(handle)

    def unlink_(path: Any) -> None:
        if not str(path).endswith(".lock"):
            step()
        unlink(path)

    def open__(path: Any, flags: int, *mode: int) -> int:
        if flags & os.O_EXCL and not str(path).endswith(".lock"):
            step()
            unforced.add(str(path))
        handle = open_(path, flags, *mode)
        handles[handle] = str(path)
        return handle

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", replace_)
        patch.setattr(os, "fsync", fsync_)
        patch.setattr(os, "unlink", unlink_)
        patch.setattr(os, "open", open__)
        yield
    if isinstance(failure, PowerFailure):
        for path in filter(Path.exists, map(Path, unforced)):
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def root_with(folder: Path, files: dict[str, bytes | None]) -> Path:
    for name in ("kb", "shapes", "sources"):
        (folder / name).mkdir(parents=True)
    for name, data in files.items():
        if data is not None:
            (folder / name).write_bytes(data)
    return folder


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.name.endswith(".lock")
    }


Change = tuple[bytes | None, bytes | None]
"""What a file held and is to hold; None where there is none."""

CHANGES = st.lists(
    st.sampled_from([(b"old", b"new"), (None, b"new"), (b"old", None)]), min_size=2, max_size=4
)


def sides(changes: list[Change]) -> tuple[dict[str, bytes | None], dict[str, bytes | None]]:
    """The files before and after."""
    old = {name: before for name, (before, _) in zip(NAMES, changes, strict=False)}
    new = {name: after for name, (_, after) in zip(NAMES, changes, strict=False)}
    return old, new


def there(files: dict[str, bytes | None]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if data is not None}


@settings(max_examples=150, deadline=None)
@given(changes=CHANGES, first=st.integers(0, 60), second=st.integers(0, 30))
def test_wherever_the_power_fails_all_are_old_or_all_are_new(
    changes: list[Change], first: int, second: int
) -> None:
    old, new = sides(changes)
    with TemporaryDirectory() as folder:
        root = root_with(Path(folder) / "kb", old)
        with suppress(PowerFailure), power_for(first, PowerFailure()):
            write_files({root / name: data for name, data in new.items()})
        with suppress(PowerFailure), power_for(second, PowerFailure()):
            recover(root)
        recover(root)
        assert contents(root) in (there(new), there(old))


@settings(max_examples=150, deadline=None)
@given(changes=CHANGES, full=st.integers(20, 45), off=st.integers(20, 60))
def test_the_power_may_also_fail_while_a_change_is_taken_back(
    changes: list[Change], full: int, off: int
) -> None:
    old, new = sides(changes)
    disk_full = OSError(28, "No space left on device")
    with TemporaryDirectory() as folder:
        root = root_with(Path(folder) / "kb", old)
        with (
            suppress(PowerFailure, InputError),
            power_for(full, disk_full, once=True),
            power_for(off, PowerFailure()),
        ):
            write_files({root / name: data for name, data in new.items()})
        recover(root)
        assert contents(root) in (there(new), there(old))


@settings(max_examples=150, deadline=None)
@given(changes=CHANGES, step=st.integers(0, 60), once=st.booleans())
def test_a_disk_that_fails_is_an_error_and_leaves_all_old_or_all_new(
    changes: list[Change], step: int, once: bool
) -> None:
    old, new = sides(changes)
    before, after = there(old), there(new)
    with TemporaryDirectory() as folder:
        root = root_with(Path(folder) / "kb", old)
        refused = ""
        try:
            with power_for(step, OSError(28, "No space left on device"), once):
                write_files({root / name: data for name, data in new.items()})
        except InputError as error:
            refused = error.message
        assert refused in ("", "cannot be written: No space left on device")
        recover(root)
        assert contents(root) in (after, before)
        if once:
            assert contents(root) == (before if refused else after)


def interrupted(
    root: Path,
    old: dict[str, bytes | None],
    done: int,
    name: str = FORWARD,
    new: dict[str, bytes] | None = None,
) -> None:
    """A change that was broken off when so many files had taken their places."""
    entries = []
    for index, (path, data) in enumerate(old.items()):
        place, text = root / path, (new or NEW)[path]
        entries.append(Entry(path, sha(text), sha(data) if data is not None else None))
        if data is not None:
            place.with_name(f".kbtool-{TOKEN}-{index}.old").write_bytes(data)
        to = place if index < done else place.with_name(f".kbtool-{TOKEN}-{index}.new")
        to.write_bytes(text)
    (root / name).write_text(Journal(TOKEN, tuple(entries)).text(), encoding="utf-8")


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


PAIR: dict[str, bytes | None] = {"kb/a.ttl": b"old a", "sources/a.txt": b"old text"}
NEW = {"kb/a.ttl": b"new kb/a.ttl", "sources/a.txt": b"new sources/a.txt"}


def test_a_change_that_was_under_way_is_finished_and_that_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root = root_with(tmp_path / "kb", PAIR)
    interrupted(root, PAIR, done=1)
    recover(root)
    assert contents(root) == NEW
    assert caplog.messages == ["kbtool: note: finished a change of 2 files that was broken off"]


def test_what_was_read_of_a_change_under_way_is_not_written_over_it(tmp_path: Path) -> None:
    root = root_with(tmp_path / "kb", PAIR)
    interrupted(root, PAIR, done=1)
    with pytest.raises(InputError, match="has been ended first"):
        write_files({root / name: b"from a mixture" for name in PAIR})
    assert contents(root) == NEW
    write_files({root / name: b"newer" for name in PAIR})
    assert contents(root) == dict.fromkeys(PAIR, b"newer")


def test_a_copy_that_is_damaged_takes_the_whole_change_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root = root_with(tmp_path / "kb", PAIR)
    interrupted(root, PAIR, done=1)
    (root / "sources" / f".kbtool-{TOKEN}-1.new").write_bytes(b"new sour")
    recover(root)
    assert contents(root) == PAIR
    assert caplog.messages == ["kbtool: note: took back a change of 2 files that was broken off"]


def test_a_change_on_its_way_back_goes_back(tmp_path: Path) -> None:
    root = root_with(tmp_path / "kb", {"kb/a.ttl": b"old a"})
    interrupted(root, {"kb/a.ttl": b"old a", "sources/a.txt": None}, done=2, name=BACK)
    recover(root)
    assert contents(root) == {"kb/a.ttl": b"old a"}


def test_a_change_that_was_refused_goes_back_also_beside_a_file_that_was_edited_then(
    tmp_path: Path,
) -> None:
    root = root_with(tmp_path / "kb", PAIR)
    interrupted(root, PAIR, done=2, name=BACK)
    (root / "kb" / "a.ttl").write_bytes(b"old, and mine")
    (root / "kb" / f".kbtool-{TOKEN}-0.old").unlink()
    recover(root)
    assert contents(root) == PAIR | {"kb/a.ttl": b"old, and mine"}


def test_what_was_edited_since_is_never_lost(tmp_path: Path) -> None:
    root = root_with(tmp_path / "kb", PAIR)
    interrupted(root, PAIR, done=1)
    (root / "sources" / "a.txt").write_bytes(b"mine")
    before = contents(root)
    with pytest.raises(InputError, match=r"sources/a\.txt was changed since") as caught:
        recover(root)
    assert caught.value.path == str(root / FORWARD)
    assert contents(root) == before


def test_a_file_edited_after_it_took_its_place_stays_and_the_others_follow(tmp_path: Path) -> None:
    root = root_with(tmp_path / "kb", PAIR)
    interrupted(root, PAIR, done=1)
    (root / "kb" / "a.ttl").write_bytes(b"new, and mine")
    recover(root)
    assert contents(root) == NEW | {"kb/a.ttl": b"new, and mine"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "Expecting"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", "version"),
        ('{"version": 1, "token": "../../x", "files": []}', "token"),
        ('{"version": 1, "token": "0123456789abcdef", "files": [1]}', "not an object"),
    ],
)
def test_a_journal_that_kbtool_did_not_write_is_an_error(
    tmp_path: Path, text: str, why: str
) -> None:
    root = root_with(tmp_path / "kb", PAIR)
    (root / FORWARD).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=why):
        recover(root)
    assert (root / "kb" / "a.ttl").read_bytes() == b"old a"


@pytest.mark.parametrize("path", ["/etc/x", "../x", "kb/../../x", "C:\\x", "..\\x", "", "a\0b"])
def test_a_journal_names_places_below_its_folder_only(path: str) -> None:
    entry = {"path": path, "new": sha(b"new"), "old": None}
    with pytest.raises(ValueError, match="not a place below its folder"):
        read_journal(json.dumps({"version": 1, "token": TOKEN, "files": [entry]}))


@pytest.mark.parametrize("name", [BEGUN, FORWARD, BACK])
def test_a_link_does_not_lead_a_journal_out_of_its_folder(tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_bytes(b"known")
    (outside / f".kbtool-{TOKEN}-0.new").write_bytes(b"evil")
    root = root_with(tmp_path / "kb", {})
    (root / "kb" / "link").symlink_to(outside)
    entry = Entry("kb/link/precious", sha(b"known"), None)
    (root / name).write_text(Journal(TOKEN, (entry,)).text(), encoding="utf-8")
    with suppress(InputError):
        recover(root)
    assert sorted(path.name for path in outside.iterdir()) == [
        f".kbtool-{TOKEN}-0.new",
        "precious",
    ]


@given(
    st.lists(
        st.tuples(
            st.booleans(),
            st.sampled_from(["old", "new", "other", None]),
            st.sampled_from(["new", "bad", None]),
            st.sampled_from(["old", "bad", None]),
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["forward", "back"]),
)
def test_no_way_out_goes_over_a_file_that_somebody_has_changed(
    files: list[tuple[bool, str | None, str | None, str | None]], committed: Any
) -> None:
    pairs = [
        (Entry(f"f{n}", "new", "old" if was else None), Seen(place, new, old))
        for n, (was, place, new, old) in enumerate(files)
    ]
    way = way_out(committed, pairs)
    if not isinstance(way, Entry):
        goals = [(entry.new if way == "forward" else entry.old) for entry, _ in pairs]
        copies = [(seen.new_copy if way == "forward" else seen.old_copy) for _, seen in pairs]
        for (_, seen), goal, copy in zip(pairs, goals, copies, strict=True):
            assert seen.place == goal or copy in (goal, None)
            if seen.place == "other":
                assert copy is None


def test_a_file_is_removed_alone_or_together_with_what_is_written(tmp_path: Path) -> None:
    root = root_with(tmp_path / "root", {"kb/a.ttl": b"old", "kb/b.ttl": b"old"})
    write_files({root / "kb" / "a.ttl": None, root / "kb" / "c.ttl": b"new"})
    assert contents(root) == {"kb/b.ttl": b"old", "kb/c.ttl": b"new"}
    write_files({root / "kb" / "b.ttl": None})
    write_files({root / "kb" / "b.ttl": None, root / "kb" / "a.ttl": None})
    assert contents(root) == {"kb/c.ttl": b"new"}


def test_links_stay_links_and_files_keep_their_modes(tmp_path: Path) -> None:
    root = root_with(tmp_path / "kb", {"kb/real.ttl": b"old", "kb/closed.ttl": b"old"})
    (root / "kb" / "link.ttl").symlink_to("real.ttl")
    (root / "kb" / "closed.ttl").chmod(0o640)
    write_files({root / "kb" / name: b"new" for name in ("link.ttl", "closed.ttl", "fresh.ttl")})
    write_file(root / "kb" / "closed.ttl", b"newer")
    assert (root / "kb" / "link.ttl").readlink() == Path("real.ttl")
    assert (root / "kb" / "real.ttl").read_bytes() == b"new"
    assert stat.S_IMODE((root / "kb" / "closed.ttl").stat().st_mode) == 0o640
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((root / "kb" / "fresh.ttl").stat().st_mode) == 0o666 & ~mask


def test_a_file_outside_of_the_knowledge_base_changes_together_with_those_inside(
    tmp_path: Path,
) -> None:
    root = root_with(tmp_path / "kb", PAIR)
    shared = tmp_path / "shared.ttl"
    shared.write_bytes(b"old")
    (root / "kb" / "shared.ttl").symlink_to(shared)
    files = {root / "kb" / "a.ttl": b"new", root / "kb" / "shared.ttl": b"new"}
    with (
        pytest.raises(InputError, match="No space"),
        power_for(9, OSError(28, "No space left on device"), once=True),
    ):
        write_files(files)
    assert (shared.read_bytes(), (root / "kb" / "a.ttl").read_bytes()) == (b"old", b"old a")
    write_files(files)
    assert (shared.read_bytes(), (root / "kb" / "a.ttl").read_bytes()) == (b"new", b"new")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["shared.ttl"]


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda path: path.mkdir(), "directory|regular file"),
        (lambda path: path.symlink_to(path.name), "Too many levels"),
        (lambda path: path.symlink_to("nowhere/x"), "No such file"),
        (lambda path: path.symlink_to("a.ttl"), "another one leads to"),
        (os.mkfifo, "regular file"),
    ],
)
def test_what_is_no_file_is_refused_and_nothing_is_written(
    tmp_path: Path, make: Any, why: str
) -> None:
    root = root_with(tmp_path / "kb", PAIR)
    make(root / "kb" / "b.ttl")
    with pytest.raises(InputError, match=why) as caught:
        write_files({root / "kb" / "a.ttl": b"new", root / "kb" / "b.ttl": b"new"})
    assert caught.value.path == str(root / "kb" / "b.ttl")
    assert sorted(path.name for path in (root / "kb").iterdir()) == ["a.ttl", "b.ttl"]
    assert (root / "kb" / "a.ttl").read_bytes() == b"old a"


def test_a_device_is_written_to_and_stays_one(tmp_path: Path) -> None:
    write_file(Path(os.devnull), b"result")
    assert not Path(os.devnull).is_file()


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        write_files({tmp_path / "no" / "a": b"", tmp_path / "no" / "b": b""})
    assert list(tmp_path.iterdir()) == []


def test_a_second_writer_waits_and_then_says_what_is_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = root_with(tmp_path / "kb", PAIR)
    monkeypatch.setattr(disk, "PATIENCE", 0.0)
    with (root / disk.LOCK).open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(InputError, match="held by another kbtool") as caught:
            write_files({root / name: b"new" for name in PAIR})
    assert caught.value.path == str(root / disk.LOCK)
    assert contents(root) == PAIR
    write_files({root / name: data for name, data in NEW.items()})
    assert contents(root) == NEW
    assert not (root / disk.LOCK).exists()


KILLED = """
import os, pathlib, signal
from kbtool.io.transactions.writing import write_files

replace = os.replace

def killed_at_the_second_file(source, target):
    if str(target).endswith("a.txt"):
        os.kill(os.getpid(), signal.SIGKILL)
    replace(source, target)

os.replace = killed_at_the_second_file
write_files({pathlib.Path("kb/a.ttl"): b"new kb/a.ttl", pathlib.Path("sources/a.txt"): b"new sources/a.txt"})
"""


def test_a_process_that_is_killed_leaves_no_lock_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = root_with(tmp_path / "kb", PAIR)
    done = subprocess.run([sys.executable, "-c", KILLED], cwd=root, env=environment(), check=False)
    assert done.returncode == -signal.SIGKILL
    assert (root / "sources" / "a.txt").read_bytes() == b"old text"
    assert (root / disk.LOCK).exists()
    monkeypatch.setattr(disk, "PATIENCE", 0.0)
    recover(root)
    assert contents(root) == NEW
    assert not (root / disk.LOCK).exists()


def test_what_somebody_wrote_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    root = root_with(tmp_path / "kb", PAIR)
    as_read = {root / "kb" / "a.ttl": b"old a"}
    new = {root / name: data for name, data in NEW.items()}
    (root / "kb" / "a.ttl").write_bytes(b"mine")
    with pytest.raises(InputError, match="was changed since it was read") as caught:
        write_files(new, as_read)
    assert caught.value.path == str(root / "kb" / "a.ttl")
    assert contents(root) == PAIR | {"kb/a.ttl": b"mine"}
    with pytest.raises(InputError, match="was changed since it was read"):
        write_files(new, {root / "kb" / "a.ttl": None})
    write_files(new, {root / "kb" / "a.ttl": b"mine", root / "kb" / "other.ttl": b"gone"})
    assert contents(root) == NEW


def test_the_next_command_finishes_a_change_and_says_so(tmp_path: Path) -> None:
    root = lay_out(Case("A01", "", ()), tmp_path / "project")
    text = (root / "sources" / "article.txt").read_bytes()
    old = {"sources/article.txt": text, "kb/extra.ttl": None}
    new = {"sources/article.txt": text, "kb/extra.ttl": b"# nothing yet\n"}
    interrupted(root, old, done=1, new=new)
    result = kbtool("check", "--select", "A06", cwd=root)
    assert result.returncode == 0
    assert result.stderr == "kbtool: note: finished a change of 2 files that was broken off\n"
    assert (root / "kb" / "extra.ttl").read_bytes() == b"# nothing yet\n"
    assert kbtool("check", "--select", "A06", cwd=root).stderr == ""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_disk_to_read_only_is_checked_where_nothing_was_broken_off(tmp_path: Path) -> None:
    root = root_with(tmp_path / "kb", PAIR)
    root.chmod(0o555)
    try:
        recover(root)
    finally:
        root.chmod(0o755)
