"""Names of new nodes in the house style: what is said of what, in lower case with hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term
from kbtool.rdf.turtle.write import name_stem

_CORE = ("subject", "predicate", "measure", "object")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def stated_stem(kind: ox.NamedNode, stated: Iterable[tuple[ox.NamedNode, Term]]) -> str:
    """The name of a proposition or quantity by what it states: "aspirin-improves-headache-adults".

    Args:
        kind: its class; the name of a quantity begins with "q-".
        stated: its properties and values.
    """
    values = dict(stated)
    core = [values[KB(name)] for name in _CORE if KB(name) in values]
    scope = [value for name, value in values.items() if name not in map(KB, _CORE)]
    parts = [_part(value) for value in (*core, *scope) if isinstance(value, ox.NamedNode)]
    return "-".join(["q", *parts] if kind == KB("Quantity") else parts)


def _part(node: ox.NamedNode) -> str:
    """The local name of a node; of a term in camel case, its words."""
    return _HUMP.sub("-", name_stem(node.value)).casefold()
