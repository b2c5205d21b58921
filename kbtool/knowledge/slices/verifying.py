"""Whether all that was derived and asked of a slice is exact there: each query is read for what it joins."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox
from msgspec import Struct

from kbtool.io.kept import keep, name_of, recalled
from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.derive.order import ConstructQuery
from kbtool.knowledge.places import STATES
from kbtool.knowledge.rules import Rule
from kbtool.knowledge.slices.components import JOINED
from kbtool.knowledge.slices.cutting import Slice
from kbtool.knowledge.slices.kinds import Kinds, is_word
from kbtool.knowledge.slices.locality import not_local
from kbtool.knowledge.slices.predicates import with_predicates
from kbtool.knowledge.slices.reading import told_kinds
from kbtool.rdf.namespaces import DRAFT, GRAPH, KB, OA, PROV
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term
from kbtool.shacl import Shapes
from kbtool.shacl.executors.oxigraph import DataGraph, Statistics
from kbtool.shacl.focus import Focus, values
from kbtool.shacl.model import Shape
from kbtool.shacl.prebinding import FOCUS

_JOINED = frozenset(term.value for term in JOINED)


def refuse_what_reaches_further(
    part: Slice,
    store: ox.Store,
    queries: Iterable[ConstructQuery],
    shapes: Shapes,
    rules: Collection[Rule],
) -> None:
    """Refuse a slice of which a derivation or a rule may say something else than of everything.

    A rule that never finds anything of what has a place in an article may, unless other rules wait for what it finds.

    Args:
        part: the slice.
        store: its statements, with all that was derived.
        queries: the derivations.
        shapes: the rules, as shapes.
        rules: the rules.

    Raises:
        NeedsWholeError: there is one; with its name, and what leads further.
    """
    kinds = kinds_derived(part, store)
    kinds.merge(part.kinds)
    asked = all_asked(store, queries, shapes, rules)
    name = name_of("local", [told_kinds(kinds), *(repr(each) for each in asked)])
    if recalled(name, ()) is not None:
        return
    for each in asked:
        why = each.reaches_further(kinds, None if each.matters else _SHOWN)
        if why is not None:
            raise NeedsWholeError(f"{each.what}: {why}")
    keep(name, True)


def refuse_strangers(part: Slice, store: ox.Store) -> None:
    """Refuse a slice to which prose was added that speaks of what the slice does not hold.

    Args:
        part: the slice.
        store: its statements, with those of the prose.

    Raises:
        NeedsWholeError: it does; with the node.
    """
    for quad in _of_prose(store):
        for end in (quad.subject, quad.object):
            if isinstance(end, ox.NamedNode) and not (
                end in part.beyond.nodes or end.value.startswith(DRAFT.base) or is_word(end.value)
            ):
                raise NeedsWholeError(f"a draft speaks of {end.value}")


def _of_prose(store: ox.Store) -> Iterator[ox.Quad]:
    for graph in list(store.named_graphs()):
        if isinstance(graph, ox.NamedNode) and graph.value.startswith(GRAPH("draft/").value):
            yield from store.quads_for_pattern(None, None, None, graph)


def kinds_derived(part: Slice, store: ox.Store) -> Kinds:
    """What stands at the ends of properties in what was derived of a slice, and where nodes stand that have a place.

    Args:
        part: the slice.
        store: its statements, with all that was derived.
    """
    kinds = Kinds(apart=part.apart, placed=frozenset(placed_nodes(store)))
    kinds.add(store.quads_for_pattern(None, None, None, DERIVED))
    kinds.add(_of_prose(store))
    kinds.add_placed(store)
    return kinds


class Query(Struct, frozen=True):
    """What is asked of a knowledge base.

    Attributes:
        what: by whom, in words.
        text: the query.
        matters: whether others hang on what it finds, whatever has a place.
        declared: whether it says itself that it joins by names.
        code: the code of the rule; empty, if it is none.
    """

    what: str
    text: str
    matters: bool
    declared: bool = False
    code: str = ""

    def reaches_further(
        self,
        kinds: Kinds,
        shown: Collection[str] | None = None,
        joined: Collection[str] = frozenset(),
    ) -> str | None:
        """Why what it finds cannot be told from a slice; None, if it can.

        Args:
            kinds: what stands at the ends of properties.
            shown: the variables by which what it finds has a place, where nothing else matters.
            joined: properties whose texts join besides.
        """
        judged = "?this" if self.code else None
        return not_local(self.text, kinds, _JOINED.union(joined), shown, self.declared, judged)


def all_asked(
    store: ox.Store, queries: Iterable[ConstructQuery], shapes: Shapes, rules: Collection[Rule]
) -> list[Query]:
    """All that derivations and rules ask.

    Args:
        store: what they ask, with all that was derived.
        queries: the derivations.
        shapes: the rules, as shapes.
        rules: the rules.

    Raises:
        NeedsWholeError: it is not known what a rule asks.
    """
    statistics = Statistics(DataGraph.of(store))
    awaited = {code for rule in rules for code in rule.yields_to - {rule.code}}
    asked = [
        Query(f"the derivation {query.name!r}", query.text, True, _declared(query.text))
        for query in queries
    ]
    return asked + [
        Query(f"the rule {rule.code}", text, rule.code in awaited, _declared(text), rule.code)
        for rule in rules
        for asked_as in queries_of(shapes, shapes.by_node[rule.iri], statistics)
        for text in [with_predicates(asked_as, store)]
    ]


_SHOWN = ("?this", "?value")
"""The variables of a rule by which its findings have a place."""


def _declared(text: str) -> bool:
    """Whether a query says that it joins by names, as they are read: `# kb:meetsBy: names`."""
    return any(line.strip() == "# kb:meetsBy: names" for line in text.splitlines())


def placed_nodes(store: ox.Store) -> Iterator[Term]:
    """The nodes by which a finding has a place in an article: claims and passages, what they state, and who states it."""
    for predicate in (OA("exact"), PROV("wasQuotedFrom"), KB("statedBy"), KB("file")):
        for quad in store.quads_for_pattern(None, predicate, None, None):
            yield quad.subject
    for predicate in (*STATES, PROV("wasQuotedFrom"), KB("figureSetAside")):
        for quad in store.quads_for_pattern(None, predicate, None, None):
            yield quad.object


def queries_of(shapes: Shapes, shape: Shape, statistics: Statistics) -> Iterator[str]:
    """What is asked of the data by a shape and those that it names, as queries that join what theirs join.

    Args:
        shapes: the shapes.
        shape: one with a target.
        statistics: what is known of the data.
    """
    yield from _queries(shapes, shape, Focus.of(shape.target, statistics))


def _queries(shapes: Shapes, shape: Shape, focus: Focus) -> Iterator[str]:
    yield f"SELECT ?this ?value WHERE {{ {values(focus, shape.path)} }}"
    for sparql in shape.sparql:
        query = sparql.set_query
        if query is None:
            raise NeedsWholeError(
                f"the shape {shape.node} has a query that is not evaluated for all nodes at once"
            )
        where = values(focus, shape.path) if sparql.form == "ask" else focus.pattern()
        yield query.replace(FOCUS, where)
    reached = focus.step(shape.path)
    for constraint in shape.every_constraint:
        for node in getattr(constraint, "shapes", ()):
            yield from _queries(shapes, shapes.by_node[node], reached)
        for node in getattr(constraint, "siblings", ()):
            yield from _queries(shapes, shapes.by_node[node], reached)
