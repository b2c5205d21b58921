"""Sentences of drafts that have the words of what is on file: what a check proposes to write, and what evidence found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.slices.marks import ASIDE, FEWEST
from kbtool.prose.progress import Part
from kbtool.rdf.namespaces import KB, RDFS
from kbtool.rdf.terms import instances, objects, value
from kbtool.text.stretch import Stretch
from kbtool.text.tokens import Token, tokens_of
from kbtool.text.typography import level_text

_SIGNS = frozenset("<>=≤≥±+-−–%×~")
_ENDS = frozenset(",;:.(")
"""What may follow the words of what is on file where more follows."""
_LONG = 24
"""Characters in which two words stand, as a rule."""

Words = tuple[str, ...]


class KnownWordings:
    """Finds sentences that say in the words of the knowledge base what it says.

    Args:
        kb: the knowledge base.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._references = [
            level_text(value(label)).casefold()
            for reference in instances(kb.store, KB("Reference"))
            for label in objects(kb.store, reference, RDFS("label"))
        ]
        self._by_first: dict[Words, set[tuple[str, str, int]]] = defaultdict(set)
        for said, fewest in _said(kb):
            for part in {said, ASIDE.sub("", said)}:
                self._by_first[_first_words(part)].add((part, said, fewest))
        self._beginning: Callable[[Words], frozenset[Words]] = cache(self._all_words)

    def _all_words(self, first: Words) -> frozenset[Words]:
        """The words of what is on file that begins with some: of what no sentence begins with they are not asked for."""
        return frozenset(
            words
            for part, said, fewest in self._by_first.get(first, ())
            if (words := _words(part)) and len(_words(said)) >= fewest
        )

    def rest_of(self, part: Part) -> tuple[Stretch, ...] | None:
        """What a sentence has besides such words, with which it begins: nothing, where it has no others; None, if it does
        not begin with them, or if it is not stated.

        Args:
            part: the sentence in its place.
        """
        sentence = part.sentence
        stands = sentence.told is None or sentence.told.is_true
        if not stands or sentence.is_question or sentence.leads or sentence.possible:
            return None
        text, stretch = sentence.text, sentence.stretch
        tokens = [token for token in tokens_of(text, stretch) if _counts(token)]
        spelt = tuple(token.word for token in tokens)
        known = [words for words in self._beginning(spelt[:2]) if spelt[: len(words)] == words]
        if not known:
            return None
        longest = max(map(len, known))
        begins = tokens[longest - 1].end
        begins += self._reference_at(Stretch(begins, stretch.end).of(text))
        rest = Stretch(begins, stretch.end).of(text).strip()
        if not rest.strip("."):
            return ()
        left = [token for token in tokens[longest:] if token.start >= begins]
        if rest[0] not in _ENDS or not left:
            return None
        return (Stretch(left[0].start, left[-1].end),)

    def _reference_at(self, rest: str) -> int:
        """How long the name of a reference in brackets is with which a text begins; 0, if it does not."""
        aside = ASIDE.match(rest)
        named = level_text(aside[1]).casefold().strip() if aside else ""
        is_one = bool(named) and any(label.startswith(named) for label in self._references)
        return aside.end() if aside and is_one else 0


def _said(kb: KnowledgeBase) -> Iterator[tuple[str, int]]:
    """What a check proposes to write in the place of claims, and what evidence that decides found; each with how many
    words it says enough.
    """
    for quad in kb.store.quads_for_pattern(None, KB("passingWording"), None):
        yield value(quad.object), 0
    for quad in kb.store.quads_for_pattern(None, KB("decisive"), ox.Literal(True)):
        for item in objects(kb.store, quad.subject, KB("evidence")):
            for found in objects(kb.store, item, KB("finding")):
                yield value(found), FEWEST


def _first_words(said: str) -> Words:
    """The first two words of what is said; no word reaches over a space, so that the rest is not read."""
    text = level_text(said)
    end = text.find(" ", _LONG)
    found = _words_in(text, Stretch(0, end)) if end >= 0 else ()
    return (found if len(found) > 1 else _words_in(text))[:2]


def _words(said: str) -> Words:
    return _words_in(level_text(said))


def _words_in(text: str, stretch: Stretch | None = None) -> Words:
    return tuple(token.word for token in tokens_of(text, stretch) if _counts(token))


def _counts(token: Token) -> bool:
    """Whether a token is more than a mark between words: a sign of a figure is."""
    return token.is_word or token.word in _SIGNS
