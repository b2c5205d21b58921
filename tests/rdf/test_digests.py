"""A short digest for each property of each node tells a change of what is stated, and no change of how it is written."""

from __future__ import annotations

import pytest

from kbtool.rdf.digests import digests
from kbtool.rdf.syntax import parse_turtle

PREFIXES = "@prefix : <https://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
BEFORE = """
:e :finding "No difference in 24%" ; :design :Trial ; :value 24.50 ; :on "2026-01-31"^^xsd:date ;
    :cites [ :page 3 ; :line ( 1 2 3 ) ] ; :of :adults, :children .
"""


def of(text: str) -> dict[str, dict[str, int]]:
    """The digests of a text in Turtle."""
    return digests(parse_turtle(PREFIXES + text, "x.ttl"))


@pytest.mark.parametrize(
    "after",
    [
        BEFORE.replace("\n", " ").replace(" ; ", ";"),
        BEFORE.replace(":adults, :children", ":children , :adults"),
        BEFORE.replace(":design :Trial ; ", "") + ":e :design :Trial .",
        BEFORE.replace(":Trial", "<https://example.org/Trial>"),
        BEFORE.replace("24.50", "+024.5"),
        BEFORE.replace("[ :page 3 ; :line ( 1 2 3 ) ]", "[ :line ( 1 2 3 ) ; :page 3 ]"),
        BEFORE.replace("[ :page 3 ; :line ( 1 2 3 ) ]", "_:x") + "_:x :page 3 ; :line ( 1 2 3 ) .",
    ],
    ids=["layout", "order", "in two places", "whole names", "zeros", "order inside", "labelled"],
)
def test_how_it_is_written_does_not_count(after: str) -> None:
    assert of(after) == of(BEFORE)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("No difference", "A difference", "finding"),
        ("24%", "42%", "finding"),
        (":Trial", ":Series", "design"),
        ("24.50", "24.51", "value"),
        (":adults, :children", ":adults", "of"),
        ("( 1 2 3 )", "( 1 3 2 )", "cites"),
        (":page 3", ":page 4", "cites"),
        ("01-31", "01-30", "on"),
    ],
)
def test_each_change_is_told_of_its_property_alone(old: str, new: str, told: str) -> None:
    before, after = (
        of(text)["https://example.org/e"] for text in (BEFORE, BEFORE.replace(old, new))
    )

    assert {name for name in before if before[name] != after[name]} == {
        f"https://example.org/{told}"
    }


def test_what_no_node_holds_is_told_by_its_class() -> None:
    before, after = of("[] a :Level ; :is 1 . [] a :Level ; :is 2 ."), of("[] a :Level ; :is 1 .")

    assert before == of("[] :is 2 ; a :Level . [] a :Level ; :is 1 .")
    assert before.keys() == after.keys() == {"https://example.org/Level"}
    assert before != after


def test_a_long_list_is_no_trouble_and_neither_is_a_loop() -> None:
    numbers = " ".join(map(str, range(5000)))

    assert of(f":e :list ( {numbers} ) .") == of(f":e :list ({numbers}).")
    assert of(":e :holds _:a . _:a :to _:b . _:b :to _:a .") != of(":e :holds _:a . _:a :to _:b .")
