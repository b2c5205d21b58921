"""The namespaces of the knowledge base and of the standards that it uses."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox


@dataclass(frozen=True)
class Namespace:
    """An IRI prefix; calling it with a local name gives the term.

    >>> Namespace("http://example.org/ns#")("Claim")
    <NamedNode value=http://example.org/ns#Claim>
    """

    base: str

    def __call__(self, local: str) -> ox.NamedNode:
        """The term with this local name."""
        return ox.NamedNode(self.base + local)


KB = Namespace("https://w3id.org/kbtool/ns#")
ID = Namespace("https://w3id.org/kbtool/id/")
RULE = Namespace("https://w3id.org/kbtool/rule/")
GRAPH = Namespace("https://w3id.org/kbtool/graph/")
SH = Namespace("http://www.w3.org/ns/shacl#")
OA = Namespace("http://www.w3.org/ns/oa#")
PROV = Namespace("http://www.w3.org/ns/prov#")
CITO = Namespace("http://purl.org/spar/cito/")
DCT = Namespace("http://purl.org/dc/terms/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
SCHEMA = Namespace("http://schema.org/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")

PREFIXES: dict[str, str] = {
    "kb": KB.base,
    "id": ID.base,
    "rule": RULE.base,
    "sh": SH.base,
    "oa": OA.base,
    "prov": PROV.base,
    "cito": CITO.base,
    "dct": DCT.base,
    "skos": SKOS.base,
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "owl": OWL.base,
    "xsd": XSD.base,
    "schema": SCHEMA.base,
    "foaf": FOAF.base,
}


def curie(iri: str) -> str:
    """An IRI in short form, such as kb:Claim; the IRI itself if no prefix fits."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and len(iri) > len(base):
            return f"{prefix}:{iri[len(base) :]}"
    return iri
