"""Turtle as kbtool writes it: terms, statements in the house style, prefixes, and names that nothing has yet."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
from msgspec import Struct

from kbtool.errors import KbtoolError
from kbtool.io.controls import escaped
from kbtool.rdf.namespaces import PREFIXES, RDF, XSD
from kbtool.rdf.syntax import parse_turtle, reading
from kbtool.rdf.terms import Term
from kbtool.rdf.turtle.style import same_triples
from kbtool.rdf.turtle.tokens import LOCAL_NAME, turtle_tokens

_LOCAL = re.compile(LOCAL_NAME)
_PLAIN = re.compile(r"\w[\w-]*(?:\.[\w-]+)*", re.ASCII)
_BARE = {XSD("boolean"): re.compile("true|false"), XSD("integer"): re.compile("[+-]?[0-9]+")}
"""Literals that need no quotation marks."""


class Property(Struct, frozen=True):
    """A property and its values; one without values says nothing, and is not written."""

    predicate: ox.NamedNode
    values: tuple[Value, ...]


class Nested(Struct, frozen=True):
    """A node without a name, written where it is a value."""

    properties: tuple[Property, ...]


Value = Term | Nested | str | bool | int | date


def says(predicate: ox.NamedNode, *values: Value | None) -> Property:
    """A property and those of its values that there are.

    Args:
        predicate: the property.
        values: the values; text, truth values, numbers and days stand for literals.
    """
    return Property(predicate, tuple(value for value in values if value is not None))


def term(node: Term, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """A term in Turtle; a name is short where it has a prefix and the rest of it needs no escapes.

    Args:
        node: the term.
        prefixes: the prefixes that the text has, with their namespaces.
    """
    if isinstance(node, ox.Literal):
        return escaped(_literal(node, prefixes))
    if isinstance(node, ox.BlankNode):
        return str(node)
    if isinstance(node, ox.Triple):
        return f"<<( {' '.join(term(part, prefixes) for part in node)} )>>"
    for prefix, base in sorted(prefixes.items(), key=lambda item: -len(item[1])):
        if node.value.startswith(base) and _LOCAL.fullmatch(node.value, len(base)):
            return f"{prefix}:{node.value[len(base) :]}"
    return escaped(str(node))


def literal(value: str | bool | int | date) -> ox.Literal:
    """The literal that stands for a value of Python."""
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=XSD("date"))
    return ox.Literal(value)


def statement(
    subject: ox.NamedNode,
    kinds: ox.NamedNode | Sequence[ox.NamedNode],
    *lines: Sequence[Property] | Property,
    prefixes: Mapping[str, str] = PREFIXES,
) -> str:
    """What is said of a subject, in the house style.

    Args:
        subject: the subject.
        kinds: its type, or types.
        lines: its properties, line by line; a single one is a line of its own.
        prefixes: the prefixes that the text has, with their namespaces.
    """
    head = f"{term(subject, prefixes)} {_property(_types(kinds), prefixes)}"
    groups = [(line,) if isinstance(line, Property) else line for line in lines]
    said = [properties(group, prefixes) for group in groups]
    return " ;\n    ".join([head, *filter(None, said)]) + " .\n"


def short_statement(
    subject: ox.NamedNode,
    kinds: ox.NamedNode | Sequence[ox.NamedNode],
    *said: Property,
    prefixes: Mapping[str, str] = PREFIXES,
) -> str:
    """What is said of a subject, on one line.

    Args:
        subject: the subject.
        kinds: its type, or types.
        said: its properties.
        prefixes: the prefixes that the text has, with their namespaces.
    """
    return f"{term(subject, prefixes)} {properties([_types(kinds), *said], prefixes)} .\n"


def with_prefixes(
    turtle: str, existing: str, shown: Path | str, prefixes: Mapping[str, str] = PREFIXES
) -> str:
    """A Turtle file with more statements at its end, and the prefixes that they need.

    A prefix that the file has for another namespace is declared once more, after all that the file says.

    Args:
        turtle: the statements.
        existing: the file as it is; empty for a new one.
        shown: the file as messages name it.
        prefixes: the prefixes that the statements have, with their namespaces.

    Raises:
        InputError: the file is not Turtle.
        KbtoolError: the statements would say something else in the file, which is a bug.
    """
    with reading(shown, "Turtle"):
        parser = ox.parse(existing, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        before = [quad.triple for quad in parser]
    declared = parser.prefixes
    tokens = turtle_tokens(turtle, shown)
    used = {token.text.partition(":")[0] for token in tokens if token.kind == "name"}
    for token in tokens:
        if token.kind == "comment":  # may hold what somebody is to copy out of it
            used |= set(_IN_COMMENT.findall(token.text))
    needed = {name: base for name, base in prefixes.items() if name in used}
    missing = _declarations(item for item in needed.items() if declared.get(item[0]) != item[1])
    gap = "\n" if existing.endswith("\n") or not existing else "\n\n"
    whole = existing + (gap if existing else "") + missing + ("\n" if missing else "") + turtle
    alone = parse_turtle(_declarations(needed.items()) + turtle, shown)
    if not same_triples(parse_turtle(whole, shown), [*before, *alone]):
        raise KbtoolError(
            f"{shown}: cannot be added to: what is added would say something else there, which is a bug"
            " (help: nothing is written; please report it with the file)"
        )
    return whole


_IN_COMMENT = re.compile(r"(?<![\w:</.-])([A-Za-z][\w-]*):")


def _types(kinds: ox.NamedNode | Sequence[ox.NamedNode]) -> Property:
    return Property(RDF("type"), (kinds,) if isinstance(kinds, ox.NamedNode) else tuple(kinds))


def properties(said: Iterable[Property], prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Properties and their values in Turtle, on one line."""
    return " ; ".join(_property(each, prefixes) for each in said if each.values)


def _property(said: Property, prefixes: Mapping[str, str]) -> str:
    name = "a" if said.predicate == RDF("type") else term(said.predicate, prefixes)
    return f"{name} {', '.join(written(value, prefixes) for value in said.values)}"


def written(value: Value, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """A value in Turtle."""
    if isinstance(value, Nested):
        said = properties(value.properties, prefixes)
        return f"[ {said} ]" if said else "[]"
    if isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple):
        return term(value, prefixes)
    return term(literal(value), prefixes)


def _literal(node: ox.Literal, prefixes: Mapping[str, str]) -> str:
    if node.datatype in _BARE and _BARE[node.datatype].fullmatch(node.value):
        return node.value
    if node.language or node.datatype == XSD("string"):
        return str(node)
    return f"{ox.Literal(node.value)}^^{term(node.datatype, prefixes)}"


def _declarations(prefixes: Iterable[tuple[str, str]]) -> str:
    return "".join(f"@prefix {name}: <{base}> .\n" for name, base in prefixes)


def free_name(stem: str, is_free: Callable[[str], bool]) -> str:
    """The first of STEM, STEM-2, STEM-3 and so on that is free."""
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(name for name in names if is_free(name))


def name_stem(iri: str) -> str:
    """What a name made from that of another node begins with: its local name, or a slug if that needs escapes."""
    local = re.split("[/#]", iri.rstrip("/#"))[-1]
    digest = hashlib.sha256(iri.encode()).hexdigest()[:8]
    return local if _PLAIN.fullmatch(local) else slug(unquote(local)) or digest


def slug(text: str) -> str:
    """A text as a part of a name: lower-case letters and digits without accents, and hyphens between the words."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", plain))
