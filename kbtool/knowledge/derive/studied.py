"""What evidence was found on: the proposition or quantity that it names, in the scope that it states of itself.

A trial supports "treats depression" in the patients, at the dose and after the time that it studied. Qualifiers on an item
of evidence say so, and make of the proposition a narrower statement, on which the item bears. How far that reaches to what a
claim states follows like everything between statements (kbtool.knowledge.entailment), and not from where somebody attached
it. Several values of one qualifier are several statements, so that one item on two scopes says what two items say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import TypeAlias

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.errors import InputError
from kbtool.knowledge.derive.shares import Threshold, speaks_of_shares, thresholds
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.scales import Scope
from kbtool.knowledge.statements import Statement, Terminology
from kbtool.rdf.datatypes import levelled
from kbtool.rdf.namespaces import KB, RDF
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, by_subject, in_order, instances, named

Key: TypeAlias = tuple[Term, Term, Term | None, frozenset[tuple[ox.NamedNode, frozenset[Term]]]]

SCOPES = 50
"""So many scopes one item of evidence may name."""

SPEAKS = {
    KB("supports"): KB("speaksFor"),
    KB("disputes"): KB("speaksAgainst"),
    KB("neutralOn"): KB("speaksNeitherWayOn"),
    KB("gives"): KB("speaksOf"),
}
"""What is derived for each property by which evidence names a proposition or quantity."""


class Studied(Struct, frozen=True):
    """A statement in the scope of some evidence.

    Attributes:
        statement: the statement.
        of: the proposition or quantity that the evidence names.
        limits: the qualifiers that the evidence states of itself, each with its value.
    """

    statement: Statement
    of: ox.NamedNode
    limits: tuple[tuple[ox.NamedNode, Term], ...]


def studied_statements(
    store: ox.Store, statements: Iterable[Statement], terms: Terminology, labels: Labels
) -> tuple[list[Studied], list[ox.Quad]]:
    """The statements that only evidence makes, and what each item of evidence speaks for, against or of.

    Args:
        store: the store.
        statements: the propositions and quantities of the store.
        terms: what the vocabulary and the concepts declare.
        labels: the labels, and the namespaces in which new nodes are named.
    """
    by_iri = {statement.iri: statement for statement in statements}
    known = {_key(statement): statement.iri for statement in by_iri.values()}
    qualifiers = instances(store, KB("Qualifier"))
    shares = thresholds(store)
    made: dict[ox.NamedNode, Studied] = {}
    quads: list[ox.Quad] = []
    said = {says: by_subject(store, says) for says in SPEAKS}
    stated = {q: by_subject(store, q) for q in qualifiers}
    for evidence in sorted(instances(store, KB("Evidence")), key=str):
        own = {
            q: in_order({levelled(value) for value in values[evidence]})
            for q, values in stated.items()
            if evidence in values
        }
        limits = [tuple(zip(own, values, strict=True)) for values in product(*own.values())]
        if len(limits) > SCOPES:
            raise InputError(
                f"{labels.names.curie(evidence.value)} names {len(limits)} scopes, each value with each of the others",
                path="kb",
                help=f"write one item for each thing that was studied; an item may name {SCOPES} scopes",
            )
        for speaks, node in _named(store, evidence, said, shares):
            for limit in limits:
                found = _within(by_iri.get(node), limit, terms, labels)
                if found is None:
                    quads.append(ox.Quad(evidence, speaks, node, DERIVED))
                    continue
                at = known.get(_key(found.statement))
                if at is None:
                    at = found.statement.iri
                    made[at] = found
                    known[_key(found.statement)] = at
                quads.append(ox.Quad(evidence, speaks, at, DERIVED))
    quads.extend(quad for found in made.values() for quad in _described(found, labels))
    return list(made.values()), quads


def _named(
    store: ox.Store,
    evidence: ox.NamedNode,
    said: Mapping[ox.NamedNode, Mapping[Term, list[Term]]],
    shares: Mapping[Term, list[Threshold]],
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode]]:
    """What an item of evidence speaks for, against or of, by what it names and by what its figure decides."""
    for says, speaks in SPEAKS.items():
        yield from ((speaks, node) for node in named(said[says].get(evidence, ())))
    for says_of_share, node in speaks_of_shares(store, evidence, shares) if shares else ():
        yield SPEAKS[KB(says_of_share)], node


def _within(
    statement: Statement | None,
    limits: tuple[tuple[ox.NamedNode, Term], ...],
    terms: Terminology,
    labels: Labels,
) -> Studied | None:
    """A statement in the scope that was studied; None, if that is its own.

    What was studied takes the place of what the statement says, narrower or not. Of several values that hold together
    ("with depression and anxiety") it takes the place of those that it narrows or widens.
    """
    if statement is None:
        return None
    scope: dict[ox.NamedNode, frozenset[Term]] = dict(statement.scope)
    for qualifier, value in limits:
        said = scope.get(qualifier, frozenset())
        kept = {v for v in said if not (terms.within(value, v) or terms.within(v, value))}
        scope[qualifier] = frozenset({*(kept if len(said) > 1 else ()), value})
    if scope == statement.scope:
        return None
    text = " ".join([str(statement.iri), *(f"{q} {v}" for q, v in limits)])
    digest = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
    iri = labels.names.node(f"studied/{digest}")
    return Studied(replace(statement, iri=iri, scope=scope), statement.iri, limits)


def _described(found: Studied, labels: Labels) -> Iterator[ox.Quad]:
    node = found.statement.iri
    yield ox.Quad(node, RDF("type"), KB("StudiedStatement"), DERIVED)
    yield ox.Quad(node, KB("narrows"), found.of, DERIVED)
    yield from (ox.Quad(node, qualifier, value, DERIVED) for qualifier, value in found.limits)
    known = [(q, v) for q, v in found.limits if v != KB("NotKnown")]
    words = scope_in_words({q: frozenset({v}) for q, v in known or found.limits}, labels)
    yield ox.Quad(node, KB("studiedScope"), ox.Literal(words), DERIVED)


def scope_in_words(scope: Scope | Mapping[ox.NamedNode, frozenset[Term]], labels: Labels) -> str:
    """A scope as a reader says it: "in adults, after 7 days"; what was compared comes behind what was done."""
    order = sorted(scope.items(), key=lambda item: (labels.is_told_last(item[0]), item[0].value))
    return ", ".join(
        labels.qualified(qualifier, value, studied=True)
        for qualifier, values in order
        for value in sorted(values, key=str)
    )


def _key(statement: Statement) -> Key:
    return (
        statement.subject,
        statement.relation,
        statement.object,
        frozenset(statement.scope.items()),
    )
