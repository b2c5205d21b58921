"""Taking the new text of an article over: the text, its hash, and the anchors that follow from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kbtool.documents import Document
from kbtool.drift import MOVED, TYPOGRAPHY, Drift
from kbtool.namespaces import KB, OA
from kbtool.opening import KnowledgeBase
from kbtool.rdf import parse_turtle
from kbtool.turtle_edit import FileEdits


def refreshed_files(
    kb: KnowledgeBase, document: Document, data: bytes, drifts: Iterable[Drift]
) -> dict[Path, bytes]:
    """The files that change when a new text is accepted, with their new bytes.

    Recorded positions follow the words, and quotes that differ in typography only take the new form.
    A quote that changed or is gone stays: what it now says, only a person can tell.

    Args:
        kb: the knowledge base.
        document: the article as it is.
        data: the bytes of its new text.
        drifts: what becomes of its quotes.

    Raises:
        InputError: a value is not written as the house style has it, so it cannot be changed.
    """
    edits = FileEdits(kb.files)
    edits.put(document.iri.value, KB("sha256"), f'"{hashlib.sha256(data).hexdigest()}"')
    for drift in drifts:
        if drift.kind in (MOVED, TYPOGRAPHY) and drift.quote.start is not None:
            edits.put(drift.node.value, OA("start"), str(drift.start))
        if drift.kind == TYPOGRAPHY and drift.says is not None:
            edits.put(drift.node.value, OA("exact"), str(ox.Literal(drift.says)))
    changed = edits.changed()
    for path, text in changed.items():
        parse_turtle(text, kb.workspace.shown(path))
    return {path: text.encode() for path, text in changed.items()} | {document.path.resolve(): data}
