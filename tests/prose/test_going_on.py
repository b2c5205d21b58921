"""What a sentence states is not turned by what it goes on to say of the same thing, and does not turn that."""

from __future__ import annotations

from functools import cache

import pytest

from kbtool.prose.candidate import CONFIDENT
from kbtool.prose.reading import read_draft
from shipped_lexicon import shipped_lexicon

STATED = [
    "can be addictive",
    "does not work for depression",
    "is gentle on the liver",
    "poses no danger to an unborn baby",
    "is perfectly fine while breastfeeding",
    "leaves glutamate signalling unchanged",
    "raises dopamine",
    "is not approved for depression",
    "is free of serious side effects",
    "works for everyone with anxiety",
]
NEXT = [
    "must not be used in children",
    "need not be taken daily",
    "does not raise blood pressure",
    "raises blood pressure",
    "cannot cause cystitis",
    "must never be combined with alcohol",
    "is not habit-forming",
]
TURNS = [
    "Ketamine {} and {}.",
    "Ketamine {}, but {}.",
    "Ketamine {}, and so {}.",
    "Ketamine {} and therefore {}.",
    "Ketamine {}, which {}.",
    "Ketamine {}, so it {}.",
    "Ketamine {}; it {}.",
    "Ketamine {}, as guanfacine {}.",
    "Ketamine {}, while guanfacine {}.",
    "Ketamine, which {1}, {0}.",
    "Although ketamine {1}, it {0}.",
]


@cache
def said(text: str) -> dict[tuple[object, ...], bool]:
    """Each statement of a text that is sure enough, and whether the text denies it."""
    found = read_draft(text, shipped_lexicon()).candidates
    return {
        (each.relation, each.subject, each.object): each.denies
        for each in found
        if each.confidence >= CONFIDENT
    }


@pytest.mark.parametrize("stated", STATED)
@pytest.mark.parametrize("turn", TURNS)
def test_two_predicates_of_one_subject_say_what_each_says_alone(stated: str, turn: str) -> None:
    for other in NEXT:
        parts = f"Ketamine {stated}.", f"Ketamine {other}.", f"Guanfacine {other}."
        text = turn.format(stated, other)
        for statement, denies in said(text).items():
            alone = {each[statement] for each in map(said, parts) if statement in each}
            assert denies in alone or not alone, text


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("You must not drive after Spravato.", False),
        ("You must never drive after Spravato.", False),
        ("You may not drive after Spravato.", False),
        ("You may drive after Spravato.", True),
    ],
)
def test_a_trigger_that_spells_out_a_denial_is_not_turned_by_its_modal_verb(
    text: str, denied: bool
) -> None:
    driving = {
        denies for (relation, *_), denies in said(text).items() if "contraind" in str(relation)
    }
    assert driving == {denied}


def scopes(text: str, relation: str) -> set[tuple[object, ...]]:
    """The qualifiers with which a text states something."""
    return {
        tuple(each.scope.values())
        for each in read_draft(text, shipped_lexicon()).candidates
        if str(each.relation).endswith(f"#{relation}>")
    }


def test_whom_the_first_predicate_names_the_next_one_does_not_limit() -> None:
    text = "Guanfacine is approved for ADHD in children and can cause low blood pressure."
    alone = "Guanfacine can cause low blood pressure."
    assert scopes(text, "hasAdverseEffect") == scopes(alone, "hasAdverseEffect") == {()}
    assert scopes(text, "approvedFor") == scopes(
        text.replace(" and can cause low blood pressure", ""), "approvedFor"
    )
    for opening in (
        "Although approved for ADHD in children",
        "Despite its approval for ADHD in children",
    ):
        conceded = f"{opening}, guanfacine can cause low blood pressure."
        assert scopes(conceded, "hasAdverseEffect") == {()}
