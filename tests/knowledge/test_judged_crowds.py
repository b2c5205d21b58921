"""Many claims that state the same, with much evidence on it: judged at once, and as each of them would be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from cases import lay_out
from kbtool.checks.findings import Finding
from kbtool.checks.run import check
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.chain import chain
from kbtool.knowledge.derive.crowds import CROWD, LISTED
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import ID, KB, RDF
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import objects
from kbtool.reports.formats import FINDINGS
from kbtool.reports.presentation import Presentation
from tests.bench.crowd import judged_crowd


def opened(
    tmp_path: Path, size: int, items: int, *bearings: str, more: str = "", text: str = ""
) -> KnowledgeBase:
    case = judged_crowd(size, items, bearings or ("disputes",))
    case = replace(case, turtle=case.turtle + more, article=case.article + text)
    return open_knowledge_base(lay_out(case, tmp_path / "project"))


def found(kb: KnowledgeBase, code: str) -> list[Finding]:
    return list(check(kb, [rule for rule in kb.rules if rule.code == code]).findings)


def derived(kb: KnowledgeBase) -> int:
    return sum(1 for _ in kb.store.quads_for_pattern(None, None, None, DERIVED))


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """Forty claims against thirty items of evidence."""
    return opened(tmp_path_factory.mktemp("crowd"), 40, 30)


def test_each_claim_of_a_crowd_has_its_verdict_its_counts_and_its_stars(
    crowd: KnowledgeBase,
) -> None:
    for claim in crowd.claims:
        assert claim.verdict.label == "refuted"
        assert (claim.verdict.supporting, claim.verdict.disputing) == (0, 30)
        assert claim.verdict.stars == 1


def test_each_claim_of_a_crowd_has_its_finding_which_says_how_many_items_it_does_not_name(
    crowd: KnowledgeBase,
) -> None:
    findings = found(crowd, "X05")
    assert len(findings) == 40
    assert {len(finding.related) for finding in findings} == {LISTED}
    assert {finding.more for finding in findings} == {30 - LISTED}


@pytest.mark.parametrize("name", ["json", "sarif", "html", "csv", "junit"])
def test_every_format_that_names_evidence_says_how_many_there_are_besides(
    crowd: KnowledgeBase, name: str
) -> None:
    report = check(crowd, [rule for rule in crowd.rules if rule.code == "X05"])
    rendered = FINDINGS.renderer(name)(report, Presentation())
    if name == "json":
        assert {finding["more"] for finding in json.loads(rendered)["findings"]} == {25}
    else:
        assert rendered.count("and 25 more") == 40


def test_text_has_a_crowd_as_one_entry_which_counts_each_item_of_its_evidence_once(
    crowd: KnowledgeBase,
) -> None:
    report = check(crowd, [rule for rule in crowd.rules if rule.code == "X05"])
    rendered = FINDINGS.renderer("text")(report, Presentation())
    assert "40 passages: sources/article.txt:1, 2, 3," in rendered
    assert [line.strip() for line in rendered.splitlines() if " more" in line] == ["and 26 more"]


def test_a_claim_of_a_crowd_is_explained_with_all_its_lines(crowd: KnowledgeBase) -> None:
    assert len(chain(crowd, ID("c-7")).lines) == 30


def test_claims_and_items_add_up_and_do_not_multiply(tmp_path: Path) -> None:
    sizes = {
        (claims, items): derived(opened(tmp_path / f"{claims}-{items}", claims, items))
        for claims in (40, 80)
        for items in (30, 60)
    }
    by_claims = sizes[80, 30] - sizes[40, 30]
    by_items = sizes[40, 60] - sizes[40, 30]
    assert sizes[80, 60] - sizes[40, 30] == by_claims + by_items


@pytest.mark.parametrize("bearings", [("supports",), ("supports", "disputes")])
def test_one_claim_more_than_make_no_crowd_changes_nothing_that_is_found(
    tmp_path: Path, bearings: tuple[str, ...]
) -> None:
    alone = opened(tmp_path / "alone", CROWD, 4, *bearings)
    together = opened(tmp_path / "together", CROWD + 1, 4, *bearings)
    assert {claim.verdict.label for claim in alone.claims} == {
        claim.verdict.label for claim in together.claims
    }
    told = [
        {
            (
                finding.code,
                finding.claim,
                finding.message,
                *(other.iri for other in finding.related),
            )
            for finding in check(kb, kb.rules).findings
            if finding.claim
        }
        for kb in (alone, together)
    ]
    assert {said for said in told[1] if not said[1].endswith(f"/c-{CROWD}")} == told[0]


@pytest.mark.parametrize(
    "whose",
    [
        "id:trial-a dct:publisher id:publisher-of-article .",
        "id:trial-a dct:creator id:publisher-of-article .",
        'id:publisher-of-article rdfs:label "Pain Clinic" . id:trial-a dct:creator "Pain-Clinic, LLC" .',
    ],
)
def test_evidence_of_ones_own_publisher_is_circular_in_a_crowd_and_for_others_it_is_not(
    tmp_path: Path, whose: str
) -> None:
    own = f"""
{whose}
id:guest a kb:Claim ; prov:wasQuotedFrom id:other ; oa:exact "Ibuprofen treats pain" ; kb:asserts id:p ; kb:certainty kb:Categorical .
"""
    case = judged_crowd(CROWD + 1, 3)
    case = replace(case, turtle=case.turtle + own, other="Ibuprofen treats pain.")
    kb = open_knowledge_base(lay_out(case, tmp_path / "project"))
    assert kb.claims["guest"].verdict.label == "refuted"
    assert kb.claims["c-0"].verdict.label == "not assessed"
    assert len(found(kb, "E06")) == CROWD + 1


def test_a_decision_on_one_of_a_crowd_is_on_that_one_alone(tmp_path: Path) -> None:
    decision = """
id:d a kb:Resolution ; kb:claim id:c-3 ; kb:verdict kb:Supported ; kb:overrides kb:Refuted ; kb:reason "A test." ;
    kb:reviewer id:board ; dct:date "2026-01-01"^^xsd:date .
"""
    kb = opened(tmp_path, CROWD + 1, 3, more=decision)
    labels = {claim.name: claim.verdict.label for claim in kb.claims}
    assert [name for name, label in labels.items() if label == "supported"] == ["c-3"]


def test_the_same_figure_given_by_a_crowd_is_judged_at_once_and_another_by_itself(
    tmp_path: Path,
) -> None:
    figure = 'kb:gives id:q ; kb:value {value} ; kb:unit kb:Percent ; kb:asPrinted "{value}%"'
    values = [15, *[40] * (CROWD + 1)]
    quotes = [f"{value}% say so in line {n}" for n, value in enumerate(values)]
    claims = "".join(
        f'id:f-{n} a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "{quote}" ; kb:certainty kb:Categorical ; '
        + figure.format(value=value)
        + " .\n"
        for n, (value, quote) in enumerate(zip(values, quotes, strict=True))
    )
    quantity = "\nid:q a kb:Quantity ; kb:subject id:pain ; kb:measure kb:prevalence .\n"
    evidence = (
        "id:g a kb:Evidence ; cito:citesAsEvidence id:trial-a ; kb:design kb:LocalSurvey ; "
        'kb:finding "Found." ; kb:verification kb:SeenAtSource ; '
        + figure.format(value=15)
        + " .\n"
    )
    kb = opened(
        tmp_path, CROWD + 2, 1, more=quantity + claims + evidence, text="\n".join(["", *quotes])
    )
    cites = kb.store.quads_for_pattern(None, KB("evidence"), ID("g"), DERIVED)
    lines = [q for q in cites if KB("EvidenceLine") in objects(kb.store, q.subject, RDF("type"))]
    assert len(lines) == 2
    against = [c.name for c in kb.claims if c.figure and c.verdict.disputing]
    assert len(against) == CROWD + 1
    assert kb.claims["f-0"].verdict.supporting == 1
