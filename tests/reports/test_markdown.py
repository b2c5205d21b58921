"""Text of others in Markdown: whatever it holds, a reader sees it as it is, and its source can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kbtool.reports.markdown import as_markdown

SIGNS = "\\`*_{}[]()#+!|~$<>&@-=.:;/'\"0 1aé"


def seen(markdown: str) -> str:
    """What a reader sees of a paragraph, as a processor of Markdown sees it; anything else than text fails."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("strikethrough").parse(markdown)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    inside = tokens[1].children or []
    assert {token.type for token in inside} == {"text"}, inside
    return "".join(token.content for token in inside).replace("\u200b", "")


@given(st.text(SIGNS, min_size=1))
def test_signs_are_shown_as_they_are_wherever_they_stand(text: str) -> None:
    said = " ".join(text.split())
    assert seen(f"x: {as_markdown(text)}").rstrip() == f"x: {said}".rstrip()
    if said:
        assert seen(as_markdown(text)) == said


@pytest.mark.parametrize(
    "text",
    [
        "For the keeper: 897 findings (350 not asked, and others)!",
        "vit-0-96, e_feder_2021: 0.35 (0.06 to 0.64); p < .01 & n > 5 + 3",
        "{#anchor} 1. of 2) and - so",
    ],
)
def test_signs_that_mean_nothing_stand_without_a_backslash(text: str) -> None:
    assert as_markdown(text) == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("1. Increased *calm*", r"1\. Increased \*calm\*"),
        ("a | b", r"a \| b"),
        ("<script>", "&lt;script>"),
        ("&copy; _so_", r"\&copy; \_so\_"),
        ("@somebody the #1 concern", "@\u200bsomebody the #\u200b1 concern"),
    ],
)
def test_signs_that_would_be_markup_are_escaped(text: str, markdown: str) -> None:
    assert as_markdown(text) == markdown
