"""Turtle that is nested too deep, or holds a text that is too long, is refused in a line, and quickly."""

from __future__ import annotations

import pytest

from kbtool.errors import InputError
from kbtool.io.limits import Limits
from kbtool.rdf.syntax import parse_turtle
from kbtool.rdf.turtle.style import in_house_style

DEEPEST = int(Limits().nesting)
_HEAD = "@prefix : <http://example.org/> .\n"


def nested(opening: str, closing: str, depth: int) -> str:
    return f"{_HEAD}:a :b\n{opening * depth}1\n{closing * depth} .\n"


@pytest.mark.parametrize(("opening", "closing"), [("[ :b\n", "]"), ("(\n", ")"), ("([ :b\n", "])")])
def test_what_is_nested_too_deep_is_refused_with_the_line(opening: str, closing: str) -> None:
    each = len(closing)
    in_house_style(nested(opening, closing, DEEPEST // each), "a.ttl")
    with pytest.raises(InputError) as raised:
        in_house_style(nested(opening, closing, 50_000), "a.ttl")
    assert raised.value.message == f"has more than {DEEPEST} brackets within each other"
    assert raised.value.line == 3 + DEEPEST // each
    assert raised.value.help is not None and "nesting in [limits]" in raised.value.help


@pytest.mark.parametrize(
    "text",
    [
        "# " + "[" * 1000 + "\n",
        ':a :b "' + "[" * 1000 + '" .',
        ":a :b '''" + "'[\"\n" * 1000 + "''' .",
        ":a <http://example.org/?" + "(" * 1000 + "> 1 .",
        ":a " + ":b" + "\\(" * 1000 + " 1 .",
        ":a :b " + ", ".join(["[ :c ( 1 ) ]"] * 1000) + " .",
    ],
    ids=["comment", "text", "long text", "IRI", "name", "beside each other"],
)
def test_brackets_that_are_not_within_each_other_are_no_nesting(text: str) -> None:
    parse_turtle(_HEAD + text, "a.ttl")


def test_a_text_that_is_too_long_for_the_parser_is_refused() -> None:
    with pytest.raises(InputError, match="a text or a name of more than 16 MB"):
        parse_turtle(f'{_HEAD}:a :b "{"x" * 17_000_000}" .', "a.ttl")
