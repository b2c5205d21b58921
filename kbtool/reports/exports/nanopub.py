"""Each claim with its verdict as a nanopublication (nanopub.net) in TriG, under a trusty URI."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import TypeVar

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim, Evidence
from kbtool.knowledge.places import SCOPE_IN_PART
from kbtool.rdf.namespaces import CITO, DCT, KB, OA, PROV, RDF, RDFS, XSD, Namespace
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import one
from kbtool.reports.exports.blank_nodes import about, with_stable_labels
from kbtool.reports.exports.claims import exported_claims
from kbtool.text.document import Document
from kbtool.version import __version__

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
    quads = [
        quad
        for claim, document in exported_claims(kb)
        for quad in nanopublication(kb, claim, document)
    ]
    prefixes = kb.names.prefixes | {"np": NP.base}
    return (ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=prefixes) or b"").decode()


def nanopublication(kb: KnowledgeBase, claim: Claim, document: Document) -> list[ox.Quad]:
    """The quads of one claim's nanopublication, under its trusty URI."""
    quads = _named(with_stable_labels(dict.fromkeys(_quads(kb, claim, document))))
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


def _quads(kb: KnowledgeBase, claim: Claim, document: Document) -> Iterator[ox.Quad]:
    publication = ox.NamedNode(BASE.base)
    head, assertion, provenance, pubinfo = (BASE(name) for name in _GRAPHS)
    yield ox.Quad(publication, RDF("type"), NP("Nanopublication"), head)
    yield ox.Quad(publication, NP("hasAssertion"), assertion, head)
    yield ox.Quad(publication, NP("hasProvenance"), provenance, head)
    yield ox.Quad(publication, NP("hasPublicationInfo"), pubinfo, head)

    node = ox.NamedNode(claim.iri)
    stated = [node, *([ox.NamedNode(claim.question_iri)] if claim.question_iri else [])]
    for quad in (quad for each in stated for quad in about(kb.store, each)):
        if quad.graph_name != DERIVED and quad.predicate not in (
            OA("start"),
            PROV("wasQuotedFrom"),
        ):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, assertion)
    yield ox.Quad(node, KB("says"), ox.Literal(claim.says), assertion)
    verdict = claim.verdict
    if verdict.concept is not None:
        yield ox.Quad(node, KB("verdict"), ox.NamedNode(verdict.concept.iri), assertion)
    if verdict.resolution is not None and verdict.computed is not None:
        computed = ox.NamedNode(verdict.computed.iri)
        yield ox.Quad(node, KB("computedVerdict"), computed, assertion)
    if verdict.scope is not None and verdict.computed is not None:
        in_part = SCOPE_IN_PART[ox.NamedNode(verdict.computed.iri)]
        yield ox.Quad(node, in_part, ox.Literal(verdict.scope), assertion)
    if verdict.because is not None:
        because = ox.NamedNode(verdict.because.iri)
        yield ox.Quad(node, KB("notAssessedBecause"), because, assertion)
    yield ox.Quad(node, KB("stars"), ox.Literal(verdict.stars), assertion)

    source = ox.NamedNode(document.iri)
    yield ox.Quad(assertion, PROV("wasDerivedFrom"), source, provenance)
    yield ox.Quad(node, PROV("wasQuotedFrom"), source, provenance)
    publisher = one(kb.store, source, DCT("publisher"))
    if isinstance(publisher, ox.NamedNode):
        yield ox.Quad(node, PROV("wasAttributedTo"), publisher, provenance)
    for line in kb.reader.listed_lines(node):
        if line.decisive or (verdict.scope is not None and line.decisive_in_part):
            yield from _evidence(line.evidence, assertion, provenance)
    if verdict.resolution is not None:
        decision = ox.NamedNode(verdict.resolution.iri)
        yield ox.Quad(assertion, PROV("wasDerivedFrom"), decision, provenance)

    today = ox.Literal(f"{kb.today.isoformat()}T00:00:00+00:00", datatype=XSD("dateTime"))
    yield ox.Quad(publication, DCT("created"), today, pubinfo)
    made = ox.Literal(f"Made by kbtool {__version__}.")
    yield ox.Quad(publication, RDFS("comment"), made, pubinfo)


def _named(quads: list[ox.Quad]) -> list[ox.Quad]:
    """The quads, graph by graph, with names of the publication's own for blank nodes, which a trusty URI cannot cover."""

    def name(term: T) -> T | ox.NamedNode:
        return BASE(f"_{term.value}") if isinstance(term, ox.BlankNode) else term

    found = [ox.Quad(name(q.subject), q.predicate, name(q.object), q.graph_name) for q in quads]
    graphs = [BASE(graph) for graph in _GRAPHS]
    return sorted(found, key=lambda quad: graphs.index(quad.graph_name))  # type: ignore[arg-type]


def _evidence(
    evidence: Evidence, assertion: ox.NamedNode, graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    node = ox.NamedNode(evidence.iri)
    yield ox.Quad(assertion, PROV("wasDerivedFrom"), node, graph)
    if evidence.source is not None and "://" in evidence.source.iri:
        reference = ox.NamedNode(evidence.source.iri)
        yield ox.Quad(node, CITO("citesAsEvidence"), reference, graph)


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
