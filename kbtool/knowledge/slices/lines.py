"""The statements of a file as lines of N-Triples: of very many, text is read quicker than terms are made."""

from __future__ import annotations

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.rdf.datatypes import TEXT
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.turtle.nesting import refuse_deep_nesting

_END = " .\n"
_TEXT = frozenset(map(str, TEXT))


class Lines(Struct):
    """Statements, each once, by their ends as N-Triples write them.

    Attributes:
        subjects, predicates, values: those of each statement.
        refused: what the file states that is no such line.
    """

    subjects: list[str] = field(default_factory=list)
    predicates: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    refused: str | None = None

    def __len__(self) -> int:
        return len(self.subjects)

    def text(self, lines: list[int]) -> bytes:
        """Some of them, as N-Triples."""
        subjects, predicates, values = self.subjects, self.predicates, self.values
        return "".join(f"{subjects[at]} {predicates[at]} {values[at]} .\n" for at in lines).encode()


def lines_of(file: TurtleFile) -> Lines:
    """The statements of a file; its nodes without a name have names that no other reading gives.

    Raises:
        InputError: it is not Turtle.
    """
    refuse_deep_nesting(file.text, file.shown)
    try:
        quads = ox.parse(file.meant, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        written = ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b""
    except (SyntaxError, ValueError, OSError, MemoryError):
        written = (
            ox.serialize(file.quads, format=ox.RdfFormat.N_TRIPLES) or b""
        )  # says what is wrong
    found = Lines()
    subjects, predicates, values = found.subjects, found.predicates, found.values
    for line in dict.fromkeys(written.decode().split(_END)):
        if line:
            subject, predicate, value = line.split(" ", 2)
            if value[0:2] == "<<":
                found.refused = "it states something of statements"
                continue
            subjects.append(subject)
            predicates.append(predicate)
            values.append(value)
    return found


def text_of(value: str) -> str:
    """The text of a literal, the address of another node, and nothing of one without a name.

    Args:
        value: as N-Triples write it.
    """
    if value[0] == "<":
        return value[1:-1]
    if value[0] == "_":
        return ""
    if "\\" not in value:
        return value[1 : value.rindex('"')]
    (quad,) = ox.parse(f"<x:> <x:> {value}{_END}", format=ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.Literal)
    return quad.object.value


def type_of(value: str) -> tuple[bool, str]:
    """Whether a literal is text, and the tag of its language.

    Args:
        value: as N-Triples write it.
    """
    if value[-1] == '"':
        return True, ""
    kind = value[value.rindex('"') + 1 :]
    if kind[0] == "@":
        tag, direction, _ = kind[1:].partition("--")
        return not direction, tag
    return kind[2:] in _TEXT, ""
