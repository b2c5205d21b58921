"""Words of denial and of hedging in the quotes of claims, and around them, where a quote was cut.

Which words these are is knowledge: kb:denialWord and kb:hedgeWord in the vocabulary, and those beside them. A word in a
clause of its own (kb:clauseWord before it, "who have not responded") says nothing of the claim, unless the clause is what is
claimed ("studies show that ketamine may help"); nor does one in a turn of phrase (kb:turnOfPhrase, "not only").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, partial

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.knowledge.derive.clauses import NOTHING, Clauses, Named
from kbtool.knowledge.derive.left_out import Triggers, any_of
from kbtool.knowledge.labels import Labels, names_in_words
from kbtool.rdf.namespaces import KB, SKOS
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, objects, value
from kbtool.rdf.terms import named as nodes
from kbtool.text.document import Document
from kbtool.text.stretch import Stretch
from kbtool.text.surroundings import Sentences, Surroundings, is_heading


class Wording(Struct, frozen=True):
    """What the words of a quote, and those around it, say of how its statement is meant.

    Attributes:
        triggers: the words.
        clauses: tells whether a word stands in a clause that is not what is claimed.
        turns: matches a turn of phrase in which they mean something else.
        amounts: matches a word that says how often, or of how many, something is so.
        known: what was found in surroundings, which many quotes of one sentence share.
    """

    triggers: Triggers
    clauses: Clauses
    turns: re.Pattern[str]
    amounts: re.Pattern[str]
    known: dict[Surroundings, dict[str, str | None]] = field(default_factory=dict)

    def within(
        self,
        words: re.Pattern[str],
        quote: str,
        named: Callable[[], Named],
        *,
        hedges: bool = False,
    ) -> str | None:
        """The first such word of a quote that is said of its statement, if there is one.

        Args:
            words: the words.
            quote: the quote.
            named: reads what the statement is about.
            hedges: whether they are words of hedging.
        """
        plain = self._plain(quote)
        for found in words.finditer(plain):
            if self.clauses.states(plain, found, named, hedges=hedges):
                return found[0]
        return None

    def of(
        self,
        sentences: Sentences,
        stretch: Stretch,
        phrase: str,
        named: Callable[[], Named] = lambda: NOTHING,
        of_another: Iterable[str] = (),
    ) -> dict[str, str | None]:
        """What is derived of a claim, by the name of the property.

        Args:
            sentences: the text of the document.
            stretch: where the quote stands in it.
            phrase: how what the claim asserts or denies reads. Where it has such a word itself it says what the quote says.
            named: reads what that is about.
            of_another: words of the quote that are said of something else.
        """
        quote = stretch.of(sentences.text)
        for words in of_another:
            quote = quote.replace(words, " " * len(words))
        around = sentences.around(stretch)
        if around not in self.known:
            self.known[around] = self._left_out(around)
        left_out = dict(self.known[around])
        denial = self.within(self.triggers.denials, quote, named)
        hedge = self.within(self.triggers.hedges, quote, named, hedges=True)
        cut = left_out["denialBesideQuote"] if denial is None else None
        if denial or cut:
            left_out["denialAroundQuote"] = None
        if not denial:
            left_out["denialOfQuote"] = None
        if hedge:
            left_out["hedgeBesideQuote"] = None
        found = {**left_out, "denialInQuote": denial, "hedgeInQuote": hedge}
        for name, word in found.items():
            if name != "denialOfQuote" and word is not None and self._says(phrase, word):
                found[name] = None
        return {**found, "denialBesideQuote": cut}

    def _left_out(self, around: Surroundings) -> dict[str, str | None]:
        plain = Surroundings(*map(self._plain, (around.before, around.behind, around.lead)))
        triggers = self.triggers
        return {
            "denialBesideQuote": triggers.denial_beside(plain),
            "denialAroundQuote": triggers.denial_around(plain),
            "denialOfQuote": triggers.denial_before(plain),
            "hedgeBesideQuote": triggers.hedge_beside(plain),
            "conditionBesideQuote": triggers.condition(plain),
            "limitBesideQuote": triggers.limit(plain),
        }

    def _says(self, phrase: str, word: str) -> bool:
        """Whether a phrase says what a word does: denies or hedges too, or names what a limit names."""
        triggers = self.triggers
        denials = triggers.denials, triggers.phrase_denials
        if all(any(words.search(text) for words in denials) for text in (word, phrase)):
            return True
        if triggers.hedges.search(word):
            amount = self.amounts.search(word) is not None
            said = triggers.hedges.findall(phrase)
            if any(amount or self.amounts.search(each) is None for each in said):
                return True
        return word.split()[-1] in phrase.split()

    def _plain(self, words: str) -> str:
        """The words with typewriter apostrophes, and without turns of phrase."""
        return self.turns.sub(lambda turn: " " * len(turn[0]), words.replace("’", "'"))


def wording_quads(
    store: ox.Store,
    labels: Labels,
    documents: Mapping[ox.NamedNode, Document],
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch],
) -> Iterator[ox.Quad]:
    """Of each claim, the words of denial and of hedging in its quote, and those that it leaves out.

    Args:
        store: the knowledge base.
        labels: the phrases of its propositions.
        documents: its documents.
        stretches: where its quotes stand, by claim and document.
    """
    wording = read_wording(store)
    held = _held(store)

    @cache
    def named(question: ox.NamedNode) -> Named:
        return _named(store, question)

    texts: dict[str, Sentences] = {}
    for (node, iri), stretch in stretches.items():
        question = held.get(node)
        document = documents.get(ox.NamedNode(iri))
        if document is None or not isinstance(question, ox.NamedNode):
            continue
        if iri not in texts:
            texts[iri] = Sentences(document.text)
        about = partial(named, question)
        another = map(value, objects(store, node, KB("saidOfAnother")))
        found = wording.of(texts[iri], stretch, labels.phrase(question) or "", about, another)
        for name, word in found.items():
            if word is not None:
                yield ox.Quad(node, KB(name), ox.Literal(word), DERIVED)


def heading_quads(
    store: ox.Store,
    documents: Mapping[ox.NamedNode, Document],
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch],
) -> Iterator[ox.Quad]:
    """kb:asHeading of each claim whose quote is a heading.

    Args:
        store: the knowledge base.
        documents: its documents.
        stretches: where its quotes stand, by claim and document.
    """
    held = _held(store)
    for (node, iri), stretch in stretches.items():
        document = documents.get(ox.NamedNode(iri))
        if document is None or not isinstance(held.get(node), ox.NamedNode):
            continue
        if is_heading(document.text, stretch):
            yield ox.Quad(node, KB("asHeading"), ox.Literal(True), DERIVED)


def _held(store: ox.Store) -> dict[Term, Term]:
    """What each claim asserts, denies or gives."""
    return {
        quad.subject: quad.object
        for name in ("asserts", "denies", "gives")
        for quad in store.quads_for_pattern(None, KB(name), None, None)
    }


def read_wording(store: ox.Store) -> Wording:
    """The words that the vocabulary has for denials, hedges, conditions and limits."""

    def words(name: str) -> Collection[str]:
        quads: Iterable[ox.Quad] = store.quads_for_pattern(None, KB(name), None, None)
        return {
            q.object.value for q in quads if isinstance(q.object, ox.Literal) and q.object.value
        }

    clauses = any_of(words("clauseWord"))
    triggers = Triggers(
        denials=any_of(words("denialWord")),
        clause_denials=any_of(words("clauseDenial"), opening=True),
        phrase_denials=any_of(words("phraseDenial"), opening=True),
        denials_behind=any_of(words("denialBehind")),
        hedges=any_of(words("hedgeWord")),
        conditions=any_of(words("conditionWord"), opening=True),
        limits=any_of(words("limitingPhrase")),
        contrasts=any_of(words("contrastWord")),
        clauses=clauses,
    )
    return Wording(
        triggers,
        Clauses(clauses, any_of(words("clauseWordOfPeople"), opening=True)),
        any_of(words("turnOfPhrase")),
        any_of(words("modalPhrase")),
    )


def _called(store: ox.Store, node: ox.NamedNode) -> Iterator[str]:
    yield from names_in_words(store, node)
    for name in (SKOS("hiddenLabel"), KB("writtenAs")):
        yield from map(value, objects(store, node, name))


def _named(store: ox.Store, question: ox.NamedNode) -> Named:
    """What a proposition or quantity is about, by all names of it."""

    def names(*properties: str) -> re.Pattern[str]:
        parts = (each for name in properties for each in nodes(objects(store, question, KB(name))))
        called = {name for part in parts for name in _called(store, part) if name.strip()}
        return re.compile(any_of(called | {f"{name}s" for name in called}).pattern, re.IGNORECASE)

    return Named(names("subject"), names("object", "outcome"))
