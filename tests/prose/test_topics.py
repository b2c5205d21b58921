"""What a text speaks of stays what it speaks of, over sentences of which nothing is read and fragments without a subject."""

from __future__ import annotations

import pytest

from invented import NAMES, invented_lexicon, stated_line
from kbtool.prose.candidate import CONFIDENT
from kbtool.prose.reading import read_draft


def last_of(text: str) -> list[str]:
    """What the last sentence of a text states, without where it took that from."""
    reading = read_draft(text, invented_lexicon())
    last = reading.sentences[-1]
    found = [e for e in reading.candidates if e.sentence == last and e.confidence >= CONFIDENT]
    return [stated_line(text, each).split(" <")[0] for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "Morvexa was made in 1970. It sells well. It is not addictive.",
        "Morvexa is our bestseller. Such treatment is gentle. The medicine is not addictive.",
        "Many choose morvexa. The infusions are short. They are not addictive.",
        "Meet morvexa. Nobody dislikes it. It is not addictive.",
        "Morvexa is well known. Even with long use, it is not addictive.",
        "Morvexa is well known. Works fast. Gentle. Not addictive.",
        "Morvexa is unlike tolnapine. The capsules are small. These capsules are not addictive.",
        "Tolnapine is well known. Morvexa is approved for the treatment of slow fever. It is not addictive.",
        "Tolnapine is well known. Morvexa is approved. It is not addictive.",
        "Tolnapine is sold. Morvexa is better than it. It is not addictive.",
        "# Morvexa\n\n- It is approved for slow fever.\n- It is not addictive.",
    ],
)
def test_the_topic_goes_on(text: str) -> None:
    assert last_of(text) == ["NOT morvexa addictive"]


def test_one_thing_is_not_what_was_named_in_the_plural() -> None:
    tablets = (
        'ex:tablets a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "yellow tablets" .'
    )
    words = invented_lexicon(NAMES + tablets)
    text = "# Morvexa\n\nYellow tablets are approved for morvexa users. This treatment is not addictive."
    said = [stated_line(text, each) for each in read_draft(text, words).candidates]
    assert not any("tablets addictive" in each for each in said)


@pytest.mark.parametrize(
    "text",
    [
        "Morvexa and tolnapine are sold. It is not addictive.",
        "Morvexa is sold. Our rooms are bright. It is not addictive.",
        "Morvexa is sold. Relieve your slow fever.",
        "Morvexa has a rival, tolnapine. It is not addictive.",
    ],
)
def test_what_may_be_two_things_or_another_one_is_neither(text: str) -> None:
    assert last_of(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "With morvexa you get:\n\n- no dizziness\n- no fogginess",
            ["NOT morvexa causes fogginess"],
        ),
        ("Get rest:\n\n- no dizziness\n- no fogginess", []),
    ],
)
def test_a_list_of_what_there_is_none_of_is_of_what_leads_to_it(text: str, said: list[str]) -> None:
    assert last_of(text) == said


def test_what_is_told_apart_from_the_topic_is_another_topic() -> None:
    assert not last_of("# Morvexa\n\nA new syndrome is not morvexa. It is not addictive.")
    assert last_of("# Morvexa\n\nMorvexa is not tolnapine. It is not addictive.") == [
        "NOT morvexa addictive"
    ]
