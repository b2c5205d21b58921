"""Entries that must not carry a verdict: borrowed levels, null results, silence, scopes that exclude each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import Case, lay_out
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import ID, KB
from kbtool.rdf.store import DERIVED

SEEN = '; kb:finding "F." ; kb:verification kb:SeenAtSource .\n'
TREATS = (
    "id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain"
)
HARMS = "id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:hasAdverseEffect ; kb:object id:bleeding"
MICE = (
    'id:mice a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "mice" ; kb:modelSystem true .\n'
    'id:children a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "children" ; skos:broader id:people .'
)


def evidence(name: str, says: str, design: str = "RandomizedControlledTrial") -> str:
    return f"id:{name} a kb:Evidence ; {says} ; cito:citesAsEvidence id:trial-{name} ; kb:design kb:{design} {SEEN}"


def verdict(
    folder: Path, proposition: str, *items: str, relation: str = "asserts", more: str = ""
) -> str:
    claim = (
        f'{proposition} .\nid:c a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Ibuprofen" ; '
        f"kb:{relation} id:p ; kb:certainty kb:Categorical .\n"
    )
    turtle = claim + "\n".join([*items, MICE, more])
    kb = open_knowledge_base(
        lay_out(Case("E01", turtle, (), article="Ibuprofen treats pain."), folder / "project")
    )
    found = kb.store.quads_for_pattern(ID("c"), KB("verdict"), None, DERIVED)
    return str(next(found).object.value).rpartition("#")[2]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "design", ["ManufacturerPage", "NewsReport", "CaseReport", "ExpertOpinion"]
)
def test_no_design_but_a_review_takes_the_level_of_what_it_reviews(
    tmp_path: Path, design: str
) -> None:
    item = evidence("a", "kb:supports id:p ; kb:reviewsDesign kb:SystematicReviewOfRCTs", design)
    assert verdict(tmp_path, TREATS, item) == "Insufficient"


def test_an_umbrella_review_takes_the_level_of_what_it_reviews(tmp_path: Path) -> None:
    item = evidence(
        "a", "kb:supports id:p ; kb:reviewsDesign kb:SystematicReviewOfRCTs", "UmbrellaReview"
    )
    assert verdict(tmp_path, TREATS, item) == "Supported"


@pytest.mark.parametrize("design", ["CaseReport", "CaseSeries"])
def test_a_harm_that_was_not_seen_in_a_few_is_not_denied(tmp_path: Path, design: str) -> None:
    item = evidence("a", "kb:disputes id:p", design)
    assert verdict(tmp_path, HARMS, item, relation="denies") == "Insufficient"


def test_a_harm_that_was_seen_in_one_is_shown(tmp_path: Path) -> None:
    item = evidence("a", "kb:supports id:p", "CaseReport")
    assert verdict(tmp_path, HARMS, item, relation="denies") == "Refuted"


@pytest.mark.parametrize(
    "says",
    [
        "kb:supports id:p ; kb:result kb:NoDifference",
        "kb:supports id:p ; kb:result kb:NotReported",
        "kb:disputes id:p ; kb:result kb:NotReported",
        "kb:disputes id:p ; kb:result kb:NoDifference",
        "kb:disputes id:p ; kb:result kb:NoDifference ; kb:ciLow 0.1 ; kb:ciHigh 9 ; kb:unit kb:Fold",
    ],
)
def test_a_null_or_missing_result_decides_nothing(tmp_path: Path, says: str) -> None:
    assert verdict(tmp_path, TREATS, evidence("a", says)) == "Insufficient"


@pytest.mark.parametrize("studied", ["mice", "adults"])
def test_what_was_studied_elsewhere_does_not_support(tmp_path: Path, studied: str) -> None:
    item = evidence("a", f"kb:supports id:p ; kb:population id:{studied}")
    for proposition in (TREATS, HARMS):
        folder = tmp_path / proposition[-4:]
        found = verdict(folder, f"{proposition} ; kb:population id:children", item)
        assert found in ("NotAssessed", "Insufficient")


def test_a_level_is_not_borrowed_from_another_question(tmp_path: Path) -> None:
    established = "id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:establishedFor ; kb:object id:pain"
    studied = "id:q a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:studiedFor ; kb:object id:pain ."
    item = evidence("a", "kb:supports id:p ; kb:neutralOn id:q", "CaseReport")
    assert verdict(tmp_path, established, item, more=studied) == "Insufficient"


def test_a_label_that_does_not_name_a_harm_disputes_nothing(tmp_path: Path) -> None:
    silent = evidence(
        "a",
        'kb:disputes id:p ; kb:section kb:AdverseReactionsSection ; kb:warrantText "W."',
        "DrugLabel",
    )
    review = evidence("b", "kb:supports id:p", "SystematicReviewOfRCTs")
    assert verdict(tmp_path, HARMS, silent, review) == "Supported"


def test_a_section_that_does_not_speak_on_the_question_takes_the_others_voice(
    tmp_path: Path,
) -> None:
    says = 'kb:supports id:p ; kb:section kb:IndicationsSection{} ; kb:warrantText "W."'
    alone = evidence("a", says.format(""), "DrugLabel")
    both = evidence("a", says.format(", kb:WarningsSection"), "DrugLabel")
    assert verdict(tmp_path / "one", TREATS, alone) == "Supported"
    assert verdict(tmp_path / "two", TREATS, both) == "Insufficient"


def test_the_same_scope_is_one_statement_wherever_a_paper_is_attached(tmp_path: Path) -> None:
    narrower = "id:q a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain ; kb:population id:adults ."
    given = evidence("a", "kb:supports id:p ; kb:population id:adults ; kb:condition id:fever")
    against = evidence("b", "kb:disputes id:q ; kb:condition id:fever")
    assert verdict(tmp_path, TREATS, given, against, more=narrower) == "Insufficient"


def test_only_an_edition_that_may_decide_supersedes(tmp_path: Path) -> None:
    items = [
        evidence("a", "kb:supports id:p", "SystematicReviewOfRCTs"),
        evidence("b", "kb:supports id:p", "CaseReport"),
    ]
    newer = "id:trial-b dct:replaces id:trial-a ."
    assert verdict(tmp_path, TREATS, *items, more=newer) == "Supported"


def test_editions_that_replace_each_other_supersede_nothing(tmp_path: Path) -> None:
    items = [evidence("a", "kb:supports id:p"), evidence("b", "kb:supports id:p")]
    circle = "id:trial-b dct:replaces id:trial-a . id:trial-a dct:replaces id:trial-b ."
    assert verdict(tmp_path, TREATS, *items, more=circle) == "Supported"


def test_the_disproof_of_a_cure_says_nothing_of_a_treatment(tmp_path: Path) -> None:
    cures = "id:q a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:cures ; kb:object id:headache ."
    items = [evidence("a", "kb:disputes id:q"), evidence("b", "kb:supports id:p")]
    assert verdict(tmp_path, TREATS, *items, more=cures) == "Supported"
