"""Crowds: claims that many documents make in the same way, so that evidence meets all of them at once and not each of them.

What evidence says of a claim depends on what the claim states and, because nobody is their own witness, on who published
it. Where many claims agree in both, one of them stands for all (kb:judgedAs), so that lines of evidence are claims plus
items, and not claims times items. What findings list is bounded in the same way (kb:listedAs).
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Hashable, Iterator

import pyoxigraph as ox

from kbtool.knowledge.places import STATES
from kbtool.rdf.namespaces import CITO, DCT, KB, PROV, RDF, RDFS, XSD, Names
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, objects, one, value

Node = ox.NamedNode | ox.BlankNode

CROWD = 20
"""More claims than this that state the same are judged as one."""

LISTED = 5
"""So many lines of one kind are listed with each claim of a crowd."""

_LEGAL_FORM = re.compile("(inc|llc|ltd|gmbh|pllc|plc|corp|co)$")

_OF_THE_CLAIM = frozenset(
    KB(name)
    for name in (
        "says", "certainty", "cites", "scopeAsStated", "unverifiable", "anchorStatus", "occurrences", "documentSays",
        "difference", "inPlace", "moved", "start", "end", "line", "column",
    )
)  # fmt: skip
"""What figures that are otherwise the same may differ in."""

_OF_THE_LINE = (KB("direction"), KB("directness"), KB("decisive"), KB("decisiveInPart"))
_OF_THE_EVIDENCE = (KB("design"), KB("grade"))


def crowd_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """kb:judgedAs of every claim: the claim whose lines of evidence count for it, which mostly is the claim itself."""
    for claims in _crowds(store):
        first = claims[0]
        for claim in claims:
            yield ox.Quad(claim, KB("judgedAs"), first if len(claims) > CROWD else claim, DERIVED)


def listed_quads(store: ox.Store, names: Names) -> Iterator[ox.Quad]:
    """kb:listedAs of every claim: the node on which those lines of evidence stand that findings list.

    That is the claim itself, or a kb:Crowd with the first lines of each kind: of a direction, a directness and so on.
    """
    members: dict[Node, list[Node]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, KB("judgedAs"), None, DERIVED):
        if isinstance(quad.subject, Node) and isinstance(quad.object, Node):
            members[quad.object].append(quad.subject)
    for first, claims in members.items():
        if len(claims) == 1:
            yield ox.Quad(first, KB("listedAs"), first, DERIVED)
            continue
        digest = hashlib.sha1(first.value.encode(), usedforsecurity=False).hexdigest()
        crowd = names.node(f"crowd/{digest}")
        yield ox.Quad(crowd, RDF("type"), KB("Crowd"), DERIVED)
        yield from (ox.Quad(claim, KB("listedAs"), crowd, DERIVED) for claim in claims)
        for lines in _kinds(store, first).values():
            for line in lines[:LISTED]:
                yield ox.Quad(line, KB("claim"), crowd, DERIVED)
            if len(lines) > LISTED:
                further = ox.Literal(str(len(lines) - LISTED), datatype=XSD("integer"))
                yield ox.Quad(lines[0], KB("furtherAlike"), further, DERIVED)


def _crowds(store: ox.Store) -> Iterator[list[Node]]:
    """All claims in groups, in the order of their IRIs; each group over CROWD is alike in all that evidence depends on."""
    typed = store.quads_for_pattern(None, RDF("type"), KB("Claim"), None)
    claims = sorted({q.subject for q in typed if isinstance(q.subject, Node)}, key=str)
    stated: dict[Term, list[tuple[str, str]]] = defaultdict(list)
    for relation in (*STATES, KB("valence")):
        for quad in store.quads_for_pattern(None, relation, None, None):
            stated[quad.subject].append((relation.value, str(quad.object)))
    groups: dict[Hashable, list[Node]] = defaultdict(list)
    for claim in claims:
        groups[frozenset(stated.get(claim, ())) or claim].append(claim)
    witnesses: frozenset[Hashable] | None = None
    for alike in groups.values():
        if len(alike) <= CROWD:
            yield alike
            continue
        if witnesses is None:
            witnesses = _witnesses(store)
        finer: dict[Hashable, list[Node]] = defaultdict(list)
        for claim in alike:
            publishers = {key for p in _publishers(store, claim) for key in _called(store, p)}
            finer[witnesses & publishers, _figure(store, claim)].append(claim)
        for group in finer.values():
            if len(group) > CROWD:
                yield group
            else:
                yield from ([claim] for claim in group)


def _witnesses(store: ox.Store) -> frozenset[Hashable]:
    """Who has published or written a reference that evidence cites, by node and by name."""
    cited = {q.object for q in store.quads_for_pattern(None, CITO("citesAsEvidence"), None, None)}
    return frozenset(
        key
        for reference in cited
        for name in (DCT("publisher"), DCT("creator"))
        for whose in objects(store, reference, name)
        for key in _called(store, whose)
    )


def _called(store: ox.Store, whose: Term) -> Iterator[Hashable]:
    """What kb:publishedBy takes somebody for the same by: the node, and how the name reads, as in publishers.rq."""
    yield whose
    for label in objects(store, whose, RDFS("label")) or [whose]:
        letters = "".join(filter(str.isalnum, value(label).lower()))
        yield _LEGAL_FORM.sub("", letters)


def _publishers(store: ox.Store, claim: Node) -> Iterator[Term]:
    for document in objects(store, claim, PROV("wasQuotedFrom")):
        yield from objects(store, document, DCT("publisher"))


def _figure(store: ox.Store, claim: Node) -> frozenset[tuple[str, str]]:
    """What a claim states besides its proposition, as far as evidence can depend on it: the figure that it gives."""
    if one(store, claim, KB("gives")) is None:
        return frozenset()
    return frozenset(
        (quad.predicate.value, str(quad.object))
        for quad in store.quads_for_pattern(claim, None, None, None)
        if quad.predicate.value.startswith(KB.base) and quad.predicate not in _OF_THE_CLAIM
    )


def _kinds(store: ox.Store, claim: Node) -> dict[Hashable, list[ox.NamedNode]]:
    """The lines on a claim in groups that rules tell apart, each in the order of their evidence."""
    publishers = set(_publishers(store, claim))
    kinds: dict[Hashable, list[tuple[str, ox.NamedNode]]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, KB("claim"), claim, DERIVED):
        line = quad.subject
        evidence = one(store, line, KB("evidence"))
        if not isinstance(line, ox.NamedNode) or evidence is None:
            continue
        own = any(
            publishers.intersection(objects(store, reference, KB("publishedBy")))
            for reference in objects(store, evidence, CITO("citesAsEvidence"))
        )
        marks = [str(one(store, line, name)) for name in _OF_THE_LINE]
        quality = [str(one(store, evidence, name)) for name in _OF_THE_EVIDENCE]
        kinds[own, *marks, *quality].append((str(evidence), line))
    return {
        kind: [line for _, line in sorted(lines, key=_by_text)] for kind, lines in kinds.items()
    }


def _by_text(line: tuple[str, ox.NamedNode]) -> tuple[str, str]:
    return line[0], line[1].value
