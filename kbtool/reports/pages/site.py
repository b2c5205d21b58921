"""The pages of a knowledge base: each by its address, as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib import resources
from urllib.parse import parse_qs

from msgspec import Struct, field

from kbtool.checks.report import Report
from kbtool.knowledge.base import KnowledgeBase
from kbtool.reports.pages.article import article_page
from kbtool.reports.pages.claim import claim_page
from kbtool.reports.pages.conflicts import conflicts_page
from kbtool.reports.pages.filling import template, templates
from kbtool.reports.pages.here import Here, Page
from kbtool.reports.pages.histories import History, no_history
from kbtool.reports.pages.holdings import Holdings, paged
from kbtool.reports.pages.links import ASSETS, Links, file_of
from kbtool.reports.pages.overview import Since, overview_page
from kbtool.reports.pages.pictures import Draw
from kbtool.reports.pages.rules import catalogue_page, rule_page
from kbtool.reports.pages.sources import (
    evidence_table,
    reference_page,
    reference_table,
    table_page,
)
from kbtool.reports.pages.tables import PAGE, Table

POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'"
"""The Content-Security-Policy of the pages: files of the site, and nothing inline."""


class Site(Struct, frozen=True, dict=True):
    """The pages of a knowledge base, made once; what they show stays as it was then.

    Attributes:
        base: the knowledge base.
        report: what a check of it found.
        links: how pages link to each other.
        draw: draws graphs as pictures; None, if nothing can.
        history: gives the commits that lines of files are from.
        since: what changed since a revision, if somebody asked.
    """

    base: KnowledgeBase
    report: Report
    links: Links = field(default_factory=Links)
    draw: Draw | None = None
    history: History = no_history
    since: Since | None = None

    def __post_init__(self) -> None:
        """Put in order what pages ask, so that the first is as quick as the others."""
        self._holdings.prepare()
        _ = self._tables
        for name in templates().list_templates():
            template(name)
        kinds = {address.partition("/")[0]: address for address in self._holdings.named}
        for address in kinds.values():
            self.page(address)

    @cached_property
    def _holdings(self) -> Holdings:
        return Holdings(self.base, self.report, self.history)

    @cached_property
    def _drawing(self) -> Draw | None:
        """Draws graphs, each set once."""
        if self.draw is None:
            return None
        known = cache(self.draw)
        return lambda graphs: known(tuple(graphs))

    @cached_property
    def _tables(self) -> dict[str, Table]:
        """The tables of evidence and references, by the address of their first page."""
        here = self._here("", {})
        return {
            "evidence": evidence_table(self.base, here),
            "references": reference_table(self.base, here),
        }

    def addresses(self) -> Iterator[str]:
        """The address of each page, "" for the overview."""
        holdings = self._holdings
        yield ""
        for document, laid in holdings.articles.items():
            yield from (holdings.part_address(document, part.number) for part in laid.parts)
        yield from (paged("conflicts", n) for n in range(1, len(holdings.clash_pages) + 1))
        for kind, table in self._tables.items():
            pages = max(1, -(-len(table.rows) // PAGE))
            yield from (paged(kind, number) for number in range(1, pages + 1))
        yield "rules"
        kinds = ("claims", "references", "rules")
        yield from (one for one in holdings.named if one.partition("/")[0] in kinds)

    def page(self, address: str, query: str = "") -> Page | None:
        """A page; None, if there is none.

        Args:
            address: its address, such as "articles/NAME".
            query: what stands behind the question mark, such as "verdict=refuted&family=X".
        """
        here = self._here(address, parse_qs(query, max_num_fields=200) if query else {})
        holdings = self._holdings
        kind, _, rest = address.partition("/")
        known = holdings.named.get(address)
        match kind:
            case "" if not address:
                return overview_page(here, self.since)
            case "articles":
                name, _, number = rest.partition("/")
                laid = holdings.articles.get(holdings.named.get(f"{kind}/{name}", ""))
                return None if laid is None else article_page(here, laid, _number(number))
            case "claims" if known is not None:
                return claim_page(here, known)
            case "conflicts":
                return conflicts_page(here, _number(rest), self._drawing)
            case "references" if known is not None:
                return reference_page(here, known)
            case "evidence" | "references":
                return table_page(here, kind.capitalize(), self._tables[kind], _number(rest))
            case "rules" if known is not None:
                return rule_page(here, known)
            case "rules" if not rest:
                return catalogue_page(here)
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


def files(
    site: Site,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    *,
    only: Iterable[str] | None = None,
) -> Iterator[tuple[str, bytes]]:
    """The files of a static site: each with its path in the folder, the first page last.

    Args:
        site: the site, of which pages link to files.
        progress: is told how many of how many pages are done.
        only: the addresses of the pages that are wanted; all, if None.
    """
    yield from ((f"{ASSETS}/{name}", data) for name, data in assets().items())
    addresses = sorted(site.addresses() if only is None else only, reverse=True)
    for number, address in enumerate(addresses, 1):
        page = site.page(address)
        assert page is not None, address
        yield file_of(address), site.document(address, page).encode("utf-8", "replace")
        progress(number, len(addresses))


def _number(said: str) -> int:
    """The number of a page, which is 1 where nothing is said; 0 for what is none."""
    if not said:
        return 1
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 7 and said != "1" else 0


def assets() -> dict[str, bytes]:
    """The style sheets, scripts and pictures of the pages by file name."""
    folder = resources.files("kbtool.reports.pages") / "static"
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
