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

MARKETING, BLOG = "sources/virginia-infusion-therapies.txt", "sources/fuse-mind-and-body.txt"


def checked(kind: str = "", *packs: str) -> Report:
    """The articles with some packs, and both declared as pages of a kind."""

    def declared(store: ox.Store) -> None:
        for quad in list(store.quads_for_pattern(None, KB("pageKind"), None, None)):
            store.remove(quad)
            store.add(ox.Quad(quad.subject, quad.predicate, KB(kind), quad.graph_name))

    kb = load(ROOT, policies=packs or ["us-federal"], suppose=declared if kind else None)
    return check(kb, select=["P"])


@pytest.fixture(scope="module")
def federal() -> Report:
    return checked()


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
    report = checked(kind)
    assert not report.findings
    assert {reach.answer for reach in report.reaches} == {Answer.NO}
