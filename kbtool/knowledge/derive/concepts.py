"""What concepts are called and how they lie to each other, and which of them propositions and quantities are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB, RDF, SKOS
from kbtool.rdf.terms import Term, value

LABELS = ("prefLabel", "altLabel")
"""What a concept is called."""

NAMES = (*LABELS, "hiddenLabel")
"""What texts call it: search terms as well (SKOS reference, section 5)."""

BEARINGS = ("supports", "disputes", "gives", "neutralOn")
"""How evidence bears on what it is about."""

Concepts = frozenset[ox.NamedNode]


def names(store: ox.Store, properties: Iterable[str] = NAMES) -> dict[ox.NamedNode, set[str]]:
    """The names of concepts, in lower case; terms of the vocabulary, such as topics, are not what a statement is about.

    Args:
        store: the knowledge base.
        properties: which of them.
    """
    found: dict[ox.NamedNode, set[str]] = defaultdict(set)
    kinds = _values(store, KB("conceptKind"))
    for name in properties:
        for quad in store.quads_for_pattern(None, SKOS(name), None, None):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject in kinds:
                found[quad.subject].add(value(quad.object).casefold())
    return found


class Neighbours:
    """The concepts that are broader, narrower or called the same, and of what kind each is.

    Args:
        store: the knowledge base.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._closures: dict[tuple[ox.NamedNode, bool], Concepts] = {}
        self._near: dict[ox.NamedNode, Concepts] = {}
        self._own: dict[ox.NamedNode, Concepts] = {}

    @cached_property
    def kinds(self) -> Mapping[ox.NamedNode, Term]:
        """The kind of each concept."""
        return _values(self._store, KB("conceptKind"))

    def broader(self, concept: ox.NamedNode) -> Concepts:
        """A concept with all that are broader."""
        return self._closure(concept, up=True)

    def narrower(self, concept: ox.NamedNode) -> Concepts:
        """A concept with all that are narrower."""
        return self._closure(concept, up=False)

    def own(self, concept: ox.NamedNode) -> Concepts:
        """What stands for a concept: itself, those called the same, and all that are narrower."""
        if concept not in self._own:
            same = self._same(concept)
            self._own[concept] = frozenset[ox.NamedNode]().union(*map(self.narrower, same))
        return self._own[concept]

    def near(self, concept: ox.NamedNode) -> Concepts:
        """What stands for a concept, and all that are broader."""
        if concept not in self._near:
            above = map(self.broader, self._same(concept))
            self._near[concept] = self.own(concept).union(*above)
        return self._near[concept]

    def _same(self, concept: ox.NamedNode) -> Concepts:
        """A concept with those of its kind whose label or synonym is also a name of it, or the other way about."""
        return frozenset({concept, *self._called_same.get(concept, ())})

    @cached_property
    def _called_same(self) -> Mapping[ox.NamedNode, set[ox.NamedNode]]:
        called: dict[str, set[ox.NamedNode]] = defaultdict(set)
        for concept, labels in names(self._store, LABELS).items():
            for label in labels:
                called[label].add(concept)
        found: dict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
        for concept, each in names(self._store).items():
            for other in (one for name in each for one in called.get(name, ())):
                if other != concept and self.kinds.get(other) == self.kinds.get(concept):
                    found[concept].add(other)
                    found[other].add(concept)
        return found

    @cached_property
    def _broader(self) -> tuple[Mapping[ox.NamedNode, list[ox.NamedNode]], ...]:
        up: dict[ox.NamedNode, list[ox.NamedNode]] = defaultdict(list)
        down: dict[ox.NamedNode, list[ox.NamedNode]] = defaultdict(list)
        for quad in self._store.quads_for_pattern(None, SKOS("broader"), None, None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                up[quad.subject].append(quad.object)
                down[quad.object].append(quad.subject)
        return up, down

    def _closure(self, concept: ox.NamedNode, *, up: bool) -> Concepts:
        if (concept, up) not in self._closures:
            beside = self._broader[0 if up else 1]
            seen, waiting = {concept}, [concept]
            while waiting:
                new = [one for one in beside.get(waiting.pop(), ()) if one not in seen]
                seen.update(new)
                waiting += new
            self._closures[concept, up] = frozenset(seen)
        return self._closures[concept, up]


class Questions:
    """What propositions and quantities are about.

    Args:
        store: the knowledge base.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    @cached_property
    def parts(self) -> Mapping[ox.NamedNode, Mapping[ox.NamedNode, ox.NamedNode]]:
        """The concepts of each by property: subject, object, qualifiers; a property with several values is left out."""
        qualifiers = self._store.quads_for_pattern(None, RDF("type"), KB("Qualifier"), None)
        further = sorted({quad.subject.value for quad in qualifiers})  # type: ignore[union-attr]
        found: dict[ox.NamedNode, dict[ox.NamedNode, ox.NamedNode]] = defaultdict(dict)
        for name in (KB("subject").value, KB("object").value, *further):
            part = ox.NamedNode(name)
            for question, only in _values(self._store, part).items():
                if isinstance(only, ox.NamedNode):
                    found[question][part] = only
        return found

    @cached_property
    def relations(self) -> Mapping[ox.NamedNode, Term]:
        """The predicate or measure of each."""
        measures = _values(self._store, KB("measure"))
        return {**measures, **_values(self._store, KB("predicate"))}

    @cached_property
    def alike(self) -> Mapping[tuple[Term | None, ox.NamedNode], Concepts]:
        """The concepts that stand in one part of questions of one predicate or measure."""
        found: dict[tuple[Term | None, ox.NamedNode], set[ox.NamedNode]] = defaultdict(set)
        for question, relation in self.relations.items():
            for part, concept in self.parts.get(question, {}).items():
                found[relation, part].add(concept)
        return {key: frozenset(concepts) for key, concepts in found.items()}


def _values(store: ox.Store, part: ox.NamedNode) -> dict[ox.NamedNode, Term]:
    """The value of a property, of each node that has one; of several, none."""
    found: dict[ox.NamedNode, set[Term]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, part, None, None):
        if isinstance(quad.subject, ox.NamedNode):
            found[quad.subject].add(quad.object)
    return {node: next(iter(values)) for node, values in found.items() if len(values) == 1}
