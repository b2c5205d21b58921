"""What commands print, against golden files; set KBTOOL_UPDATE_GOLDEN=1 to write them anew, and read the difference."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cases import Case, lay_out
from kbtool.chain import chain
from kbtool.checking import KnowledgeBase, Report, check, open_knowledge_base
from kbtool.errors import InputError
from kbtool.namespaces import ID
from kbtool.naming import find_claim, find_rule
from kbtool.render.explanation import explain_claim, explain_rule
from kbtool.render.json import render_json
from kbtool.render.style import Style
from kbtool.render.text import render_concise, render_text

GOLDEN = Path(__file__).parent / "golden"
ARTICLE = """Ibuprofen is safe and treats pain in 70% of people.
It may help fever. Patients say that it works wonders.
It lasts for 2 hours, or 5 hours.
"""
TURTLE = """
id:safe a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:safeFor ; kb:object id:people .
id:treats-pain a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain .
id:treats-headache a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:headache .
id:treats-pain-adults a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain ; kb:route id:fever .
id:treats-fever a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:fever .
id:bleeds a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:hasAdverseEffect ; kb:object id:stomach-bleeding .
id:response a kb:Quantity ; kb:subject id:ibuprofen ; kb:measure kb:responseRate ; kb:condition id:pain .
id:lasts a kb:Quantity ; kb:subject id:ibuprofen ; kb:measure kb:durationOfEffect .

id:c-safe a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Ibuprofen is safe" ; kb:asserts id:safe ; kb:certainty kb:Categorical .
id:c-pain a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "treats pain in 70% of people" ; kb:asserts id:treats-pain ; kb:certainty kb:Categorical .
id:c-70 a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "70% of people" ; kb:gives id:response ;
    kb:value 70 ; kb:unit kb:Percent ; kb:asPrinted "70%" ; kb:certainty kb:Categorical .
id:c-fever a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "It may help fever" ; kb:asserts id:treats-fever ;
    kb:cites [ a kb:VagueCitation ; kb:asPrinted "may" ; kb:probablyRefersTo id:trial-b ] ; kb:scopeAsStated "may" ; kb:certainty kb:Hedged .
id:c-wonders a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Patients say that it works wonders" ; kb:asserts id:treats-pain ; kb:certainty kb:Anecdotal .
id:c-2 a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "2 hours" ; kb:gives id:lasts ; kb:value 2 ; kb:unit kb:Hour ; kb:asPrinted "2 hours" ; kb:certainty kb:Categorical .
id:c-5 a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "5 hours" ; kb:gives id:lasts ; kb:value 5 ; kb:unit kb:Hour ; kb:asPrinted "5 hours" ; kb:certainty kb:Categorical .

id:e-pain a kb:Evidence ; kb:disputes id:treats-pain ; cito:citesAsEvidence id:trial-a ; kb:design kb:RandomizedControlledTrial ;
    kb:finding "No difference from placebo." ; kb:verification kb:SeenAtSource .
id:e-pain-open a kb:Evidence ; kb:supports id:treats-pain ; cito:citesAsEvidence id:trial-b ; kb:design kb:OpenLabelTrial ;
    kb:finding "Most felt better." ; kb:verification kb:SeenSecondHand .
id:e-headache a kb:Evidence ; kb:supports id:treats-headache ; cito:citesAsEvidence id:trial-b ; kb:design kb:RandomizedControlledTrial ;
    kb:finding "Less headache than on placebo." ; kb:verification kb:SeenAtSource .
id:e-response a kb:Evidence ; kb:gives id:response ; kb:value 45 ; kb:unit kb:Percent ; kb:asPrinted "45%" ; cito:citesAsEvidence id:trial-a ;
    kb:design kb:RandomizedControlledTrial ; kb:finding "45% responded." ; kb:verification kb:SeenAtSource .
id:e-bleeds a kb:Evidence ; kb:supports id:bleeds ; cito:citesAsEvidence id:label-a ; kb:design kb:DrugLabel ; kb:locator "section 5" ;
    kb:warrantText "A label lists what was seen." ; kb:finding "Bleeding of the stomach is listed." ; kb:verification kb:SeenAtSource .
id:e-fever a kb:Evidence ; kb:supports id:treats-pain-adults ; cito:citesAsEvidence id:trial-b ; kb:design kb:CaseReport ;
    kb:finding "One case." ; kb:verification kb:SeenAtSource .
"""


@pytest.fixture
def kb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KnowledgeBase:
    root = lay_out(Case("E01", TURTLE, (), article=ARTICLE), tmp_path / "project")
    monkeypatch.chdir(root)
    return open_knowledge_base(root)


@pytest.fixture
def report(kb: KnowledgeBase) -> Report:
    return check(kb, list(kb.rules.values()))


def compare(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("KBTOOL_UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_text(report: Report) -> None:
    compare("check.txt", render_text(report, style=Style(), show="info"))


def test_concise(report: Report) -> None:
    compare("check-concise.txt", render_concise(report))


def test_json(report: Report) -> None:
    compare("check.json", render_json(report) + "\n")


def test_json_has_the_promised_keys(report: Report) -> None:
    document = json.loads(render_json(report))
    assert list(document) == ["version", "documents", "summary", "findings"]
    promised = {
        *(
            "code",
            "name",
            "severity",
            "message",
            "suggestion",
            "claim",
            "verdict",
            "quote",
            "document",
        ),
        *("span", "declared", "related", "fingerprint", "waived"),
    }
    assert all(promised <= set(finding) for finding in document["findings"])
    spans = [finding["span"] for finding in document["findings"] if finding["span"]]
    assert all(ARTICLE[s["start"] : s["end"]] for s in spans)


def test_colour_changes_nothing_but_colour(report: Report) -> None:
    import click

    coloured = render_text(report, style=Style(colour=True))
    assert coloured != render_text(report, style=Style())
    assert click.unstyle(coloured) == render_text(report, style=Style())


def test_narrow_lines(report: Report) -> None:
    lines = render_text(report, style=Style(), width=60).splitlines()
    assert (
        max(
            len(line)
            for line in lines
            if " — " not in line and "claims:" not in line and "Found" not in line
        )
        <= 75
    )


@pytest.mark.parametrize("name", ["c-pain", "c-fever", "c-70"])
def test_explain_a_claim(kb: KnowledgeBase, name: str) -> None:
    compare(f"explain-{name}.txt", explain_claim(kb, ID(name), Style()) + "\n")


def test_explain_a_rule(kb: KnowledgeBase) -> None:
    rule = find_rule(kb, "unit-slip")
    assert rule is not None
    assert rule == find_rule(kb, "x10")
    compare("explain-X10.txt", explain_rule(rule, Style()) + "\n")


def test_the_chain_has_every_link(kb: KnowledgeBase) -> None:
    found = chain(kb, ID("c-pain"))
    assert (found.verdict, found.supporting, found.disputing) == ("refuted", 1, 1)
    assert [
        (line.reference, line.decisive) for line in found.lines if line.directness == "direct"
    ] == [
        ("Trial A", True),
        ("Trial B", False),
    ]


@pytest.mark.parametrize("name", ["c-pain", "id:c-pain", "https://w3id.org/kbtool/id/c-pain"])
def test_claims_have_three_names(kb: KnowledgeBase, name: str) -> None:
    assert find_claim(kb, name) == ID("c-pain")


def test_a_misspelt_claim_gets_the_nearest_names(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError, match=r"did you mean c-pain"):
        find_claim(kb, "c-pian")
