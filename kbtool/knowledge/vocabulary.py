"""What a vocabulary says of its terms: what each property joins, how often, and which terms of others files may use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.rdf.datatypes import is_datatype
from kbtool.rdf.namespaces import RDF, RDFS, SKOS
from kbtool.rdf.terms import Term

ANYTHING = RDFS("Resource")
_LIST_SHOWN = 6
"""A controlled list of up to so many values is named in full."""


class Use(Struct, frozen=True):
    """How one property is used.

    Attributes:
        domains: of each set of classes, a node that has the property is an instance of one.
        ranges: of each set of classes and datatypes, a value is an instance of one, or a literal of it.
        single: whether a node has one value of it at most.
        elsewhere: whether nodes of which kbtool's vocabulary knows no class may have it as well.
        reflexive: whether a node may be its own value.
        verbatim: whether a text may be of any characters: spaces at its ends, signs alone.
    """

    domains: tuple[frozenset[ox.NamedNode], ...] = ()
    ranges: tuple[frozenset[ox.NamedNode], ...] = ()
    single: bool = False
    elsewhere: bool = False
    reflexive: bool = False
    verbatim: bool = False

    @property
    def takes_nodes(self) -> bool:
        """Whether a value may be a node of some class."""
        return any(not is_datatype(kind) for some in self.ranges for kind in some)


class Demand(Struct, frozen=True):
    """How many values of a property each instance of a class has, if more or less than any number are."""

    property: ox.NamedNode
    least: int = 0
    most: int | None = None


class Vocabulary(Struct, frozen=True):
    """What the files of a knowledge base say of the terms that they use.

    Attributes:
        uses: how each property is used of which something is said.
        below: for each class that something is said of, the classes whose instances are its instances, itself among them.
        classes: the nodes that are declared as classes.
        demands: for each class, how many values of which properties its instances have.
        disjoint: groups of classes of which no node has two.
        named_by: for each class, the properties by whose values its instances are told apart.
        written_inside: the classes whose instances may stand without name and type where a property has them.
        outside: for each namespace of others of which terms are listed, those terms.
        open_ended: those of these namespaces of which not all terms are listed.
        words: names what properties take.
    """

    uses: Mapping[ox.NamedNode, Use] = field(default_factory=dict)
    below: Mapping[ox.NamedNode, frozenset[Term]] = field(default_factory=dict)
    classes: frozenset[Term] = frozenset()
    demands: Mapping[ox.NamedNode, tuple[Demand, ...]] = field(default_factory=dict)
    disjoint: tuple[frozenset[ox.NamedNode], ...] = ()
    named_by: Mapping[ox.NamedNode, tuple[ox.NamedNode, ...]] = field(default_factory=dict)
    written_inside: frozenset[Term] = frozenset()
    outside: Mapping[str, frozenset[ox.NamedNode]] = field(default_factory=dict)
    open_ended: frozenset[str] = frozenset()
    words: Words | None = None

    def takes(self, predicate: ox.NamedNode) -> str:
        """What a property takes, in words."""
        use = self.uses.get(predicate)
        return "" if use is None or self.words is None else self.words.any_of(use.ranges)

    def is_instance(self, types: Iterable[Term], classes: Iterable[ox.NamedNode]) -> bool:
        """Whether a node with these types is an instance of one of these classes."""
        kinds = frozenset(types)
        return any(
            not kinds.isdisjoint(self.below.get(kind) or (kind,)) or kind == ANYTHING
            for kind in classes
        )


class Words:
    """Names classes and datatypes in words: a short controlled list by its values."""

    def __init__(self, store: ox.Store, prefixes: Mapping[str, str]) -> None:
        self._store = store
        self._prefixes = sorted(prefixes.items(), key=lambda item: -len(item[1]))

    def short(self, term: ox.NamedNode) -> str:
        """A term with its prefix."""
        for prefix, base in self._prefixes:
            if term.value.startswith(base):
                return f"{prefix}:{term.value[len(base) :]}"
        return f"<{term.value}>"

    def any_of(self, sets: Iterable[frozenset[ox.NamedNode]]) -> str:
        """Some sets of classes and datatypes, in words."""
        said = []
        for some in sets:
            listed = self._values(next(iter(some))) if len(some) == 1 else []
            names = [self.short(term) for term in listed or some]
            *rest, last = names if listed else sorted(names)
            said.append(f"{', '.join(rest)} or {last}" if rest else last)
        return " and ".join(said)

    def _values(self, kind: ox.NamedNode) -> list[ox.NamedNode]:
        found = sorted(
            {
                q.subject
                for q in self._store.quads_for_pattern(None, RDF("type"), kind, None)
                if isinstance(q.subject, ox.NamedNode)
                and any(self._store.quads_for_pattern(q.subject, SKOS("inScheme"), None, None))
            },
            key=lambda node: node.value,
        )
        return found if len(found) <= _LIST_SHOWN else []
