"""Each output format, read by what it is for; with a waived finding and a baseline."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from junitparser import Failure, JUnitXml, Skipped
from msgspec.structs import replace
from rdflib import RDF, BNode, Graph, Namespace

from cases import Case, lay_out
from example import ARTICLE, TURTLE
from golden_files import assert_golden
from kbtool.checks.baseline import Baseline, compare, entries, without_known
from kbtool.checks.findings import Related
from kbtool.checks.ranking import is_for
from kbtool.checks.report import MissingStudy, Report
from kbtool.checks.run import check
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.rules import Role, Severity
from kbtool.reports.formats import FINDINGS
from kbtool.reports.places import from_top
from kbtool.reports.presentation import Presentation
from kbtool.reports.spreadsheet import cell
from kbtool.shacl import validate

SARIF = json.loads(
    (Path(__file__).parents[1] / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")
)
SH = Namespace("http://www.w3.org/ns/shacl#")
WAIVER = """
id:w a kb:Waiver ; kb:rule "E01" ; kb:claim id:c-safe ; kb:reason "Under review." ; kb:owner id:board ;
    kb:expires "2030-06-30"^^xsd:date .
id:board a foaf:Organization ; rdfs:label "Review board" .
"""


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """A report in which E01 on c-safe is waived, X05 is new, C02 is gone, and the rest is in a baseline."""
    root = lay_out(Case("E01", TURTLE + WAIVER, (), article=ARTICLE), tmp_path / "project")
    monkeypatch.chdir(root)
    kb = open_knowledge_base(root, today=date(2026, 1, 1))
    found = check(kb, list(kb.rules))
    earlier = entries(f for f in found.findings if f.code != "X05")
    gone = replace(earlier[0], code="C02", fingerprint="0", message="No longer.")
    marked, missing = compare(found.findings, Baseline((*earlier, gone)))
    return replace(found, findings=tuple(marked), gone=tuple(missing))


def rendered(report: Report, format_: str, **how: Any) -> str:
    return FINDINGS.renderer(format_)(report, Presentation(**how))


@pytest.mark.parametrize("format_", FINDINGS.names)
def test_every_format_tells_every_error(report: Report, format_: str) -> None:
    if format_ in ("gitlab", "summary"):  # They have what counts.
        report = replace(
            report, findings=tuple(replace(f, baseline=None, waived=None) for f in report.findings)
        )
    text = rendered(report, format_, show=Severity.INFO)
    plain = " ".join(re.sub(r"<[^>]+>", " ", text).split()) if format_ in ("html", "text") else text
    for finding in report.findings:
        if format_ != "summary" or is_for(finding, Role.EDITOR):
            assert finding.code in plain


@pytest.mark.parametrize(
    "format_", [f for f in FINDINGS.names if f not in ("text", "concise", "json")]
)
def test_golden(report: Report, format_: str) -> None:
    assert_golden(f"check.{format_}", rendered(report, format_))


def test_sarif_fits_the_published_schema(report: Report) -> None:
    log = json.loads(rendered(report, "sarif"))
    Draft4Validator.check_schema(SARIF)
    assert not [error.message for error in Draft4Validator(SARIF).iter_errors(log)]


def test_sarif_has_both_locations_and_what_was_decided(report: Report) -> None:
    run = json.loads(rendered(report, "sarif"))["runs"][0]
    by_rule: dict[str, list[Any]] = {}
    for result in run["results"]:
        by_rule.setdefault(result["ruleId"], []).append(result)
    x05 = by_rule["X05"][0]
    place = x05["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "sources/article.txt", "uriBaseId": "%SRCROOT%"}
    region = place["region"]
    words = ARTICLE[region["charOffset"] : region["charOffset"] + region["charLength"]]
    assert (region["startLine"], region["startColumn"], words) == (1, 23, region["snippet"]["text"])
    declared = x05["relatedLocations"][0]
    assert declared["message"]["text"] == "declared here"
    assert declared["physicalLocation"]["artifactLocation"]["uri"] == "kb/case.ttl"
    assert x05["baselineState"] == "new"
    assert run["tool"]["driver"]["rules"][x05["ruleIndex"]]["id"] == "X05"
    waived = next(r for r in by_rule["E01"] if r["suppressions"])
    assert waived["suppressions"][0]["justification"] == (
        "Under review. (Review board, until 2030-06-30)"
    )
    assert by_rule["C10"][0]["baselineState"] == "unchanged"
    assert "C02" not in by_rule
    placed = [
        place
        for result in run["results"]
        for place in (*result["locations"], *result.get("relatedLocations", ()))
    ]
    assert all("physicalLocation" in place for place in placed)
    prints = [tuple(result["partialFingerprints"].values()) for result in run["results"]]
    assert len(set(prints)) == len(prints)


def test_sarif_has_a_place_for_what_no_file_declares(report: Report) -> None:
    one = report.findings[0]
    lost = replace(
        one.related[0] if one.related else Related("id:e", "It is so."),
        declared=None,
        document=None,
    )
    odd = replace(one, document=None, span=None, declared=None, related=(lost,))
    log = json.loads(rendered(replace(report, findings=(odd,)), "sarif"))
    result = log["runs"][0]["results"][0]
    assert (
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        == "sources/article.txt"
    )
    assert lost.message in result["message"]["text"]
    assert "relatedLocations" not in result


@pytest.mark.parametrize(
    "environment", [{"GITHUB_WORKSPACE": "{top}"}, {"CI_PROJECT_DIR": "{top}"}, {}]
)
def test_files_are_named_from_the_top_of_the_repository(
    report: Report, tmp_path: Path, environment: dict[str, str]
) -> None:
    root = tmp_path / "project"
    (tmp_path / ".git").mkdir()
    named = {name: value.format(top=tmp_path) for name, value in environment.items()}
    how = {"locate": from_top(root, named), "show": Severity.INFO}
    assert "file=project/sources/article.txt,line=1" in rendered(report, "github", **how)
    assert 'file="project/sources/article.txt"' in rendered(report, "junit", **how)
    text = rendered(report, "sarif", **how)
    uris = set(re.findall(r'"uri": "([^"]+)"', text))
    assert {"project/sources/article.txt", "project/kb/case.ttl"} <= uris
    assert all(uri.startswith("project/") for uri in uris)
    assert rendered(report, "json", **how) == rendered(report, "json")


def test_paths_outside_of_the_repository_stay_as_they_are(tmp_path: Path) -> None:
    below = from_top(tmp_path / "work" / "kb", {"GITHUB_WORKSPACE": str(tmp_path / "work")})
    assert below("sources/a.txt") == "kb/sources/a.txt"
    assert below("../other/a.txt") == "other/a.txt"
    assert below(str(tmp_path / "work" / "b.txt")) == "b.txt"
    assert below("../../elsewhere/a.txt") == "../../elsewhere/a.txt"


def test_junit_names_keep_where_lines_move_and_are_each_their_own(report: Report) -> None:
    def names(given: Report) -> list[str]:
        return re.findall(r'testcase name="([^"]+)"', rendered(given, "junit"))

    moved = tuple(
        replace(f, span=f.span and replace(f.span, line=f.span.line + 7, start=f.span.start + 99))
        for f in report.findings
    )
    assert sorted(names(replace(report, findings=moved))) == sorted(names(report))
    twice = names(replace(report, findings=(report.findings[0], report.findings[0])))
    assert len(set(twice)) == len(twice) == 2


def test_junit_is_read_by_a_parser_in_common_use(report: Report) -> None:
    suites = JUnitXml.fromstring(rendered(report, "junit").encode())
    cases = [case for suite in suites for case in suite]
    outcomes = Counter(type(one).__name__ for case in cases for one in case.result)
    assert (suites.tests, suites.failures, suites.skipped) == (
        len(cases),
        outcomes[Failure.__name__],
        outcomes[Skipped.__name__],
    )
    failed = [case for case in cases if any(isinstance(r, Failure) for r in case.result)]
    assert [case.name.split()[0] for case in failed] == ["X05", "X05"]
    assert failed[0].result[0].message.startswith("The evidence speaks against")


def test_junit_of_an_article_without_findings_passes(report: Report) -> None:
    suites = JUnitXml.fromstring(rendered(replace(report, findings=()), "junit").encode())
    assert [(s.name, s.tests, s.failures) for s in suites] == [("sources/article.txt", 1, 0)]


def test_junit_holds_no_character_that_xml_lacks(report: Report) -> None:
    odd = replace(report.findings[0], message="bell \x07 and <&>", baseline=None)
    suites = JUnitXml.fromstring(rendered(replace(report, findings=(odd,)), "junit").encode())
    case = next(iter(next(iter(suites))))
    assert "bell \ufffd and <&>" in case.result[0].text


def test_github_gets_ten_annotations_of_a_kind_and_loses_nothing(report: Report) -> None:
    one = next(f for f in report.findings if f.code == "X05")
    many = replace(report, findings=tuple(replace(one, fingerprint=str(n)) for n in range(25)))
    lines = rendered(many, "github").splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert sum("X05" in line and line.startswith("- ") for line in lines) == 25
    assert any("15 more findings are in the log only" in line for line in lines)


def test_github_annotations_cannot_be_forged(report: Report) -> None:
    one = next(f for f in report.findings if f.code == "X05")
    evil = replace(one, message="100%\n::error::forged", name="a,b:c", quote="\r\n::warning::x")
    lines = rendered(replace(report, findings=(evil,)), "github").splitlines()
    commands = [line for line in lines if line.startswith("::")]
    assert commands == [
        "::error title=X05 a%2Cb%3Ac,file=sources/article.txt,line=1,endLine=1,col=23,endColumn=51"
        f"::“%0D%0A::warning::x”%0A100%25%0A::error::forged%0A{evil.suggestion}",
        "::group::All findings",
        "::endgroup::",
    ]


def test_github_annotates_each_passage_before_any_has_two(report: Report) -> None:
    ones = [f for f in report.findings if f.severity is Severity.ERROR and f.document and f.span]
    every = replace(report, findings=tuple(replace(f, baseline=None, waived=None) for f in ones))
    lines = rendered(every, "github").splitlines()
    titles = [line.split("title=")[1][:3] for line in lines if line.startswith("::error")]
    assert titles[:5] == ["X05", "X05", "O06", "X08", "C01"]
    assert len({line.split("line=")[1].split("::")[0] for line in lines[:5]}) == 5


@pytest.mark.parametrize("format_", ["sarif", "junit", "gitlab", "summary"])
def test_what_is_refuted_comes_first(report: Report, format_: str) -> None:
    every = replace(report, findings=tuple(replace(f, baseline=None) for f in report.findings))
    text = rendered(every, format_)
    listed = text[text.index('"results"') :] if format_ == "sarif" else text
    assert re.search(r"[A-Z]\d\d", listed)[0] == "X05"  # type: ignore[index]


def test_gitlab_gets_what_its_code_quality_reads_each_with_its_own_fingerprint(
    report: Report,
) -> None:
    one = next(f for f in report.findings if f.code == "X05")
    issues = json.loads(rendered(replace(report, findings=(one, one)), "gitlab"))
    assert issues[0] == {
        "description": "“treats pain in 70% of people”: The evidence speaks against “ibuprofen is an effective treatment of pain”. "
        + one.suggestion,
        "check_name": "X05 claim-against-evidence",
        "fingerprint": one.fingerprint,
        "severity": "blocker",
        "location": {"path": "sources/article.txt", "lines": {"begin": 1}},
    }
    assert issues[1] == issues[0] | {"fingerprint": f"{one.fingerprint}-2"}


def test_sarif_links_to_the_pages_of_rules_where_somebody_says_where_they_are(
    report: Report,
) -> None:
    def pages(**how: Any) -> set[str]:
        driver = json.loads(rendered(report, "sarif", **how))["runs"][0]["tool"]["driver"]
        return {rule.get("helpUri", "") for rule in driver["rules"]}

    assert pages() == {""}
    assert "https://example.org/docs/rules/X05.html" in pages(docs="https://example.org/docs/")


def test_sarif_keeps_to_what_code_scanning_takes_and_says_how_many_more_there_are(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kbtool.reports.findings.sarif.LIMIT", 3)
    run = json.loads(rendered(report, "sarif"))["runs"][0]
    assert len(run["results"]) == 3
    assert run["properties"]["resultsLeftOut"] == len(report.findings) - 3
    assert run["results"][0]["rank"] > 0


def test_the_summary_is_for_whom_it_is_asked_for(report: Report) -> None:
    every = replace(report, findings=tuple(replace(f, baseline=None) for f in report.findings))
    missing = (MissingStudy("ibuprofen and fever: randomized controlled trial", 2),)
    curators = rendered(replace(every, missing=missing), "summary", role=Role.CURATOR)
    assert "- ibuprofen and fever: randomized controlled trial: 2 claims" in curators
    assert "that no editor can mend" in curators
    assert "that no editor can mend" not in rendered(every, "summary")


def test_a_check_without_articles_does_not_count_claims(report: Report) -> None:
    assert " outside of articles (" in rendered(replace(report, documents=()), "text")


def test_the_summary_shows_words_of_others_as_they_are(report: Report) -> None:
    one = next(f for f in report.findings if f.code == "X05")
    odd = replace(one, quote="<b>@all</b> | [x](y)")
    text = rendered(replace(report, findings=(odd,)), "summary")
    assert "“&lt;b>@\u200ball&lt;/b> \\| \\[x\\](y)”" in text


def test_turtle_is_what_pyshacls_own_comparison_accepts(report: Report) -> None:
    from pyshacl.validator_conformance import check_sht_result

    graph = Graph().parse(data=rendered(report, "turtle"), format="turtle")
    node = graph.value(predicate=RDF.type, object=SH.ValidationReport)
    assert isinstance(node, BNode)
    assert check_sht_result(graph, graph, node)
    assert len(list(graph.objects(node, SH.result))) == len(
        {result for finding in report.findings for result in finding.results}
    )


def test_turtle_has_the_results_of_validation(tmp_path: Path) -> None:
    kb = open_knowledge_base(
        lay_out(Case("E01", TURTLE, (), article=ARTICLE), tmp_path / "project")
    )
    rules = [rule for rule in kb.rules if not rule.after_findings]
    found = check(kb, rules)
    results = {result for finding in found.findings for result in finding.results}
    assert results == set(validate(kb.store, kb.shapes, only=[rule.iri for rule in rules]))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen[tag] += 1
        assert not any(name.startswith("on") or name == "src" for name, _ in attrs)
        assert all(
            (value or "").startswith(("#", "https://", "http://"))
            for name, value in attrs
            if name == "href"
        )
        if tag not in ("meta", "br", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_whole_and_escaped(report: Report) -> None:
    evil = replace(report.findings[0], message='<script>alert("x")</script>', quote="<b>")
    page = _Page()
    text = rendered(replace(report, findings=(evil, *report.findings)), "html")
    page.feed(text)
    assert not page.open
    assert page.seen["script"] == 0
    assert "&lt;script&gt;" in text
    assert "waived until 2030-06-30 by Review board: Under review." in text


def test_csv_opens_without_formulas(report: Report) -> None:
    evil = replace(report.findings[0], quote='=HYPERLINK("http://x")', message="-1")
    text = rendered(replace(report, findings=(evil, *report.findings)), "csv")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert text.startswith("\ufeff")
    assert len(rows) == len(report.findings) + 1
    assert (rows[0]["quote"], rows[0]["message"]) == ('\'=HYPERLINK("http://x")', "'-1")
    assert not [v for row in rows for v in row.values() if v.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("=1", "'=1"),
        ("@a", "'@a"),
        (" =1", "' =1"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        (None, ""),
        (3, "3"),
    ],
)
def test_cells(content: str | int | None, text: str) -> None:
    assert cell(content) == text


def test_only_what_is_new_and_not_waived_counts(report: Report) -> None:
    assert {finding.code for finding in report.findings if finding.counts} == {"X05"}
    end = " ".join(rendered(report, "text").split())
    assert "Found 2 errors, 0 warnings and 0 notes in 7 claims of 1 document (" in end
    assert end.endswith(f"; not counted: 1 waived, {len(report.findings) - 3} in the baseline")


def test_what_a_baseline_has_is_in_no_format_a_finding_and_in_text_the_same_number(
    report: Report,
) -> None:
    listed = without_known(report)
    known = next(f for f in report.findings if f.code == "X08")
    assert {finding.code for finding in listed.findings} == {"X05", "E01"}
    for format_ in set(FINDINGS.names) - {"junit"}:
        assert known.message not in rendered(listed, format_, show=Severity.INFO)
    assert (
        json.loads(rendered(listed, "json"))["summary"]
        == json.loads(rendered(report, "json"))["summary"]
    )
    assert rendered(listed, "text").splitlines()[-1] == rendered(report, "text").splitlines()[-1]
