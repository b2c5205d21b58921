"""Changing one value in a Turtle file by hand, as it were: everything else stays, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.rdf.store import TurtleFile

_STRING = r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"'
_NAME = r"<[^<>\s]+>|[A-Za-z][\w-]*:[\w-]+"
_VALUE = rf"(?:{_STRING})(?:\^\^(?:{_NAME}))?|[+-]?\d+|{_NAME}"
_PREFIX = re.compile(r"(?:^|(?<=[\s.]))@?prefix\s+([^\s:]*):\s*<([^>]*)>", re.IGNORECASE)


def replace_value(
    file: TurtleFile, text: str, subject: str, predicate: ox.NamedNode, value: str
) -> str:
    """The file with another value of a subject's property.

    Args:
        file: the file as read; it says where its subjects stand.
        text: its text by now, with the same lines.
        subject: the IRI of the subject, which stands at the start of a line.
        predicate: the property; the subject has one value of it, a literal or a name.
        value: the new value, in Turtle on one line; a datatype that is written as an IRI is shortened, if the file
            has a prefix for it.

    Raises:
        InputError: the subject or the value is not found once, as the house style writes it.
    """
    lines = text.splitlines(keepends=True)
    first = file.lines.get(subject)
    names = [f"<{predicate.value}>"]
    for prefix, base in _PREFIX.findall(text):
        if base and predicate.value.startswith(base):
            names.append(f"{prefix}:{predicate.value[len(base) :]}")
        if base:
            value = re.sub(rf"\^\^<{re.escape(base)}(\w+)>", rf"^^{prefix}:\1", value)
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


class FileEdits:
    """Changes of values in several files, none of which is written yet.

    Args:
        files: the files as read.
    """

    def __init__(self, files: Iterable[TurtleFile]) -> None:
        self._files = tuple(files)
        self._texts = {file.path: file.text for file in self._files}

    def put(self, subject: str, predicate: ox.NamedNode, value: str) -> None:
        """Replace a value, in the file that states it.

        Raises:
            InputError: no file states one, or it cannot be changed.
        """
        for file in self._files:
            if any(_states(quad, subject, predicate) for quad in file.quads):
                text = replace_value(file, self._texts[file.path], subject, predicate, value)
                self._texts[file.path] = text
                return
        raise InputError(
            f"no file states {predicate.value} of {subject}",
            help="add it, so that it can be kept up to date",
        )

    def changed(self) -> dict[Path, str]:
        """The new texts of the files that differ."""
        return {f.path: self._texts[f.path] for f in self._files if self._texts[f.path] != f.text}


def _states(quad: ox.Quad, subject: str, predicate: ox.NamedNode) -> bool:
    node = quad.subject
    return isinstance(node, ox.NamedNode) and node.value == subject and quad.predicate == predicate
