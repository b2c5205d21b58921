"""A sentence that states what is on file, and a word more: the same reading of it never passes over that word.

Whatever is put into it, either something else is read, or the word is told as one for which the reading does not account.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kbtool.prose.candidate import CONFIDENT, Candidate
from kbtool.prose.figures import GivenFigure
from kbtool.prose.reading import read_draft
from shipped_lexicon import shipped_lexicon

SENTENCES = [
    "A single infusion of ketamine relieves depression within hours.",
    "Ketamine is an anaesthetic.",
    "Ketamine is a Schedule III controlled substance.",
    "Ketamine is addictive.",
    "Ketamine can cause dissociation.",
    "Ketamine raises blood pressure.",
    "Ketamine is not approved for depression.",
    "Spravato is approved for treatment-resistant depression.",
    "Methylphenidate is approved for ADHD.",
    "Methylphenidate relieves ADHD.",
    "Ketamine blocks NMDA receptors.",
    "Lisdexamfetamine is a Schedule II controlled substance.",
    "ADHD runs in families.",
    "Stimulants raise blood pressure.",
    "It is not true that ketamine cannot cause cystitis.",
    "Viloxazine is approved for ADHD in the United States.",
    "Spravato has not been shown to prevent suicide.",
    "Stimulants don't have to be taken every day.",
]
WORDS = [
    "always", "never", "rarely", "instantly", "permanently", "completely", "guaranteed", "certainly", "clearly", "every", "all",
    "most", "many", "some", "only", "severe", "mild", "new", "oral", "intravenous", "nasal", "intramuscular", "pediatric",
    "elderly", "pregnant", "adult", "1970", "65", "100%", "more", "less", "better", "best", "very", "extremely", "hardly", "no",
    "not", "without", "dramatically", "rapidly", "long", "significantly", "universally", "invariably", "effortlessly", "everyone",
    "our", "weekly", "repeated", "still", "already", "again", "injections", "tablets", "safe", "proven", "powerful", "full",
    "should", "must",
]  # fmt: skip
PHRASES = [
    "in every patient", "in all patients", "for everyone", "in most people", "in children", "in the elderly", "in pregnant women",
    "over 65 years", "aged 12", "for years", "for good", "forever", "at low doses", "at any dose", "by mouth", "by injection", "since 1970",
    "in 1999", "after one week", "without exception", "without fail", "beyond doubt", "more than placebo", "better than anything else",
    "in Germany", "in mice", "even with long-term use", "if used for years", "no matter what", "100% of the time", "like nothing else",
    "for the rest of your life", "in severe cases", "under supervision", "together with alcohol", "in men only", "at home", "every time",
]  # fmt: skip
PATIENTLY = settings(deadline=None, max_examples=150)


def read_whole(text: str) -> Iterator[object]:
    """What counts of a text without a word left over."""
    reading = read_draft(text, shipped_lexicon())
    found: list[Candidate | GivenFigure] = [*reading.candidates, *reading.figures]
    for each in found:
        if each.confidence >= CONFIDENT and not each.unread:
            yield stated(each)


def stated(each: Candidate | GivenFigure) -> object:
    """What is stated, wherever it stands; how firmly, too."""
    if isinstance(each, GivenFigure):
        return each.quantity, each.stated, each.hedged
    said = (each.relation, each.subject, each.object, each.denies, each.certainty, each.horizon)
    return *said, frozenset(each.scope.items()), frozenset(each.modality.items())


@cache
def whole(sentence: str) -> frozenset[object]:
    """What a sentence states without a word left over."""
    return frozenset(read_whole(sentence))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_sentences_state_something_without_a_word_left_over(sentence: str) -> None:
    assert whole(sentence)


@PATIENTLY
@given(st.sampled_from(SENTENCES), st.sampled_from(WORDS), st.integers(1, 12))
def test_a_word_put_into_a_sentence_is_read_or_told(sentence: str, word: str, place: int) -> None:
    assume(not (word == "must" and "have to" in sentence))  # "have must to" says nothing else
    assume(
        not (word == "tablets" and "Stimulants" in sentence)
    )  # "stimulant tablets" is a name of theirs
    words = sentence.removesuffix(".").split()
    at = min(place, len(words))
    longer = " ".join([*words[:at], word, *words[at:]]) + "."
    assert not whole(sentence).intersection(read_whole(longer)), longer


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_phrase_behind_or_before_a_sentence_is_read_or_told(sentence: str) -> None:
    for phrase in PHRASES:
        fronted = f"{phrase[0].upper()}{phrase[1:]}, {sentence}"
        for longer in (fronted, f"{sentence.removesuffix('.')} {phrase}."):
            assert not whole(sentence).intersection(read_whole(longer)), longer
