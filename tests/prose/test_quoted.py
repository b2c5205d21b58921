"""Whose quoted words stand for knowledge, and where they do not."""

from __future__ import annotations

import pytest

from invented import invented_lexicon, surely_said
from kbtool.prose.words.lexicon import Lexicon

ABOUT = "Morvexa is sold in town. "


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return invented_lexicon()


@pytest.mark.parametrize(
    "line",
    [
        '"It is not addictive," says a psychiatrist in Ohio.',
        '"It is not addictive," says Ann Brook, a consultant psychiatrist.',
        '"It is not addictive," the doctor adds.',
        '"It is not addictive," a professor of medicine told us.',
        'A pharmacist in Texas puts it this way: "It is not addictive."',
        "“It is not addictive,” says a nurse practitioner in Vermont who runs three clinics.",
        '"It relieves slow fever," says a psychiatrist. "It is not addictive."',
        '"It is gentle," says a psychiatrist, "and morvexa is not addictive."',
    ],
)
def test_who_knows_is_taken_at_their_word(line: str, lexicon: Lexicon) -> None:
    assert "not addictive" in {each.split("/")[-1] for each in _said(ABOUT + line, lexicon)}


@pytest.mark.parametrize(
    "line",
    [
        '"It is not addictive," says Tom, 41.',
        '"It is not addictive," patients tell their doctor.',
        '"It is not addictive" is something that no doctor says.',
        '"It is not addictive," a doctor wrongly says.',
        '"It is not addictive," critics of the doctor say.',
        '"It is not addictive," says a character in a play.',
        '"It is not addictive," asks a doctor?',
        '"Is it addictive?" asks a psychiatrist.',
        '"If it is not addictive, good," says a psychiatrist.',
        '"It may not be addictive" is the slogan that a doctor tore up.',
        '"It is not addictive," says a psychiatrist. That is wrong.',
        '"Not addictive" is how the poster put it, and the doctor laughed.',
        '"Nobody should say that it is not addictive," says a psychiatrist.',
        '"Some say it is not addictive," says a psychiatrist.',
        '"It is gentle," says a psychiatrist.\n\n"It is not addictive."',
        '"Tolnapine is not addictive," says a psychiatrist.',
    ],
)
def test_others_are_not(line: str, lexicon: Lexicon) -> None:
    assert "not addictive" not in _said(ABOUT + line, lexicon)


def _said(text: str, lexicon: Lexicon) -> set[str]:
    return {
        each.replace("https://example.org/", "").replace(" morvexa", "")
        for each in surely_said(text + "\n", lexicon, with_subject=True)
    }
