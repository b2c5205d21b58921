"""Which literals the store keeps in another lexical form: "01" as 1, "1"^^xsd:boolean as true.

SHACL is about RDF terms, of which "01" and "1" are two (RDF 1.1 Concepts, 3.3). Oxigraph's store
keeps numbers, booleans, dates and durations as values, so the two become one there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from kbtool.shacl.vocabulary import XSD

_NODE = NamedNode("urn:x-kbtool:node")
_DIGITS = 15
"""Numbers of up to so many digits are within every range that the store computes with."""

_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))
_TYPED = re.compile(
    rb"""(?:(?<!")"([^"\\\n]*)"|(?<!')'([^'\\\n]*)')\^\^(?:<([^<>\s]*)>|([\w.-]*):(\w+)(?=[\s,;.)\]]))"""
)
_PLAIN = re.compile(rb"(?<=[\s,;(\[>])[+-]?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?(?=[\s,;.)\]#])")
_PREFIX = re.compile(rb"@?prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)


@cache
def keeps_otherwise(term: Literal) -> bool:
    """Whether the store would give the literal back as another term, or cannot compute with it."""
    datatype = term.datatype.value
    if not datatype.startswith(XSD) or datatype == XSD + "string":
        return False
    if datatype in _NUMBERS and _beyond(term.value):
        return True
    store = Store()
    store.add(Quad(_NODE, _NODE, term))
    return all(quad.object != term for quad in store)


def altered_predicates(triples: Iterable[Triple]) -> frozenset[NamedNode]:
    """The predicates of which some value is a literal that the store keeps in another form."""
    return frozenset(
        triple.predicate
        for triple in triples
        if isinstance(triple.object, Literal) and keeps_otherwise(triple.object)
    )


def may_be_altered(turtle: bytes) -> bool:
    """Whether a Turtle or N-Triples text may hold such a literal; False only if it holds none.

    One pass of regular expressions over the text, since reading it triple by triple takes longer
    than loading it. Numbers inside of strings count too, which errs on the safe side.
    """
    for number in set(_PLAIN.findall(turtle)):
        text = number.decode()
        kind = "double" if "e" in text.lower() else "decimal" if "." in text else "integer"
        if keeps_otherwise(Literal(text, datatype=NamedNode(XSD + kind))):
            return True
    typed = _TYPED.findall(turtle)
    declared = set(_PREFIX.findall(turtle))
    prefixes = dict(declared)
    if len(typed) != turtle.count(b"^^") or len(prefixes) != len(declared):
        return True
    for one, other, iri, prefix, name in set(typed):
        datatype = iri if iri else prefixes.get(prefix, b"") + name
        if b":" not in datatype or b"\\" in datatype:
            return True
        if keeps_otherwise(Literal((one or other).decode(), datatype=NamedNode(datatype.decode()))):
            return True
    return False


def _beyond(text: str) -> bool:
    """Whether a number has more digits, or a larger exponent, than the store computes with."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return False
    return number.is_finite() and (
        len(number.as_tuple().digits) > _DIGITS or abs(number.adjusted()) > _DIGITS
    )
