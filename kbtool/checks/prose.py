"""Drafts checked as prose: what each sentence says beside what the knowledge base knows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.checks.findings import Finding, ReadAs
from kbtool.checks.known_wordings import KnownWordings
from kbtool.checks.named_risks import NamedRisks
from kbtool.checks.narrowing import in_documents
from kbtool.checks.report import Report, Tally
from kbtool.checks.run import check
from kbtool.checks.sentence_verdicts import draft_report, verdict_of
from kbtool.checks.sentences import NOT_COMPARED, DraftReport
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.places import span_of
from kbtool.knowledge.rules import Role, Rule
from kbtool.prose.candidate import Candidate
from kbtool.prose.drafts import Draft
from kbtool.rdf.namespaces import DRAFT, KB, SH
from kbtool.rdf.terms import Term
from kbtool.shacl import Shapes
from kbtool.shacl.validation import Engine

_UNKNOWN = (None, KB("NotAssessed"), KB("NotCheckable"))


def check_prose(
    kb: KnowledgeBase,
    drafts: Sequence[Draft],
    rules: Iterable[Rule],
    engine: Engine = "fast",
    *,
    note: Callable[[str], None] = lambda _: None,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Run over drafts the rules that judge what an article says, and none that judges how it was encoded.

    Nothing is found on a statement of which nothing is known, but for a conflict, and for how it is said where the same is
    on file without that. A draft is held to the evidence and to itself, and not to what other articles say.

    Args:
        kb: a knowledge base that was opened with the drafts.
        drafts: the drafts as read.
        rules: the rules to run; what a sentence says does not hang on them.
        engine: "fast", or "pyshacl" as the reference.
        note: is told what pySHACL had to evaluate, and why.
        progress: is told what is being done.
    """
    judging, every = (rules_on_drafts(kb.shapes, some) for some in (rules, kb.rules))
    documents = {draft.document.iri for draft in drafts}
    only = in_documents(kb, documents)
    report = check(kb, judging, engine, only=only, note=note, progress=progress)
    judged = report if len(judging) == len(every) else check(kb, every, engine, only=only)
    by_path = {str(draft.document.path): draft for draft in drafts}
    named = NamedRisks(kb)
    certain = {r.code for r in kb.rules if r.derives is not None or r.judges_wording}

    def told_in(found: Report) -> tuple[Finding, ...]:
        return tuple(
            _as_read(finding, by_path[finding.document])
            for finding in found.findings
            if finding.document in by_path
            # An article that is encoded and read as a draft has findings of both.
            and (finding.claim or finding.node).startswith(DRAFT.base)
            and _is_told(kb, finding, certain)
            and not named.answers(finding, by_path[finding.document])
        )

    findings = told_in(report)
    grounds = findings if judged is report else told_in(judged)
    known = KnownWordings(kb)
    told = {path: draft_report(kb, draft, grounds, known) for path, draft in by_path.items()}
    return replace(
        report,
        findings=findings,
        documents=tuple(_compared(tally, told[tally.path]) for tally in report.documents),
        drafts=tuple(told[str(draft.document.path)] for draft in drafts),
    )


def _compared(tally: Tally, draft: DraftReport) -> Tally:
    """A tally in which no claim is supported of whose sentence some words were not compared."""
    verdicts = Counter(tally.verdicts)
    for sentence in draft.sentences:
        for claim in (*sentence.claims, *sentence.set_aside) if sentence.unread else ():
            if claim.verdict.concept is not None and verdict_of(claim) == KB("Supported"):
                verdicts[claim.verdict.concept.label] -= 1
                verdicts[NOT_COMPARED] += 1
    return replace(tally, verdicts=+verdicts)


def rules_on_drafts(shapes: Shapes, rules: Iterable[Rule]) -> list[Rule]:
    """Those of some rules that judge drafts, and the exceptions that drafts make.

    Args:
        shapes: all rules, as shapes.
        rules: the rules.
    """
    of_exceptions = _of_waivers(shapes)
    return [rule for rule in rules if rule.iri in of_exceptions or _judges_drafts(rule)]


def _judges_drafts(rule: Rule) -> bool:
    """Whether a rule is for those who write: neither on what only encoded articles have, nor for the keeper of the knowledge
    base alone; what a law asks for and is not on file is for both.
    """
    return (Role.EDITOR in rule.mended_by or rule.pack is not None) and not rule.needs_encoding


def _of_waivers(shapes: Shapes) -> set[Term]:
    """The rules that judge waivers, and so the exceptions of a draft."""
    return {s for s, p, o in shapes.triples if p == SH("targetClass") and o == KB("Waiver")}


def _is_told(kb: KnowledgeBase, finding: Finding, certain: set[str]) -> bool:
    if finding.claim is None or finding.code in certain:
        return True
    return verdict_of(kb.reader.claim(ox.NamedNode(finding.claim))) not in _UNKNOWN


def _as_read(finding: Finding, draft: Draft) -> Finding:
    """A finding with how its sentence was read; it is told by that, and stays the same when lines move."""
    filed = draft.claims.get(finding.claim or "")
    told = [finding.code, str(draft.document.path)]
    if filed is None:
        return replace(finding, fingerprint=_hash(told))
    text, said = draft.document.text, filed.stated
    sentence = " ".join(said.sentence.of(text).split())
    read = ReadAs(
        span_of(draft.document, said.sentence),
        sentence,
        said.confidence,
        tuple(" ".join(each.of(text).split()) for each in said.borrowed),
    )
    told += [sentence, filed.question.value, str(isinstance(said, Candidate) and said.denies)]
    return replace(finding, read_as=read, fingerprint=_hash(told))


def _hash(told: Sequence[str]) -> str:
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
