"""SPARQL patterns that enumerate focus nodes and value nodes."""

from __future__ import annotations

from dataclasses import dataclass

from kbtool.shacl.model import Target
from kbtool.shacl.paths import Path
from kbtool.shacl.vocabulary import RDF_TYPE, RDFS_SUBCLASS_OF


@dataclass(frozen=True, slots=True)
class Focus:
    """A set of focus nodes: those of a target, or the value nodes of a path from another set.

    Attributes:
        target: the target declarations, if it starts from them.
        parent: else the focus nodes that it starts from,
        path: and the path from them.
    """

    target: Target | None = None
    parent: Focus | None = None
    path: Path | None = None

    def step(self, path: Path | None) -> Focus:
        """The value nodes that ``path`` reaches; the same nodes if it is None."""
        return self if path is None else Focus(parent=self, path=path)

    def pattern(self, variable: str = "?this") -> str:
        """A group that binds ``variable`` to each of the focus nodes once, and nothing else."""
        if self.target is not None:
            branches = _target_branches(self.target, variable)
            body = branches[0] if len(branches) == 1 else _union(branches)
        else:
            assert self.parent is not None
            body = values(self.parent, self.path, f"{variable}_", variable)
        return f"{{ SELECT DISTINCT {variable} WHERE {{ {body} }} }}"


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


def _target_branches(target: Target, variable: str) -> list[str]:
    branches = [
        f"{variable} {RDF_TYPE}/{RDFS_SUBCLASS_OF}* {class_} ." for class_ in target.classes
    ]
    branches += [f"{variable} {predicate} ?o ." for predicate in target.subjects_of]
    branches += [f"?s {predicate} {variable} ." for predicate in target.objects_of]
    if target.nodes:
        nodes = " ".join(str(node) for node in target.nodes)
        branches.append(f"VALUES {variable} {{ {nodes} }}")
    return branches
