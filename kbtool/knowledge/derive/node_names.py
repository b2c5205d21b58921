"""Nodes whose own name says something else than what is stated of them: an identifier of ketamine in depression, on anxiety.

Only names that are made of words are read, and only where they have the whole name of another value that stands in the same
place elsewhere and nothing of their own one; names that are numbers or initials say nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property, partial
from itertools import chain
from typing import NamedTuple

import pyoxigraph as ox

from kbtool.knowledge.derive.misuse import Kind, Misuse
from kbtool.knowledge.derive.name_custom import unlike, unsaid
from kbtool.knowledge.derive.name_forms import of_another_space, unlike_others
from kbtool.knowledge.derive.name_order import out_of_order
from kbtool.knowledge.derive.name_parts import called
from kbtool.knowledge.derive.name_values import Ground, Stated, Values
from kbtool.knowledge.derive.name_wider import wider
from kbtool.knowledge.derive.slugs import Slug, alike_in, slug_of, stands_in
from kbtool.knowledge.vocabulary import Vocabulary
from kbtool.rdf.namespaces import KB, SKOS, Names
from kbtool.rdf.terms import Term, instances, objects
from kbtool.text.slips import slip

_SHORTEST = 3
"""Letters of the shortest word by which a name may hint at a value."""
_ALSO_CALLED = (SKOS("altLabel"), KB("writtenAs"))


class _Wrong(NamedTuple):
    property: ox.NamedNode
    term: ox.NamedNode | ox.Literal | None
    says: str


def misnamed(
    store: ox.Store,
    vocabulary: Vocabulary,
    types: Iterable[tuple[Term, frozenset[Term]]],
    names: Names,
) -> Iterator[Misuse]:
    """Nodes whose name is that of another value than is stated.

    Args:
        store: the files' triples.
        vocabulary: which classes there are.
        types: the types of each node.
        names: the namespaces of the knowledge base.
    """
    after: dict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
    some: dict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, KB("namedAfter"), None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            after[quad.subject].add(quad.object)
            some[quad.subject].update(instances(store, quad.object))
    groups: dict[frozenset[Term], list[ox.NamedNode]] = defaultdict(list)
    for node, kinds in types:
        if isinstance(node, ox.NamedNode):
            groups[kinds].append(node)
    seen: set[ox.NamedNode] = set()
    ground = Ground(store)
    for kind, properties in sorted(after.items(), key=lambda item: item[0].value):
        of_kind = [
            node
            for kinds, nodes in groups.items()
            if vocabulary.is_instance(kinds, (kind,))
            for node in nodes
        ]
        yield from _Named(ground, properties, some[kind], of_kind, names).misnamed()
        yield from of_another_space(of_kind, names)
        seen.update(of_kind)
    every = [node for nodes in groups.values() for node in nodes]
    others = (node for node in every if node not in seen and not node.value.startswith(KB.base))
    yield from of_another_space(others, names)
    yield from unlike_others(every, names)


class _Named:
    """The names of the nodes of one class.

    Args:
        ground: the files' triples, with what is read of them for each class.
        properties: the properties whose values names are made of.
        some: further ones, which a node need not have.
        nodes: the nodes.
        names: the namespaces of the knowledge base.
    """

    def __init__(
        self,
        ground: Ground,
        properties: Collection[ox.NamedNode],
        some: Collection[ox.NamedNode],
        nodes: Iterable[ox.NamedNode],
        names: Names,
    ) -> None:
        self._ground = ground
        self._names = names
        self._some = some
        self._stated: dict[ox.NamedNode, list[Stated]] = {
            node: [] for node in sorted(nodes, key=lambda node: node.value)
        }
        for each in sorted({*properties, *some}, key=lambda node: node.value):
            for quad in ground.store.quads_for_pattern(None, each, None, None):
                node, term = quad.subject, quad.object
                if (
                    isinstance(node, ox.NamedNode)
                    and node in self._stated
                    and not isinstance(term, ox.BlankNode | ox.Triple)
                ):
                    self._stated[node].append(Stated(each, term, slug_of(term)))
        self._values = Values(ground, [one for each in self._stated.values() for one in each])

    def misnamed(self) -> Iterator[Misuse]:
        """Those that say something else, each at most once."""
        values = self._by_property()
        turned = {node: (one, other) for node, one, other in out_of_order(values)}
        lacking = {
            node: (each, term)
            for node, each, term in unsaid(values, partial(called, self._ground.columns))
        }
        unlabelled = dict(unlike(self._labels(), self._synonyms))
        for node, stated in self._stated.items():
            name = slug_of(node)
            yield from self._slips(node, name, stated)
            found = (
                self._of_values(node, name, stated)
                or self._wider(name, stated)
                or self._left_out(name, stated)
                or self._of_text(name, stated)
                or self._of_beginning(name, stated)
                or self._of_form(name, stated)
                or self._turned(stated, *turned.get(node, ()))
                or self._exchanged(name, stated)
                or (_Wrong(*lacking[node], "nothing of it") if node in lacking else None)
                or self._other_word(node, unlabelled.get(node))
            )
            if found is not None:
                shown = self._names.curie(found.property.value)
                said = "missing" if found.term is None else self._shown(found.term)
                yield Misuse(node, Kind.MISNAMED, shown, found.says, said, found.term)

    def _labels(self) -> dict[ox.NamedNode, list[ox.Literal]]:
        """The texts that nodes are named after."""
        return {
            node: [one.term for one in stated if isinstance(one.term, ox.Literal)]
            for node, stated in self._stated.items()
        }

    def _synonyms(self, node: ox.NamedNode) -> list[ox.Literal]:
        """What else a node is called, and not only near."""
        found = (each for name in _ALSO_CALLED for each in objects(self._ground.store, node, name))
        return [each for each in found if isinstance(each, ox.Literal)]

    def _other_word(self, node: ox.NamedNode, label: ox.Literal | None) -> _Wrong | None:
        if label is None:
            return None
        property = next(one.property for one in self._stated[node] if one.term == label)
        return _Wrong(property, label, "another word")

    def _slips(self, node: ox.NamedNode, name: Slug, stated: list[Stated]) -> Iterator[Misuse]:
        """Words of a text with a slip of the pen, by the name."""
        for one in stated:
            found = slip(one.slug, name) if isinstance(one.term, ox.Literal) else None
            if found is not None:
                shown = self._names.curie(one.property.value)
                if found[0].isdecimal():
                    yield Misuse(node, Kind.MISNAMED, shown, found[1], found[0], one.term)
                else:
                    yield Misuse(node, Kind.MISSPELT, shown, "", found[0], one.term, found[1])

    def _of_values(self, node: ox.NamedNode, name: Slug, stated: list[Stated]) -> _Wrong | None:
        own = {one.term for one in stated}
        if all(stands_in(one.slug, name) for one in stated):
            return None
        spans = self._values.spans(name)
        for one in stated:
            if isinstance(one.term, ox.Literal) and " " in one.term.value:
                continue
            if not one.slug or stands_in(one.slug, name):
                continue
            taken = {
                at
                for span in spans
                if any(other.term in own for other in span.meant)
                for at in range(span.start, span.end)
            }
            left = {word for at, word in enumerate(name) if at not in taken}
            if any(word in left for word in one.slug if len(word) >= _SHORTEST):
                continue
            for span in spans:
                if not any(other.term in own for other in span.meant):
                    for other in span.meant:
                        is_of_one = other.property == one.property
                        if is_of_one and self._values.could_be(other, one, node):
                            return _Wrong(one.property, one.term, self._shown(other.term))
        return None

    def _wider(self, name: Slug, stated: list[Stated]) -> _Wrong | None:
        ground, is_stated = self._ground, self._values.is_stated
        found = wider(ground.store, name, stated, partial(called, ground.columns), is_stated)
        return found and _Wrong(found[0].property, found[0].term, self._shown(found[1]))

    def _left_out(self, name: Slug, stated: list[Stated]) -> _Wrong | None:
        """A value of which the name speaks, and which is stated nowhere."""
        if not stated or not self._some:
            return None
        has = {one.property for one in stated}
        own = frozenset(word for one in stated for word in one.slug)
        for span in self._values.spans(name):
            if not own.intersection(name[span.start : span.end]):
                for other in span.meant:
                    is_lacking = other.property in self._some and other.property not in has
                    if is_lacking and self._values.is_stated(other):
                        return _Wrong(other.property, None, self._shown(other.term))
        return None

    def _of_text(self, name: Slug, stated: list[Stated]) -> _Wrong | None:
        texts = [one for one in stated if isinstance(one.term, ox.Literal)]
        if not texts or any(word in one.slug for one in texts for word in name):
            return None
        for one in texts:
            for other in self._by_first_word.get(one.slug[0], ()) if one.slug else ():
                if frozenset(one.slug).issuperset(slug_of(other)):
                    return _Wrong(one.property, one.term, self._shown(other))
        return None

    def _of_beginning(self, name: Slug, stated: list[Stated]) -> _Wrong | None:
        if len(stated) != 1 or isinstance(stated[0].term, ox.Literal):
            return None
        one = stated[0]
        other = self._values.beginnings.meant(name, one.slug)
        return None if other is None else _Wrong(one.property, one.term, self._shown(other))

    def _of_form(self, name: Slug, stated: list[Stated]) -> _Wrong | None:
        for one in stated:
            said = alike_in(one.slug, name) if isinstance(one.term, ox.Literal) else None
            if said is not None:
                return _Wrong(one.property, one.term, said)
        return None

    def _by_property(
        self,
    ) -> dict[ox.NamedNode, dict[ox.NamedNode, list[ox.NamedNode | ox.Literal]]]:
        found: dict[ox.NamedNode, dict[ox.NamedNode, list[ox.NamedNode | ox.Literal]]] = {}
        for node, stated in self._stated.items():
            values = found.setdefault(node, {})
            for one in stated:
                values.setdefault(one.property, []).append(one.term)
        return found

    def _turned(self, stated: list[Stated], *properties: ox.NamedNode) -> _Wrong | None:
        """Of two values in the order of no other name: that of the second, where the first is meant."""
        if not properties:
            return None
        terms = {one.property: one.term for one in stated}
        first, second = properties
        return _Wrong(second, terms[second], self._shown(terms[first]))

    def _exchanged(self, name: Slug, stated: list[Stated]) -> _Wrong | None:
        """An object of which the name has no word, where it has a qualifier, and each could stand in the other's place."""
        only = {one.property: one for one in stated if isinstance(one.term, ox.NamedNode)}
        held, relation = only.get(KB("object")), only.get(KB("predicate"))
        if held is None or relation is None:
            return None
        own = chain(held.slug, *map(slug_of, called(self._ground.columns, held.term)))
        if any(word in name for word in own if len(word) >= _SHORTEST):
            return None
        for one in only.values():
            if one.property in self._some and stands_in(one.slug, name):
                takes = self._takes(relation.term, one.term) and self._takes(
                    one.property, held.term
                )
                if takes:
                    return _Wrong(held.property, held.term, self._shown(one.term))
        return None

    def _takes(self, taker: ox.NamedNode | ox.Literal, value: ox.NamedNode | ox.Literal) -> bool:
        store = self._ground.store
        wanted, kinds = (
            objects(store, taker, KB("objectKind")),
            objects(store, value, KB("conceptKind")),
        )
        return not set(wanted).isdisjoint(kinds)

    @cached_property
    def _by_first_word(self) -> dict[str, list[ox.NamedNode]]:
        found: dict[str, list[ox.NamedNode]] = defaultdict(list)
        for node in self._stated:
            name = slug_of(node)
            if len("".join(name)) >= _SHORTEST:
                found[name[0]].append(node)
        return found

    def _shown(self, term: ox.NamedNode | ox.Literal) -> str:
        return term.value if isinstance(term, ox.Literal) else self._names.curie(term.value)
