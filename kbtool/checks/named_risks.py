"""The risks that a draft names in words on file, and so does not leave out, though their sentence was not read whole."""

from __future__ import annotations

from functools import cached_property

import pyoxigraph as ox

from kbtool.checks.findings import Finding
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.statements import Terminology, read_terminology
from kbtool.prose.candidate import Candidate
from kbtool.prose.drafts import Draft
from kbtool.prose.mention import Mention
from kbtool.prose.progress import Part
from kbtool.prose.topics import topics_of
from kbtool.prose.words.cues import Effect
from kbtool.rdf.namespaces import KB, SKOS, XSD
from kbtool.rdf.terms import Term

_TRUE = ox.Literal("true", datatype=XSD("boolean"))
_DENYING = frozenset({Effect.NEGATES, Effect.REJECTS, Effect.DOUBTS, Effect.CONTRASTS})
_NAMES = (SKOS("prefLabel"), SKOS("altLabel"), SKOS("hiddenLabel"), KB("writtenAs"))


class NamedRisks:
    """Which of the risks that a draft owes its readers it names after all.

    Args:
        kb: a knowledge base that was opened with the draft.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._store = kb.store
        self._topics: dict[int, tuple[Part, frozenset[ox.NamedNode]]] = {}

    def answers(self, finding: Finding, draft: Draft) -> bool:
        """Whether a finding is that risks are left out, and a sentence on the treatment names one and does not deny it.

        Args:
            finding: a finding on a draft.
            draft: the draft.
        """
        if finding.claim is None:
            return False
        owed = set(self._objects(ox.NamedNode(finding.claim), KB("owesRisk")))
        evidence = [ox.NamedNode(each.iri) for each in finding.related]
        risks = [
            risk for one in evidence if one in owed for risk in self._objects(one, KB("supports"))
        ]
        return any(self._is_named(risk, draft) for risk in risks)

    def _is_named(self, risk: Term, draft: Draft) -> bool:
        (subject, *_), objects = (
            self._objects(risk, KB("subject")),
            self._objects(risk, KB("object")),
        )
        return any(
            self._names(part, each, subject, draft)
            for each in objects
            if isinstance(each, ox.NamedNode)
            for part in draft.reading.parts
        )

    def _names(self, part: Part, harm: ox.NamedNode, treatment: Term, draft: Draft) -> bool:
        """Whether a sentence on a treatment names a harm, or states as its risk what has a name of the harm."""
        sentence = part.sentence
        if sentence.is_question or not self._is_on(part, treatment):
            return False
        stated = [each for each in draft.reading.candidates if each.sentence == sentence.stretch]
        if any(
            each.subject == treatment
            and not each.denies
            and each.relation in self._stating
            and each.object is not None
            and (harm in self._above(each.object) or self._called(each.object) & self._called(harm))
            for each in stated
        ):
            return True
        return any(
            harm in self._above(mention.node)
            and not _is_denied(part, mention)
            and not any(self._sets_aside(each, mention, treatment) for each in stated)
            for mention in sentence.mentions
        )

    def _sets_aside(self, stated: Candidate, mention: Mention, treatment: Term) -> bool:
        """Whether what a sentence states of a harm is that it is none, or what the treatment is for."""
        if stated.object != mention.node:
            return False
        return stated.denies or (
            stated.subject == treatment and stated.relation not in self._stating
        )

    def _is_on(self, part: Part, treatment: Term) -> bool:
        """Whether a sentence names a treatment, or goes on to speak of it."""
        if any(mention.node == treatment for mention in part.sentence.mentions):
            return True
        if id(part) not in self._topics:  # which keeps the part, so that no other one has its place
            self._topics[id(part)] = part, topics_of(part.sentence, part.before)
        return treatment in self._topics[id(part)][1]

    @cached_property
    def _stating(self) -> frozenset[Term]:
        quads = self._store.quads_for_pattern(None, KB("statesRisk"), _TRUE, None)
        return frozenset(quad.subject for quad in quads)

    @cached_property
    def _terms(self) -> Terminology:
        return read_terminology(self._store)

    def _above(self, node: Term) -> frozenset[Term]:
        return self._terms.above(node)

    def _called(self, node: Term) -> frozenset[str]:
        return frozenset(
            each.value.casefold()
            for name in _NAMES
            for each in self._objects(node, name)
            if isinstance(each, ox.Literal)
        )

    def _objects(self, node: Term, predicate: ox.NamedNode) -> list[Term]:
        if isinstance(node, ox.Literal):
            return []
        return [q.object for q in self._store.quads_for_pattern(node, predicate, None, None)]


def _is_denied(part: Part, mention: Mention) -> bool:
    places = range(mention.start, mention.end)
    return any(each.effect in _DENYING and each.reaches(places) for each in part.sentence.contexts)
