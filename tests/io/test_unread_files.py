"""Files that look like knowledge and are not read are named; hidden files and backups are not."""

from __future__ import annotations

from pathlib import Path

from kbtool.io.workspace import Workspace, unread_because


def test_files_with_other_endings_and_queries_in_folders_below(tmp_path: Path) -> None:
    read = ["kb/a.ttl", "kb/below/b.ttl", "kb/queries/c.rq", "kb/derivations/d.rq", "shapes/e.ttl"]
    fine = ["kb/README.md", "kb/a.ttl~", "kb/a.ttl.bak", "kb/.hidden.nt", "sources/article.txt"]
    unread = [
        *(
            "kb/a.TTL",
            "kb/below/b.nt",
            "kb/c.ttl.txt",
            "kb/queries/below/c.rq",
            "kb/queries/d.sparql",
        ),
        *("shapes/e.jsonld", "sources/f.turtle"),
    ]
    for name in (*read, *fine, *unread):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    workspace = Workspace(tmp_path, tmp_path)
    found = workspace.unread_files()
    assert [path.relative_to(tmp_path).as_posix() for path in found] == sorted(unread)


def test_why_they_are_not_read() -> None:
    assert unread_because(Path("a.TTL")).startswith("knowledge and rules, in Turtle, end in .ttl")
    assert unread_because(Path("a.sparql")).startswith("queries end in .rq")
    assert unread_because(Path("below/a.rq")).startswith("queries stand in kb/queries/ itself")
