"""What follows from the records of registries: which reference each confirms, or casts doubt on. Computed, never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB, RDF, XSD
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import objects
from kbtool.references.excerpts import FOUND, NORMALISED, NOT_FOUND
from kbtool.references.identifiers import SCHEMES
from kbtool.references.matching import IDENTITY, is_doubt, match
from kbtool.references.notices import RETRACTED, UNDER_CONCERN, standing
from kbtool.references.record import WHOLE
from kbtool.references.reference import Entry, all_references, read_entries
from kbtool.references.registry_file import StoredRecord, read_record


def reference_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """Derived triples on references: what registries said of them, and which of them are the same."""
    entries = read_entries(store, all_references(store))
    yield from _registry_quads(store, entries)
    yield from _duplicate_quads(entries)


def _registry_quads(store: ox.Store, entries: Iterable[Entry]) -> Iterator[ox.Quad]:
    """Derived triples on references and on the records that are kept of them.

    A record counts for as long as the identifier that was looked up is one of the reference. On the record: kb:current,
    and what is other there, kb:differsInIdentity (another paper) or kb:differsInDetail. On the reference: kb:confirmedBy,
    kb:confirmedIdentifier, kb:doubtedBy (a record that cannot be read is a doubt, too), kb:noticed (retracted or under
    concern, by the notices that are kept), kb:unaskedIdentifier, kb:missingExcerpt (not in the whole text that a registry
    gave, nor elsewhere).
    """
    records: dict[ox.NamedNode, list[tuple[ox.NamedNode, StoredRecord]]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, RDF("type"), KB("RegistryRecord"), None):
        stored = read_record(store, quad.subject)
        if not isinstance(quad.subject, ox.NamedNode):
            continue
        if stored is not None:
            records[stored.reference].append((quad.subject, stored))
            continue
        for reference in objects(store, quad.subject, KB("recordOf")):
            if isinstance(reference, ox.NamedNode):
                yield ox.Quad(reference, KB("doubtedBy"), quad.subject, DERIVED)
    for entry in entries:
        looked_up = {(i.scheme, i.key) for i in entry.identifiers}
        current = [
            (node, stored)
            for node, stored in sorted(records[entry.node], key=lambda item: item[0].value)
            if (stored.record.identifier.scheme, stored.record.identifier.key) in looked_up
        ]
        for node, stored in current:
            yield ox.Quad(node, KB("current"), ox.Literal("true", datatype=XSD("boolean")), DERIVED)
            yield from _of_record(entry, node, stored)
        yield from _unasked(entry, [stored for _, stored in current])
        yield from _noticed(entry, [stored for _, stored in current])
        yield from _excerpts(entry, [stored for _, stored in current])


def _unasked(entry: Entry, current: list[StoredRecord]) -> Iterator[ox.Quad]:
    """Identifiers of the reference that no registry has been asked for."""
    asked = {(s.record.identifier.scheme, s.record.identifier.key) for s in current}
    for identifier in entry.identifiers:
        if identifier.scheme != "page" and (identifier.scheme, identifier.key) not in asked:
            literal = ox.Literal(str(identifier))
            yield ox.Quad(entry.node, KB("unaskedIdentifier"), literal, DERIVED)


def _noticed(entry: Entry, current: list[StoredRecord]) -> Iterator[ox.Quad]:
    """What the kept notices make of the reference; those of another paper make nothing of it."""
    own = [s.record for s in current if not is_doubt(match(entry, s.record), s.record)]
    found = standing(notice for record in own for notice in record.notices)
    if found in (RETRACTED, UNDER_CONCERN):
        yield ox.Quad(entry.node, KB("noticed"), KB(found), DERIVED)


def _duplicate_quads(entries: Iterable[Entry]) -> Iterator[ox.Quad]:
    """References with an identifier of a paper in common, each to the first: kb:sameReferenceAs, kb:sharedIdentifier."""
    first: dict[tuple[str, str], ox.NamedNode] = {}
    for entry in entries:
        for identifier in entry.identifiers:
            if not SCHEMES[identifier.scheme].of_a_paper:
                continue
            other = first.setdefault((identifier.scheme, identifier.key), entry.node)
            if other != entry.node:
                yield ox.Quad(entry.node, KB("sameReferenceAs"), other, DERIVED)
                literal = ox.Literal(str(identifier))
                yield ox.Quad(entry.node, KB("sharedIdentifier"), literal, DERIVED)


def _of_record(entry: Entry, node: ox.NamedNode, stored: StoredRecord) -> Iterator[ox.Quad]:
    record = stored.record
    if not record.exists:
        yield ox.Quad(entry.node, KB("doubtedBy"), node, DERIVED)
        return
    found = match(entry, record)
    for difference in found.differences:
        identity = difference.what in IDENTITY
        predicate = KB("differsInIdentity" if identity else "differsInDetail")
        yield ox.Quad(node, predicate, ox.Literal(str(difference)), DERIVED)
        if identity:
            yield ox.Quad(entry.node, KB("doubtedBy"), node, DERIVED)
    if found.confirms:
        yield ox.Quad(entry.node, KB("confirmedBy"), node, DERIVED)
    if found.confirms_identifier:
        literal = ox.Literal(str(record.identifier))
        yield ox.Quad(entry.node, KB("confirmedIdentifier"), literal, DERIVED)


def _excerpts(entry: Entry, stored: list[StoredRecord]) -> Iterator[ox.Quad]:
    said = [(e.words, e.status, s.record.text_is) for s in stored for e in s.excerpts]
    somewhere = {words for words, status, _ in said if status in (FOUND, NORMALISED)}
    for words in sorted({w for w, status, where in said if status == NOT_FOUND and where == WHOLE}):
        if words not in somewhere and words in entry.excerpts:
            yield ox.Quad(entry.node, KB("missingExcerpt"), ox.Literal(words), DERIVED)
