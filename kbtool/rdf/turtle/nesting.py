"""How deep brackets stand in each other in Turtle; what is indented by its depth grows with the square of it."""

from __future__ import annotations

import re
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


def refuse_deep_nesting(text: str, shown: Path | str) -> None:
    """Refuse Turtle with more brackets within brackets than the limits in force allow.

    Args:
        text: the Turtle, which need not be valid.
        shown: the file as messages name it.

    Raises:
        InputError: it is nested too deep, with the line.
    """
    deepest = in_force().nesting
    if text.count("[") + text.count("(") <= deepest:
        return
    depth = 0
    for match in _MARK.finditer(text):
        mark = match.group()
        if mark in ("[", "("):
            depth += 1
        elif mark in ("]", ")"):
            depth = max(0, depth - 1)
        if depth > deepest:
            raise InputError(
                f"has more than {deepest:g} brackets within each other",
                path=shown,
                line=text.count("\n", 0, match.start()) + 1,
                help=f"give the inner nodes names of their own, or {raising('nesting')}",
            )
