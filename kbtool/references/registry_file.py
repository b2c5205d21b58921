"""kb/registry.ttl, read: what registries said of the references, and when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct

from kbtool.errors import InputError
from kbtool.rdf.namespaces import DCT, KB, RDF, Names
from kbtool.rdf.terms import Term, objects, one, text, value
from kbtool.references.excerpts import Excerpt, ExcerptStatus
from kbtool.references.identifiers import read_identifier
from kbtool.references.record import Record, State, Stated, TextIs
from kbtool.references.retractions import Notice

NAME = Path("kb") / "registry.ttl"

EXCERPTS = {
    ExcerptStatus.FOUND: "excerptFound",
    ExcerptStatus.NORMALISED: "excerptFoundNormalised",
    ExcerptStatus.NOT_FOUND: "excerptNotFound",
}
"""The properties that keep where excerpts stand."""


class StoredRecord(Struct, frozen=True, eq=False):
    """A record of a registry, kept for a reference.

    Attributes:
        reference: the reference.
        record: what the registry said.
        excerpts: whether the excerpts of evidence from the reference stand in the text that the registry gave.
        node: the record's own node; None, if it is not written yet.
    """

    reference: ox.NamedNode
    record: Record
    excerpts: tuple[Excerpt, ...] = ()
    node: ox.NamedNode | None = None

    def __eq__(self, other: object) -> bool:
        """Whether both say the same, under whatever name."""
        return isinstance(other, StoredRecord) and self._said == other._said

    def __hash__(self) -> int:
        """That of what it says."""
        return hash(self._said)

    @property
    def _said(self) -> tuple[ox.NamedNode, Record, tuple[Excerpt, ...]]:
        return self.reference, self.record, self.excerpts

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What is the same for two records of which the later replaces the earlier."""
        identifier = self.record.identifier
        return self.reference.value, self.record.registry, identifier.scheme, identifier.key


def stored_records(store: ox.Store, names: Names) -> list[StoredRecord]:
    """The records that are kept, in the order of their references.

    Args:
        store: the store.
        names: the namespaces of the knowledge base, for messages.

    Raises:
        InputError: one of them cannot be read; what it says must not be lost.
    """
    found = []
    for quad in store.quads_for_pattern(None, RDF("type"), KB("RegistryRecord"), None):
        record = read_record(store, quad.subject)
        if record is None:
            node = quad.subject
            named = names.curie(node.value) if isinstance(node, ox.NamedNode) else "a record"
            raise InputError(
                f"{named} cannot be read",
                path=NAME,
                help="`kbtool check --select S29` says what is wrong; correct it, or take it out",
            )
        found.append(record)
    return sorted(found, key=lambda r: r.key)


def read_record(store: ox.Store, node: Term) -> StoredRecord | None:
    """A record that is kept; None, if it cannot be read."""
    try:
        return _read(store, node)
    except ValueError:
        return None


def _read(store: ox.Store, node: Term) -> StoredRecord | None:
    reference = one(store, node, KB("recordOf"))
    identifier = read_identifier(text(store, node, KB("lookedUp")) or "")
    day = date.fromisoformat(text(store, node, KB("checkedOn")) or "")
    if not isinstance(reference, ox.NamedNode):
        return None

    def several(predicate: ox.NamedNode) -> tuple[str, ...]:
        return tuple(value(term) for term in objects(store, node, predicate))

    states = [State(what, _typed(said, what)) for what in Stated for said in several(KB(what.term))]
    text_is = text(store, node, KB("textIs"))
    record = Record(
        registry=value(one(store, node, KB("registry"))).removeprefix(KB.base),
        identifier=identifier,
        day=day,
        exists=text(store, node, KB("inRegistry")) in ("true", "1"),
        about=text(store, node, KB("about")) in ("true", "1"),
        title=text(store, node, DCT("title")),
        also_titled=several(DCT("alternative")),
        authors=several(DCT("creator")),
        also_first=several(KB("otherCreatorName")),
        years=tuple(int(y[:4]) for y in several(KB("publishedIn")) if y[:4].isdigit()),
        container=next(iter(several(DCT("isPartOf"))), None),
        container_short=next(iter(several(DCT("isPartOf"))[1:]), None),
        also_in=several(DCT("isPartOf"))[2:],
        reference_type=value(one(store, node, KB("recordType"))).removeprefix(KB.base) or None,
        identifiers=tuple(map(read_identifier, several(KB("alsoIdentifiedAs")))),
        names=several(KB("recordName")),
        notices=_notices(store, node, KB("notice")),
        notice_of=_notices(store, node, KB("noticeOf")),
        states=tuple(states),
        text_is=TextIs(text_is) if text_is in list(TextIs) else None,
    )
    excerpts = tuple(
        Excerpt(words, status) for status, name in EXCERPTS.items() for words in several(KB(name))
    )
    own = node if isinstance(node, ox.NamedNode) else None
    return StoredRecord(reference, record, excerpts, own)


def _typed(said: str, what: Stated) -> str | bool | date:
    if what.type is bool:
        return said in ("true", "1")
    return date.fromisoformat(said) if what.type is date else said


def _notices(store: ox.Store, node: Term, predicate: ox.NamedNode) -> tuple[Notice, ...]:
    found = []
    for term in objects(store, node, predicate):
        said = text(store, term, DCT("issued"))
        found.append(
            Notice(
                text(store, term, KB("nature")) or "",
                date.fromisoformat(said) if said else None,
                text(store, term, KB("noticeDoi")) or "",
                text(store, term, KB("noticePmid")) or "",
            )
        )
    return tuple(sorted(found, key=lambda n: (n.day or date.min, n.nature, n.doi, n.pmid)))
