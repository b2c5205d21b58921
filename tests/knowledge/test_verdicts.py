"""Verdicts: the strongest tier decides, no majority vote, and nothing unread, retracted or circular decides anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import Case, lay_out
from kbtool.errors import InputError
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import ID, KB
from kbtool.rdf.store import DERIVED

CLAIM = """
id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:{predicate} ; kb:object id:{object} .
id:c a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Ibuprofen" ; kb:{relation} id:p ; kb:certainty kb:Categorical{more} .
id:r a kb:Reference ; rdfs:label "R" ; kb:doi "10.1000/r" ; kb:verification kb:SeenAtSource ; kb:retractionStatus {retraction} .
id:own a kb:Reference ; rdfs:label "Own" ; kb:doi "10.1000/o" ; kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotChecked ;
    dct:publisher id:publisher-of-article .
"""


def evidence(name: str, spec: str) -> str:
    """ "+RandomizedControlledTrial trial-a" supports, "-..." disputes; words behind set more."""
    design, reference, *more = spec[1:].split(" ")
    verification = "NotYetVerified" if "unread" in more else "SeenAtSource"
    extra = "".join(
        {
            "warrant": ' ; kb:warrantText "Because."',
            "weak": " ; kb:gradedDown 2",
            "both": " ; kb:supports id:p ; kb:disputes id:p",
        }.get(word, "")
        for word in more
    )
    relation = "supports" if spec[0] == "+" else "disputes"
    return (
        f"id:{name} a kb:Evidence ; kb:{relation} id:p ; cito:citesAsEvidence id:{reference} ; kb:design kb:{design} ;"
        f' kb:finding "F." ; kb:verification kb:{verification}{extra} .\n'
    )


RCT, REVIEW, OPEN = "RandomizedControlledTrial", "SystematicReviewOfRCTs", "OpenLabelTrial"


@pytest.mark.parametrize(
    ("items", "verdict", "stars"),
    [
        ([], "NotAssessed", 0),
        ([f"+{RCT} trial-a"], "Supported", 1),
        ([f"+{RCT} trial-a", f"+{RCT} trial-b"], "Supported", 2),
        ([f"+{REVIEW} trial-a"], "Supported", 3),
        ([f"-{RCT} trial-a"], "Refuted", 1),
        ([f"+{RCT} trial-a", f"-{RCT} trial-b"], "Conflicting", 1),
        ([f"+{REVIEW} trial-a", f"-{RCT} trial-b", f"-{RCT} r"], "Supported", 3),
        ([f"+{OPEN} trial-a"], "Insufficient", 0),
        ([f"+{REVIEW} trial-a weak"], "Insufficient", 0),
        ([f"+{RCT} trial-a", f"-{OPEN} trial-b"], "Supported", 1),
        ([f"+{REVIEW} trial-a unread"], "NotAssessed", 0),
        ([f"+{REVIEW} trial-a unread", f"-{RCT} trial-b"], "Refuted", 1),
        ([f"+{REVIEW} own"], "NotAssessed", 0),
        ([f"-{REVIEW} trial-a both"], "NotAssessed", 0),
        ([f"-{REVIEW} trial-a both", f"+{RCT} trial-b"], "Supported", 1),
        (["+NewsReport trial-a"], "Insufficient", 0),
        (["+ExpertOpinion trial-a"], "Insufficient", 0),
    ],
)
def test_benefit(tmp_path: Path, items: list[str], verdict: str, stars: int) -> None:
    assert judged(tmp_path, items) == (verdict, stars)


@pytest.mark.parametrize("retraction", ["kb:Retracted", "kb:ExpressionOfConcern"])
def test_a_retracted_reference_decides_nothing(tmp_path: Path, retraction: str) -> None:
    assert judged(tmp_path, [f"+{REVIEW} r"], retraction=retraction) == ("NotAssessed", 0)


@pytest.mark.parametrize(
    ("items", "verdict"),
    [
        (["+DrugLabel label-a"], "Insufficient"),
        (["+DrugLabel label-a warrant"], "Supported"),
        (["+DrugLabel label-a warrant", f"-{REVIEW} trial-a"], "Supported"),
        (["+CaseReport trial-a"], "Supported"),
        (["+MechanisticStudy trial-a"], "Insufficient"),
    ],
)
def test_harm(tmp_path: Path, items: list[str], verdict: str) -> None:
    found, _ = judged(tmp_path, items, predicate="hasAdverseEffect", object="bleeding")
    assert found == verdict


def test_an_authority_decides_its_own_subject(tmp_path: Path) -> None:
    label = ["+DrugLabel label-a"]
    assert judged(tmp_path, label, predicate="approvedFor")[0] == "Supported"


def test_studies_do_not_decide_what_is_approved(tmp_path: Path) -> None:
    assert judged(tmp_path, [f"+{REVIEW} trial-a"], predicate="approvedFor")[0] == "Insufficient"


def test_a_denial_turns_the_direction_round(tmp_path: Path) -> None:
    assert judged(tmp_path, [f"+{RCT} trial-a"], relation="denies")[0] == "Refuted"


def test_a_provider_s_own_service_is_not_checkable(tmp_path: Path) -> None:
    assert judged(tmp_path, [], predicate="providesService")[0] == "NotCheckable"


def test_a_claim_beyond_any_literature_is_not_checkable(tmp_path: Path) -> None:
    more = ' ; kb:unverifiable "No trial could."'
    assert judged(tmp_path, [f"+{RCT} trial-a"], more=more)[0] == "NotCheckable"


def test_a_resolution_overrides_and_both_stay_visible(tmp_path: Path) -> None:
    resolution = (
        'id:s a kb:Resolution ; kb:claim id:c ; kb:verdict kb:Conflicting ; kb:reason "Why." ;'
        ' kb:reviewer id:board ; dct:date "2026-01-01"^^xsd:date .\n'
    )
    kb = open_knowledge_base(lay_out(case([f"+{RCT} trial-a"], resolution), tmp_path / "project"))
    values = {
        name: [q.object for q in kb.store.quads_for_pattern(ID("c"), KB(name), None, DERIVED)]
        for name in ("verdict", "computedVerdict")
    }
    assert values == {"verdict": [KB("Conflicting")], "computedVerdict": [KB("Supported")]}


def case(
    items: list[str],
    rest: str = "",
    predicate: str = "treats",
    object: str = "pain",
    relation: str = "asserts",
    retraction: str = "kb:NotChecked",
    more: str = "",
) -> Case:
    claim = CLAIM.format(
        predicate=predicate, object=object, relation=relation, retraction=retraction, more=more
    )
    lines = "".join(evidence(f"e{i}", item) for i, item in enumerate(items))
    return Case("E01", claim + lines + rest, (), article="Ibuprofen treats pain.")


def judged(tmp_path: Path, items: list[str], **more: str) -> tuple[str, int]:
    """The verdict and stars of the claim, given items of evidence."""
    kb = open_knowledge_base(lay_out(case(items, **more), tmp_path / "project"))
    (verdict,) = (
        q.object for q in kb.store.quads_for_pattern(ID("c"), KB("verdict"), None, DERIVED)
    )
    (stars,) = (q.object for q in kb.store.quads_for_pattern(ID("c"), KB("stars"), None, DERIVED))
    return kb_local(verdict), int(getattr(stars, "value", "0"))


def kb_local(term: object) -> str:
    return str(getattr(term, "value", "")).removeprefix(KB.base)


@pytest.mark.parametrize(
    "typed_in",
    [
        "id:c kb:verdict kb:Supported .",
        "id:c kb:computedVerdict kb:Supported .",
        "id:c kb:stars 4 .",
        "id:c kb:start 3 .",
        "id:c kb:decidedBy id:nobody .",
        "id:p kb:entails id:q .",
        "id:line a kb:EvidenceLine ; kb:claim id:c .",
        "id:e0 kb:level 1 .",
        "[] kb:decisive true .",
    ],
)
def test_what_is_derived_is_never_typed_in(tmp_path: Path, typed_in: str) -> None:
    root = lay_out(case([f"+{RCT} trial-a"], f"\n{typed_in}\n"), tmp_path / "project")
    with pytest.raises(InputError, match="which is only ever derived") as refused:
        open_knowledge_base(root)
    assert str(refused.value.path).endswith("case.ttl")


def test_a_resolution_has_a_verdict_of_its_own(tmp_path: Path) -> None:
    assert (
        judged(tmp_path, [], rest="\nid:s a kb:Resolution ; kb:verdict kb:Refuted .\n")[0]
        == "NotAssessed"
    )
