"""The chain behind a verdict: claim, proposition, evidence lines, references, warrants; all read from derived triples."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.comparison import differences
from kbtool.knowledge.places import STATES, Declared, Span
from kbtool.knowledge.reservations import reservations
from kbtool.knowledge.statements import read_statements, read_terminology
from kbtool.rdf.namespaces import CITO, DCT, KB, OA, RDF
from kbtool.rdf.terms import Term, objects, one, text
from kbtool.references.identifiers import SCHEMES


@dataclass(frozen=True)
class Line:
    """One evidence line: an item of evidence as it bears on the claim.

    Attributes:
        supporting: whether it speaks for the claim.
        directness: direct, indirect or narrower scope, as its label.
        decisive: whether it is of the tier that decides.
        tier: 0 for an authority, else the OCEBM level; None where neither applies.
        design: the design's label.
        finding: what was found.
        reference: the reference's short citation.
        identifiers: the reference's identifiers.
        via: the proposition or quantity that it bears on.
        warrant: why it bears, if said.
        verification: how the finding was verified.
        reservations: why its reference decides nothing, whatever the design: retracted, say.
        confirmed: which registry confirms the reference, and when; None, if none does.
        declared: where it is declared.
    """

    supporting: bool
    directness: str
    decisive: bool
    tier: int | None
    design: str
    finding: str
    reference: str
    identifiers: tuple[str, ...]
    via: str
    warrant: str | None
    verification: str
    reservations: tuple[str, ...]
    confirmed: str | None
    declared: Declared | None


@dataclass(frozen=True)
class NotComparable:
    """The same kind of statement in another scope, and in what the scopes differ."""

    phrase: str
    differences: tuple[str, ...]


@dataclass(frozen=True)
class Passage:
    """A claim of the same question: its words, and where they stand."""

    quote: str
    document: str | None
    span: Span | None


@dataclass(frozen=True)
class Resolution:
    """A reviewer's decision that is in force.

    Attributes:
        reviewer: who decided.
        date: when, as a date.
        reason: why.
        current: whether claim and evidence are as they were; None if the decision does not say.
    """

    reviewer: str
    date: str
    reason: str
    current: bool | None


@dataclass(frozen=True)
class Chain:
    """Everything that a verdict rests on."""

    iri: ox.NamedNode
    quote: str
    says: str
    relation: str
    held: str
    held_iri: ox.NamedNode
    question: str
    required_level: int | None
    authorities: tuple[str, ...]
    certainty: str
    scope: str | None
    cites: tuple[str, ...]
    verdict: str
    computed: str
    resolution: Resolution | None
    stars: int
    supporting: int
    disputing: int
    lines: tuple[Line, ...]
    also: tuple[Passage, ...]
    not_comparable: tuple[NotComparable, ...]
    span: Span | None
    declared: Declared | None


def chain(kb: KnowledgeBase, claim: ox.NamedNode) -> Chain:
    """The chain behind a claim's verdict."""
    graph = _Reader(kb)
    relation, held = graph.held(claim)
    kind = graph.one(held, KB("predicate")) or graph.one(held, KB("measure"))
    question = graph.one(kind, KB("questionType"))
    level = graph.text(question, KB("requiredLevel"))
    return Chain(
        iri=claim,
        quote=graph.text(claim, OA("exact")) or "",
        says=graph.text(claim, KB("says")) or "",
        relation=kb.labels.label(relation),
        held=kb.labels.label(held),
        held_iri=held,
        question=kb.labels.label(question),
        required_level=int(level) if level is not None else None,
        authorities=graph.authorities(question),
        certainty=kb.labels.label(graph.one(claim, KB("certainty"))),
        scope=graph.text(claim, KB("scopeAsStated")),
        cites=tuple(graph.citation(node) for node in graph.all(claim, KB("cites"))),
        verdict=kb.labels.label(graph.one(claim, KB("verdict"))),
        computed=kb.labels.label(graph.one(claim, KB("computedVerdict"))),
        resolution=graph.resolution(claim),
        stars=int(graph.text(claim, KB("stars")) or 0),
        supporting=int(graph.text(claim, KB("supportingLines")) or 0),
        disputing=int(graph.text(claim, KB("disputingLines")) or 0),
        lines=tuple(sorted(graph.lines(claim), key=_strength)),
        also=tuple(graph.passage(node) for node in kb.places.stating(held) if node != claim),
        not_comparable=tuple(graph.not_comparable(held)),
        span=kb.places.span(claim),
        declared=kb.places.declared(claim),
    )


def _strength(line: Line) -> tuple[object, ...]:
    tier = 9 if line.tier is None else line.tier
    return (line.supporting, not line.decisive, line.directness != "direct", tier, line.reference)


class _Reader:
    """Reads a knowledge base's triples for a chain."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._store = kb.store
        self._labels = kb.labels
        self._places = kb.places

    def all(self, node: Term | None, predicate: ox.NamedNode) -> list[Term]:
        return objects(self._store, node, predicate)

    def one(self, node: Term | None, predicate: ox.NamedNode) -> Term | None:
        return one(self._store, node, predicate)

    def text(self, node: Term | None, predicate: ox.NamedNode) -> str | None:
        return text(self._store, node, predicate)

    def passage(self, claim: ox.NamedNode) -> Passage:
        document = self._places.document(claim)
        return Passage(
            quote=self.text(claim, OA("exact")) or "",
            document=str(document.path) if document else None,
            span=self._places.span(claim),
        )

    def resolution(self, claim: ox.NamedNode) -> Resolution | None:
        node = self.one(claim, KB("decidedBy"))
        if node is None:
            return None
        then = self.text(node, KB("basis"))
        return Resolution(
            reviewer=self._labels.label(self.one(node, KB("reviewer"))),
            date=self.text(node, DCT("date")) or "",
            reason=self.text(node, KB("reason")) or "",
            current=None if then is None else then == self.text(claim, KB("basis")),
        )

    def held(self, claim: ox.NamedNode) -> tuple[ox.NamedNode, ox.NamedNode]:
        for relation in STATES:
            node = self.one(claim, relation)
            if isinstance(node, ox.NamedNode):
                return relation, node
        return KB("asserts"), claim

    def citation(self, node: Term | None) -> str:
        printed = self.text(node, KB("asPrinted"))
        probably = self.one(node, KB("probablyRefersTo"))
        if printed is None:
            return self._labels.label(node)
        return f"“{printed}”" + (
            f" (probably {self._labels.label(probably)})" if probably is not None else " (vague)"
        )

    def authorities(self, question: Term | None) -> tuple[str, ...]:
        found = set()
        if isinstance(question, ox.NamedNode):
            for quad in self._store.quads_for_pattern(None, KB("questionType"), question, None):
                if KB("Authority") in self.all(quad.subject, RDF("type")):
                    found.add(self._labels.label(self.one(quad.subject, KB("design"))))
        return tuple(sorted(found))

    def lines(self, claim: ox.NamedNode) -> list[Line]:
        return [
            self._line(quad.subject)
            for quad in self._store.quads_for_pattern(None, KB("claim"), claim, None)
            if KB("EvidenceLine") in self.all(quad.subject, RDF("type"))
        ]

    def not_comparable(self, held: ox.NamedNode) -> list[NotComparable]:
        statements = {statement.iri: statement for statement in read_statements(self._store)}
        mine = statements.get(held)
        if mine is None:
            return []
        terms = read_terminology(self._store)
        found = []
        for other in statements.values():
            alike = (other.subject, other.relation, other.object) == (
                mine.subject,
                mine.relation,
                mine.object,
            )
            if alike and other.iri != held and not self._related(held, other.iri):
                differ = [
                    f"{facet.name}: {facet.one} / {facet.other}"
                    for facet in differences(mine, other, terms, self._kb)
                    if facet.relation != "the same"
                ]
                found.append(NotComparable(self._labels.label(other.iri), tuple(sorted(differ))))
        return sorted(found, key=lambda item: item.phrase)

    def _related(self, one: ox.NamedNode, other: ox.NamedNode) -> bool:
        relations = ("entails", "incompatibleWith", "narrowerScopeThan", "indirectCounterpartOf")
        return any(
            other in self.all(one, KB(name)) or one in self.all(other, KB(name))
            for name in relations
        )

    def _line(self, node: Term | None) -> Line:
        evidence = self.one(node, KB("evidence"))
        reference = self.one(evidence, CITO("citesAsEvidence"))
        tier = self.text(node, KB("tier"))
        warrant = self.one(evidence, KB("warrant"))
        return Line(
            supporting=self.one(node, KB("direction")) == KB("Supporting"),
            directness=self._labels.label(self.one(node, KB("directness"))),
            decisive=self.text(node, KB("decisive")) == "true",
            tier=int(tier) if tier is not None else None,
            design=self._labels.label(self.one(evidence, KB("design"))),
            finding=self.text(evidence, KB("finding")) or self.text(evidence, KB("says")) or "",
            reference=self._labels.label(reference),
            identifiers=tuple(self._identifiers(reference)),
            via=self._labels.label(self.one(node, KB("via"))),
            warrant=self.text(evidence, KB("warrantText"))
            or (self._labels.label(warrant) if warrant is not None else None),
            verification=self._labels.label(self.one(evidence, KB("verification"))),
            reservations=tuple(reservations(self._store, self._labels, reference)),
            confirmed=self._confirmed(reference),
            declared=self._places.declared(evidence),
        )

    def _confirmed(self, reference: Term | None) -> str | None:
        record = self.one(reference, KB("confirmedBy"))
        if record is None:
            return None
        registry = self._labels.label(self.one(record, KB("registry")))
        return f"{registry}, {self.text(record, KB('checkedOn'))}"

    def _identifiers(self, reference: Term | None) -> list[str]:
        return [
            f"{self._labels.label(KB(name))} {self._labels.label(value)}"
            for name in SCHEMES
            for value in self.all(reference, KB(name))
        ]
