"""What changed between two states of a knowledge base: claims, verdicts, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from kbtool.checks.baseline import Baseline, compare, entry
from kbtool.checks.findings import BaselineState, Finding
from kbtool.checks.report import Report
from kbtool.knowledge.base import KnowledgeBase
from kbtool.rdf.namespaces import Names


@dataclass(frozen=True)
class ClaimState:
    """A claim as it is in one state.

    Attributes:
        quote: its words.
        document: the path of its document, from the knowledge base's root.
        says: what it states, as a phrase.
        certainty: how it is worded.
        verdict: its verdict, with a decision if there is one.
        stars: how well that is founded.
    """

    quote: str
    document: str
    says: str
    certainty: str
    verdict: str
    stars: str


@dataclass(frozen=True)
class Changed:
    """A claim that differs between two states, and in which fields."""

    iri: str
    before: ClaimState
    after: ClaimState

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that differ."""
        names = (field.name for field in fields(ClaimState))
        return tuple(n for n in names if getattr(self.before, n) != getattr(self.after, n))


@dataclass(frozen=True)
class Changes:
    """What changed between two states.

    Attributes:
        added: claims that are new, by IRI.
        removed: claims that are gone.
        changed: claims that differ.
        verdicts: how many claims went from one verdict to another.
        new: findings that are new.
        gone: findings that are gone.
        names: the namespaces of the knowledge base.
    """

    added: Mapping[str, ClaimState]
    removed: Mapping[str, ClaimState]
    changed: tuple[Changed, ...]
    verdicts: Mapping[tuple[str, str], int]
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    names: Names

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.removed or self.changed or self.new or self.gone)


def claim_states(kb: KnowledgeBase) -> dict[str, ClaimState]:
    """Each claim of a knowledge base as it is, by IRI, sorted."""
    root = kb.workspace.root.resolve()
    return {
        claim.iri: ClaimState(
            quote=claim.quote,
            document=claim.document.file.resolve().relative_to(root).as_posix()
            if claim.document
            else "",
            says=claim.says,
            certainty=claim.certainty.label if claim.certainty else "",
            verdict=claim.verdict.label,
            stars=str(claim.verdict.stars),
        )
        for claim in kb.claims
    }


def changes(
    before: Mapping[str, ClaimState],
    after: Mapping[str, ClaimState],
    found_before: Report,
    found_after: Report,
) -> Changes:
    """Compare two states of a knowledge base and what checks of them found.

    Findings are the same if their fingerprints are, wherever they stand.
    """
    new, gone = _found(found_before.findings, found_after.findings)
    changed = tuple(
        Changed(iri, before[iri], after[iri])
        for iri in before
        if iri in after and before[iri] != after[iri]
    )
    verdicts = Counter(
        (c.before.verdict, c.after.verdict) for c in changed if c.before.verdict != c.after.verdict
    )
    return Changes(
        added={iri: state for iri, state in after.items() if iri not in before},
        removed={iri: state for iri, state in before.items() if iri not in after},
        changed=changed,
        verdicts=dict(sorted(verdicts.items(), key=lambda item: (-item[1], item[0]))),
        new=new,
        gone=gone,
        names=found_after.names,
    )


def _found(
    before: Sequence[Finding], after: Sequence[Finding]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that are new, and those that are gone, as a baseline would tell it."""
    marked, left = compare(after, Baseline(tuple(map(entry, before))))
    gone, rest = [], Counter(left)
    for finding in before:
        if rest[entry(finding)] > 0:
            rest[entry(finding)] -= 1
            gone.append(finding)
    return tuple(f for f in marked if f.baseline is BaselineState.NEW), tuple(gone)
