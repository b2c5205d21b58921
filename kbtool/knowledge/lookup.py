"""What users name on a command line, and what they are told where nothing has that name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.index import Index
from kbtool.knowledge.labels import names_in_words
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import KB, Names
from kbtool.rdf.terms import instances, named, occurs
from kbtool.text.document import Document


def find_rule(kb: KnowledgeBase, what: str) -> Rule | None:
    """The rule with this code or name, if there is one."""
    return kb.rules.get(what.upper()) or kb.rules.get(what)


def nodes_spelled(prefixed: Names, names: Iterable[str]) -> list[ox.NamedNode] | None:
    """The nodes of a knowledge base whose very names these are; None, if one may be something else.

    Args:
        prefixed: its namespaces.
        names: IRIs and local names.
    """
    found = []
    for name in names:
        local = name.removeprefix(prefixed.base)
        if not _LOCAL.fullmatch(local):
            return None
        found.append(prefixed.node(local))
    return found


_LOCAL = re.compile(r"[\w-]+")


def find_document(kb: KnowledgeBase, what: str) -> Document:
    """The document with this IRI, CURIE, local name or file name, or whose text has this path.

    Raises:
        InputError: there is none.
    """
    found = kb.documents.get(what)
    if found is None:
        names = ", ".join(sorted(kb.documents.names))
        known = f"documents are {names}" if names else "no document is on file"
        help = f"{known}; `kbtool source add FILE` takes one in"
        raise InputError(f"{what!r} is not a document", help=help)
    return found


def find_reference(
    kb: KnowledgeBase, what: str, otherwise: str = "kb/references.ttl has them"
) -> ox.NamedNode:
    """The reference with this IRI, CURIE or local name, or an identifier that it alone has.

    Args:
        kb: the knowledge base.
        what: the name.
        otherwise: what to do where no name is near.

    Raises:
        InputError: there is none; with the nearest names.
    """
    found = kb.references.get(what)
    if found is not None:
        return found.node
    near = kb.references.near(what)
    raise InputError(
        f"{what!r} is not a reference",
        help=f"did you mean {', '.join(near)}?" if near else otherwise,
    )


def find_claim(kb: KnowledgeBase, what: str, wanted: str = "not a claim") -> ox.NamedNode:
    """The claim with this IRI, CURIE or local name.

    Args:
        kb: the knowledge base.
        what: the name.
        wanted: what it is not, if there is none.

    Raises:
        InputError: there is none; with the nearest names.
    """
    found = kb.claims.get(what)
    if found is not None:
        return ox.NamedNode(found.iri)
    near = kb.claims.near(what)
    if "rule" in wanted:
        near += kb.rules.near(what)
    raise InputError(
        f"{what!r} is {wanted}",
        help=f"did you mean {', '.join(near[:3])}?"
        if near
        else "`kbtool query` lists ways to find claims",
    )


def find_instance(kb: KnowledgeBase, what: str, kind: ox.NamedNode) -> ox.NamedNode:
    """The instance of a class with this IRI, CURIE, local name or label.

    Args:
        kb: the knowledge base.
        what: the name.
        kind: the class.

    Raises:
        InputError: there is none; with the nearest names.
    """
    index = index_of(kb, kind)
    found = index.iri(what)
    if found is not None:
        return ox.NamedNode(found)
    raise InputError(
        f"{what!r} is no {kb.labels.label(kind)} of the knowledge base", help=index.help_on(what)
    )


def find_node(kb: KnowledgeBase, what: str, node: ox.NamedNode) -> ox.NamedNode:
    """A node that the knowledge base speaks of, or the one with a name or label.

    Args:
        kb: the knowledge base.
        what: the name.
        node: the node that it is by its spelling.

    Raises:
        InputError: nothing in the knowledge base has that name; with the nearest names.
    """
    if occurs(kb.store, node):
        return node
    subjects = {quad.subject for quad in kb.store.quads_for_pattern(None, None, None, None)}
    index = _by_name(kb, "node", named(subjects))
    found = index.iri(what)
    if found is not None:
        return ox.NamedNode(found)
    raise InputError(
        f"{what!r} is not in the knowledge base",
        help=" ".join(filter(None, [index.help_on(what), "Text stands in quotation marks."])),
    )


def index_of(kb: KnowledgeBase, kind: ox.NamedNode) -> Index[object]:
    """The instances of a class, by IRI, CURIE, local name or label, and by what else names one of its kind."""
    known: dict[ox.NamedNode, Callable[[], Index[object]]] = {
        KB("Document"): lambda: kb.documents,
        KB("Claim"): lambda: kb.claims,
        KB("Reference"): lambda: kb.references,
    }
    if kind in known:
        return known[kind]()
    return _by_name(kb, kb.labels.label(kind), instances(kb.store, kind))


def _by_name(kb: KnowledgeBase, noun: str, nodes: Iterable[ox.NamedNode]) -> Index[object]:
    names = {
        node.value: (*kb.names.called(node.value), *names_in_words(kb.store, node))
        for node in nodes
    }
    return Index(noun, names, ox.NamedNode)
