"""Figures in their words: which way they go, what bounds them, how precise they are, and what is of another kind. Fictional throughout."""

from __future__ import annotations

from pathlib import Path

import pytest

from figure_questions import Question, Told, fold, judged, least, low, most, pc, v


def risk(
    quote: str, value: str, printed: str, ratio: str, verdict: str, codes: str = "", **more: str
) -> Question:
    """A question on a relative risk, with one cohort on it."""
    return Question(
        quote,
        value,
        printed,
        [fold(ratio)],
        verdict,
        codes,
        "relativeRisk",
        "ProspectiveCohort",
        **more,
    )


UP, DOWN = "PercentIncrease", "PercentDecrease"
DIRECTIONS = [
    risk("a 40% lower risk", v("40", UP), "40%", "1.4", "NotAssessed", "S74"),
    risk("a 40% lower risk", v("40", DOWN), "40%", "0.6", "Supported"),
    risk("a 40% lower risk", v("40", DOWN), "40%", "1.4", "Refuted", "X06"),
    risk("a 40% higher risk", v("40", DOWN), "40%", "0.6", "NotAssessed", "S74"),
    risk("a 40% higher risk", v("40", UP), "40%", "1.4", "Supported"),
    risk("a 40% higher risk", v("40", UP), "40%", "0.6", "Refuted", "X06"),
    risk("deaths were cut by 40%", v("40", UP), "40%", "1.4", "NotAssessed", "S74"),
    risk("deaths were cut by up to 40%", most("40", DOWN), "up to 40%", "0.62", "Supported"),
    risk("deaths were cut by up to 40%", most("40", DOWN), "up to 40%", "0.4", "Refuted", "X06"),
    risk("a reduction in the risk of death of 40%", v("40", UP), "40%", "1.4", "NotAssessed", "S74"),
    risk("it reduces the risk of dying by about 40%", v("40", UP), "about 40%", "1.4", "NotAssessed", "S74"),
    risk("death was 1.4 times more often seen", v("1.4", "Fold"), "1.4 times", "1.4", "Supported"),
    risk("death was 1.4 times less often seen", v("1.4", "Fold"), "1.4 times", "1.4", "NotAssessed", "S74"),
    risk("a 10-fold lower risk", v("10", "Fold"), "10-fold", "10", "NotAssessed", "S74"),
    risk("a 10-fold lower risk", v("0.1", "Fold"), "10-fold", "0.1", "Supported"),
    risk("the risk is lower, at 40%", v("40", UP), "40%", "1.4", "NotAssessed", "S74"),
    risk("half as likely to die", v("0.5", "Fold"), "half", "0.5", "Supported"),
    risk("half as likely to die", v("2", "Fold"), "half", "2.0", "NotAssessed", "S19"),
    risk("half as likely to die", v("50", UP), "half", "1.5", "NotAssessed", "S19"),
    risk("the risk is cut by a third", v("33.3", DOWN), "a third", "0.67", "Supported"),
    risk("the risk is cut by a third", v("0.333", "Fold"), "a third", "0.33", "NotAssessed", "S19"),
    risk("the risk is cut to a third", v("0.333", "Fold"), "a third", "0.33", "Supported"),
    risk("the risk doubled", v("2", "Fold"), "doubled", "2.1", "Supported"),
    risk("the risk doubled", v("2", "Fold"), "doubled", "0.5", "Refuted", "X06"),
    risk("the risk halved", v("0.5", "Fold"), "halved", "0.5", "Supported"),
    risk("the risk halved", v("2", "Fold"), "halved", "2.0", "NotAssessed", "S19"),
    risk("the risk tripled", v("3", "Fold"), "tripled", "3.1", "Supported"),
    risk("the risk is twofold", v("2", "Fold"), "twofold", "2.2", "Supported"),
    risk("one and a half times the risk", v("1.5", "Fold"), "one and a half times", "1.5", "Supported"),
    risk("odds of 3 to 1 of dying", v("3", "Fold"), "3 to 1", "3.0", "Supported"),
    risk("an absolute reduction of 5%", v("5", DOWN), "5%", "0.95", "NotAssessed", "S77"),
    risk("a relative reduction of 5%", v("5", DOWN), "5%", "0.95", "Supported"),
    risk("an odds ratio of 2.5", v("2.5", "Fold"), "2.5", "2.5", "NotAssessed", "S77"),
    risk("a hazard ratio of 2.5", v("2.5", "Fold"), "2.5", "2.5", "NotAssessed", "S77"),
    risk("a risk ratio of 2.5", v("2.5", "Fold"), "2.5", "2.5", "Supported"),
    risk("mortality was halved in it", v("50", DOWN), "halved", "0.5", "Supported"),
    risk("mortality quartered", v("0.25", "Fold"), "quartered", "0.25", "Supported"),
    risk("double the risk of dying", v("100", UP), "double", "2.0", "Supported"),
    risk("higher in smokers (1.4-fold)", v("1.4", "Fold"), "1.4-fold", "1.4", "Supported"),
    risk("lower in smokers (1.4-fold)", v("1.4", "Fold"), "1.4-fold", "1.4", "NotAssessed", "S74"),
    risk("a 40% relative risk reduction", v("40", UP), "40%", "1.4", "NotAssessed", "S74"),
    risk("not 40% lower but the same", v("40", DOWN), "40%", "0.6", "NotAssessed", "S76"),
    risk("risk is 40% of that of others", v("40", UP), "40%", "1.4", "NotAssessed", "S75"),
    risk("risk of +40% in adults", v("40", UP), "+40%", "1.4", "Supported"),
    risk("on lower doses the risk is 1.4-fold", v("1.4", "Fold"), "1.4-fold", "1.4", "Supported"),
    Question("20% fewer responded", v("20"), "20%", [pc("20")], "NotAssessed", "S75"),
    Question("the response fell by 20%", v("20"), "20%", [pc("20")], "NotAssessed", "S75"),
    Question("the response fell to 20%", v("20"), "20%", [pc("20")], "Supported"),
    Question("20% reduced their dose", v("20"), "20%", [pc("20")], "Supported"),
    Question("blood pressure fell by 10 mmHg", v("10", "MillimetreOfMercury"), "10 mmHg",
             [f'{v("10", "MillimetreOfMercury")} ; kb:asPrinted "10 mmHg"'], "NotAssessed", "S74", "bloodPressureRise"),
    Question("blood pressure rose by 10 mmHg", v("10", "MillimetreOfMercury"), "10 mmHg",
             [f'{v("10", "MillimetreOfMercury")} ; kb:asPrinted "10 mmHg"'], "Supported", "", "bloodPressureRise"),
    risk("a 1.4-fold risk of dying", v("1.4", "Fold"), "1.4-fold", "1.4", "Supported", finding="The risk was 1.4 times as high."),
    Question("1.4-fold risk in all", v("1.4", "Fold"), "1.4-fold", [f'{v("40", UP)} ; kb:asPrinted "40%"'], "NotAssessed", "S74",
             "relativeRisk", "ProspectiveCohort", "The risk was 40% lower."),
]  # fmt: skip

BOUNDS = [
    Question("up to 70% respond", v("70"), "70%", [pc("70")], "NotAssessed", "S76"),
    Question("up to 70% respond well", most("70"), "up to 70%", [pc("70")], "Supported"),
    Question("up to 70% respond soon", most("70"), "70%", [pc("68")], "Supported"),
    Question("up to 70% respond at all", most("70"), "up to 70%", [pc("8")], "Insufficient", "O01"),
    Question("up to 70% respond to it", most("70"), "up to 70%", [pc("85")], "Refuted", "X06"),
    Question("as many as 70% respond", v("70"), "70%", [pc("70")], "NotAssessed", "S76"),
    Question("less than 1% respond", v("1"), "1%", [pc("1")], "NotAssessed", "S76"),
    Question("less than 5% respond", most("5"), "less than 5%", [pc("3")], "Supported"),
    Question("less than 6% respond", most("6"), "less than 6%", [pc("6")], "Insufficient", "O01"),
    Question("fewer than 7% respond", v("7"), "7%", [pc("7")], "NotAssessed", "S76"),
    Question("not even 20% respond", v("20"), "20%", [pc("20")], "NotAssessed", "S76"),
    Question("not even 21% respond", most("21"), "not even 21%", [pc("35")], "Refuted", "X06"),
    Question("at most 22% respond", v("22"), "22%", [pc("22")], "NotAssessed", "S76"),
    Question("no more than 23% respond", least("23"), "23%", [pc("23")], "NotAssessed", "S76"),
    Question("at least 24% respond", v("24"), "24%", [pc("24")], "NotAssessed", "S76"),
    Question("over 25% respond", v("25"), "25%", [pc("25")], "NotAssessed", "S76"),
    Question("26% or more respond", v("26"), "26%", [pc("26")], "NotAssessed", "S76"),
    Question("more than half respond", v("0.5", "Fraction"), "half", [pc("46")], "NotAssessed", "S76"),
    Question("more than half of them", least("0.5", "Fraction"), "more than half", [pc("46")], "Refuted", "X06"),
    Question("more than half of people", least("0.5", "Fraction"), "more than half", [pc("50")], "Insufficient", "O01"),
    Question("more than half of women", least("0.5", "Fraction"), "more than half", [pc("58")], "Supported"),
    Question("nearly 50% of men", v("50"), "50%", [pc("47")], "Supported"),
    Question("nearly 51% of men", v("51"), "51%", [pc("54")], "Refuted", "X06"),
    Question("just over 52% of men", v("52"), "52%", [pc("54")], "Supported"),
    Question("just over 53% of men", v("53"), "53%", [pc("51")], "Refuted", "X06"),
    Question("an incidence of 3%", v("3"), "3%", [pc("3")], "NotAssessed", "S77", "prevalence", "NationalSurvey"),
    Question("a prevalence of 4%", v("4"), "4%", [pc("4")], "Supported", "", "prevalence", "NationalSurvey"),
    Question("between 10 and 32% respond", v("32"), "32%", [pc("32")], "NotAssessed", "S76"),
    Question("from 10 to 33% respond", v("33"), "33%", [pc("33")], "NotAssessed", "S76"),
    Question("it rises from 10% to 34%", v("34"), "34%", [pc("34")], "Supported"),
    Question("10% to 35% of men respond", v("10"), "10%", [pc("10")], "NotAssessed", "S76"),
    Question("about 30% of men", v("30"), "30%", [pc("32")], "Supported"),
    Question("31% of men respond", most("31"), "31%", [pc("8")], "NotAssessed", "S76"),
    Question("90% of men respond", v("90"), "90%", ['kb:atLeast 5 ; kb:unit kb:Percent ; kb:asPrinted "at least 5%"'], "Insufficient", "O01"),
    Question("3% of men respond", v("3"), "3%", ['kb:atLeast 5 ; kb:unit kb:Percent ; kb:asPrinted "at least 5%"'], "Refuted", "X06"),
    Question("at least 4% respond", least("4"), "at least 4%",
             ['kb:atLeast 5 ; kb:unit kb:Percent ; kb:asPrinted "at least 5%"'], "Supported"),
    Question("at least 9% respond", least("9"), "at least 9%",
             ['kb:atLeast 5 ; kb:unit kb:Percent ; kb:asPrinted "at least 5%"'], "Insufficient", "O01"),
    Question("66% of men respond", v("66"), "66%", [pc("66")], "NotAssessed", "S76", finding="At least 66% responded."),
    Question("67% of men respond", v("67"), "67%", ['kb:low 5 ; kb:high 95 ; kb:unit kb:Percent ; kb:asPrinted "5 to 95%"'], "Insufficient", "O01 X15"),
    Question("10 to 40% respond", low("10", "40"), "10 to 40%", ['kb:low 5 ; kb:high 10 ; kb:unit kb:Percent ; kb:asPrinted "5 to 10%"'], "Insufficient", "O01"),
]  # fmt: skip

ESTIMATES = [
    Question("33% are well", v("33"), "33%", [pc("33.3", " ; kb:sampleSize 3")], "Insufficient", "O01 X15"),
    Question("34% are well", v("34"), "34%", [pc("34", " ; kb:sampleSize 1")], "Insufficient", "O01 X15"),
    Question("50% are well", v("50"), "50%", [pc("50", " ; kb:sampleSize 2")], "Insufficient", "O01 X15"),
    Question("100% are well", v("100"), "100%", [pc("100", " ; kb:sampleSize 3")], "Insufficient", "O01 X15"),
    Question("35% are well", v("35"), "35%", [pc("35", " ; kb:sampleSize 40")], "Supported"),
    Question("36% are well", v("36"), "36%", [pc("36", " ; kb:sampleSize 3"), pc("36", " ; kb:sampleSize 300")], "Supported", "X15"),
    Question("8% are well", v("8", "Percent ; kb:ciLow 1 ; kb:ciHigh 40"), "8%", [pc("30")], "Refuted", "X06"),
    Question("9% are well", v("9"), "9%", [f'{v("9")} ; kb:low 50 ; kb:high 60 ; kb:asPrinted "9% (50 to 60%)"'], "NotAssessed", "S54"),
    Question("12% are well", v("12"), "12%", [pc("12", " ; kb:ciLow 12 ; kb:ciHigh 12 ; kb:sampleSize 3")], "NotAssessed", "S117 S54"),
    Question("13% are well", v("13"), "13%", [pc("13", " ; kb:ciLow 20 ; kb:ciHigh 30")], "NotAssessed", "S117 S54"),
    Question("14% are well", v("14"), "14%", ['kb:low 14 ; kb:high 14 ; kb:sampleSize 3 ; kb:unit kb:Percent ; kb:asPrinted "14%"'], "NotAssessed", "S54"),
    Question("850% are well", v("850"), "850%", [pc("850")], "NotAssessed", "S54 S54"),
    Question("16 to 18% are well", low("18", "16"), "16 to 18%", [pc("17")], "NotAssessed", "S20"),
    Question("19% are well", v("91"), "19%", [pc("91")], "NotAssessed", "S19"),
    Question("21% are well", v("21"), "21%", [f'{v("91")} ; kb:asPrinted "21%"'], "NotAssessed", "S19"),
    Question("22% are well", "kb:value 22", "22%", [pc("22")], "NotAssessed", "S02"),
    Question("23 hours are well", v("23", "Hour"), "23 hours", [pc("23")], "NotAssessed", "S14"),
]  # fmt: skip

COUNTED = "caseCount"
FORMS = [
    Question("every other person", v("0.5", "Fraction"), "every other person", [pc("51")], "Supported"),
    Question("every other person in it", v("50"), "every other person", [pc("31")], "Refuted", "X06"),
    Question("lasts for a fortnight", v("14", "Day"), "a fortnight", [f'{v("2", "Week")} ; kb:asPrinted "2 weeks"'], "Supported", "", "durationOfEffect"),
    Question("lasts a fortnight", v("14", "Week"), "a fortnight", [f'{v("14", "Week")} ; kb:asPrinted "14 weeks"'], "NotAssessed", "S19", "durationOfEffect"),
    Question("a dozen people", v("12", "One"), "a dozen", [f'{v("12", "One")} ; kb:asPrinted "12"'], "Supported", "", COUNTED, "NationalSurvey"),
    Question("a dozen people here", v("12", "One"), "a dozen", [f'{v("17", "One")} ; kb:asPrinted "17"'], "Refuted", "X06", COUNTED, "NationalSurvey"),
    Question("two thirds are well", v("66.7"), "two thirds", [pc("66")], "Supported"),
    Question("a quarter are well", v("25"), "a quarter", [pc("35")], "Refuted", "X06"),
    Question("5 per 100,000 are well", v("5", "PerHundredThousand"), "5 per 100,000", [pc("0.005")], "Supported"),
    Question("6 per 100,000 are well", v("6"), "6 per 100,000", [pc("6")], "NotAssessed", "S19"),
    Question("7 percentage points", v("7"), "7 percentage points", [pc("7")], "NotAssessed", "S50"),
    Question("1,5% are well", v("1.5"), "1,5%", [pc("1.5")], "Supported"),
    Question("1.234,5 people", v("1234.5", "One"), "1.234,5", [f'{v("1234.5", "One")} ; kb:asPrinted "1,234.5"'], "Supported", "", COUNTED, "NationalSurvey"),
    Question("1.234.567 people", v("1.234", "One"), "1.234.567", [f'{v("1.234", "One")} ; kb:asPrinted "1.234"'], "NotAssessed", "S19", COUNTED, "NationalSurvey"),
    Question("2.3.2021 people", v("2.3", "One"), "2.3.2021", [f'{v("2.3", "One")} ; kb:asPrinted "2.3"'], "NotAssessed", "E09 S53", COUNTED, "NationalSurvey"),
    Question("1,234,567 people", v("1234567", "One"), "1,234,567", [f'{v("1234567", "One")} ; kb:asPrinted "1 234 567"'], "Supported", "", COUNTED, "NationalSurvey"),
    Question("1.5 million people", v("1.5", "Million"), "1.5 million", [f'{v("1500000", "One")} ; kb:asPrinted "1.5 million"'], "Supported", "", COUNTED, "NationalSurvey"),
    Question("5–10 % are well", low("5", "10"), "5–10 %", [pc("7")], "Supported"),
    Question("30 ± 5% are well", v("30"), "30 ± 5%", [pc("30")], "Supported"),
    Question("single-digit percent", low("1", "9.9"), "single-digit percent", [pc("7")], "Supported"),
    Question("single-digit percent here", low("1", "9.9"), "single-digit percent", [pc("17")], "Refuted", "X06"),
    Question("a percent of them", v("1"), "percent", [pc("1")], "NotAssessed", "E01 S53"),
]  # fmt: skip

ALL = [*DIRECTIONS, *BOUNDS, *ESTIMATES, *FORMS]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Told]:
    """What is told of each question."""
    return judged(tmp_path_factory.mktemp("wording"), ALL)


@pytest.mark.parametrize("n", range(len(ALL)))
def test_a_figure_in_its_words(n: int, told: list[Told]) -> None:
    assert (ALL[n], told[n]) == (ALL[n], Told(ALL[n].verdict, ALL[n].codes))


RATIOS = ("relativeRisk", "hazardRatio", "oddsRatio", "mortalityRateRatio", "adverseEventRatio", "prevalenceRatio",
          "treatmentOddsRatio", "treatmentHazardRatio")  # fmt: skip
SHARES = (
    "prevalence",
    "proportionAffected",
    "responseRate",
    "remissionRate",
    "improvementRate",
    "adverseEventRate",
)
SPANS = ("onsetOfEffect", "durationOfEffect", "timeToBaseline", "phaseDuration", "infusionDuration")


def test_different_measures_never_decide_one_another(tmp_path: Path) -> None:
    alike = (
        (RATIOS, v("2.5", "Fold"), "2.5-fold"),
        (SHARES, v("25"), "25%"),
        (SPANS, v("3", "Hour"), "3 hours"),
    )
    pairs = [
        Question(
            f"{printed} of the {len(kinds)} of {mine} and {other}", value, printed,
            [f'{value} ; kb:asPrinted "{printed}"'], "Insufficient", "", mine, design, of=other,
        )
        for kinds, value, printed in alike
        for mine in kinds
        for other in kinds
        for design in ("RandomizedControlledTrial",)
        if mine != other
    ]  # fmt: skip
    found = {
        (pair.measure, one.verdict)
        for pair, one in zip(pairs, judged(tmp_path, pairs), strict=True)
    }
    # Ratios of hazards, odds and mortality are kinds of relative risk: evidence on them bears on it, and does not decide it.
    measures = {*RATIOS, *SHARES, *SPANS}
    assert found == {(measure, "NotAssessed") for measure in measures} | {
        ("relativeRisk", "Insufficient")
    }
