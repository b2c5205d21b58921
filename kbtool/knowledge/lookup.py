"""Claims and rules by the names that users give them."""

from __future__ import annotations

import difflib

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import ID, KB, PREFIXES, RDF, curie
from kbtool.rdf.terms import objects, value
from kbtool.references.identifiers import SCHEMES
from kbtool.references.reference import all_references
from kbtool.text.document import Document


def find_rule(kb: KnowledgeBase, what: str) -> Rule | None:
    """The rule with this code or name, if there is one."""
    for rule in kb.rules.values():
        if what.upper() == rule.code or what == rule.name:
            return rule
    return None


def find_document(kb: KnowledgeBase, what: str) -> Document:
    """The document with this IRI, CURIE, local name or file name.

    Raises:
        InputError: there is none.
    """
    for iri, document in kb.documents.items():
        if what in (iri.value, curie(iri.value), iri.value.rpartition("/")[2], document.path.name):
            return document
    names = sorted(iri.value.rpartition("/")[2] for iri in kb.documents)
    raise InputError(f"{what!r} is no document", help="documents are " + ", ".join(names))


def find_reference(kb: KnowledgeBase, what: str) -> ox.NamedNode:
    """The reference with this IRI, CURIE or local name, or an identifier that it alone has.

    Raises:
        InputError: there is none; with the nearest names.
    """
    unique = [name for name, scheme in SCHEMES.items() if not scheme.shared]
    references = all_references(kb.store)
    for node in references:
        names = {node.value, curie(node.value), node.value.rpartition("/")[2]}
        names |= {value(t) for p in unique for t in objects(kb.store, node, KB(p))}
        if what in names:
            return node
    local = [node.value.rpartition("/")[2] for node in references]
    near = difflib.get_close_matches(what.rpartition(":")[2], local, n=3, cutoff=0.5)
    raise InputError(
        f"{what!r} is no reference",
        help=f"did you mean {', '.join(near)}?" if near else "kb/references.ttl has them",
    )


def find_claim(kb: KnowledgeBase, what: str, wanted: str = "no claim") -> ox.NamedNode:
    """The claim with this IRI, CURIE or local name.

    Args:
        kb: the knowledge base.
        what: the name.
        wanted: what it is not, if there is none.

    Raises:
        InputError: there is none; with the nearest names.
    """
    prefix, colon, local = what.partition(":")
    if "://" in what:
        iri = what
    elif colon and prefix in PREFIXES:
        iri = PREFIXES[prefix] + local
    else:
        iri = ID.base + what
    quads = kb.store.quads_for_pattern(None, RDF("type"), KB("Claim"), None)
    claims = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    if iri in claims:
        return ox.NamedNode(iri)
    names = {claim.rpartition("/")[2] for claim in claims}
    if "rule" in wanted:
        names |= {rule.code for rule in kb.rules.values()}
    near = difflib.get_close_matches(what.rpartition(":")[2], sorted(names), n=3, cutoff=0.5)
    raise InputError(
        f"{what!r} is {wanted}",
        help=f"did you mean {', '.join(near)}?"
        if near
        else "`kbtool query` lists ways to find claims",
    )
