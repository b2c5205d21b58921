"""Quotes are found exactly, or up to typography; a likeness locates a changed passage and never accepts it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.text.boundaries import stands_free
from kbtool.text.quotes import Anchor, Quote, Status, anchor
from kbtool.text.searchable import SearchableText
from kbtool.text.stretch import Stretch
from kbtool.text.typography import level

ARTICLE = (
    "Reading time: 6 minutes\n\n"
    "The drug’s risk is low – 2.6% in one study. The hazard ratio was HR 0.75 after 2 years.\n"
    "Patients are monitored for at least two hours. It is safe. It is safe.\n"
)


def find(exact: str, text: str = ARTICLE, **more: str | int) -> Anchor:
    return anchor(SearchableText(text), Quote(exact, **more))  # type: ignore[arg-type]


def test_a_quote_that_stands_once_is_found_exactly() -> None:
    found = find("2.6% in one study")
    assert found.status is Status.EXACT
    assert ARTICLE[found.start : found.end] == "2.6% in one study"


def test_blank_lines_and_indents_around_a_quote_are_no_difference() -> None:
    text = "- It tires.\n- It may itch.\n"
    assert find("It tires.", text, suffix="\n\n  - It may").status is Status.EXACT
    assert find("It tires.", text, suffix="\n\n  – It may").status is Status.TYPOGRAPHIC
    assert find("It tires.", text, suffix="\n\n  - It does").status is Status.CHANGED


def test_a_quote_that_stands_twice_is_ambiguous() -> None:
    assert find("It is safe.") == Anchor(
        Status.AMBIGUOUS, 160, 171, 2, places=(Stretch(160, 171), Stretch(172, 183))
    )


def test_prefix_and_suffix_tell_places_apart() -> None:
    first = find("It is safe.", suffix=" It")
    second = find("It is safe.", prefix="safe. ")
    assert (first.status, second.status) == (Status.EXACT, Status.EXACT)
    assert (first.start, second.start) == (160, 172)


def test_typography_alone_is_not_a_change() -> None:
    found = find("The drug's risk is low - 2.6%")
    assert found.status is Status.TYPOGRAPHIC
    assert found.document_says == "The drug’s risk is low – 2.6%"
    assert ARTICLE[found.start : found.end] == found.document_says


def test_typography_is_levelled_across_the_seam_of_quote_and_context() -> None:
    found = find(" risk", prefix="The drug's ", suffix=" is low - ")
    assert found.status is Status.TYPOGRAPHIC
    assert found.document_says == "risk"


@pytest.mark.parametrize(
    ("exact", "text", "difference"),
    [
        (
            "about 102 cells",
            "There were about 10² cells.",
            "“102” in the quote, “10²” in the document",
        ),
        ("for 11⁄2 hours", "It lasts for 1½ hours.", "“11⁄2” in the quote, “1½” in the document"),
    ],
)
def test_raised_figures_are_figures_and_not_typography(
    exact: str, text: str, difference: str
) -> None:
    found = find(exact, text)
    assert (found.status, found.difference) == (Status.CHANGED, difference)


def test_the_same_raised_figures_are_the_same_number() -> None:
    assert find("the “10²” cells", 'Count the "10²" cells.').status is Status.TYPOGRAPHIC


@pytest.mark.parametrize(
    ("text", "exact", "code"),
    [
        ("It is \u202asafe\u202c for children.", "It is safe for children", "U+202A"),
        ("It \u2068cures\u2069 ADHD for good.", "It cures ADHD for good", "U+2068"),
        ("It heals ❤\ufe0f quickly.", "It heals ❤ quickly", "U+FE0F"),
        ("It is\u200e safe for men.", "It is safe for men", "U+200E"),
        ("It is\u061c safe for\u180e men.", "It is safe for men", "U+061C"),
        ("It is\u2063 safe for men.", "It is safe for men", "U+2063"),
        ("It is safe.", "It is \u202esafe", "U+202E"),
    ],
)
def test_characters_that_nobody_sees_are_typography_and_are_named(
    text: str, exact: str, code: str
) -> None:
    found = find(exact, text)
    assert found.status is Status.TYPOGRAPHIC
    assert found.difference is not None
    assert code in found.difference
    assert "quotation marks" not in found.difference


def test_a_character_that_looks_like_another_is_named() -> None:
    found = find("It is safe for children", "It is s\u0430fe for children.")
    assert found.status is Status.CHANGED
    assert found.difference is not None
    assert found.difference.endswith(
        "(U+0061 (LATIN SMALL LETTER A), U+0430 (CYRILLIC SMALL LETTER A))"
    )


def test_a_difference_in_white_space_at_the_ends_is_named() -> None:
    found = find("It is fine ", "It is fine")
    assert (found.status, found.document_says) == (Status.CHANGED, "It is fine")
    assert found.difference == "only the white space at its ends differs"


@pytest.mark.parametrize(
    ("exact", "difference"),
    [
        (
            "The hazard ratio was HR 0.57 after 2 years.",
            "“0.57” in the quote, “0.75” in the document",
        ),
        ("monitored for up to two hours", "“up to” in the quote, “at least” in the document"),
        (
            "Patients are not monitored for at least two hours.",
            "“not” in the quote, nothing in the document",
        ),
    ],
)
def test_a_likeness_is_a_change(exact: str, difference: str) -> None:
    found = find(exact)
    assert found.status is Status.CHANGED
    assert found.difference == difference


def test_a_quote_with_the_wrong_context_is_a_change() -> None:
    found = find("2.6% in one study", prefix="high – ")
    assert found.status is Status.CHANGED
    assert found.document_says == "2.6% in one study"


def test_words_that_are_nowhere_are_missing() -> None:
    assert find("bananas cure everything under the moon").status is Status.MISSING
    assert find(" ").status is Status.MISSING


@pytest.mark.parametrize("invisible", ["\u200b", "\u00ad\u200b", "\u2060 "])
def test_a_quote_of_invisible_characters_is_missing(invisible: str) -> None:
    assert find(invisible).status is Status.MISSING
    assert find(invisible, prefix="It is").status is Status.MISSING
    assert find(invisible, f"It is{invisible} safe.").status is Status.MISSING


def test_a_recorded_offset_only_says_that_a_quote_moved() -> None:
    assert not find("2.6% in one study", start=ARTICLE.index("2.6%")).moved
    assert find("2.6% in one study", start=0).moved
    assert find("drug's risk", start=0).moved
    assert not find("It is safe.", start=172).moved


def test_words_inside_of_longer_words_are_a_change() -> None:
    found = find("likely to help", "Experts call it unlikely to help.")
    assert found.status is Status.CHANGED
    assert found.difference == "“likely” in the quote, “unlikely” in the document"
    assert find("safe", "It is unsafe, not safe.").start == 18


def test_figures_with_a_narrow_space_in_them_are_one_figure() -> None:
    found = find("500 patients", "They saw 2\u202f500 patients here.")
    assert found.status is Status.CHANGED
    assert found.difference == "in the document, it is a part of a longer word or number"


@pytest.mark.parametrize(
    ("exact", "text"),
    [("it", "A ﬁt."), ("V", "Stage Ⅳ."), ("g a day", "5 ㎎ a day"), ("So.", "So…")],
)
def test_a_part_of_a_printed_character_is_a_change(exact: str, text: str) -> None:
    assert find(exact, text).status in (Status.CHANGED, Status.MISSING)


def test_an_accent_may_be_a_character_of_its_own() -> None:
    text = "Ask Dr. Ménière about it."
    found = find("Dr. Ménière", text)
    assert found.status is Status.TYPOGRAPHIC
    assert text[found.start : found.end] == "Dr. Ménière"
    assert find("Dr. Meniere", text).status is Status.CHANGED


@given(st.text(alphabet="ab ’.", min_size=1, max_size=60), st.data())
def test_the_span_of_an_exact_quote_slices_back_to_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    exact = text[start:end]
    if exact.strip() and stands_free(text, start, end):
        found = find(exact, text)
        assert found.status in (Status.EXACT, Status.AMBIGUOUS)
        assert text[found.start : found.end] == exact
        assert (found.status is Status.EXACT) == (found.occurrences == 1)


@given(st.text(alphabet="ab1² ’'“\"–-\u00a0\u200bﬁ½\n", max_size=60), st.data())
def test_a_quote_in_other_typography_is_found_where_it_stands(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    plain = str.maketrans({"’": "'", "“": '"', "–": "-", "\u00a0": " "})
    exact = text[start:end].translate(plain)
    found = find(exact, text)
    words = level(exact).text.strip()
    if not words:
        assert found.status is Status.MISSING
    elif stands_free(text, start, end):
        assert found.status in (Status.EXACT, Status.AMBIGUOUS, Status.TYPOGRAPHIC)
        assert level(text[found.start : found.end]).text.strip() == words


@given(
    st.text(alphabet="abn ot.²’\u200b\n\r", max_size=40),
    st.text(alphabet="abn ot.²’\u200b\n\r", max_size=40),
    st.text(alphabet="a ’", max_size=3),
)
def test_any_quote_in_any_text_has_an_answer(exact: str, text: str, prefix: str) -> None:
    found = find(exact, text, prefix=prefix)
    assert (found.start is None) == (found.status is Status.MISSING)
    if found.start is not None and found.end is not None:
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    ("quoted", "text", "suggestion"),
    [
        ("treats pain in most adults.", "It treats pain in some. Adults were not asked.", "treats pain in some."),
        ("It treats pain in adults with arthritis", "It is old. It treats pain. Adults with arthritis like it.", "Adults with arthritis"),
        ("It is safe. It treats pain.", "It is old. It is safe. It eases pain. So they say.", "It is safe. It eases pain."),
    ],
)  # fmt: skip
def test_what_a_changed_quote_may_have_become_ends_at_its_sentence(
    quoted: str, text: str, suggestion: str
) -> None:
    found = anchor(SearchableText(text), Quote(quoted))
    assert (found.status, found.document_says) == (Status.CHANGED, suggestion)
