"""Two kbtools at once: what one reads while the other writes is all old or all new."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Event

import pyoxigraph as ox
import pytest

from cases import DOCUMENT, PREFIXES, Case, lay_out
from kbtool.errors import InputError
from kbtool.io.transactions import recovery
from kbtool.io.transactions.disk import locked
from kbtool.io.transactions.reading import TRIES, read_steadily
from kbtool.io.transactions.recovery import BEGUN, FORWARD
from kbtool.io.transactions.writing import write_files
from kbtool.io.workspace import Show
from kbtool.knowledge import files as opening
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.store import TurtleFile, open_turtle

OLD = {"kb/a.ttl": b"old a", "sources/a.txt": b"old text"}
NEW = {"kb/a.ttl": b"new a", "sources/a.txt": b"new text"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("kb", "shapes", "sources"):
        (tmp_path / name).mkdir()
    for name, data in OLD.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def write(root: Path, files: dict[str, bytes]) -> None:
    write_files({root / name: data for name, data in files.items()})


def test_a_whole_change_between_two_files_is_read_again(root: Path) -> None:
    tries: list[bytes] = []

    def read() -> dict[str, bytes]:
        first = (root / "kb/a.ttl").read_bytes()
        if not tries:
            write(root, NEW)
        tries.append(first)
        return {"kb/a.ttl": first, "sources/a.txt": (root / "sources/a.txt").read_bytes()}

    assert read_steadily(root, read) == NEW
    assert tries == [b"old a", b"new a"]


def test_a_reader_waits_for_a_writer_that_is_half_done(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, waiting = os.replace, Event()
    readers: list[Future[dict[str, bytes]]] = []

    def waits(folder: Path, show: Show) -> AbstractContextManager[None]:
        waiting.set()
        return locked(folder, show)

    def read() -> dict[str, bytes]:
        return {name: (root / name).read_bytes() for name in OLD}

    with ThreadPoolExecutor(1) as pool:

        def reader_comes_before_the_second_file(source: Path, target: Path) -> None:
            if target.name == "a.txt":
                readers.append(pool.submit(read_steadily, root, read))
                assert waiting.wait(60)
            replace(source, target)

        monkeypatch.setattr(recovery, "locked", waits)
        monkeypatch.setattr(os, "replace", reader_comes_before_the_second_file)
        write(root, NEW)
        (reader,) = readers
        assert reader.result(60) == NEW


def test_an_article_that_is_taken_in_meanwhile_is_not_called_undeclared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = lay_out(Case("A01", "", ()), tmp_path / "project")
    sources = root / "sources" / "sources.ttl"
    article = b"It is new.\n"
    sha256 = hashlib.sha256(article).hexdigest()
    declared = (
        sources.read_text(encoding="utf-8")
        + DOCUMENT.format(name="p5", sha256=sha256)
        + "id:publisher-of-p5 a <http://xmlns.com/foaf/0.1/Organization> .\n"
    )
    done: list[Path] = []

    def then_written(
        path: Path, shown: str, graph: ox.NamedNode, known: Mapping[str, str] | None = None
    ) -> TurtleFile:
        file = open_turtle(path, shown, graph, known)
        if path == sources and not done:
            done.append(path)
            write(root, {"sources/p5.txt": article, "sources/sources.ttl": declared.encode()})
        return file

    monkeypatch.setattr(opening, "open_turtle", then_written)
    kb = open_knowledge_base(root)
    assert sorted(document.path.name for document in kb.documents) == [
        "article.txt",
        "p5.txt",
    ]
    assert kb.as_read[sources].decode() == declared
    assert PREFIXES in declared


def test_a_mistake_in_files_at_rest_is_said_at_once(root: Path) -> None:
    tries = []

    def read() -> None:
        tries.append(1)
        raise InputError("is not declared", path="sources/a.txt", help="declare it")

    with pytest.raises(InputError, match="is not declared"):
        read_steadily(root, read)
    assert len(tries) == 1


def test_files_that_never_rest_are_read_all_the_same(root: Path) -> None:
    tries = []

    def read() -> int:
        tries.append(1)
        (root / "kb" / f"{len(tries)}.ttl").write_bytes(b"")
        return len(tries)

    assert read_steadily(root, read) == TRIES


@pytest.mark.parametrize("journal", [None, BEGUN])
def test_a_read_only_disk_is_read(
    root: Path, journal: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def read_only(_: Path, __: Show) -> Iterator[None]:
        raise OSError(errno.EROFS, "Read-only file system")
        yield

    monkeypatch.setattr(recovery, "locked", read_only)
    if journal:
        (root / journal).write_bytes(b"")
    assert read_steadily(root, lambda: "read") == "read"


def test_a_change_that_is_half_done_on_a_read_only_disk_is_an_error(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def read_only(_: Path, __: Show) -> Iterator[None]:
        raise OSError(errno.EROFS, "Read-only file system")
        yield

    monkeypatch.setattr(recovery, "locked", read_only)
    (root / FORWARD).write_bytes(b"")
    with pytest.raises(InputError, match="half old and half new"):
        read_steadily(root, lambda: "read")
