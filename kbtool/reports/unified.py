"""Differences of texts, as ``patch`` and people read them."""

from __future__ import annotations

from difflib import unified_diff


def unified(before_name: str, after_name: str, before: str, after: str) -> str:
    """The unified difference of two texts; empty if there is none."""
    lines = unified_diff(_lines(before), _lines(after), before_name, after_name)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _lines(text: str) -> list[str]:
    """The lines with their ends, where only a line feed ends one."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
