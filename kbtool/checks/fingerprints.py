"""What tells a finding from all others, whatever words it is put into: its rule, its node, and the values it turns on.

A message is a template with values in it. The template is prose and does not count. A value counts: a figure, a day, what
is printed, an identifier. Where a value is the name of a node, the node counts and not its name; where it puts into words
what a node has (kb:putsIntoWords), that does.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.sides import Side
from kbtool.rdf.namespaces import KB, RDF, RDFS, SKOS
from kbtool.rdf.terms import Term, by_subject, named, value
from kbtool.shacl.model import preferred

_GAP = re.compile(r"\{[?$]\w+\}")
_NAMES = (RDFS("label"), SKOS("prefLabel"), KB("phrase"), KB("negatedPhrase"))


class Fingerprints:
    """Tells the findings of a knowledge base.

    Args:
        kb: the knowledge base.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._columns = kb.columns
        self._named = cache(self._names_one)
        self._in_words = list(by_subject(kb.store, KB("putsIntoWords")).items())

    def of(self, code: str, side: Side) -> str:
        """What tells a finding: its rule, its node, who stands against it, and the values that it turns on.

        Its words do not count, nor how much evidence is listed with it, or how many claims.
        """
        others = sorted(map(_lasting, self._without_evidence(side.values)))
        told = (code, _lasting(side.focus), others, self._turned_on(side))
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]

    def _without_evidence(self, nodes: Iterable[Term]) -> Iterator[Term]:
        for node in nodes:
            if not self._columns.has(node, RDF("type"), KB("Evidence")):
                yield node

    def _turned_on(self, side: Side) -> list[tuple[str, ...]]:
        """The values that a finding turns on, and what was asked where its rule asks several things."""
        result = side.results[0]
        shape = self._kb.shapes.by_node.get(result.source_shape)
        asked = shape.sparql if shape is not None else ()
        constraint = next((each for each in asked if each.node == result.constraint), None)
        if constraint is None:
            return [("" if result.path is None else result.path.label, result.component.value)]
        values = filled_in(preferred(constraint.messages), result.message)
        if values is None:
            return [(result.message,)]
        nodes = list(named((side.focus, *side.values)))
        meant = sorted({self._meant(text, nodes) for text in values if text})
        if len(asked) > 1:
            meant.append(tuple(sorted(constraint.mentions or ())))
        return meant

    def _meant(self, text: str, nodes: Iterable[ox.NamedNode]) -> tuple[str, ...]:
        """What a value of a message stands for."""
        literal = ox.Literal(text)
        for node in nodes:
            for words, properties in self._in_words:
                if isinstance(words, ox.NamedNode) and literal in self._columns.objects(
                    node, words
                ):
                    ways = {way: self._columns.objects(node, way) for way in named(properties)}
                    if any(ways.values()):
                        return tuple(self._ends(ways))
        named_one = self._named(text)
        return (_unordered(text) if named_one == text else named_one,)

    def _names_one(self, text: str) -> str:
        """The only node that has a text for its name; the text itself, if there are none or several."""
        literal = ox.Literal(text)
        bearers = {
            quad.subject
            for name in _NAMES
            for quad in self._kb.store.quads_for_pattern(None, name, literal)
        }
        (only, *more) = bearers or [None]
        return only.value if isinstance(only, ox.NamedNode) and not more else text

    def _ends(self, ways: Mapping[ox.NamedNode, list[Term]]) -> Iterator[str]:
        for way, ends in ways.items():
            yield from (f"{way.value} {_lasting(end)}" for end in self._without_evidence(ends))


def _unordered(text: str) -> str:
    """A list without its order: which row an engine gives first does not tell a finding."""
    return "; ".join(sorted(text.split("; ")))


def filled_in(template: str, message: str) -> tuple[str, ...] | None:
    """The values in a message, as its template has gaps for them; None if the message is not of that template.

    Each is as short as the template allows. The message is read once.
    """
    texts = _GAP.split(template)
    if len(texts) == 1:
        return () if message == template else None
    if not message.startswith(texts[0]):
        return None
    found, start = [], len(texts[0])
    for text in texts[1:-1]:
        end = message.find(text, start)
        if end < 0:
            return None
        found.append(message[start:end])
        start = end + len(text)
    end = len(message) - len(texts[-1])
    if end < start or not message.endswith(texts[-1]):
        return None
    return *found, message[start:end]


def _lasting(term: Term) -> str:
    """A term as a fingerprint has it: labels of blank nodes last no longer than the run."""
    return "_:" if isinstance(term, ox.BlankNode) else value(term)
