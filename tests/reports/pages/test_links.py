"""Addresses and links: relative files, paths of a server, and names that could lead out of a folder."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.reports.pages.links import Links, file_of, segment, web_address

STATIC, SERVER = Links(), Links(root="/kb")


def test_files_link_to_each_other_by_relative_paths() -> None:
    assert STATIC.href("claims/a", at="") == "claims/a.html"
    assert STATIC.href("", at="claims/a") == "../index.html"
    assert STATIC.href("articles/a/2", at="articles/a", fragment="note-b") == (
        "../articles/a/2.html#note-b"
    )
    assert STATIC.asset("site.css", at="articles/a/2") == "../../static/site.css"


def test_pages_of_a_server_link_below_its_root() -> None:
    assert SERVER.href("claims/a", at="rules/X05", query="q=1") == "/kb/claims/a?q=1"
    assert SERVER.href("", at="claims/a") == "/kb/"
    assert SERVER.asset("site.css", at="claims/a") == "/kb/static/site.css"


def test_the_overview_is_the_index_of_the_folder() -> None:
    assert file_of("") == "index.html"
    assert file_of("rules/X05") == "rules/X05.html"


def test_a_usual_name_is_its_own_part_of_an_address() -> None:
    assert segment("vit-non-addictive") == "vit-non-addictive"


@pytest.mark.parametrize("name", ["..", "../../etc/passwd", "a/b", "C:\\x", "a\0b", ".", "", "~"])
def test_no_name_leads_out_of_a_folder(name: str) -> None:
    assert not set(segment(name)) & set("./\\:\0 ")
    assert segment(name)


@given(st.text(max_size=150), st.text(max_size=150))
def test_two_names_have_two_addresses_short_enough_for_a_file(one: str, other: str) -> None:
    assert (segment(one) == segment(other)) == (one == other)
    assert len(segment(one)) <= 120


@pytest.mark.parametrize("address", ["https://doi.org/10.1/x", "http://example.org/"])
def test_addresses_of_the_web_are_linked(address: str) -> None:
    assert web_address(address) == address


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc", "https:", "", None, "http://[x"],
)
def test_no_other_address_is(address: str | None) -> None:
    assert web_address(address) is None
