"""Sentences that take back the one before, or may: what stands before is not stated, or is not said to restate anything."""

from __future__ import annotations

import pytest

from invented import invented_lexicon, stated_line
from kbtool.prose.left_open import left_open
from kbtool.prose.reading import read_draft

STATED = "Morvexa is addictive."


@pytest.mark.parametrize(
    "behind",
    [
        *("So the story goes.", "This has never been true.", "None of it holds up."),
        *("Experts have long since dropped this idea.", "Nobody holds this view any longer."),
        *("This is what critics would have you believe.", "The evidence points the other way."),
        *("Such claims have been laid to rest.", "This notion was thrown out by the courts."),
        *("The data do not support this.", "Take that with a grain of salt."),
        *("The paper was later withdrawn.", "Please disregard the previous sentence."),
    ],
)
def test_what_takes_back_a_sentence_leaves_nothing_of_it(behind: str) -> None:
    assert read_draft(f"{STATED} {behind}", invented_lexicon()).candidates == ()


@pytest.mark.parametrize(
    "behind",
    [
        *("Nobody has ever disproved this.", "No one disputes this idea.", "Do not drop it."),
        *("Our nurses support this.", "That is no fairy tale.", "Doctors disagree."),
        *("This is true of mice.", "Wind and weather."),
    ],
)
def test_what_takes_nothing_back_for_sure_leaves_it_stated(behind: str) -> None:
    text = f"{STATED} {behind}"
    (stated,) = read_draft(text, invented_lexicon()).candidates
    assert stated_line(text, stated) == "morvexa addictive"


@pytest.mark.parametrize(
    ("behind", "is_open"),
    [
        ("Doctors disagree.", True),
        ("The jury is still out.", True),
        ("The FDA never said so.", True),
        ("My uncle says so.", True),
        ("Or so my neighbors thought.", True),
        ("That changed in 2020.", True),
        ("This is true of mice.", True),
        ("But is it?", True),
        ("Really?", True),
        ("Who says so?", True),
        ("Well, no.", True),
        ("A likely story.", True),
        ("This is important.", False),
        ("That is why we ask about your past.", False),
        ("Studies have confirmed this.", False),
        ("That is no myth.", False),
        ("The label says so.", False),
        ("It comes as a clear liquid.", False),
        ("They last about an hour.", False),
        ("This treatment takes an hour.", False),
        ("You can call us at any time.", False),
        ("How does it work?", False),
        ("What does this mean for you?", False),
    ],
)
def test_a_sentence_that_may_take_back_the_one_before_leaves_it_open(
    behind: str, is_open: bool
) -> None:
    text = f"{STATED} {behind}"
    reading = read_draft(text, invented_lexicon())
    first, _ = reading.sentences
    found = left_open(reading.parts, {each.sentence for each in reading.candidates})
    assert (first in found) is is_open


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        (f"{STATED}\n\nDoctors disagree.\n", True),
        (f"{STATED}\n\nThis is important for you.\n", False),
        (f"{STATED}\n\n- Doctors disagree.\n", False),
        ("# Morvexa\n\nDoctors disagree.\n", False),
    ],
)
def test_a_sentence_of_the_next_paragraph_may_do_so_and_no_item_of_a_list(
    text: str, is_open: bool
) -> None:
    reading = read_draft(text, invented_lexicon())
    found = left_open(reading.parts, {each.sentence for each in reading.candidates})
    assert (reading.sentences[0] in found) is is_open
