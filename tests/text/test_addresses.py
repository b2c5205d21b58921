"""An address that an article states is kept where it is an IRI of the web."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.text.addresses import absolute

HERE = "https://example.org/blog/article?page=2"


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("HTTPS://Example.org/a", "https://Example.org/a"),
        ("/a?b=c#d", "https://example.org/a?b=c#d"),
        ("//example.com:8080", "https://example.com:8080"),
        ("other", "https://example.org/blog/other"),
        ("https://example.org/caf\u00e9/\U00020000", "https://example.org/caf\u00e9/\U00020000"),
        ("https://example.org/%C3%A9", "https://example.org/%C3%A9"),
        ("https://[2001:db8::1]/a", "https://[2001:db8::1]/a"),
    ],
)
def test_an_address_of_the_web_is_made_absolute(stated: str, expected: str) -> None:
    assert absolute(stated, HERE) == expected


@pytest.mark.parametrize(
    "stated",
    [
        None,
        "",
        "ftp://example.org/a",
        "mailto:a@example.org",
        "https://example.org/a b",
        "https://example.org/<a>",
        "https://example.org/%zz",
        "https://example.org/[a]",
        "https://example.org/a#b#c",
        "https://example.org:port/",
        "https://example.org/\ufffe",
        "https://example.org/\ue000",
        "https://[::1/",
    ],
)
def test_what_is_none_is_passed_over(stated: str | None) -> None:
    assert absolute(stated, HERE) is None


def test_a_relative_address_from_nowhere_is_none() -> None:
    assert absolute("/a", None) is None


@given(st.text(alphabet="a1.:/?#[]@%<\\^é\u200b\ufffe\ue000 -_", max_size=20))
def test_whatever_is_kept_can_stand_in_rdf(end: str) -> None:
    found = absolute(f"https://{end}", None)
    assert found is None or ox.NamedNode(found).value == found
