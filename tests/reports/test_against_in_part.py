"""What each format says where evidence decides against a part of what is claimed, and nothing decides for it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from cases import Case, lay_out
from kbtool.authoring.decisions import find_verdict
from kbtool.checks.run import check
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.rules import Severity
from kbtool.rdf.namespaces import ID, KB
from kbtool.reports.explanation import explain_claim
from kbtool.reports.formats import EXPORTS, FINDINGS
from kbtool.reports.presentation import Presentation
from kbtool.reports.style import Style

TURTLE = """
id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain .
id:c a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Ibuprofen treats pain" ; kb:asserts id:p ; kb:certainty kb:Categorical .
id:e a kb:Evidence ; kb:disputes id:p ; kb:population id:adults ; cito:citesAsEvidence id:trial-a ; kb:design kb:RandomizedControlledTrial ;
    kb:finding "Pain was worse than on placebo, in adults." ; kb:verification kb:SeenAtSource .
"""
IN_WORDS = "against in part: in adults"


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder: Path = tmp_path_factory.mktemp("against") / "project"
    root = lay_out(Case("X17", TURTLE, (), article="Ibuprofen treats pain."), folder)
    return open_knowledge_base(root, today=date(2026, 1, 3))


@pytest.fixture(scope="module")
def told(kb: KnowledgeBase) -> dict[str, str]:
    report = check(kb, list(kb.rules))
    formats = ("text", "html", "junit", "json", "sarif", "csv", "github")
    return {f: FINDINGS.renderer(f)(report, Presentation(show=Severity.INFO)) for f in formats}


@pytest.mark.parametrize("format_", ["text", "html", "junit"])
def test_formats_for_people_have_the_scope_beside_the_verdict(
    told: dict[str, str], format_: str
) -> None:
    assert IN_WORDS in told[format_]


def test_it_is_always_told_and_says_of_whom(told: dict[str, str]) -> None:
    findings = {f["code"]: f for f in json.loads(told["json"])["findings"]}
    found = findings["X17"]
    assert (found["verdict"], found["scope"]) == ("against in part", "in adults")
    assert found["message"].endswith("in part of its scope: in adults.")


def test_sarif_and_tables_have_it_in_a_field(kb: KnowledgeBase, told: dict[str, str]) -> None:
    results = json.loads(told["sarif"])["runs"][0]["results"]
    assert any(
        r["properties"].get("verdict") == "against in part"
        and r["properties"].get("scope") == "in adults"
        for r in results
    )
    for table in (told["csv"], EXPORTS.renderer("csv")(kb)):
        rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))
        assert any((r["verdict"], r["in part"]) == ("against in part", "in adults") for r in rows)


def test_it_is_rated_between_mixture_and_false(kb: KnowledgeBase) -> None:
    (review,) = json.loads(EXPORTS.renderer("claimreview")(kb))["@graph"]
    original, common = review["reviewRating"]
    assert original["alternateName"] == IN_WORDS
    assert (common["alternateName"], common["ratingValue"]) == ("MIXTURE", 2)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_nanopublication_says_against_which_part_it_is(kb: KnowledgeBase) -> None:
    quads = list(ox.parse(EXPORTS.renderer("nanopub")(kb), format=ox.RdfFormat.TRIG))
    said = {(q.subject, q.predicate, q.object) for q in quads}
    assert (ID("c"), KB("verdict"), KB("AgainstInPart")) in said
    assert (ID("c"), KB("refutedScope"), ox.Literal("in adults")) in said
    assert not any(q.predicate == KB("supportedScope") for q in quads)


def test_explain_names_the_part_and_counts_its_stars(kb: KnowledgeBase) -> None:
    shown = explain_claim(kb, ID("c"), Style(width=200))
    assert "[against in part] ★☆☆☆" in shown
    assert "in part    in adults" in shown


@pytest.mark.parametrize("name", ["against in part", "against-in-part", "kb:AgainstInPart"])
def test_a_reviewer_may_decide_so(kb: KnowledgeBase, name: str) -> None:
    assert find_verdict(kb.store, kb.labels, name) == KB("AgainstInPart")


def test_a_part_on_which_evidence_is_split_is_named_beside_what_is_supported(
    tmp_path: Path,
) -> None:
    more = """
id:p-adults a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain ; kb:population id:adults .
id:f a kb:Evidence ; kb:supports id:p-adults ; cito:citesAsEvidence id:trial-b ; kb:design kb:RandomizedControlledTrial ;
    kb:finding "Pain was less than on placebo, in adults." ; kb:verification kb:SeenAtSource .
"""
    turtle = TURTLE.replace("kb:disputes id:p ; kb:population id:adults", "kb:disputes id:p-adults")
    root = lay_out(
        Case("X17", turtle + more, (), article="Ibuprofen treats pain."), tmp_path / "project"
    )
    page = " ".join(explain_claim(open_knowledge_base(root), ID("c"), Style()).split())
    assert "in part 1 for, 1 against)" in page
    assert (
        "split ibuprofen is an effective treatment of pain in adults: evidence for it and against it"
        in page
    )
