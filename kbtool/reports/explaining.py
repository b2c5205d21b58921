"""Whatever a reviewer names, explained: a rule, a claim, a document, a reference, an item of evidence, a statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.lookup import find_rule, index_of
from kbtool.rdf.namespaces import KB
from kbtool.reports.explanation import explain_claim, explain_rule
from kbtool.reports.nodes import (
    explain_document,
    explain_evidence,
    explain_question,
    explain_reference,
)
from kbtool.reports.style import Style

_Explain: TypeAlias = Callable[[KnowledgeBase, ox.NamedNode, Style], str]
_KINDS: dict[str, _Explain] = {
    "Claim": explain_claim,
    "Document": lambda kb, node, style: explain_document(kb, kb.documents[node.value], style),
    "Reference": explain_reference,
    "Evidence": explain_evidence,
    "Proposition": explain_question,
    "Quantity": explain_question,
}
_NEAREST = 3


def explain_any(kb: KnowledgeBase, what: str, style: Style) -> str:
    """What there is to know of what somebody names.

    Args:
        kb: the knowledge base.
        what: the code or name of a rule; of anything else the IRI, a CURIE, the local name, a label or an identifier.
        style: how it is shown.

    Raises:
        InputError: nothing of these kinds has the name; with the nearest ones.
    """
    rule = find_rule(kb, what)
    if rule is not None:
        return explain_rule(rule, style)
    for kind, explain in _KINDS.items():
        found = index_of(kb, KB(kind)).iri(what)
        if found is not None:
            return explain(kb, ox.NamedNode(found), style)
    near = list(dict.fromkeys(_near(kb, what)))[:_NEAREST]
    raise InputError(
        f"{what!r} is no claim, rule, document, reference, evidence or statement",
        help=f"did you mean {', '.join(near)}?"
        if near
        else "`kbtool query` lists ways to find claims",
    )


def _near(kb: KnowledgeBase, what: str) -> Iterator[str]:
    yield from kb.claims.near(what)
    yield from kb.rules.near(what)
    for kind in _KINDS:
        yield from index_of(kb, KB(kind)).near(what)
