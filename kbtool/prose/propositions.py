"""The proposition that a candidate states: its properties and its node."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pyoxigraph as ox

from kbtool.prose.candidate import Candidate
from kbtool.rdf.datatypes import levelled
from kbtool.rdf.namespaces import DRAFT, KB, XSD
from kbtool.rdf.terms import Term

TRUE = ox.Literal("true", datatype=XSD("boolean"))
"""The object of what a predicate says by itself."""


def stated_by(candidate: Candidate) -> Iterator[tuple[ox.NamedNode, Term]]:
    """The properties and values of the proposition that a candidate asserts or denies."""
    yield KB("subject"), candidate.subject
    yield KB("predicate"), candidate.relation
    yield KB("object"), candidate.object or TRUE
    yield from qualifiers_of(candidate)


def qualifiers_of(candidate: Candidate) -> Iterator[tuple[ox.NamedNode, Term]]:
    """The qualifiers that a candidate states: scope, modality, and when."""
    yield from candidate.scope.items()
    yield from candidate.modality.items()
    if candidate.horizon is not None:
        yield KB("horizon"), levelled(ox.Literal(candidate.horizon, datatype=XSD("duration")))


def new_proposition(candidate: Candidate) -> ox.NamedNode:
    """The node of the proposition that a candidate asserts or denies, where none is on file; the same for the same."""
    parts = (
        candidate.subject,
        candidate.relation,
        candidate.object,
        *sorted(map(str, qualifiers_of(candidate))),
    )
    return DRAFT("says-" + hashlib.sha256(repr(parts).encode()).hexdigest()[:16])
