"""What verdicts turn on: the references that decide most claims, and the studies that are missing for most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.about import Holdings
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim, Concept, QuestionType, Stance
from kbtool.knowledge.node import Node
from kbtool.knowledge.supposing import Supposition
from kbtool.rdf.namespaces import CITO, KB, RDF, RDFS
from kbtool.rdf.terms import Term, instances

Verdicts: TypeAlias = Mapping[str, str]
"""Verdicts of claims, by IRI."""
Suppose: TypeAlias = Callable[[ox.Store], None]
"""Changes a store of what the files state, before anything is derived of it."""
_UNDECIDED = (KB("Insufficient").value, KB("NotAssessed").value)


class Candidate(Struct, frozen=True):
    """Something of which many verdicts may hang.

    Attributes:
        name: what commands call it; empty for what is not on file.
        label: what it is, in words.
        claims: the claims that it may change, by IRI.
        suppose: supposes that it falls, or that it is there.
    """

    name: str
    label: str
    claims: frozenset[str]
    suppose: Suppose


class Turned(Struct, frozen=True):
    """What one candidate changes: how many claims went from one verdict to another, the most first."""

    candidate: Candidate
    changes: tuple[tuple[tuple[str, str], int], ...]

    @property
    def number(self) -> int:
        """How many verdicts change."""
        return sum(count for _, count in self.changes)


def verdicts_of(kb: KnowledgeBase) -> Verdicts:
    """The verdicts of all claims, as they read; nothing else that is derived is needed."""
    claims = instances(kb.store, KB("Claim"))
    return {claim.value: kb.labels.label(kb.columns.one(claim, KB("verdict"))) for claim in claims}


def ranked(
    candidates: Iterable[Candidate],
    before: Verdicts,
    judge: Callable[[Suppose], Verdicts],
    most: int,
) -> list[Turned]:
    """The candidates that change most verdicts, each judged anew.

    A candidate changes no more verdicts than it has claims, so that those with the most are judged, until no other can
    have more than those that were.

    Args:
        candidates: what may change something.
        before: the verdicts as they are.
        judge: the verdicts as they would be with a supposition.
        most: how many to return.
    """
    found: list[Turned] = []
    for candidate in sorted(candidates, key=lambda one: (-len(one.claims), one.name, one.label)):
        if len(found) >= most and found[most - 1].number >= len(candidate.claims):
            break
        after = judge(candidate.suppose)
        turned = Counter(
            (verdict, after[claim])
            for claim, verdict in before.items()
            if claim in after and after[claim] != verdict
        )
        ordered = sorted(turned.items(), key=lambda item: (-item[1], item[0]))
        found.append(Turned(candidate, tuple(ordered)))
        found.sort(key=lambda one: (-one.number, one.candidate.label))
    return [one for one in found[:most] if one.number]


def turned_most(
    kb: KnowledgeBase, judge: Callable[[Suppose], Verdicts], most: int
) -> tuple[list[Turned], list[Turned]]:
    """The references whose fall changes most verdicts, and the missing studies that would.

    Args:
        kb: the knowledge base.
        judge: the verdicts as they would be with a supposition.
        most: how many of each to return.
    """
    before = verdicts_of(kb)

    def falls(reference: ox.NamedNode) -> Suppose:
        return Supposition(without=frozenset([reference])).apply

    fallen = ranked(references_that_decide(kb, falls), before, judge, most)
    return fallen, ranked(missing_studies(kb), before, judge, most)


def references_that_decide(
    kb: KnowledgeBase, suppose: Callable[[ox.NamedNode], Suppose]
) -> list[Candidate]:
    """The references that decide claims, wholly or in part, with those.

    Args:
        kb: the knowledge base.
        suppose: supposes that a reference falls.
    """
    decided: dict[str, set[str]] = defaultdict(set)
    labels: dict[str, str] = {}
    for claim in kb.claims:
        for line in kb.reader.lines(ox.NamedNode(claim.iri)):
            source = line.evidence.source
            if source and (line.decisive or line.decisive_in_part):
                decided[source.iri].add(claim.iri)
                labels[source.iri] = source.label
    return [
        Candidate(kb.names.short(iri), labels[iri], frozenset(claims), suppose(ox.NamedNode(iri)))
        for iri, claims in decided.items()
    ]


def missing_studies(kb: KnowledgeBase) -> list[Candidate]:
    """Studies that are not on file: of one subject in one setting, on one type of question, of a design that is good enough.

    Each would support what the claims without a decision state, in just that scope, and be seen at the source.
    """
    held = Holdings(kb)
    groups: dict[tuple[str, str, QuestionType], list[Claim]] = defaultdict(list)
    for claim in kb.claims:
        question = claim.question
        type_ = question.question if question else None
        undecided = claim.verdict.concept is not None and claim.verdict.concept.iri in _UNDECIDED
        if (
            question
            and type_
            and type_.required_level
            and undecided
            and claim.stance is not Stance.GIVES
        ):
            statement = held.statements[question.iri]
            setting = statement.scope.get(KB("condition")) or {statement.object}
            words = " and ".join(sorted(map(kb.labels.label, setting)))
            groups[question.subject.label, words, type_].append(claim)
    designs = {type_: sufficient_design(kb, type_) for _, _, type_ in groups}
    return [
        Candidate(
            "",
            f"{subject} and {setting}, {type_.label}: {design.label} or better",
            frozenset(claim.iri for claim in claims),
            _study(design, claims),
        )
        for (subject, setting, type_), claims in groups.items()
        if (design := designs[type_]) is not None
    ]


def sufficient_design(kb: KnowledgeBase, type_: QuestionType) -> Concept | None:
    """The design of a single study that is just good enough for a type of question: of those with the lowest level that it
    admits, the one that most evidence on file has; None, if none is.
    """
    rows = [
        (level, len(list(kb.store.quads_for_pattern(None, KB("design"), design, None))), design)
        for row in level_rows(kb.store)
        if (node := Node.read(kb.store, row)).one(KB("questionType")) == ox.NamedNode(type_.iri)
        and node.one(KB("controlled")) is None
        and isinstance(design := node.one(KB("design")), ox.NamedNode)
        and not _sums_up(kb, design)
        and (level := node.integer(KB("level"))) is not None
        and level <= (type_.required_level or 0)
    ]
    if not rows:
        return None
    _, _, design = max(rows, key=lambda row: (*row[:2], row[2].value))
    return Concept(design.value, kb.labels.label(design))


def level_rows(store: ox.Store) -> list[Term]:
    """The rows of the table of levels, which have no names."""
    quads = store.quads_for_pattern(None, RDF("type"), KB("LevelAssignment"), None)
    return sorted({quad.subject for quad in quads}, key=str)


def _sums_up(kb: KnowledgeBase, design: Term) -> bool:
    node = Node.read(kb.store, design)
    return "true" in (node.text(KB("sumsUpStudies")), node.text(KB("levelOfReviewed")))


def _study(design: Concept, claims: Sequence[Claim]) -> Suppose:
    """Supposes a study that supports what some claims state, or disputes what they deny."""
    stated = {
        (claim.question_iri, claim.stance is Stance.DENIES)
        for claim in claims
        if claim.question_iri
    }

    def suppose(store: ox.Store) -> None:
        graph, study = KB("supposed"), KB("supposedStudy")
        seen = (KB("verification"), KB("SeenAtSource"))
        quads: list[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]] = [
            (study, RDF("type"), KB("Reference")),
            (study, RDFS("label"), ox.Literal("a study that is supposed")),
            (study, KB("referenceType"), KB("JournalArticle")),
            (study, *seen),
        ]
        for place, (held, denied) in enumerate(sorted(stated)):
            item = KB(f"supposedEvidence{place}")
            quads += [
                (item, RDF("type"), KB("Evidence")),
                (item, KB("disputes" if denied else "supports"), ox.NamedNode(held)),
                (item, CITO("citesAsEvidence"), study),
                (item, KB("design"), ox.NamedNode(design.iri)),
                (item, KB("finding"), ox.Literal("What is claimed was found.")),
                (item, *seen),
            ]
        store.extend(ox.Quad(*quad, graph) for quad in quads)

    return suppose
