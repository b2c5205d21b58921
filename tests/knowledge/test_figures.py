"""Verdicts on figures: estimates that agree decide by their span, a small sample rules little out, and what is too far apart decides nothing."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from cases import Case, lay_out
from kbtool.checks.run import check
from kbtool.knowledge.chain import chain
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import ID, KB
from kbtool.rdf.store import DERIVED
from kbtool.reports.explanation import explain_claim
from kbtool.reports.style import Style

CLAIM = """
id:q{n} a kb:Quantity ; kb:subject id:ibuprofen ; kb:measure kb:{measure} ; kb:year "{year}"^^xsd:gYear .
id:c{n} a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "{printed}" ; kb:certainty kb:Categorical ;
    kb:gives id:q{n} ; {value} ; kb:asPrinted "{printed}" .
"""
EVIDENCE = """
id:e{n} a kb:Evidence ; kb:gives id:q{question} ; {value} ; cito:citesAsEvidence id:trial-a ;
    kb:design kb:RandomizedControlledTrial ; kb:finding "F." ; kb:verification kb:SeenAtSource .
"""
HALF = "kb:value 0.5 ; kb:unit kb:Fraction", "half"

TEN_TO_TWENTY = "kb:low 10 ; kb:high 20 ; kb:unit kb:Percent", "10 to 20%"


def percent(value: str, more: str = "") -> str:
    return f'kb:value {value} ; kb:unit kb:Percent ; kb:asPrinted "{value}%"{more}'


def sampled(value: str, size: int) -> str:
    return percent(value, f" ; kb:sampleSize {size}")


def said(printed: str) -> tuple[str, str]:
    return f"kb:value {printed} ; kb:unit kb:Percent", f"{printed}%"


QUESTIONS: list[tuple[tuple[str, str], list[str], str]] = [
    # Words and shares, each in its own unit.
    (HALF, [percent("8")], "Refuted"),
    (HALF, [percent("8"), percent("9")], "Refuted"),
    (HALF, [percent("51")], "Supported"),
    (("kb:value 33.3 ; kb:unit kb:Percent", "one in three"), [percent("12")], "Refuted"),
    (("kb:value 33.3 ; kb:unit kb:Percent", "one in three"), [percent("34")], "Supported"),
    (("kb:value 0.000033 ; kb:unit kb:Fraction", "1 in 30,000"), [percent("0.5")], "Refuted"),
    (("kb:value 0.5 ; kb:unit kb:Fraction", "50%"), [percent("8")], "Refuted"),
    (("kb:value 1 ; kb:unit kb:Fraction", "1"), [percent("60")], "Refuted"),
    # A figure at odds with its printed form, or with none, decides nothing.
    (("kb:value 80 ; kb:unit kb:Percent", "8%"), [percent("80")], "NotAssessed"),
    (said("8"), ['kb:value 8 ; kb:unit kb:Percent ; kb:asPrinted "80%"'], "NotAssessed"),
    (said("8"), ['kb:value 8 ; kb:unit kb:Percent ; kb:asPrinted "a few people"'], "NotAssessed"),
    (said("8"), ["kb:value 8 ; kb:unit kb:Percent"], "NotAssessed"),
    # Estimates without an interval.
    (said("15"), [percent("14.9"), percent("16.0"), percent("15.2")], "Supported"),
    (said("15"), [percent("16.0")], "Refuted"),
    (said("30"), [percent("14.9"), percent("16.0"), percent("15.2")], "Refuted"),
    (said("25"), [percent("8"), percent("40")], "Insufficient"),
    (said("8"), [percent("8"), percent("40")], "Conflicting"),
    (said("90"), [percent("8"), percent("40")], "Refuted"),
    (said("2"), [percent("8"), percent("40")], "Refuted"),
    # What goes with the nearest of the estimates that speak for the claim's figure speaks with it.
    (TEN_TO_TWENTY, [percent("9.2")], "Refuted"),
    (TEN_TO_TWENTY, [percent("9.2"), percent("10.5")], "Supported"),
    (TEN_TO_TWENTY, [percent("9.2"), percent("10.5"), percent("19")], "Supported"),
    (TEN_TO_TWENTY, [percent("12"), percent("19"), percent("21.5")], "Supported"),
    (TEN_TO_TWENTY, [percent("9.2"), percent("19")], "Conflicting"),
    (TEN_TO_TWENTY, [percent("9.2"), percent("10.5"), percent("25")], "Conflicting"),
    (TEN_TO_TWENTY, [sampled("9.2", 100000), percent("10.5"), percent("19")], "Conflicting"),
    # Estimates with a sample or an interval.
    (said("15"), [sampled("14.9", 200), sampled("16.0", 150), sampled("15.2", 300)], "Supported"),
    (said("15"), [sampled("16.0", 150)], "Supported"),
    (said("55"), [sampled("30", 10)], "Insufficient"),
    (said("55"), [sampled("30", 1000)], "Refuted"),
    (said("55"), [sampled("30", 10), sampled("54", 20)], "Supported"),
    (said("25"), [sampled("8", 25), sampled("40", 30)], "Insufficient"),
    (said("25"), [sampled("8", 400), sampled("40", 400)], "Insufficient"),
    (said("25"), [percent("8", " ; kb:ciLow 5 ; kb:ciHigh 11"), percent("40")], "Insufficient"),
    (said("45"), [percent("27.4", " ; kb:ciLow 12.9 ; kb:ciHigh 49.2")], "Insufficient"),
    (said("28"), [percent("27.4", " ; kb:ciLow 12.9 ; kb:ciHigh 49.2")], "Supported"),
    (said("60"), [percent("27.4", " ; kb:ciLow 12.9 ; kb:ciHigh 49.2")], "Refuted"),
    (said("25"), [percent("24"), percent("26"), sampled("60", 500)], "Conflicting"),
    # A sample whose size is none.
    (HALF, [percent("42", " ; kb:sampleSize 300")], "Supported"),
    (HALF, [percent("42", ' ; kb:sampleSize "300 patients"')], "NotAssessed"),
    (HALF, [percent("42", ' ; kb:sampleSize "300"')], "NotAssessed"),
    (HALF, [percent("42", " ; kb:sampleSize -300")], "NotAssessed"),
    (HALF, [percent("42", " ; kb:sampleSize 0")], "NotAssessed"),
    (HALF, [percent("42", " ; kb:sampleSize 300.5")], "NotAssessed"),
]  # fmt: skip


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The verdict on each question, all in one knowledge base."""
    return judged(tmp_path_factory.mktemp("figures"), QUESTIONS)


def judged(folder: Path, questions: list[tuple[tuple[str, str], list[str], str]]) -> list[str]:
    parts: list[str] = []
    for n, ((value, printed), items, _) in enumerate(questions):
        parts.append(
            CLAIM.format(n=n, measure="responseRate", year=1900 + n, value=value, printed=printed)
        )
        parts += [
            EVIDENCE.format(n=f"{n}-{i}", question=n, value=item) for i, item in enumerate(items)
        ]
    article = " ".join(printed for (_, printed), _, _ in questions)
    kb = open_knowledge_base(lay_out(Case("X06", "".join(parts), (), article), folder / "project"))
    found = []
    for n in range(len(questions)):
        (verdict,) = (
            q.object for q in kb.store.quads_for_pattern(ID(f"c{n}"), KB("verdict"), None, DERIVED)
        )
        found.append(str(getattr(verdict, "value", "")).removeprefix(KB.base))
    return found


@pytest.mark.parametrize("n", range(len(QUESTIONS)))
def test_a_figure(n: int, verdicts: list[str]) -> None:
    assert (QUESTIONS[n], verdicts[n]) == (QUESTIONS[n], QUESTIONS[n][2])


def test_a_claim_whose_printed_form_its_quote_lacks_has_no_verdict(tmp_path: Path) -> None:
    claim = CLAIM.format(
        n=0, measure="responseRate", year=1900, value=HALF[0], printed="half"
    ).replace('oa:exact "half"', 'oa:exact "a third"')
    item = EVIDENCE.format(n="0-0", question=0, value=percent("8"))
    case = Case("X06", claim + item, (), "It helps a third of them.")
    kb = open_knowledge_base(lay_out(case, tmp_path / "project"))
    (verdict,) = kb.store.quads_for_pattern(ID("c0"), KB("verdict"), None, DERIVED)
    assert verdict.object == KB("NotAssessed")
    (reason,) = kb.store.quads_for_pattern(ID("c0"), KB("notAssessedBecause"), None, DERIVED)
    assert reason.object == KB("FigureSetAside")


def test_the_order_of_evidence_does_not_matter(tmp_path: Path) -> None:
    items = [percent("14.9"), percent("16.0"), percent("15.2")]
    apart = [percent("8"), percent("40"), sampled("30", 20)]
    questions = [
        (said(figure), list(order), "")
        for figure, given in (("15", items), ("25", apart))
        for order in permutations(given)
    ]
    found = judged(tmp_path, questions)
    assert set(found[:6]) == {"Supported"}
    assert len(set(found[6:])) == 1


def test_an_estimate_within_the_span_of_others_changes_nothing(tmp_path: Path) -> None:
    base = [percent("14.9"), percent("16.0")]
    questions = [
        (said(figure), items, "")
        for figure in ("15", "15.6", "30", "9")
        for items in (base, [*base, percent("15.2")], [*base, percent("15.2"), percent("15.9")])
    ]
    found = judged(tmp_path, questions)
    assert [len(set(found[n : n + 3])) for n in range(0, 12, 3)] == [1, 1, 1, 1]


SPREAD = (
    CLAIM.format(
        n=0,
        measure="responseRate",
        year=2000,
        value="kb:value 25 ; kb:unit kb:Percent",
        printed="25%",
    )
    + EVIDENCE.format(n=1, question=0, value=percent("8"))
    + EVIDENCE.format(n=2, question=0, value=percent("40"))
    + CLAIM.format(
        n=1,
        measure="responseRate",
        year=2001,
        value="kb:value 55 ; kb:unit kb:Percent",
        printed="55%",
    )
    + EVIDENCE.format(n=3, question=1, value=sampled("30", 10))
)


def test_explain_shows_the_spread_and_what_is_neither(tmp_path: Path) -> None:
    kb = open_knowledge_base(lay_out(Case("X06", SPREAD, (), "25% or 55%."), tmp_path / "project"))
    spread = chain(kb, ID("c0")).spread
    assert spread is not None
    assert [end.figure.as_printed for end in spread if end.figure] == ["8%", "40%"]
    text = explain_claim(kb, ID("c0"), Style(colour=False))
    assert "  spread     “8%” (Trial A) to “40%” (Trial A): too far apart to decide" in text
    (line,) = chain(kb, ID("c1")).lines
    assert (line.supporting, line.disputing, line.decisive) == (False, False, False)
    assert "Neither way" in explain_claim(kb, ID("c1"), Style(colour=False))


SET_ASIDE = """
id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:{object} .
id:c a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Ibuprofen treats it" ; kb:asserts id:p ; kb:certainty kb:Categorical .
id:e a kb:Evidence ; kb:{relation} id:p ; cito:citesAsEvidence id:trial-a ; kb:design kb:{design} ; kb:finding "F." ; kb:verification kb:SeenAtSource .
"""


@pytest.mark.parametrize("relation", ["supports", "disputes"])
def test_nobody_is_told_that_it_is_not_known_where_evidence_was_only_set_aside(
    tmp_path: Path, relation: str
) -> None:
    turtle = SET_ASIDE.format(object="pain", relation=relation, design="NationalSurvey")
    kb = open_knowledge_base(
        lay_out(Case("E10", turtle, (), "Ibuprofen treats it."), tmp_path / "project")
    )
    found = {finding.code: finding.suggestion for finding in check(kb, kb.rules).findings}
    assert "E10" in found
    assert "O01" in found
    assert not [text for text in found.values() if "not known" in text]


def test_where_there_is_weak_evidence_the_wording_says_what_there_is(tmp_path: Path) -> None:
    turtle = SET_ASIDE.format(object="pain", relation="supports", design="CaseReport").replace(
        '"F."', '"One of one had less pain."'
    )
    kb = open_knowledge_base(
        lay_out(Case("E10", turtle, (), "Ibuprofen treats it."), tmp_path / "project")
    )
    found = {finding.code: finding.suggestion for finding in check(kb, kb.rules).findings}
    assert (
        found["O01"]
        == "Say what there is: Weak evidence is on file (case report): One of one had less pain."
    )


def test_it_is_not_known_is_said_of_what_was_searched_for_and_not_found(tmp_path: Path) -> None:
    claim = SET_ASIDE.partition("id:e ")[0].format(object="pain")
    search = """
id:s a kb:Search ; kb:question "Does it treat pain?" ; kb:lookedFor id:p ; kb:searchedIn "a collection" ;
    kb:searchedOn "2026-11-27"^^xsd:date ; kb:foundNothing true ; kb:foundInWords "Nothing." .
"""
    case = Case("E10", claim + search, (), "Ibuprofen treats it.")
    kb = open_knowledge_base(lay_out(case, tmp_path / "project"), today=date(2026, 11, 28))
    found = {finding.code: finding.suggestion for finding in check(kb, kb.rules).findings}
    assert found["E12"] == (
        "Say what there is: A search of 2026-11-27 (a collection) found no study on whether"
        " ibuprofen is an effective treatment of pain."
    )
