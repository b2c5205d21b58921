"""The rules of a knowledge base read from its files of shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import cast

import pyoxigraph as ox
from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io.kept import keep, keeps, name_of, recalled
from kbtool.io.limits import in_force
from kbtool.knowledge.rules import Role, Rule, Severity, read_rules
from kbtool.rdf.namespaces import DCT, SH, Names
from kbtool.rdf.store import TurtleFile, build_store
from kbtool.shacl import Shapes, load_shapes
from kbtool.shacl.model import Constraint, Shape, SparqlConstraint, Target
from kbtool.shacl.paths import Path

CLASSES_OF_RULES = (
    *(Shapes, Shape, Target, Constraint, SparqlConstraint, Path, Rule, Role, Severity),
    *(ox.NamedNode, ox.BlankNode, ox.Literal, ox.Triple, date),
)
"""The classes of what rules are read as."""


class _Files(Struct, frozen=True, eq=False):
    """Files that are the same where they have the same text under the same name, wherever they lie."""

    texts: tuple[tuple[str, str], ...]
    files: tuple[TurtleFile, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Files) and self.texts == other.texts

    def __hash__(self) -> int:
        return hash(self.texts)


def read_rule_files(
    files: Iterable[TurtleFile], names: Names
) -> tuple[Shapes, dict[ox.NamedNode, Rule]]:
    """The rules in some files, as shapes and as users see them.

    Files that are read again as they were are not worked through again, neither in a process nor where results are kept
    between runs: that is much of opening a small knowledge base. The blank nodes of the shapes are then those of the first
    reading.

    Args:
        files: the files.
        names: the namespaces of the knowledge base, for messages.

    Raises:
        InputError: a file holds no shape, or a shape cannot be used; with the place.
    """
    files = tuple(files)
    texts = tuple((file.shown, file.text) for file in files)
    shapes, rules = _read(_Files(texts, files), names)
    return shapes, dict(rules)


@lru_cache(maxsize=4)
def _read(read: _Files, names: Names) -> tuple[Shapes, dict[ox.NamedNode, Rule]]:
    if not keeps():
        return _read_anew(read.files, names)
    name = name_of("rules", _inputs(read, names))
    kept = recalled(name, CLASSES_OF_RULES)
    if kept is not None:
        return cast(tuple[Shapes, dict[ox.NamedNode, Rule]], kept)
    found = _read_anew(read.files, names)
    keep(name, found)
    return found


def _inputs(read: _Files, names: Names) -> Iterator[str]:
    yield from (names.base, names.rule_base, str(in_force().nesting))
    for shown, text in read.texts:
        yield from (shown, text)


def _read_anew(
    files: Sequence[TurtleFile], names: Names
) -> tuple[Shapes, dict[ox.NamedNode, Rule]]:
    for file in files:
        terms = (term for quad in file.quads for term in (quad.predicate, quad.object))
        if not any(isinstance(t, ox.NamedNode) and t.value.startswith(SH.base) for t in terms):
            raise InputError(
                "states nothing in SHACL, so it holds no rule",
                path=file.shown,
                help="a rule is a sh:NodeShape; other Turtle belongs in kb/",
            )
    _refuse_one_rule_twice(files, names)
    store = build_store(files)
    try:
        shapes = load_shapes(quad.triple for file in files for quad in file.quads)
        rules = read_rules(store)
    except InputError as error:
        raise placed(error, files, names) from error
    return shapes, rules


def rule_codes(files: Iterable[TurtleFile]) -> dict[str, str]:
    """The codes of the rules in some files, by code and by name; the rules themselves need not be fit to run."""
    codes: dict[str, str] = {}
    for file in files:
        said: dict[ox.NamedNode, dict[object, str]] = {SH("name"): {}, DCT("identifier"): {}}
        for quad in file.quads:
            if quad.predicate in said and isinstance(quad.object, ox.Literal):
                said[quad.predicate][quad.subject] = quad.object.value
        for rule, code in said[DCT("identifier")].items():
            codes[code] = code
            if rule in said[SH("name")]:
                codes[said[SH("name")][rule]] = code
    return codes


def _refuse_one_rule_twice(files: Iterable[TurtleFile], names: Names) -> None:
    """A shape that two files describe would be both rules at once, and be shown as one of them."""
    seen: dict[ox.NamedNode | ox.BlankNode | ox.Triple, TurtleFile] = {}
    for file in files:
        for quad in file.quads:
            if quad.predicate == DCT("identifier"):
                other = seen.setdefault(quad.subject, file)
                if other is not file and isinstance(quad.subject, ox.NamedNode):
                    raise InputError(
                        f"describes the rule {names.curie(quad.subject.value)}, as {other.shown} does",
                        path=file.shown,
                        line=file.line_of(quad.subject.value),
                        help="give the rule a name and a code of its own; those of family Z are free",
                    )


def placed(error: InputError, files: Iterable[TurtleFile], names: Names) -> InputError:
    """An error about the shapes, with the place where the shape that it names is declared."""
    path, line = error.path or "shapes", error.line
    named = re.findall(r"<([^<>\s]+)>", error.message)
    places = ((file.shown, file.lines[iri]) for iri in named for file in files if iri in file.lines)
    path, line = next(places, (path, line))
    return InputError(
        re.sub(r"<([^<>\s]+)>", lambda match: names.curie(match[1]), error.message),
        path=path,
        line=line,
        help=error.help or "correct the shape; https://www.w3.org/TR/shacl/ says what it may hold",
    )
