"""What pages ask of a knowledge base and of its check, put in order once, so that no page looks through all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

import pyoxigraph as ox
from msgspec import Struct

from kbtool.checks.findings import Finding
from kbtool.checks.ranking import worst_first
from kbtool.checks.report import Report
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import DCT, KB
from kbtool.rdf.terms import instances, text, whole
from kbtool.rdf.turtle.blocks import Blocks
from kbtool.references.reference import all_references
from kbtool.reports.judgements import UNJUDGED, Look, look
from kbtool.reports.pages.clashes import Clash, Words, clashes
from kbtool.reports.pages.histories import History, no_history
from kbtool.reports.pages.layout import Laid, lay_out
from kbtool.reports.pages.links import segment
from kbtool.reports.pages.uses import Uses, read_uses
from kbtool.text.document import Document

CLASHES = 25
"""Clashes on one page."""


class Holdings(Struct, frozen=True, dict=True):
    """A knowledge base and what a check found, in the order that pages need.

    Attributes:
        kb: the knowledge base.
        report: what a check of it found.
        history: gives the commits that lines of its files are from.
    """

    kb: KnowledgeBase
    report: Report
    history: History = no_history

    def prepare(self) -> None:
        """Put everything in order now, and not when the first page asks."""
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                getattr(self, name)

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """The addresses of the pages of claims, documents and references by IRI, those of rules by code."""
        short = self.kb.names.short
        return {
            **_addresses("articles", {one.iri: short(one.iri) for one in self.kb.documents}),
            **_addresses("claims", {iri: short(iri) for iri in self.kb.claim_names}),
            **_addresses(
                "references", {n.value: short(n.value) for n in all_references(self.kb.store)}
            ),
            **_addresses("rules", {rule.code: rule.code for rule in self.kb.rules}),
        }

    @cached_property
    def named(self) -> Mapping[str, str]:
        """What has a page, IRI or code, by its address."""
        return {address: iri for iri, address in self.addresses.items()}

    @cached_property
    def of_claim(self) -> Mapping[str, tuple[Finding, ...]]:
        """The findings on each claim by IRI, the worst first."""
        return _grouped((f.claim, f) for f in self.report.findings)

    @cached_property
    def of_document(self) -> Mapping[str, tuple[Finding, ...]]:
        """The findings in each document that are on no claim, by path, the worst first."""
        return _grouped((f.document, f) for f in self.report.findings if f.claim is None)

    @cached_property
    def of_rule(self) -> Mapping[str, tuple[Finding, ...]]:
        """The findings of each rule by code, the worst first."""
        return _grouped((f.code, f) for f in self.report.findings)

    @cached_property
    def clashes(self) -> tuple[Clash, ...]:
        """What stands against what, the worst first."""
        return tuple(clashes(self.kb, self.report))

    @cached_property
    def clashes_of(self) -> Mapping[str, tuple[Clash, ...]]:
        """The clashes of each claim by IRI, on whichever side it is."""
        found: dict[str, list[Clash]] = defaultdict(list)
        for clash in self.clashes:
            for iri in {clash.claim.iri, *(other.iri for other in clash.finding.related)}:
                found[iri].append(clash)
        return {iri: tuple(some) for iri, some in found.items()}

    @cached_property
    def clash_pages(self) -> tuple[tuple[Clash, ...], ...]:
        """The clashes, as many together as stand on one page; one page at least."""
        found = self.clashes
        starts = range(0, max(len(found), 1), CLASHES)
        return tuple(found[start : start + CLASHES] for start in starts)

    def clash_page(self, clash: Clash) -> str:
        """The address of the page on which a clash stands."""
        return paged("conflicts", (clash.number - 1) // CLASHES + 1)

    @cached_property
    def words(self) -> Words:
        """Finds the words that clash."""
        return Words(self.kb)

    @cached_property
    def blocks(self) -> Blocks:
        """Finds what files say of a node."""
        return Blocks((*self.kb.files, *self.kb.shape_files))

    @cached_property
    def of_node(self) -> Mapping[str, tuple[Finding, ...]]:
        """The findings on each node by IRI, the worst first."""
        return _grouped((f.node, f) for f in self.report.findings)

    @cached_property
    def uses(self) -> Uses:
        """On which claims evidence and references bear."""
        return read_uses(self.kb)

    @cached_property
    def elsewhere(self) -> tuple[Finding, ...]:
        """The findings that stand in no document, the worst first."""
        found = (f for f in self.report.findings if f.document is None)
        return tuple(sorted(found, key=worst_first))

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """The rules by code."""
        return {rule.code: rule for rule in self.kb.rules}

    @cached_property
    def claims_in(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims of each document by IRI, in reading order."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.kb.claims:
            if claim.document is not None:
                found[claim.document.iri].append(claim)
        return {iri: tuple(sorted(some, key=lambda c: c.order)) for iri, some in found.items()}

    @cached_property
    def decided(self) -> tuple[Claim, ...]:
        """The claims on which a reviewer has decided, in the order of their IRIs."""
        return tuple(claim for claim in self.kb.claims if claim.verdict.resolution)

    @cached_property
    def split(self) -> tuple[Claim, ...]:
        """The claims on which the evidence is split and nobody has decided, in the order of their IRIs."""
        split, read = KB("Conflicting").value, self.kb.claims
        return tuple(
            claim
            for claim in read
            if claim.verdict.concept
            and claim.verdict.concept.iri == split
            and claim.verdict.resolution is None
        )

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The documents by path."""
        return {str(document.path): document for document in self.kb.documents}

    @cached_property
    def articles(self) -> Mapping[str, Laid]:
        """The documents with their notes, by IRI."""
        return {
            document.iri: lay_out(
                document,
                self.claims_in.get(document.iri, ()),
                self.of_claim,
                self.of_document.get(str(document.path), ()),
            )
            for document in self.kb.documents
        }

    @cached_property
    def parts(self) -> Mapping[str, str]:
        """The address of the part of an article in which each claim stands, by IRI."""
        return {
            note.claim.iri: self.part_address(iri, part.number)
            for iri, laid in self.articles.items()
            for part in laid.parts
            for note in part.notes
            if note.claim is not None
        }

    def part_address(self, document: str, number: int) -> str:
        """The address of a part of a document, by IRI and number."""
        return paged(self.addresses[document], number)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What the documents are called, by IRI: their titles or labels."""
        store, labels = self.kb.store, self.kb.labels
        return {
            one.iri: text(store, ox.NamedNode(one.iri), DCT("title"))
            or labels.label(ox.NamedNode(one.iri))
            for one in self.kb.documents
        }

    @cached_property
    def verdicts(self) -> tuple[Look, ...]:
        """The verdicts, those first that speak most against a claim; what has none comes last."""
        columns = self.kb.columns

        def order(verdict: ox.NamedNode) -> tuple[int, int, str]:
            doubt, rank = (whole(columns.text(verdict, KB(name))) for name in ("doubt", "rank"))
            return -doubt, rank, verdict.value

        found = sorted(instances(self.kb.store, KB("Verdict")), key=order)
        return (*(look(self.kb.labels.label(one)) for one in found), look(UNJUDGED))

    @cached_property
    def verdict_order(self) -> Mapping[str, int]:
        """The place of each verdict in that order, by label."""
        return {one.label: place for place, one in enumerate(self.verdicts)}


def paged(address: str, number: int) -> str:
    """The address of one of several pages, by its number from 1."""
    return address if number == 1 else f"{address}/{number}"


def _grouped(pairs: Iterable[tuple[str | None, Finding]]) -> Mapping[str, tuple[Finding, ...]]:
    groups: dict[str, list[Finding]] = defaultdict(list)
    for key, finding in pairs:
        if key is not None:
            groups[key].append(finding)
    return {key: tuple(sorted(found, key=worst_first)) for key, found in groups.items()}


def _addresses(kind: str, names: Mapping[str, str]) -> dict[str, str]:
    """An address for each name; two that differ in capitals alone do not share a file where a file system ignores that."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for iri, name in names.items():
        address = wanted = f"{kind}/{segment(name)}"
        number = 1
        while address.casefold() in taken:
            number += 1
            address = f"{wanted}~~{number}"
        taken.add(address.casefold())
        found[iri] = address
    return found
