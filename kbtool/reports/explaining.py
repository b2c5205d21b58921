"""Whatever a reviewer names, explained: a rule, a claim, a document, a reference, an item of evidence, a statement."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

import pyoxigraph as ox

from kbtool.checks.cases import example_of
from kbtool.checks.findings import Finding
from kbtool.checks.ranking import worst_of_words
from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.by_word import KINDS, called
from kbtool.knowledge.found_passages import find_passage, is_quoted
from kbtool.knowledge.lookup import find_rule, index_of
from kbtool.knowledge.model import Claim
from kbtool.near import nearest_few
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term
from kbtool.reports.comparison import compared
from kbtool.reports.documents import explain_documents
from kbtool.reports.explanation import explain_claim, explain_rule
from kbtool.reports.nodes import (
    explain_document,
    explain_evidence,
    explain_question,
    explain_reference,
)
from kbtool.reports.packs import shown
from kbtool.reports.passages import explain_claims
from kbtool.reports.style import Style, finished
from kbtool.reports.themes import explain_theme
from kbtool.reports.wording import RELATED_SHOWN, aside, other_side, standing
from kbtool.text.document import Document

_Explain: TypeAlias = Callable[[KnowledgeBase, ox.NamedNode, Style], str]
_KINDS: dict[str, _Explain] = {
    "Claim": explain_claim,
    "Document": lambda kb, node, style: explain_document(kb, kb.documents[node.value], style),
    "Reference": explain_reference,
    "Evidence": explain_evidence,
    "Proposition": explain_question,
    "Quantity": explain_question,
}
_ALONE = {
    "Reference": "a reference",
    "Evidence": "an item of evidence",
    "Proposition": "a statement",
    "Quantity": "a statement",
}
_PLACED = re.compile(r":\d")
_PAIR = ("one", "other")
_NEAREST = 3


def explain_any(
    kb: KnowledgeBase,
    what: str,
    style: Style,
    findings: Callable[[Iterable[str]], Iterable[Finding]] = lambda _: (),
    most: int | None = None,
) -> str:
    """What there is to know of what somebody names.

    Args:
        kb: the knowledge base.
        what: the code or name of a rule; the name of a policy pack; of anything else the IRI, a CURIE, the local name, a
            label or an identifier.
        style: how it is shown.
        findings: gives what a check finds on some claims, by IRI.
        most: so many entries of each section of a long page are shown; all, if it is None.

    Raises:
        InputError: nothing of these kinds has the name; with the nearest ones.
    """
    rule = find_rule(kb, what)
    if rule is not None:
        return explain_rule(rule, style, example_of(rule, kb.workspace))
    for kind, explain in _KINDS.items():
        found = index_of(kb, KB(kind)).iri(what)
        if found is not None and kind == "Document":
            return explain_document(kb, kb.documents[found], style, most)
        if found is not None:
            page = explain(kb, ox.NamedNode(found), style)
            return f"{page}{_found(found, findings([found]), style)}" if kind == "Claim" else page
    if pack := _pack(kb, what):
        return shown(kb, pack, style)
    if kb.documents.get(what) or _PLACED.search(what):
        return explain_several(kb, [what], style, findings, most)
    terms = _terms(kb, what)
    is_passage = not terms and is_quoted(kb, what)
    said = None if is_passage else _predicates(kb, what, style, with_near=not terms)
    if said is not None and not terms:
        return said
    page = explain_several(kb, [what], style, findings, most)
    return f"{said.rstrip()}\n\n{page}" if said is not None else page


def _predicates(kb: KnowledgeBase, what: str, style: Style, *, with_near: bool) -> str | None:
    # what reads the forms of words takes longer than a claim to explain
    from kbtool.reports.predicates import explain_predicates

    return explain_predicates(kb, what, style, with_near=with_near)


def explain_several(
    kb: KnowledgeBase,
    names: Sequence[str],
    style: Style,
    findings: Callable[[Iterable[str]], Iterable[Finding]] = lambda _: (),
    most: int | None = None,
) -> str:
    """What there is to know of several things together: of claims and passages, side by side; of concepts, what names them
    all, in the documents that are named, if any; of two documents, where they pull apart.

    Args:
        kb: the knowledge base.
        names: claims, passages (FILE:LINE, or words), documents and concepts; concepts with a comma between them are
            alternatives.
        style: how it is shown.
        findings: gives what a check finds on some claims, by IRI.
        most: so many entries of each section of a long page are shown; all, if it is None.

    Raises:
        InputError: nothing has one of the names, or they do not go together.
    """
    claims: list[Claim] = []
    documents: list[Document] = []
    wanted: list[frozenset[Term]] = []
    words: list[str] = []
    apart: list[str] = []
    for name in names:
        if claim := kb.claims.get(name):
            claims.append(claim)
        elif document := kb.documents.get(name):
            documents.append(document)
        elif terms := _terms(kb, name):
            wanted.append(terms)
            words.append(name)
        elif passage := find_passage(kb, name):
            claims += passage.claims
        elif alone := _alone(kb, name):
            apart.append(f"{name} is {alone}")
        else:
            raise _unknown(kb, name)
    if apart:
        raise InputError(
            f"{apart[0]}, which is explained by itself",
            help="name claims or passages together, or concepts and documents, or two documents",
        )
    if wanted and not claims:
        return explain_theme(kb, words, wanted, documents, style, most)
    if claims and not wanted and not documents:
        before = compared(kb, claims[0], claims[1], style) if len(claims) == len(_PAIR) else ()
        return explain_claims(kb, claims, style, findings, before)
    if len(documents) == len(_PAIR) and not claims:
        return explain_documents(kb, documents, style)
    raise InputError(
        "these do not go together: " + ", ".join(names),
        help="name claims or passages, or concepts and documents, or two documents",
    )


def _terms(kb: KnowledgeBase, name: str) -> frozenset[Term]:
    """All that a name stands for, or several with commas between them; none, if one of these stands for nothing."""
    whole = called(kb, name)
    parts = (
        [] if whole or "," not in name else [called(kb, part.strip()) for part in name.split(",")]
    )
    return whole or (frozenset().union(*parts) if all(parts) else frozenset())


def _alone(kb: KnowledgeBase, name: str) -> str | None:
    """What is called so and is shown alone, in words: a rule, a reference, an item of evidence, a statement; else None."""
    if find_rule(kb, name) is not None:
        return "a rule"
    alone = (kind for kind in _ALONE if index_of(kb, KB(kind)).iri(name) is not None)
    return next((_ALONE[kind] for kind in alone), None)


def _pack(kb: KnowledgeBase, what: str) -> str | None:
    """The name of the policy pack that is called so, or was; none, where words name something else as well."""
    found = (pack.name for pack in kb.packs if what in (pack.name, *pack.former_names))
    return None if _terms(kb, what) else next(found, None)


def _unknown(kb: KnowledgeBase, what: str) -> InputError:
    near = nearest_few(what, dict.fromkeys(_near(kb, what)), _NEAREST, faintly=False)
    return InputError(
        f"{what!r} is no claim, rule, document, reference, evidence, statement or concept, nor a passage of an article",
        help=f"did you mean {', '.join(near)}?"
        if near
        else "`kbtool query` lists ways to find claims; `kbtool check FILE` reads a draft",
    )


def _near(kb: KnowledgeBase, what: str) -> Iterator[str]:
    yield from kb.claims.near(what)
    yield from kb.rules.near(what)
    yield from nearest_few(what, dict.fromkeys(pack.name for pack in kb.packs), _NEAREST)
    for kind in (*_KINDS, *KINDS):
        yield from index_of(kb, KB(kind)).near(what)


def _found(claim: str, findings: Iterable[Finding], style: Style) -> str:
    """What a check finds of a claim, with the other sides: conflicts, figures of another unit, narrower scopes."""
    lines = []
    for finding in worst_of_words(each for each in findings if each.claim == claim):
        said = f"{finding.severity} {finding.code} {finding.name}: {finding.message}"
        lines += style.wrap(said, "  ", 4)
        for other in finding.related[:RELATED_SHOWN]:
            lines += style.wrap(f"- {other_side(other)}", "    ", 6)
        if aside(finding):
            lines += style.wrap(f"({standing(finding)})", "    ", 4)
    return finished("\n".join(["", "", style.bold("What is found"), *lines])) if lines else ""
