"""SPARQL patterns that enumerate focus nodes and value nodes."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from pyoxigraph import NamedNode

from kbtool.shacl.executors.oxigraph import Statistics
from kbtool.shacl.lexical import as_kept
from kbtool.shacl.model import Target
from kbtool.shacl.paths import Path
from kbtool.shacl.vocabulary import RDF_TYPE, RDFS_SUBCLASS_OF


class Focus(Struct, frozen=True):
    """A set of focus nodes: those of a target, or the value nodes of a path from another set.

    Attributes:
        branches: patterns for the nodes of a target, with ``?node`` for the node.
        once: whether they bind each node once.
        parent: else the focus nodes that it starts from,
        path: and the path from them.
        listed: whether a target lists nodes, which need not be nodes of the data graph.
        is_empty: whether the data graph is known to have no such nodes.
    """

    branches: tuple[str, ...] = ()
    once: bool = False
    parent: Focus | None = None
    path: Path | None = None
    listed: bool = False
    is_empty: bool = False

    @classmethod
    def of(cls, target: Target, statistics: Statistics) -> Focus:
        """The focus nodes of a target (SHACL 2.1.3) in the data graph of the statistics."""
        if not target.nodes and not any(_occurrences(target, statistics)):
            return cls(is_empty=True)
        branches = [
            branch for class_ in target.classes for branch in _instances(class_, statistics)
        ]
        branches += [f"?node {predicate} ?o ." for predicate in target.subjects_of]
        branches += [f"?s {predicate} ?node ." for predicate in target.objects_of]
        single = len(branches) == 1 and not target.nodes
        once = single and statistics.is_unique(branches[0], "?node")
        if target.nodes:
            once = not branches
            nodes = " ".join(dict.fromkeys(str(as_kept(node)) for node in target.nodes))
            branches.append(f"VALUES ?node {{ {nodes} }}")
        return cls(tuple(dict.fromkeys(branches)), once, listed=bool(target.nodes))

    def step(self, path: Path | None) -> Focus:
        """The value nodes that ``path`` reaches; the same nodes if it is None."""
        if path is None:
            return self
        return Focus(parent=self, path=path, listed=self.listed, is_empty=self.is_empty)

    def pattern(self, variable: str = "?this") -> str:
        """A pattern that binds ``variable`` to each of the focus nodes once, and nothing that
        another pattern uses.

        A sub-select keeps the query planner from moving the pattern to a place where it costs more.
        """
        if self.parent is not None:
            body = values(self.parent, self.path, f"{variable}_", variable)
        else:
            own = f"{variable}_o"
            branches = [
                branch.replace("?node", variable)
                .replace("?o ", f"{own} ")
                .replace("?s ", f"{own} ")
                for branch in self.branches
            ]
            body = branches[0] if len(branches) == 1 else _union(branches)
            if self.once:
                return f"{{ SELECT {variable} WHERE {{ {body} }} }}"
        return f"{{ SELECT DISTINCT {variable} WHERE {{ {body} }} }}"


def _occurrences(target: Target, statistics: Statistics) -> Iterator[bool]:
    """Whether each part of a target that lists no nodes may have any."""
    for class_ in target.classes:
        classes = statistics.subclasses(class_)
        yield classes is None or any(statistics.occurs(RDF_TYPE, each) for each in classes)
    for predicate in (*target.subjects_of, *target.objects_of):
        yield statistics.occurs(predicate, None)


def _instances(class_: NamedNode, statistics: Statistics) -> list[str]:
    classes = statistics.subclasses(class_)
    if classes is None:
        return [f"?node {RDF_TYPE}/{RDFS_SUBCLASS_OF}* {class_} ."]
    return [f"?node {RDF_TYPE} {each} ." for each in classes]


def values(focus: Focus, path: Path | None, this: str = "?this", value: str = "?value") -> str:
    """A pattern that binds ``this`` to a focus node and ``value`` to one of its value nodes.

    SPARQL evaluates a path of length zero only from nodes of the graph; SHACL from every focus
    node. So the node itself is a branch of its own where the path can be empty.
    """
    itself = f"{focus.pattern(this)} BIND ({this} AS {value})"
    if path is None:
        return itself
    reached = f"{focus.pattern(this)} {this} {path.sparql} {value} ."
    return _union([itself, reached]) if path.can_be_empty else reached


def _union(branches: list[str]) -> str:
    return " UNION ".join(f"{{ {branch} }}" for branch in branches)
