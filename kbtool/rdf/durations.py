"""Durations of XML Schema in words."""

from __future__ import annotations

import re

_DURATION = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?"
)
_PARTS = ("year", "month", "week", "day", "hour", "minute", "second")


def duration_in_words(value: str) -> str:
    """An xsd:duration in words: "P1D" is "1 day"; what is none stays as it is (XML Schema 1.1 part 2, 3.3.6)."""
    match = _DURATION.fullmatch(value)
    if not match:
        return value
    parts = [
        f"{count} {name}" if count == "1" else f"{count} {name}s"
        for count, name in zip(match.groups(), _PARTS, strict=True)
        if count
    ]
    return " ".join(parts) or value
