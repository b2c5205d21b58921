"""The index that is kept: whatever happened to it, a slice is what it is without one."""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pyoxigraph as ox
import pytest

from articles import PREFIXES, topic
from kbtool.io import kept
from kbtool.io.kept import keep_in
from kbtool.io.workspace import find_workspace
from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.files import read_file
from kbtool.knowledge.slices import finding, index, updating
from kbtool.knowledge.slices.cutting import Slice
from kbtool.knowledge.slices.opening import slice_of
from kbtool.knowledge.slices.tables import open_tables
from kbtool.rdf.namespaces import RDFS, Names

SEEDS = range(12)
LABEL = RDFS("label")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path) -> Iterator[Path]:
    """A folder for results that are kept."""
    before = kept._InUse.folder
    keep_in(tmp_path / "kept")
    yield tmp_path / "kept"
    keep_in(before)


def lay_out(root: Path, **topics: str) -> Path:
    """Files and articles, with few words of a vocabulary."""
    for folder in ("kb", "shapes", "sources"):
        (root / folder).mkdir(parents=True)
    words = (
        'kb:helps kb:phrase "helps" ; rdfs:label "help" .\nkb:Claim kb:namedAfter kb:asserts .\n'
    )
    for name, text in {"words": words, **topics}.items():
        (root / "kb" / f"{name}.ttl").write_text(f"{PREFIXES}\n{text}", encoding="utf-8")
    for name in topics:
        (root / "sources" / f"{name}.txt").write_text(f"The {name} drug helps.", encoding="utf-8")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three articles, two of which are on one proposition."""
    topics = {"ache": topic("ache"), "burn": topic("burn", "ache"), "cough": topic("cough")}
    return lay_out(tmp_path / "kb", **topics)


def part(root: Path) -> Slice:
    """The slice of an article."""
    workspace, names = find_workspace(root), Names()
    found: object = slice_of(
        workspace,
        [root / "sources" / "ache.txt"],
        list(workspace.knowledge_files()),
        lambda path: read_file(workspace, path, names),
    )
    assert isinstance(found, Slice)
    return found


def cut(root: Path) -> list[str]:
    """The statements of the slice of an article, whatever nodes without a name are called."""
    found = part(root)
    return sorted(re.sub(r"_:\w+", "_:", str(quad)) for quad in found.store)


def without_an_index(root: Path) -> list[str]:
    """The slice where nothing is kept."""
    folder = kept._InUse.folder
    keep_in(None)
    try:
        return cut(root)
    finally:
        keep_in(folder)


def change(root: Path) -> None:
    """Change two of the files, and what hangs together by them."""
    for name, text in (("burn", topic("burn")), ("cough", topic("cough", "ache"))):
        (root / "kb" / f"{name}.ttl").write_text(f"{PREFIXES}\n{text}", encoding="utf-8")


def calls_of_sqlite(root: Path, most: float) -> int:
    """Cut, and kill this process at a call of the database; how many there were, if it is not."""
    number = 0

    def count(_frame: FrameType, event: str, called: object) -> None:
        nonlocal number
        owner = getattr(called, "__self__", None)
        if event == "c_call" and isinstance(owner, sqlite3.Connection | sqlite3.Cursor):
            number += 1
            if number > most:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    try:
        cut(root)
    finally:
        sys.setprofile(None)
    return number


@pytest.mark.parametrize("seed", SEEDS)
def test_a_process_that_is_killed_at_any_moment_leaves_the_index_right(
    root: Path, seed: int
) -> None:
    draw = random.Random(seed)
    if seed % 2:
        cut(root)  # there is an index, and it is brought up to date
        change(root)
    folder = kept._InUse.folder
    keep_in(None)
    calls = calls_of_sqlite(root, float("inf"))
    keep_in(folder)

    child = os.fork()
    if not child:
        calls_of_sqlite(root, draw.randrange(calls))
        os._exit(0)
    os.waitpid(child, 0)

    assert cut(root) == without_an_index(root)


def test_two_processes_that_make_an_index_at_once_cut_the_same(root: Path) -> None:
    expected = without_an_index(root)
    children = []
    for _ in range(3):
        child = os.fork()
        if not child:
            os._exit(0 if cut(root) == expected else 1)
        children.append(child)

    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    assert cut(root) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_an_index_that_is_cut_off_or_overwritten_is_made_anew(
    root: Path, cache: Path, seed: int
) -> None:
    draw = random.Random(seed)
    cut(root)
    (file,) = (path for path in (cache / "slices").iterdir() if "-" not in path.name)
    data = bytearray(file.read_bytes())
    at = draw.randrange(len(data))

    if seed % 2:
        del data[at:]
    else:
        data[at:] = draw.randbytes(len(data) - at)
    file.write_bytes(data)

    assert cut(root) == without_an_index(root)


def test_an_index_of_another_knowledge_base_is_made_anew(root: Path, cache: Path) -> None:
    other = lay_out(root.parent / "other", ache=topic("ache"))
    for each in (root, other):
        cut(each)
    one, two = (path for path in (cache / "slices").iterdir() if "-" not in path.name)
    data = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(data)

    assert cut(root) == without_an_index(root)
    assert cut(other) == without_an_index(other)


def test_where_the_disk_is_full_a_slice_is_cut_all_the_same(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def full(path: Path | None, of: str) -> sqlite3.Connection:
        connection = open_tables(path, of)
        if path is not None:
            connection.execute("PRAGMA max_page_count = 1")  # no page more than there are
        return connection

    monkeypatch.setattr(index, "open_tables", full)
    assert cut(root) == without_an_index(root)


def test_where_nothing_can_be_kept_a_slice_is_cut_all_the_same(root: Path, cache: Path) -> None:
    cache.write_text("not a folder", encoding="utf-8")

    assert cut(root) == without_an_index(root)


@pytest.mark.parametrize("service", ["", "true"])
def test_a_file_that_was_changed_under_its_old_times_is_never_cut_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch, service: str
) -> None:
    """By size, times and place nothing has changed; services for continuous integration hash everything."""
    monkeypatch.setenv("CI", service)
    for module in (finding, updating):
        monkeypatch.setattr(module, "state_of", lambda *_: "as it was")
    before = cut(root)
    change(root)

    if service:
        assert cut(root) == without_an_index(root) != before
    else:
        with pytest.raises(NeedsWholeError, match="was changed"):
            cut(root)


NAMELESS = '[] a kb:VagueCitation ; rdfs:label "{label}" .\n'


def append(root: Path, text: str) -> None:
    """Add some text to a file that the article does not need."""
    with (root / "kb" / "cough.ttl").open("a", encoding="utf-8") as file:
        file.write(text)


def test_what_is_found_among_names_is_kept_while_no_name_changes(root: Path) -> None:
    append(root, NAMELESS.format(label="_:one"))
    searched: list[int] = []

    def found() -> list[str]:
        def search(names: ox.Store) -> list[str]:
            searched.append(1)
            return [str(quad.object) for quad in names.quads_for_pattern(None, LABEL, None, None)]

        return part(root).beyond.among_names("labels", search)

    first = found()
    append(root, "# a comment\n")
    assert found() == first
    assert len(searched) == 1
    append(root, NAMELESS.format(label="_:two"))
    assert len(found()) == len(first) + 1
    assert len(searched) == 2


def test_what_has_a_node_without_a_name_is_searched_each_time(root: Path) -> None:
    append(root, NAMELESS.format(label="one"))

    def nameless() -> list[ox.BlankNode]:
        def search(names: ox.Store) -> list[ox.BlankNode]:
            return [q.subject for q in names if isinstance(q.subject, ox.BlankNode)]

        found = part(root).beyond
        among = found.among_names("without a name", search)
        assert set(among) <= {quad.subject for quad in found.names()}
        return among

    first = nameless()
    append(root, "# a comment\n")
    assert first != nameless()
