"""That a policy pack judged nothing on a page is told in each format: nothing found of it is no approval."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from rdflib import RDF, RDFS, Graph, Namespace

from cases import Case, lay_out
from example import ARTICLE, TURTLE
from kbtool.api import check, load
from kbtool.api.states import state_of
from kbtool.checks.changes import State, changes
from kbtool.checks.ranking import worst_first
from kbtool.checks.report import Report
from kbtool.knowledge.policies import Answer, Reach
from kbtool.reports.changes import render_json, render_markdown, render_text
from kbtool.reports.explaining import explain_any
from kbtool.reports.formats import FINDINGS
from kbtool.reports.presentation import Presentation
from kbtool.reports.style import Style

SAID = "Not checked by policy pack us-federal, which does not bind sources/article.txt: it is published in or for DE"
NOT_BOUND = Reach("us-federal", "sources/article.txt", Answer.NO, "it is published in or for DE")
BOUND = Reach("uk", "sources/article.txt", Answer.YES)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(Case("E01", TURTLE, (), article=ARTICLE), tmp_path_factory.mktemp("kb") / "kb")


@pytest.fixture(scope="module")
def state(root: Path) -> State:
    kb = load(root)
    return state_of(kb, check(kb))


@pytest.fixture
def report(state: State) -> Report:
    """A report of which one pack judged the page, and one did not."""
    return replace(state.report, reaches=(NOT_BOUND, BOUND), findings=())


def shown(name: str, report: Report) -> str:
    return FINDINGS.renderer(name)(report, Presentation(style=Style(width=200)))


@pytest.mark.parametrize("name", [format_.name for format_ in FINDINGS.formats])
def test_every_format_names_the_pack_that_judged_nothing_and_no_other(
    name: str, report: Report
) -> None:
    text = shown(name, report)
    assert "us-federal" in text
    assert "published in or for DE" in text
    assert "policy pack uk" not in text


def test_gitlab_has_an_issue_that_informs(report: Report) -> None:
    (issue,) = json.loads(shown("gitlab", report))
    assert issue["severity"] == "info"
    assert issue["description"] == SAID
    assert issue["location"] == {"path": "sources/article.txt", "lines": {"begin": 1}}


def test_a_spreadsheet_has_a_row(report: Report) -> None:
    (row,) = csv.DictReader(io.StringIO(shown("csv", report).lstrip("\ufeff")))
    assert (row["severity"], row["document"], row["message"]) == (
        "not checked",
        "sources/article.txt",
        SAID,
    )


def test_data_that_conform_say_what_was_not_looked_at(report: Report) -> None:
    graph = Graph().parse(data=shown("turtle", report), format="turtle")
    sh = Namespace("http://www.w3.org/ns/shacl#")
    node = graph.value(predicate=RDF.type, object=sh.ValidationReport)
    assert str(graph.value(node, RDFS.comment)) == SAID


def test_what_changed_is_told_with_what_was_not_checked(state: State) -> None:
    before = replace(state, report=replace(state.report, reaches=(BOUND,)))
    after = replace(state, report=replace(state.report, reaches=(NOT_BOUND,)))
    same = changes(after, after)
    assert render_text(same, str).count(SAID) == 1
    assert f"- {SAID}" in render_markdown(same, str).replace("\\", "")
    told = json.loads(render_json(changes(before, after), str))["policies"]
    assert [one["binds"] for one in (*told["before"], *told["after"])] == ["yes", "no"]
    assert f"Before: {SAID}" in render_text(changes(after, before), str)


def test_a_pack_is_explained_by_its_name(root: Path) -> None:
    kb = load(root, policies=("us-federal",))
    page = explain_any(kb, "us-federal", Style())
    assert page.startswith("us-federal")
    assert "source: 16 CFR 255.2(a)" in page


PROMOTES = """
id:article kb:promotes id:ibuprofen ; kb:pageKind kb:MarketingPage ; kb:audience kb:Public ; kb:directedAt "US" ;
    kb:establishedIn "US" .
"""


def test_risks_that_a_page_does_not_name_come_before_what_only_lacks_a_source(
    tmp_path: Path,
) -> None:
    root = lay_out(Case("P04", TURTLE + PROMOTES, (), article=ARTICLE), tmp_path / "kb")
    found = check(load(root, policies=("us-federal",))).findings
    order = [finding.code for finding in sorted(found, key=worst_first)]
    assert order.index("P04") < order.index("C10")
