"""Turtle with a slip: the line is the one where to look, and the words say what is missing there."""

from __future__ import annotations

import pytest

from kbtool.errors import InputError
from kbtool.rdf.syntax import parse_turtle

TURTLE = """\
@prefix kb: <https://w3id.org/kbtool/ns#> .
@prefix id: <https://w3id.org/kbtool/id/> .

id:one a kb:Evidence ;
    kb:value 5 ; kb:asPrinted "5%" ;
    kb:finding "Fictional." .

id:two a kb:Reference ;
    kb:note \"\"\"Over
two lines.\"\"\" ;
    kb:cites [ a kb:Citation ; kb:of id:one ] .
"""


@pytest.mark.parametrize(
    ("right", "wrong", "line", "message"),
    [
        ("kb:Evidence ;", "kb:Evidence", 4, "“;” is missing at the end of the line"),
        ('"5%" ;', '"5%"', 5, "“;” is missing at the end of the line"),
        ("kb:value 5 ;", "kb:value 5", 5, "“;” is missing before “kb:asPrinted”"),
        ('"Fictional." .', '"Fictional."', 6, "“.” is missing at the end of the line"),
        ("ns#> .", "ns#>", 1, "“.” is missing at the end of the line"),
        ("id:one ] .", "id:one ]", 11, "“.” is missing at the end of the last statement"),
        ('"5%" ;', '"5% ;', 5, "a quotation mark is missing"),
        ('"5%" ;', '5%" ;', 5, "a quotation mark is missing"),
        ('"""Over', '""Over', 9, "a quotation mark is missing"),
        ('lines.""" ;', "lines. ;", 9, 'the text that begins with """ does not end'),
        ("a kb:Reference", "a kbb:Reference", 8, "the prefix kbb: is not declared"),
        ("id:one ] .", "id:one ) .", 11, "“[” is not closed"),
        ("id:one ] .", "id:one .", 11, "“[” is not closed"),
        ("kb:cites [ a", "kb:cites ] a", 11, "“]” closes nothing"),
        ("kb:Citation ; kb:of", "kb:Citation kb:of", 11, "“;” is missing before “kb:of”"),
        ("kb:value 5 ;", "kb:value ;", 5, "something is missing before “;”"),
        ("kbtool/ns#>", "kbtool/ns#", 1, "does not end with “>”"),
        ("\nid:two", "\n<<<<<<< HEAD\nid:two", 8, "a merge was left half done here"),
        ("\nid:two", "\n=======\nid:two", 8, "a merge was left half done here"),
    ],
)
def test_one_character_is_missing_or_wrong(right: str, wrong: str, line: int, message: str) -> None:
    assert TURTLE.count(right) == 1
    with pytest.raises(InputError) as raised:
        parse_turtle(TURTLE.replace(right, wrong), "file.ttl")
    assert message in raised.value.message
    assert raised.value.line == line
    assert raised.value.help


def test_what_only_the_parser_can_say_is_in_its_words() -> None:
    with pytest.raises(InputError, match=r"^file.ttl:1: is not valid Turtle: "):
        parse_turtle("<http://example.org/a> 5 <http://example.org/b> .", "file.ttl")
