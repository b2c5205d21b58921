"""What each format says of a verdict that needs more than a word: in which scope it supports, why it is none, what was searched for."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import kbtool
from cases import Case, lay_out
from judged import ARTICLE, TURTLE
from kbtool.authoring.decisions import find_verdict
from kbtool.checks.changes import State, changes, claim_states
from kbtool.checks.contents import contents
from kbtool.checks.report import Report
from kbtool.checks.run import check
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.chain import chain
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.rules import Severity
from kbtool.rdf.namespaces import ID, KB
from kbtool.reports.changes import render_text
from kbtool.reports.explanation import explain_claim
from kbtool.reports.formats import EXPORTS, FINDINGS
from kbtool.reports.presentation import Presentation
from kbtool.reports.style import Style
from kbtool.reports.views import Chain

NEUTRAL = "what is on file is near it and does not decide it"


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return opened(tmp_path_factory.mktemp("verdicts") / "project", TURTLE)


@pytest.fixture(scope="module")
def report(kb: KnowledgeBase) -> Report:
    return check(kb, list(kb.rules))


def opened(folder: Path, turtle: str) -> KnowledgeBase:
    root = lay_out(Case("E01", turtle, (), article=ARTICLE), folder)
    return open_knowledge_base(root, today=date(2026, 1, 3))


def rendered(report: Report, format_: str) -> str:
    return FINDINGS.renderer(format_)(report, Presentation(show=Severity.INFO))


def explained(kb: KnowledgeBase, claim: str) -> str:
    return explain_claim(kb, ID(claim), Style(width=200))


def test_json_has_the_scope_and_the_reason_and_counts_verdicts_by_rank(report: Report) -> None:
    document = json.loads(rendered(report, "json"))
    assert document["version"] == 2
    assert list(document["documents"][0]["verdicts"].items()) == [
        ("supported in part", 1),
        ("insufficient", 1),
        ("not assessed", 3),
    ]
    told = {
        f["claim"].rpartition("/")[2]: (f["verdict"], f.get("scope"), f.get("because"))
        for f in document["findings"]
        if f["claim"]
    }
    assert told == {
        "c-pain": ("supported in part", "in adults", None),
        "c-headache": ("insufficient", None, None),
        "c-fever": ("not assessed", None, NEUTRAL),
        "c-safe": ("not assessed", None, "nothing on file answers just this"),
        "c-infections": ("not assessed", None, "the last search is too old"),
    }


def test_sarif_has_them_as_properties(report: Report) -> None:
    results = json.loads(rendered(report, "sarif"))["runs"][0]["results"]
    properties = [result["properties"] for result in results]
    assert {
        "node": ID("c-pain").value,
        "verdict": "supported in part",
        "scope": "in adults",
    } in properties
    assert {
        "node": ID("c-fever").value,
        "verdict": "not assessed",
        "because": NEUTRAL,
    } in properties


@pytest.mark.parametrize("format_", ["text", "html", "junit"])
def test_formats_for_people_have_them_beside_the_verdict(report: Report, format_: str) -> None:
    assert "supported in part: in adults" in rendered(report, format_)


def test_text_counts_the_verdicts_by_rank(report: Report) -> None:
    assert "5 claims: 1 supported in part, 1 insufficient, 3 not assessed\n" in rendered(
        report, "text"
    )


def test_verdicts_on_words_that_are_gone_are_not_counted_among_those_of_the_text(
    tmp_path: Path,
) -> None:
    opened(tmp_path / "project", TURTLE)
    article = tmp_path / "project" / "sources" / "article.txt"
    article.write_text(
        ARTICLE.replace("It treats headache. It treats fever.", "Rest."), encoding="utf-8"
    )
    kb = open_knowledge_base(tmp_path / "project", today=date(2026, 1, 3))
    report = check(kb, [rule for rule in kb.rules if rule.code == "A01"])
    verdicts = "5 claims: 1 supported in part, 2 not assessed"
    again = "2 to be encoded again, their words are not in the text"
    assert f"{verdicts}; {again} Policy" in " ".join(rendered(report, "text").split())
    assert f"{verdicts}. {again}.</p>" in " ".join(rendered(report, "html").split())
    assert "| to be encoded again |\n" in rendered(report, "summary")
    assert "| sources/article.txt | 5 | 1 | 2 | 2 |\n" in rendered(report, "summary")
    [document] = json.loads(rendered(report, "json"))["documents"]
    assert (document["claims"], document["outdated"]) == (5, 2)


def test_words_that_are_gone_have_no_stars_whatever_rules_are_selected(tmp_path: Path) -> None:
    opened(tmp_path / "project", TURTLE)
    article = tmp_path / "project" / "sources" / "article.txt"
    article.write_text(
        ARTICLE.replace("It treats headache. It treats fever.", "Rest."), encoding="utf-8"
    )
    for selected in (["A01"], []):
        report = kbtool.check(kbtool.load(tmp_path / "project"), select=selected)
        shown = rendered(report, "text")
        assert "✕ A01 to be encoded again  " in shown
        assert "[to be encoded again; was " in shown


def test_csv_of_findings_and_of_claims_has_a_column_for_each(
    kb: KnowledgeBase, report: Report
) -> None:
    for table in (rendered(report, "csv"), EXPORTS.renderer("csv")(kb)):
        rows = csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline=""))
        told = {
            row["claim"].removeprefix("id:"): (
                row["verdict"],
                row["in part"],
                row["not assessed because"],
            )
            for row in rows
        }
        assert told["c-pain"] == ("supported in part", "in adults", "")
        assert told["c-fever"] == ("not assessed", "", NEUTRAL)


def test_a_claim_in_part_is_rated_between_and_one_that_nobody_assessed_is_not_rated(
    kb: KnowledgeBase,
) -> None:
    document = json.loads(EXPORTS.renderer("claimreview")(kb))
    reviews = {r["url"].rpartition("/")[2]: r["reviewRating"] for r in document["@graph"]}
    assert reviews.keys() == {"c-pain", "c-headache"}
    original, common = reviews["c-pain"]
    assert original["alternateName"] == "supported in part: in adults"
    assert (common["alternateName"], common["ratingValue"]) == ("MIXTURE", 3)
    assert "ratingValue" not in reviews["c-headache"][1]


def test_annotations_have_them_in_the_assessment(kb: KnowledgeBase) -> None:
    items: list[Any] = json.loads(EXPORTS.renderer("annotations")(kb))["first"]["items"]
    assert [item["body"][1]["value"] for item in items] == [
        "supported in part: in adults",
        "insufficient",
        f"not assessed: {NEUTRAL}",
        "not assessed: nothing on file answers just this",
        "not assessed: the last search is too old",
    ]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_nanopublications_assert_them_and_name_the_evidence_that_decides_in_part(
    kb: KnowledgeBase,
) -> None:
    quads = list(ox.parse(EXPORTS.renderer("nanopub")(kb), format=ox.RdfFormat.TRIG))
    said = {(q.subject, q.predicate, q.object) for q in quads}
    assert (ID("c-pain"), KB("supportedScope"), ox.Literal("in adults")) in said
    assert (ID("c-fever"), KB("notAssessedBecause"), KB("SpeaksNeitherWay")) in said
    derived_from = ox.NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
    assert {q.object for q in quads if q.predicate == derived_from} >= {ID("e-adults")}
    assert not any(q.object == ID("e-case") for q in quads)


def test_explain_shows_the_scope_what_was_studied_and_why_a_line_does_not_count(
    kb: KnowledgeBase,
) -> None:
    text = explained(kb, "c-pain")
    assert "  in part    in adults\n" in text
    decisive, _, rest = text.partition("Trial A")[2].partition("Trial B")
    assert "studied: in adults" in decisive
    assert "considered, and not counted" not in decisive
    assert "considered, and not counted: its level is too low for this question" in rest


def test_explain_has_neutral_evidence_in_a_group_of_its_own(kb: KnowledgeBase) -> None:
    text = explained(kb, "c-fever")
    assert f"  because    {NEUTRAL}\n" in text
    assert "Fever was measured" in text.partition("Neither way\n")[2]
    assert "For it" not in text
    assert "Against it" not in text


def test_explain_names_the_search_and_one_that_is_too_old(kb: KnowledgeBase) -> None:
    searched = explained(kb, "c-headache").partition("Searched for\n")[2]
    assert "2025-12-01: Is there a trial of naproxen in headache?" in searched
    assert "in: an index of trials" in searched
    assert "found: No trial." in searched
    assert "2015-12-01 (too old to count): Is there a trial" in explained(kb, "c-infections")


def test_a_notebook_shows_the_same_of_a_chain(kb: KnowledgeBase) -> None:
    pain, fever, headache = (
        Chain.of(chain(kb, ID(name)))._repr_html_() for name in ("c-pain", "c-fever", "c-headache")
    )
    assert "Supported: in adults" in pain
    assert "decides for a narrower scope" in pain
    assert f"Not assessed: {NEUTRAL}" in fever
    assert "Neither way" in fever
    assert "Is there a trial of naproxen in headache?" in headache


def test_what_decides_in_part_gives_stars_and_what_does_not_count_gives_none(
    kb: KnowledgeBase,
) -> None:
    stars = {claim.name: claim.verdict.stars for claim in kb.claims}
    assert stars == {"c-pain": 1, "c-headache": 0, "c-fever": 0, "c-safe": 0, "c-infections": 0}


@pytest.mark.parametrize("name", ["supported in part", "supported-in-part", "kb:SupportedInPart"])
def test_a_reviewer_may_decide_on_in_part(kb: KnowledgeBase, name: str) -> None:
    assert find_verdict(kb.store, kb.labels, name) == KB("SupportedInPart")


def test_a_reviewer_may_decide_on_not_assessed(kb: KnowledgeBase) -> None:
    assert find_verdict(kb.store, kb.labels, "not assessed") == KB("NotAssessed")


RESOLUTION = """
id:d a kb:Resolution ; kb:claim id:c-safe ; kb:verdict kb:{verdict} ; kb:overrides kb:Insufficient ; kb:reason "A test." ;
    kb:reviewer id:board ; dct:date "2025-01-02"^^xsd:date .
id:board a foaf:Organization ; rdfs:label "Review board" .
"""


@pytest.mark.parametrize("verdict", ["Insufficient", "Supported"])
def test_decisions_from_before_there_was_not_assessed_still_hold(
    tmp_path: Path, verdict: str
) -> None:
    kb = opened(tmp_path / "project", TURTLE + RESOLUTION.format(verdict=verdict))
    found = kb.claims["c-safe"].verdict
    assert found.concept is not None
    assert found.computed is not None
    assert (found.concept.iri, found.computed.iri) == (KB(verdict).value, KB("NotAssessed").value)
    codes = {f.code for f in check(kb, list(kb.rules)).findings}
    assert codes.isdisjoint({"W05", "S27"})


def test_a_difference_names_the_verdicts_that_change_and_the_scope(
    kb: KnowledgeBase, report: Report, tmp_path: Path
) -> None:
    other = opened(
        tmp_path / "project",
        TURTLE.replace("id:adults ; cito", "id:people ; cito").replace("2025-12-01", "2015-12-01"),
    )
    before, after = (
        State(claim_states(each), contents(each), found)
        for each, found in ((kb, report), (other, check(other, list(other.rules))))
    )
    text = render_text(changes(before, after), lambda path: path)
    assert "1 went from insufficient to not assessed" in text
    assert "scope: in adults -> in people" in text
