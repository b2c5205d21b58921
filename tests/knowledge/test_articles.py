"""The two articles, as an editor sees them: what must come out, and what must not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kbtool.checks.findings import Finding
from kbtool.checks.hanging import hanging
from kbtool.checks.report import Report
from kbtool.checks.run import check
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.chain import chain
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.lookup import find_claim
from kbtool.knowledge.rules import Role, Severity
from kbtool.rdf.namespaces import CITO, ID, KB, PREFIXES
from kbtool.rdf.store import select
from kbtool.rdf.terms import value
from kbtool.reports.explanation import explain_claim
from kbtool.reports.findings.text import render
from kbtool.reports.presentation import Presentation
from kbtool.reports.style import Style

ROOT = Path(__file__).parents[2]
CLINIC = "virginia-infusion-therapies.txt"
BLOG = "fuse-mind-and-body.txt"


@pytest.fixture(scope="module")
def kb(shipped: KnowledgeBase) -> KnowledgeBase:
    return shipped


@pytest.fixture(scope="module")
def report(kb: KnowledgeBase) -> Report:
    return check(kb, list(kb.rules))


def at(report: Report, document: str, line: int, code: str) -> list[Finding]:
    return [
        finding
        for finding in report.findings
        if finding.code == code
        and (finding.document or "").endswith(document)
        and finding.span is not None
        and finding.span.line == line
    ]


@pytest.mark.parametrize(
    ("document", "line", "code", "quoted", "other_side"),
    [
        (CLINIC, 13, "X03", "like depression", "mood disorders"),
        (CLINIC, 13, "X03", "like depression and anxiety", "mood disorders"),
        (CLINIC, 34, "X05", "anxiety and depression, which are primarily mood disorders", "DSM-5"),
        (CLINIC, 52, "O17", "Suicidal ideation", "DSM-5"),
        (CLINIC, 72, "X16", "its success in treating", "it may be a safe and effective option"),
        (CLINIC, 72, "X22", "its success in treating", "more clinical studies are needed"),
        (CLINIC, 104, "X16", "are good candidates", "have not responded well"),
        (BLOG, 43, "X25", "a predictable, supportive experience", "Results vary widely"),
        (BLOG, 62, "X16", "Works Alongside Other Treatments", "may be possible in some cases"),
        (BLOG, 69, "X19", "days to weeks", "hours to several days"),
        (CLINIC, 5, "O04", "0.96%", "Chung"),
        (CLINIC, 5, "O04", "0.43%", "Chung"),
        (CLINIC, 5, "X06", "0.96%", "Kessler"),
        (CLINIC, 5, "X05", "of the population", "Chung"),
        (CLINIC, 28, "X11", "5 to 10% percent", "WebMD"),
        (CLINIC, 28, "X06", "5 to 10% percent", "Groenman"),
        (CLINIC, 28, "X10", "2.6%", "2.6-fold"),
        (CLINIC, 104, "X05", "non-addictive", "21 CFR 1308.13"),
        (CLINIC, 104, "X05", "history of substance abuse", "prescribing information"),
        (CLINIC, 88, "O06", "safe", "ketamine is addictive"),
        (CLINIC, 74, "X07", "PTSD", "Abdallah"),
        (CLINIC, 120, "O05", "solves for 70%", "70.8%"),
        (BLOG, 50, "X24", "up to two hours", "at least 2 hours"),
        (CLINIC, 112, "O18", "lasting", "temporary"),
    ],
)
def test_comes_out(
    report: Report, document: str, line: int, code: str, quoted: str, other_side: str
) -> None:
    found = at(report, document, line, code)
    sides = [
        (
            f.quote or "",
            " ".join([f.message, *(f"{r.quote} {r.reference} {r.message}" for r in f.related)]),
        )
        for f in found
    ]
    assert any(quoted in quote and other_side in rest for quote, rest in sides), sides


def test_two_levels_of_one_mechanism_do_not_conflict(kb: KnowledgeBase, report: Report) -> None:
    query = """PREFIX kb: <https://w3id.org/kbtool/ns#> PREFIX id: <https://w3id.org/kbtool/id/>
        SELECT ?fine ?coarse WHERE { ?fine kb:explains ?coarse ; kb:predicate kb:antagonist . }"""
    explained = {(str(row["fine"]), str(row["coarse"])) for row in select(kb.store, query)}
    assert explained
    conflicts = [f for f in report.findings if f.code.startswith("X")]
    mechanism = [f for f in conflicts if re.search("NMDA|glutamate|GABA", f.message)]
    assert mechanism == []


def test_every_quote_stands_where_its_finding_says(kb: KnowledgeBase, report: Report) -> None:
    texts = {str(document.path): document.text for document in kb.documents}
    located = [f for f in report.findings if f.document and f.span]
    assert len(located) > 100
    for finding in located:
        assert finding.document is not None
        assert finding.span is not None
        text = texts[finding.document]
        assert text[finding.span.start : finding.span.end] == finding.quote
        line = text.split("\n")[finding.span.line - 1]
        assert line[finding.span.column - 1 :].startswith((finding.quote or "").split("\n")[0])


def test_the_knowledge_base_is_well_formed_and_leaves_no_sentence_out(report: Report) -> None:
    declared = "A08"  # what a clinic says of its own procedure is declared to be for it to say
    found = [f for f in report.findings if f.code[0] in "SA" and f.code != declared]
    assert [f for f in found if f.severity is not Severity.INFO] == []


def test_every_claim_has_a_verdict(kb: KnowledgeBase) -> None:
    query = """PREFIX kb: <https://w3id.org/kbtool/ns#>
        SELECT ?claim WHERE { ?claim a kb:Claim OPTIONAL { ?claim kb:verdict ?verdict } FILTER(!BOUND(?verdict)) }"""
    assert list(select(kb.store, query)) == []


def test_no_supported_claim_rests_on_what_nobody_has_looked_up(kb: KnowledgeBase) -> None:
    query = """PREFIX kb: <https://w3id.org/kbtool/ns#> PREFIX cito: <http://purl.org/spar/cito/>
        SELECT ?claim WHERE {
            ?line kb:decisive true ; kb:claim ?claim ; kb:evidence ?evidence .
            ?evidence kb:verification ?how ; cito:citesAsEvidence/kb:verification ?where .
            FILTER(?how = kb:NotYetVerified || ?where = kb:NotYetVerified) }"""
    assert list(select(kb.store, query)) == []


def test_nothing_about_ketamine_for_adhd_is_supported_but_its_status(kb: KnowledgeBase) -> None:
    query = """PREFIX kb: <https://w3id.org/kbtool/ns#> PREFIX id: <https://w3id.org/kbtool/id/>
        SELECT ?says WHERE {
            ?claim kb:verdict kb:Supported ; kb:says ?says ; kb:asserts|kb:gives ?node .
            ?node kb:subject id:ketamine ; (kb:predicate|kb:measure)/kb:questionType kb:TreatmentBenefit .
            { ?node kb:condition id:adhd } UNION { ?node kb:object id:adhd } }"""
    assert list(select(kb.store, query)) == []


def test_findings_come_in_reading_order(report: Report) -> None:
    places = [(f.document, f.span.start) for f in report.findings if f.document and f.span]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("claim", "studied", "of_what"),
    [
        ("fuse-up-to-two-hours", "esketamine", "ketamine"),
        ("fuse-potential-benefits-based-early-research-patient", "depression", "ADHD"),
        ("fuse-instead-of-dopamine", "rodents", "dopamine"),
    ],
)
def test_indirect_evidence_is_told_as_indirect(
    kb: KnowledgeBase, claim: str, studied: str, of_what: str
) -> None:
    lines = chain(kb, find_claim(kb, claim)).lines
    indirect = [
        line for line in lines if studied in str(line.via) and str(line.directness) == "indirect"
    ]
    assert indirect
    assert not [line for line in indirect if line.decisive]
    page = explain_claim(kb, find_claim(kb, claim), Style())
    assert of_what in page
    assert re.search(r"^  ○ .*, indirect,\s", page, re.MULTILINE)
    assert "bears through: " in page


def test_the_readme_shows_what_the_command_prints(
    report: Report, kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    match = re.search(r"<!-- excerpt.*?-->\n```\n(.*?)```", readme, re.DOTALL)
    assert match
    monkeypatch.chdir(ROOT)
    rules = [rule for rule in kb.rules if rule.code[0] in "XO"]
    fresh = open_knowledge_base(ROOT)
    printed = render(check(fresh, rules), Presentation())
    assert match.group(1) in printed


def test_the_first_screen_has_the_five_worst_sentences(report: Report) -> None:
    how = Presentation(style=Style(width=80), limit=15, role=Role.EDITOR)
    lines = render(report, how).splitlines()
    screen = "\n".join(lines[:24])
    assert len(lines) <= 200
    assert [
        n for n in range(1, 7) if f"\n{n:>2} ✕ " in "\n" + screen or f"\n{n:>2} ▲ " in screen
    ] == [1, 2, 3, 4, 5]
    assert all(word in screen for word in ("substance abuse", "non-addictive", "solves for"))


def test_each_identifier_is_not_yet_verified_or_has_its_dated_result(kb: KnowledgeBase) -> None:
    prefixes = "".join(f"PREFIX {name}: <{base}>\n" for name, base in PREFIXES.items())
    query = (ROOT / "kb" / "queries" / "identifiers.rq").read_text(encoding="utf-8")
    rows = list(select(kb.store, prefixes + query))
    assert len(rows) >= 140
    for row in rows:
        verified = value(row["result"]) != "not yet verified"
        assert verified == (row["day"] is not None)


def test_what_hangs_on_a_reference_is_every_claim_that_it_decides(kb: KnowledgeBase) -> None:
    label = ID("ketamine-injection-label").value
    reached = select(
        kb.store,
        f"""SELECT DISTINCT ?claim WHERE {{
            ?evidence <{CITO.base}citesAsEvidence> <{label}> . ?line <{KB.base}evidence> ?evidence ; <{KB.base}claim> ?as .
            ?claim <{KB.base}judgedAs> ?as }}""",
    )
    decided = {
        row["claim"].value
        for row in reached
        for line in chain(kb, row["claim"]).lines
        if line.decisive and line.evidence.source and line.evidence.source.iri == label
    }
    assert ID("vit-non-addictive").value in decided
    assert hanging(kb)[label].claims == len(decided)
