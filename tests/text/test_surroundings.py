"""What stands around a quote: the rest of its sentence, the line that leads to its list, what was read just before it."""

from __future__ import annotations

from kbtool.text.stretch import Stretch
from kbtool.text.surroundings import Sentences, Surroundings, is_heading

ARTICLE = """On pain
It is old. Some say (e.g. in Rome) it helps a lot, or nothing. It costs little.

What it is for:
- fever
- pain of the head"""


def stretch(quote: str) -> Stretch:
    start = ARTICLE.index(quote)
    return Stretch(start, start + len(quote))


def test_the_rest_of_the_sentence_stands_before_and_behind_the_quote() -> None:
    around = Sentences(ARTICLE).around(stretch("it helps"))
    assert around == Surroundings("Some say (e.g. in Rome) ", " a lot, or nothing.")


def test_a_quote_that_ends_its_sentence_has_nothing_behind_it() -> None:
    assert Sentences(ARTICLE).around(stretch("It costs little.")) == Surroundings("", "")


def test_an_item_of_a_list_has_the_line_that_leads_to_the_list() -> None:
    around = Sentences(ARTICLE).around(stretch("pain of the head"))
    assert around == Surroundings("- ", "", "What it is for:")


def test_a_reader_has_just_read_the_title_the_heading_and_two_sentences() -> None:
    context = Sentences(ARTICLE).context(stretch("It costs"))
    assert context.splitlines()[0] == "On pain"
    assert "Some say (e.g. in Rome) it helps a lot, or nothing." in context
    assert "What it is for" not in context


def test_a_heading_is_a_line_that_ends_as_no_sentence_does_above_one_that_does() -> None:
    text = "2. Works with others\nPatients can go on.\nA plain line.\nLast words\n"

    def heading(quote: str) -> bool:
        start = text.index(quote)
        return is_heading(text, Stretch(start, start + len(quote)))

    assert heading("Works with others")
    assert heading("2. Works with others")
    assert not heading("with others")
    assert not heading("Works with")
    assert not heading("Patients can go on.")
    assert not heading("Last words")
