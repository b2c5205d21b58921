"""What a quote leaves out of its sentence: denials, hedges, conditions and limits, and how far each of them reaches.

Each sentence has its quote in brackets. What it says is fictional.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from cases import ROOT
from kbtool.knowledge.derive.wording import Wording, read_wording
from kbtool.text.stretch import Stretch
from kbtool.text.surroundings import Sentences

PHRASE = "ibuprofen treats pain"

DENIED = {
    "It had not [responded well to the therapy].": ("denialBesideQuote", "not"),
    "The theory that [ibuprofen treats pain] has not been shown.": ("denialBesideQuote", "not"),
    "There is no evidence that in most adults [ibuprofen treats pain].": ("denialAroundQuote", "no evidence that"),
    "It is a myth that [ibuprofen treats pain].": ("denialBesideQuote", "a myth that"),
    "No evidence of any kind, of which there is much, says [ibuprofen treats pain].": ("denialAroundQuote", "No evidence of"),
    "Ibuprofen is unlikely to [treat pain].": ("denialBesideQuote", "unlikely to"),
    "It treats fever rather than [pain].": ("denialBesideQuote", "rather than"),
    "It treats fever rather than swelling or [pain].": ("denialAroundQuote", "rather than"),
    "It failed to [treat pain].": ("denialBesideQuote", "failed to"),
    "It does not appear to anybody to [treat pain].": ("denialAroundQuote", "not"),
    "It remains unclear whether [ibuprofen treats pain].": ("denialBesideQuote", "unclear whether"),
    "That [ibuprofen treats pain] is a myth.": ("denialAroundQuote", "is a myth"),
    "That [ibuprofen treats pain] remains unproven.": ("denialAroundQuote", "remains unproven"),
    "It was not shown to help against:\n- fever\n- [pain]": ("denialAroundQuote", "not"),
}  # fmt: skip

LIMITED = {
    "It may [treat pain].": ("hedgeBesideQuote", "may"),
    "It works if [ibuprofen treats pain].": ("conditionBesideQuote", "if"),
    "[Ibuprofen treats pain] unless it is severe.": ("conditionBesideQuote", "unless"),
    "Does [ibuprofen treat pain]?": ("conditionBesideQuote", "?"),
    "[Ibuprofen treats pain] in mice.": ("limitBesideQuote", "in mice"),
    "[Ibuprofen treats pain], but this has not been shown in people.": (
        "limitBesideQuote",
        "but … not",
    ),
}

AS_IT_IS = [
    "There is no evidence that it harms, but [ibuprofen treats pain].",
    "It is a myth that it harms; [ibuprofen treats pain].",
    "It is not addictive, and [ibuprofen treats pain].",
    "It does not harm. [Ibuprofen treats pain].",
    "[Ibuprofen treats pain]. It has not been shown to harm.",
    "[Ibuprofen treats pain] and is not addictive.",
    "[Ibuprofen treats pain] in people who do not sleep.",
    "People who do not sleep say that in the end [ibuprofen treats pain].",
    "There is no doubt that [ibuprofen treats pain].",
    "Not only that: [it treats pain].",
    "It may harm, and [ibuprofen treats pain].",
    "If you are in pain, [ibuprofen treats it].",
    "[Ibuprofen treats pain], but it costs more.",
    "Does it harm? [Ibuprofen treats pain].",
    "Ibuprofen (e.g. Brufen) [treats pain].",
    "It does not harm:\n- fever\n\nPain:\n- [pain]",
]


@pytest.fixture(scope="module")
def wording() -> Wording:
    store = ox.Store()
    store.load(path=Path(ROOT) / "kb" / "vocabulary.ttl", format=ox.RdfFormat.TURTLE)
    return read_wording(store)


def found(wording: Wording, marked: str, phrase: str = PHRASE) -> dict[str, str]:
    """What is derived of the quote in brackets."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    said = wording.of(Sentences(text), Stretch(start, end), phrase)
    return {name: word for name, word in said.items() if word is not None}


@pytest.mark.parametrize(("marked", "expected"), [*DENIED.items(), *LIMITED.items()])
def test_what_the_quote_leaves_out_is_found(
    wording: Wording, marked: str, expected: tuple[str, str]
) -> None:
    name, word = expected
    assert found(wording, marked).get(name) == word


@pytest.mark.parametrize("marked", AS_IT_IS)
def test_what_is_said_of_something_else_is_not(wording: Wording, marked: str) -> None:
    assert found(wording, marked) == {}


def test_a_denial_that_the_quote_has_is_not_left_out(wording: Wording) -> None:
    assert found(wording, "It has [not responded well to the therapy].") == {"denialInQuote": "not"}


def test_a_statement_that_denies_itself_says_what_the_sentence_says(wording: Wording) -> None:
    marked = "They do not seem to anybody to [respond to it]."
    assert found(wording, marked, "people do not respond to it") == {}


def test_a_denial_right_before_the_quote_counts_whatever_is_asserted(wording: Wording) -> None:
    marked = "It suits people who have not [responded well to it]."
    phrase = "it suits people who have not responded"
    assert found(wording, marked, phrase) == {"denialBesideQuote": "not"}


def test_a_limit_that_the_statement_names_is_not_left_out(wording: Wording) -> None:
    assert found(wording, "[Ibuprofen treats pain] in mice.", "ibuprofen treats pain in mice") == {}
