"""Claims that deny, held to the words of their sentence: where no word speaks against anything, the opposite was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

import pyoxigraph as ox

from kbtool.knowledge.derive.left_out import any_of
from kbtool.rdf.namespaces import KB, RDFS, SKOS
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, objects, one, text, value
from kbtool.text.document import Document
from kbtool.text.stretch import Stretch
from kbtool.text.surroundings import Sentences

_DENIALS = ("denialWord", "clauseDenial", "phraseDenial", "denialBehind", "nullResult")
_EXCLUDING = (KB("singleValued"), KB("exclusiveObjects"), KB("exclusiveSubjects"))
_LINKS = frozenset(
    ("is", "are", "be", "of", "the", "a", "to", "for", "with", "in", "on", "by", "it")
)
_PREFIX = r"(?<![\w'-])(?:[Nn]on|[Uu]n(?!der|i|til))-?\w{4}"
"""Words that deny by how they begin: non-addictive, unlike."""


def denied_quads(
    store: ox.Store,
    documents: Mapping[ox.NamedNode, Document],
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch],
) -> Iterator[ox.Quad]:
    """A kb:deniedWithoutWord from each claim to what it denies, where neither its sentence nor what leads to it denies.

    And a kb:deniedBehindQuote where that is denied behind the quote alone.

    Of a relation that excludes others (kb:singleValued and its like), another value is denial enough, and of one that is
    denied by saying something else (kb:denyingTrigger, kb:deniedBySaying), that. Nothing is derived where the vocabulary
    has no words that speak against anything (kb:adverseWord of kb:denies).

    Args:
        store: the knowledge base.
        documents: its documents.
        stretches: where its quotes stand, by claim and document.
    """
    own = _words(store, KB("denies"), "adverseWord")
    if not own:
        return
    denials = chain.from_iterable(_words(store, None, name) for name in _DENIALS)
    words = {*own, *_words(store, KB("disputes"), "adverseWord"), *denials}
    against = re.compile(rf"{any_of(words, opening=True).pattern}|{_PREFIX}")
    before = any_of({*own, *_words(store, None, "clauseDenial")}, opening=True)
    texts: dict[str, Sentences] = {}
    for (node, iri), stretch in stretches.items():
        denied = one(store, node, KB("denies"))
        document = documents.get(ox.NamedNode(iri))
        if document is None or not isinstance(denied, ox.NamedNode):
            continue
        predicate = one(store, denied, KB("predicate"))
        excludes = any(text(store, predicate, name) in ("true", "1") for name in _EXCLUDING)
        if excludes or one(store, predicate, KB("deniedBySaying")) is not None:
            continue
        if iri not in texts:
            texts[iri] = Sentences(document.text)
        phrase = _named(store, denied, predicate)
        said = _plain(_said(texts[iri], stretch))
        ahead = _plain(_said(texts[iri], stretch, behind=False))
        around = before.finditer(_plain(texts[iri].context(stretch)))
        found = chain(around, against.finditer(said))
        denies = any(word[0].casefold() not in phrase for word in found)
        denying = _denying(store, predicate)
        if not denies and not denying & _word_set(said):
            yield ox.Quad(node, KB("deniedWithoutWord"), denied, DERIVED)
        elif not (denying - _word_set(phrase)) & _word_set(ahead) and not any(
            word[0].casefold() not in phrase
            for word in chain(
                before.finditer(_plain(texts[iri].context(stretch))), against.finditer(ahead)
            )
        ):
            yield ox.Quad(node, KB("deniedBehindQuote"), denied, DERIVED)


def _named(store: ox.Store, denied: Term, predicate: Term | None) -> str:
    """What a proposition is of, in words: "resistant" speaks against nothing in what is on resistant depression."""
    nodes = [one(store, denied, KB(name)) for name in ("subject", "object", "population")]
    labels = [text(store, node, SKOS("prefLabel")) for node in nodes]
    return " ".join((*filter(None, labels), text(store, predicate, RDFS("label")) or "")).casefold()


def _said(sentences: Sentences, stretch: Stretch, *, behind: bool = True) -> str:
    """The sentence of a quote, with the line that leads to its list; with what stands behind the quote, or without it."""
    around = sentences.around(stretch)
    said = (around.lead, around.before, stretch.of(sentences.text))
    return " ".join((*said, around.behind) if behind else said)


def _plain(words: str) -> str:
    """With typewriter apostrophes."""
    return words.replace("’", "'")


def _denying(store: ox.Store, predicate: Term | None) -> frozenset[str]:
    """The words of the phrases that deny a relation, without their gaps."""
    phrases = () if predicate is None else objects(store, predicate, KB("denyingTrigger"))
    plain = (re.sub(r"\{\w+\}", " ", value(phrase)) for phrase in phrases)
    return frozenset(word for phrase in plain for word in _word_set(phrase) if word not in _LINKS)


def _word_set(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", words.lower()))


def _words(store: ox.Store, node: ox.NamedNode | None, name: str) -> set[str]:
    return {value(quad.object) for quad in store.quads_for_pattern(node, KB(name), None, None)}
