"""Each claim with its verdict as a nanopublication (nanopub.net) in TriG, under a trusty URI."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import TypeVar

import pyoxigraph as ox

from kbtool import __version__
from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.rdf.namespaces import CITO, DCT, KB, OA, PREFIXES, PROV, RDF, RDFS, XSD, Namespace
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, one, value
from kbtool.reports.exports.claims import ExportedClaim, exported_claims

T = TypeVar("T")
NP = Namespace("http://www.nanopub.org/nschema#")
BASE = Namespace("https://w3id.org/kbtool/np/")
_GRAPHS = ("Head", "assertion", "provenance", "pubinfo")


def export(kb: KnowledgeBase) -> str:
    """A nanopublication for each claim, one after the other in one TriG document.

    The assertion is what the claim states and its verdict; its provenance are the document and the
    decisive evidence. They are not signed: whoever publishes them signs them.

    Raises:
        InputError: the package that makes trusty URIs is not installed.
    """
    quads = [quad for claim in exported_claims(kb) for quad in nanopublication(kb, claim)]
    prefixes = PREFIXES | {"np": NP.base}
    return (ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=prefixes) or b"").decode()


def nanopublication(kb: KnowledgeBase, claim: ExportedClaim) -> list[ox.Quad]:
    """The quads of one claim's nanopublication, under its trusty URI."""
    quads = list(dict.fromkeys(_quads(kb, claim)))
    code = _artifact_code(quads)
    return [
        ox.Quad(
            _trusty(quad.subject, code),
            quad.predicate,
            _trusty(quad.object, code),
            _trusty(quad.graph_name, code),
        )
        for quad in quads
    ]


def _quads(kb: KnowledgeBase, claim: ExportedClaim) -> Iterator[ox.Quad]:
    publication = ox.NamedNode(BASE.base)
    head, assertion, provenance, pubinfo = (BASE(name) for name in _GRAPHS)
    yield ox.Quad(publication, RDF("type"), NP("Nanopublication"), head)
    yield ox.Quad(publication, NP("hasAssertion"), assertion, head)
    yield ox.Quad(publication, NP("hasProvenance"), provenance, head)
    yield ox.Quad(publication, NP("hasPublicationInfo"), pubinfo, head)

    for node in (claim.node, claim.held):
        for quad in kb.store.quads_for_pattern(node, None, None, None):  # type: ignore[arg-type]
            kept = quad.graph_name != DERIVED and not isinstance(quad.object, ox.BlankNode)
            if kept and quad.predicate not in (OA("start"), PROV("wasQuotedFrom")):
                yield ox.Quad(quad.subject, quad.predicate, quad.object, assertion)
    yield ox.Quad(claim.node, KB("says"), ox.Literal(claim.says), assertion)
    if isinstance(claim.verdict, ox.NamedNode):
        yield ox.Quad(claim.node, KB("verdict"), claim.verdict, assertion)
    if claim.decision is not None and isinstance(claim.computed, ox.NamedNode):
        yield ox.Quad(claim.node, KB("computedVerdict"), claim.computed, assertion)
    yield ox.Quad(claim.node, KB("stars"), ox.Literal(claim.stars), assertion)

    document = ox.NamedNode(claim.document.iri)
    yield ox.Quad(assertion, PROV("wasDerivedFrom"), document, provenance)
    yield ox.Quad(claim.node, PROV("wasQuotedFrom"), document, provenance)
    publisher = one(kb.store, document, DCT("publisher"))
    if isinstance(publisher, ox.NamedNode):
        yield ox.Quad(claim.node, PROV("wasAttributedTo"), publisher, provenance)
    for quad in kb.store.quads_for_pattern(None, KB("claim"), claim.node, DERIVED):
        if value(one(kb.store, quad.subject, KB("decisive"))) == "true":
            yield from _evidence(
                kb, assertion, one(kb.store, quad.subject, KB("evidence")), provenance
            )
    if isinstance(claim.decision, ox.NamedNode):
        yield ox.Quad(assertion, PROV("wasDerivedFrom"), claim.decision, provenance)

    today = ox.Literal(f"{kb.today.isoformat()}T00:00:00+00:00", datatype=XSD("dateTime"))
    yield ox.Quad(publication, DCT("created"), today, pubinfo)
    made = ox.Literal(f"Made by kbtool {__version__}.")
    yield ox.Quad(publication, RDFS("comment"), made, pubinfo)


def _evidence(
    kb: KnowledgeBase, assertion: ox.NamedNode, evidence: Term | None, graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    reference = one(kb.store, evidence, CITO("citesAsEvidence"))
    if isinstance(evidence, ox.NamedNode):
        yield ox.Quad(assertion, PROV("wasDerivedFrom"), evidence, graph)
        if isinstance(reference, ox.NamedNode):
            yield ox.Quad(evidence, CITO("citesAsEvidence"), reference, graph)


def _artifact_code(quads: list[ox.Quad]) -> str:
    """The artifact code of a trusty URI for RDF (module RA), as the nanopub package makes it."""
    try:
        # The package imports what rdflib has deprecated, and so does rdflib's own reader of N-Quads.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            import rdflib
            from nanopub.trustyuri.rdf import RdfHasher

            data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
            dataset = rdflib.Dataset().parse(data=data, format="nquads")
    except ImportError as error:
        raise InputError(
            "nanopublications need a package that is not installed",
            help="install it with: pip install 'kbtool[nanopub]'",
        ) from error
    rows = [(graph, s, p, o) for s, p, o, graph in dataset.quads()]
    code = RdfHasher.make_hash(rows, baseuri=BASE.base, hashstr=" ")
    assert isinstance(code, str)
    return code


def _trusty(term: T, code: str) -> T | ox.NamedNode:
    """A term with the publication's own names moved under its trusty URI."""
    if isinstance(term, ox.NamedNode) and term.value.startswith(BASE.base):
        local = term.value[len(BASE.base) :]
        return ox.NamedNode(f"{BASE.base}{code}#{local}" if local else f"{BASE.base}{code}")
    return term
