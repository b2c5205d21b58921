"""What a heading, the next sentence or a clause makes of a statement, by the words that are shipped: nothing drops out by a word of the title."""

from __future__ import annotations

import pytest

from kbtool.prose.candidate import CONFIDENT
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.reading import read_draft
from tests.prose.test_shipped_wordings import STORE

LEXICON = read_lexicon(STORE)


def stated(text: str) -> set[str]:
    """The predicates that a text surely states of morvexa, with "not" before what it denies."""
    return {
        ("not " if each.denies else "") + each.relation.value.rpartition("#")[2]
        for each in read_draft(text, LEXICON).candidates
        if each.confidence >= CONFIDENT and each.subject.value.endswith("morvexa")
    }


@pytest.mark.parametrize(
    "heading",
    [
        "Morvexa for brisk syndrome: breakthrough or hype?",
        "Beyond the hype: morvexa",
        "An alternative to outdated pills",
        "Safety of withdrawn drugs and morvexa",
        "What to do when the wrong drug was prescribed",
        "Morvexa corrects errors of attention",
    ],
)
def test_a_word_of_a_title_leaves_nothing_below_it_open(heading: str) -> None:
    assert stated(f"# {heading}\n\nMorvexa is not addictive.\n") == {"not hasAddictivePotential"}


@pytest.mark.parametrize(
    "heading", ["Debunked", "Our errors", "Outdated views on morvexa", "Withdrawn statements"]
)
def test_a_heading_of_what_is_not_so_leaves_it_open(heading: str) -> None:
    assert stated(f"# {heading}\n\nMorvexa is not addictive.\n") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Morvexa is addictive. That is a myth.",
        "Morvexa is addictive. Or so we were told.",
        "Morvexa is addictive. A claim without any basis.",
        "That morvexa relieves brisk syndrome is nowhere shown.",
        "That morvexa relieves brisk syndrome remains to be shown.",
        "That morvexa relieves brisk syndrome, no trial has shown.",
        "No clinical trial has shown that morvexa relieves brisk syndrome.",
        "Nobody wants to become addicted to morvexa.",
        "Nobody plans to get hooked on morvexa.",
        "The agency would have to see trials before it approved morvexa for brisk syndrome.",
    ],
)
def test_what_is_taken_back_unshown_or_wished_is_not_stated(text: str) -> None:
    assert not stated(text) & {
        *("hasAddictivePotential", "not hasAddictivePotential"),
        *("treats", "not treats", "improves", "not improves", "approvedFor"),
    }
