"""Where a Turtle text declares prefixes, and where it only seems to."""

from __future__ import annotations

import pytest

from kbtool.rdf.other_prefixes import OtherPrefix, as_meant, declarations, other_prefixes


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        ("@prefix kb: <http://a> .\nPREFIX id: <http://b>\n", ["kb", "id"]),
        ("  @Prefix : <http://a> . @prefix id:<http://b> .", ["", "id"]),
        ("é“😀” @prefix kb: <http://é> .\n# İſ\npReFiX id: <http://b>\n", ["id"]),
        ("# é\n@PREFIX kb: <http://é> .\n# 😀\nPREFIX id: <http://b>\n", ["kb", "id"]),
        ("@prefix prefix: <http://prefix> .", ["prefix"]),
        ("\n\n\t@prefix\n kb:\n <http://a> .", ["kb"]),
        ("kb:a kb:b kb:c .@prefix id: <http://a> .", ["id"]),
        ("PREFIX kb: <http://a> PREFIX id: <http://b>", ["kb", "id"]),
        ("# a prefix kb: <http://a>", []),
        ("# a prefix kb: <http://a\n@prefix id: <http://b> .", ["id"]),
        ("kb:prefix kb: <http://a> .", []),
        ('kb:a kb:b "say @prefix kb: <http://a> ." .', []),
    ],
)
def test_declarations_begin_a_line_or_follow_the_end_of_a_statement(
    text: str, declared: list[str]
) -> None:
    assert [match[1] for match in declarations(text)] == declared


def test_a_known_prefix_for_another_address_is_read_as_what_it_stands_for() -> None:
    text = "@prefix id: <http://mine/> .\n@prefix kb: <http://other/> .\nkb:a kb:b id:c .\n"
    found = other_prefixes(text, {"kb": "http://usual/"}, {})
    assert found == (OtherPrefix("kb", "http://other/", "http://usual/", 2),)
    assert as_meant(text, found) == text.replace("http://other/", "http://usual/")
