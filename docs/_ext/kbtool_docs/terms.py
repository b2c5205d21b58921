"""The terms of kb/vocabulary.ttl as values, in the order of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

import pyoxigraph as ox

from kbtool.rdf.namespaces import GRAPH, KB, RDF, RDFS, SKOS, curie
from kbtool.rdf.store import read_turtle
from kbtool_docs.files import ROOT

SCHEMA = "http://schema.org/"
DOMAIN = (f"{RDFS.base}domain", f"{SCHEMA}domainIncludes")
RANGE = (f"{RDFS.base}range", f"{SCHEMA}rangeIncludes")
VERSION = "http://www.w3.org/2002/07/owl#versionInfo"
_SECTION = re.compile(r"^# -{4} (?P<title>.+?) -+$", re.MULTILINE)


class Origin(Enum):
    """Who writes a term's triples."""

    STATED = auto()
    DERIVED = auto()
    BOTH = auto()


@dataclass(frozen=True)
class Term:
    """A term of the vocabulary.

    Attributes:
        iri: the term.
        section: the heading under which the file has it.
        values: its values by predicate, terms as CURIEs and literals as text.
    """

    iri: str
    section: str
    values: dict[str, tuple[str, ...]]

    @property
    def name(self) -> str:
        """Its CURIE."""
        return curie(self.iri)

    @property
    def types(self) -> tuple[str, ...]:
        """Its classes."""
        return self.values.get(RDF("type").value, ())

    @property
    def schemes(self) -> tuple[str, ...]:
        """The lists that it stands in."""
        return self.values.get(SKOS("inScheme").value, ())

    @property
    def definition(self) -> str:
        """What it means; of terms that have a phrase instead, the empty string."""
        return self.text(SKOS("definition").value)

    @property
    def domain(self) -> tuple[str, ...]:
        """Of a property: the classes that have it."""
        return tuple(value for name in DOMAIN for value in self.values.get(name, ()))

    @property
    def range(self) -> tuple[str, ...]:
        """Of a property: the classes or datatypes of its values."""
        return tuple(value for name in RANGE for value in self.values.get(name, ()))

    @property
    def origin(self) -> Origin:
        """Whether it is stated in files, derived, or derived on some classes only."""
        if self.text(KB("derived").value) == "true":
            return Origin.DERIVED
        on = set(self.values.get(KB("derivedOn").value, ()))
        if not on:
            return Origin.STATED
        return Origin.DERIVED if on >= set(self.domain) else Origin.BOTH

    def text(self, predicate: str) -> str:
        """The values of a predicate, with commas."""
        return ", ".join(self.values.get(predicate, ()))


def read_terms() -> list[Term]:
    """The terms of the kbtool namespace."""
    path = ROOT / "kb" / "vocabulary.ttl"
    file = read_turtle(path, path.name, GRAPH(path.name))
    sections = [
        (file.text.count("\n", 0, match.start()) + 1, match["title"])
        for match in _SECTION.finditer(file.text)
    ]
    values: dict[str, dict[str, list[str]]] = {}
    for quad in file.quads:
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in file.lines:
            known = values.setdefault(quad.subject.value, {})
            known.setdefault(quad.predicate.value, []).append(_shown(quad.object))
    return [
        Term(
            iri,
            next((title for line, title in reversed(sections) if line < file.lines[iri]), ""),
            {predicate: tuple(found) for predicate, found in values[iri].items()},
        )
        for iri in sorted(values, key=lambda iri: file.lines[iri])
        if iri.startswith(KB.base)
    ]


def read_version() -> str:
    """The version of the vocabulary."""
    path = ROOT / "kb" / "vocabulary.ttl"
    file = read_turtle(path, path.name, GRAPH(path.name))
    return next(_shown(quad.object) for quad in file.quads if quad.predicate.value == VERSION)


def _shown(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    if isinstance(node, ox.NamedNode):
        return curie(node.value)
    return node.value if isinstance(node, ox.Literal) else str(node)
