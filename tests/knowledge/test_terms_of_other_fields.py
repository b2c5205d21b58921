"""What follows from the terms that other fields than psychiatry need: devices, interactions, comparisons of treatments."""

from __future__ import annotations

from pathlib import Path

from figure_questions import Question, judged
from judging import claim, item, judge, proposition

RCT = "RandomizedControlledTrial"
SEVERE = 'id:severe a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "severe" .\n'


def test_what_is_more_effective_is_not_inferior_and_the_other_way_round_it_is_not_so() -> None:
    two = proposition("n", "nonInferiorTo", "naproxen") + proposition(
        "m", "moreEffectiveThan", "naproxen"
    )
    assert judge(two + claim("n") + item("e", "supports id:m", RCT)).verdict() == "Supported"
    assert judge(two + claim("m") + item("e", "supports id:n", RCT)).verdict() == "NotAssessed"


def test_what_is_contraindicated_is_not_suitable_and_calls_for_caution() -> None:
    told = item("e", "supports id:x", "DrugLabel", "kb:section kb:ContraindicationsSection")
    for predicate, verdict in (("suitableFor", "Refuted"), ("cautionedFor", "Supported")):
        turtle = proposition("x", "contraindicatedWith", "infection") + proposition(
            "p", predicate, "infection"
        )
        assert judge(turtle + claim() + told).verdict() == verdict


def test_what_was_shown_where_it_is_severe_is_shown_in_part() -> None:
    treats = SEVERE + proposition("p", "treats", "pain") + claim()
    found = judge(treats + item("e", "supports id:p", RCT, "kb:severity id:severe"))
    assert found.verdict() == "SupportedInPart"
    assert found.text("c", "supportedScope") == "where it is severe"


def test_what_is_tolerated_by_people_is_tolerated_by_adults() -> None:
    turtle = proposition("q", "toleratedBy", "people") + proposition("p", "toleratedBy", "adults")
    review = item("e", "supports id:q", "SystematicReviewOfRCTs")
    assert judge(turtle + claim() + review).verdict() == "Supported"
    one = item("e", "supports id:q", "CaseSeries")
    assert judge(turtle + claim() + one).verdict() == "Insufficient"


HUMAN = "SystematicReviewOfHumanExperiments"
FIGURES = [
    # what is said, what was found, unit, measure, design, verdict
    ("-20%", "-20%", "PercentOfChange", "percentChange", RCT, "Supported"),
    ("20%", "-20%", "PercentOfChange", "percentChange", RCT, "Refuted"),
    ("50%", "50%", "PercentOfChange", "exposureChange", HUMAN, "Supported"),
    ("2-fold", "4-fold", "Fold", "exposureRatio", HUMAN, "Refuted"),
    ("400 mg", "400 mg", "Milligram", "doseMass", "NationalSurvey", "Supported"),
    ("2 hours", "2 hours", "Hour", "halfLife", HUMAN, "Supported"),
    ("2 hours", "12 hours", "Hour", "halfLife", HUMAN, "Refuted"),
]


def test_figures_of_the_new_measures_are_compared(tmp_path: Path) -> None:
    def value(printed: str, unit: str) -> str:
        number = printed.rstrip("%").split()[0].removesuffix("-fold")
        return f"kb:value {number} ; kb:unit kb:{unit}"

    questions = [
        Question(
            said,
            value(said, unit),
            said,
            [f'{value(found, unit)} ; kb:asPrinted "{found}"'],
            verdict,
            measure=measure,
            design=design,
        )
        for said, found, unit, measure, design, verdict in FIGURES
    ]
    assert [told.verdict for told in judged(tmp_path, questions)] == [f[-1] for f in FIGURES]
