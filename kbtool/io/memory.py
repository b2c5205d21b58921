"""How much memory and how many processors there are for this process, and how people write a size of memory."""

from __future__ import annotations

import os
import re

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([MG])(?:i?B)?", re.IGNORECASE)
_USUAL = 2000.0
"""Megabytes, where nobody can say how many there are."""


def half_of_the_memory() -> float:
    """Half of the machine's memory, in megabytes."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2e6
    except (AttributeError, ValueError, OSError):
        return _USUAL


def megabytes(text: str) -> float | None:
    """A size that somebody wrote, in megabytes: "4G" is 4000; None, if it is none."""
    found = _SIZE.fullmatch(text.strip())
    if found is None or not float(found[1]):
        return None
    return float(found[1]) * (1000 if found[2] in "Gg" else 1)


def processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except (AttributeError, OSError):
        return os.cpu_count() or 1
