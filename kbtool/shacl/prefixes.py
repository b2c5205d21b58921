"""Prefix declarations of a shapes graph (SHACL 5.2.1)."""

from __future__ import annotations

import re
from functools import lru_cache

from pyoxigraph import Literal

from kbtool.errors import InputError
from kbtool.rdf.terms import Term
from kbtool.shacl.graph import GraphIndex, show
from kbtool.shacl.vocabulary import OWL_IMPORTS, SH

_PREFIX = re.compile(r"(?:[^\W\d_](?:[\w.\-]*[\w\-])?)?")
_IRI = re.compile(r"""[^<>"{}|^`\\\x00-\x20]*""")


def declared(graph: GraphIndex, constraint: Term | None) -> dict[str, str]:
    """The prefixes in scope of the query at ``constraint``: sh:prefixes/owl:imports*/sh:declare.

    Only the shapes graph itself is read: nothing is imported.

    Raises:
        InputError: a declaration is ill-formed, or two give one prefix different namespaces.
    """
    found: dict[str, str] = {}
    waiting, seen = list(graph.objects(constraint, SH("prefixes"))), set[Term]()
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        waiting.extend(graph.objects(node, OWL_IMPORTS))
        for prefix, namespace in _declarations(graph, node):
            if found.setdefault(prefix, namespace) != namespace:
                raise InputError(
                    f"the prefix {prefix}: stands for both <{found[prefix]}> and <{namespace}>"
                )
    return found


def all_declared(graph: GraphIndex) -> dict[str, str]:
    """Every prefix that any node of the shapes graph declares; the first one wins."""
    found: dict[str, str] = {}
    for node in sorted(graph.subjects(), key=str):
        if SH("declare") in graph.predicates(node):
            for prefix, namespace in _declarations(graph, node):
                found.setdefault(prefix, namespace)
    return found


def prologue(prefixes: dict[str, str]) -> str:
    """The PREFIX declarations for the head of a query."""
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in sorted(prefixes.items()))


@lru_cache(maxsize=64)
def _declarations(graph: GraphIndex, node: Term | None) -> tuple[tuple[str, str], ...]:
    """What a node declares; kept, because most queries of a graph name the same one."""
    found = []
    for declaration in graph.objects(node, SH("declare")):
        prefixes = graph.objects(declaration, SH("prefix"))
        namespaces = graph.objects(declaration, SH("namespace"))
        if (
            len(prefixes) != 1
            or len(namespaces) != 1
            or not isinstance(prefixes[0], Literal)
            or not isinstance(namespaces[0], Literal)
            or not _PREFIX.fullmatch(prefixes[0].value)
            or not _IRI.fullmatch(namespaces[0].value)
        ):
            raise InputError(
                f"a sh:declare of {show(node)} is ill-formed",
                help='write [ sh:prefix "ex" ; sh:namespace "http://..."^^xsd:anyURI ]',
            )
        found.append((prefixes[0].value, namespaces[0].value))
    return tuple(found)
