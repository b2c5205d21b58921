"""The form of names: another namespace than that of the knowledge base, or a name that is written unlike the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kbtool.knowledge.derive.misuse import Kind, Misuse
from kbtool.rdf.namespaces import KB, Names

_RARE = 20
"""One name in so many is a slip; more are a custom."""


def of_another_space(nodes: Iterable[ox.NamedNode], names: Names) -> Iterator[Misuse]:
    """Nodes in the vocabulary's namespace, or in one that is nearly that of the knowledge base: .../ids/ for .../id/.

    Args:
        nodes: the nodes of a class.
        names: the namespaces of the knowledge base.
    """
    near = names.base.rstrip("/#")
    for node in nodes:
        iri = node.value
        if not iri.startswith(names.base) and iri.startswith((KB.base, near)):
            space = iri.removesuffix(iri.replace("#", "/").rsplit("/", 1)[-1])
            yield Misuse(node, Kind.MISNAMED, "namespace", names.base, space)


def unlike_others(nodes: Iterable[ox.NamedNode], names: Names) -> Iterator[Misuse]:
    """Nodes with a capital or an underscore in their name, where hardly any other name has one.

    Args:
        nodes: all nodes.
        names: the namespaces of the knowledge base.
    """
    own = [
        node.value.removeprefix(names.base) for node in nodes if node.value.startswith(names.base)
    ]
    for meant in (str.lower, lambda name: name.replace("_", "-")):
        odd = [name for name in own if meant(name) != name]
        if 0 < len(odd) * _RARE <= len(own):
            for name in odd:
                yield Misuse(
                    names.node(name), Kind.MISSPELT, "its name", "", name, None, meant(name)
                )
