"""What a reviewer's decision was made on, as a digest, so that a decision can be told stale."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kbtool.knowledge.places import STATES
from kbtool.rdf.namespaces import CITO, KB, OA
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, objects, one, value

_LINE = (KB("direction"), KB("directness"), KB("tier"), KB("eligible"))
_OF_REFERENCE = (KB("verification"), KB("retractionStatus"))
_POSITION = (OA("start"), OA("prefix"), OA("suffix"))
_ANNOTATIONS = ("http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/2004/02/skos/core#")


def basis(store: ox.Store, claim: ox.NamedNode) -> str:
    """A digest of all that a verdict on a claim rests on: SHA-256 of sorted statements, in hexadecimal.

    It has the claim and what it states, each line of evidence on it, the evidence, the searches that cover the claim, and of
    references whether they are verified and retracted. Labels, places and other claims are not in it.
    """
    parts = set(_stated(store, claim, without=_POSITION))
    for relation in STATES:
        for held in objects(store, claim, relation):
            parts |= set(_stated(store, held))
    for line in lines_on(store, claim):
        evidence = one(store, line, KB("evidence"))
        marks = [value(one(store, line, name)) for name in _LINE]
        parts.add(" ".join(["line", value(evidence), *marks]))
        parts |= set(_stated(store, evidence))
        for reference in objects(store, evidence, CITO("citesAsEvidence")):
            marks = [value(one(store, reference, name)) for name in _OF_REFERENCE]
            parts.add(" ".join(["reference", value(reference), *marks]))
    for search in objects(store, claim, KB("coveredBy")):
        parts |= set(_stated(store, search))
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()


def basis_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """The derived kb:basis of each claim that a resolution is in force for."""
    for quad in store.quads_for_pattern(None, KB("decidedBy"), None, DERIVED):
        if isinstance(quad.subject, ox.NamedNode):
            digest = ox.Literal(basis(store, quad.subject))
            yield ox.Quad(quad.subject, KB("basis"), digest, DERIVED)


def _stated(
    store: ox.Store, node: Term | None, without: Iterable[ox.NamedNode] = ()
) -> Iterator[str]:
    """What files state of a node, without what is derived and without annotations."""
    if not isinstance(node, ox.NamedNode | ox.BlankNode):
        return
    for quad in store.quads_for_pattern(node, None, None, None):
        annotation = quad.predicate.value.startswith(_ANNOTATIONS)
        if quad.graph_name != DERIVED and not annotation and quad.predicate not in without:
            said = "_:" if isinstance(quad.object, ox.BlankNode) else str(quad.object)
            yield f"{value(node)} {quad.predicate.value} {said}"


def lines_on(store: ox.Store, claim: ox.NamedNode) -> list[ox.NamedNode | ox.BlankNode | ox.Triple]:
    """The lines of evidence that count for a claim."""
    judged = one(store, claim, KB("judgedAs")) or claim
    return [quad.subject for quad in store.quads_for_pattern(None, KB("claim"), judged, DERIVED)]
