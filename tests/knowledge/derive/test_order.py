"""Derivations run in the order that their heads ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbtool.errors import InputError
from kbtool.knowledge.derive.order import ConstructQuery, in_order

QUERY = "CONSTRUCT {} WHERE {}\n"


def derivation(name: str, after: str | None = None) -> ConstructQuery:
    """A derivation with this in its head."""
    head = "# What it derives.\n" + ("" if after is None else f"# kb:after: {after}\n")
    return ConstructQuery(Path(f"kb/derivations/{name}.rq"), head + QUERY)


def names(*derivations: ConstructQuery) -> list[str]:
    return [derivation.path.stem for derivation in in_order(derivations)]


def test_a_derivation_runs_after_those_that_its_head_names() -> None:
    assert names(
        derivation("decisive", "eligible"),
        derivation("eligible", "tiers, outweighed"),
        derivation("outweighed", ""),
        derivation("tiers", "outweighed"),
    ) == ["outweighed", "tiers", "eligible", "decisive"]


def test_of_those_that_can_run_the_first_by_name_does() -> None:
    assert names(
        derivation("c", ""), derivation("b", ""), derivation("a", "c"), derivation("d", "")
    ) == ["b", "c", "a", "d"]


def test_without_heads_the_names_decide() -> None:
    """As in a knowledge base that was begun before heads said anything."""
    assert names(derivation("90-stars"), derivation("20-undeclared"), derivation("40-levels")) == [
        "20-undeclared",
        "40-levels",
        "90-stars",
    ]


def test_one_without_a_head_runs_behind_all_that_need_not_wait_for_it() -> None:
    assert names(
        derivation("55-own"),
        derivation("verdict", "lines"),
        derivation("lines", ""),
        derivation("on-top", "own"),
        derivation("56-more"),
    ) == ["lines", "verdict", "55-own", "on-top", "56-more"]


def test_a_number_in_front_is_no_part_of_the_name() -> None:
    assert names(derivation("10-tiers", "levels"), derivation("40-levels", "")) == [
        "40-levels",
        "10-tiers",
    ]


def test_only_the_comment_at_the_head_says_what_comes_before() -> None:
    late = ConstructQuery(Path("a.rq"), "# A.\n\n# kb:after: b\n" + QUERY)
    assert late.after == {"b": 3}


def test_several_lines_add_up() -> None:
    text = "# kb:after: a, b\n# More.\n# kb:after: c ,\n" + QUERY
    assert ConstructQuery(Path("d.rq"), text).after == {"a": 1, "b": 1, "c": 3}


def test_a_name_that_no_file_has_is_refused_with_the_line() -> None:
    with pytest.raises(InputError, match=r"runs after 'level', and no derivation") as raised:
        names(derivation("levels", ""), derivation("tiers", "level"))
    assert (str(raised.value.path), raised.value.line) == ("kb/derivations/tiers.rq", 2)
    assert raised.value.help == "there is levels, tiers"


def test_a_circle_is_refused_with_its_members_and_a_line() -> None:
    with pytest.raises(InputError, match="runs after itself: a after c after b after a") as raised:
        names(
            derivation("a", "c"), derivation("b", "a"), derivation("c", "b"), derivation("d", "a")
        )
    assert (str(raised.value.path), raised.value.line) == ("kb/derivations/a.rq", 2)


def test_one_that_runs_after_itself_is_refused() -> None:
    with pytest.raises(InputError, match="runs after itself: a after a"):
        names(derivation("a", "a"))


@pytest.mark.parametrize(
    "text",
    [
        "# Mine.\n# kb:after levels\nCONSTRUCT {} WHERE {}\n",
        "# Mine.\n# KB:after: levels\nCONSTRUCT {} WHERE {}\n",
        "# Mine.\nPREFIX kb: <https://w3id.org/kbtool/ns#>\n# kb:after: levels\nCONSTRUCT {} WHERE {}\n",
    ],
)
def test_a_comment_that_is_meant_and_not_read_is_told(text: str) -> None:
    line = 3 if "PREFIX" in text else 2
    with pytest.raises(InputError, match="like kb:after that is not read") as raised:
        in_order([ConstructQuery(Path("mine.rq"), text)])
    assert (raised.value.path, raised.value.line) == (Path("mine.rq"), line)
