"""Holds whole nodes to what the vocabulary says of them: how many values they have, which types together, which labels."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kbtool.knowledge.derive.misuse import Kind, Misuse
from kbtool.knowledge.derive.usage import Usage
from kbtool.knowledge.vocabulary import Demand, Vocabulary
from kbtool.rdf.terms import Term
from kbtool.shacl import Shapes

_PREDICATE = re.compile(r"<([^<>\s]+)>")


@dataclass(frozen=True)
class Counted:
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


def misuses_of_wholes(
    store: ox.Store, vocabulary: Vocabulary, usage: Usage, counted: Counted
) -> Iterator[Misuse]:
    """What does not fit of whole nodes.

    Args:
        store: the files' triples.
        vocabulary: what is said of their terms.
        usage: what the files state.
        counted: what other rules count already.
    """
    shown = usage.declared.shown
    several = dict(usage.several)
    for kind, demands in vocabulary.demands.items():
        nodes = [n for n, types in usage.types.items() if vocabulary.is_instance(types, (kind,))]
        for demand in demands:
            values = _values(store, demand)
            if demand.least and (kind, demand.property.value) not in counted.least:
                for node in nodes:
                    if len(values.get(node, ())) < demand.least:
                        wanted = "one" if demand.least == 1 else f"{demand.least} values"
                        yield Misuse(
                            node, Kind.VALUE_MISSING, shown(demand.property), wanted, shown(kind)
                        )
            if demand.most is not None:
                over = (node for node in nodes if len(values.get(node, ())) > demand.most)
                several |= {(node, demand.property): values[node] for node in over}
    for (node, term), found in several.items():
        types = usage.types.get(node, frozenset())
        if not any((kind, term.value) in counted.most for kind in (None, *types)):
            listed = usage.declared.listed(found)
            yield Misuse(node, Kind.SEVERAL_VALUES, shown(term), stated=listed)
    yield from _exclusive(vocabulary, usage)
    yield from _labels(store, vocabulary, usage)


def _values(store: ox.Store, demand: Demand) -> dict[Term, set[Term]]:
    found: dict[Term, set[Term]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, demand.property, None, None):
        found[quad.subject].add(quad.object)
    return found


def _exclusive(vocabulary: Vocabulary, usage: Usage) -> Iterator[Misuse]:
    clashes: dict[frozenset[Term], str] = {}
    for types in {id(types): types for types in usage.types.values()}.values():
        for group in vocabulary.disjoint:
            of = [kind for kind in group if vocabulary.is_instance(types, (kind,))]
            if len(of) > 1:
                clashes[types] = usage.declared.listed(of)
    if clashes:
        for node, types in usage.types.items():
            if types in clashes:
                yield Misuse(node, Kind.EXCLUSIVE_TYPES, stated=clashes[types])


def _labels(store: ox.Store, vocabulary: Vocabulary, usage: Usage) -> Iterator[Misuse]:
    for kind, properties in vocabulary.named_by.items():
        first: dict[tuple[str, str | None], Term] = {}
        shared: dict[tuple[Term, Term], Misuse] = {}
        quads = [q for p in properties for q in store.quads_for_pattern(None, p, None, None)]
        for quad in sorted(quads, key=lambda quad: str(quad.subject)):
            node, label = quad.subject, quad.object
            if not isinstance(label, ox.Literal) or not _normal(label.value):
                continue
            if not vocabulary.is_instance(usage.types.get(node, ()), (kind,)):
                continue
            other = first.setdefault((_normal(label.value), label.language), node)
            if other != node:
                shown = usage.declared.shown(other)
                shared[node, other] = Misuse(
                    node, Kind.SHARED_LABEL, expected=shown, stated=label.value, value=other
                )
        yield from shared.values()


def _normal(label: str) -> str:
    """A label without what nobody tells apart by: case, spaces, forms of one character."""
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())
