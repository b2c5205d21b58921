"""What a knowledge base holds on some concepts: claims, evidence and searches that name them, or something narrower."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from functools import cache, cached_property
from typing import TypeAlias

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim, Evidence
from kbtool.knowledge.node import Node
from kbtool.knowledge.statements import Statement, Terminology, read_statements, read_terminology
from kbtool.rdf.namespaces import CITO, DCT, KB, RDF, SKOS
from kbtool.rdf.terms import Term, instances, objects, value

Wanted: TypeAlias = Sequence[frozenset[Term]]
"""Groups of concepts: what is wanted names one of each."""
_LEADS_ON = (SKOS("broader"), DCT("subject"), KB("questionType"))
"""From a term to what it is an instance of, or about."""
_BEARINGS = (KB("supports"), KB("disputes"), KB("neutralOn"), KB("gives"))
_NO_LEVEL = 9


class Seen(StrEnum):
    """In what something was seen."""

    PEOPLE = "in people"
    MODELS = "in animals or cells"
    AUTHORITY = "laws, labels, guidelines and the like"


class Item(Struct, frozen=True):
    """An item of evidence, with what a reader weighs it by.

    Attributes:
        evidence: the item.
        statement: what it bears on, in words.
        seen: in what it was seen.
        year: of the reference; empty, if that has none.
        sample: how many were studied; None, if that is not on file.
        decides: how many claims it decides.
        bears_on: how many claims it bears on.
        setting: what it was studied in or for: the condition, else the object.
    """

    evidence: Evidence
    statement: str
    seen: Seen
    year: str
    sample: int | None
    decides: int
    bears_on: int
    setting: str

    @property
    def rank(self) -> tuple[int, int, int, str]:
        """Sort key: the strongest first, then the largest."""
        level = self.evidence.level
        return (
            -1 if self.seen is Seen.AUTHORITY else _NO_LEVEL if level is None else level,
            -self.decides,
            -(self.sample or 0),
            self.evidence.iri,
        )


class Holdings:
    """What a knowledge base holds, by the concepts that it is about.

    Args:
        kb: the knowledge base.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self.reached = cache(self._reached)
        self.item = cache(self._item)

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Its propositions and quantities, by IRI."""
        return {one.iri.value: one for one in read_statements(self._kb.store)}

    @cached_property
    def terms(self) -> Terminology:
        """Its terminology."""
        return read_terminology(self._kb.store)

    def _reached(self, term: Term, stand_in: bool = False) -> frozenset[Term]:
        """A term, all that it belongs to, and, if wanted, what evidence on it stands in for."""
        seen, pending = {term}, [term]
        while pending:
            node = pending.pop()
            others = [other for name in _LEADS_ON for other in objects(self._kb.store, node, name)]
            others += self._related(node)
            others += self.terms.indirect_for.get(node, ()) if stand_in else ()
            pending += [other for other in others if other not in seen]
            seen.update(others)
        return frozenset(seen)

    def _related(self, node: Term) -> list[Term]:
        """What is related to a concept, on whichever side that is said: people with a disorder, and the disorder."""
        store = self._kb.store
        said = store.quads_for_pattern(None, SKOS("related"), node, None)
        return [*objects(store, node, SKOS("related")), *(quad.subject for quad in said)]

    def names(self, parts: Iterable[Term], wanted: Wanted, stand_in: bool = False) -> bool:
        """Whether parts of a statement name one of each group of concepts, or something narrower."""
        reached = {term for part in parts for term in self.reached(part, stand_in)}
        return not any(group.isdisjoint(reached) for group in wanted)

    @cached_property
    def question_types(self) -> frozenset[Term]:
        """The types of question."""
        return frozenset(instances(self._kb.store, KB("QuestionType")))

    def kinds(self, parts: Iterable[Term]) -> frozenset[Term]:
        """The types of question that parts of a statement belong to."""
        return frozenset(t for part in parts for t in self.reached(part)) & self.question_types

    def claims(self, wanted: Wanted, documents: Collection[str] = ()) -> list[Claim]:
        """The claims that speak of all of some concepts, in reading order; of some documents, if any are named."""
        return sorted(
            (
                claim
                for claim in self._kb.claims
                if (not documents or (claim.document and claim.document.iri in documents))
                and self.names(parts(self.statements.get(claim.question_iri or "")), wanted)
            ),
            key=lambda claim: claim.order,
        )

    def evidence(self, wanted: Wanted) -> tuple[list[Item], list[Item]]:
        """The evidence on all of some concepts, and that on what stands in for one of them, the strongest first."""
        on, beside = [], []
        for node in instances(self._kb.store, KB("Evidence")):
            named = self.parts_of_evidence(node)
            if self.names(named, wanted):
                on.append(self.item(node))
            elif self.names(named, wanted, stand_in=True):
                beside.append(self.item(node))
        return (
            sorted(on, key=lambda item: item.rank),
            sorted(beside, key=lambda item: item.rank),
        )

    def parts_of_evidence(self, node: ox.NamedNode) -> list[Term]:
        """What an item of evidence names: by what it bears on, and by what it says that was studied."""
        stated = [held for name in _BEARINGS for held in objects(self._kb.store, node, name)]
        mine = [part for held in stated for part in parts(self.statements.get(value(held)))]
        own = (objects(self._kb.store, node, qualifier) for qualifier in self._qualifiers)
        return [*mine, *(term for values in own for term in values)]

    @cached_property
    def _qualifiers(self) -> list[ox.NamedNode]:
        return [*instances(self._kb.store, KB("Qualifier")), KB("studyPopulation")]

    def searches(self, wanted: Wanted) -> list[ox.NamedNode]:
        """The searches that looked for something on all of some concepts, the newest first."""
        store = self._kb.store

        def on(search: ox.NamedNode) -> bool:
            sought = objects(store, search, KB("soughtConcept"))
            looked = objects(store, search, KB("lookedFor"))
            each = [sought, *(parts(self.statements.get(value(held))) for held in looked)]
            return any(self.names(some, wanted) for some in each if some)

        found = filter(on, instances(store, KB("Search")))
        return sorted(found, key=lambda node: Node.read(store, node).text(KB("searchedOn")) or "")[
            ::-1
        ]

    def _item(self, node: ox.NamedNode) -> Item:
        kb, read = self._kb, self._kb.reader.evidence(node)
        own = Node.read(kb.store, node)
        source = Node.read(kb.store, own.one(CITO("citesAsEvidence")))
        statement = self.statements.get(read.question_iri or "")
        lines = self._lines.get(node.value, {})
        return Item(
            evidence=read,
            statement=kb.labels.label(ox.NamedNode(read.question_iri)) if read.question_iri else "",
            seen=self._seen(node, read),
            year=source.text(KB("year")) or "",
            sample=own.integer(KB("sampleSize")),
            decides=sum(lines.values()),
            bears_on=len(lines),
            setting=self._setting(statement, own),
        )

    def _setting(self, statement: Statement | None, own: Node) -> str:
        if statement is None:
            return ""
        condition = [*own.all(KB("condition")), *statement.scope.get(KB("condition"), ())]
        return self._kb.labels.label(condition[0] if condition else statement.object)

    def _seen(self, node: ox.NamedNode, read: Evidence) -> Seen:
        models = self._models
        if any(self.reached(part) & models for part in self.parts_of_evidence(node)):
            return Seen.MODELS
        if read.design and read.design.iri in (
            KB("AnimalExperiment").value,
            KB("InVitroStudy").value,
        ):
            return Seen.MODELS
        return (
            Seen.AUTHORITY if read.design and read.design.iri in self._authorities else Seen.PEOPLE
        )

    @cached_property
    def _models(self) -> frozenset[Term]:
        quads = self._kb.store.quads_for_pattern(None, KB("modelSystem"), None, None)
        return frozenset(quad.subject for quad in quads)

    @cached_property
    def _authorities(self) -> frozenset[str]:
        """The designs that decide some question by themselves, and have no level for any."""
        return frozenset(self._rows("Authority") - self._rows("LevelAssignment"))

    def _rows(self, kind: str) -> set[str]:
        quads = self._kb.store.quads_for_pattern(None, RDF("type"), KB(kind), None)
        return {
            value(term) for q in quads for term in objects(self._kb.store, q.subject, KB("design"))
        }

    @cached_property
    def _lines(self) -> dict[str, dict[str, bool]]:
        """For each item of evidence, by IRI, the claims on which it bears, and whether it decides them."""
        found: dict[str, dict[str, bool]] = defaultdict(dict)
        for claim in self._kb.claims:
            for line in self._kb.reader.lines(ox.NamedNode(claim.iri)):
                decides = line.decisive or line.decisive_in_part
                known = found[line.evidence.iri].get(claim.iri, False)
                found[line.evidence.iri][claim.iri] = known or decides
        return found


def parts(statement: Statement | None) -> list[Term]:
    """What a statement names: subject, predicate or measure, object and the values of its scope."""
    if statement is None:
        return []
    scope = [term for values in statement.scope.values() for term in values]
    named = (statement.subject, statement.relation, statement.object)
    return [*(term for term in named if term is not None), *scope]
