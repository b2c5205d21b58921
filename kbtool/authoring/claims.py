"""What claims that are begun have in common: free names, and a place at the end of a file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from pathlib import Path

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.rdf.namespaces import PROV, Names
from kbtool.rdf.store import DERIVED
from kbtool.rdf.syntax import parse_turtle
from kbtool.rdf.turtle.write import free_name, name_stem, with_prefixes
from kbtool.text.document import Document

_WORDS = 6
_EMPTY = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "for", "from", "in", "is", "it", "its",
    "of", "on", "or", "that", "the", "their", "this", "to", "with",
})  # fmt: skip


def at_the_end(turtle: str, existing: str, shown: Path | str, names: Names) -> str:
    """A Turtle file with the Turtle of a new claim at its end.

    Args:
        turtle: the claim.
        existing: the file as it is; empty for a new one.
        shown: the file as messages name it.
        names: the namespaces of the knowledge base.

    Raises:
        InputError: the file is not Turtle, or already says something about a claim of that name.
    """
    alone = with_prefixes(turtle, "", shown, names.prefixes)
    if not existing.strip():
        return alone
    stated = {triple.subject for triple in parse_turtle(existing, shown)}
    for triple in parse_turtle(alone, shown):
        if triple.subject in stated and isinstance(triple.subject, ox.NamedNode):
            raise InputError(
                f"already says something about {names.curie(triple.subject.value)}",
                path=shown,
                help="name another file with --output, or take the claim out of this one first",
            )
    return with_prefixes(turtle, existing, shown, names.prefixes)


def free_node(
    kb: KnowledgeBase, document: Document, words: str, taken: Container[str] = ()
) -> ox.NamedNode:
    """A free name: the prefix that the document's claims have, and the first telling words.

    Args:
        kb: the knowledge base.
        document: the document.
        words: the quote.
        taken: the IRIs of names that are given away besides.
    """
    iri = ox.NamedNode(document.iri)
    prefixes: Counter[str] = Counter()
    for quad in kb.store.quads_for_pattern(None, PROV("wasQuotedFrom"), iri, None):
        if isinstance(quad.subject, ox.NamedNode) and quad.graph_name != DERIVED:
            prefixes[name_stem(quad.subject.value).partition("-")[0]] += 1
    usual = prefixes.most_common(1)
    prefix = usual[0][0] if usual else name_stem(document.iri)
    telling = [w for w in re.findall(r"[a-z0-9]+", words.casefold()) if w not in _EMPTY]
    return free_named(kb, "-".join([prefix, *telling[:_WORDS]]), taken)


def free_named(kb: KnowledgeBase, stem: str, taken: Container[str] = ()) -> ox.NamedNode:
    """A node of which a knowledge base says nothing, by the first free name that begins so.

    Args:
        kb: the knowledge base.
        stem: what its name begins with.
        taken: the IRIs of names that are given away besides.
    """
    quads, node = kb.store.quads_for_pattern, kb.names.node

    def is_free(name: str) -> bool:
        return node(name).value not in taken and not any(quads(node(name), None, None, None))

    return node(free_name(stem, is_free))
