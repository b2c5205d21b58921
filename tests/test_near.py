"""The name that was probably meant: one measure, whatever the case."""

from __future__ import annotations

from kbtool.near import NearNames, is_like, nearest, nearest_few

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


def test_a_name_is_not_like_itself() -> None:
    assert is_like("kb", "kbb")
    assert not is_like("kb", "kb")


def test_things_are_found_by_their_names() -> None:
    near = NearNames({"Claim": 1, "Evidence": 2})
    assert near.near("evidense") == 2
    assert near.near("Quantity") is None
