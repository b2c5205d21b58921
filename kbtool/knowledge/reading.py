"""Reads a knowledge base's triples into the typed values of ``model``, each node once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cache

import pyoxigraph as ox

from kbtool.knowledge.addresses import address
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.model import (
    Bearing,
    Claim,
    Concept,
    Evidence,
    EvidenceLine,
    Figure,
    Proposition,
    Qualification,
    Quantity,
    Question,
    QuestionType,
    Resolution,
    Source,
    Stance,
    Verdict,
)
from kbtool.knowledge.node import Node
from kbtool.knowledge.places import SCOPE_IN_PART, Places, judged_as
from kbtool.knowledge.reservations import reservations
from kbtool.knowledge.statements import Statement, read_statement
from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import CITO, DCT, KB, OA, RDF
from kbtool.rdf.terms import Term, instances, one
from kbtool.references.identifiers import Identifier
from kbtool.references.schemes import SCHEMES


class Reader:
    """Reads claims, what they state, evidence and references; remembers what it has read.

    Args:
        store: the store with derived triples.
        columns: its properties.
        labels: labels of its nodes.
        places: where its nodes stand.
    """

    def __init__(self, store: ox.Store, columns: Columns, labels: Labels, places: Places) -> None:
        self._store = store
        self._columns = columns
        self._labels = labels
        self._places = places
        self.claim: Callable[[ox.NamedNode], Claim] = cache(self._claim)
        self.evidence: Callable[[ox.NamedNode], Evidence] = cache(self._evidence)
        self.question: Callable[[Term], Question | None] = cache(self._question)
        self._lines_on = cache(self._lines_read)
        self._further = cache(self._lines_alike)
        self._type = cache(self._question_type)
        self._type_asked = cache(self._type_of)
        self.source: Callable[[Term], Source] = cache(self._source)
        self._qualifiers = cache(lambda: tuple(instances(store, KB("Qualifier"))))

    def lines(self, claim: ox.NamedNode) -> Iterator[EvidenceLine]:
        """The lines of evidence that count for a claim, in no order."""
        yield from self._lines_on(judged_as(self._columns, claim))

    def listed_lines(self, claim: ox.NamedNode) -> Iterator[EvidenceLine]:
        """Those of them that are listed where many claims are: of a crowd the first of each kind."""
        yield from self._lines_on(self._columns.one(claim, KB("listedAs")) or claim)

    def further(self, claim: ox.NamedNode, evidence: Collection[Term]) -> int:
        """How many lines are like those of some evidence, and not listed with this claim because it is one of a crowd."""
        alike = self._further(self._columns.one(claim, KB("listedAs")) or claim)
        return sum(number for node, number in alike.items() if node in evidence) if alike else 0

    def _lines_alike(self, listed: Term) -> dict[Term, int]:
        if not self._columns.has(listed, RDF("type"), KB("Crowd")):
            return {}
        found: dict[Term, int] = {}
        for quad in self._store.quads_for_pattern(None, KB("claim"), listed, None):
            line = Node.within(self._columns, quad.subject)
            number, evidence = line.integer(KB("furtherAlike")), line.one(KB("evidence"))
            if number is not None and evidence is not None:
                found[evidence] = found.get(evidence, 0) + number
        return found

    def _lines_read(self, judged: Term) -> tuple[EvidenceLine, ...]:
        return tuple(self._read_lines(judged))

    def _read_lines(self, judged: Term) -> Iterator[EvidenceLine]:
        for quad in self._store.quads_for_pattern(None, KB("claim"), judged, None):
            line = Node.within(self._columns, quad.subject)
            evidence = line.one(KB("evidence"))
            is_line = self._columns.has(quad.subject, RDF("type"), KB("EvidenceLine"))
            if is_line and isinstance(evidence, ox.NamedNode):
                yield EvidenceLine(
                    evidence=self.evidence(evidence),
                    supporting=line.one(KB("direction")) == KB("Supporting"),
                    disputing=line.one(KB("direction")) == KB("Disputing"),
                    directness=self._concept(line.one(KB("directness"))),
                    decisive=line.text(KB("decisive")) == "true",
                    decisive_in_part=line.text(KB("decisiveInPart")) == "true",
                    tier=line.integer(KB("tier")),
                    via=self._concept(line.one(KB("via"))),
                    scope=self._scope_studied(line.one(KB("inScope"))),
                    not_counted=tuple(
                        c for t in line.all(KB("notCounted")) if (c := self._concept(t))
                    ),
                )

    def _claim(self, iri: ox.NamedNode) -> Claim:
        node = Node.within(self._columns, iri)
        stance = next((s for s in Stance if node.one(KB(s.value)) is not None), None)
        held = None if stance is None else node.one(KB(stance.value))
        return Claim(
            iri=iri.value,
            name=self._labels.names.short(iri.value),
            quote=node.text(OA("exact")) or "",
            document=self._places.document(iri),
            span=self._places.span(iri),
            says=node.text(KB("says")) or "",
            stance=stance,
            question=None if held is None else self.question(held),
            question_iri=held.value if isinstance(held, ox.NamedNode) else None,
            figure=self._figure(node),
            certainty=self._concept(node.one(KB("certainty"))),
            scope_as_stated=node.text(KB("scopeAsStated")),
            cites=tuple(map(self._citation, node.all(KB("cites")))),
            verdict=self._verdict(node),
            declared=self._places.declared(iri),
        )

    def _citation(self, term: Term) -> str:
        node = Node.within(self._columns, term)
        printed, probably = node.text(KB("asPrinted")), node.one(KB("probablyRefersTo"))
        if printed is None:
            return self._labels.label(term)
        meant = "vague" if probably is None else f"probably {self._labels.label(probably)}"
        return f"“{printed}” ({meant})"

    def _verdict(self, claim: Node) -> Verdict:
        scope = SCOPE_IN_PART.get(claim.one(KB("computedVerdict")))
        return Verdict(
            concept=self._concept(claim.one(KB("verdict"))),
            computed=self._concept(claim.one(KB("computedVerdict"))),
            stars=claim.integer(KB("stars")) or 0,
            supporting=claim.integer(KB("supportingLines")) or 0,
            disputing=claim.integer(KB("disputingLines")) or 0,
            resolution=self._resolution(claim),
            scope=None if scope is None else claim.text(scope) or None,
            because=self._reason(claim.one(KB("notAssessedBecause"))),
        )

    def _reason(self, term: Term | None) -> Concept | None:
        concept, phrase = self._concept(term), Node.within(self._columns, term).text(KB("phrase"))
        return Concept(concept.iri, phrase) if concept and phrase else concept

    def _scope_studied(self, statement: Term | None) -> str | None:
        return Node.within(self._columns, statement).text(KB("studiedScope"))

    def _resolution(self, claim: Node) -> Resolution | None:
        iri = claim.one(KB("decidedBy"))
        if iri is None:
            return None
        node = Node.within(self._columns, iri)
        then = node.text(KB("basis"))
        return Resolution(
            iri=_iri(iri),
            reviewer=self._labels.label(node.one(KB("reviewer"))),
            date=node.text(DCT("date")) or "",
            reason=node.text(KB("reason")) or "",
            current=None if then is None else then == claim.text(KB("basis")),
        )

    def _question(self, term: Term) -> Question | None:
        statement = read_statement(self._store, term, self._qualifiers())
        if statement is None:
            return None
        iri, phrase = statement.iri.value, self._labels.label(statement.iri)
        subject, relation = self._of(statement.subject), self._of(statement.relation)
        scope = self._scope(statement)
        type_ = self._type_asked(statement.relation)
        if statement.object is None:
            return Quantity(iri, phrase, subject, relation, scope, type_)
        return Proposition(iri, phrase, subject, relation, self._of(statement.object), scope, type_)

    def _scope(self, statement: Statement) -> tuple[Qualification, ...]:
        stated = [
            Qualification(self._labels.label(qualifier), tuple(sorted(map(self._of, values))))
            for qualifier, values in statement.scope.items()
        ]
        return tuple(sorted(stated, key=lambda one: one.qualifier))

    def _type_of(self, relation: Term) -> QuestionType | None:
        """The type of the questions that a predicate or measure asks; thousands of other nodes have the property."""
        kind = one(self._store, relation, KB("questionType"))
        return None if kind is None else self._type(kind)

    def _question_type(self, term: Term) -> QuestionType:
        authorities = set()
        if isinstance(term, ox.NamedNode):
            for quad in self._store.quads_for_pattern(None, KB("questionType"), term, None):
                row = Node.within(self._columns, quad.subject)
                if self._columns.has(quad.subject, RDF("type"), KB("Authority")):
                    authorities.add(self._labels.label(row.one(KB("design"))))
        level = Node.within(self._columns, term).integer(KB("requiredLevel"))
        return QuestionType(_iri(term), self._labels.label(term), level, tuple(sorted(authorities)))

    def _evidence(self, iri: ox.NamedNode) -> Evidence:
        node = Node.within(self._columns, iri)
        bearing = next((b for b in Bearing if node.one(KB(b.value)) is not None), None)
        held = None if bearing is None else node.one(KB(bearing.value))
        reference, warrant = node.one(CITO("citesAsEvidence")), node.one(KB("warrant"))
        return Evidence(
            iri=iri.value,
            bearing=bearing,
            question_iri=held.value if isinstance(held, ox.NamedNode) else None,
            finding=node.text(KB("finding")) or node.text(KB("says")) or "",
            source=None if reference is None else self.source(reference),
            design=self._concept(node.one(KB("design"))),
            level=node.integer(KB("level")),
            figure=self._figure(node),
            excerpt=node.text(KB("excerpt")),
            locator=node.text(KB("locator")),
            warrant=node.text(KB("warrantText")) or self._labels.label(warrant) or None,
            verification=self._concept(node.one(KB("verification"))),
            declared=self._places.declared(iri),
            neutral_because=node.text(KB("neutralBecause")),
        )

    def _source(self, term: Term) -> Source:
        label, node = self._labels.label, Node.within(self._columns, term)
        record = node.one(KB("confirmedBy"))
        kept = Node.within(self._columns, record)
        confirmed = f"{label(kept.one(KB('registry')))}, {kept.text(KB('checkedOn'))}"
        return Source(
            iri=_iri(term),
            label=label(term),
            identifiers=tuple(
                Identifier(n, label(v)).named for n in SCHEMES for v in node.all(KB(n))
            ),
            reservations=tuple(reservations(self._store, self._labels, term)),
            confirmed=confirmed if record is not None else None,
            address=address(self._store, term),
        )

    def _figure(self, node: Node) -> Figure | None:
        printed, unit = node.text(KB("asPrinted")), node.one(KB("unit"))
        if printed is None and unit is None:
            return None
        return Figure(
            as_printed=printed or "",
            unit=self._concept(unit),
            kind=self._concept(Node.within(self._columns, unit).one(KB("unitKind"))),
            lower=node.decimal(KB("lowerBound")),
            upper=node.decimal(KB("upperBound")),
        )

    def _of(self, term: Term) -> Concept:
        return Concept(_iri(term), self._labels.label(term))

    def _concept(self, term: Term | None) -> Concept | None:
        return None if term is None else self._of(term)


def _iri(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)
