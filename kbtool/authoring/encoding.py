"""The skeleton of a whole article: its claims and passages in Turtle, each with a mark until a person has decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from kbtool.authoring.skeletons import Writing
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.statements import read_statements
from kbtool.prose.bounds import refuse_unbounded
from kbtool.prose.candidate import CONFIDENT
from kbtool.prose.filing import Files
from kbtool.prose.kept_words import lexicon_of
from kbtool.prose.proposing.coining import Coined, coined_in, usual_kinds, with_coined
from kbtool.prose.proposing.passages import kind_of_passage
from kbtool.prose.proposing.proposals import Passage, Skeleton
from kbtool.prose.proposing.skeletons import HINTED, Skeletons
from kbtool.prose.proposing.unnamed import unnamed_in
from kbtool.prose.reading import Reading, read_draft
from kbtool.prose.words.lexicon import Lexicon
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import instances, objects
from kbtool.text.document import Document
from kbtool.text.sentences import sentences, uncovered
from kbtool.text.stretch import Stretch


class Encoding(Struct, frozen=True):
    """The skeleton of an article.

    Attributes:
        turtle: the statements, without prefixes.
        claims: how many claims it seems to make.
        passages: how many passages seem to state nothing to check.
        propositions: how many propositions and quantities are new.
        concepts: how many concepts are new.
        unnamed: the words that the article has often and that name nothing on file, with how often.
    """

    turtle: str
    claims: int
    passages: int
    propositions: int
    concepts: int = 0
    unnamed: tuple[tuple[str, int], ...] = ()


def encode(kb: KnowledgeBase, document: Document) -> Encoding:
    """The claims that an article seems to make, but for the sentences that somebody has encoded.

    Args:
        kb: the knowledge base.
        document: the article.

    Raises:
        InputError: the article is too long, or has a sentence that is.
    """
    lexicon, reading, coined = _read_with_new(kb, document)
    writing = Writing(kb, document, coined)
    found = _proposed(kb, lexicon, reading, _covered(kb, document))
    blocks = [writing.block(each) for each in found]
    return Encoding(
        "\n".join(blocks),
        sum(isinstance(each, Skeleton) for each in found),
        sum(isinstance(each, Passage) for each in found),
        writing.new,
        writing.concepts,
        tuple(unnamed_in(reading)),
    )


def proposals(
    kb: KnowledgeBase, document: Document, covered: Iterable[Stretch] | None = None
) -> list[Skeleton | Passage]:
    """The claims that an article seems to make, and its passages with nothing to check, in reading order.

    Args:
        kb: the knowledge base.
        document: the article.
        covered: where quotes stand that somebody has encoded; those of the knowledge base, if None.
    """
    lexicon, reading, _ = _read_with_new(kb, document)
    taken = _covered(kb, document) if covered is None else covered
    return _proposed(kb, lexicon, reading, taken)


def stated_by_words(
    kb: KnowledgeBase, document: Document, words: Stretch
) -> tuple[list[Skeleton], Sequence[Coined]]:
    """What some words of an article seem to state, and the concepts of the article that are not on file.

    Args:
        kb: the knowledge base.
        document: the article.
        words: where they stand.
    """
    lexicon, reading, coined = _read_with_new(kb, document)
    made = Skeletons(kb.store, kb.labels, lexicon)
    return list(made.of_words(reading, Files(kb.store).stated(reading, HINTED), words)), coined


def _read(document: Document, lexicon: Lexicon) -> Reading:
    refuse_unbounded(document.text, str(document.path))
    return read_draft(document.text, lexicon, document.blocks)


_ROUNDS = 3
"""So often a text is read again with the concepts that were found in it: each may say what another one is."""


def _read_with_new(
    kb: KnowledgeBase, document: Document
) -> tuple[Lexicon, Reading, Sequence[Coined]]:
    """An article as read, with the words of concepts that it speaks of and that are not on file."""
    known = lexicon = lexicon_of(kb.store, kb.files, kb.names)
    reading = _read(document, lexicon)
    usual = usual_kinds(read_statements(kb.store), known)
    coined: list[Coined] = []
    for _ in range(_ROUNDS):
        more = coined_in(reading, lexicon, coined, usual)
        if not more:
            break
        coined += more
        lexicon = with_coined(known, coined)
        reading = _read(document, lexicon)
    for each in coined:
        kb.labels.know(each.node, each.label)
    return lexicon, reading, coined


def _proposed(
    kb: KnowledgeBase, lexicon: Lexicon, reading: Reading, taken: Iterable[Stretch]
) -> list[Skeleton | Passage]:
    made = Skeletons(kb.store, kb.labels, lexicon)
    return list(made.of(reading, Files(kb.store).stated(reading, HINTED), taken))


def _covered(kb: KnowledgeBase, document: Document, *, decided: bool = False) -> Iterator[Stretch]:
    for kind in ("Claim", "NonClaim"):
        for node in instances(kb.store, KB(kind)):
            if decided and objects(kb.store, node, KB("undecided")):
                continue
            of = kb.places.document(node)
            span = kb.places.span(node) if of is not None and of.iri == document.iri else None
            if span is not None:
                yield Stretch(span.start, span.end)


class Coverage(Struct, frozen=True):
    """How much of an article is encoded.

    Attributes:
        document: the article.
        sentences: how many sentences it has that state something, or are encoded.
        left: those that nobody has encoded, in reading order.
        waiting: those of them of which claims or passages are proposed, and nobody has decided on them.
        idle: how many more it has that seem to state nothing, and that nobody has encoded.
    """

    document: Document
    sentences: int
    left: tuple[Stretch, ...]
    waiting: frozenset[Stretch] = frozenset()
    idle: int = 0

    @property
    def percent(self) -> float:
        """The share of its sentences that is encoded, in percent; 100 of none."""
        if not self.sentences:
            return 100.0
        return 100 * (self.sentences - len(self.left)) / self.sentences


def covered_share(kb: KnowledgeBase, document: Document) -> Coverage:
    """How much of what an article states is encoded: quoted by a claim or passage on which somebody has decided.

    Headings, questions, addresses and calls to action that nobody has encoded state nothing, and are not counted.

    Args:
        kb: the knowledge base.
        document: the article.
    """
    lexicon = lexicon_of(kb.store, kb.files, kb.names)
    reading = _read(document, lexicon)
    states = {each.sentence for each in reading.candidates if each.confidence >= CONFIDENT}
    idle = {
        part.sentence.stretch
        for part in reading.parts
        if kind_of_passage(part, lexicon, states=part.sentence.stretch in states) is not None
    }
    open_ = uncovered(document.text, _covered(kb, document, decided=True))
    left = tuple(each for each in open_ if each not in idle)
    untouched = uncovered(document.text, _covered(kb, document))
    waiting = frozenset(left).difference(untouched)
    whole = len(sentences(document.text)) - (len(open_) - len(left))
    return Coverage(document, whole, left, waiting, len(open_) - len(left))
