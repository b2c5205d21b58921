"""What a text is of as a whole, where no heading names it, and what "it" and "the drug" stand for then."""

from __future__ import annotations

import pytest

from invented import NAMES, invented_lexicon, stated_line
from kbtool.prose.candidate import CONFIDENT
from kbtool.prose.reading import read_draft
from kbtool.prose.words.lexicon import Lexicon

MORE = """
ex:causes kb:trigger "{subject} has {object}", "there is {object} with {subject}" .
ex:clash a kb:Predicate ; kb:phrase "{subject} clashes with {object}" ; kb:trigger "there is {object} clash with {subject}", "{subject} has clash with {object}" ;
    kb:subjectKind kb:Treatment ; kb:objectKind kb:Treatment .
"""
ABOUT = (
    "Many people now take morvexa at home. Its price rose twice last year.\n\n"
    "Anna walked into a shop in town and asked for morvexa. The clerk smiled at her.\n\n"
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return invented_lexicon(NAMES + MORE)


def surely_on(page: str, lexicon: Lexicon) -> list[str]:
    return [
        stated_line(page, each).partition(" <")[0]
        for each in read_draft(page, lexicon).candidates
        if each.confidence >= CONFIDENT
    ]


@pytest.mark.parametrize(
    ("line", "statement"),
    [
        ("There is no dizziness.", "NOT morvexa causes dizziness"),
        ("The drug is not addictive.", "NOT morvexa addictive"),
        ("This medicine does not cause dizziness.", "NOT morvexa causes dizziness"),
        ("The treatment is approved for slow fever.", "morvexa approved slow-fever"),
        ('"The drug is not addictive," says a doctor in Leeds.', "NOT morvexa addictive"),
    ],
)
def test_a_text_is_of_the_treatment_that_it_names_most(
    line: str, statement: str, lexicon: Lexicon
) -> None:
    assert statement in surely_on(ABOUT + line + "\n", lexicon)


@pytest.mark.parametrize(
    "line",
    [
        "The form is long. It is not addictive.",
        "Our app is free. It is not approved for slow fever.",
        "The clinic has a garden. It is not addictive.",
        "She drank tea. It is not addictive.",
        "Tolnapine is sold as well. There is no dizziness.",
        "Tolnapine is sold as well. The drug is not addictive.",
        "Unlike tolnapine, yoga is free. It is not addictive.",
        "With yoga, there is no dizziness.",
        "There is no dizziness with tolnapine.",
        "Is the drug not addictive?",
        "If the drug is not addictive, she may go home.",
        "Some say that the drug is not addictive.",
        "It is a myth that the drug is not addictive.",
        "Perhaps there is no dizziness.",
        "There was no dizziness on Monday.",
        "The placebo does not cause dizziness.",
        "She hopes that there is no dizziness.",
        "The food at the clinic is not addictive.",
        "## Yoga\n\nThere is no dizziness.",
        "## Other treatments\n\nIt is not addictive.",
    ],
)
def test_it_is_not_where_something_else_may_be_meant(line: str, lexicon: Lexicon) -> None:
    said = surely_on(ABOUT + line + "\n", lexicon)
    assert not [each for each in said if each.startswith("NOT morvexa")]


def test_a_text_is_of_nothing_that_it_names_once_or_as_often_as_others(lexicon: Lexicon) -> None:
    line = "There is no dizziness.\n"
    for page in (
        "Many take morvexa. The clerk smiled.\n\n" + line,
        ABOUT + "Others take tolnapine. Tolnapine is blue.\n\nThe clerk smiled.\n\n" + line,
    ):
        assert not [each for each in surely_on(page, lexicon) if "NOT" in each]


def test_it_stands_for_what_the_heading_names_where_nothing_since_may_be_meant(
    lexicon: Lexicon,
) -> None:
    page = "# Morvexa\n\n- Relief from slow fever\n- It is not addictive.\n"
    assert "NOT morvexa addictive" in surely_on(page, lexicon)


@pytest.mark.parametrize(
    ("line", "statement"),
    [
        ("Yes, there is no dizziness.", "NOT morvexa causes dizziness"),
        ("No, there is no dizziness.", "NOT morvexa causes dizziness"),
        ("There is no clash with tolnapine.", "NOT morvexa clash tolnapine"),
    ],
)
def test_an_answer_and_another_treatment_behind_it_leave_the_topic(
    line: str, statement: str, lexicon: Lexicon
) -> None:
    page = "# Morvexa for brisk syndrome\n\n## Is it safe?\n\n" + line + "\n"
    assert statement in surely_on(page, lexicon) or "clash" in line


@pytest.mark.parametrize(
    ("line", "reads"),
    [
        ("It does not cause dizziness in toddlers.", True),
        ("It does not cause dizziness.", False),
    ],
)
def test_below_a_case_that_a_heading_asks_about_only_what_names_it_is_of_the_title(
    line: str, reads: bool, lexicon: Lexicon
) -> None:
    page = "# Morvexa\n\n## Can I take it if I have toddlers?\n\n" + line + "\n"
    said = [each for each in surely_on(page, lexicon) if "NOT morvexa causes dizziness" in each]
    assert bool(said) is reads


def test_a_number_of_people_are_some(lexicon: Lexicon) -> None:
    page = "A number of people with slow fever get no relief of slow fever from morvexa.\n"
    assert not [each for each in surely_on(page, lexicon) if each.startswith("NOT")]
