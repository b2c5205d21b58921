"""What the new sentences of an article say beside what is known, each beside the claims whose words it took the place of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from kbtool.authoring.refresh import NewSentence, Refresh, Replaced
from kbtool.checks.findings import Finding
from kbtool.checks.ranking import worst_first
from kbtool.checks.report import Report
from kbtool.checks.sentences import Says, SentenceVerdict
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.rules import Severity
from kbtool.rdf.namespaces import KB
from kbtool.text.changes import Sentence
from kbtool.text.drift import Drift, DriftKind

_FALSE = (Says.CONTRADICTS, Says.OTHER_FIGURE)
_SOUND = ("supported", "not checkable")
"""What has these verdicts was in no need of a correction."""
_WORD = re.compile(r"\w[\w’'.%-]*\w|\w")
_LOST = (DriftKind.CHANGED, DriftKind.GONE)
_KEPT = (DriftKind.IN_CHANGED,)


def with_verdicts(kb: KnowledgeBase, new: Refresh, report: Report) -> Refresh:
    """A new text of an article with what its new sentences say beside what is known.

    Args:
        kb: the knowledge base, with the claims of the article as it was.
        new: the new text.
        report: what a check of the new text as a draft found.
    """
    return replace(new, judged=tuple(_judged(kb, new, report)))


def _judged(kb: KnowledgeBase, new: Refresh, report: Report) -> Iterator[NewSentence]:
    (draft,) = report.drafts
    (text,) = (tally.text for tally in report.documents if tally.path == draft.path)
    read = [(_level(each.sentence.of(text)), each) for each in draft.sentences]
    for sentence in new.change.added:
        words = _level(sentence.text)
        mine = [each for said, each in read if said and (said in words or words in said)]
        if not mine:
            continue
        says = min((each.says for each in mine), key=list(Says).index)
        replaced = tuple(_claims(kb, new.drifts, sentence, _LOST))
        kept = tuple(_claims(kb, new.drifts, sentence, _KEPT))
        passage = next((each.passage for each in mine if each.passage), "")
        becomes = _becomes(says, (*replaced, *kept))
        if says is Says.NOTHING and kept and _is_shorter(sentence, new.change.removed):
            becomes = "still false" if _is_false(kb, kept) else "shortened"
        elif says is Says.NOTHING and passage and not kept:
            may_state = any(each.names_something for each in mine)
            becomes = "perhaps nothing to check" if may_state else "nothing to check"
        rest = (" ".join(word.of(text).split()) for each in mine for word in each.unread)
        yield NewSentence(
            sentence,
            becomes,
            passage or str(says),
            tuple(dict.fromkeys(_why(report.findings, mine))),
            tuple(dict.fromkeys(rest)),
            replaced,
            kept,
        )


def _becomes(says: Says, replaced: Sequence[Replaced]) -> str:
    """What became of what a sentence took the place of, in words."""
    wrong = [each for each in replaced if each.verdict not in _SOUND]
    if says in _FALSE:
        return "still false" if wrong else "false"
    if says is Says.RESTATES:
        return "corrected" if wrong else "known"
    if says is Says.IN_PART:
        return "known in part"
    return "unknown" if says is Says.NOTHING else "not borne out"


def _is_shorter(sentence: Sentence, before: Sequence[Sentence]) -> bool:
    """Whether a sentence has words of an earlier one in their order, and no others."""
    said = _WORD.findall(sentence.text.casefold())
    return any(_are_in(said, iter(_WORD.findall(old.text.casefold()))) for old in before)


def _are_in(words: Sequence[str], others: Iterator[str]) -> bool:
    return all(word in others for word in words)


def _is_false(kb: KnowledgeBase, kept: Sequence[Replaced]) -> bool:
    return kb.labels.label(KB("Refuted")) in {each.verdict for each in kept}


def _claims(
    kb: KnowledgeBase, drifts: Sequence[Drift], sentence: Sentence, kinds: Collection[DriftKind]
) -> Iterator[Replaced]:
    """The claims that a sentence took the place of, or has in itself, of whose words became one of some kinds."""
    for drift in drifts:
        claim = kb.claims.get(drift.node)
        if claim is not None and drift.kind in kinds and _stands_in(drift, sentence):
            yield Replaced(claim.iri, claim.quote, claim.verdict.label)


def _stands_in(drift: Drift, sentence: Sentence) -> bool:
    """Whether a sentence took the place of the words of a quote, or has what they became, or is their new surroundings."""
    words = _level(sentence.text)
    if drift.in_place is not None:
        place = _level(drift.in_place.text)
        return words in place or place in words
    said = drift.sentence if drift.kind is DriftKind.IN_CHANGED else drift.says
    return said is not None and _level(said) in words


def _why(findings: Sequence[Finding], mine: Sequence[SentenceVerdict]) -> Iterator[str]:
    claims = {claim.iri for each in mine for claim in each.claims}
    for finding in sorted(findings, key=worst_first):
        if finding.claim in claims and finding.counts and finding.severity is not Severity.INFO:
            yield f"{finding.code} {finding.message} {finding.brief or finding.suggestion}".strip()


def _level(text: str) -> str:
    return " ".join(text.split())
