"""Words of denial and of hedging in the quotes of claims, and around them, where a quote was cut.

Which words these are is knowledge: kb:denialWord and kb:hedgeWord in the vocabulary, and those beside them. A word in a
clause of its own (kb:clauseWord before it, "who have not responded") says nothing of the claim, nor does one in a turn of
phrase (kb:turnOfPhrase, "not only").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kbtool.knowledge.derive.left_out import Triggers, any_of
from kbtool.knowledge.labels import Labels
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.text.document import Document
from kbtool.text.stretch import Stretch
from kbtool.text.surroundings import Sentences, Surroundings


@dataclass(frozen=True)
class Wording:
    """What the words of a quote, and those around it, say of how its statement is meant.

    Attributes:
        triggers: the words.
        clauses: matches a word that begins a clause of its own.
        turns: matches a turn of phrase in which they mean something else.
        known: what was found in surroundings, which many quotes of one sentence share.
    """

    triggers: Triggers
    clauses: re.Pattern[str]
    turns: re.Pattern[str]
    known: dict[Surroundings, dict[str, str | None]] = field(default_factory=dict)

    def within(self, words: re.Pattern[str], quote: str) -> str | None:
        """The first such word of a quote that is said of its statement, if there is one."""
        plain = self._plain(quote)
        found = words.search(plain)
        if found is None or self.clauses.search(plain, 0, found.start()):
            return None
        return found[0]

    def of(self, sentences: Sentences, stretch: Stretch, phrase: str) -> dict[str, str | None]:
        """What is derived of a claim, by the name of the property.

        Args:
            sentences: the text of the document.
            stretch: where the quote stands in it.
            phrase: how what the claim asserts or denies reads. Where it has such a word itself it says what the quote says.
        """
        quote = stretch.of(sentences.text)
        around = sentences.around(stretch)
        if around not in self.known:
            self.known[around] = self._left_out(around)
        left_out = dict(self.known[around])
        denial = self.within(self.triggers.denials, quote)
        hedge = self.within(self.triggers.hedges, quote)
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
        for words in (triggers.denials, triggers.phrase_denials, triggers.hedges):
            if words.search(word) and words.search(phrase):
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
    """Of each claim, the words of denial and of hedging in its quote, those that it leaves out, and whether it is a heading.

    Args:
        store: the knowledge base.
        labels: the phrases of its propositions.
        documents: its documents.
        stretches: where its quotes stand, by claim and document.
    """
    wording = read_wording(store)
    held = {
        quad.subject: quad.object
        for name in ("asserts", "denies", "gives")
        for quad in store.quads_for_pattern(None, KB(name), None, None)
    }
    texts: dict[str, Sentences] = {}
    for (node, iri), stretch in stretches.items():
        question = held.get(node)
        document = documents.get(ox.NamedNode(iri))
        if document is None or not isinstance(question, ox.NamedNode):
            continue
        if iri not in texts:
            texts[iri] = Sentences(document.text)
        found = wording.of(texts[iri], stretch, labels.phrase(question) or "")
        for name, word in found.items():
            if word is not None:
                yield ox.Quad(node, KB(name), ox.Literal(word), DERIVED)
        if texts[iri].is_heading(stretch):
            yield ox.Quad(node, KB("asHeading"), ox.Literal(True), DERIVED)


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
    return Wording(triggers, clauses, any_of(words("turnOfPhrase")))
