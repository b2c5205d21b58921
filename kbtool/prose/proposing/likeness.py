"""How far some words name each concept, predicate and measure, by the words of its names; likeness decides nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import Enum
from math import log

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.labels import Labels
from kbtool.prose.proposing.spoken import Named, Spoken, Zone, is_told, stem
from kbtool.prose.words.lexicon import Lexicon
from kbtool.rdf.terms import Term
from kbtool.text.tokens import tokens_of


class Role(Enum):
    """What something is in a statement: its subject, what else it is about, or its predicate or measure."""

    SUBJECT = 0
    OBJECT = 1
    RELATION = 2


_WEIGHTS: Mapping[Zone, tuple[float, float, float]] = {
    Zone.SUBJECT: (1, 0.8, 0.8),
    Zone.REST: (0.9, 1, 1),
    Zone.HEAD_SUBJECT: (0.85, 0.6, 0.3),
    Zone.HEAD_REST: (0.5, 0.4, 0.9),
    Zone.ANTECEDENT: (0.8, 0.35, 0),
    Zone.TAKEN_UP: (0, 1, 0),
    Zone.SENTENCE: (0.35, 0.35, 0.35),
    Zone.LEAD: (0.4, 0.5, 0.4),
    Zone.PREVIOUS: (0.3, 0.2, 0.15),
    Zone.EARLIER: (0.1, 0.1, 0),
    Zone.HEADING: (0.35, 0.25, 0.2),
    Zone.TOPIC: (0.2, 0.2, 0),
    Zone.UNDIVIDED: (0, 0, 0),
    Zone.FIRST: (0, 0, 0),
    Zone.LAST: (0, 0, 0),
    Zone.ACTOR: (0, 0, 0),
    Zone.CAUSE: (0, 0, 0),
    Zone.RESULT: (0, 0, 0),
    Zone.UNSAID: (0, 0, 0),
}
"""How much what is named in a zone counts as subject, as object or scope, and as relation."""

_IN_PART = (0.8, 1.0, 0.7)
"""How much a name counts of which words stand in a text, but which was not read as a name there; by role."""


class _Name(Struct, frozen=True):
    node: Term
    number: int
    share: float


class Likeness:
    """The names of concepts, predicates and measures by their words; rare words count for more.

    Args:
        lexicon: the names and triggers.
        labels: how nodes without a name read.
        others: nodes beside those of the lexicon, such as modal terms.
    """

    def __init__(self, lexicon: Lexicon, labels: Labels, others: Iterable[Term] = ()) -> None:
        names: dict[Term, set[frozenset[str]]] = defaultdict(set)
        for named, words in _written(lexicon):
            if words:
                names[named].add(words)
        for node in others:
            if node not in names:
                told = tokens_of(labels.label(node))
                if words := frozenset(stem(each.forms) for each in told if is_told(each, lexicon)):
                    names[node].add(words)
        self._labels: dict[Term, frozenset[str]] = {
            node: frozenset(
                stem(each.forms) for each in tokens_of(labels.label(node)) if is_told(each, lexicon)
            )
            for node in lexicon.names
        }
        having = Counter(
            word for found in names.values() for word in frozenset[str]().union(*found)
        )
        rarity = {word: log(1 + len(names) / number) for word, number in having.items()}
        self._rarity = rarity
        self._words = {node: frozenset[str]().union(*found) for node, found in names.items()}
        self._by_word: dict[str, list[_Name]] = defaultdict(list)
        self.nodes = frozenset(names)
        number = 0
        for node, found in names.items():
            for words in found:
                number += 1
                whole = sum(rarity[word] for word in words)
                for word in words:
                    self._by_word[word].append(_Name(node, number, rarity[word] / whole))

    def of(self, spoken: Spoken) -> Mapping[Role, Mapping[Term, float]]:
        """How far what is spoken of names each node, 0 to 1, in each role; those that it does not name are left out.

        Args:
            spoken: what is spoken of.
        """
        return {role: self._in(spoken, role) for role in Role}

    def explained(self, words: Iterable[str], nodes: Iterable[Term]) -> float:
        """How much of some words the names of some nodes have, 0 to 1; rare words count for more.

        Args:
            words: the stems of the words; those that are in no name do not count.
            nodes: the nodes.
        """
        known = [each for each in words if each in self._rarity]
        told = frozenset[str]().union(*map(self.words_of, nodes))
        whole = sum(self._rarity[each] for each in known)
        return sum(self._rarity[each] for each in known if each in told) / whole if whole else 0.0

    def is_called(self, node: Term, words: Collection[Named]) -> bool:
        """Whether some words have all those of the label of a concept, and not only of another name of it.

        Args:
            node: the concept.
            words: the stems of the words.
        """
        label = self._labels.get(node)
        return bool(label) and label is not None and label.issubset(words)

    def words_of(self, node: Term) -> frozenset[str]:
        """The stems of the words of all names of a node; none of one that has no name."""
        return self._words.get(node, frozenset())

    def weights(self, words: Iterable[str]) -> Mapping[str, float]:
        """What each of some words counts, 1 in all: the rarer among all names, the more; those in no name are left out."""
        known = {each: self._rarity[each] for each in words if each in self._rarity}
        whole = sum(known.values())
        return {each: rarity / whole for each, rarity in known.items()}

    def shares(self, words: Collection[Named], *, several: bool = False) -> Mapping[Term, float]:
        """How much of one of its names each node has in some words, 0 to 1; those of which it is nothing are left out.

        Args:
            words: what is named; of it, only the stems of words count.
            several: whether only names of several words count.
        """
        parts: dict[tuple[Term, int], float] = defaultdict(float)
        for each in words:
            if isinstance(each, str):
                for name in self._by_word.get(each, ()):
                    if not several or name.share < 1:
                        parts[name.node, name.number] += name.share
        found: dict[Term, float] = {}
        for (node, _), share in parts.items():
            found[node] = max(found.get(node, 0), share)
        return found

    def _in(self, spoken: Spoken, role: Role) -> Mapping[Term, float]:
        weight: dict[Named, float] = {}
        for zone, named in spoken.items():
            counts = _WEIGHTS[zone][role.value]
            for each, amount in named.items():
                weight[each] = max(weight.get(each, 0), counts * amount)
        found: dict[Term, float] = {}
        parts: dict[tuple[Term, int], float] = defaultdict(float)
        for each, counts in weight.items():
            if isinstance(each, str):
                for name in self._by_word.get(each, ()):
                    parts[name.node, name.number] += counts * name.share
            elif counts:
                found[each] = counts
        for (node, _), share in parts.items():
            found[node] = max(found.get(node, 0), share * _IN_PART[role.value])
        return found


def _written(lexicon: Lexicon) -> Iterator[tuple[ox.NamedNode, frozenset[str]]]:
    """The concepts, predicates and measures, each with the stems of each of its names or triggers."""
    for node, names in lexicon.names.items():
        for name in names:
            yield node, _stems(name, lexicon)
    figures = (each for triggers in lexicon.figure_triggers.values() for each in triggers)
    for trigger in (*lexicon.triggers, *figures):
        words = [forms for group in trigger.groups for forms in group]
        yield trigger.relation, _stems(words, lexicon)


def _stems(words: Iterable[frozenset[str]], lexicon: Lexicon) -> frozenset[str]:
    told = (each for each in words if each and each.isdisjoint(lexicon.small))
    return frozenset(found for forms in told if (found := stem(forms))[0].isalnum())
