"""Literals as they are written: "01" and 1, "1"^^xsd:boolean and true.

SHACL is about RDF terms, of which "01" and "1" are two (RDF 1.1 Concepts, 3.3). Oxigraph's store keeps numbers,
booleans, dates and durations as values, so the two would become one there. So the store of a data graph holds
such a literal under a datatype of kbtool's own, which it leaves alone: terms stay distinct, one by one, and
what concerns the value asks for it (see `values`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from kbtool.rdf.terms import Term
from kbtool.rdf.xsd import INTEGERS
from kbtool.shacl.vocabulary import XSD

_NODE = NamedNode("urn:x-kbtool:node")
_DIGITS = 15
"""Numbers of up to so many digits are within every range that the store computes with."""

_BLOCK = 1 << 23
"""Bytes of a text that are looked at together."""

_NUMBERS = INTEGERS | {XSD + name for name in ("decimal", "double", "float")}
_TIMES = """date dateTime dateTimeStamp time gYear gYearMonth gMonth gMonthDay gDay
    duration dayTimeDuration yearMonthDuration"""
TIMES = frozenset(XSD + name for name in _TIMES.split())
"""Datatypes of points in time and of durations."""

_PASSED_OVER = re.compile(rb"""<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\\.|\#[^\n]*""")
_PLAIN = re.compile(rb"""[\s"(\[,;][+-]?\.?[0-9][0-9.eE+-]*""")
_TYPED = re.compile(
    rb"""\"([^"\\\n]*)"\^\^(?:<([^>\s]*)>|([^\s<:;,.()\[\]]*):([^\s<:;,.()\[\]]*))"""
)
_LONG = re.compile("[0-9]{16}")
_LEAP_DAY = "--02-29"
_WRITTEN = "urn:x-kbtool:written:"
_PREFIX = re.compile(rb"prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)


@cache
def keeps_otherwise(term: Literal) -> bool:
    """Whether the store would give the literal back as another term, or cannot compute with it."""
    datatype = term.datatype.value
    if datatype.startswith(_WRITTEN):
        return True
    if not datatype.startswith(XSD) or datatype == XSD + "string":
        return False
    if is_beyond(term):
        return True
    store = Store()
    store.add(Quad(_NODE, _NODE, term))
    return all(quad.object != term for quad in store)


def is_beyond(term: Term) -> bool:
    """Whether the store may not compute with the value of a literal."""
    if not isinstance(term, Literal):
        return False
    datatype = term.datatype.value
    if datatype in TIMES:
        return bool(_LONG.search(term.value)) or term.value.startswith(_LEAP_DAY)
    return datatype in _NUMBERS and _beyond(term.value)


def as_kept(term: Term) -> Term:
    """The term under which the store of a data graph holds a term, so that it can be given back."""
    if isinstance(term, Literal) and not term.language and keeps_otherwise(term):
        return Literal(term.value, datatype=NamedNode(_WRITTEN + term.datatype.value))
    return term


def as_written(term: Term) -> Term:
    """The term that is held under a term."""
    if isinstance(term, Literal) and term.datatype.value.startswith(_WRITTEN):
        datatype = NamedNode(term.datatype.value.removeprefix(_WRITTEN))
        return Literal(term.value, datatype=datatype)
    return term


def altered_predicates(triples: Iterable[Triple]) -> frozenset[NamedNode]:
    """The predicates of which some value is a literal that the store keeps in another form."""
    return frozenset(
        triple.predicate
        for triple in triples
        if isinstance(triple.object, Literal) and keeps_otherwise(triple.object)
    )


def may_be_altered(path: Path) -> bool:
    """Whether a Turtle or N-Triples file may hold such a literal; False only if it holds none.

    A pass of regular expressions over the text takes less time than reading it triple by triple.
    Where it would need a parser (long strings, escapes in numbers), the answer is True.

    Raises:
        OSError: the file cannot be read.
    """
    prefixes: dict[bytes, bytes] = {}
    with path.open("rb") as file:
        while block := file.read(_BLOCK) + file.readline():
            if _suspicious(block, prefixes):
                return True
    return False


def _suspicious(block: bytes, prefixes: dict[bytes, bytes]) -> bool:
    """Whether whole lines of text may hold such a literal; takes in the prefixes that they declare."""
    if b'"""' in block or b"'''" in block:
        return True
    if b"prefix" in block.lower():
        for prefix, iri in _PREFIX.findall(block):
            if prefixes.setdefault(prefix, iri) != iri:
                return True
    typed = _TYPED.findall(block)
    if len(typed) != block.count(b"^^"):
        return True
    for text, iri, prefix, name in set(typed):
        datatype = iri or prefixes.get(prefix, b"") + name
        if b":" not in datatype or b"\\" in datatype:
            return True
        if keeps_otherwise(Literal(text.decode(), datatype=NamedNode(datatype.decode()))):
            return True
    bare = _PASSED_OVER.sub(b'""', block)
    return any(map(_plain_number_altered, set(_PLAIN.findall(bare))))


@cache
def _plain_number_altered(number: bytes) -> bool:
    text = number[1:].decode().removesuffix(".")
    kind = "double" if "e" in text.lower() else "decimal" if "." in text else "integer"
    return keeps_otherwise(Literal(text, datatype=NamedNode(XSD + kind)))


def _beyond(text: str) -> bool:
    """Whether a number has more digits, or a larger exponent, than the store computes with."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return False
    digits = len(number.as_tuple().digits)
    return number.is_finite() and (digits > _DIGITS or abs(number.adjusted()) > _DIGITS)
