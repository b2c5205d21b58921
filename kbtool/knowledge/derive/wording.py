"""Words of denial and of hedging in the quotes of claims, and right beside them, where a quote was cut.

Which words these are is knowledge: kb:denialWord and kb:hedgeWord in the vocabulary. A word in a clause of its own
(kb:clauseWord before it, "who have not responded") says nothing of the claim, nor does one in a turn of phrase
(kb:turnOfPhrase, "not only").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kbtool.knowledge.labels import Labels
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.text.document import Document
from kbtool.text.stretch import Stretch

WORDS_BEFORE = 3
"""How many words before a quote are read; a denial further away may be of something else."""

_REACH = 60
_BREAK = re.compile(r"[.,;:!?()\n\r–—•“”\"]")
_NONE = re.compile(r"(?!)")


@dataclass(frozen=True)
class Signal:
    """Words that say how a statement is meant.

    Attributes:
        words: matches one of them.
        clauses: matches a word that begins a clause of its own.
        turns: matches a turn of phrase in which they mean something else.
    """

    words: re.Pattern[str]
    clauses: re.Pattern[str]
    turns: re.Pattern[str]

    def within(self, quote: str) -> str | None:
        """The first such word of a quote that is said of its statement, if there is one."""
        plain = self._plain(quote)
        found = self.words.search(plain)
        if found is None or self.clauses.search(plain, 0, found.start()):
            return None
        return found[0]

    def beside(self, text: str, quote: Stretch) -> str | None:
        """Such a word that a quote leaves out: among the last ones before it, or the next one behind it.

        Args:
            text: the document.
            quote: where the quote stands in it.
        """
        before = self._plain(_BREAK.split(text[max(0, quote.start - _REACH) : quote.start])[-1])
        near = " ".join(before.split()[-WORDS_BEFORE:])
        behind = self._plain(text[quote.end : quote.end + _REACH])
        after = self.words.match(behind.lstrip(" "))
        found = self.words.search(near) or after
        return found[0] if found else None

    def _plain(self, words: str) -> str:
        """The words with typewriter apostrophes, and without turns of phrase."""
        return self.turns.sub(lambda turn: " " * len(turn[0]), words.replace("’", "'"))


def wording_quads(
    store: ox.Store,
    labels: Labels,
    documents: Mapping[ox.NamedNode, Document],
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch],
) -> Iterator[ox.Quad]:
    """Of each claim, the word of denial in its quote or beside it, and that of hedging in its quote.

    Where what it asserts or denies has such a word in its own phrase, none is given: the phrase says what the quote says.

    Args:
        store: the knowledge base.
        labels: the phrases of its propositions.
        documents: its documents.
        stretches: where its quotes stand, by claim and document.
    """
    denial, hedge = _signal(store, "denial"), _signal(store, "hedge")
    held = {
        quad.subject: quad.object
        for name in ("asserts", "denies", "gives")
        for quad in store.quads_for_pattern(None, KB(name), None, None)
    }
    for (node, iri), stretch in stretches.items():
        question = held.get(node)
        document = documents.get(ox.NamedNode(iri))
        if document is None or not isinstance(question, ox.NamedNode):
            continue
        quote = stretch.of(document.text)
        found = {
            "denialInQuote": (denial, denial.within(quote)),
            "denialBesideQuote": (denial, denial.beside(document.text, stretch)),
            "hedgeInQuote": (hedge, hedge.within(quote)),
        }
        for name, (signal, word) in found.items():
            if word is not None and not signal.words.search(labels.phrase(question) or ""):
                yield ox.Quad(node, KB(name), ox.Literal(word), DERIVED)


def _signal(store: ox.Store, name: str) -> Signal:
    return Signal(
        _any_of(_stated(store, f"{name}Word")),
        _any_of(_stated(store, "clauseWord")),
        _any_of(_stated(store, "turnOfPhrase")),
    )


def _stated(store: ox.Store, name: str) -> Collection[str]:
    quads: Iterable[ox.Quad] = store.quads_for_pattern(None, KB(name), None, None)
    return {q.object.value for q in quads if isinstance(q.object, ox.Literal) and q.object.value}


def _any_of(words: Collection[str]) -> re.Pattern[str]:
    """Matches any of some words as whole words; as they are written, or with a capital for emphasis."""
    if not words:
        return _NONE
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w'])")
