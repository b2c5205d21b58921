"""The tables of an index in SQLite: made where there are none, and made anew where they are of something else."""

from __future__ import annotations

import sqlite3
from pathlib import Path

FORMAT = 6
"""Changes when what is kept changes its form."""

_TABLES = """
CREATE TABLE files (id INTEGER PRIMARY KEY, path TEXT UNIQUE, digest BLOB, state TEXT, told BLOB, naming TEXT,
  documents TEXT, refused TEXT, kinds INTEGER, concepts BLOB, names BLOB, words BLOB);
CREATE TABLE kinds (id INTEGER PRIMARY KEY, told TEXT UNIQUE);
CREATE TABLE texts (path TEXT PRIMARY KEY, state TEXT) WITHOUT ROWID;
CREATE TABLE parts (id INTEGER PRIMARY KEY, file INTEGER, common INTEGER, keys BLOB, triples BLOB);
CREATE INDEX parts_of_file ON parts (file);
CREATE INDEX common_parts ON parts (common) WHERE common;
CREATE TABLE keys (key INTEGER, part INTEGER, PRIMARY KEY (key, part)) WITHOUT ROWID;
CREATE TABLE marks (kind TEXT, mark TEXT, part INTEGER, PRIMARY KEY (kind, mark, part)) WITHOUT ROWID;
CREATE INDEX marks_of_part ON marks (part);
CREATE TABLE words (word TEXT, property TEXT, count INTEGER, PRIMARY KEY (word, property)) WITHOUT ROWID;
CREATE TABLE languages (property TEXT, term INTEGER, language TEXT, count INTEGER,
  PRIMARY KEY (property, term, language)) WITHOUT ROWID;
"""


def open_tables(path: Path | None, of: str) -> sqlite3.Connection:
    """The tables in a file, in a transaction that is begun.

    Args:
        path: the file; in memory, if None.
        of: what the index is of: the tables are made anew where they are of another.

    Raises:
        sqlite3.Error: the file cannot be used; another process changes it for too long, or it is damaged.
    """
    connection = sqlite3.connect(
        ":memory:" if path is None else path, timeout=60, isolation_level=None
    )
    run = connection.execute
    run("PRAGMA trusted_schema = OFF")
    run("PRAGMA journal_mode = WAL")  # who reads keeps nobody from writing
    run("BEGIN IMMEDIATE")
    wanted = f"{FORMAT} {of}"
    tables = dict(run("SELECT name, type FROM sqlite_master").fetchall())
    kept = "about" in tables and run("SELECT of FROM about").fetchone() == (wanted,)
    if not kept:
        for name, kind in sorted(tables.items(), key=lambda each: each[1] != "index"):
            if not name.startswith("sqlite_"):
                run(f'DROP {kind} IF EXISTS "{name}"')
        for statement in _TABLES.split(";"):
            run(statement)
        run("CREATE TABLE about (of TEXT)")
        run("INSERT INTO about VALUES (?)", (wanted,))
    return connection
