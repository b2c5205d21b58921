"""What follows from the records of registries: which reference each confirms, or casts doubt on. Computed, never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB, RDF, XSD
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import named, objects
from kbtool.references.excerpts import ExcerptStatus
from kbtool.references.matching import is_doubt, match
from kbtool.references.record import TextIs
from kbtool.references.reference import Reference, all_references, read_references
from kbtool.references.registry_file import StoredRecord, read_record
from kbtool.references.retractions import standing
from kbtool.references.schemes import SCHEMES


def reference_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """Derived triples on references: what registries said of them, and which of them are the same."""
    references = read_references(store, all_references(store))
    yield from _registry_quads(store, references)
    yield from _duplicate_quads(references)


def _registry_quads(store: ox.Store, references: Iterable[Reference]) -> Iterator[ox.Quad]:
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
        for node in named(objects(store, quad.subject, KB("recordOf"))):
            yield ox.Quad(node, KB("doubtedBy"), quad.subject, DERIVED)
    for reference in references:
        looked_up = {(i.scheme, i.key) for i in reference.identifiers}
        current = [
            (node, stored)
            for node, stored in sorted(records[reference.node], key=lambda item: item[0].value)
            if (stored.record.identifier.scheme, stored.record.identifier.key) in looked_up
        ]
        for node, stored in current:
            yield ox.Quad(node, KB("current"), ox.Literal("true", datatype=XSD("boolean")), DERIVED)
            yield from _of_record(reference, node, stored)
        yield from _unasked(reference, [stored for _, stored in current])
        yield from _noticed(reference, [stored for _, stored in current])
        yield from _excerpts(reference, [stored for _, stored in current])


def _unasked(reference: Reference, current: list[StoredRecord]) -> Iterator[ox.Quad]:
    """Identifiers of the reference that no registry has been asked for."""
    asked = {(s.record.identifier.scheme, s.record.identifier.key) for s in current}
    for identifier in reference.identifiers:
        if identifier.scheme != "page" and (identifier.scheme, identifier.key) not in asked:
            literal = ox.Literal(str(identifier))
            yield ox.Quad(reference.node, KB("unaskedIdentifier"), literal, DERIVED)


def _noticed(reference: Reference, current: list[StoredRecord]) -> Iterator[ox.Quad]:
    """What the kept notices make of the reference; those of another paper make nothing of it."""
    own = [s.record for s in current if not is_doubt(match(reference, s.record), s.record)]
    found = standing(notice for record in own for notice in record.notices)
    if found.is_grave:
        yield ox.Quad(reference.node, KB("noticed"), KB(found.value), DERIVED)


def _duplicate_quads(references: Iterable[Reference]) -> Iterator[ox.Quad]:
    """References with an identifier of a paper in common, each to the first: kb:sameReferenceAs, kb:sharedIdentifier."""
    first: dict[tuple[str, str], ox.NamedNode] = {}
    for reference in references:
        for identifier in reference.identifiers:
            if not SCHEMES[identifier.scheme].of_a_paper:
                continue
            other = first.setdefault((identifier.scheme, identifier.key), reference.node)
            if other != reference.node:
                yield ox.Quad(reference.node, KB("sameReferenceAs"), other, DERIVED)
                literal = ox.Literal(str(identifier))
                yield ox.Quad(reference.node, KB("sharedIdentifier"), literal, DERIVED)


def _of_record(reference: Reference, node: ox.NamedNode, stored: StoredRecord) -> Iterator[ox.Quad]:
    record = stored.record
    if not record.exists:
        yield ox.Quad(reference.node, KB("doubtedBy"), node, DERIVED)
        return
    found = match(reference, record)
    for difference in found.differences:
        identity = difference.what.is_identity
        predicate = KB("differsInIdentity" if identity else "differsInDetail")
        yield ox.Quad(node, predicate, ox.Literal(str(difference)), DERIVED)
        if identity:
            yield ox.Quad(reference.node, KB("doubtedBy"), node, DERIVED)
    if found.confirms:
        yield ox.Quad(reference.node, KB("confirmedBy"), node, DERIVED)
    if found.confirms_identifier:
        literal = ox.Literal(str(record.identifier))
        yield ox.Quad(reference.node, KB("confirmedIdentifier"), literal, DERIVED)


def _excerpts(reference: Reference, stored: list[StoredRecord]) -> Iterator[ox.Quad]:
    said = [(e.words, e.status, s.record.text_is) for s in stored for e in s.excerpts]
    somewhere = {words for words, status, _ in said if status.is_there}
    for words in sorted(
        {
            w
            for w, status, where in said
            if status is ExcerptStatus.NOT_FOUND and where is TextIs.WHOLE
        }
    ):
        if words not in somewhere and words in reference.excerpts:
            yield ox.Quad(reference.node, KB("missingExcerpt"), ox.Literal(words), DERIVED)
