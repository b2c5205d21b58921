"""Why an item of evidence may not decide a claim: the reason is on its line, and rests on that item alone."""

from __future__ import annotations

from pathlib import Path

from cases import Case, lay_out
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import instances, objects

CLAIM = """
id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:{predicate} ; kb:object id:{object} .
id:c a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Ibuprofen" ; kb:asserts id:p ; kb:certainty kb:Categorical .
"""
ITEM = """id:{name} a kb:Evidence ; kb:supports id:p ; cito:citesAsEvidence id:{reference} ; kb:design kb:{design} ; kb:finding "Found." ;
    kb:verification kb:SeenAtSource{more} .
"""


def test_a_label_without_a_warrant_decides_no_harm_though_another_item_has_one(
    tmp_path: Path,
) -> None:
    bleeding = CLAIM.format(predicate="hasAdverseEffect", object="stomach-bleeding")
    bare = ITEM.format(name="bare", reference="label-a", design="DrugLabel", more="")
    warranted = ITEM.format(
        name="warranted",
        reference="label-a",
        design="DrugLabel",
        more=' ; kb:warrantText "Listed."',
    )

    assert reasons(tmp_path, bleeding + bare + warranted) == {
        "bare": {"WithoutWarrant"},
        "warranted": set(),
    }


def test_a_guideline_only_corroborates_a_benefit_and_a_news_report_weighs_nothing(
    tmp_path: Path,
) -> None:
    benefit = CLAIM.format(predicate="treats", object="pain")
    guideline = ITEM.format(name="guideline", reference="trial-a", design="Guideline", more="")
    news = ITEM.format(name="news", reference="trial-b", design="NewsReport", more="")
    trial = ITEM.format(
        name="trial", reference="trial-a", design="RandomizedControlledTrial", more=""
    )

    assert reasons(tmp_path, benefit + guideline + news + trial) == {
        "guideline": {"OnlyCorroborates"},
        "news": {"WithoutWeight"},
        "trial": set(),
    }


def reasons(tmp_path: Path, turtle: str) -> dict[str, set[str]]:
    """By the name of each item of evidence, why its line does not count."""
    case = Case("E01", turtle, (), article="Ibuprofen treats pain.")
    store = open_knowledge_base(lay_out(case, tmp_path / "project")).store
    return {
        _local(evidence): {_local(reason) for reason in objects(store, line, KB("notCounted"))}
        for line in instances(store, KB("EvidenceLine"))
        for evidence in objects(store, line, KB("evidence"))
    }


def _local(node: object) -> str:
    return str(getattr(node, "value", "")).rpartition("/")[2].rpartition("#")[2]
