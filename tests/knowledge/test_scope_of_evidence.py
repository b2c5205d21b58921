"""Evidence states what was studied; how far it reaches to a claim follows from that, wherever it is attached."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging import Judged, claim, item, judge, proposition

REVIEW, RCT, SERIES = "SystematicReviewOfRCTs", "RandomizedControlledTrial", "CaseSeries"
DAY = 'kb:horizon "P1D"^^xsd:duration'
WEEK = 'kb:horizon "P7D"^^xsd:duration'
MONTH = 'kb:horizon "P30D"^^xsd:duration'
CHILDREN = """
id:children a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "children" ; skos:broader id:people .
id:rats a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "rats" ; kb:modelSystem true ; kb:indirectFor id:people .
"""
TREATS = CHILDREN + proposition("p", "treats", "pain") + claim()
"""A claim that ibuprofen treats pain, whoever has it."""


def test_a_claim_on_all_is_supported_in_part_by_a_review_in_adults() -> None:
    found = judge(TREATS + item("e", "supports id:p", REVIEW, f"kb:population id:adults ; {WEEK}"))
    assert found.verdict() == "SupportedInPart"
    assert found.text("c", "supportedScope") == "up to 7 days, in adults"


def test_two_scopes_that_are_supported_are_both_named() -> None:
    found = judge(
        TREATS
        + item("e", "supports id:p", REVIEW, "kb:population id:adults")
        + item("f", "supports id:p", RCT, WEEK, "trial-b")
    )
    assert found.text("c", "supportedScope") == "up to 7 days; in adults"


def test_of_two_scopes_of_which_one_is_narrower_the_wider_is_named() -> None:
    found = judge(
        TREATS
        + item("e", "supports id:p", REVIEW, "kb:population id:adults")
        + item("f", "supports id:p", RCT, f"kb:population id:adults ; {WEEK}", "trial-b")
    )
    assert found.text("c", "supportedScope") == "in adults"


def test_evidence_on_all_that_decides_is_not_cut_to_a_part() -> None:
    found = judge(
        TREATS
        + item("e", "supports id:p", RCT)
        + item("f", "supports id:p", REVIEW, "kb:population id:adults", "trial-b")
    )
    assert found.verdict() == "Supported"


def test_a_claim_in_the_very_scope_is_supported_outright() -> None:
    narrow = proposition("a", "treats", "pain", "kb:population id:adults") + claim("a", "d")
    found = judge(TREATS + narrow + item("e", "supports id:p", REVIEW, "kb:population id:adults"))
    assert (found.verdict("d"), found.verdict("c")) == ("Supported", "SupportedInPart")


def test_evidence_too_weak_for_the_claim_supports_no_part_of_it() -> None:
    found = judge(TREATS + item("e", "supports id:p", SERIES, "kb:population id:adults"))
    assert found.verdict() == "Insufficient"
    assert found.reasons("e") == {"TooWeak"}


def test_evidence_against_in_a_part_does_not_refute_the_whole() -> None:
    found = judge(TREATS + item("e", "disputes id:p", RCT, "kb:population id:adults"))
    assert found.verdict() == "AgainstInPart"
    assert found.text("c", "refutedScope") == "in adults"


@pytest.mark.parametrize(
    ("claims", "more", "verdict"),
    [
        ("kb:denies", "kb:certainty kb:Categorical", "Refuted"),  # "ibuprofen does not treat pain"
        ("kb:denies", "kb:certainty kb:Hedged", "AgainstInPart"),
        ("kb:asserts", "kb:certainty kb:Categorical", "SupportedInPart"),
    ],
)
def test_who_flatly_denies_what_is_shown_of_some_denies_too_much(
    claims: str, more: str, verdict: str
) -> None:
    said = f"id:c a kb:Claim ; prov:wasQuotedFrom id:article ; {claims} id:p ; {more} .\n"
    found = judge(
        CHILDREN
        + proposition("p", "treats", "pain")
        + said
        + item("e", "supports id:p", REVIEW, "kb:population id:adults")
    )
    assert found.verdict() == verdict


def test_a_part_with_evidence_on_both_sides_is_neither_supported_nor_refuted() -> None:
    found = judge(
        TREATS
        + item("e", "supports id:p", RCT, "kb:population id:adults")
        + item("f", "disputes id:p", RCT, "kb:population id:adults", "trial-b")
    )
    assert found.verdict() == "Insufficient"
    assert found.names("c", "supportedIn") == found.names("c", "refutedIn") == []


def test_a_part_that_is_refuted_stays_in_view_beside_one_that_is_supported() -> None:
    found = judge(
        TREATS
        + item("e", "supports id:p", RCT, "kb:population id:adults")
        + item("f", "disputes id:p", RCT, "kb:population id:children", "trial-b")
    )
    assert found.verdict() == "SupportedInPart"
    assert found.text("c", "supportedScope") == "in adults"
    assert found.text("c", "refutedScope") == "in children"


def test_a_denial_is_supported_in_part_by_evidence_against_in_a_part() -> None:
    turtle = CHILDREN + proposition("p", "treats", "pain") + claim(relation="denies")
    found = judge(turtle + item("e", "disputes id:p", RCT, "kb:population id:adults"))
    assert found.verdict() == "SupportedInPart"
    assert found.text("c", "supportedScope") == "in adults"


def test_what_is_seen_and_not_seen_in_the_same_people_is_conflicting_and_of_others_nothing_follows() -> (
    None
):
    seen = proposition("p", "hasAdverseEffect", "bleeding") + claim() + CHILDREN
    seen += item("e", "supports id:p", RCT, "kb:population id:adults")
    assert judge(seen).verdict() == "Supported"
    same = item("f", "disputes id:p", RCT, "kb:population id:adults", "trial-b")
    assert judge(seen + same).verdict() == "Conflicting"
    others = item("f", "disputes id:p", RCT, "kb:population id:children", "trial-b")
    assert judge(seen + others).verdict() == "Supported"


@pytest.mark.parametrize("predicate", ["safeFor", "toleratedBy"])
@pytest.mark.parametrize(
    "more", ['kb:horizon "P10Y"^^xsd:duration', "kb:dose id:high-dose", "kb:route id:by-mouth"]
)
def test_what_is_safe_as_a_rule_is_not_shown_to_be_safe_for_longer_or_in_another_way(
    predicate: str, more: str
) -> None:
    concepts = """
id:high-dose a kb:Concept ; kb:conceptKind kb:MannerOfTreatment ; skos:prefLabel "high doses" .
id:by-mouth a kb:Concept ; kb:conceptKind kb:MannerOfTreatment ; skos:prefLabel "tablets" .
"""
    safe = proposition("p", predicate, "people") + item("e", "supports id:p", REVIEW) + concepts
    assert judge(safe + claim()).verdict() == "Supported"
    wider = proposition("q", predicate, "people", more) + claim("q")
    assert judge(safe + wider).verdict() in ("Insufficient", "NotAssessed")


def test_what_is_seen_in_some_is_seen_of_a_predicate_that_says_it_occurs() -> None:
    turtle = proposition("p", "hasAdverseEffect", "bleeding") + claim()
    found = judge(turtle + item("e", "supports id:p", RCT, "kb:population id:adults"))
    assert found.verdict() == "Supported"


@pytest.mark.parametrize(
    "attached",
    [
        item("e", "supports id:p", REVIEW, f"kb:population id:adults ; {WEEK}"),
        item("e", "supports id:a", REVIEW, WEEK),
        item("e", "supports id:a", REVIEW, f"kb:population id:adults ; {WEEK}"),
        item("e", "supports id:w", REVIEW, "kb:population id:adults"),
        item("e", "supports id:aw", REVIEW),
    ],
    ids=["the widest", "adults", "adults, said twice", "a week", "the narrowest"],
)
def test_it_does_not_matter_to_which_proposition_a_review_is_attached(attached: str) -> None:
    adults = "kb:population id:adults"
    turtle = (
        TREATS
        + proposition("a", "treats", "pain", adults)
        + proposition("w", "treats", "pain", WEEK)
        + proposition("aw", "treats", "pain", f"{adults} ; {WEEK}")
        + claim("a", "c-adults")
        + claim("w", "c-week")
        + claim("aw", "c-adults-week")
    )
    found = judge(turtle + attached)
    said = {
        name: (found.verdict(name), found.text(name, "supportedScope"), found.text(name, "stars"))
        for name in ("c", "c-adults", "c-week", "c-adults-week")
    }
    assert said == {
        "c": ("SupportedInPart", "up to 7 days, in adults", "3"),
        "c-adults": ("SupportedInPart", "up to 7 days", "3"),
        "c-week": ("SupportedInPart", "in adults", "3"),
        "c-adults-week": ("Supported", None, "3"),
    }


def seen(found: Judged) -> tuple[object, ...]:
    """What a reader sees of the claim."""
    names = ("supportedScope", "refutedScope", "stars", "supportingLines", "disputingLines")
    parts = (found.names("c", "supportedIn"), found.names("c", "refutedIn"))
    return found.verdict(), *(found.text("c", name) for name in names), *parts


def test_several_values_of_a_qualifier_are_several_statements() -> None:
    both = "kb:population id:adults, id:children"
    found = judge(TREATS + item("e", "supports id:p", REVIEW, both))
    assert len(found.names("e", "speaksFor")) == 2
    assert found.text("c", "supportedScope") == "in adults; in children"


@pytest.mark.parametrize("says", ["supports", "disputes", "neutralOn"])
@pytest.mark.parametrize("predicate", ["treats", "hasAdverseEffect"])
def test_splitting_an_item_into_two_of_its_scopes_changes_nothing(
    says: str, predicate: str
) -> None:
    turtle = CHILDREN + proposition("p", predicate, "bleeding") + claim()
    one = item("e", f"{says} id:p", RCT, "kb:population id:adults, id:children")
    two = item("e", f"{says} id:p", RCT, "kb:population id:adults") + item(
        "f", f"{says} id:p", RCT, "kb:population id:children"
    )
    assert seen(judge(turtle + one)) == seen(judge(turtle + two))


@pytest.mark.parametrize(
    "written", ['"P1W"^^xsd:duration', '"P7D"^^xsd:dayTimeDuration', '"PT168H"^^xsd:duration']
)
def test_a_time_is_the_same_however_it_is_written(written: str) -> None:
    turtle = proposition("p", "treats", "pain", WEEK) + claim()
    found = judge(turtle + item("e", "supports id:p", RCT, f"kb:horizon {written}"))
    assert found.verdict() == "Supported"
    attached = proposition("q", "treats", "pain", f"kb:horizon {written}")
    assert judge(turtle + attached + item("e", "supports id:q", RCT)).verdict() == "Supported"


SCOPES = (
    "", "kb:population id:adults", "kb:population id:children", "kb:population id:rats", WEEK,
    f"kb:population id:adults ; {WEEK}",
)  # fmt: skip
ITEMS = st.lists(
    st.tuples(
        st.sampled_from(["supports", "disputes", "neutralOn"]),
        st.sampled_from([REVIEW, RCT, SERIES]),
        st.sampled_from(SCOPES),
        st.sampled_from(["trial-a", "trial-b"]),
    ),
    max_size=4,
)
TOWARDS_REFUTED = ("Supported", "SupportedInPart", "Insufficient", "NotAssessed", "AgainstInPart", "Conflicting", "Refuted")  # fmt: skip
"""Verdicts, from the one that is furthest from refuted on; nobody knows more of one that is not assessed."""
FEW = settings(max_examples=25, deadline=None, derandomize=True)


def written(items: list[tuple[str, str, str, str]]) -> str:
    return "".join(
        item(f"e{number}", f"{says} id:p", design, scope, reference)
        for number, (says, design, scope, reference) in enumerate(items)
    )


def from_refuted(turtle: str) -> int:
    """How far the verdict on the claim is from refuted: 5 of one that is supported."""
    place = TOWARDS_REFUTED.index(judge(turtle).verdict())
    return (5, 4, 3, 3, 2, 1, 0)[place]


@FEW
@given(ITEMS, st.sampled_from([REVIEW, RCT]), st.sampled_from(SCOPES))
def test_decisive_evidence_for_a_claim_never_moves_it_towards_refuted(
    items: list[tuple[str, str, str, str]], design: str, scope: str
) -> None:
    before = TREATS + written(items)
    more = item("more", "supports id:p", design, scope)
    assert from_refuted(before + more) >= from_refuted(before)


@FEW
@given(ITEMS, st.sampled_from([REVIEW, RCT]), st.sampled_from(SCOPES[1:]))
def test_narrowing_evidence_never_widens_what_is_supported(
    items: list[tuple[str, str, str, str]], design: str, scope: str
) -> None:
    before = TREATS + written(items)
    wide, narrow = (item("more", "supports id:p", design, limits) for limits in ("", scope))
    assert from_refuted(before + narrow) <= from_refuted(before + wide)


def test_a_scope_at_a_time_that_is_not_known_gives_way_to_the_longest_that_is_known() -> None:
    untimed = "kb:population id:adults ; kb:horizon kb:NotKnown"
    found = judge(
        TREATS
        + item("e", "supports id:p", REVIEW, untimed)
        + item("f", "supports id:p", RCT, f"kb:population id:adults ; {WEEK}", "trial-b")
        + item("g", "supports id:p", RCT, f"kb:population id:adults ; {DAY}", "trial-b")
    )
    assert found.text("c", "supportedScope") == "up to 7 days, in adults"


def test_a_time_that_is_not_known_is_told_where_nothing_else_is() -> None:
    found = judge(TREATS + item("e", "supports id:p", REVIEW, "kb:horizon kb:NotKnown"))
    assert found.text("c", "supportedScope") == "at a time that is not stated"


def test_what_is_shown_of_one_disorder_is_said_of_that_and_not_of_all() -> None:
    headache = proposition("h", "treats", "headache")
    found = judge(TREATS + headache + item("e", "supports id:h", REVIEW, WEEK))
    assert found.text("c", "supportedScope") == "as to headache, up to 7 days"
    assert found.text("c", "supportedAs") == (
        "ibuprofen is an effective treatment of headache (up to 7 days)"
    )


def test_of_many_scopes_the_four_broadest_are_named_and_the_others_counted() -> None:
    found = judge(
        TREATS
        + item("e", "supports id:p", REVIEW, "kb:population id:adults")
        + item("f", "supports id:p", RCT, WEEK, "trial-b")
        + item("g", "supports id:p", RCT, f"kb:population id:children ; {MONTH}", "trial-b")
    )
    assert (
        found.text("c", "supportedScope") == "up to 7 days; in adults; up to 30 days, in children"
    )
    named = (
        "up to 7 days; in adults; up to 30 days, in children; in children, compared with naproxen"
    )
    more = item("h", "supports id:p", RCT, "kb:population id:children ; kb:comparator id:naproxen")
    last = item("i", "supports id:p", RCT, "kb:condition id:headache ; kb:comparator id:naproxen")
    both = judge(
        TREATS
        + item("e", "supports id:p", REVIEW, "kb:population id:adults")
        + item("f", "supports id:p", RCT, WEEK, "trial-b")
        + item("g", "supports id:p", RCT, f"kb:population id:children ; {MONTH}", "trial-b")
        + more
        + last
    )
    assert both.text("c", "supportedScope") == f"{named}; and 1 more"
