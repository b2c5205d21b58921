"""What notebooks show: fragments of HTML, small, with all text escaped and nothing that runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser

import pyoxigraph as ox
import pytest
from msgspec.structs import replace

from cases import Case, lay_out
from example import ARTICLE, TURTLE
from kbtool.checks.baseline import Baseline, entries, marked
from kbtool.checks.findings import Finding
from kbtool.checks.report import Report
from kbtool.checks.run import check
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.chain import Chain, chain
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import ID, KB
from kbtool.rdf.sparql import Table
from kbtool.reports.notebook import chain_html, claims_html, finding_html, report_html, table_html

HOSTILE = '</td></table><script>alert(1)</script><img src=x onerror="alert(2)">'
VOID = {"br"}


@dataclass(frozen=True)
class Read:
    """A fragment as a browser reads it: elements with their attributes, and its text."""

    elements: tuple[tuple[str, tuple[str, ...]], ...]
    text: str


class Reader(HTMLParser):
    """Reads a fragment, and holds it to be well formed."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("tr", "td", "thead", "li"):
            while self.open[-1] in ("tr", "td", "thead", "li"):
                self.open.pop()
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(fragment: str) -> Read:
    reader = Reader()
    reader.feed(fragment)
    reader.close()
    assert reader.open == []
    return Read(tuple(reader.elements), " ".join(reader.text.split()))


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("notebook") / "project"
    root = lay_out(Case("E01", TURTLE, (), article=ARTICLE), folder)
    return open_knowledge_base(root, today=date(2026, 1, 3))


@pytest.fixture(scope="module")
def report(kb: KnowledgeBase) -> Report:
    return check(kb, list(kb.rules))


@pytest.fixture
def x05(report: Report) -> Finding:
    return next(finding for finding in report.findings if finding.code == "X05")


@pytest.fixture
def pain(kb: KnowledgeBase) -> Chain:
    return chain(kb, ID("c-pain"))


def table(*cells: ox.NamedNode | ox.Literal | None, complete: bool = True) -> Table:
    return Table(("what",), tuple((cell,) for cell in cells), complete)


def test_a_finding_has_its_place_both_sides_and_what_to_do(x05: Finding) -> None:
    text = read(finding_html(x05)).text
    assert text.startswith(
        "error X05 claim-against-evidence sources/article.txt:1:23 “treats pain in 70% of people”"
    )
    assert "Trial A: No difference from placebo" in text
    assert f"help: {x05.suggestion}" in text


def test_a_report_shows_what_counts_and_is_grave_first_and_counts_the_rest(report: Report) -> None:
    text = read(report_html(report, rows=1)).text
    assert text.startswith("Found 12 errors, 2 warnings and 4 notes in 7 claims of 1 document")
    assert "error" in text.partition("place")[2]
    assert text.endswith(f"and {len(report.findings) - 1} more findings")


def test_a_chain_has_the_quote_in_its_paragraph_and_both_sides(pain: Chain) -> None:
    text = read(chain_html(pain)).text
    assert text.startswith("c-pain refuted ")
    assert "Ibuprofen is safe and treats pain in 70% of people." in text
    assert (
        text.index("Against it")
        < text.index("Trial A")
        < text.index("For it")
        < text.index("Trial B")
    )
    assert "and 1 more line" in read(chain_html(replace(pain, lines=pain.lines * 2), rows=1)).text


def test_claims_are_read_no_further_than_they_are_shown(kb: KnowledgeBase) -> None:
    claims = iter(kb.claims)
    text = read(claims_html(claims, len(kb.claims), rows=2)).text
    assert "and 5 more claims" in text
    assert len(list(claims)) == 5


def test_an_answer_names_things_by_label_and_says_that_it_was_cut_off(kb: KnowledgeBase) -> None:
    found = table(KB("Refuted"), None, ox.Literal("words"), complete=False)
    text = read(table_html(found, kb.labels, rows=2)).text
    assert text == "what refuted and 1 more row the query was cut off by its limit"


@pytest.mark.parametrize("what", ["finding", "report", "chain", "claims", "answer"])
def test_hostile_text_stays_text(
    kb: KnowledgeBase, report: Report, x05: Finding, pain: Chain, what: str
) -> None:
    related = replace(x05.related[0], message=HOSTILE, reference=HOSTILE)
    finding = replace(
        x05, message=HOSTILE, quote=HOSTILE, name=HOSTILE, suggestion=HOSTILE, verdict=HOSTILE,
        document=HOSTILE, related=(related,),
    )  # fmt: skip
    claim = replace(pain.claim, iri=HOSTILE, quote=HOSTILE, says=HOSTILE, document=None)
    line = replace(pain.lines[0], evidence=replace(pain.lines[0].evidence, finding=HOSTILE))
    shown: dict[str, Callable[[], str]] = {
        "finding": lambda: finding_html(finding),
        "report": lambda: report_html(replace(report, findings=(finding,))),
        "chain": lambda: chain_html(replace(pain, claim=claim, lines=(line,))),
        "claims": lambda: claims_html([claim], 1),
        "answer": lambda: table_html(table(ox.Literal(HOSTILE)), kb.labels),
    }
    found = read(shown[what]())
    assert HOSTILE in found.text
    assert not {tag for tag, _ in found.elements} & {"script", "img", "style", "link", "iframe"}
    assert {name for _, names in found.elements for name in names} <= {"style", "title"}


def test_a_finding_of_an_earlier_day_stands_behind_what_counts(report: Report) -> None:
    errors = [finding for finding in report.findings if finding.severity == "error"]
    known = marked(report, Baseline(tuple(entries(errors[:-1]))))
    first = read(report_html(known, rows=1)).text.partition("place")[2]
    assert errors[-1].message in first
