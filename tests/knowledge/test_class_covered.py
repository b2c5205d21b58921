"""What is shown of every member of a class is shown of the class, and what is shown of some of them is shown in part."""

from __future__ import annotations

import pytest

from judging import claim, item, judge

CLASS = """
id:drugs a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "drugs" ; kb:consistsOf id:one, id:other .
id:one a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "one" ; skos:broader id:drugs .
id:other a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "other" ; skos:broader id:drugs .
id:p a kb:Proposition ; kb:subject id:drugs ; kb:predicate kb:treats ; kb:object id:pain .
id:p1 a kb:Proposition ; kb:subject id:one ; kb:predicate kb:treats ; kb:object id:pain .
id:p2 a kb:Proposition ; kb:subject id:other ; kb:predicate kb:treats ; kb:object id:pain .
"""
RCT = "RandomizedControlledTrial"
ONE = item("e", "supports id:p1", RCT)
OTHER = item("f", "supports id:p2", RCT, reference="trial-b")


def test_all_members_make_the_class() -> None:
    found = judge(CLASS + claim() + ONE + OTHER)
    assert (found.verdict(), found.text("c", "stars")) == ("Supported", "2")


def test_some_members_are_a_part() -> None:
    found = judge(CLASS + claim() + ONE)
    assert (found.verdict(), found.text("c", "supportedScope")) == ("SupportedInPart", "of one")


@pytest.mark.parametrize(
    "other",
    [
        item("f", "supports id:p2", RCT, "kb:population id:adults", "trial-b"),
        item("f", "supports id:p2", "CaseReport", reference="trial-b"),
        item("f", "disputes id:p2", RCT, reference="trial-b"),
    ],
)
def test_a_member_that_is_shown_in_part_or_not_at_all_leaves_the_class_a_part(other: str) -> None:
    assert judge(CLASS + claim() + ONE + other).verdict() == "SupportedInPart"


def test_nothing_follows_where_nobody_says_that_these_are_all() -> None:
    some = CLASS.replace(" ; kb:consistsOf id:one, id:other", "")
    assert judge(some + claim() + ONE + OTHER).verdict() == "SupportedInPart"


def test_what_is_found_of_the_class_itself_decides_before_its_members() -> None:
    against = item("g", "disputes id:p", "SystematicReviewOfRCTs", reference="trial-b")
    assert judge(CLASS + claim() + ONE + OTHER + against).verdict() == "Refuted"


def test_what_holds_of_no_member_does_not_hold_of_the_class() -> None:
    against = item("e", "disputes id:p1", RCT) + item("f", "disputes id:p2", RCT)
    assert judge(CLASS + claim(relation="denies") + against).verdict() == "Supported"
