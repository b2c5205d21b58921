"""What is too long for its place ends where something has been said."""

from __future__ import annotations

import pytest

from kbtool.reports.shortening import whole_clauses


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("Of those in remission 70% relapsed; half of them within 57 days.", 99, None),
        (
            "Of those in remission 70% relapsed; half of them within 57 days.",
            50,
            "Of those in remission 70% relapsed …",
        ),
        (
            "Give the figure in its unit. On file is a hazard ratio of 1.33. Name the source.",
            70,
            "Give the figure in its unit. On file is a hazard ratio of 1.33. …",
        ),
        (
            "It treats depression (up to 7 days, as one session; up to 12 weeks, as two a week).",
            70,
            "It treats depression (up to 7 days, as one session …)",
        ),
        (
            "With such drugs, as amphetamines, the effects may add up: watch the pulse closely.",
            70,
            "With such drugs, as amphetamines, the effects may add up …",
        ),
    ],
)
def test_a_beginning_ends_with_a_sentence_or_a_clause(
    text: str, room: int, shown: str | None
) -> None:
    assert whole_clauses(text, lambda part: len(part) <= room) == (shown or text)


def test_a_scope_for_which_there_is_no_room_leaves_its_brackets() -> None:
    text = "Stimulants improve attention and focus (of methylphenidate, in adults and in children)"
    assert whole_clauses(text, lambda part: len(part) <= 50) == (
        "Stimulants improve attention and focus (…)"
    )


def test_a_quotation_or_a_command_is_not_broken_off() -> None:
    text = "The page says “it heals all; and at once” of the very drug that it sells."
    assert whole_clauses(text, lambda part: len(part) <= 45) is None
    command = "List the claims: `kbtool query claims; and more` tells you which they are."
    assert whole_clauses(command, lambda part: len(part) <= 45) is None


def test_words_tell_more_than_a_clause_that_leaves_most_of_the_room_empty() -> None:
    text = "Weak, too: two small trials in which more people responded to the drug than to placebo"
    assert whole_clauses(text, lambda part: len(part) <= 60) is None
