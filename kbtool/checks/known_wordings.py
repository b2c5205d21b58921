"""Sentences of drafts that have the words of what is on file: what a check proposes to write, and what evidence found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

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
        self._by_first: dict[Words, set[Words]] = defaultdict(set)
        for said in _said(kb):
            for words in {_words(said), _words(ASIDE.sub("", said))}:
                if words:
                    self._by_first[words[:2]].add(words)

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
        known = [
            words for words in self._by_first.get(spelt[:2], ()) if spelt[: len(words)] == words
        ]
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


def _said(kb: KnowledgeBase) -> Iterator[str]:
    """What a check proposes to write in the place of claims, and what evidence that decides found, if that says enough."""
    for quad in kb.store.quads_for_pattern(None, KB("passingWording"), None):
        yield value(quad.object)
    for quad in kb.store.quads_for_pattern(None, KB("decisive"), ox.Literal(True)):
        for item in objects(kb.store, quad.subject, KB("evidence")):
            for found in objects(kb.store, item, KB("finding")):
                if len(_words(value(found))) >= FEWEST:
                    yield value(found)


def _words(said: str) -> Words:
    return tuple(token.word for token in tokens_of(level_text(said)) if _counts(token))


def _counts(token: Token) -> bool:
    """Whether a token is more than a mark between words: a sign of a figure is."""
    return token.is_word or token.word in _SIGNS
