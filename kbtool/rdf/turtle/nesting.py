"""How deep brackets stand in each other in Turtle; what is indented by its depth grows with the square of it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from kbtool.errors import InputError
from kbtool.io.limits import in_force, raising

_MARK = re.compile(
    r"""[\[(\])]"""
    r"""|\#[^\r\n]*+"""
    r"""|<[^<>"{}|^`\s]*+>"""
    r'''|"{3}(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3}|"(?:[^"\\\r\n]++|\\.)*+"'''
    r"""|'{3}(?:[^'\\]++|\\.|'{1,2}(?!'))*+'{3}|'(?:[^'\\\r\n]++|\\.)*+'"""
    r"""|\\.""",
    re.DOTALL,
)
"""A bracket, or what brackets mean nothing in: comments, IRIs, texts, and names that escape one."""

_KEPT_CHARACTERS = 500_000
"""Of a longer text nothing is kept: it would cost memory."""


def refuse_deep_nesting(text: str, shown: Path | str) -> None:
    """Refuse Turtle with more brackets within brackets than the limits in force allow.

    Args:
        text: the Turtle, which need not be valid.
        shown: the file as messages name it.

    Raises:
        InputError: it is nested too deep, with the line.
    """
    deepest = in_force().nesting
    look = _too_deep if len(text) <= _KEPT_CHARACTERS else _too_deep.__wrapped__
    start = look(text, deepest)
    if start is not None:
        raise InputError(
            f"has more than {deepest:g} brackets within each other",
            path=shown,
            line=text.count("\n", 0, start) + 1,
            help=f"give the inner nodes names of their own, or {raising('nesting')}",
        )


@lru_cache(maxsize=48)
def _too_deep(text: str, deepest: float) -> int | None:
    """Where the first bracket begins that is too deep; files that a process reads again as they were are looked at once."""
    if text.count("[") + text.count("(") <= deepest:
        return None
    depth = 0
    for match in _MARK.finditer(text):
        mark = match.group()
        if mark in ("[", "("):
            depth += 1
        elif mark in ("]", ")"):
            depth = max(0, depth - 1)
        if depth > deepest:
            return match.start()
    return None
