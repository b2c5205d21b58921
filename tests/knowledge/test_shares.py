"""A figure decides "most" and "all", where the whole of what it could be lies on one side of what the word asks for."""

from __future__ import annotations

import pytest

from judging import Judged, claim, item, judge, proposition

QUANTITY = "id:q a kb:Quantity ; kb:subject id:ibuprofen ; kb:measure kb:responseRate ; kb:condition id:pain .\n"


def found(quantifier: str, figure: str, more: str = "", relation: str = "asserts") -> Judged:
    """What becomes of a claim that ibuprofen improves pain in most (or all, or some), by a trial with a figure."""
    stated = f"kb:condition id:pain ; kb:quantifier kb:{quantifier} ; kb:share id:q"
    figures = f"kb:unit kb:Percent ; {figure}{f' ; {more}' if more else ''}"
    return judge(
        QUANTITY
        + proposition("m", "improves", "pain", stated)
        + claim("m", "c", relation)
        + item("e", "gives id:q", "RandomizedControlledTrial", figures)
    )


@pytest.mark.parametrize(
    ("quantifier", "figure", "size", "verdict"),
    [
        ("Most", 61, 400, "Supported"),
        ("Most", 54, 40, "NotAssessed"),
        ("Most", 50, 100000, "NotAssessed"),
        ("Most", 38, 400, "Refuted"),
        ("All", 61, 400, "Refuted"),
        ("All", 100, 400, "NotAssessed"),
        ("Some", 12, 400, "Supported"),
        ("Many", 90, 400, "NotAssessed"),
    ],
)
def test_most_is_a_share_above_one_half(
    quantifier: str, figure: int, size: int, verdict: str
) -> None:
    """By Wilson's interval 61 % of 400 is 56 to 66 %, 54 % of 40 is 39 to 69 %."""
    printed = f'kb:value {figure} ; kb:asPrinted "{figure}%" ; kb:sampleSize {size}'
    assert found(quantifier, printed).verdict() == verdict


def test_a_denial_of_most_is_shown_by_less_than_half() -> None:
    few = 'kb:value 20 ; kb:asPrinted "20%" ; kb:sampleSize 400'
    assert found("Most", few, relation="denies").verdict() == "Supported"


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        ('kb:value 70 ; kb:asPrinted "70%"', "NotAssessed"),
        ('kb:value 70 ; kb:asPrinted "70%" ; kb:ciLow 62 ; kb:ciHigh 77', "Supported"),
        ('kb:value 70 ; kb:asPrinted "70%" ; kb:ciLow 48 ; kb:ciHigh 86', "NotAssessed"),
        ('kb:low 55 ; kb:high 90 ; kb:asPrinted "55 to 90%" ; kb:sampleSize 900', "Supported"),
        ('kb:low 55 ; kb:high 90 ; kb:asPrinted "55 to 90%" ; kb:sampleSize 20', "NotAssessed"),
        ('kb:atLeast 60 ; kb:asPrinted "at least 60%" ; kb:sampleSize 900', "Supported"),
        ('kb:atMost 60 ; kb:asPrinted "up to 60%" ; kb:sampleSize 900', "NotAssessed"),
    ],
)
def test_a_figure_decides_by_the_whole_of_what_it_could_be(figure: str, verdict: str) -> None:
    """A figure of which nothing says how precise it is decides nothing."""
    assert found("Most", figure).verdict() == verdict


def test_the_share_in_one_group_decides_in_part() -> None:
    printed = 'kb:value 80 ; kb:asPrinted "80%" ; kb:sampleSize 400'
    judged = found("Most", printed, "kb:population id:adults")
    assert (judged.verdict(), judged.text("c", "supportedScope")) == (
        "SupportedInPart",
        "in adults",
    )


def test_what_most_do_many_do_and_some_do() -> None:
    printed = 'kb:unit kb:Percent ; kb:value 80 ; kb:asPrinted "80%" ; kb:sampleSize 400'
    turtle = QUANTITY + proposition(
        "m", "improves", "pain", "kb:condition id:pain ; kb:quantifier kb:Most ; kb:share id:q"
    )
    for name, quantifier in (("c", "Many"), ("d", "Some"), ("a", "All")):
        stated = f"kb:condition id:pain ; kb:quantifier kb:{quantifier}"
        turtle += proposition(f"p-{name}", "improves", "pain", stated) + claim(f"p-{name}", name)
    judged = judge(turtle + item("e", "gives id:q", "RandomizedControlledTrial", printed))
    assert [judged.verdict(name) for name in "cda"] == ["Supported", "Supported", "Insufficient"]
