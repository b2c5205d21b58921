"""Taking new texts of articles over: the text, its hash and day, and the anchors that follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.derive.quotes import recorded_quotes
from kbtool.rdf.namespaces import FOAF, KB, OA
from kbtool.rdf.syntax import parse_turtle
from kbtool.rdf.terms import one
from kbtool.rdf.turtle.edit import FileEdits
from kbtool.rdf.turtle.write import Value, says
from kbtool.text.changes import TextChange, text_change
from kbtool.text.document import Document
from kbtool.text.drift import Drift, DriftKind, drifts
from kbtool.text.searchable import SearchableText
from kbtool.text.snapshot import Snapshot

_FOLLOWED = (DriftKind.MOVED, DriftKind.TYPOGRAPHY, DriftKind.IN_CHANGED)
"""What becomes of quotes whose records follow their words."""


@dataclass(frozen=True)
class Refresh:
    """A new text of an article.

    Attributes:
        document: the article as it is.
        snapshot: its new text.
        drifts: what becomes of its quotes.
        change: what becomes of its sentences, quoted or not.
    """

    document: Document
    snapshot: Snapshot
    drifts: tuple[Drift, ...]
    change: TextChange


def address(kb: KnowledgeBase, document: Document) -> str | None:
    """The address of an article (foaf:page), if it is recorded."""
    page = one(kb.store, ox.NamedNode(document.iri), FOAF("page"))
    return page.value if isinstance(page, ox.NamedNode) else None


def compared(kb: KnowledgeBase, document: Document, snapshot: Snapshot) -> Refresh:
    """What a new text does to an article and its quotes."""
    new = SearchableText(snapshot.article.text.removeprefix("\ufeff"))
    quotes = [
        (found.node.value, found.quote)
        for found in recorded_quotes(kb.store)
        if found.document.value == document.iri
    ]
    drifted = tuple(drifts(document, new, quotes))
    return Refresh(document, snapshot, drifted, text_change(document, new))


def refuse_replacement(refreshes: Iterable[Refresh]) -> None:
    """Refuse a text that may be of another article, or of none, such as a page that asks whether one is a robot.

    Raises:
        InputError: less than half of the sentences of an article are in its new text, or that has a tenth of its length.
    """
    for new in refreshes:
        if new.change.little_is_left:
            change, shown = new.change, new.document.path
            raise InputError(
                f"has {change.kept} of the {change.sentences} sentences of {shown}"
                + (", and a tenth of its length or less" if change.much_shorter else "")
                + ", so nothing is written",
                path=new.snapshot.original.shown,
                help="look at it without --accept; if it is the article, repeat this with --accept --replace",
            )


def refreshed_files(kb: KnowledgeBase, refreshes: Sequence[Refresh]) -> dict[Path, bytes]:
    """The files that change when new texts are accepted, with their new bytes.

    Recorded positions follow the words, and quotes that differ in typography only take the new form.
    A quote that changed or is gone stays: what it now says, only a person can tell.

    Args:
        kb: the knowledge base.
        refreshes: the new texts, one for each article.

    Raises:
        InputError: a value is not written as the house style has it, so it cannot be changed.
    """
    edits = FileEdits(kb.files)
    for new in refreshes:
        _put_document(kb, edits, new)
        _put_anchors(edits, new.drifts)
    changed = edits.changed()
    for path, text in changed.items():
        parse_turtle(text, kb.workspace.shown(path))
    texts = {new.document.file.resolve(): new.snapshot.text for new in refreshes}
    return {path: text.encode() for path, text in changed.items()} | texts


def _put_document(kb: KnowledgeBase, edits: FileEdits, new: Refresh) -> None:
    """Put hash, day and original; what the document does not state yet is added behind the hash."""
    iri, snapshot = ox.NamedNode(new.document.iri), new.snapshot
    values: dict[ox.NamedNode, Value] = {KB("retrieved"): snapshot.original.day}
    recorded = one(kb.store, iri, KB("originalSha256")) is not None
    if snapshot.is_extracted or recorded:
        values[KB("originalFormat")] = snapshot.format.media_type
        values[KB("originalSha256")] = snapshot.original.sha256
    added = []
    for predicate, value in values.items():
        if one(kb.store, iri, predicate) is None:
            added.append(says(predicate, value))
        else:
            edits.put(iri.value, predicate, value)
    edits.put(iri.value, KB("sha256"), snapshot.sha256, *added)


def _put_anchors(edits: FileEdits, found: Iterable[Drift]) -> None:
    for drift in found:
        if drift.kind not in _FOLLOWED:
            continue
        if drift.quote.start is not None and drift.start is not None:
            edits.put(drift.node, OA("start"), drift.start)
        if drift.says is not None:
            edits.put(drift.node, OA("exact"), drift.says)
