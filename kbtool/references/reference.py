"""References as the knowledge base has them recorded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kbtool.rdf.namespaces import CITO, DCT, FOAF, KB, RDF, RDFS
from kbtool.rdf.terms import objects, one, text, value
from kbtool.references.identifiers import SCHEMES, Identifier
from kbtool.references.notices import SEVERITY

_CITED = re.compile(
    r"(?P<first>[^\s,()\d]+(?: [^\s,()\d]+){0,2}?)(?: et al\.?| (?:and|&) [^,()\d]+?)?"
    r" (?P<year>(?:19|20)\d\d)[a-z]?(?=[,\s(]|$)"
)


@dataclass(frozen=True)
class Entry:
    """A reference as it is recorded.

    Attributes:
        node: the reference.
        label: its short citation.
        reference_type: its type, a term of the vocabulary.
        title: its title, if that is recorded.
        year: its year.
        first_author: its first author: as recorded, else as the short citation begins, if that names an author and a year.
        container: the journal, if that is recorded.
        identifiers: its identifiers that a registry can be asked for, and the address of its page.
        status: whether it is retracted, a term of the vocabulary; the gravest, if there are several.
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
    status: str
    excerpts: tuple[str, ...]

    @property
    def name(self) -> str:
        """The local name of the reference."""
        return self.node.value.rpartition("/")[2]


def all_references(store: ox.Store) -> list[ox.NamedNode]:
    """The references of a store, in the order of their names."""
    quads = store.quads_for_pattern(None, RDF("type"), KB("Reference"), None)
    found = {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    return sorted(found, key=lambda node: node.value)


def read_entries(store: ox.Store, nodes: Iterable[ox.NamedNode]) -> list[Entry]:
    """References as they are recorded, in the order of the nodes."""
    return [_entry(store, node) for node in nodes]


def _entry(store: ox.Store, node: ox.NamedNode) -> Entry:
    label = text(store, node, RDFS("label")) or node.value
    cited = _CITED.match(label)
    issued = (text(store, node, DCT("issued")) or "")[:4]
    creator = one(store, node, DCT("creator"))
    statuses = [
        value(term).removeprefix(KB.base) for term in objects(store, node, KB("retractionStatus"))
    ]
    kind = value(one(store, node, KB("referenceType"))).removeprefix(KB.base)
    return Entry(
        node=node,
        label=label,
        reference_type=kind or None,
        title=text(store, node, DCT("title")),
        year=int(issued) if issued.isdigit() else None,
        first_author=value(creator) if creator else cited["first"] if cited else None,
        container=text(store, node, DCT("isPartOf")),
        identifiers=tuple(_identifiers(store, node)),
        status=max(statuses, key=lambda s: SEVERITY.index(s) if s in SEVERITY else -1, default=""),
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
