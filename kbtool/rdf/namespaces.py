"""The namespaces of the knowledge base and of the standards that it uses."""

from __future__ import annotations

import re
from functools import cached_property

import pyoxigraph as ox
from msgspec import Struct, field


class Namespace(Struct, frozen=True, eq=False):
    """An IRI prefix; calling it with a local name gives the term.

    >>> Namespace("http://example.org/ns#")("Claim")
    <NamedNode value=http://example.org/ns#Claim>
    """

    base: str
    _known: dict[str, ox.NamedNode] = field(default_factory=dict)

    def __eq__(self, other: object) -> bool:
        """Whether it is the same prefix."""
        return isinstance(other, Namespace) and self.base == other.base

    def __hash__(self) -> int:
        """That of the prefix."""
        return hash(self.base)

    def __call__(self, local: str) -> ox.NamedNode:
        """The term with this local name; made and checked once, as the same few are asked for at every node."""
        term = self._known.get(local)
        if term is None:
            term = ox.NamedNode(self.base + local)
            if len(self._known) < _KNOWN:
                self._known[local] = term
        return term


_KNOWN = 2048
"""So many terms of a namespace are kept."""


KB = Namespace("https://w3id.org/kbtool/ns#")
ID = Namespace("https://w3id.org/kbtool/id/")
RULE = Namespace("https://w3id.org/kbtool/rule/")
GRAPH = Namespace("https://w3id.org/kbtool/graph/")
DRAFT = Namespace("https://w3id.org/kbtool/draft/")
SH = Namespace("http://www.w3.org/ns/shacl#")
OA = Namespace("http://www.w3.org/ns/oa#")
PROV = Namespace("http://www.w3.org/ns/prov#")
CITO = Namespace("http://purl.org/spar/cito/")
DCT = Namespace("http://purl.org/dc/terms/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
SCHEMA = Namespace("http://schema.org/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")

NUMERIC = {
    XSD(name)
    for name in [
        *("integer", "decimal", "double", "float", "int", "long", "short", "byte"),
        *("unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte", "negativeInteger"),
        *("nonNegativeInteger", "positiveInteger", "nonPositiveInteger"),
    ]
}
"""The datatypes of numbers (SPARQL 1.1, section 17.1)."""

PREFIXES: dict[str, str] = {
    "kb": KB.base,
    "id": ID.base,
    "rule": RULE.base,
    "sh": SH.base,
    "oa": OA.base,
    "prov": PROV.base,
    "cito": CITO.base,
    "dct": DCT.base,
    "skos": SKOS.base,
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "owl": OWL.base,
    "xsd": XSD.base,
    "schema": SCHEMA.base,
    "foaf": FOAF.base,
}


class Names(Struct, frozen=True, dict=True):
    """The namespaces of a knowledge base, and how its nodes are named in short.

    Attributes:
        base: the namespace of its own nodes, for which `id:` stands.
        rule_base: the namespace of its own rules, for which `rule:` stands; the rules that come with kbtool are below
            `kbrule:`, where that is another.
    """

    base: str = ID.base
    rule_base: str = RULE.base

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """All prefixes with their namespaces."""
        others = {} if self.rule_base == RULE.base else {"kbrule": RULE.base}
        return PREFIXES | {"id": self.base, "rule": self.rule_base} | others

    def node(self, local: str) -> ox.NamedNode:
        """The node of the knowledge base with a local name."""
        return ox.NamedNode(self.base + local)

    def curie(self, iri: str) -> str:
        """An IRI in short form, such as kb:Claim; the IRI itself if no prefix fits."""
        for prefix, base in self._longest_first:
            if iri.startswith(base) and len(iri) > len(base):
                return f"{prefix}:{iri[len(base) :]}"
        return iri

    @cached_property
    def _longest_first(self) -> list[tuple[str, str]]:
        return sorted(self.prefixes.items(), key=lambda item: -len(item[1]))

    def short(self, iri: str) -> str:
        """A node as commands take it: without the prefix of the knowledge base's own nodes."""
        return self.curie(iri).removeprefix("id:")

    def called(self, iri: str) -> tuple[str, ...]:
        """The names by which users call a node: its own first, as commands print it; its CURIE, and the end of its IRI."""
        return tuple(dict.fromkeys([self.short(iri), self.curie(iri), local_name(iri)]))


def curie(iri: str) -> str:
    """An IRI in short form by the usual namespaces, for what no knowledge base has renamed: terms, and the like."""
    return _USUAL.curie(iri)


_USUAL = Names()


def local_name(iri: str) -> str:
    """What stands behind the last slash or number sign of an IRI."""
    return re.split("[/#]", iri)[-1]
