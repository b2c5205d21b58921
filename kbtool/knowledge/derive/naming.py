"""Quotes held to what their claims are about: whether the article names it there, or names something else instead.

Names are labels and alternative labels, those of broader and narrower concepts too. A pronoun, an item of a list and a
heading are normal, so the rest of the sentence and what a reader has just read count as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.derive.content_words import content_words
from kbtool.rdf.namespaces import KB, RDFS, SKOS
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, named, objects, value
from kbtool.text.document import Document
from kbtool.text.naming import Names, Words
from kbtool.text.stretch import Stretch
from kbtool.text.surroundings import Sentences

_HELD = ("asserts", "denies", "gives")
_BOUNDARY_BEFORE = re.compile(
    r"(?:^|[\n\r]\s*[-*+]|[\n\r•,;:(–—“\"]|\b(?:and|or|as|including|like))\s*$"
)
_BOUNDARY_BEHIND = re.compile(r"\s*(?:$|[\n\r,;:)–—.!?”\"]|(?:and|or)\b)")
_LONGEST = 2000
"""Characters of the longest quote that is looked at for others that overlap it."""


class _Claim(Struct, frozen=True):
    node: ox.NamedNode
    iri: str
    stretch: Stretch
    question: ox.NamedNode
    gives: bool


class _About:
    """What propositions and quantities are about, in words.

    Args:
        store: the knowledge base.
        words: reads names.
    """

    def __init__(self, store: ox.Store, words: Words) -> None:
        self._store = store
        self._words = words
        self._near: dict[ox.NamedNode, frozenset[ox.NamedNode]] = {}
        self._own: dict[ox.NamedNode, frozenset[str]] = {}
        self._around: dict[ox.NamedNode, frozenset[str]] = {}
        self._parts: dict[tuple[ox.NamedNode, str], ox.NamedNode | None] = {}

    @cached_property
    def names(self) -> Names[ox.NamedNode]:
        """The concepts by their names."""
        labels: dict[ox.NamedNode, list[str]] = defaultdict(list)
        for name in ("prefLabel", "altLabel"):
            for quad in self._store.quads_for_pattern(None, SKOS(name), None, None):
                if isinstance(quad.subject, ox.NamedNode):
                    labels[quad.subject].append(value(quad.object))
        return Names(labels, self._words)

    @cached_property
    def objects_of_subjects(self) -> Mapping[Term, frozenset[ox.NamedNode]]:
        """The objects of the propositions on each subject."""
        found: dict[Term, set[ox.NamedNode]] = defaultdict(set)
        subjects = {
            quad.subject: quad.object
            for quad in self._store.quads_for_pattern(None, KB("subject"), None, None)
        }
        for quad in self._store.quads_for_pattern(None, KB("object"), None, None):
            if isinstance(quad.object, ox.NamedNode) and quad.subject in subjects:
                found[subjects[quad.subject]].add(quad.object)
        return {subject: frozenset(each) for subject, each in found.items()}

    @cached_property
    def qualifiers(self) -> frozenset[Term]:
        """The properties that narrow a scope."""
        kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        quads = self._store.quads_for_pattern(None, kind, KB("Qualifier"), None)
        return frozenset(quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode))

    def part(self, question: ox.NamedNode, name: str) -> ox.NamedNode | None:
        """The subject, object, predicate or measure of a proposition or quantity."""
        key = (question, name)
        if key not in self._parts:
            self._parts[key] = next(named(objects(self._store, question, KB(name))), None)
        return self._parts[key]

    def scope(self, question: ox.NamedNode) -> list[ox.NamedNode]:
        """The concepts that qualify a proposition or quantity."""
        quads = self._store.quads_for_pattern(question, None, None, None)
        return [
            quad.object
            for quad in quads
            if quad.predicate in self.qualifiers and isinstance(quad.object, ox.NamedNode)
        ]

    def near(self, concept: ox.NamedNode) -> frozenset[ox.NamedNode]:
        """A concept with all that are broader or narrower."""
        if concept not in self._near:
            self._near[concept] = self._closure(concept, up=True) | self._closure(concept, up=False)
        return self._near[concept]

    def words(self, concept: ox.NamedNode) -> frozenset[str]:
        """The words of a concept's own names."""
        if concept not in self._own:
            names = (SKOS("prefLabel"), SKOS("altLabel"))
            labels = [value(t) for name in names for t in objects(self._store, concept, name)]
            self._own[concept] = frozenset(w for label in labels for w in self._words.of(label))
        return self._own[concept]

    def words_near(self, concept: ox.NamedNode) -> frozenset[str]:
        """The words of the names of a concept, and of all that are broader or narrower."""
        if concept not in self._around:
            words = (word for one in self.near(concept) for word in self.words(one))
            self._around[concept] = frozenset(words)
        return self._around[concept]

    def words_of_relation(self, relation: ox.NamedNode) -> frozenset[str]:
        """The words of a predicate or measure."""
        names = (KB("phrase"), KB("negatedPhrase"), RDFS("label"))
        texts = [value(t) for name in names for t in objects(self._store, relation, name)]
        plain = (re.sub(r"\{\w+\}", " ", text) for text in texts)
        return frozenset(word for text in plain for word in self._words.of(text))

    def _closure(self, concept: ox.NamedNode, *, up: bool) -> frozenset[ox.NamedNode]:
        seen, waiting = {concept}, [concept]
        while waiting:
            at = waiting.pop()
            pattern = (at, SKOS("broader"), None, None) if up else (None, SKOS("broader"), at, None)
            for quad in self._store.quads_for_pattern(*pattern):
                other = quad.object if up else quad.subject
                if isinstance(other, ox.NamedNode) and other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return frozenset(seen)


def naming_quads(
    store: ox.Store,
    documents: Mapping[ox.NamedNode, Document],
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch],
) -> Iterator[ox.Quad]:
    """Of each claim whose quote does not name what it is about: what is not named, or is named instead.

    Nothing is derived where the vocabulary has no words that name nothing (kb:functionWord).

    Args:
        store: the knowledge base.
        documents: its documents.
        stretches: where its quotes stand, by claim and document.
    """
    words = content_words(store)
    if words is None:
        return
    about = _About(store, words)
    texts = {iri.value: Sentences(document.text) for iri, document in documents.items()}
    claims = list(_claims(store, stretches))
    places: dict[str, list[_Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.stretch):
        places[claim.iri].append(claim)
    for claim in claims:
        if claim.iri in texts:
            sentences = texts[claim.iri]
            for name, found in _of_claim(claim, sentences, words, about, places[claim.iri]):
                yield ox.Quad(claim.node, KB(name), found, DERIVED)


def _claims(
    store: ox.Store, stretches: Mapping[tuple[ox.NamedNode, str], Stretch]
) -> Iterator[_Claim]:
    held = {
        quad.subject: (name, quad.object)
        for name in _HELD
        for quad in store.quads_for_pattern(None, KB(name), None, None)
    }
    for (node, iri), stretch in stretches.items():
        name, question = held.get(node, ("", None))
        if isinstance(question, ox.NamedNode):
            yield _Claim(node, iri, stretch, question, name == "gives")


def _of_claim(
    claim: _Claim, sentences: Sentences, words: Words, about: _About, beside: list[_Claim]
) -> Iterator[tuple[str, Term]]:
    quote = claim.stretch.of(sentences.text)
    said = words.of(quote)
    own = frozenset(said)
    subject = about.part(claim.question, "subject")
    if not own and not any(map(str.isdigit, quote)):
        yield "quoteWithoutContent", ox.Literal(quote)
        return
    if subject is None:
        return
    if claim.gives:
        relation = about.part(claim.question, "measure")
        if own & about.words_near(subject):
            return
        parts = frozenset().union(
            about.words_of_relation(relation) if relation else (),
            *map(about.words_near, (subject, *about.scope(claim.question))),
        )
        if parts and not parts & (own | _around(claim, sentences, words)):
            yield "notNamed", subject
        return
    held = about.part(claim.question, "object")
    if held is None or not about.words(held) or own & _told_by(about, held, subject):
        return
    if own and own <= about.words_near(subject) and not _is_delimited(claim, sentences):
        yield "quoteNamesOnly", subject
        return
    if len(quote.split()) == 1 and not _is_delimited(claim, sentences):
        yield "quoteWithoutContent", ox.Literal(quote)
        return
    if not about.words_near(held) & _around(claim, sentences, words):
        yield "notNamed", held
        return
    for other in _instead(claim, said, subject, held, about, beside):
        yield "notNamed", held
        yield "namesInstead", other


def _told_by(about: _About, held: ox.NamedNode, subject: ox.NamedNode) -> frozenset[str]:
    """The words that name an object: its own, and those of what lies around it that do not name the subject as well."""
    return about.words(held) | (about.words_near(held) - about.words(subject))


def _around(claim: _Claim, sentences: Sentences, words: Words) -> frozenset[str]:
    """The words of the rest of the quote's sentence, and of what a reader has just read."""
    around = sentences.around(claim.stretch)
    said = (around.before, around.behind, sentences.context(claim.stretch))
    return frozenset(word for text in said for word in words.of(text))


def _instead(
    claim: _Claim,
    said: tuple[str, ...],
    subject: ox.NamedNode,
    held: ox.NamedNode,
    about: _About,
    beside: list[_Claim],
) -> list[ox.NamedNode]:
    """The objects of other propositions on the subject that the quote names, and that no claim beside it is about."""
    scope = about.scope(claim.question)
    parts = (held, subject, *scope)
    mine = frozenset().union(*map(about.words_near, parts))
    related = {one for each in parts for one in about.near(each)}
    named_there = about.names.named_in(said) & about.objects_of_subjects.get(subject, frozenset())
    others = {one for one in named_there - related if not about.words(one) & mine}
    if not others:
        return []
    elsewhere = {
        about.part(other.question, name)
        for other in _overlapping(claim, beside)
        for name in ("subject", "object")
    }
    return sorted(others - elsewhere, key=lambda node: node.value)[:1]


def _overlapping(claim: _Claim, beside: list[_Claim]) -> Iterator[_Claim]:
    """Other claims whose quotes overlap that of a claim."""
    start, end = claim.stretch
    first = bisect_left(beside, start - _LONGEST, key=lambda other: other.stretch.start)
    last = bisect_right(beside, end, key=lambda other: other.stretch.start)
    for other in beside[first:last]:
        if other.node != claim.node and other.stretch.end > start and other.stretch.start < end:
            yield other


def _is_delimited(claim: _Claim, sentences: Sentences) -> bool:
    """Whether the quote is an item of its own: of a list, between commas, before a colon."""
    start, end = claim.stretch
    before, behind = sentences.text[max(0, start - 20) : start], sentences.text[end : end + 20]
    return bool(_BOUNDARY_BEFORE.search(before) and _BOUNDARY_BEHIND.match(behind))
