"""Statements pull against each other by what predicates and objects suggest and contrast with, and ranges by how far they reach."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.knowledge.ranges import Range, apart, reach_differently
from kbtool.knowledge.statements import Statement, Terminology
from kbtool.knowledge.tension import Contrasts, Pull, held_firmly, pulls
from kbtool.rdf.terms import Term


def n(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"http://example.org/{name}")


def p(subject: str, relation: str, thing: str, **scope: str) -> Statement:
    name = "-".join([subject, relation, thing, *scope.values()])
    values = {n(qualifier): frozenset[Term]({n(value)}) for qualifier, value in scope.items()}
    return Statement(n(name), n(subject), n(relation), n(thing), values)


def of(**pairs: str) -> dict[Term, frozenset[Term]]:
    return {
        n(key.replace("_", "-")): frozenset[Term](map(n, words.split()))
        for key, words in pairs.items()
    }


TERMS = Terminology(
    broader=of(headache="pain", adults="people", naproxen="drugs", cures="treats"),
    universal=frozenset({n("safe-for")}),
    opposite=frozenset({(n("suitable-for"), n("cautioned-for"))}),
)
CONTRASTS = Contrasts(
    suggests=of(treats="established-for improves", recommended_for="suitable-for"),
    suggests_of_object=of(cures="curable"),
    against=of(
        established_for="experimental-for",
        suitable_for="cautioned-for",
        curable="lifelong",
        steady="uneven",
        lasting="duration",
    ),
    against_any=of(shares_symptoms_with="distinctive-of"),
    elsewhere=of(distinctive_of="core-symptom"),
    symptoms_of=of(aches="flu"),
    of_parts=frozenset({n("combinable-with")}),
    limiting=frozenset({n("fails-in")}),
)
FACT = Pull(first_as_fact=True)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # What a fact lets a reader take for granted, and what says otherwise of the same or of all.
        (p("drug", "treats", "pain"), p("drug", "experimental-for", "pain"), FACT),
        (p("drug", "cures", "pain"), p("drug", "experimental-for", "pain"), FACT),
        (p("drug", "treats", "headache"), p("drug", "experimental-for", "pain"), FACT),
        (p("drug", "treats", "pain"), p("drug", "experimental-for", "headache"), None),
        (p("drug", "treats", "pain"), p("drug", "experimental-for", "fever"), None),
        (p("drug", "treats", "pain"), p("naproxen", "experimental-for", "pain"), None),
        (p("drug", "treats", "pain"), p("drug", "experimental-for", "pain", route="oral"), None),
        (p("drug", "treats", "pain", route="oral"), p("drug", "experimental-for", "pain"), FACT),
        # A recommendation and its caution: for the same people they are opposites, for others they are not compared.
        (p("drug", "recommended-for", "adults"), p("drug", "cautioned-for", "people"), FACT),
        (p("drug", "suitable-for", "adults"), p("drug", "cautioned-for", "people"), Pull()),
        (p("drug", "suitable-for", "people"), p("drug", "cautioned-for", "people"), None),
        (p("drug", "suitable-for", "people"), p("drug", "cautioned-for", "adults"), None),
        # What objects say, whatever the predicates.
        (p("drug", "effect", "steady"), p("drug", "response", "uneven"), Pull()),
        (p("drug", "effect", "steady", condition="flu"), p("drug", "effect", "uneven"), Pull()),
        (
            p("drug", "effect", "steady", condition="flu"),
            p("drug", "effect", "uneven", condition="fever"),
            None,
        ),
        (p("drug", "effect", "steady"), p("naproxen", "effect", "uneven"), None),
        # What sets a disorder apart.
        (p("flu", "shares-symptoms-with", "cold"), p("flu", "distinctive-of", "aches"), Pull()),
        (p("flu", "shares-symptoms-with", "cold"), p("cold", "distinctive-of", "aches"), None),
        (p("flu", "distinctive-of", "aches"), p("cold", "core-symptom", "aches"), Pull()),
        (p("flu", "distinctive-of", "aches"), p("flu", "core-symptom", "aches"), None),
        # Accounts of one mechanism at two levels.
        (p("drug", "blocks", "receptor"), p("drug", "modulates", "pathway"), None),
    ],
)
def test_what_pulls_against_what(one: Statement, other: Statement, expected: Pull | None) -> None:
    assert pulls(one, other, True, TERMS, CONTRASTS) == expected


def test_what_is_cured_is_taken_to_be_curable() -> None:
    lifelong = Statement(
        n("x"), n("pain"), n("lifelong"), ox.Literal("true", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")), {}
    )  # fmt: skip
    assert pulls(p("drug", "cures", "pain"), lifelong, True, TERMS, CONTRASTS) == FACT


def test_a_part_pulls_against_the_denial_of_the_whole() -> None:
    whole = p("drug", "improves", "pain")
    assert pulls(p("drug", "improves", "headache"), whole, False, TERMS, CONTRASTS) == FACT
    assert pulls(p("drug", "improves", "fever"), whole, False, TERMS, CONTRASTS) is None
    assert pulls(whole, whole, False, TERMS, CONTRASTS) is None  # a contradiction, told as one


def test_a_lasting_effect_pulls_against_how_long_it_lasts() -> None:
    duration = Statement(n("q"), n("drug"), n("duration"), None, {})
    assert pulls(p("drug", "effect", "lasting"), duration, True, TERMS, CONTRASTS) == Pull()


@pytest.mark.parametrize(
    ("fact", "hedged", "expected"),
    [
        (p("drug", "treats", "pain"), p("drug", "treats", "pain"), True),
        (p("drug", "treats", "pain"), p("drug", "improves", "pain"), True),
        (p("drug", "treats", "flu"), p("drug", "improves", "aches"), True),
        (p("drug", "safe-for", "people"), p("drug", "safe-for", "adults"), True),
        (p("drug", "safe-for", "adults"), p("drug", "safe-for", "people"), False),
        (p("drug", "combinable-with", "drugs"), p("drug", "combinable-with", "naproxen"), True),
        (p("drug", "treats", "pain"), p("drug", "treats", "headache"), False),
        (p("drug", "improves", "pain"), p("drug", "treats", "pain"), False),
        (p("drug", "treats", "pain", route="oral"), p("drug", "treats", "pain"), False),
        (p("drug", "fails-in", "pain"), p("drug", "fails-in", "pain"), False),
    ],
)
def test_what_is_told_as_a_fact_with_a_fact(
    fact: Statement, hedged: Statement, expected: bool
) -> None:
    assert held_firmly(fact, hedged, TERMS, CONTRASTS) is expected


def r(low: int | None, high: int | None, vague: bool = False) -> Range:
    lower, upper = (None if end is None else Decimal(end) for end in (low, high))
    return Range(lower, upper, vague)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (r(4, 8), r(3, 5), True),
        (r(3, 8), r(3, 5), True),
        (r(2, 8), r(3, 5), False),  # the other says the same more exactly
        (r(7, 9), r(3, 5), False),  # nothing in common: a contradiction
        (r(3, 5), r(3, 5), False),
        (r(4, 8), r(None, 5), True),
        (r(3, 5), r(None, 5), False),  # the bound says nothing of the lower end
        (r(3, None), r(4, 5), False),
        (r(1, 6, vague=True), r(1, 4), False),  # "a few" and "several"
        (r(1, 9, vague=True), r(1, 4), True),
    ],
)
def test_ranges_that_reach_differently(one: Range, other: Range, expected: bool) -> None:
    assert reach_differently(one, other) is expected


ranges = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda ends: r(min(ends), max(ends)))


@given(ranges, ranges)
def test_ranges_reach_differently_both_ways_round_and_only_if_they_meet(
    one: Range, other: Range
) -> None:
    assert reach_differently(one, other) == reach_differently(other, one)
    if apart(one, other) or one == other:
        assert not reach_differently(one, other)
