"""Writing what registries said into the files of a knowledge base."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.rdf.namespaces import KB
from kbtool.rdf.syntax import parse_turtle
from kbtool.rdf.terms import objects, one, text
from kbtool.rdf.turtle.edit import FileEdits
from kbtool.rdf.turtle.write import says
from kbtool.references.reference import all_references
from kbtool.references.registry_file import NAME, StoredRecord, stored_records
from kbtool.references.registry_writing import merged, updated
from kbtool.references.verification import Verification


def recorded(kb: KnowledgeBase, verifications: Iterable[Verification]) -> dict[Path, bytes]:
    """The files that change when results are recorded.

    In the file of each reference, whether it is retracted, and the day of that check; in kb/registry.ttl, what registries
    said.

    Raises:
        InputError: a reference is not written as the house style has it, so it cannot be changed.
    """
    verifications = list(verifications)
    edits = FileEdits(kb.files)
    for verification in verifications:
        if verification.checked is None:
            continue
        node = verification.reference.node
        stated = objects(kb.store, node, KB("retractionStatus"))
        if not stated:
            continue  # a rule of its own asks for it, and the record counts without
        if len(stated) > 1:
            raise InputError(
                f"{kb.names.curie(node.value)} has more than one kb:retractionStatus",
                path=next((f.shown for f in kb.files if node.value in f.lines), None),
                help="keep the gravest of them, and run this again",
            )
        before = text(kb.store, node, KB("retractionChecked")) or ""
        same = one(kb.store, node, KB("retractionStatus")) == KB(verification.standing.value)
        if same and before >= verification.checked.isoformat():
            continue
        day, status = verification.checked, KB(verification.standing.value)
        if one(kb.store, node, KB("retractionChecked")) is None:
            checked = says(KB("retractionChecked"), day)
            edits.put(node.value, KB("retractionStatus"), status, checked)
            continue
        if text(kb.store, node, KB("retractionChecked")) != day.isoformat():
            edits.put(node.value, KB("retractionChecked"), day)
        if one(kb.store, node, KB("retractionStatus")) != status:
            edits.put(node.value, KB("retractionStatus"), status)
    changed = edits.changed()
    for path, written in changed.items():
        parse_turtle(written, kb.workspace.shown(path))
    files = {path: written.encode() for path, written in changed.items()}
    return files | registry_file(kb, [r for v in verifications for r in v.records])


def registry_file(
    kb: KnowledgeBase, records: Collection[StoredRecord], new: Iterable[ox.NamedNode] = ()
) -> dict[Path, bytes]:
    """kb/registry.ttl with more records, if that changes it.

    Args:
        kb: the knowledge base.
        records: the records.
        new: references that are not in the knowledge base yet.
    """
    before = stored_records(kb.store, kb.names)
    path = kb.workspace.root / NAME
    file = next((file for file in kb.files if file.path == path), None)
    known = {*all_references(kb.store), *new}
    if file is None and not merged(before, records, known):
        return {}
    turtle = updated(file, before, records, known, kb.names)
    if file is not None and turtle == file.text:
        return {}
    parse_turtle(turtle, kb.workspace.shown(path))
    return {path: turtle.encode()}
