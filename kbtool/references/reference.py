"""References as the knowledge base has them recorded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kbtool.rdf.namespaces import CITO, DCT, FOAF, KB, RDF, RDFS, local_name
from kbtool.rdf.terms import objects, one, text, value
from kbtool.references.identifiers import SCHEMES, Identifier
from kbtool.references.retractions import Standing

_CITED = re.compile(
    r"(?P<first>[^\s,()\d]+(?: [^\s,()\d]+){0,2}?)(?: et al\.?| (?:and|&) [^,()\d]+?)?"
    r" (?P<year>(?:19|20)\d\d)[a-z]?(?=[,\s(]|$)"
)


@dataclass(frozen=True)
class Reference:
    """A reference as it is recorded.

    Attributes:
        node: the reference.
        label: its short citation.
        reference_type: its type, a term of the vocabulary: a ``ReferenceType`` or another.
        title: its title, if that is recorded.
        year: its year.
        first_author: its first author: as recorded, else as the short citation begins, if that names an author and a year.
        container: the journal, if that is recorded.
        identifiers: its identifiers that a registry can be asked for, and the address of its page.
        standing: whether it is retracted, as recorded; the gravest, if there are several; None, if none is.
        excerpts: the words of it that evidence quotes, each once.
    """

    node: ox.NamedNode
    label: str
    reference_type: str | None
    title: str | None
    year: int | None
    first_author: str | None
    container: str | None
    identifiers: tuple[Identifier, ...]
    standing: Standing | None
    excerpts: tuple[str, ...]

    @property
    def name(self) -> str:
        """The local name of the reference."""
        return local_name(self.node.value)


def all_references(store: ox.Store) -> list[ox.NamedNode]:
    """The references of a store, in the order of their names."""
    quads = store.quads_for_pattern(None, RDF("type"), KB("Reference"), None)
    found = {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    return sorted(found, key=lambda node: node.value)


def read_references(store: ox.Store, nodes: Iterable[ox.NamedNode]) -> list[Reference]:
    """References as they are recorded, in the order of the nodes."""
    return [read_reference(store, node) for node in nodes]


def read_reference(store: ox.Store, node: ox.NamedNode) -> Reference:
    """A reference as it is recorded."""
    label = text(store, node, RDFS("label")) or node.value
    cited = _CITED.match(label)
    issued = (text(store, node, DCT("issued")) or "")[:4]
    creator = one(store, node, DCT("creator"))
    stated = objects(store, node, KB("retractionStatus"))
    standings = [standing for standing in Standing if KB(standing.value) in stated]
    kind = value(one(store, node, KB("referenceType"))).removeprefix(KB.base)
    return Reference(
        node=node,
        label=label,
        reference_type=kind or None,
        title=text(store, node, DCT("title")),
        year=int(issued) if issued.isdigit() else None,
        first_author=value(creator) if creator else cited["first"] if cited else None,
        container=text(store, node, DCT("isPartOf")),
        identifiers=tuple(_identifiers(store, node)),
        standing=max(standings, default=None),
        excerpts=tuple(_excerpts(store, node)),
    )


def _identifiers(store: ox.Store, node: ox.NamedNode) -> list[Identifier]:
    return [
        Identifier(name, value(term))
        for name, scheme in SCHEMES.items()
        if scheme.is_looked_up
        for term in objects(store, node, FOAF("page") if name == "page" else KB(name))
    ]


def _excerpts(store: ox.Store, node: ox.NamedNode) -> list[str]:
    evidence = store.quads_for_pattern(None, CITO("citesAsEvidence"), node, None)
    return sorted(
        {value(t) for quad in evidence for t in objects(store, quad.subject, KB("excerpt"))}
    )
