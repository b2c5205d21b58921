"""The policy packs on the two articles: what they find, and that they find nothing on pages that they do not bind."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox
import pytest

from commands import ROOT
from kbtool.api import check, load
from kbtool.checks.report import Report
from kbtool.knowledge.policies import Answer
from kbtool.rdf.namespaces import ID, KB
from kbtool.rdf.terms import Term

MARKETING, BLOG = "sources/virginia-infusion-therapies.txt", "sources/fuse-mind-and-body.txt"


def checked(*packs: str, kind: str = "", country: str = "") -> Report:
    """The articles with some packs, and both declared as pages of a kind, or as published in a country and for it."""
    declared: dict[ox.NamedNode, Term] = {}
    if kind:
        declared[KB("pageKind")] = KB(kind)
    if country:
        declared[KB("directedAt")] = declared[KB("establishedIn")] = ox.Literal(country)

    def declare(store: ox.Store) -> None:
        for property, term in declared.items():
            for quad in list(store.quads_for_pattern(None, property, None, None)):
                store.remove(quad)
                store.add(ox.Quad(quad.subject, property, term, quad.graph_name))

    return check(load(ROOT, policies=packs, suppose=declare if declared else None), select=["P"])


@pytest.fixture(scope="module")
def federal() -> Report:
    return checked("us-federal")


def places(report: Report) -> dict[str, set[str]]:
    """The articles on which each rule finds something."""
    nodes = {
        ID("virginia-infusion-therapies").value: MARKETING,
        ID("fuse-mind-and-body").value: BLOG,
    }
    found: dict[str, set[str]] = defaultdict(set)
    for finding in report.findings:
        found[finding.code].add(finding.document or nodes[finding.node])
    return found


def test_federal_law_tells_the_marketing_page_from_the_blog(federal: Report) -> None:
    found = places(federal)
    for code in ("P04", "P06", "P07", "P10"):
        assert found[code] == {MARKETING}, code


def test_both_pages_are_held_to_what_they_say_of_what_they_sell(federal: Report) -> None:
    found = places(federal)
    for code in ("P01", "P03", "P08", "P09"):
        assert found[code] == {MARKETING, BLOG}, code
    assert {reach.answer for reach in federal.reaches} == {Answer.YES}


def test_the_page_that_names_some_risks_is_told_of_those_that_it_leaves_out(
    federal: Report,
) -> None:
    assert places(federal)["P05"] == {BLOG}
    (finding,) = (each for each in federal.findings if each.code == "P05")
    assert "ketamine is addictive" in finding.message


@pytest.mark.parametrize("kind", ["NewsArticle", "PatientInformation"])
def test_a_page_that_advertises_nothing_is_not_held_to_the_law_of_advertising(kind: str) -> None:
    report = checked("us-federal", "uk", "eu", "germany", "platforms", kind=kind)
    assert not report.findings
    assert {reach.answer for reach in report.reaches} == {Answer.NO}


def test_british_law_on_comparisons_tells_the_pages_apart_if_both_are_published_there() -> None:
    report = checked("uk", country="GB")
    found = places(report)
    assert found["P204"] == found["P205"] == found["P207"] == {MARKETING}
    assert found["P203"] == {MARKETING}
    lines = {f.span.line for f in report.findings if f.code == "P204" and f.span}
    assert lines == {9, 84}
    # How ketamine is supplied there is not on file, and that is said instead of passed.
    assert "P201" not in found
    assert found["P208"] == found["P209"] == {MARKETING, BLOG}


def test_a_page_for_irish_readers_promotes_what_is_on_prescription_only() -> None:
    found = places(checked("eu", country="IE"))
    assert found["P301"] == {MARKETING, BLOG}
    assert "P309" not in found


def test_state_law_binds_the_page_whose_publisher_is_known_to_be_there() -> None:
    report = checked("us-virginia")
    assert places(report) == {"P101": {MARKETING}, "P102": {MARKETING}}
    (unknown,) = (reach for reach in report.reaches if reach.answer is Answer.NOT_KNOWN)
    assert unknown.document == BLOG


def test_platforms_ask_both_pages_and_not_the_honest_one_alone() -> None:
    assert places(checked("platforms"))["P501"] == {MARKETING, BLOG}
