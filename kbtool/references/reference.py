"""References as the knowledge base has them recorded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeAlias

import pyoxigraph as ox
from msgspec import Struct

from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import CITO, DCT, FOAF, KB, RDF, RDFS, local_name
from kbtool.rdf.terms import Term, objects, value
from kbtool.references.identifiers import Identifier
from kbtool.references.retractions import Standing
from kbtool.references.schemes import SCHEMES

_Read: TypeAlias = Callable[[Term | None, ox.NamedNode], list[Term]]
"""Gives the sorted values of a property of a node."""

_CITED = re.compile(
    r"(?P<first>[^\s,()\d]+(?: [^\s,()\d]+){0,2}?)(?: et al\.?| (?:and|&) [^,()\d]+?)?"
    r" (?P<year>(?:19|20)\d\d)[a-z]?(?=[,\s(]|$)"
)


class Reference(Struct, frozen=True):
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
    read = Columns(store).objects
    evidence: dict[Term, list[Term]] = {}
    for quad in store.quads_for_pattern(None, CITO("citesAsEvidence"), None, None):
        evidence.setdefault(quad.object, []).append(quad.subject)
    return [_reference(read, node, evidence.get(node, ())) for node in nodes]


def read_reference(store: ox.Store, node: ox.NamedNode) -> Reference:
    """A reference as it is recorded."""
    evidence = store.quads_for_pattern(None, CITO("citesAsEvidence"), node, None)
    return _reference(partial(objects, store), node, [quad.subject for quad in evidence])


def _reference(read: _Read, node: ox.NamedNode, evidence: Iterable[Term]) -> Reference:
    def text(name: ox.NamedNode) -> str | None:
        first = next(iter(read(node, name)), None)
        return first.value if isinstance(first, ox.Literal) else None

    label = text(RDFS("label")) or node.value
    cited = _CITED.match(label)
    issued = (text(DCT("issued")) or "")[:4]
    creator = next(iter(read(node, DCT("creator"))), None)
    stated = read(node, KB("retractionStatus"))
    standings = [standing for standing in Standing if KB(standing.value) in stated]
    kind = value(next(iter(read(node, KB("referenceType"))), None)).removeprefix(KB.base)
    return Reference(
        node=node,
        label=label,
        reference_type=kind or None,
        title=text(DCT("title")),
        year=int(issued) if issued.isdigit() else None,
        first_author=value(creator) if creator else cited["first"] if cited else None,
        container=text(DCT("isPartOf")),
        identifiers=tuple(_identifiers(read, node)),
        standing=max(standings, default=None),
        excerpts=tuple(sorted({value(t) for e in evidence for t in read(e, KB("excerpt"))})),
    )


def _identifiers(read: _Read, node: ox.NamedNode) -> list[Identifier]:
    return [
        Identifier(name, value(term))
        for name, scheme in SCHEMES.items()
        if scheme.is_looked_up
        for term in read(node, FOAF("page") if name == "page" else KB(name))
    ]
