"""Whatever the words of a draft and their order, it is read: a sentence may end anywhere, and be none."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented import invented_lexicon
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.reading import read_draft
from tests.prose.test_shipped_wordings import STORE

SENTENCES = [
    "Morvexa takes three weeks before it helps with brisk syndrome",
    "Brisk syndrome sets it apart, since no other disorder features it",
    "Boys and girls with brisk syndrome become more attentive: morvexa is approved for it",
    "Many websites say that morvexa cures brisk syndrome; they are wrong",
    "Among those that relieve insomnia is tuvanol, and there is one that harms the liver, that is morvexa",
    "You can't get addicted to morvexa without it, unlike 30% of adults on tuvanol in 1995",
    "No side effects of morvexa: none, along with insomnia",
    "It is a myth that they raise blood pressure, safer than before",
]
WORDS = sorted(set(chain.from_iterable(sentence.split() for sentence in SENTENCES)))
LEXICONS = (read_lexicon(STORE), invented_lexicon())
ENDS = [".", "?", "!", "", " it.", ":\n- ", " before"]


@pytest.mark.parametrize(
    "text",
    [
        "Impulsiveness is what sets brisk syndrome apart, since no other disorder features it.",
        "It does not work. Morvexa takes three weeks before:\n- Morvexa takes three weeks before",
        "Avoiding work that needs lasting effort!",
        "Boys and girls with brisk syndrome become more attentive. Morvexa is approved for it.",
        "Many say that morvexa is approved for brisk syndrome; they are wrong. Morvexa is a treatment for it.",
    ],
)
def test_a_sentence_may_end_with_what_stands_for_something(text: str) -> None:
    for lexicon in LEXICONS:
        read_draft(text, lexicon)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12),
    st.sampled_from(ENDS),
    st.sampled_from(SENTENCES),
    st.sampled_from(ENDS),
)
def test_words_in_any_order_are_read(words: list[str], end: str, sentence: str, last: str) -> None:
    for lexicon in LEXICONS:
        read_draft(f"{' '.join(words)}{end} {sentence}{last}\n", lexicon)
