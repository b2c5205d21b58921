"""A predicate that leaves open whether something gets better or worse, and a time that is not stated: neither widens what is shown."""

from __future__ import annotations

import pytest

from judging import claim, item, judge, proposition

REVIEW = "SystematicReviewOfRCTs"
RCT = "RandomizedControlledTrial"
AFFECTS = proposition("p", "affectsFunction", "pain")
WORSE = item("e", "supports id:p", REVIEW, "kb:valence kb:ForTheWorse")
BETTER = item("f", "supports id:p", REVIEW, "kb:valence kb:ForTheBetter", reference="trial-b")
EITHER = item("g", "supports id:p", REVIEW, "kb:valence kb:EitherWay", reference="trial-b")


def test_what_was_affected_for_the_worse_does_not_support_what_reads_as_a_benefit() -> None:
    found = judge(AFFECTS + claim() + WORSE)
    assert (found.verdict(), found.reasons("e")) == ("Insufficient", {"OtherValence"})


@pytest.mark.parametrize("evidence", [BETTER, EITHER, WORSE + BETTER])
def test_what_was_affected_for_the_better_supports_it(evidence: str) -> None:
    assert judge(AFFECTS + claim() + evidence).verdict() == "Supported"


@pytest.mark.parametrize(
    ("reads", "evidence", "verdict"),
    [
        ("ForTheWorse", WORSE, "Supported"),
        ("ForTheWorse", BETTER, "Insufficient"),
        ("ForTheWorse", EITHER, "Supported"),
        ("EitherWay", WORSE, "Supported"),
        ("EitherWay", BETTER, "Supported"),
    ],
)
def test_a_claim_may_say_which_way_it_reads(reads: str, evidence: str, verdict: str) -> None:
    says = f"id:c kb:valence kb:{reads} .\n"
    assert judge(AFFECTS + claim() + says + evidence).verdict() == verdict


def test_what_was_affected_at_all_refutes_that_it_is_not() -> None:
    assert judge(AFFECTS + claim(relation="denies") + WORSE).verdict() == "Refuted"


def test_a_part_of_the_body_gets_neither_better_nor_worse() -> None:
    turtle = proposition("p", "affectsFunction", "receptor") + claim()
    assert judge(turtle + WORSE).verdict() == "Supported"


def test_a_time_that_is_not_stated_is_not_any_time() -> None:
    treats = proposition("p", "treats", "pain") + claim()
    found = judge(treats + item("e", "supports id:p", REVIEW, "kb:horizon kb:NotKnown"))
    assert found.verdict() == "SupportedInPart"
    week = proposition("p", "treats", "pain", 'kb:horizon "P7D"^^xsd:duration') + claim()
    found = judge(week + item("e", "supports id:p", REVIEW, "kb:horizon kb:NotKnown"))
    assert found.verdict() not in ("Supported", "SupportedInPart")


@pytest.mark.parametrize("predicate", ["approvedFor", "coveredByInsuranceFor"])
def test_what_holds_of_something_narrower_is_so_in_part(predicate: str) -> None:
    turtle = proposition("p", predicate, "pain") + proposition("q", predicate, "headache")
    design = "RegulatoryApproval" if predicate == "approvedFor" else "PayerPolicy"
    found = judge(
        turtle + claim() + item("e", "supports id:q", design, 'kb:warrantText "It says so."')
    )
    assert found.verdict() == "SupportedInPart"


def test_what_is_not_approved_at_all_is_approved_for_nothing_narrower() -> None:
    turtle = proposition("p", "approvedFor", "headache") + proposition("q", "approvedFor", "pain")
    denied = claim(relation="denies") + item("e", "disputes id:q", "RegulatoryApproval")
    assert judge(turtle + denied).verdict() == "Supported"
