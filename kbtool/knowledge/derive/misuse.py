"""Statements of files that do not fit what the vocabulary says of their terms, as triples for the rules to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

import pyoxigraph as ox
from msgspec import Struct

from kbtool.rdf.namespaces import KB, RDF
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term


class Kind(Enum):
    """In what way; each is a term of the vocabulary."""

    WRONG_VALUE = "WrongValue"
    WRONG_DATATYPE = "WrongDatatype"
    NOT_A_NUMBER = "NotANumber"
    WRONG_PROPERTY = "WrongProperty"
    WITHOUT_TYPE = "WithoutType"
    SEVERAL_VALUES = "SeveralValues"
    VALUE_MISSING = "ValueMissing"
    EMPTY_TEXT = "EmptyText"
    SHARED_LABEL = "SharedLabel"
    EXCLUSIVE_TYPES = "ExclusiveTypes"
    OUT_OF_BOUNDS = "OutOfBounds"
    MALFORMED = "Malformed"
    PLACEHOLDER = "Placeholder"
    MISSPELT = "Misspelt"
    MISNAMED = "Misnamed"


class Misuse(Struct, frozen=True):
    """One of them.

    Attributes:
        node: the node that it is stated of.
        kind: in what way it does not fit.
        properties: the properties, in words.
        expected: what the vocabulary wants, in words.
        stated: what is stated, in words.
        value: the value at fault, if it is one.
        meant: the name of what was probably meant.
    """

    node: Term
    kind: Kind
    properties: str = ""
    expected: str = ""
    stated: str = ""
    value: Term | None = None
    meant: str | None = None


def misuse_quads(found: Iterable[Misuse]) -> Iterator[ox.Quad]:
    """Each as a node of its own that the node at fault leads to."""
    for misuse in found:
        if not isinstance(misuse.node, ox.NamedNode | ox.BlankNode):
            continue
        node = ox.BlankNode()
        yield ox.Quad(misuse.node, KB("misuse"), node, DERIVED)
        yield ox.Quad(node, RDF("type"), KB("Misuse"), DERIVED)
        yield ox.Quad(node, KB("misuseKind"), KB(misuse.kind.value), DERIVED)
        for name, text in (
            ("misusedProperty", misuse.properties),
            ("expects", misuse.expected),
            ("stated", misuse.stated),
        ):
            yield ox.Quad(node, KB(name), ox.Literal(text), DERIVED)
        if misuse.value is not None:
            yield ox.Quad(node, RDF("object"), misuse.value, DERIVED)
        if misuse.meant is not None:
            yield ox.Quad(node, KB("meant"), ox.Literal(misuse.meant), DERIVED)
