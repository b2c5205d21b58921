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


@pytest.mark.parametrize(
    "above", ["Works without surgery", "No waiting list", "No risk of fogginess"]
)
def test_a_line_that_denies_something_of_its_own_is_no_lead_of_the_next(
    above: str, lexicon: Lexicon
) -> None:
    text = f"{above}\nMorvexa causes dizziness\nMorvexa relieves gout\n"
    said = [stated_line(text, each) for each in read_draft(text, lexicon).candidates]
    assert not [each for each in said if each.startswith("NOT morvexa causes dizziness")]
    assert [each for each in said if each.startswith("morvexa causes dizziness")]


def test_a_line_that_breaks_off_behind_a_denial_is_one(lexicon: Lexicon) -> None:
    text = "What morvexa does not do\ncause dizziness\nrelieve gout\n"
    said = [stated_line(text, each) for each in read_draft(text, lexicon).candidates]
    assert [each for each in said if each.startswith("NOT morvexa causes dizziness")]
