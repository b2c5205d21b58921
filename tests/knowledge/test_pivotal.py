"""What verdicts turn on: the reference that decides most, the study that is missing for most."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox
import pytest

from example import two_articles
from kbtool.api import load
from kbtool.knowledge.pivotal import (
    Candidate,
    Suppose,
    missing_studies,
    ranked,
    references_that_decide,
    verdicts_of,
)
from kbtool.knowledge.supposing import Supposition
from kbtool.rdf.sparql import Table
from kbtool.reports.pivotal import render
from kbtool.reports.style import Style
from kbtool.reports.views import KnowledgeBase

BEFORE = {"a": "supported", "b": "supported", "c": "refuted"}
NO_STORE = ox.Store()


def candidate(name: str, *claims: str) -> Candidate:
    return Candidate(name, name.upper(), frozenset(claims), lambda store: None)


def test_what_changes_most_comes_first_and_what_cannot_change_more_is_not_judged() -> None:
    after: dict[str, Mapping[str, str]] = {
        "wide": BEFORE | {"a": "insufficient"},
        "narrow": BEFORE | {"b": "insufficient", "c": "not assessed"},
    }
    wide, narrow, one = (
        candidate("wide", "a", "b", "c"),
        candidate("narrow", "b", "c"),
        candidate("one", "c"),
    )
    by_suppose = {id(c.suppose): c.name for c in (wide, narrow, one)}
    judged = []

    def judge(suppose: Suppose) -> Mapping[str, str]:
        judged.append(by_suppose[id(suppose)])
        return after[judged[-1]]

    found = ranked([one, narrow, wide], BEFORE, judge, 1)
    assert [(turned.candidate.name, turned.number) for turned in found] == [("narrow", 2)]
    assert found[0].changes == (
        (("refuted", "not assessed"), 1),
        (("supported", "insufficient"), 1),
    )
    assert judged == ["wide", "narrow"]


def test_no_more_fragile_verdicts_are_shown_than_asked_for() -> None:
    rows = [
        tuple(map(ox.Literal, (why, f"statement {number}", "Aster 2019")))
        for why in ("one reference", "only old evidence")
        for number in range(3)
    ]
    fragile = Table(("hangsOn", "says", "references"), tuple(rows), complete=True)
    page = render([], [], fragile, Style(), limit=2)
    assert "one reference (3)" in page
    assert page.count("- statement 1: Aster 2019") == 2
    assert page.count("statement 2") == 0
    assert page.count("    and 1 more\n") == 2


def test_what_changes_nothing_is_left_out() -> None:
    assert ranked([candidate("idle", "a")], BEFORE, lambda _: BEFORE, 5) == []


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return load(two_articles(tmp_path_factory.mktemp("pivotal") / "project"))


def test_a_reference_that_decides_and_a_study_that_is_missing_are_judged_for_real(
    kb: KnowledgeBase,
) -> None:
    def judge(suppose: Suppose) -> Mapping[str, str]:
        return verdicts_of(load(kb.workspace, suppose=suppose))

    deciding = references_that_decide(kb, lambda node: Supposition(without=frozenset([node])).apply)
    (fallen,) = ranked(deciding, verdicts_of(kb), judge, 1)
    assert fallen.candidate.name == "trial-a"
    studies = ranked(missing_studies(kb), verdicts_of(kb), judge, 1)
    assert (
        studies[0].candidate.label
        == "ibuprofen and fever, treatment benefit: randomized controlled trial or better"
    )
    page = " ".join(render([fallen], studies, None, Style()).split())
    assert "which: kbtool what-if --without trial-a" in page
    assert " -> supported: 2" in page
