"""What was found at another dose than a document means throughout."""

from __future__ import annotations

import pyoxigraph as ox

from cases import PREFIXES, ROOT
from kbtool.knowledge.derive.kept import KeptThroughout
from kbtool.knowledge.node import Node
from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import GRAPH, ID
from kbtool.rdf.store import build_store, read_turtle

CASE = """
id:low a kb:Concept ; skos:prefLabel "low doses" .
id:very-low a kb:Concept ; skos:prefLabel "very low doses" ; skos:broader id:low .
id:high a kb:Concept ; skos:prefLabel "high doses" .
id:at-low a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain ; kb:dose id:low .
id:plain a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:fever .
id:of-other a kb:Proposition ; kb:subject id:naproxen ; kb:predicate kb:treats ; kb:object id:fever .
id:c-low a kb:Claim ; prov:wasQuotedFrom id:article ; kb:asserts id:at-low .
id:c-plain a kb:Claim ; prov:wasQuotedFrom id:article ; kb:asserts id:plain .
id:c-other a kb:Claim ; prov:wasQuotedFrom id:article ; kb:asserts id:of-other .
id:c-elsewhere a kb:Claim ; prov:wasQuotedFrom id:other-article ; kb:asserts id:plain .
id:s-high kb:dose id:high .
id:s-very-low kb:dose id:very-low .
id:line-high kb:inScope id:s-high .
id:line-very-low kb:inScope id:s-very-low .
id:line-plain kb:inScope id:plain .
"""


def apart(claim: str, line: str) -> bool:
    """Whether a line is on another dose than the claim's document means."""
    files = ("kb/vocabulary.ttl", "tests/rules/base.ttl")
    store = build_store(read_turtle(ROOT / name, name, GRAPH(name)) for name in files)
    for triple in ox.parse(PREFIXES + CASE, format=ox.RdfFormat.TURTLE):
        store.add(ox.Quad(triple.subject, triple.predicate, triple.object, GRAPH("case")))
    columns = Columns(store)
    return KeptThroughout(store, columns).is_apart(
        Node.within(columns, ID(claim)), Node.within(columns, ID(line))
    )


def test_what_was_found_at_a_high_dose_is_apart_in_a_document_on_a_low_one() -> None:
    assert apart("c-plain", "line-high")


def test_a_dose_within_that_of_the_document_is_not_apart() -> None:
    assert not apart("c-plain", "line-very-low")


def test_evidence_without_a_dose_is_not_apart() -> None:
    assert not apart("c-plain", "line-plain")


def test_the_dose_of_another_drug_or_of_another_document_does_not_count() -> None:
    assert not apart("c-other", "line-high")
    assert not apart("c-elsewhere", "line-high")
