"""Wordings that would pass: composed of what is on file, and of nothing else.

A verdict's templates (kb:wording and its kin in the vocabulary) say which of it they need. "None was found" follows only a
recorded search, and a denial only evidence that denies the very statement; otherwise one finding is told, with its design
and how it bears on the claim: what decides against it, else the strongest of what is on the very question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kbtool.knowledge.labels import Labels
from kbtool.knowledge.places import judged_as
from kbtool.knowledge.reading import Node
from kbtool.rdf.namespaces import KB, RDF
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, instances, named, text

KINDS = (
    "AfterSearch",
    "OfDenial",
    "BesideContrary",
    "BesideNeutral",
    "FromPart",
    "FromElsewhere",
    "OfReport",
    "BesideEvidence",
    "",
)
"""The kinds of template, in the order in which they are tried."""

_GAP = re.compile(r"\{(\w+)\}")
_REPORTS = frozenset({KB("OnlyCorroborates"), KB("WithoutWeight")})
_BY_DIRECTNESS: dict[Term | None, str] = {
    KB("NarrowerScope"): "partly",
    KB("Indirect"): "elsewhere",
}


@dataclass(frozen=True)
class _Line:
    """A line of evidence, as far as wordings read it."""

    evidence: Term
    direction: Term | None
    directness: Term | None
    decisive: bool
    in_part: bool
    tier: int
    reasons: frozenset[Term]
    via: Term | None

    @property
    def against(self) -> bool:
        """Whether it decides against the claim."""
        return self.decisive and self.direction == KB("Disputing")

    @property
    def order(self) -> tuple[bool, bool, bool, bool, int, str]:
        """Sort key: what decides against the claim first, then what has weight, is direct, speaks either way, is strong."""
        return (
            not self.against,
            not self.reasons.isdisjoint(_REPORTS),
            self.directness != KB("Direct"),
            self.direction == KB("Neutral"),
            self.tier,
            str(self.evidence),
        )

    @property
    def gap(self) -> str:
        """The gap that its finding fills in a template."""
        if self.against:
            return "finding"
        if not self.reasons.isdisjoint(_REPORTS):
            return "told"
        if self.directness in _BY_DIRECTNESS:
            return _BY_DIRECTNESS[self.directness]
        if KB("TooWeak") not in self.reasons or self.direction == KB("Neutral"):
            return "neither"
        return "finding" if self.direction == KB("Supporting") else "contrary"


def proposal_quads(store: ox.Store, labels: Labels) -> Iterator[ox.Quad]:
    """kb:proposedWording of each claim whose verdict has templates, and kb:wordingRestsOn: the evidence or search."""
    proposals = _Proposals(store, labels)
    for quad in store.quads_for_pattern(None, KB("verdict"), None, DERIVED):
        if isinstance(quad.subject, ox.NamedNode):
            wording, grounds = proposals.of(quad.subject, quad.object)
            if wording:
                yield ox.Quad(quad.subject, KB("proposedWording"), ox.Literal(wording), DERIVED)
            for ground in grounds:
                yield ox.Quad(quad.subject, KB("wordingRestsOn"), ground, DERIVED)


class _Proposals:
    def __init__(self, store: ox.Store, labels: Labels) -> None:
        self._store = store
        self._labels = labels
        self._templates: dict[Term, Node] = {
            verdict: Node(store, verdict) for verdict in instances(store, KB("Verdict"))
        }
        untold = store.quads_for_pattern(None, KB("untold"), None, None)
        self._untold = frozenset(quad.subject for quad in untold)
        self._known: dict[Term, list[_Line]] = {}

    def of(self, claim: ox.NamedNode, verdict: Term) -> tuple[str, tuple[ox.NamedNode, ...]]:
        node, templates = Node(self._store, claim), self._templates.get(verdict)
        if templates is None:
            return "", ()
        first = "quantityWording" if node.one(KB("gives")) is not None else "wording"
        found = [
            template
            for kind in KINDS
            for name in dict.fromkeys((first, "wording" if kind else first))
            if (template := templates.text(KB(f"{name}{kind}"))) is not None
        ]
        if not any(_GAP.search(template) for template in found):
            return next(iter(found), ""), ()
        fields, grounds = self._fields(claim, node)
        for template in found:
            gaps = _GAP.findall(template)
            if all(fields.get(gap) for gap in gaps):
                told = {gap: grounds[gap] for gap in gaps if gap in grounds}
                return _filled(template, fields), next(iter(told.values()), grounds["scope"])
        return "", ()

    def _fields(
        self, claim: ox.NamedNode, node: Node
    ) -> tuple[dict[str, str], dict[str, tuple[ox.NamedNode, ...]]]:
        """What fills the gaps of templates, and what it rests on, by gap."""
        lines = self._lines(claim)
        held = next(iter(named(node.all(KB("asserts")) + node.all(KB("denies")))), None)
        deciding = [line.evidence for line in lines if line.decisive or line.in_part]
        fields = {
            "scope": node.text(KB("supportedScope")) or "",
            "says": node.text(KB("says")) or "",
        }
        grounds = {"scope": tuple(dict.fromkeys(named(deciding)))}
        lead = next(iter(lines), None)
        if lead is not None:
            evidence = Node(self._store, lead.evidence)
            told = evidence.text(KB("finding")) or evidence.text(KB("says")) or ""
            fields[lead.gap] = told.rstrip(".")
            fields["design"] = self._labels.label(evidence.one(KB("design")))
            grounds[lead.gap] = tuple(named([lead.evidence]))
        if held is None:
            fields["proposition"] = self._labels.label(node.one(KB("gives")))
        else:
            fields["proposition"] = self._labels.phrase(held) or ""
            denying = [line.evidence for line in lines if line.against and line.via == held]
            if denying:
                asserted = node.one(KB("asserts")) is not None
                fields["negation"] = self._labels.phrase(held, negated=asserted) or ""
                grounds["negation"] = tuple(named(denying))
        if all(line.directness != KB("Direct") for line in lines):
            for search in named(node.all(KB("coveredBy"))):
                fields["searched"] = text(self._store, search, KB("searchedOn")) or ""
                fields["where"] = text(self._store, search, KB("searchedIn")) or ""
                grounds["searched"] = (search,)
        return fields, grounds

    def _lines(self, claim: ox.NamedNode) -> list[_Line]:
        """The lines of evidence on a claim whose findings may be told, the foremost first."""
        judged = judged_as(self._store, claim)
        if judged not in self._known:
            found = []
            for quad in self._store.quads_for_pattern(None, KB("claim"), judged, None):
                line = _read(Node(self._store, quad.subject))
                if line is not None and line.reasons.isdisjoint(self._untold):
                    found.append(line)
            self._known[judged] = sorted(found, key=lambda line: line.order)
        return self._known[judged]


def _read(node: Node) -> _Line | None:
    evidence, tier = node.one(KB("evidence")), node.integer(KB("tier"))
    if KB("EvidenceLine") not in node.all(RDF("type")) or evidence is None:
        return None
    return _Line(
        evidence=evidence,
        direction=node.one(KB("direction")),
        directness=node.one(KB("directness")),
        decisive=node.text(KB("decisive")) == "true",
        in_part=node.text(KB("decisiveInPart")) == "true",
        tier=9 if tier is None else tier,
        reasons=frozenset(node.all(KB("notCounted"))),
        via=node.one(KB("via")),
    )


def _filled(template: str, fields: Mapping[str, str]) -> str:
    return _GAP.sub(lambda gap: fields.get(gap[1], ""), template)
