"""What the cells of tables state in words of their own, of what their row or column is of."""

from __future__ import annotations

import pytest

from invented import NAMES, invented_lexicon, stated_line
from kbtool.prose.candidate import CONFIDENT
from kbtool.prose.reading import read_draft
from kbtool.prose.words.lexicon import Lexicon

MORE = """
ex:causes kb:trigger "{subject} has {object}" .
ex:safe a kb:Predicate ; kb:phrase "{subject} is safe for {object}" ; kb:subjectKind kb:Treatment ; kb:objectKind kb:PersonGroup .
"""


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return invented_lexicon(NAMES + MORE)


def said_in(heads: str, row: str, lexicon: Lexicon) -> set[str]:
    page = "# Prices\n\n" + "".join(
        "\t".join(cell.strip() for cell in line.strip("|").split("|")) + "\n"
        for line in (heads, row)
    )
    return {
        stated_line(page, each).partition(" <")[0]
        for each in read_draft(page, lexicon).candidates
        if each.confidence >= CONFIDENT
    }


@pytest.mark.parametrize(
    ("heads", "row", "statement"),
    [
        (
            "| Medicine | How it works | Watch out for |",
            "| Morvexa | Gently | No dizziness |",
            "NOT morvexa causes dizziness",
        ),
        (
            "| Medicine | Use | Notes |",
            "| Morvexa | Often | Cannot cause dizziness |",
            "NOT morvexa causes dizziness",
        ),
        (
            "| Medicine | Approved for (United States) | Notes |",
            "| Morvexa | Slow fever | None |",
            "morvexa approved slow-fever",
        ),
        (
            "| Medicine | Approved for | Notes |",
            "| Morvexa | Not approved for slow fever | None |",
            "NOT morvexa approved slow-fever",
        ),
        ("| Medicine | Notes |", "| Morvexa | Not addictive |", "NOT morvexa addictive"),
        ("| Group | Morvexa |", "| Toddlers | Safe |", "morvexa safe toddlers"),
    ],
)
def test_a_cell_is_of_its_row_or_column(
    heads: str, row: str, statement: str, lexicon: Lexicon
) -> None:
    assert statement in said_in(heads, row, lexicon)


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("| Medicine | Tolnapine |", "| Morvexa | Not addictive |"),
        ("| Medicine | What critics say |", "| Morvexa | Not addictive |"),
        ("| Medicine | Myths |", "| Morvexa | Not addictive |"),
        ("| Medicine | Without morvexa |", "| Morvexa | No dizziness |"),
        ("| Medicine | Notes |", "| Yoga | Not addictive |"),
        ("| Medicine | Notes |", "| Morvexa | Tolnapine is not addictive |"),
        ("| Medicine | Notes |", "| Morvexa | Less addictive than tolnapine |"),
        ("| Medicine | Notes |", "| Morvexa | Yoga is not addictive |"),
        ("| Medicine | Notes |", "| Morvexa | Some say not addictive |"),
        ("| Medicine | Notes |", "| Morvexa | Not addictive? |"),
        ("| Medicine | Notes |", "| Morvexa | If taken once, not addictive |"),
        ("| Medicine | Notes |", "| Morvexa | No dizziness from yoga |"),
        ("| Group | Morvexa |", "| Toddlers | Safety unknown |"),
        ("| Group | Yoga |", "| Toddlers | Safe |"),
        ("| Group | Morvexa |", "| Tolnapine | Not addictive |"),
    ],
)
def test_it_is_not_where_something_else_may_be_meant(
    heads: str, row: str, lexicon: Lexicon
) -> None:
    said = said_in(heads, row, lexicon)
    assert not [each for each in said if "morvexa" in each]


def test_what_a_cell_says_restates_nothing(lexicon: Lexicon) -> None:
    page = "Medicine\tNotes\tClass\nMorvexa\tNo dizziness\tPill\n"
    (read,) = [
        each
        for each in read_draft(page, lexicon).candidates
        if each.denies and each.confidence >= CONFIDENT
    ]
    assert read.is_gist
    assert read.unread
