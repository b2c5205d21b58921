"""A knowledge base checked: shapes to findings, and findings beside what people decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from kbtool.checks.baseline import Entry
from kbtool.checks.findings import Finding
from kbtool.checks.waivers import read_waivers, waive, waiver_quads
from kbtool.knowledge.loading import KnowledgeBase
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import KB, PROV
from kbtool.rdf.store import DERIVED, select
from kbtool.shacl import validate

Engine = Literal["fast", "pyshacl"]


@dataclass(frozen=True)
class Decided:
    """A claim on which a reviewer has decided: its IRI, the verdict decided and the one computed."""

    claim: str
    verdict: str
    computed: str


@dataclass(frozen=True)
class Tally:
    """The verdicts on one document.

    Attributes:
        path: the document's path.
        verdicts: number of claims for each verdict, decisions included.
        decided: the claims on which a reviewer has decided.
    """

    path: str
    verdicts: Counter[str]
    decided: list[Decided]

    @property
    def claims(self) -> int:
        """Number of claims."""
        return self.verdicts.total()


@dataclass(frozen=True)
class Report:
    """What a check found.

    Attributes:
        findings: in reading order.
        rules: the rules that ran.
        documents: the verdicts on each document.
        gone: what a baseline has and this check has not found; None without a baseline.
    """

    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...]
    documents: tuple[Tally, ...]
    gone: tuple[Entry, ...] | None = None


def check(
    kb: KnowledgeBase,
    rules: Collection[Rule],
    engine: Engine = "fast",
    *,
    note: Callable[[str], None] = lambda _: None,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Run rules over a knowledge base; what they derive (conflicts) is added to its derived graph.

    Args:
        kb: the knowledge base.
        rules: the rules to run.
        engine: "fast", or "pyshacl" as the reference.
        note: is told what pySHACL had to evaluate, and why.
        progress: is told what is being done.

    Raises:
        InputError: the shapes cannot be used.
    """
    waivers = read_waivers(kb.store, kb.rules.values(), kb.labels, kb.locator)
    first = [rule for rule in rules if not rule.after_findings]
    after = [rule for rule in rules if rule.after_findings]
    wanted = {rule.code for rule in rules}
    conflicts = {rule.code for rule in kb.rules.values() if rule.derives is not None}
    if after:
        waived = {waiver.rule for waiver in waivers} - wanted
        first += [rule for rule in kb.rules.values() if rule.code in waived]

    def run(some: Collection[Rule]) -> list[Finding]:
        results = validate(
            kb.store,
            kb.shapes,
            engine=engine,
            only=[rule.iri for rule in some],
            note=note,
            progress=lambda done, total: progress(f"rule {done} of {total}"),
        )
        progress("locating the findings")
        located = kb.locator.findings(results, {rule.iri: rule for rule in some})
        return waive(located, waivers, conflicts, kb.today)

    found = run(first)
    kb.store.extend(list(waiver_quads(found, waivers, conflicts)))
    if after:
        found += run(after)
    findings = sorted((f for f in found if f.code in wanted), key=lambda f: f.order)
    _record(kb.store, findings, {rule.code: rule for rule in rules})
    return Report(tuple(findings), tuple(rules), _tally(kb))


def _record(store: ox.Store, findings: Iterable[Finding], rules: dict[str, Rule]) -> None:
    for finding in findings:
        derives = rules[finding.code].derives
        if derives is not None and finding.claim is not None:
            for other in finding.related:
                if "://" in other.iri:
                    claim, iri = ox.NamedNode(finding.claim), ox.NamedNode(other.iri)
                    store.add(ox.Quad(claim, derives, iri, DERIVED))


def _tally(kb: KnowledgeBase) -> tuple[Tally, ...]:
    found = {
        iri: Tally(str(document.path), Counter(), []) for iri, document in kb.documents.items()
    }
    query = f"""SELECT ?document ?claim ?verdict ?computed ?decision WHERE {{
        ?claim a <{KB.base}Claim> ; <{PROV.base}wasQuotedFrom> ?document ; <{KB.base}verdict> ?verdict .
        OPTIONAL {{ ?claim <{KB.base}decidedBy> ?decision ; <{KB.base}computedVerdict> ?computed }}
    }} ORDER BY ?claim"""
    for row in select(kb.store, query):
        tally = found.get(row["document"])
        if tally is None:
            continue
        verdict = kb.labels.label(row["verdict"])
        tally.verdicts[verdict] += 1
        if row["decision"] is not None:
            computed = kb.labels.label(row["computed"])
            tally.decided.append(Decided(row["claim"].value, verdict, computed))
    return tuple(found.values())
