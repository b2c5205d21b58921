"""What a check found: findings, and the verdicts on each document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field
from pyoxigraph import Triple

from kbtool.checks.findings import Finding
from kbtool.checks.sentences import DraftReport
from kbtool.knowledge.model import Claim
from kbtool.knowledge.policies import Reach
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import Names


class Hanging(Struct, frozen=True):
    """What hangs on something.

    Attributes:
        claims: how many claims.
        stakes: what is at stake in them (kb:stakes), added up.
    """

    claims: int = 0
    stakes: int = 0


class MissingStudy(Struct, frozen=True):
    """A study that is not on file, and how many claims it could decide at most."""

    label: str
    claims: int


class BaselineEntry(Struct, frozen=True, order=True):
    """A finding as a baseline keeps it; the fingerprint tells it, the rest is for people."""

    code: str
    node: str
    message: str
    fingerprint: str


class Tally(Struct, frozen=True):
    """The verdicts on one document.

    Attributes:
        path: the document's path.
        verdicts: number of claims for each verdict, decisions included, of those whose words stand in the document.
        decided: the claims among them on which a reviewer has decided.
        text: the document's text.
        outdated: number of claims whose words do not stand there: their verdicts are on what nobody says any more.
    """

    path: str
    verdicts: Counter[str]
    decided: tuple[Claim, ...]
    text: str = ""
    outdated: int = 0

    @property
    def claims(self) -> int:
        """Number of claims."""
        return self.verdicts.total() + self.outdated


class Shift(Struct, frozen=True):
    """A claim whose verdict a draft changes, and what it was and is; as labels, empty where there is none."""

    claim: Claim
    before: str
    after: str


class Report(Struct, frozen=True):
    """What a check found.

    Attributes:
        findings: in reading order.
        rules: the rules that ran.
        documents: the verdicts on each document.
        names: the namespaces of the knowledge base.
        hanging: what hangs on evidence and references, by IRI, where somebody asked.
        missing: the studies that are not on file and that could decide most claims, where somebody asked.
        known: how many findings a baseline has that are not listed.
        gone: what a baseline has and this check has not found; None without a baseline.
        left_out: the codes of its rules that did not run, because somebody ignored or did not select them.
        packs_off: the policy packs that are not switched on.
        reaches: whether each pack that is switched on reaches each document, by its path.
        would_reach: whether each pack that is off would reach each document, by its path.
        as_of: the day as on which somebody asked to check; None for the day of the check.
        out_of_force: the codes of the rules whose sources do not hold on the day of the check, so that they did not run.
        shifts: the claims whose verdicts a draft changes; None without a draft.
        given_way: findings that only follow from others, and are not shown beside these.
        drafts: what the sentences of drafts say, where drafts were checked as prose.
        described: what data and rules say of the blank nodes that the results behind the findings name.
    """

    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...]
    documents: tuple[Tally, ...]
    names: Names
    hanging: Mapping[str, Hanging] = field(default_factory=dict)
    missing: tuple[MissingStudy, ...] = ()
    known: int = 0
    gone: tuple[BaselineEntry, ...] | None = None
    left_out: tuple[str, ...] = ()
    packs_off: tuple[str, ...] = ()
    reaches: tuple[Reach, ...] = ()
    would_reach: tuple[Reach, ...] = ()
    as_of: date | None = None
    out_of_force: tuple[str, ...] = ()
    shifts: tuple[Shift, ...] | None = None
    drafts: tuple[DraftReport, ...] = ()
    described: tuple[Triple, ...] = ()
    given_way: tuple[Finding, ...] = ()
