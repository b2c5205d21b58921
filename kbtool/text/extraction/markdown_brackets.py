"""Brackets in Markdown that nothing closes: for each of them the parser looks through the rest of its paragraph, in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbtool.errors import InputError

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore

_MOST = 100_000
_MOST_PER_CHARACTER = 20
"""How many characters may lie within brackets, in all; those in several brackets count as often."""
_SHOWN = 30


def refuse_open_brackets(state: StateCore) -> None:
    """A rule of the parser, before the lines are read: refuse a text with very many brackets within each other.

    Raises:
        InputError: it is one; the paragraph with the most of them is named.
    """
    enclosed = [
        (_enclosed(token.content), token.content)
        for token in state.tokens
        if token.type == "inline"
    ]
    if sum(count for count, _ in enclosed) > _MOST + _MOST_PER_CHARACTER * len(state.src):
        words = " ".join(max(enclosed)[1].split())
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        raise InputError(
            f"has so many square brackets within each other, or without an end, that it is not read: “{shown}”",
            help="close them or take them out, or give the text as .txt",
        )


def _enclosed(text: str) -> int:
    """How many characters lie within square brackets, each counted as often as there are brackets around it."""
    opened: list[int] = []
    total = 0
    for at, sign in enumerate(text):
        if sign == "[":
            opened.append(at)
        elif sign == "]" and opened:
            total += at - opened.pop()
    return total + sum(len(text) - at for at in opened)
