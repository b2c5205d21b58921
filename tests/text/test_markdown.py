"""Markdown as editors and publishers render it: no mark of an extension stays in the text as a word."""

from __future__ import annotations

import pytest

from kbtool.errors import InputError
from kbtool.text.extraction import Article, extract


def taken(text: str) -> Article:
    return extract(text.encode(), shown="a.md", name="a.md")[1]


def lines(text: str) -> list[str]:
    return taken(text).text.splitlines()


def left_out(text: str) -> list[str]:
    return [note.removeprefix("left out: ") for note in taken(text).notes]


def test_notes_stand_behind_their_marks() -> None:
    text = """It helps 70% of patients[^1] within 24 hours.[^note] Nobody knows for how long.^[Or why.]

It is not approved.[^1]

[^note]: Only in half of them.
[^1]: Smith 2019, in 20 adults only.

    In mice, too.
[^other]: Nowhere.
"""
    assert lines(text) == [
        "It helps 70% of patients [1] within 24 hours. [2] Nobody knows for how long. [3]",
        "It is not approved. [1]",
        "[1] Smith 2019, in 20 adults only.",
        "In mice, too.",
        "[2] Only in half of them.",
        "[3] Or why.",
    ]
    assert left_out(text) == ["note without a mark “Nowhere.”"]


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("It is ==very **safe**== today.", "It is very safe today."),
        ("If a == b, and ==c==.", "If a == b, and c."),
        ("`a==b==c` and x==y==z", "a==b==c and x==y==z"),
        ("H~2~O and CO~2~", "H2O and CO2"),
        ("~5 mg to ~6 mg, ~5-~6", "~5 mg to ~6 mg, ~5-~6"),
        ("10^6^ cells, 10^-3^5, the 1^st^", "10^6 cells, 10^-3 5, the 1st"),
        ("$10^6$ cells, $p \\le 0.05$, $\\frac{1}{2}$", "10^6 cells, p≤0.05, 1/2"),
        ("It costs $5 or $6, $400–$800 at most.", "It costs $5 or $6, $400–$800 at most."),
        ("$$\nC_{\\max} = 5 \\times 10^{-3}\n$$", "C_max=5×10^−3"),
        ("# Doses {#doses .x}", "Doses"),
        ("A [small]{.x} ![dose](a.png){width=50%} here.", "A small dose here."),
        ("{.lead}\nIt helps.", "It helps."),
    ],
)
def test_marks_within_a_line(marked: str, said: str) -> None:
    assert lines(marked) == [said]


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("::: warning\nDo not *drive*.\n:::", ["Do not drive."]),
        (":::warning Be careful\nDo not drive.\n:::", ["Be careful", "Do not drive."]),
        (":::tip[Be careful]\nDo not drive.\n:::", ["Be careful", "Do not drive."]),
        ("> [!NOTE]\n> Do not drive.", ["Do not drive."]),
        ("> [!warning]- Be careful\n> Do not drive.", ["Be careful", "Do not drive."]),
        ('!!! danger "Be careful"\n    Do not drive.', ["Be careful", "Do not drive."]),
        ("!!! note\n    Do not drive.", ["Do not drive."]),
        ("Onset\n: 2 minutes\n: or 3\n\nEnd\n: 2 hours", ["Onset", "2 minutes", "or 3", "End", "2 hours"]),
        ("- [ ] Rest\n- [x] Sleep", ["Rest", "Sleep"]),
        ("The FDA says so.\n*[FDA]: Food and Drug Administration", ["The FDA says so."]),
        ("```\n*[FDA]: as it is\n==x==\n```", ["*[FDA]: as it is", "==x=="]),
        ("<details><summary>More</summary>\n\nIt *helps*.\n\n</details>", ["More", "It helps."]),
        ("3. Rest\n4. Sleep", ["3. Rest", "4. Sleep"]),
    ],
)  # fmt: skip
def test_blocks(marked: str, said: list[str]) -> None:
    found = lines(marked)
    assert [line for part in found for line in part.split("\n")] == said


@pytest.mark.parametrize(
    ("marked", "note"),
    [
        ("The FDA says so.\n\n*[FDA]: Food and Drug Administration", "abbreviation “FDA: Food and Drug Administration”"),
        ("> [!NOTE]\n> Do not drive.", "mark of a box “NOTE”"),
        ("It is $\\foo{x}$.", "reading of a formula “\\foo{x}”"),
        ("It helps.<iframe src='/a.html'></iframe>", "linked iframe “/a.html”"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_named(marked: str, note: str) -> None:
    assert left_out(marked) == [note]


@pytest.mark.parametrize(
    "listed",
    [
        "promotes: [ketamine, 'esketamine']",
        "promotes:\n  - ketamine\n  - esketamine",
        "promotes: ketamine\npromotes: esketamine",
    ],
)
def test_a_list_in_front_matter_is_read_whole(listed: str) -> None:
    article = taken(f"---\n{listed}\ntitle: An article\n---\n\nText.\n")
    assert article.facts["promotes"] == "ketamine, esketamine"


def test_front_matter_in_toml() -> None:
    found = taken('+++\ntitle = "Doses"\ndate = 2024-05-01\ntags = ["a"]\n+++\nIt helps.\n')
    assert (found.text, found.title, str(found.issued)) == ("It helps.\n", "Doses", "2024-05-01")


@pytest.mark.parametrize(
    ("written", "read", "named"),
    [
        ("It {==is safe==}{>>Says who?<<}.", "It is safe.", ["comment “Says who?”"]),
        ("It is {--very --}safe.", "It is safe.", ["deleted text “very”"]),
        ("It is {++not ++}safe.", "It is not safe.", []),
        ("It {~~is~>may be~~} safe.", "It may be safe.", ["deleted text “is”"]),
        ("{>>One\n\ncomment.<<}It is safe.", "It is safe.", ["comment “One comment.”"]),
        ("In {braces} a == b and c -- d.", "In {braces} a == b and c -- d.", []),
    ],
)
def test_changes_of_critic_markup_are_accepted_and_comments_left_out(
    written: str, read: str, named: list[str]
) -> None:
    assert lines(written) == [read]
    assert left_out(written) == named


def test_changes_of_critic_markup_may_be_many_or_without_an_end() -> None:
    assert lines("{++a ++}" * 5_000) == ["a " * 4_999 + "a"]
    for opening in ("{++", "{>>", "{--", "{~~", "{~~a~>"):
        assert lines(opening * 5_000 + " and no more")[0].startswith("{")


@pytest.mark.parametrize("brackets", ["[" * 50_000, "![" * 25_000, "[![" * 20_000, "[a " * 20_000])
def test_a_text_of_brackets_within_each_other_is_refused_with_its_place(brackets: str) -> None:
    with pytest.raises(InputError, match="so many square brackets within each other") as caught:
        taken(f"It helps.\n\n{brackets}")
    assert brackets[:20] in caught.value.message
    assert "give the text as .txt" in (caught.value.help or "")


def test_brackets_side_by_side_and_some_without_an_end_are_read() -> None:
    assert lines("It helps [1]. " * 20_000)[0].startswith("It helps [1]. It")
    assert lines("[See " * 5 + "it helps. " * 500)[0].endswith("it helps.")
