"""Drafts as documents with claims that nobody has encoded, in graphs of their own beside a knowledge base."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from msgspec import Struct, field
from msgspec.structs import replace

from kbtool.knowledge.documents import taken_as
from kbtool.prose.candidate import CONFIDENT, Candidate
from kbtool.prose.figures import GivenFigure, value_quads
from kbtool.prose.filing import Files, proposition_quads
from kbtool.prose.kept_words import KnownWords, known_words
from kbtool.prose.labels import at_labels
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.reading import Reading, read_draft
from kbtool.prose.sentence import Sentence
from kbtool.prose.stated import Filed
from kbtool.rdf.namespaces import DRAFT, GRAPH, KB, OA, PROV, RDF, RDFS
from kbtool.rdf.terms import Term, text
from kbtool.text.document import Document
from kbtool.text.line_codes import read as read_codes
from kbtool.text.quotes import Quote, told_apart
from kbtool.text.sentences import sentences
from kbtool.text.snapshot import Snapshot

if TYPE_CHECKING:
    from kbtool.knowledge.slices.all_files import Held


class Draft(Struct, frozen=True):
    """A draft as read.

    Attributes:
        document: its text, as a document of the knowledge base.
        reading: what its sentences state.
        claims: what counts as claims, by the IRI of the claim.
        hints: what it is not sure enough of.
    """

    document: Document
    reading: Reading
    claims: Mapping[str, Filed]
    hints: Sequence[Candidate | GivenFigure] = field(default_factory=tuple)


def draft_document(snapshot: Snapshot) -> Document:
    """A draft as a document.

    Args:
        snapshot: its text, and what it was extracted from.
    """
    # A name on disk need not be text, nor one line; what stands for its bytes can be in no triple.
    shown = snapshot.original.shown.encode("utf-8", "backslashreplace").decode()
    shown = shown.replace("\n", "\\n").replace("\r", "\\r")
    name = hashlib.sha256(shown.encode()).hexdigest()[:12]
    return Document(
        snapshot.article.text,
        iri=DRAFT(name).value,
        path=Path(shown),
        file=Path(shown),
        sha256=snapshot.sha256,
        blocks=snapshot.article.blocks,
    )


def add_drafts(
    store: ox.Store, documents: Iterable[Document], known: KnownWords | None = None
) -> list[Draft]:
    """Read drafts by what a knowledge base knows, and add to it what they state.

    Args:
        store: what the files of the knowledge base state, before anything is derived of it; changed in place.
        documents: the drafts.
        known: the words of what the store holds of terms and concepts, if they are read already.
    """
    lexicon = read_lexicon(store) if known is None else known.beside(store)
    files = Files(store, decided=True)
    drafts = []
    for document in documents:
        reading = read_draft(document.text, lexicon, document.blocks)
        found = files.stated(reading)
        base = document.iri.rpartition("/")[2]
        claims = {DRAFT(f"{base}-{number}").value: filed for number, filed in enumerate(found, 1)}
        read: list[Candidate | GivenFigure] = [*reading.candidates, *reading.figures]
        hints = [each for each in read if each.confidence < CONFIDENT]
        drafts.append(Draft(document, reading, claims, hints))
    for draft in drafts:
        store.extend(list(_quads(draft)))
    return drafts


class Reader:
    """Reads drafts into a knowledge base that is being opened, and keeps them.

    Args:
        documents: the drafts.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = tuple(documents)
        self.drafts: Sequence[Draft] = ()
        self._known: KnownWords | None = None

    def meets(self, held: Held) -> tuple[set[str], set[str]]:
        """What the drafts may meet in a knowledge base: nodes and names, and how their sentences begin.

        They are read into a part of it then, which holds all of that.

        Args:
            held: what it says of terms and concepts.
        """
        from kbtool.knowledge.slices.components import name_key
        from kbtool.knowledge.slices.marks import openings_of

        self._known = known_words(lambda: held.store, held.told)
        lexicon = self._known.words
        keys: set[str] = set()
        openings: set[str] = set()
        for document in self.documents:
            keys |= {document.iri, name_key(document.path.name)}
            for stretch in sentences(document.text):
                openings.update(openings_of(stretch.of(document.text)))
                for part in {stretch, *at_labels(document.text, stretch, lexicon)}:
                    openings.update(openings_of(part.of(document.text)))
                    named = Sentence(document.text, part, lexicon).names
                    keys |= {mention.node.value for mention in named}
        return keys, openings

    def __call__(self, store: ox.Store, told: str = "") -> Sequence[Document]:
        """Add what they state to a store, and give them; the text of an article on file has its outline.

        Args:
            store: what the files of the knowledge base state.
            told: what tells all of that; empty, if nothing does.
        """
        if told and self._known is None:
            self._known = known_words(lambda: store, told)
        self.documents = tuple(_outlined(store, each) for each in self.documents)
        self.drafts = add_drafts(store, self.documents, self._known)
        return self.documents


def _outlined(store: ox.Store, document: Document) -> Document:
    taken = None if document.blocks else taken_as(store, document)
    codes = None if taken is None else text(store, taken, KB("outline"))
    blocks = None if codes is None else read_codes(document.text, codes)
    return replace(document, blocks=blocks) if blocks else document


def _quads(draft: Draft) -> Iterator[ox.Quad]:
    document = draft.document
    node, graph = ox.NamedNode(document.iri), GRAPH("draft/" + document.iri.rpartition("/")[2])
    described: list[tuple[ox.NamedNode, Term]] = [
        (RDF("type"), KB("Document")),
        (RDFS("label"), ox.Literal(document.path.name)),
        (KB("file"), ox.Literal(document.path.name)),
        (KB("sha256"), ox.Literal(document.sha256)),
        (KB("retrieved"), KB("NotKnown")),
    ]
    yield from (ox.Quad(node, name, value, graph) for name, value in described)
    for iri, filed in draft.claims.items():
        yield from proposition_quads(filed, graph)
        yield from _claim_quads(ox.NamedNode(iri), filed, document, graph)


def _claim_quads(
    node: ox.NamedNode, filed: Filed, document: Document, graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    said = filed.stated
    told = told_apart(document, said.words)
    quote = told[0] if told is not None else Quote(said.words.of(document.text))
    stated: list[tuple[ox.NamedNode, Term]] = [
        (RDF("type"), KB("Claim")),
        (PROV("wasQuotedFrom"), ox.NamedNode(document.iri)),
        (OA("exact"), ox.Literal(quote.exact)),
        (KB("certainty"), filed.certainty),
    ]
    if isinstance(said, GivenFigure):
        yield from value_quads(said, node, graph)
    else:
        stated.append((KB("denies" if filed.denies else "asserts"), filed.question))
        if said.insists is not None:
            stated.append((KB("insistsBy"), ox.Literal(said.insists.of(document.text))))
    around = ((OA("prefix"), quote.prefix), (OA("suffix"), quote.suffix))
    stated += [(name, ox.Literal(words)) for name, words in around if words]
    yield from (ox.Quad(node, name, value, graph) for name, value in stated)
