"""The words of two sides that clash."""

from __future__ import annotations

from kbtool.reports.pages.clashes import phrases, pieces

DENIALS = phrases(["not", "non", "no longer", "no"])


def marked(said: str, *parts: str) -> list[str]:
    return [piece.words for piece in pieces(said, parts, [DENIALS]) if piece.clashes]


def test_words_of_what_differs_are_marked_in_the_forms_that_stand_there() -> None:
    assert marked("Pills treating pain in adults", "treats pain relief", "adults") == [
        "treating",
        "adults",
    ]


def test_a_denial_and_the_word_that_it_denies_are_marked_together() -> None:
    assert marked("It is a non-addictive pill.", "is addictive") == ["non-addictive"]


def test_the_longer_of_two_cues_is_marked() -> None:
    assert marked("It no longer helps.") == ["no longer"]


def test_short_words_say_too_little_unless_they_are_of_capitals() -> None:
    assert marked("PTSD and the people with it", "and the PTSD with") == ["PTSD"]


def test_figures_are_marked_whole() -> None:
    assert marked("5 to 10.5% of 100", "5 to 10.5%") == ["5", "10.5"]


def test_the_pieces_are_the_text() -> None:
    said = "Not once, not twice; no."
    assert "".join(piece.words for piece in pieces(said, (), [DENIALS])) == said
