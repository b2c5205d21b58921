"""A file as it was read, put into the tables of an index and taken out of them again."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kbtool.knowledge.slices.marks import marks_of
from kbtool.knowledge.slices.reading import ReadFile, told_kinds

_NAMELESS = re.compile(rb"^_:\S+|_:\S+(?= \.$)", re.M)
"""A node without a name, at either end of an N-Triples line."""


def forget_file(connection: sqlite3.Connection, path: str) -> None:
    """Take a file out; nothing happens where there is none.

    Args:
        connection: the tables.
        path: the path of the file.
    """
    run = connection.execute
    row = run("SELECT id, words FROM files WHERE path = ?", (path,)).fetchone()
    if row is None:
        return
    number, words = row
    _count(connection, json.loads(zlib.decompress(words)), -1)
    for part, keys in run("SELECT id, keys FROM parts WHERE file = ?", (number,)).fetchall():
        pairs = [(key, part) for key in key_numbers(keys)]
        connection.executemany("DELETE FROM keys WHERE key = ? AND part = ?", pairs)
    run("DELETE FROM marks WHERE part IN (SELECT id FROM parts WHERE file = ?)", (number,))
    run("DELETE FROM parts WHERE file = ?", (number,))
    run("DELETE FROM files WHERE id = ?", (number,))


def put_file(
    connection: sqlite3.Connection, path: str, digest: bytes, state: str, read: ReadFile
) -> None:
    """Put a file in, in the place of what it was.

    Args:
        connection: the tables.
        path: the path of the file.
        digest: what tells its text.
        state: the state in which it was read.
        read: what is kept of it.
    """
    forget_file(connection, path)
    counted = {
        "words": {name: dict(words) for name, words in read.words.items()},
        "languages": [[*key, count] for key, count in read.languages.items()],
    }
    cursor = connection.execute(
        "INSERT INTO files (path, digest, state, told, naming, documents, refused, kinds, concepts, names, words) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            path,
            digest,
            state,
            _told_names(path, read),
            json.dumps(read.naming),
            json.dumps(read.documents),
            read.refused,
            _number_of(connection, told_kinds(read.kinds)),
            zlib.compress(read.concepts, 1),
            zlib.compress(read.names, 1),
            zlib.compress(json.dumps(counted).encode(), 1),
        ),
    )
    number = cursor.lastrowid
    _count(connection, counted, 1)
    pairs: list[tuple[int, int]] = []
    marks: list[tuple[str, str, int]] = []
    for triples, keys, common in read.parts:
        part = connection.execute(
            "INSERT INTO parts (file, common, keys, triples) VALUES (?, ?, ?, ?)",
            (number, common, _packed(keys), zlib.compress(triples, 1)),
        ).lastrowid
        assert part is not None
        pairs += [(key, part) for key in keys]
        marks += [(kind, mark, part) for kind, mark in marks_of(triples)]
    connection.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", pairs)
    connection.executemany("INSERT OR IGNORE INTO marks VALUES (?, ?, ?)", marks)


def key_numbers(keys: bytes) -> Iterator[int]:
    """The keys that are kept as some bytes."""
    for start in range(0, len(keys), 8):
        yield int.from_bytes(keys[start : start + 8], "big", signed=True)


def _packed(keys: Iterable[int]) -> bytes:
    return b"".join(key.to_bytes(8, "big", signed=True) for key in keys)


def _number_of(connection: sqlite3.Connection, kinds: str) -> int:
    """The number by which files have some kinds: many have the same."""
    connection.execute("INSERT OR IGNORE INTO kinds (told) VALUES (?)", (kinds,))
    (number,) = connection.execute("SELECT id FROM kinds WHERE told = ?", (kinds,)).fetchone()
    return int(number)


def _count(connection: sqlite3.Connection, counted: Mapping[str, object], times: int) -> None:
    words: dict[str, dict[str, int]] = counted["words"]  # type: ignore[assignment]
    languages: list[tuple[str, bool, str, int]] = counted["languages"]  # type: ignore[assignment]
    connection.executemany(
        "INSERT INTO words VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count",
        [(word, name, times * n) for name, of in words.items() for word, n in of.items()],
    )
    connection.executemany(
        "INSERT INTO languages VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count",
        [(name, term, tag, times * n) for name, term, tag, n in languages],
    )


def _told_names(path: str, read: ReadFile) -> bytes:
    """What tells all by which the nodes of a file are told, and what every slice holds of it.

    Nodes without a name are told by their order: each time that a file is read they are called something else.
    """
    found = hashlib.sha256(path.encode("utf-8", "surrogatepass"))
    common = (triples for triples, _, is_common in read.parts if is_common)
    numbers: defaultdict[bytes, bytes] = defaultdict(lambda: b"_:%d" % len(numbers))
    for text in (read.concepts, read.names, *common):
        text = _NAMELESS.sub(lambda node: numbers[node[0]], text)
        found.update(len(text).to_bytes(8, "big"))
        found.update(text)
    return found.digest()
