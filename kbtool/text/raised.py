"""Raised and lowered characters, written in one way: Unicode has some of its own, pages and registries have markup."""

from __future__ import annotations

import re
import unicodedata

_RUN = re.compile("[⁰¹²³⁴-⁹⁺⁻⁽⁾ⁱⁿ]+|[₀-₉₊₋₍₎]+")
_BEHIND_WORD = re.compile(r"(?<=[^\W\d_])\^(?=[-−–+]?\d)")
_SIGN = re.compile(r"(?<=\w)\^(?=[-−–+](?!\d))")


def spelled(text: str) -> str:
    """A text with raised and lowered characters of Unicode as ``source add`` writes those of markup: 10⁶ is ``10^6``."""
    if text.isascii() or not _RUN.search(text):
        return text
    from kbtool.text.extraction.superscripts import Piece, line_of

    pieces: list[Piece] = []
    end = 0
    for run in _RUN.finditer(text):
        pieces.append(Piece(text[end : run.start()]))
        kind = _kind(run[0])
        pieces.append(Piece(unicodedata.normalize("NFKC", run[0]).replace("−", "-"), kind))
        end = run.end()
    return line_of([*pieces, Piece(text[end:])])


def without_needless_marks(text: str) -> str:
    """A spelled text without the ``^`` that keeps no figure apart: m2 and CD4+ are what is copied from pages.

    In ``10^6`` it stays, for 106 is another number.
    """
    return _SIGN.sub("", _BEHIND_WORD.sub("", text))


def _kind(run: str) -> str:
    is_raised = unicodedata.decomposition(run[0]).startswith("<super>")
    return "superscript" if is_raised else "subscript"
