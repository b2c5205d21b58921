"""Words of a quote that say how many, how often, how strictly or in which degree, held to what its claim states.

Which words these are is data: kb:modalPhrase and kb:denyingPhrase of the values of modal qualifiers, wherever they stand,
and kb:modalWord and kb:denyingWord, where they stand before what is counted (kb:countedNoun of the qualifier): "most
patients", and not "the most effective". A claim states what such a word says by the qualifier, or by the words of its
predicate or concepts ("is common in", "requires").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.derive.modal_words import (
    NEVER,
    ModalWords,
    Value,
    read_modal_words,
    words_of,
)
from kbtool.knowledge.labels import Labels, names_in_words
from kbtool.knowledge.statements import Statement, read_statement
from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import KB, OA, RDF
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, instances, named, value
from kbtool.text.document import Document
from kbtool.text.stretch import Stretch
from kbtool.text.surroundings import Sentences

_LEADS_ON = re.compile(r"\s+(?:in|for|among)\s+")
"""What stands between a quote and those behind it of whom it is said: "improves pain | in most patients"."""


def modal_quads(
    store: ox.Store,
    labels: Labels,
    documents: Mapping[ox.NamedNode, Document],
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch],
) -> Iterator[ox.Quad]:
    """Of each claim, the modal words of its quote, and right beside it, that it does not state, those that it states and the
    quote lacks, and the words by which its document limits it that nothing in what it states stands for.

    Args:
        store: the knowledge base.
        labels: how its nodes read.
        documents: its documents.
        stretches: where its quotes stand, by claim and document.
    """
    places = {node: (iri, stretch) for (node, iri), stretch in stretches.items()}
    texts: dict[str, Sentences] = {}
    known = read_modal_words(store)
    modal = {
        quad.subject
        for qualifier in known.qualifiers
        for quad in store.quads_for_pattern(None, qualifier, None, None)
    }
    qualifiers = instances(store, KB("Qualifier"))
    columns = Columns(store)

    @cache
    def statement(node: ox.NamedNode) -> tuple[Statement | None, str]:
        """What claims state, which often is the same, and in words."""
        stated = read_statement(store, node, qualifiers)
        return stated, "" if stated is None else _said(store, stated, labels)

    for quad in store.quads_for_pattern(None, RDF("type"), KB("Claim"), None):
        claim = quad.subject
        held = [
            (r, n)
            for r in ("asserts", "denies", "gives")
            for n in named(columns.objects(claim, KB(r)))
        ]
        if len(held) != 1 or not isinstance(claim, ox.NamedNode):
            continue
        relation, node = held[0]
        quote = _plain(" ".join(value(term) for term in columns.objects(claim, OA("exact"))))
        scopes = [value(term) for term in columns.objects(claim, KB("scopeAsStated"))]
        other = [value(term) for term in columns.objects(claim, KB("saidOfAnother"))]
        near = known.may_occur(_near(claim, places, documents))
        if not (near or scopes or other or known.may_occur(quote) or node in modal):
            continue
        stated, said = statement(node)
        if stated is None or not quote:
            continue
        reading = _Reading(known, stated, relation == "denies", said)
        certainty = frozenset(columns.objects(claim, KB("certainty")))
        lost = list(reading.not_stated(quote, other, certainty))
        for word in lost:
            yield ox.Quad(claim, KB("modalityNotStated"), ox.Literal(word), DERIVED)
        if near:
            iri, stretch = places[claim]
            if iri not in texts:
                texts[iri] = Sentences(documents[ox.NamedNode(iri)].text)
            for word in reading.beside(texts[iri], stretch, other, certainty):
                yield ox.Quad(claim, KB("modalityBesideQuote"), ox.Literal(word), DERIVED)
        for term in reading.not_worded(" ".join([quote, *scopes])):
            yield ox.Quad(claim, KB("modalityNotWorded"), term, DERIVED)
        for words in other:
            if not reading.is_modal(words) or words.casefold() not in quote.casefold():
                yield ox.Quad(claim, KB("saidOfAnotherInVain"), ox.Literal(words), DERIVED)
        for words in scopes:
            told = any(word.casefold() in _plain(words).casefold() for word in lost)
            if not told and not reading.models(_plain(words)):
                yield ox.Quad(claim, KB("scopeNotModelled"), ox.Literal(words), DERIVED)


class _Reading(Struct, frozen=True):
    """What a claim states, to which its words are held."""

    known: ModalWords
    stated: Statement
    denies: bool
    said: str

    def not_stated(
        self, text: str, other: Iterable[str], certainty: frozenset[Term]
    ) -> Iterator[str]:
        """The modal words of a text that nothing in the statement says.

        Args:
            text: the text, such as the quote.
            other: words in it that are said of something else.
            certainty: the certainty of the claim.
        """
        for match in self._unsaid(text, other, certainty):
            yield " ".join(match["said"].split())

    def beside(
        self,
        sentences: Sentences,
        quote: Stretch,
        other: Iterable[str],
        certainty: frozenset[Term],
    ) -> Iterator[str]:
        """The modal words right before a quote, or of whom behind it, that nothing in the statement says.

        Args:
            sentences: the text of the document.
            quote: where the quote stands in it.
            other: words that are said of something else.
            certainty: the certainty of the claim.
        """
        around = sentences.around(quote)
        words = quote.of(sentences.text)
        whole = _plain(f"{around.before}{words}{around.behind}")
        begin, end = len(around.before), len(around.before) + len(words)
        for match in self._unsaid(whole, other, certainty):
            before = match.start() < begin and not whole[match.end() : begin].strip()
            behind = match.end() > end and _LEADS_ON.fullmatch(whole, end, match.start())
            if before or (behind and match.start() >= end):
                yield " ".join(match["said"].split())

    def _unsaid(
        self, text: str, other: Iterable[str], certainty: frozenset[Term]
    ) -> Iterator[re.Match[str]]:
        for word in other:
            text = re.sub(re.escape(word), " " * len(word), text, flags=re.IGNORECASE)
        present = words_of(text)
        allowed = self.known.of_kind.get(_kind(self.stated), frozenset())
        found = [
            (match, each, denying)
            for each in self.known.values
            if each.qualifier in allowed and not each.longest.isdisjoint(present)
            for words, denying in ((each.words, False), (each.denials, True))
            for match in words.finditer(text)
        ]
        said = {
            (match.start(), match.end())
            for match, each, denying in found
            if self._states(each, denying, certainty)
            and (denying or not self._denied_instead(each, text, match))
        }
        for match, _, _ in found:
            place = match.start(), match.end()
            if place not in said and not any(_holds(other, match) for other, _, _ in found):
                said.add(place)
                yield match

    def not_worded(self, words: str) -> Iterator[ox.NamedNode]:
        """The modal values that are stated, and of which no word says so."""
        for each in self.known.values:
            if each.node not in self.stated.scope.get(each.qualifier, ()):
                continue
            if each.words is NEVER:
                continue
            if not (each.words.search(words) or each.denials.search(words)):
                yield each.node

    def is_modal(self, words: str) -> bool:
        """Whether words are those of a modal value, or hold them."""
        return any(
            pattern.search(f"{words} people")
            for each in self.known.values
            for pattern in (each.words, each.denials)
        )

    def models(self, words: str) -> bool:
        """Whether something in the statement stands for words that limit it: a qualifier, or a word that both have."""
        for each in self.known.values:
            if any(p.search(f"{words} people") for p in (each.words, each.denials)) and (
                each.node in self.stated.scope.get(each.qualifier, ())
                or each.words.search(self.said)
                or self._implied(each)
            ):
                return True
        mine, theirs = (_stems(text, self.known.small) for text in (self.said, words))
        return not theirs or bool(mine & theirs)

    def _denied_instead(self, each: Value, text: str, match: re.Match[str]) -> bool:
        """Whether the claim denies the word, and the text does not: "most do not" is more than "not most"."""
        stated = each.node in self.stated.scope.get(each.qualifier, ())
        if not (self.denies and stated and each.ranges) or each.certainty:
            return False
        return _NOT.search(text, 0, match.start()) is None

    def _implied(self, each: Value) -> bool:
        """Whether the predicate says so by what it is: "some" where it holds of all that it holds of a part of, and "mainly"
        where no second object goes with it.
        """
        relation = self.stated.relation
        return (each.weakest and relation in self.known.existential) or (
            each.of_one_object and relation in self.known.exclusive
        )

    def _states(self, each: Value, denying: bool, certainty: frozenset[Term]) -> bool:
        if each.words.search(self.said) or (denying and each.denials.search(self.said)):
            return not denying or self.denies or bool(each.denials.search(self.said))
        if each.node in self.stated.scope.get(each.qualifier, ()):
            return self.denies or not denying
        if not denying and self._implied(each):
            return True
        return (
            not denying
            and bool(each.certainty & certainty)
            and self.stated.relation not in self.known.existential
        )


_NOT = re.compile(r"(?:\b(?:not|no|never|nor|without)|n't)\s+(?:\w+\s+)?$", re.IGNORECASE)
_CONTENT = re.compile(r"[^\W\d_]{3,}")


def _holds(whole: re.Match[str], part: re.Match[str]) -> bool:
    """Whether one match lies inside of another and is shorter: "typically" in "not typically"."""
    within = whole.start() <= part.start() and part.end() <= whole.end()
    return within and len(part[0]) < len(whole[0])


def _plain(text: str) -> str:
    """A text with typewriter apostrophes, so that "each patient’s" is one word."""
    return text.replace("’", "'")


_NEAR = 60
"""So many characters to each side of a quote a word right beside it may take."""


def _near(
    claim: ox.NamedNode,
    places: Mapping[ox.NamedNode, tuple[str, Stretch]],
    documents: Mapping[ox.NamedNode, Document],
) -> str:
    """What stands right before a quote and right behind it; nothing, where it is not found."""
    iri, stretch = places.get(claim, (None, None))
    document = None if iri is None else documents.get(ox.NamedNode(iri))
    if document is None or stretch is None:
        return ""
    text = document.text
    before = text[max(0, stretch.start - _NEAR) : stretch.start]
    return f"{before} {text[stretch.end : stretch.end + _NEAR]}"


def _kind(statement: Statement) -> Term:
    return KB("Quantity") if statement.object is None else KB("Proposition")


def _said(store: ox.Store, stated: Statement, labels: Labels) -> str:
    """A statement in words, with every name of what it is made of."""
    parts = (
        stated.subject,
        stated.object,
        *(v for values in stated.scope.values() for v in values),
    )
    names = [name for part in named(parts) for name in names_in_words(store, part)]
    return " . ".join([labels.phrase(stated.iri) or "", *names])


def _stems(text: str, small: frozenset[str]) -> frozenset[str]:
    """The words of a text with content of their own, without their endings."""
    return frozenset(w[:5] for w in _CONTENT.findall(text.casefold()) if w not in small)
