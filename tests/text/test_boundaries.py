"""A stretch of text that is cut out of a longer word or number does not stand by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.text.boundaries import stands_free


def free(text: str, words: str) -> bool:
    start = text.index(words)
    return stands_free(text, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is unlikely to help.", "likely to help"),
        ("It is unsafe.", "safe"),
        ("It is safer.", "safe"),
        ("15 percent", "5 percent"),
        ("10.57", "0.57"),
        ("0.57", "57"),
        ("0.57", "0.5"),
        ("1,000 people", "000 people"),
        ("1,000 people", "1"),
        (".5 mg", "5 mg"),
        ("by 5% a year", "by 5"),
        ("a change of -5 points", "5 points"),
        ("a change of −5 points", "5 points"),
        ("p<0.05", "0.05"),
        ("5mg", "5"),
        ("a non-opioid drug", "opioid drug"),
        ("an opioid-free drug", "an opioid"),
        ("5-10 mg", "10 mg"),
        ("It can't help.", "It can"),
        ("It can’t help.", "It can"),
        ("un\u200blikely", "likely"),
        ("non\u00ad-opioid", "opioid"),
        ("cafe\u0301", "cafe"),
        ("snake_case", "case"),
        ("a non–opioid drug", "opioid drug"),
        ("5–10 mg", "10 mg"),
        ("for 5–10 mg", "for 5"),
        ("5—10 mg", "10 mg"),
        ("5%–10% of them", "10% of them"),
        ("by 5%–10%", "by 5%"),
        ("a change of –5 points", "5 points"),
        ("a change of -½ points", "½ points"),
        ("about ~5 mg", "5 mg"),
        ("aged 65+ years", "aged 65"),
        ("2-5 mg", "-5 mg"),
        ("COVID-19 cases", "-19 cases"),
        ("0.5 mg", ".5 mg"),
        ("It was 5.7 mg.", "It was 5."),
        ("1/10 patients", "10 patients"),
        ("2\u202f500 patients", "500 patients"),
        ("un\u200elikely", "likely"),
        ("un\u200blikely", "\u200blikely"),
        ("like\u200bly", "like\u200b"),
        ("Dose is 50 mg/kg in rats", "Dose is 50 mg"),
        ("Dose is 50 mg/kg in rats", "Dose is 50 mg/"),
        ("Dose is 50 mg/kg in rats", "kg in rats"),
        ("Dose is 50 mg/kg in rats", "/kg in rats"),
        ("Dose is 50mg/kg", "Dose is 50mg"),
        ("Dose is 50 mg\u200b/\u200bkg", "Dose is 50 mg"),
        ("0.5\u00a0mg/kg/day", "0.5\u00a0mg"),
        ("0.5 mg/kg/day", "0.5 mg/kg"),
        ("a GFR of 90 mL/min/1.73 m²", "90 mL/min"),
        ("a GFR of 90 mL/min/1.73 m²", "90 mL"),
        ("a GFR of 90 mL/min/1.73 m²", "1.73 m²"),
        ("22 kg/m²", "22 kg"),
        ("72 beats/min", "72 beats"),
        ("3 doses/week", "3 doses"),
        ("200/µL", "200"),
        ("by 5%/year", "by 5%"),
        ("8 g·mol", "8 g"),
        ("10–20 mg/kg", "10–20 mg"),
        ("12 mg/tablet", "12 mg"),
        ("5 mg/10 mL", "5 mg"),
    ],
)
def test_cut_out_of_a_word_or_number(text: str, words: str) -> None:
    assert not free(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is safe.", "safe"),
        ("“Safe,” they say.", "Safe"),
        ("ketamine’s effect", "ketamine"),
        ("ADHD—a disorder—is common", "a disorder"),
        ("depression (and anxiety)", "and anxiety"),
        ("about 5 percent", "5 percent"),
        ("about 5.", "5"),
        ("5, 10 or 15", "5"),
        ("by 5% a year", "5%"),
        ("a change of -5 points", "-5 points"),
        ("a well - known drug", "known drug"),
        ("the patients' views", "the patients"),
        ("(5)", "5"),
        ("n=5", "5"),
        ("...or so", "or so"),
        ("p<0.05", "<0.05"),
        ("from 5–10 mg", "5–10 mg"),
        ("low – 2.6%", "2.6%"),
        ("an opioid-like drug", "-like drug"),
        ("by 5%, or 10%", "by 5%"),
        ("and/or", "or"),
        ("pain and/or fever", "pain and"),
        ("5 men and/or women", "5 men and"),
        ("All 5 said he/she slept", "All 5 said he"),
        ("5 men/women", "5 men"),
        ("20 parents/carers", "carers"),
        ("12 May/June", "12 May"),
        ("at 5 pm/17:00", "at 5 pm"),
        ("see /data/v2/kg/x", "kg"),
        ("see https://example.org/5/day", "day"),
        ("the mg/kg dose", "the mg"),
        ("mg/kg", "kg"),
        ("Dose is 50 mg/kg in rats", "Dose is 50 mg/kg"),
        ("Dose is 50 mg/kg in rats", "in rats"),
        ("Dose is 50 mg / kg", "Dose is 50 mg"),
        ("Dose is 50 mg/ see below", "Dose is 50 mg"),
        ("90 mL/min/1.73 m²", "90 mL/min/1.73 m²"),
        ("It takes 5 min/is fast", "is fast"),
    ],
)
def test_words_and_numbers_by_themselves(text: str, words: str) -> None:
    assert free(text, words)


@given(st.text(alphabet="ab1 .", min_size=1, max_size=40), st.data())
def test_a_letter_on_both_sides_of_an_end_is_a_cut(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    inside = any(
        0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() for at in (start, end)
    )
    if inside:
        assert not stands_free(text, start, end)
    elif "1" not in text:
        assert stands_free(text, start, end)


def test_the_whole_text_is_never_cut() -> None:
    assert stands_free("unlikely-", 0, 9)
