"""Markdown from texts that are not Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_MARKUP = re.compile(r"([\\`*_\[\]<>{}|#$~])")
_ADDRESS = re.compile(r"https?://[^\s<>]+[^\s<>.,;)]")


def plain(text: str) -> str:
    """A text as it reads, with its web addresses as links.

    Args:
        text: a text; white space counts as one space.
    """
    text = " ".join(text.split())
    parts, last = [], 0
    for match in _ADDRESS.finditer(text):
        parts += [_MARKUP.sub(r"\\\1", text[last : match.start()]), f"<{match.group()}>"]
        last = match.end()
    return "".join([*parts, _MARKUP.sub(r"\\\1", text[last:])])


def block(text: str, language: str, *, emphasized: Iterable[int] = ()) -> str:
    """A text as a block of code.

    Args:
        text: the text.
        language: its language, as Pygments names it.
        emphasized: lines that are marked, from 1.
    """
    lines = ",".join(map(str, sorted(set(emphasized))))
    options = f":emphasize-lines: {lines}\n\n" if lines else ""
    return f"````{{code-block}} {language}\n{options}{text.strip(chr(10))}\n````\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already, without line breaks."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
