"""The pages of a knowledge base: each by its address, as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from urllib.parse import parse_qs

from kbtool.checks.report import Report
from kbtool.knowledge.base import KnowledgeBase
from kbtool.reports.pages.article import article_page
from kbtool.reports.pages.filling import template, templates
from kbtool.reports.pages.here import Here, Page
from kbtool.reports.pages.holdings import Holdings
from kbtool.reports.pages.links import Links
from kbtool.reports.pages.overview import overview_page

POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'"
"""The Content-Security-Policy of the pages: files of the site, and nothing inline."""


@dataclass(frozen=True)
class Site:
    """The pages of a knowledge base, made once; what they show stays as it was then.

    Attributes:
        base: the knowledge base.
        report: what a check of it found.
        links: how pages link to each other.
    """

    base: KnowledgeBase
    report: Report
    links: Links = field(default_factory=Links)

    def __post_init__(self) -> None:
        """Put in order what pages ask, so that the first is as quick as the others."""
        self._holdings.prepare()
        for name in templates().list_templates():
            template(name)

    @cached_property
    def _holdings(self) -> Holdings:
        return Holdings(self.base, self.report)

    def addresses(self) -> Iterator[str]:
        """The address of each page, "" for the overview."""
        yield ""
        for document, laid in self._holdings.articles.items():
            yield from (self._holdings.part_address(document, part.number) for part in laid.parts)

    def page(self, address: str, query: str = "") -> Page | None:
        """A page; None, if there is none.

        Args:
            address: its address, such as "articles/NAME".
            query: what stands behind the question mark, such as "verdict=refuted&family=X".
        """
        here = self._here(address, parse_qs(query, max_num_fields=200) if query else {})
        kind, _, rest = address.partition("/")
        if not address:
            return overview_page(here)
        if kind == "articles":
            name, _, number = rest.partition("/")
            laid = self._holdings.articles.get(self._holdings.named.get(f"{kind}/{name}", ""))
            part = int(number) if number.isdecimal() else 1 if not number else 0
            return None if laid is None else article_page(here, laid, part)
        return None

    def document(self, address: str, page: Page) -> str:
        """A page as a whole document, with what all pages have.

        Args:
            address: its address, which need not be one of this site's.
            page: the page.
        """
        return template("frame.html").render(
            here=self._here(address, {}), page=page, policy=POLICY if self.links.is_static else ""
        )

    def _here(self, address: str, query: Mapping[str, list[str]]) -> Here:
        known = {name: tuple(values) for name, values in query.items()}
        return Here(address, self.links, self._holdings, known)

    def at(self, address: str) -> Here:
        """Where a page is that is not one of this site's, so that it can link to those that are."""
        return self._here(address, {})


def assets() -> dict[str, bytes]:
    """The style sheets, scripts and pictures of the pages by file name."""
    folder = resources.files("kbtool.reports.pages") / "static"
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
