"""What users name on a command line, and what they are told where nothing has that name."""

from __future__ import annotations

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.rules import Rule
from kbtool.text.document import Document


def find_rule(kb: KnowledgeBase, what: str) -> Rule | None:
    """The rule with this code or name, if there is one."""
    return kb.rules.get(what.upper()) or kb.rules.get(what)


def find_document(kb: KnowledgeBase, what: str) -> Document:
    """The document with this IRI, CURIE, local name or file name.

    Raises:
        InputError: there is none.
    """
    found = kb.documents.get(what)
    if found is None:
        names = ", ".join(sorted(kb.documents.names))
        raise InputError(f"{what!r} is not a document", help=f"documents are {names}")
    return found


def find_reference(kb: KnowledgeBase, what: str) -> ox.NamedNode:
    """The reference with this IRI, CURIE or local name, or an identifier that it alone has.

    Raises:
        InputError: there is none; with the nearest names.
    """
    found = kb.references.get(what)
    if found is not None:
        return found.node
    near = kb.references.near(what)
    raise InputError(
        f"{what!r} is not a reference",
        help=f"did you mean {', '.join(near)}?" if near else "kb/references.ttl has them",
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
