"""Links in the documentation lead to pages of the site or to files of the project."""

from __future__ import annotations

from pathlib import Path

import pytest
from pygments.token import Name, String

from cases import ROOT
from kbtool_docs.files import write_pages
from kbtool_docs.highlighting import Turtle
from kbtool_docs.sources import Site, section, slug

SITE = Site(ROOT / "docs")


def test_a_link_to_a_file_outside_of_the_site_becomes_its_text() -> None:
    text = "See [the levels](../kb/levels.ttl), [the rules](rules/index.md#x), [a page](https://example.org), [above](#x)."
    assert SITE.finished(text, "index.md") == (
        "See the levels, [the rules](rules/index.md#x), [a page](https://example.org), [above](#x).",
        [],
    )


def test_a_link_to_what_a_page_has_taken_over_leads_there() -> None:
    text, broken = SITE.finished(
        "[a](../../CONTRIBUTING.md#add-a-rule) [b](../../kb/README.md#conventions) [c](../../CONTRIBUTING.md)",
        "decisions/index.md",
    )
    assert text == (
        "[a](../how-to/add-a-rule.md) [b](../knowledge-base.md#conventions) [c](../how-to/index.md)"
    )
    assert broken == []


def test_a_link_to_no_file_is_named() -> None:
    text, broken = SITE.finished("[a](../kb/nothing.ttl) [b](../../elsewhere)", "index.md")
    assert (text, broken) == ("a b", ["../kb/nothing.ttl", "../../elsewhere"])


def test_a_page_takes_a_section_over_with_its_links() -> None:
    text, broken = SITE.finished(
        "```{section} CONTRIBUTING.md#add-a-rule\n```", "how-to/add-a-rule.md"
    )
    assert text.startswith("A rule is one `sh:NodeShape`.")
    assert "([kb/README.md](../knowledge-base.md))" in text
    assert broken == []


def test_the_headings_of_a_section_follow_the_title_of_the_page() -> None:
    text = "# T\n\n## One two\n\na\n\n### Three\n\n```\n## no heading\n```\n\n## Four\n\nb\n"
    assert section(text, "one-two") == "a\n\n## Three\n\n```\n## no heading\n```"
    assert section(text, None).startswith("## One two\n")
    with pytest.raises(ValueError, match="five"):
        section(text, "five")


def test_headings_are_named_as_links_name_them() -> None:
    assert slug("1. Save the article (it's text)") == "1-save-the-article-its-text"


def test_generated_pages_are_written_where_they_differ_and_removed_where_they_are_gone(
    tmp_path: Path,
) -> None:
    write_pages(tmp_path, {"a.md": "a", "b.md": "b"})
    before = (tmp_path / "a.md").stat()
    write_pages(tmp_path, {"a.md": "a", "c.md": "c"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "c.md"]
    assert (tmp_path / "a.md").stat().st_mtime_ns == before.st_mtime_ns


def test_a_long_string_of_turtle_ends_at_its_quotes() -> None:
    text = 'id:a id:b """one "two" three""" ; id:c """four""" .\n'
    tokens = list(Turtle().get_tokens(text))
    assert (Name.Tag, "c") in tokens
    assert "".join(value for kind, value in tokens if kind is String) == (
        '"""one "two" three""""""four"""'
    )
