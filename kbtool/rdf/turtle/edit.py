"""Changing one value in a Turtle file by hand, as it were: everything else stays, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.turtle.write import Property, Value, properties, written

_STRING = r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"'
_NAME = (
    r"<[^<>\s]+>|(?:[A-Za-z][\w.-]*)?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[^\w\s])*(?:[\w:-]|\\[^\w\s])"
)
_VALUE = rf"(?:(?:{_STRING})(?:\^\^(?:{_NAME}))?|[+-]?\d+|{_NAME})(?=\s|[;,.\]])"


def replace_value(
    file: TurtleFile,
    text: str,
    subject: str,
    predicate: ox.NamedNode,
    value: Value,
    *more: Property,
) -> str:
    """The file with another value of a subject's property.

    Args:
        file: the file as read; it says where its subjects stand.
        text: its text by now, with the same lines.
        subject: the IRI of the subject, which stands at the start of a line.
        predicate: the property; the subject has one value of it, a literal or a name.
        value: the new value.
        more: properties that the subject does not have yet, to stand behind it.

    Raises:
        InputError: the subject or the value is not found once, as the house style writes it.
    """
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    first = file.lines.get(subject)
    if first is not None:
        prefixes = file.prefixes_before(first)
        names = [f"<{predicate.value}>"]
        for prefix, base in prefixes.items():
            if base and predicate.value.startswith(base):
                names.append(f"{prefix}:{predicate.value[len(base) :]}")
        pattern = re.compile(rf"(?<!\S)({'|'.join(map(re.escape, names))})(\s+)({_VALUE})")
        last = min((n for n in file.lines.values() if n > first), default=len(lines) + 1) - 1
        block = "".join(lines[first - 1 : last])
        found = list(pattern.finditer(block))
        if len(found) == 1:
            start, end = found[0].span(3)
            said = [written(value, prefixes)]
            said += [properties(more, prefixes)] if more else []
            changed = block[:start] + " ; ".join(said) + block[end:]
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

    def put(self, subject: str, predicate: ox.NamedNode, value: Value, *more: Property) -> None:
        """Replace a value, in the file that states it, and put more properties behind it.

        Raises:
            InputError: no file states one, or it cannot be changed.
        """
        for file in self._files:
            if any(_states(quad, subject, predicate) for quad in file.quads):
                text = replace_value(file, self._texts[file.path], subject, predicate, value, *more)
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
