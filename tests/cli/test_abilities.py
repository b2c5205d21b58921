"""What a terminal can do, as far as its environment says."""

from __future__ import annotations

import pytest

from kbtool.cli.abilities import can_replace_lines, can_show, has_colour, has_links


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, True),
    ],
)
def test_colour_is_for_terminals_that_are_not_dumb_and_whose_users_want_it(
    environment: dict[str, str], expected: bool
) -> None:
    assert has_colour(environment) is expected


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7200"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "4902"}, False),
        ({"TERM": "screen-256color", "TERM_PROGRAM": "iTerm.app"}, False),
        ({"TERM": "dumb", "WT_SESSION": "1"}, False),
        ({"WT_SESSION": "1"}, True),
        ({"WT_SESSION": "1", "CI": "true"}, False),
        ({"TERM": "xterm-256color", "FORCE_HYPERLINK": "1"}, True),
        ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, False),
    ],
)
def test_links_are_for_terminals_that_are_known_to_show_them(
    environment: dict[str, str], expected: bool
) -> None:
    assert has_links(environment) is expected


def test_an_encoding_that_lacks_the_signs_is_known() -> None:
    assert can_show("✕★", "utf-8")
    assert not can_show("✕★", "cp1252")
    assert not can_show("✕★", "no-such-encoding")


@pytest.mark.parametrize(
    ("environment", "arguments", "expected"),
    [
        ({"TERM": "xterm"}, ["check"], True),
        ({}, ["check"], True),
        ({"TERM": "dumb"}, ["check"], False),
        ({"TERM": "xterm"}, ["check", "--plain"], False),
    ],
)
def test_progress_is_for_terminals_that_can_replace_a_line(
    environment: dict[str, str], arguments: list[str], expected: bool
) -> None:
    assert can_replace_lines(environment, arguments) is expected
