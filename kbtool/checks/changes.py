"""What changed between two states of a knowledge base: claims, verdicts, all else that is stated, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from kbtool.checks.baseline import Baseline, compare, entry
from kbtool.checks.contents import ContentChanges, Contents, PropertyChange, content_changes
from kbtool.checks.findings import BaselineState, Finding
from kbtool.checks.report import Report
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.policies import Reach
from kbtool.rdf.namespaces import Names


class ClaimState(Struct, frozen=True):
    """A claim as it is in one state.

    Attributes:
        quote: its words.
        document: the path of its document, from the knowledge base's root.
        says: what it states, as a phrase.
        certainty: how it is worded.
        verdict: its verdict, with a decision if there is one.
        stars: how well that is founded.
        scope: in which scope it is decided, where it is in part.
    """

    quote: str
    document: str
    says: str
    certainty: str
    verdict: str
    stars: str
    scope: str = ""


class Changed(Struct, frozen=True):
    """A claim that differs between two states, in which fields, and in which other properties."""

    iri: str
    before: ClaimState
    after: ClaimState
    properties: tuple[PropertyChange, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that differ."""
        names = ClaimState.__struct_fields__
        return tuple(n for n in names if getattr(self.before, n) != getattr(self.after, n))


class Changes(Struct, frozen=True):
    """What changed between two states.

    Attributes:
        added: claims that are new, by IRI.
        removed: claims that are gone.
        changed: claims that differ.
        verdicts: how many claims went from one verdict to another.
        nodes: what else is stated that is new, gone or different.
        new: findings that are new.
        gone: findings that are gone.
        names: the namespaces of the knowledge base.
        compared: what the two states are of, in words.
        reaches: whether each policy pack that is switched on reaches each document, before and after.
    """

    added: Mapping[str, ClaimState]
    removed: Mapping[str, ClaimState]
    changed: tuple[Changed, ...]
    verdicts: Mapping[tuple[str, str], int]
    nodes: ContentChanges
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    names: Names
    compared: tuple[str, str] = ("", "")
    reaches: tuple[tuple[Reach, ...], tuple[Reach, ...]] = ((), ())

    def __bool__(self) -> bool:
        """Whether anything changed."""
        claims = self.added or self.removed or self.changed
        return bool(claims or self.nodes or self.new or self.gone)


class State(Struct, frozen=True):
    """A state of a knowledge base: its claims by IRI, all that its files state, and what a check of it found."""

    claims: Mapping[str, ClaimState]
    contents: Contents
    report: Report

    def on(self, nodes: Collection[str]) -> State:
        """What of it concerns some nodes, by IRI: claims, nodes and findings; no text of articles."""
        stated = {iri: node for iri, node in self.contents.nodes.items() if iri in nodes}
        return State(
            {iri: claim for iri, claim in self.claims.items() if iri in nodes},
            Contents(stated, {}),
            replace(
                self.report, findings=tuple(f for f in self.report.findings if f.node in nodes)
            ),
        )


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
            scope=claim.verdict.scope or "",
        )
        for claim in kb.claims
    }


def changes(before: State, after: State, compared: tuple[str, str] = ("", "")) -> Changes:
    """Compare two states of a knowledge base; what they are of, in words, is told with what changed.

    Findings are the same if a baseline would take them for the same, wherever they stand.
    """
    stated = content_changes(before.contents, after.contents)
    of_claims = {
        one.node.iri: one.changes for one in stated.changed if one.node.iri in after.claims
    }
    claims = {*before.claims, *after.claims}
    changed = tuple(
        Changed(
            iri,
            state,
            after.claims[iri],
            _besides(state, after.claims[iri], of_claims.get(iri, ())),
        )
        for iri, state in before.claims.items()
        if iri in after.claims and (state != after.claims[iri] or iri in of_claims)
    )
    verdicts = Counter(
        (c.before.verdict, c.after.verdict) for c in changed if c.before.verdict != c.after.verdict
    )
    new, gone = _found(before.report.findings, after.report.findings)
    return Changes(
        added={iri: s for iri, s in after.claims.items() if iri not in before.claims},
        removed={iri: s for iri, s in before.claims.items() if iri not in after.claims},
        changed=changed,
        verdicts=dict(sorted(verdicts.items(), key=lambda item: (-item[1], item[0]))),
        nodes=ContentChanges(
            tuple(node for node in stated.added if node.iri not in claims),
            tuple(node for node in stated.removed if node.iri not in claims),
            tuple(one for one in stated.changed if one.node.iri not in of_claims),
        ),
        new=new,
        gone=gone,
        names=after.report.names,
        compared=compared,
        reaches=(before.report.reaches, after.report.reaches),
    )


_SHOWN_AS = {"oa:exact": "quote", "prov:wasQuotedFrom": "document", "kb:certainty": "certainty"}
"""Properties that a field of a claim's state shows already."""


def _besides(
    before: ClaimState, after: ClaimState, stated: tuple[PropertyChange, ...]
) -> tuple[PropertyChange, ...]:
    """The changes of properties that no field shows."""

    def is_shown(name: str) -> bool:
        field = _SHOWN_AS.get(name)
        return field is not None and getattr(before, field) != getattr(after, field)

    return tuple(one for one in stated if not is_shown(one.name))


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
