"""The index of a knowledge base: which nodes stand together in which file, kept in the user's cache folder between runs.

It says what the files said when they were read; a file that has changed since is read again. What is wrong with it in any
way is no error: it is made anew, and where it cannot be kept, it is made for this run alone.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from kbtool.knowledge.slices.kinds import Kinds
from kbtool.knowledge.slices.reading import ReadFile, naming_of, read_kinds
from kbtool.knowledge.slices.storing import forget_file, key_numbers, put_file
from kbtool.knowledge.slices.tables import open_tables

_AT_ONCE = 500


class StoredIndex:
    """An index in a file, or in memory. One transaction holds all that is changed: it is there whole, or as it was.

    Args:
        path: the file; in memory, if None.
        of: what the index is of: another one is made where this is another.

    Raises:
        sqlite3.Error: the file cannot be used; another process changes it for too long, or it is damaged.
    """

    def __init__(self, path: Path | None, of: str) -> None:
        self._connection = open_tables(path, of)
        self._run = self._connection.execute

    def close(self, *, keep: bool) -> None:
        """End: what was changed is kept, or not."""
        if self._connection.in_transaction:
            self._run("COMMIT" if keep else "ROLLBACK")
        self._connection.close()

    def commit(self) -> None:
        """Keep what was changed so far, and let others read."""
        self._run("COMMIT")
        self._run("BEGIN")

    def states(self) -> dict[str, tuple[str, bytes]]:
        """The state and the digest of each file when it was read, by path."""
        rows = self._run("SELECT path, state, digest FROM files")
        return {path: (state, digest) for path, state, digest in rows}

    def seen(self, path: str, state: str) -> None:
        """Take note that a file is what it was, in another state."""
        self._run("UPDATE files SET state = ? WHERE path = ?", (state, path))

    def forget(self, path: str) -> None:
        """Take a file out."""
        forget_file(self._connection, path)

    def put(self, path: str, digest: bytes, state: str, read: ReadFile) -> None:
        """Put a file in, in the place of what it was."""
        put_file(self._connection, path, digest, state, read)

    def told(self) -> bytes:
        """What tells all that files said when they were read: it changes with any of them."""
        found = hashlib.sha256()
        for path, digest in self._run("SELECT path, digest FROM files ORDER BY path"):
            name = path.encode("utf-8", "surrogatepass")
            found.update(len(name).to_bytes(8, "big") + name + digest)
        return found.digest()

    def texts(self) -> dict[str, str]:
        """The state in which the text of each article was read, by path."""
        return dict(self._run("SELECT path, state FROM texts").fetchall())

    def keep_texts(self, states: Mapping[str, str], gone: Iterable[str]) -> None:
        """Take note that texts can be read in some state, and forget others."""
        self._connection.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?)", states.items())
        self._connection.executemany("DELETE FROM texts WHERE path = ?", ((each,) for each in gone))

    @property
    def naming(self) -> frozenset[str]:
        """The properties that nodes are named after."""
        rows = self._run("SELECT naming FROM files WHERE naming != '[]'")
        return naming_of(one for (text,) in rows for one in json.loads(text))

    def refused(self) -> str | None:
        """What keeps slices from being cut."""
        row = self._run("SELECT path, refused FROM files WHERE refused IS NOT NULL").fetchone()
        return None if row is None else f"{row[0]}: {row[1]}"

    def documents(self) -> dict[str, set[str]]:
        """The articles that files declare, with the paths of their texts."""
        found: dict[str, set[str]] = defaultdict(set)
        for (text,) in self._run("SELECT documents FROM files WHERE documents != '[]'"):
            for iri, path in json.loads(text):
                found[iri].add(path)
        return found

    def kinds(self) -> Kinds:
        """What stands at the ends of properties, in all files."""
        found = Kinds()
        for (text,) in self._run("SELECT told FROM kinds WHERE id IN (SELECT kinds FROM files)"):
            found.merge(read_kinds(text))
        return found

    def closure(self, keys: Iterable[int]) -> frozenset[int]:
        """The parts that hang together with some nodes, and those that every slice holds."""
        parts = {part for (part,) in self._run("SELECT id FROM parts WHERE common")}
        new, seen = set(parts), set(keys)
        waiting = set(seen)
        while new or waiting:
            for part in new:
                row = self._run("SELECT keys FROM parts WHERE id = ?", (part,)).fetchone()
                waiting.update(key for key in key_numbers(row[0]) if key not in seen)
            seen |= waiting
            new = {
                part
                for key in waiting
                for (part,) in self._run("SELECT part FROM keys WHERE key = ?", (key,))
            } - parts
            parts |= new
            waiting = set()
        return frozenset(parts)

    def marked(self, kind: str) -> dict[str, list[int]]:
        """The parts with marks of a kind, by mark."""
        found: dict[str, list[int]] = defaultdict(list)
        for mark, part in self._run(
            "SELECT mark, part FROM marks WHERE kind = ? ORDER BY part", (kind,)
        ):
            found[mark].append(part)
        return found

    def parts_marked(self, kind: str, marks: Iterable[str]) -> set[int]:
        """The parts with some marks."""
        return {
            part
            for mark in marks
            for (part,) in self._run(
                "SELECT part FROM marks WHERE kind = ? AND mark = ?", (kind, mark)
            )
        }

    def keys_of(self, parts: Iterable[int]) -> set[int]:
        """What joins some parts with others."""
        rows = (
            self._run("SELECT keys FROM parts WHERE id = ?", (part,)).fetchone() for part in parts
        )
        return {key for (keys,) in rows for key in key_numbers(keys)}

    def pieces(self, parts: Iterable[int]) -> dict[str, list[bytes]]:
        """The triples of some parts, by file."""
        found: dict[str, list[bytes]] = defaultdict(list)
        for part in sorted(parts):
            path, triples = self.piece(part)
            found[path].append(triples)
        return found

    def piece(self, part: int) -> tuple[str, bytes]:
        """The file of a part, and its triples."""
        path, triples = self._run(
            "SELECT path, triples FROM parts JOIN files ON file = files.id WHERE parts.id = ?",
            (part,),
        ).fetchone()
        return path, zlib.decompress(triples)

    def numbered(self) -> str:
        """What tells all that files said, and under which numbers it is kept here: it changes when it is made anew."""
        numbers = self._run("SELECT id, path FROM files ORDER BY path").fetchall()
        return f"{self.told().hex()} {numbers}"

    def joins(self) -> Iterator[tuple[int, int]]:
        """What joins parts, one after another: a key, and a part that has it."""
        yield from self._run("SELECT key, part FROM keys ORDER BY key")

    def sizes(self) -> Iterator[tuple[int, int]]:
        """The parts that not every slice holds, in the order of files, with the bytes that they take here."""
        yield from self._run("SELECT id, length(triples) FROM parts WHERE NOT common ORDER BY id")

    def commons(self) -> list[int]:
        """The parts that every slice holds."""
        return [part for (part,) in self._run("SELECT id FROM parts WHERE common")]

    def keys_of_commons(self) -> Iterator[tuple[int, int]]:
        """What joins the parts that every slice holds with others: a key, and a part that has it."""
        yield from self._run(
            "SELECT key, part FROM keys JOIN parts ON part = parts.id WHERE common"
        )

    def parts_with(self, key: int) -> list[int]:
        """The parts that have a key."""
        return [part for (part,) in self._run("SELECT part FROM keys WHERE key = ?", (key,))]

    def has(self, key: int) -> bool:
        """Whether a part that not every slice holds has a key."""
        found = self._run(
            "SELECT 1 FROM keys JOIN parts ON part = parts.id WHERE key = ? AND NOT common", (key,)
        )
        return found.fetchone() is not None

    def statements(self) -> Iterator[tuple[int, bytes]]:
        """The triples of all parts that not every slice holds, one after another."""
        for part, triples in self._run("SELECT id, triples FROM parts WHERE NOT common"):
            yield part, zlib.decompress(triples)

    def common(self) -> dict[str, list[bytes]]:
        """What every slice holds: triples by file."""
        found: dict[str, list[bytes]] = defaultdict(list)
        rows = self._run(
            "SELECT path, triples FROM parts JOIN files ON file = files.id WHERE common"
        )
        for path, triples in rows:
            found[path].append(zlib.decompress(triples))
        return found

    def concepts(self) -> Iterator[tuple[str, bytes]]:
        """The triples of concepts, by file."""
        for path, triples in self._run("SELECT path, concepts FROM files"):
            if found := zlib.decompress(triples):
                yield path, found

    def names(self) -> Iterator[tuple[str, bytes]]:
        """The triples by which nodes are told, file by file."""
        for path, triples in self._run("SELECT path, names FROM files"):
            yield path, zlib.decompress(triples)

    def names_told(self) -> str:
        """What tells all by which nodes are told, in all files, and what every slice holds."""
        found = hashlib.sha256()
        rows = self._run("SELECT told FROM files ORDER BY path")
        for (told,) in rows:
            found.update(told)
        return found.hexdigest()

    def words(self, words: Collection[str]) -> dict[str, dict[str, int]]:
        """How often words stand in the texts of which property."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        listed = list(words)
        for start in range(0, len(listed), _AT_ONCE):
            some = listed[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            for word, name, count in self._run(
                f"SELECT word, property, count FROM words WHERE word IN ({marks})",
                some,
            ):
                found[word][name] = count
        return found

    def languages(self) -> dict[str, Counter[tuple[bool, str]]]:
        """How often texts of which property have which language, of terms and of nodes."""
        found: dict[str, Counter[tuple[bool, str]]] = defaultdict(Counter)
        for name, term, tag, count in self._run("SELECT * FROM languages WHERE count > 0"):
            found[name][bool(term), tag] = count
        return found
