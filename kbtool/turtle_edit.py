"""Changing one value in a Turtle file by hand, as it were: everything else stays, byte for byte."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.store import TurtleFile

_STRING = r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"'
_VALUE = rf"(?:{_STRING})(?:\^\^[^\s;,.]+)?|[+-]?\d+"
_PREFIX = re.compile(r"(?:^|(?<=[\s.]))@?prefix\s+([^\s:]*):\s*<([^>]*)>", re.IGNORECASE)


def replace_value(
    file: TurtleFile, text: str, subject: str, predicate: ox.NamedNode, value: str
) -> str:
    """The file with another value of a subject's property.

    Args:
        file: the file as read; it says where its subjects stand.
        text: its text by now, with the same lines.
        subject: the IRI of the subject, which stands at the start of a line.
        predicate: the property; the subject has one value of it, a literal or a whole number.
        value: the new value, in Turtle on one line.

    Raises:
        InputError: the subject or the value is not found once, as the house style writes it.
    """
    lines = text.splitlines(keepends=True)
    first = file.lines.get(subject)
    names = [f"<{predicate.value}>"]
    for prefix, base in _PREFIX.findall(text):
        if base and predicate.value.startswith(base):
            names.append(f"{prefix}:{predicate.value[len(base) :]}")
    pattern = re.compile(rf"(?<!\S)({'|'.join(map(re.escape, names))})(\s+)({_VALUE})")
    if first is not None:
        last = min((n for n in file.lines.values() if n > first), default=len(lines) + 1) - 1
        block = "".join(lines[first - 1 : last])
        found = list(pattern.finditer(block))
        if len(found) == 1:
            start, end = found[0].span(3)
            changed = block[:start] + value + block[end:]
            if changed.count("\n") == block.count("\n"):
                return "".join(lines[: first - 1]) + changed + "".join(lines[last:])
    raise InputError(
        f"cannot be changed: {predicate.value} of {subject} is not found once, on one line",
        path=file.shown,
        line=first,
        help="write the subject at the start of a line, and its values as kb/ does",
    )
