"""Taking new texts of articles over: the text, its hash and day, and the anchors that follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.derive.quotes import recorded_quotes, recorded_sentences
from kbtool.rdf.namespaces import FOAF, KB, OA
from kbtool.rdf.syntax import parse_turtle
from kbtool.rdf.terms import objects, one, value
from kbtool.rdf.turtle.edit import FileEdits
from kbtool.rdf.turtle.write import Value, says
from kbtool.text.changes import Sentence, TextChange, around, parts, text_change
from kbtool.text.document import Document
from kbtool.text.drift import Drift, DriftKind, drift_of, drifts
from kbtool.text.line_codes import carried_over
from kbtool.text.line_codes import written as written_codes
from kbtool.text.quotes import Anchor, Quote, Status, anchor, nearest_in
from kbtool.text.record import changed_sentences, record, unrecorded, unrecorded_sentences
from kbtool.text.replacement import Replacement
from kbtool.text.searchable import SearchableText
from kbtool.text.sentences import uncovered
from kbtool.text.snapshot import Snapshot
from kbtool.text.stretch import Stretch

_FOLLOWED = (DriftKind.EXACT, DriftKind.MOVED, DriftKind.TYPOGRAPHY, DriftKind.IN_CHANGED)
"""What becomes of quotes whose records follow their words."""
_LOST = (DriftKind.CHANGED, DriftKind.GONE)
"""What becomes of quotes whose words do not stand in the new text."""
_STOOD = (Status.EXACT, Status.TYPOGRAPHIC, Status.AMBIGUOUS)


class Replaced(Struct, frozen=True):
    """A claim whose words a new sentence took the place of.

    Attributes:
        iri: the claim.
        quote: its words.
        verdict: the verdict on it.
    """

    iri: str
    quote: str
    verdict: str


class NewSentence(Struct, frozen=True):
    """What a new sentence says beside what is known.

    Attributes:
        sentence: the sentence.
        becomes: what it made of what stood there: "corrected", "still false", "unknown" and others.
        says: what it says beside what is known, in words.
        why: what was found, the gravest first.
        unread: its words that were not compared.
        replaced: the claims whose words it took the place of.
        kept: the claims whose words still stand in it, among others than before.
    """

    sentence: Sentence
    becomes: str
    says: str
    why: tuple[str, ...]
    unread: tuple[str, ...]
    replaced: tuple[Replaced, ...]
    kept: tuple[Replaced, ...] = ()


class Refresh(Struct, frozen=True):
    """A new text of an article.

    Attributes:
        document: the article as it is.
        snapshot: its new text.
        drifts: what becomes of its quotes.
        change: what becomes of its sentences, quoted or not.
        is_edited: whether the file of the article is not the text that was taken in, so that it is no measure.
        is_recorded: whether hashes of the sentences that were taken in are kept, which then are the measure.
        unquoted: where nothing is a measure, the sentences that nobody has quoted, among which are those that came.
        moved: what stands elsewhere among the sentences: the line where it stood, and where it stands.
        judged: what its new sentences say beside what is known, where somebody looked.
    """

    document: Document
    snapshot: Snapshot
    drifts: tuple[Drift, ...]
    change: TextChange
    is_edited: bool = False
    is_recorded: bool = False
    unquoted: tuple[Sentence, ...] = ()
    moved: tuple[tuple[int, Sentence], ...] = ()
    judged: tuple[NewSentence, ...] = ()

    @property
    def is_harmless(self) -> bool:
        """Whether every quote still stands there, in the sentence in which it was read, as far as that can be known."""
        known = self.is_recorded or not self.is_edited
        return known and all(drift.kind.is_harmless for drift in self.drifts)


def _since_recorded(
    drift: Drift, old: SearchableText, new: SearchableText, places: Sequence[Stretch]
) -> Drift:
    """The drift of a quote that the edited file has lost already: a sentence that was recorded has not come of its own."""
    if drift.kind not in _LOST or anchor(old, drift.quote).status not in (
        Status.CHANGED,
        Status.MISSING,
    ):
        return drift
    after = nearest_in(new, drift.quote, places)
    return drift_of(drift.node, drift.quote, old, Anchor(Status.MISSING), new, after)


def address(kb: KnowledgeBase, document: Document) -> str | None:
    """The address of an article (foaf:page), if it is recorded."""
    page = one(kb.store, ox.NamedNode(document.iri), FOAF("page"))
    return page.value if isinstance(page, ox.NamedNode) else None


def compared(kb: KnowledgeBase, document: Document, snapshot: Snapshot) -> Refresh:
    """What a new text does to an article and its quotes."""
    new = SearchableText(snapshot.article.text.removeprefix("\ufeff"))
    mine = [found for found in recorded_quotes(kb.store) if found.document.value == document.iri]
    quotes = [(found.node.value, found.quote) for found in mine]
    in_place = {one.node.value: one.in_place for one in mine if one.in_place is not None}
    drifted = tuple(drifts(document, new, quotes, in_place))
    change = text_change(document, new)
    hashes = {value(term) for term in objects(kb.store, ox.NamedNode(document.iri), KB("sha256"))}
    is_edited = hashes.isdisjoint((document.sha256, *document.with_other_line_ends))
    recorded = recorded_sentences(kb.store, document)
    if recorded is not None:
        drifted = tuple(_since_read(drift, document, new, recorded) for drift in drifted)
        if is_edited:
            places = unrecorded_sentences(new.text, recorded)
            drifted = tuple(
                drift if drift.node in in_place else _since_recorded(drift, document, new, places)
                for drift in drifted
            )
            pieces = unrecorded(new.text, recorded)
            added = [Sentence(new.position(p.start)[0], p.of(new.text)) for p in pieces]
            change = replace(change, changed=bool(added) or change.changed, added=tuple(added))
    unquoted = _unquoted(new, quotes) if is_edited and recorded is None else ()
    moved = tuple(
        (document.position(was).line, Sentence(new.position(now.start).line, now.of(new.text)))
        for (was, _), now in Replacement(document.text, new.text).moved
    )
    known = recorded is not None
    return Refresh(document, snapshot, drifted, change, is_edited, known, unquoted, moved)


def _unquoted(new: SearchableText, quotes: Iterable[tuple[str, Quote]]) -> tuple[Sentence, ...]:
    found = (anchor(new, quote) for _, quote in quotes)
    covered = [Stretch(a.start, a.end) for a in found if a.start is not None and a.end is not None]
    return tuple(
        Sentence(new.position(piece.start)[0], piece.of(new.text))
        for piece in uncovered(new.text, covered)
    )


def _since_read(drift: Drift, old: SearchableText, new: SearchableText, recorded: str) -> Drift:
    """The drift of a quote, measured by the sentences that were recorded where the old text has others already."""
    if not drift.kind.is_harmless or drift.start is None:
        return drift
    was, now = anchor(old, drift.quote), anchor(new, drift.quote)
    if was.start is None or was.end is None or now.start is None or now.end is None:
        return drift
    place = Stretch(now.start, now.end)
    before = Stretch(was.start, was.end)
    sentence = changed_sentences(new.text, recorded, [place]).get(place)
    if sentence is None or not changed_sentences(old.text, recorded, [before]):
        return drift
    return replace(
        drift,
        kind=DriftKind.IN_CHANGED,
        difference="its sentence is not the one that was read",
        sentence=" ".join(sentence.of(new.text).split()),
    )


def little_left(new: Refresh) -> str:
    """How much of an article is left in its new text, in words that follow what the text is called."""
    change = new.change
    noun = "sentence" if change.sentences == 1 else "sentences"
    shorter = ", and a tenth of its length or less" if change.much_shorter else ""
    return f"has {change.kept} of {change.sentences} {noun} of {new.document.path}{shorter}"


def refuse_replacement(refreshes: Iterable[Refresh]) -> None:
    """Refuse a text that may be of another article, or of none, such as a page that asks whether one is a robot.

    Raises:
        InputError: less than half of the sentences of an article are in its new text, or that has a tenth of its length.
    """
    for new in refreshes:
        if new.change.little_is_left:
            raise InputError(
                f"{little_left(new)}, so nothing is written",
                path=new.snapshot.original.shown,
                help="look at it without --accept; if it is the article, repeat this with --accept --replace",
            )


def refreshed_files(
    kb: KnowledgeBase, refreshes: Sequence[Refresh], *, reread: bool = False
) -> dict[Path, bytes]:
    """The files that change when new texts are accepted, with their new bytes.

    Recorded positions follow the words, and quotes that differ in typography only take the new form.
    A quote that changed or is gone stays: what it now says, only a person can tell. A sentence that changed around a quote
    is not recorded, so that it is told until somebody has read it again.

    Args:
        kb: the knowledge base.
        refreshes: the new texts, one for each article.
        reread: whether the claims in changed sentences have been read again.

    Raises:
        InputError: a value is not written as the house style has it, so it cannot be changed.
    """
    edits = FileEdits(kb.files)
    for new in refreshes:
        _put_document(kb, edits, new, reread=reread)
        _put_anchors(edits, new.drifts)
        _put_lost(kb, edits, new)
    changed = edits.changed()
    for path, text in changed.items():
        parse_turtle(text, kb.workspace.shown(path))
    texts = {new.document.file.resolve(): new.snapshot.text for new in refreshes}
    return {path: text.encode() for path, text in changed.items()} | texts


def _put_document(kb: KnowledgeBase, edits: FileEdits, new: Refresh, *, reread: bool) -> None:
    """Put hash, day and original; what the document does not state yet is added behind the hash."""
    iri, snapshot = ox.NamedNode(new.document.iri), new.snapshot
    values: dict[ox.NamedNode, Value] = {KB("retrieved"): snapshot.original.day}
    recorded = one(kb.store, iri, KB("originalSha256")) is not None
    if snapshot.is_extracted or recorded:
        values[KB("originalFormat")] = snapshot.format.media_type
        values[KB("originalSha256")] = snapshot.original.sha256
    values[KB("sentenceHashes")] = _record(new, reread=reread)
    article, outlined = snapshot.article, one(kb.store, iri, KB("outline")) is not None
    if article.blocks or outlined:
        text = article.text.removeprefix("\ufeff")
        values[KB("outline")] = written_codes(
            carried_over(new.document.text, new.document.blocks, text, article.blocks)
        )
    added = []
    for predicate, stated in values.items():
        if one(kb.store, iri, predicate) is None:
            added.append(says(predicate, stated))
        else:
            edits.put(iri.value, predicate, stated)
    edits.put(iri.value, KB("sha256"), snapshot.sha256, *added)


def _record(new: Refresh, *, reread: bool) -> str:
    """The record of a new text, without the sentences that nobody has read again."""
    text = new.snapshot.article.text.removeprefix("\ufeff")
    sentences = parts(text)
    places = [
        around(sentences, drift.start, drift.start + len(drift.quote.exact))
        for drift in new.drifts
        if drift.kind is DriftKind.IN_CHANGED and drift.start is not None and not reread
    ]
    return record(text, places)


def _put_anchors(edits: FileEdits, found: Iterable[Drift]) -> None:
    for drift in found:
        if drift.kind not in _FOLLOWED:
            continue
        if drift.quote.start is not None and drift.start is not None:
            edits.put(drift.node, OA("start"), drift.start)
        if drift.says is not None:
            edits.put(drift.node, OA("exact"), drift.says)


def _put_lost(kb: KnowledgeBase, edits: FileEdits, new: Refresh) -> None:
    """Record of quotes that the new text has lost what came in their place: from then on nothing else is taken for them."""
    text = new.snapshot.article.text.removeprefix("\ufeff")
    sentences = parts(text)
    for drift in new.drifts:
        known = one(kb.store, ox.NamedNode(drift.node), KB("inPlace"))
        stood = drift.before is not None and anchor(new.document, drift.quote).status in _STOOD
        if drift.kind not in _LOST or not (stood or new.is_edited or known is not None):
            continue
        words = " ".join(_in_place(drift, text, sentences).split())
        came = words or KB("NotKnown")
        if known is None:
            edits.put(drift.node, OA("exact"), drift.quote.exact, says(KB("inPlace"), came))
        elif words or known == ox.Literal(""):
            edits.put(drift.node, KB("inPlace"), came)


def _in_place(drift: Drift, text: str, sentences: list[Stretch]) -> str:
    """What stands in the place of a lost quote: the sentence that it has become, else those that took its place."""
    if drift.start is not None and drift.says is not None:
        return around(sentences, drift.start, drift.start + len(drift.says)).of(text)
    return "" if drift.in_place is None else drift.in_place.text
