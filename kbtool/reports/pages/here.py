"""A page in the making: where it is, and how it links to what else there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.checks.findings import Finding
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim
from kbtool.reports.pages.filling import template
from kbtool.reports.pages.holdings import Holdings
from kbtool.reports.pages.layout import note_of
from kbtool.reports.pages.links import Links, segment, web_address
from kbtool.text.document import Document


class Page(Struct, frozen=True):
    """A page.

    Attributes:
        body: what stands in its main part, as HTML.
        title: its title.
        scripts: the scripts that it is better with, by file name.
    """

    body: str
    title: str
    scripts: tuple[str, ...] = ()


def item_name(kb: KnowledgeBase, iri: str) -> str:
    """The anchor of an item of evidence on the page of its reference."""
    return f"item-{segment(kb.names.short(iri))}"


class Here(Struct, frozen=True):
    """Where a page is.

    Attributes:
        at: its address.
        links: how an address becomes a link.
        holdings: what there is.
        query: what was asked of it behind the question mark, by name.
    """

    at: str
    links: Links
    holdings: Holdings
    query: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def first(self, name: str) -> str:
        """The first value of a parameter; empty, if there is none."""
        return next(iter(self.query.get(name, ())), "")

    def href(self, address: str, fragment: str = "", query: str = "") -> str:
        """The link to a page."""
        return self.links.href(address, self.at, query=query, fragment=fragment)

    def asset(self, name: str) -> str:
        """The link to a style sheet or script."""
        return self.links.asset(name, self.at)

    def to(self, iri: str | None) -> str | None:
        """The link to the page of a claim, document or reference by IRI, or of a rule by code; None, if it has none."""
        address = self.holdings.addresses.get(iri or "")
        return None if address is None else self.href(address)

    def to_source(self, evidence: str) -> str | None:
        """The link to the reference that an item of evidence is from."""
        source = self.holdings.kb.reader.evidence(ox.NamedNode(evidence)).source
        return None if source is None else self.to(source.iri)

    def in_article(self, claim: Claim) -> str | None:
        """The link to where a claim stands in its article."""
        part = self.holdings.parts.get(claim.iri)
        return None if part is None else self.href(part, note_of(claim))

    def to_document(self, path: str | None) -> str | None:
        """The link to the article with a path."""
        document = self.holdings.documents.get(path or "")
        return None if document is None else self.to(document.iri)

    def to_finding(self, finding: Finding) -> str | None:
        """The link to what a finding is on: the page of its claim or reference, or of the evidence, else its article."""
        return (
            self.to(finding.claim)
            or self.to(finding.node)
            or self.to_item(finding.node)
            or self.to_document(finding.document)
        )

    def to_item(self, iri: str) -> str | None:
        """The link to an item of evidence on the page of its reference; None, where it bears on no claim."""
        if iri not in self.holdings.uses.of_evidence:
            return None
        source = self.holdings.kb.reader.evidence(ox.NamedNode(iri)).source
        address = self.holdings.addresses.get(source.iri) if source else None
        name = item_name(self.holdings.kb, iri)
        return None if address is None else self.href(address, name)

    def borne_on(self, finding: Finding) -> list[Claim]:
        """The claims on which the evidence bears that a finding is on, those first that it helps to decide."""
        uses = self.holdings.uses.of_evidence.get(finding.node, ())
        claims = self.holdings.kb.claims
        return [claims[use.claim] for use in uses if use.claim in claims]

    def abroad(self, address: str | None) -> str | None:
        """An address of the web, if a page may link to it."""
        return web_address(address)

    def render(
        self, name: str, title: str, /, scripts: tuple[str, ...] = (), **values: Any
    ) -> Page:
        """This page, of a template."""
        return Page(template(name).render(here=self, **values), title, scripts)

    def article_name(self, document: Document) -> str:
        """What an article is called: its title or label."""
        return self.holdings.titles[document.iri]
