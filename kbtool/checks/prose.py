"""Drafts checked as prose: what each sentence says beside what the knowledge base knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import pyoxigraph as ox

from kbtool.checks.findings import Finding
from kbtool.checks.report import Report
from kbtool.checks.run import check
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim
from kbtool.knowledge.rules import Role, Rule, Severity
from kbtool.prose.drafts import Draft
from kbtool.prose.statements import NotCounted
from kbtool.rdf.namespaces import KB
from kbtool.shacl.validation import Engine
from kbtool.text.stretch import Stretch


class Says(StrEnum):
    """What a sentence says beside what is known, the gravest first."""

    CONTRADICTS = "contradicts"
    OTHER_FIGURE = "gives another figure"
    MORE = "says more than the evidence"
    CONFLICTING = "says what the evidence is split on"
    INSUFFICIENT = "says what the evidence cannot decide"
    RESTATES = "restates"
    NOTHING = "nothing known"


@dataclass(frozen=True)
class SentenceVerdict:
    """A sentence of a draft beside what is known.

    Attributes:
        sentence: where it stands.
        says: what it says, of all that it states the gravest.
        claims: what it states.
        borrowed: the sentences from which something was taken to understand it.
    """

    sentence: Stretch
    says: Says
    claims: tuple[Claim, ...]
    borrowed: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class DraftReport:
    """What became of the sentences of a draft.

    Attributes:
        path: the draft.
        text: its text.
        sentences: each sentence that was compared.
        not_counted: what was considered and is not taken for stated.
    """

    path: str
    text: str
    sentences: tuple[SentenceVerdict, ...]
    not_counted: tuple[NotCounted, ...]

    @property
    def known(self) -> int:
        """How many sentences state something of which something is known."""
        return sum(each.says is not Says.NOTHING for each in self.sentences)


def check_drafts(
    kb: KnowledgeBase,
    drafts: Sequence[Draft],
    rules: Iterable[Rule],
    engine: Engine = "fast",
    *,
    note: Callable[[str], None] = lambda _: None,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[Report, tuple[DraftReport, ...]]:
    """Run over drafts the rules that judge what an article says, and none that judges how it was encoded.

    Nothing is found on a statement of which nothing is known. A draft is held to the evidence and to itself, and not to what
    other articles say.

    Args:
        kb: a knowledge base that was opened with the drafts.
        drafts: the drafts as read.
        rules: the rules to run.
        engine: "fast", or "pyshacl" as the reference.
        note: is told what pySHACL had to evaluate, and why.
        progress: is told what is being done.
    """
    judging = [rule for rule in rules if Role.EDITOR in rule.mended_by and not rule.needs_encoding]
    report = check(kb, judging, engine, note=note, progress=progress)
    paths = {str(draft.document.path) for draft in drafts}
    known = {
        iri
        for draft in drafts
        for iri in draft.claims
        if not _is_unknown(kb.reader.claim(ox.NamedNode(iri)))
    }
    derives = {rule.code for rule in kb.rules if rule.derives is not None}
    kept = tuple(
        finding
        for finding in report.findings
        if finding.document in paths
        and (finding.claim is None or finding.claim in known or finding.code in derives)
        and all(other.document in (None, finding.document) for other in finding.related)
    )
    report = replace(
        report,
        findings=kept,
        documents=tuple(tally for tally in report.documents if tally.path in paths),
    )
    return report, tuple(_report(kb, draft, kept, derives) for draft in drafts)


def _report(
    kb: KnowledgeBase, draft: Draft, findings: Sequence[Finding], derives: set[str]
) -> DraftReport:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.claim is not None:
            found[finding.claim].append(finding)
    by_sentence: dict[Stretch, list[str]] = defaultdict(list)
    for iri, filed in draft.claims.items():
        by_sentence[filed.candidate.sentence].append(iri)
    order = list(Says)
    verdicts = []
    for sentence in draft.reading.sentences:
        iris = by_sentence.get(sentence, [])
        claims = tuple(kb.reader.claim(ox.NamedNode(iri)) for iri in iris)
        said = [_says(claim, found[claim.iri]) for claim in claims] or [Says.NOTHING]
        borrowed = {b for iri in iris for b in draft.claims[iri].candidate.borrowed}
        verdicts.append(
            SentenceVerdict(sentence, min(said, key=order.index), claims, tuple(sorted(borrowed)))
        )
    return DraftReport(
        str(draft.document.path),
        draft.document.text,
        tuple(verdicts),
        draft.reading.not_counted,
    )


def _says(claim: Claim, findings: Sequence[Finding]) -> Says:
    """What a claim says beside what is known, by its verdict and by what was found."""
    verdict = _verdict(claim)
    grave = any(f.severity is not Severity.INFO for f in findings)
    if verdict == KB("Refuted"):
        return Says.OTHER_FIGURE if claim.figure is not None else Says.CONTRADICTS
    if verdict in (KB("SupportedInPart"), KB("AgainstInPart")):
        return Says.MORE if grave else Says.RESTATES
    if verdict == KB("Conflicting"):
        return Says.CONFLICTING
    if verdict == KB("Insufficient"):
        return Says.INSUFFICIENT
    if verdict == KB("Supported"):
        return Says.MORE if grave else Says.RESTATES
    return Says.NOTHING


def _is_unknown(claim: Claim) -> bool:
    return _verdict(claim) in (None, KB("NotAssessed"), KB("NotCheckable"))


def _verdict(claim: Claim) -> ox.NamedNode | None:
    concept = claim.verdict.concept
    return None if concept is None else ox.NamedNode(concept.iri)


def borrowed_words(report: DraftReport, verdict: SentenceVerdict) -> Iterator[str]:
    """The words of the sentences from which something was taken to understand a sentence."""
    return (" ".join(stretch.of(report.text).split()) for stretch in verdict.borrowed)
