"""The propositions and quantities on file that are nearest to what a sentence speaks of; nearness decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from rapidfuzz.fuzz import token_set_ratio

from kbtool.knowledge.labels import Labels
from kbtool.knowledge.statements import Statement, read_statements
from kbtool.prose.filled import Filled
from kbtool.prose.reading import Part
from kbtool.rdf.terms import Term
from kbtool.text.stretch import Stretch

_NAMED = 3.0
"""What a concept counts that the words name, against a likeness of 0 to 1."""

_MEANT = 2.0
"""What a predicate or measure counts of which a trigger stands in the words."""

_BEFORE = 1.0
"""What one counts that was named before."""


@dataclass(frozen=True)
class Near:
    """A proposition or quantity that is near to some words.

    Attributes:
        node: the proposition or quantity.
        phrase: how it reads.
        is_quantity: whether it is a quantity.
        score: how near it is; only its order means something.
    """

    node: ox.NamedNode
    phrase: str
    is_quantity: bool
    score: float


class Neighbors:
    """Finds what is nearest to some words.

    Args:
        store: the knowledge base.
        labels: how its propositions read.
    """

    def __init__(self, store: ox.Store, labels: Labels) -> None:
        self._labels = labels
        self._by_concept: dict[Term, list[Statement]] = defaultdict(list)
        self._concepts: dict[ox.NamedNode, frozenset[Term]] = {}
        for statement in read_statements(store):
            values = (value for values in statement.scope.values() for value in values)
            concepts = frozenset(
                each
                for each in (statement.subject, statement.object, *values)
                if isinstance(each, ox.NamedNode)
            )
            self._concepts[statement.iri] = concepts
            for concept in concepts:
                self._by_concept[concept].append(statement)

    def nearest(
        self,
        part: Part,
        words: Stretch,
        named: Iterable[ox.NamedNode],
        triggers: Iterable[Filled],
        *,
        figure: bool,
        number: int = 3,
    ) -> Sequence[Near]:
        """What is nearest to some words of a sentence, the nearest first.

        Args:
            part: the sentence in its place.
            words: the words.
            named: the concepts that they name.
            triggers: those in the sentence.
            figure: whether quantities are meant, and not propositions.
            number: how many.
        """
        here = frozenset[Term](named)
        meant = _relations(part, words, triggers)
        text = words.of(part.sentence.text)
        before = {each.mention.node for each in (*part.before.subjects, *part.before.heading)}
        concepts = here or before
        met = {each.iri: each for concept in concepts for each in self._by_concept.get(concept, ())}
        found = [
            self._near(statement, text, here, before, meant)
            for statement in met.values()
            if (statement.object is None) == figure
        ]
        return sorted(found, key=lambda near: (-near.score, near.node.value))[:number]

    def _near(
        self,
        statement: Statement,
        words: str,
        here: frozenset[Term],
        before: Iterable[Term],
        meant: frozenset[Term],
    ) -> Near:
        phrase = self._labels.label(statement.iri)
        concepts = self._concepts[statement.iri]
        named = len(concepts & here)
        told = len((concepts - here).intersection(before))
        likeness = token_set_ratio(words.casefold(), phrase.casefold()) / 100
        score = (_NAMED * named + _BEFORE * told) / len(concepts) + likeness
        score += _MEANT if statement.relation in meant else 0
        return Near(statement.iri, phrase, statement.object is None, score)


def _relations(part: Part, words: Stretch, triggers: Iterable[Filled]) -> frozenset[Term]:
    """The predicates and measures of which a trigger stands in some words of a sentence."""
    sentence = part.sentence
    return frozenset(
        filled.trigger.relation
        for filled in triggers
        if words.start <= sentence.tokens[filled.start].start
        and sentence.tokens[filled.end - 1].end <= words.end
    )
