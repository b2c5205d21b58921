"""Wordings that would pass: composed of what is on file, and of nothing else.

A verdict's templates (kb:wording and its kin in the vocabulary) say which of it they need. "None was found" follows only a
recorded search, and a denial only evidence that denies the very statement; otherwise one finding is told, with its design
and how it bears on the claim: what decides against it, else what speaks for or against it before what speaks neither way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kbtool.knowledge.derive.crowds import LISTED
from kbtool.knowledge.derive.kept import KeptThroughout
from kbtool.knowledge.derive.told_lines import ToldLine
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.node import Node
from kbtool.knowledge.places import judged_as
from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import KB, RDF
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, instances, named

KINDS = (
    "AfterSearch",
    "OfDenial",
    "OfLess",
    "BesideContrary",
    "BesideNeutral",
    "FromPart",
    "FromPartWeak",
    "FromPartContrary",
    "FromWider",
    "FromElsewhere",
    "OfReport",
    "WithoutWeight",
    "BesideAbsence",
    "BesideEvidence",
    "",
)
"""The kinds of template, in the order in which they are tried."""

_GAP = re.compile(r"\{(\w+)\}")


def proposal_quads(store: ox.Store, labels: Labels) -> Iterator[ox.Quad]:
    """kb:proposedWording of each claim whose verdict has templates, kb:passingWording, and kb:wordingRestsOn: the evidence
    or search.

    A claim of a crowd has the first few items that its wording rests on, as of what findings list.
    """
    proposals = _Proposals(store, labels)
    for quad in store.quads_for_pattern(None, KB("verdict"), None, DERIVED):
        if isinstance(quad.subject, ox.NamedNode):
            wording, passing, grounds = proposals.of(quad.subject, quad.object)
            if wording:
                yield ox.Quad(quad.subject, KB("proposedWording"), ox.Literal(wording), DERIVED)
            if passing:
                yield ox.Quad(quad.subject, KB("passingWording"), ox.Literal(passing), DERIVED)
            for ground in grounds[:LISTED] if proposals.is_of_a_crowd(quad.subject) else grounds:
                yield ox.Quad(quad.subject, KB("wordingRestsOn"), ground, DERIVED)


class _Proposals:
    def __init__(self, store: ox.Store, labels: Labels) -> None:
        self._store = store
        self._columns = Columns(store)
        self._labels = labels
        self._templates: dict[Term, Node] = {
            verdict: Node.within(self._columns, verdict)
            for verdict in instances(store, KB("Verdict"))
        }
        untold = store.quads_for_pattern(None, KB("untold"), None, None)
        self._untold = frozenset(quad.subject for quad in untold)
        judged = store.quads_for_pattern(None, KB("judgedAs"), None, None)
        self._judged: Counter[Term] = Counter(quad.object for quad in judged)
        self._known: dict[Term, list[ToldLine]] = {}
        self._found: dict[tuple[Term, str], list[tuple[str, str]]] = {}
        self._kept = KeptThroughout(store, self._columns)

    def is_of_a_crowd(self, claim: ox.NamedNode) -> bool:
        """Whether other claims are judged together with it."""
        return self._judged[judged_as(self._columns, claim)] > 1

    def of(self, claim: ox.NamedNode, verdict: Term) -> tuple[str, str, tuple[ox.NamedNode, ...]]:
        """The wording for a claim, the sentence that could stand in its place, and what they rest on."""
        node = Node.within(self._columns, claim)
        if verdict not in self._templates:
            return "", "", ()
        first = "quantityWording" if node.one(KB("gives")) is not None else "wording"
        found = self._found.get((verdict, first))
        if found is None:
            found = self._found[verdict, first] = list(self._of_verdict(verdict, first))
        if not any(_GAP.search(template) for template, _ in found):
            return *next(iter(found), ("", "")), ()
        fields, grounds = self._fields(claim, node)
        for template, passing in found:
            gaps = _GAP.findall(template)
            if all(fields.get(gap) for gap in gaps):
                told = {gap: grounds[gap] for gap in gaps if gap in grounds}
                rests = next(iter(told.values()), grounds["scope"])
                return _filled(template, fields), _sentence(_filled(passing, fields)), rests
        return "", "", ()

    def _of_verdict(self, verdict: Term, first: str) -> Iterator[tuple[str, str]]:
        """The templates of a verdict, in the order in which they are tried, each with that of the sentence that could stand;
        those with a first name before the usual.
        """
        node = self._templates[verdict]
        for kind in KINDS:
            for name in dict.fromkeys((first, "wording" if kind else first)):
                template = node.text(KB(f"{name}{kind}"))
                if template is not None:
                    passing = name.replace("wording", "passing").replace("Wording", "Passing")
                    yield template, node.text(KB(f"{passing}{kind}")) or ""

    def _fields(
        self, claim: ox.NamedNode, node: Node
    ) -> tuple[dict[str, str], dict[str, tuple[ox.NamedNode, ...]]]:
        """What fills the gaps of templates, and what it rests on, by gap."""
        lines = self._lines(claim)
        judged = Node.within(self._columns, judged_as(self._columns, claim))
        held = next(iter(named(node.all(KB("asserts")) + node.all(KB("denies")))), None)
        weak = [
            Node.within(self._columns, line.evidence).text(KB("gradedDownBecause"))
            for line in lines
            if line.in_part and line.direction == KB("Supporting")
        ]
        reasons = [reason for reason in weak if reason is not None]
        reasons = reasons[:1] if len(reasons) == len(weak) else []
        fields = {
            "scope": node.text(KB("supportedScope")) or "",
            "says": node.text(KB("says")) or "",
            "supported": _weighed(node.text(KB("supportedAs")) or "", reasons),
            "less": judged.text(KB("shownAs")) or "",
        }
        deciding = named(line.evidence for line in lines if line.decisive or line.in_part)
        grounds = {"scope": tuple(dict.fromkeys(deciding))}
        grounds["less"] = tuple(named(judged.all(KB("shownOtherwise"))))
        lead = next(iter(lines), None)
        if lead is not None:
            evidence = Node.within(self._columns, lead.evidence)
            design = self._labels.label(evidence.one(KB("design")))
            told = (evidence.text(KB("finding")) or evidence.text(KB("says")) or "").rstrip(".")
            other = "" if lead.wider else self._other_subject(lead, node)
            if other and other.casefold() not in told.casefold():
                told = f"{told} ({other})"
            other_way = next((line for line in lines if lead.is_balanced_by(line)), None)
            if other_way is not None:
                told = f"{told}. Beside it {self._told(other_way)}"
            fields[lead.gap] = design if lead.gap == "opinion" else told
            fields["design"] = design
            grounds[lead.gap] = tuple(named([lead.evidence]))
        if held is None:
            fields["proposition"] = self._labels.label(node.one(KB("gives")))
        else:
            fields["proposition"] = self._labels.phrase(held) or ""
            denying = [line.evidence for line in lines if line.against and line.via == held]
            if denying and node.one(KB("certainty")) != KB("Hedged"):
                asserted = node.one(KB("asserts")) is not None
                said = self._labels.denied_as_meant(held) if asserted else self._labels.phrase(held)
                fields["negation"] = said or ""
                grounds["negation"] = tuple(named(denying))
        if not any(line.on_it for line in lines):
            for search in named(node.all(KB("coveredBy"))):
                fields["searched"] = self._columns.text(search, KB("searchedOn")) or ""
                fields["where"] = self._columns.text(search, KB("searchedIn")) or ""
                grounds["searched"] = (search,)
        return fields, grounds

    def _told(self, line: ToldLine) -> str:
        """The design of evidence, in brackets, and what it found."""
        evidence = Node.within(self._columns, line.evidence)
        design = self._labels.label(evidence.one(KB("design")))
        finding = evidence.text(KB("finding")) or evidence.text(KB("says")) or ""
        return f"({design}): {finding.rstrip('.')}"

    def _other_subject(self, line: ToldLine, claim: Node) -> str:
        """What indirect evidence is on, where that is not what the claim is on; empty, if it is."""
        if line.directness != KB("Indirect"):
            return ""
        found = Node.within(self._columns, line.via).one(KB("subject"))
        held = (claim.all(KB("asserts")), claim.all(KB("denies")), claim.all(KB("gives")))
        own = [Node.within(self._columns, n).one(KB("subject")) for nodes in held for n in nodes]
        return "" if found is None or found in own else self._labels.label(found)

    def _lines(self, claim: ox.NamedNode) -> list[ToldLine]:
        """The lines of evidence on a claim whose findings may be told, the foremost first."""
        judged = judged_as(self._columns, claim)
        if judged not in self._known:
            found = []
            for quad in self._store.quads_for_pattern(None, KB("claim"), judged, None):
                if not self._columns.has(quad.subject, RDF("type"), KB("EvidenceLine")):
                    continue
                line = self._line(
                    Node.within(self._columns, quad.subject), Node.within(self._columns, judged)
                )
                if line is not None and line.reasons.isdisjoint(self._untold):
                    found.append(line)
            self._known[judged] = sorted(found, key=lambda line: line.order)
        return self._known[judged]

    def _line(self, node: Node, claim: Node) -> ToldLine | None:
        evidence, tier = node.one(KB("evidence")), node.integer(KB("tier"))
        if evidence is None:
            return None
        design = Node.within(self._columns, Node.within(self._columns, evidence).one(KB("design")))
        kind = Node.within(self._columns, claim.one(KB("onQuestionType")))
        return ToldLine(
            evidence=evidence,
            direction=node.one(KB("direction")),
            directness=node.one(KB("directness")),
            decisive=node.text(KB("decisive")) == "true",
            in_part=node.text(KB("decisiveInPart")) == "true",
            tier=9 if tier is None else tier,
            reasons=frozenset(node.all(KB("notCounted"))),
            via=node.one(KB("via")),
            told_last=design.text(KB("toldLast")) == "true",
            pooled=Node.within(self._columns, evidence).integer(KB("studyCount")) is not None,
            wider=node.one(KB("directness")) == KB("Indirect") and self._is_wider(node, claim),
            by_absence=kind.text(KB("disputedByAbsence")) == "true",
            set_apart=self._kept.is_apart(claim, node),
            found_none=Node.within(self._columns, evidence).one(KB("result")) == KB("NoDifference"),
        )

    def _is_wider(self, line: Node, claim: Node) -> bool:
        """Whether evidence is on the same thing as a claim in a wider group, and not on another thing."""
        found = Node.within(self._columns, line.one(KB("inScope")) or line.one(KB("via")))
        for held in claim.all(KB("asserts")) + claim.all(KB("denies")) + claim.all(KB("gives")):
            mine = Node.within(self._columns, held)
            if all(mine.one(KB(part)) == found.one(KB(part)) for part in ("subject", "object")):
                return not {line.one(KB("inScope")), line.one(KB("via"))}.isdisjoint(
                    mine.all(KB("narrowerScopeThan"))
                )
        return False


def _filled(template: str, fields: Mapping[str, str]) -> str:
    return _GAP.sub(lambda gap: fields.get(gap[1], ""), template)


def _sentence(words: str) -> str:
    """Words as a sentence: its first letter is a capital, unless its first word is written in a way of its own (pH)."""
    is_own = any(letter.isupper() for letter in words.partition(" ")[0])
    return words if is_own else words[:1].upper() + words[1:]


def _weighed(supported: str, reasons: list[str]) -> str:
    """What is supported, with why all of the evidence for it counts for less, if it does."""
    if not reasons:
        return supported
    return f"{supported.removesuffix(')')}; {reasons[0]})" if supported.endswith(")") else supported
