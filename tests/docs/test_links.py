"""Links in the documentation lead to pages of the site or to files of the project."""

from __future__ import annotations

from pathlib import Path

from pygments.token import Name, String

from cases import ROOT
from kbtool_docs.files import write_pages
from kbtool_docs.highlighting import Turtle
from kbtool_docs.links import without_outer_links

DOCS = ROOT / "docs"


def test_a_link_to_a_file_outside_of_the_site_becomes_its_text() -> None:
    text = "See [the terms](../kb/vocabulary.ttl), [the rules](rules/index.md#x) and [a page](https://example.org)."
    assert without_outer_links(text, DOCS / "index.md", DOCS) == (
        "See the terms, [the rules](rules/index.md#x) and [a page](https://example.org).",
        [],
    )


def test_a_link_to_no_file_is_named() -> None:
    text, broken = without_outer_links("[a](../kb/nothing.ttl)", DOCS / "index.md", DOCS)
    assert (text, broken) == ("a", ["../kb/nothing.ttl"])


def test_generated_pages_are_written_where_they_differ_and_removed_where_they_are_gone(
    tmp_path: Path,
) -> None:
    write_pages(tmp_path, {"a.md": "a", "b.md": "b"})
    (tmp_path / "a.md").chmod(0o444)
    write_pages(tmp_path, {"a.md": "a", "c.md": "c"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "c.md"]


def test_a_long_string_of_turtle_ends_at_its_quotes() -> None:
    text = 'id:a id:b """one "two" three""" ; id:c """four""" .\n'
    tokens = list(Turtle().get_tokens(text))
    assert (Name.Tag, "c") in tokens
    assert "".join(value for kind, value in tokens if kind is String) == (
        '"""one "two" three""""""four"""'
    )
