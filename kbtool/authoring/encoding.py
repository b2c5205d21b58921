"""The skeleton of a whole article: its claims and passages in Turtle, each with a mark until a person has decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kbtool.authoring.claims import free_named, free_node
from kbtool.io.controls import escaped
from kbtool.knowledge.base import KnowledgeBase
from kbtool.prose.drafts import certainty_of
from kbtool.prose.figures import GivenFigure
from kbtool.prose.filing import Filed, Files, stated_by
from kbtool.prose.nearness import Near, Neighbors
from kbtool.prose.reading import read_draft
from kbtool.prose.skeletons import Passage, Skeleton, skeletons
from kbtool.prose.statements import Candidate
from kbtool.prose.values import value_triples
from kbtool.prose.words import read_lexicon
from kbtool.rdf.namespaces import KB, OA, PROV
from kbtool.rdf.terms import instances, objects
from kbtool.rdf.turtle.write import Property, name_stem, says, statement, term
from kbtool.text.document import Document
from kbtool.text.quotes import told_apart
from kbtool.text.sentences import sentences, uncovered
from kbtool.text.stretch import Stretch


@dataclass(frozen=True)
class Encoding:
    """The skeleton of an article.

    Attributes:
        turtle: the statements, without prefixes.
        claims: how many claims it seems to make.
        passages: how many passages seem to state nothing to check.
        propositions: how many propositions are new.
    """

    turtle: str
    claims: int
    passages: int
    propositions: int


def encode(kb: KnowledgeBase, document: Document) -> Encoding:
    """The claims that an article seems to make, but for the sentences that somebody has encoded.

    Args:
        kb: the knowledge base.
        document: the article.
    """
    writing = _Writing(kb, document)
    found = proposals(kb, document)
    blocks = [writing.block(each) for each in found]
    return Encoding(
        "\n".join(blocks),
        sum(isinstance(each, Skeleton) for each in found),
        sum(isinstance(each, Passage) for each in found),
        len(writing.new),
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
    lexicon, files = read_lexicon(kb.store), Files(kb.store)
    reading = read_draft(document.text, lexicon)
    taken = _covered(kb, document) if covered is None else covered
    neighbors = Neighbors(kb.store, kb.labels)
    return list(skeletons(reading, files.stated(reading), neighbors, lexicon, taken))


def _covered(kb: KnowledgeBase, document: Document, *, decided: bool = False) -> Iterator[Stretch]:
    for kind in ("Claim", "NonClaim"):
        for node in instances(kb.store, KB(kind)):
            if decided and objects(kb.store, node, KB("undecided")):
                continue
            of = kb.places.document(node)
            span = kb.places.span(node) if of is not None and of.iri == document.iri else None
            if span is not None:
                yield Stretch(span.start, span.end)


@dataclass(frozen=True)
class Coverage:
    """How much of an article is encoded.

    Attributes:
        document: the article.
        sentences: how many sentences it has.
        left: those that nobody has encoded, in reading order.
    """

    document: Document
    sentences: int
    left: tuple[Stretch, ...]

    @property
    def percent(self) -> float:
        """The share of its sentences that is encoded, in percent; 100 of none."""
        if not self.sentences:
            return 100.0
        return 100 * (self.sentences - len(self.left)) / self.sentences


def covered_share(kb: KnowledgeBase, document: Document) -> Coverage:
    """How much of an article is encoded: quoted by a claim or passage on which somebody has decided.

    Args:
        kb: the knowledge base.
        document: the article.
    """
    left = uncovered(document.text, _covered(kb, document, decided=True))
    return Coverage(document, len(sentences(document.text)), tuple(left))


class _Writing:
    """Writes skeletons, each node by a name of its own."""

    def __init__(self, kb: KnowledgeBase, document: Document) -> None:
        self._kb, self._document = kb, document
        self._taken: set[str] = set()
        self.new: dict[ox.NamedNode, ox.NamedNode] = {}

    def block(self, each: Skeleton | Passage) -> str:
        """A claim or passage in Turtle, with what is near to it in comments."""
        if isinstance(each, Passage):
            kind = says(KB("kind"), KB(each.kind))
            mark = "Does this passage state nothing to check?"
            return self._node(each.words, "NonClaim", [kind], mark)
        filed = each.filed
        near = "".join(self._comments(each.near, filed))
        if filed is None:
            mark = "What do these words state?"
            certainty = says(KB("certainty"), KB("Categorical"))
            return near + self._node(each.words, "Claim", [certainty], mark)
        proposition = "" if filed.on_file else self._proposition(filed)
        return near + proposition + self._claim(each, filed)

    def _claim(self, each: Skeleton, filed: Filed) -> str:
        said = filed.stated
        certainty = says(KB("certainty"), certainty_of(said))
        if isinstance(said, GivenFigure):
            values = value_triples(said.stated, filed.question)
            stated = [says(triple.predicate, triple.object) for triple in values]
            lines = [says(KB("gives"), filed.question), *stated, certainty]
            mark = "Do these words give this value of this quantity?"
        else:
            holds = "denies" if said.denies else "asserts"
            lines = [says(KB(holds), self.new.get(filed.question, filed.question)), certainty]
            mark = f"Do these words {'deny' if said.denies else 'state'} this?"
        return self._node(
            each.words, "Claim", lines, f"{mark} Read with confidence {said.confidence}."
        )

    def _node(self, words: Stretch, kind: str, lines: Sequence[Property], mark: str) -> str:
        document, prefixes = self._document, self._kb.names.prefixes
        told = told_apart(document, words)
        quote = told[0] if told is not None else None
        exact = words.of(document.text)
        node = free_node(self._kb, document, exact, self._taken)
        self._taken.add(node.value)
        return statement(
            node,
            KB(kind),
            says(KB("undecided"), mark),
            says(PROV("wasQuotedFrom"), ox.NamedNode(document.iri)),
            says(OA("exact"), exact),
            says(OA("prefix"), (quote and quote.prefix) or None),
            says(OA("suffix"), (quote and quote.suffix) or None),
            *lines,
            prefixes=prefixes,
        )

    def _proposition(self, filed: Filed) -> str:
        """A new proposition, unless it is written already."""
        said = filed.stated
        if filed.question in self.new or not isinstance(said, Candidate):
            return ""
        parts = (said.subject, said.relation, said.object)
        stem = "-".join(name_stem(part.value) for part in parts if part is not None)
        node = free_named(self._kb, stem, self._taken)
        self._taken.add(node.value)
        self.new[filed.question] = node
        return (
            statement(
                node,
                KB("Proposition"),
                says(KB("undecided"), "No proposition on file fits. Is this one right?"),
                [says(name, value) for name, value in stated_by(said)],
                prefixes=self._kb.names.prefixes,
            )
            + "\n"
        )

    def _comments(self, near: Sequence[Near], filed: Filed | None) -> Iterator[str]:
        prefixes = self._kb.names.prefixes
        if near:
            yield (
                "# Near to it:\n"
                if filed is not None
                else "# One of these, if it fits exactly, else a new one:\n"
            )
        for each in near:
            holds = "gives" if each.is_quantity else "asserts"
            phrase = escaped(" ".join(each.phrase.split()))
            yield f"#   kb:{holds} {term(each.node, prefixes)} ;    # {phrase}\n"
