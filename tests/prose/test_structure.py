"""What headings, lists, tables and quotations make of what stands in them: the same in each format.

The pages stand in structure.toml; all names and all that is said of them are invented.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from invented import invented_lexicon, stated_line
from kbtool.io.originals import Original
from kbtool.prose.reading import read_draft
from kbtool.prose.words.lexicon import Lexicon
from kbtool.text.snapshot import take
from written_pages import written

PAGES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "structure.toml").read_text())[
    "page"
]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return invented_lexicon()


@pytest.mark.parametrize("ending", [".md", ".html", ".docx", ".txt"])
@pytest.mark.parametrize("page", PAGES, ids=[str(page["name"]) for page in PAGES])
def test_a_page_states_the_same_in_each_format(
    page: dict[str, Any], ending: str, lexicon: Lexicon
) -> None:
    name = f"page{ending}"
    article = take(Original(written(page["lines"], ending), name, name, date(2026, 6, 30))).article
    reading = read_draft(article.text, lexicon, article.blocks)
    said = [stated_line(article.text, each).partition(" <")[0] for each in reading.candidates]
    assert sorted(said) == sorted(page["says"])
