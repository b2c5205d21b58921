"""Turtle in colours."""

from __future__ import annotations

from typing import ClassVar

from pygments.lexers.rdf import TurtleLexer
from pygments.token import String


class Turtle(TurtleLexer):  # type: ignore[misc]
    """Turtle whose long strings end at the first closing quotes, where the lexer of Pygments goes on to the last."""

    tokens: ClassVar = {
        **TurtleLexer.tokens,
        "triple-double-quoted-string": [
            (r'"""', String, "end-of-string"),
            (r'[^"\\]+|"', String),
            (r"\\", String, "string-escape"),
        ],
        "triple-single-quoted-string": [
            (r"'''", String, "end-of-string"),
            (r"[^'\\]+|'", String),
            (r"\\", String, "string-escape"),
        ],
    }
