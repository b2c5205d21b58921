"""Holds whole nodes to what the vocabulary says of them: how many values they have, which types together, which labels."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, partial

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.derive.misuse import Kind, Misuse
from kbtool.knowledge.derive.usage import Usage
from kbtool.knowledge.vocabulary import Vocabulary
from kbtool.rdf.terms import Term
from kbtool.shacl import Shapes

_PREDICATE = re.compile(r"<([^<>\s]+)>")


class Counted(Struct, frozen=True):
    """What rules of their own count already, in words of their own: properties by the class whose instances they look at.

    Attributes:
        least: the properties that a rule wants.
        most: the properties of which a rule wants no more.
    """

    least: Collection[tuple[Term | None, str]] = frozenset()
    most: Collection[tuple[Term | None, str]] = frozenset()


def counted_by(shapes: Shapes) -> Counted:
    """What the rules of a knowledge base count; None is the class of one that looks at all nodes with some property."""
    found: dict[str, set[tuple[Term | None, str]]] = {"minCount": set(), "maxCount": set()}
    for rule in shapes.rules:
        target = shapes.by_node[rule].target
        classes = (*target.classes, *((None,) if target.subjects_of else ()))
        for node in shapes.closure(rule):
            shape = shapes.by_node[node]
            path = _PREDICATE.fullmatch(shape.path.sparql) if shape.path is not None else None
            for constraint in shape.constraints if path else ():
                if path and constraint.parameter in found:
                    found[constraint.parameter] |= {(kind, path[1]) for kind in classes}
    return Counted(frozenset(found["minCount"]), frozenset(found["maxCount"]))


def misuses_of_wholes(vocabulary: Vocabulary, usage: Usage, counted: Counted) -> Iterator[Misuse]:
    """What does not fit of whole nodes.

    Args:
        vocabulary: what is said of their terms.
        usage: what the files state.
        counted: what other rules count already.
    """
    shown = usage.declared.shown
    several = dict(usage.several)
    values = cache(partial(_values, usage))
    groups: dict[frozenset[Term], list[Term]] = defaultdict(list)
    for node, types in usage.nodes():
        groups[types].append(node)
    instances = cache(partial(_instances, vocabulary, groups))
    for kind, demands in vocabulary.demands.items():
        for demand in demands:
            asked = (kind, demand.property.value)
            least = 0 if asked in counted.least else demand.least
            most = None if asked in counted.most else demand.most
            if not least and most is None:
                continue
            stated = values(demand.property)
            for node in instances(kind):
                found = stated.get(node, ())
                if len(found) < least:
                    wanted = "one" if least == 1 else f"{least} values"
                    property_ = shown(demand.property)
                    yield Misuse(node, Kind.VALUE_MISSING, property_, wanted, shown(kind))
                if most is not None and len(found) > most:
                    several[node, demand.property] = set(found)
    for (node, term), found in several.items():
        types = usage.types.get(node, frozenset())
        if not any((kind, term.value) in counted.most for kind in (None, *types)):
            listed = usage.declared.listed(found)
            yield Misuse(node, Kind.SEVERAL_VALUES, shown(term), stated=listed)
    yield from _exclusive(vocabulary, usage, groups)
    yield from _labels(vocabulary, usage, instances)


def _instances(
    vocabulary: Vocabulary, groups: Mapping[frozenset[Term], list[Term]], kind: ox.NamedNode
) -> list[Term]:
    found: list[Term] = []
    for types, nodes in groups.items():
        if vocabulary.is_instance(types, (kind,)):
            found += nodes
    return found


def _values(usage: Usage, property: ox.NamedNode) -> dict[Term, set[Term]]:
    found: dict[Term, set[Term]] = defaultdict(set)
    for quad in usage.stated(property):
        found[quad.subject].add(quad.object)
    return found


def _exclusive(
    vocabulary: Vocabulary, usage: Usage, groups: Mapping[frozenset[Term], list[Term]]
) -> Iterator[Misuse]:
    for types, nodes in groups.items():
        for disjoint in vocabulary.disjoint:
            of = [kind for kind in disjoint if vocabulary.is_instance(types, (kind,))]
            if len(of) > 1:
                stated = usage.declared.listed(of)
                yield from (Misuse(node, Kind.EXCLUSIVE_TYPES, stated=stated) for node in nodes)


def _labels(
    vocabulary: Vocabulary,
    usage: Usage,
    instances: Callable[[ox.NamedNode], list[Term]],
) -> Iterator[Misuse]:
    for kind, properties in vocabulary.named_by.items():
        of_kind = frozenset(instances(kind))
        first: dict[tuple[str, str | None], Term] = {}
        shared: dict[tuple[Term, Term], Misuse] = {}
        labels = [
            (node, quad.object)
            for property in properties
            for quad in usage.stated(property)
            if (node := quad.subject) in of_kind and isinstance(quad.object, ox.Literal)
        ]
        for node, label in sorted(labels, key=lambda stated: str(stated[0])):
            normal = normal_label(label.value)
            if not normal:
                continue
            other = first.setdefault((normal, label.language), node)
            if other != node:
                shown = usage.declared.shown(other)
                shared[node, other] = Misuse(
                    node, Kind.SHARED_LABEL, expected=shown, stated=label.value, value=other
                )
        yield from shared.values()


def normal_label(label: str) -> str:
    """A label without what nobody tells apart by: case, spaces, forms of one character."""
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())
