"""What is said on a page about one treatment without naming it, and where that is left open."""

from __future__ import annotations

import pytest

from invented import NAMES, invented_lexicon, stated_line
from kbtool.prose.reading import read_draft
from kbtool.prose.words.lexicon import Lexicon

MORE = 'ex:causes kb:trigger "{subject} has {object}", "there is {object} with {subject}" .'
PAGE = "# Morvexa for brisk syndrome\n\n## Is it safe?\n\n"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return invented_lexicon(NAMES + MORE)


def said_on(page: str, lexicon: Lexicon) -> list[str]:
    return [
        stated_line(page, each).partition(" <")[0] for each in read_draft(page, lexicon).candidates
    ]


@pytest.mark.parametrize(
    ("line", "statement"),
    [
        ("There is no dizziness.", "NOT morvexa causes dizziness"),
        ("Treatment does not cause dizziness.", "NOT morvexa causes dizziness"),
        ("- Not habit forming, ever", "NOT morvexa addictive"),
        ("- Not addictive", "NOT morvexa addictive"),
    ],
)
def test_it_is_the_treatment_of_the_page(line: str, statement: str, lexicon: Lexicon) -> None:
    assert statement in said_on(PAGE + line + "\n", lexicon)


def test_an_item_does_not_go_on_from_the_one_before(lexicon: Lexicon) -> None:
    page = PAGE + "- Gentle like a summer breeze\n- Not addictive\n"
    assert "NOT morvexa addictive" in said_on(page, lexicon)


@pytest.mark.parametrize(
    "line",
    [
        "Yoga does not cause dizziness.",
        "With yoga, there is no dizziness.",
        "There is no dizziness from yoga.",
        "Is there no dizziness?",
        "If there is no dizziness, you may go home.",
        "Some say that there is no dizziness.",
        "It is a myth that there is no dizziness.",
        "Tolnapine does not cause dizziness.",
        "There was no dizziness.",
        "You may have no dizziness.",
        "Perhaps there is no dizziness.",
        "After a good sleep, there is no dizziness.",
        "Older pills do not cause dizziness.",
        "Talking does not cause dizziness.",
        "There is no dizziness worth hiding from us.",
        "Patient not addicted.",
    ],
)
def test_it_is_not_where_the_line_is_of_something_else_or_leaves_open(
    line: str, lexicon: Lexicon
) -> None:
    assert not [each for each in said_on(PAGE + line + "\n", lexicon) if "NOT morvexa" in each]


@pytest.mark.parametrize(
    "above",
    [
        "## Alternatives to morvexa\n\n",
        "## Tolnapine\n\n",
        "## Slow fever\n\n",
        "## Yoga\n\n",
        "## Before treatment\n\n",
        "## The next day\n\n",
        "## Who can take part\n\n",
        "Tolnapine is given as well. ",
        "We offer yoga. ",
    ],
)
def test_it_is_not_where_the_page_has_turned_to_something_else(
    above: str, lexicon: Lexicon
) -> None:
    page = PAGE + above + "There is no dizziness.\n"
    assert not [each for each in said_on(page, lexicon) if each.startswith("NOT morvexa")]


def test_what_is_said_without_a_name_restates_nothing(lexicon: Lexicon) -> None:
    page = PAGE + "There is no dizziness.\n"
    (read,) = [each for each in read_draft(page, lexicon).candidates if each.denies]
    assert read.is_gist
    assert read.unread
    assert [part.of(page) for part in read.borrowed] == ["# Morvexa for brisk syndrome"]


def test_what_a_sentence_names_again_is_not_crowded_out_by_what_else_it_names(
    lexicon: Lexicon,
) -> None:
    page = (
        "Morvexa relieves brisk syndrome. Unlike sedarines and tolnapine, morvexa relieves dizziness, fogginess, slow fever "
        "and brisk syndrome in toddlers and older adults. It is addictive.\n"
    )
    assert "morvexa addictive" in said_on(page, lexicon)


def test_what_was_named_only_to_be_set_aside_does_not_turn_the_page(lexicon: Lexicon) -> None:
    page = PAGE + "Unlike sedarines, morvexa relieves slow fever.\n\n- Not addictive\n"
    assert "NOT morvexa addictive" in said_on(page, lexicon)


def test_it_is_whatever_a_name_may_mean() -> None:
    """One name of a drug and of its spray: what is said of "it" is said of both, and what is on file of either counts."""
    spray = 'ex:spray a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa spray" ; skos:hiddenLabel "morvexa" .'
    both = invented_lexicon(NAMES + MORE + spray)
    for page in ("Morvexa relieves slow fever. It is addictive.\n", PAGE + "It is addictive.\n"):
        said = said_on(page, both)
        assert {"morvexa addictive", "spray addictive"} <= set(said)
    assert "NOT spray addictive" in said_on(PAGE + "- Not addictive\n", both)
