"""The name that was probably meant: one measure, whatever the case."""

from __future__ import annotations

from kbtool.near import NearNames, is_slip_of, nearest, nearest_few

NAMES = ["check", "coverage", "explain", "export"]


def test_one_letter_or_two_that_changed_places_are_a_slip() -> None:
    assert nearest("chek", NAMES) == "check"
    assert nearest("chekc", NAMES) == "check"
    assert nearest("EXPLAIN", NAMES) == "explain"


def test_another_word_is_none() -> None:
    assert nearest("resolve", NAMES) is None
    assert nearest("", NAMES) is None


def test_several_are_proposed_the_nearest_first() -> None:
    assert nearest_few("covers", ["cover", "coverage"]) == ["cover", "coverage"]
    assert nearest_few("covers", ["cover", "coverage"], most=1) == ["cover"]


def test_an_address_is_like_another_with_a_letter_more_or_less_and_not_like_itself() -> None:
    terms = "https://w3id.org/kbtool/ns#"
    assert is_slip_of("https://w3id.org/kbtol/ns#", terms)
    assert is_slip_of("http://w3id.org/kbtool/ns", terms)
    assert not is_slip_of("http://example.org/terms#", terms)
    assert not is_slip_of(terms, terms)


def test_things_are_found_by_their_names() -> None:
    near = NearNames({"Claim": 1, "Evidence": 2})
    assert near.near("evidense") == 2
    assert near.near("Quantity") is None
