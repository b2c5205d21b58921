"""What triples state, as a short digest for each property of each node: whatever the order, the prefixes and the layout."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from typing import TypeAlias

import pyoxigraph as ox

from kbtool.rdf.namespaces import RDF, RDFS, XSD
from kbtool.rdf.terms import Term

Stated: TypeAlias = dict[str, dict[str, int]]
"""For each node, by IRI, the digest of each of its properties, by IRI."""

NAMELESS = "[]"
"""Stands for a property, where nodes without a name of a class are meant that no other node holds."""

_TEXT = XSD("string").value
_TRUE = {"1": "true", "0": "false"}
_WHOLE = re.compile(r"([+-]?)0*(\d+)")
_DECIMAL = re.compile(r"([+-]?)0*(\d*)\.?(\d*)")
_SIZE = 2**32
_Pairs: TypeAlias = dict[Term, list[tuple[str, Term]]]


def digests(triples: Iterable[ox.Triple | ox.Quad]) -> Stated:
    """What triples state of each node with a name.

    Nodes without a name count as a part of those that hold them. Those that nothing holds are told together, by their class.
    Digests of one property in several files add up (``added``).

    Args:
        triples: what is stated, of one file: its nodes without a name are its own.
    """
    held: set[Term] = set()
    pairs: _Pairs = defaultdict(list)
    for each in triples:
        pairs[each.subject].append((each.predicate.value, each.object))
        if isinstance(each.object, ox.BlankNode):
            held.add(each.object)
    shape = _Shapes(pairs)
    found: Stated = {}
    for node, stated in pairs.items():
        if isinstance(node, ox.NamedNode):
            mine = found.setdefault(node.value, {})
            for predicate, end in stated:
                mine[predicate] = added(mine.get(predicate), _digest(shape.of(end)))
        elif node not in held:
            kind = next((o for p, o in stated if p == _TYPE), None)
            of = kind.value if isinstance(kind, ox.NamedNode) else _ANYTHING
            mine = found.setdefault(of, {})
            mine[NAMELESS] = added(mine.get(NAMELESS), _digest(shape.of(node)))
    return found


def added(one: int | None, other: int) -> int:
    """The digest of the values of two places together; None stands for no value."""
    return other if one is None else (one + other) % _SIZE


_TYPE = RDF("type").value
_ANYTHING = RDFS("Resource").value


class _Shapes:
    """Puts values into a form that tells them, whatever they are called and in which order they stand."""

    def __init__(self, pairs: _Pairs) -> None:
        self._pairs = pairs
        self._known: dict[Term, str] = {}

    def of(self, term: Term) -> str:
        """The form of a value; of a node without a name, all that it has."""
        if isinstance(term, ox.NamedNode):
            return f"<{term.value}>"
        if isinstance(term, ox.Literal):
            return _literal(term)
        return self._nameless(term) if isinstance(term, ox.BlankNode) else str(term)

    def _nameless(self, node: ox.BlankNode) -> str:
        """What it holds comes first: lists are long chains, longer than calls may be nested."""
        waiting: list[Term] = [node]
        begun: set[Term] = set()
        while waiting:
            at = waiting[-1]
            inner = [o for _, o in self._pairs.get(at, ()) if isinstance(o, ox.BlankNode)]
            missing = [o for o in inner if o not in self._known and o not in begun]
            begun.add(at)
            if missing:
                waiting += missing
                continue
            waiting.pop()
            if at not in self._known:
                self._known[at] = self._flat(at)
        return self._known[node]

    def _flat(self, node: Term) -> str:
        values = sorted(
            f"{p} {self._known.get(o, '[loop]') if isinstance(o, ox.BlankNode) else self.of(o)}"
            for p, o in self._pairs.get(node, ())
        )
        return f"[{_digest(';'.join(values)):x}]"


def _literal(literal: ox.Literal) -> str:
    text = literal.value
    if "\r" in text:
        text = text.replace("\r\n", "\n")  # what a system ends lines with is how a file is written
    if literal.language is not None:
        return f'"{text}"@{literal.language.lower()}'
    datatype = literal.datatype.value
    return f'"{text}"' if datatype == _TEXT else f'"{_canonical(text, datatype)}"^^{datatype}'


@cache
def _canonical(text: str, datatype: str) -> str:
    """The usual form of a number or truth value (XSD 1.1, part 2); other texts as they are."""
    name, trimmed = datatype.rpartition("#")[2], text.strip()
    if name == "boolean":
        return _TRUE.get(trimmed, trimmed)
    pattern = _DECIMAL if name == "decimal" else _WHOLE if name in _WHOLES else None
    match = None if pattern is None or not trimmed.strip("+-.") else pattern.fullmatch(trimmed)
    if match is None:
        return text
    sign, whole, *rest = match.groups()
    fraction = "".join(rest).rstrip("0")
    number = (whole or "0") + (f".{fraction}" if fraction else "")
    return f"-{number}" if sign == "-" and number != "0" else number


_WHOLES = frozenset(
    {
        *("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"),
        *("nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong"),
        *("unsignedShort", "unsignedByte"),
    }
)


def _digest(text: str) -> int:
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=4).digest(), "big")
