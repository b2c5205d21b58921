"""The HTML page in a browser: an article with its passages marked, what was found beside them, and what is printed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from browser import browser
from cases import Case, lay_out
from example import ARTICLE, TURTLE
from kbtool.checks.run import check
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.reports.formats import FINDINGS
from kbtool.reports.presentation import Presentation

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def written(kb: KnowledgeBase, path: Path) -> str:
    """The address of the page on a knowledge base."""
    text = FINDINGS.renderer("html")(check(kb, list(kb.rules)), Presentation())
    path.write_text(text, encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("page")
    root = lay_out(Case("E01", TURTLE, (), article=ARTICLE), folder / "project")
    return written(open_knowledge_base(root), folder / "page.html")


@pytest.fixture(scope="module")
def articles(shipped: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(shipped, tmp_path_factory.mktemp("articles") / "page.html")


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    opened = chromium.new_page()
    opened.goto(address)
    yield opened
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_anybody_can_read_it(chromium: Browser, address: str, scheme: str, width: int) -> None:
    opened = chromium.new_page(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 800},
    )
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(address)
    opened.check("#severity-info")
    found = Axe().run(opened, options={"runOnly": STANDARD}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert asked == [address]
    opened.close()


def test_a_passage_leads_to_what_was_found_there_and_back(page: Page) -> None:
    mark = page.locator("a.mark", has_text="treats pain in 70% of people").first
    note = page.locator(mark.get_attribute("href") or "")
    assert "ibuprofen is an effective treatment of pain" in note.inner_text()
    back = note.locator("h3 a").first.get_attribute("href") or ""
    assert page.locator(back).inner_text() == mark.inner_text()
    page.click(f"#worst ~ ol a[href='{mark.get_attribute('href')}']")
    page.wait_for_url(f"**/*{mark.get_attribute('href') or 'nowhere'}")


def test_notes_are_shown_when_they_are_asked_for_and_what_is_unchecked_is_not(
    chromium: Browser, articles: str
) -> None:
    page = chromium.new_page()
    page.goto(articles)
    notes, errors = page.locator("article.info"), page.locator("article.error")
    assert notes.count() > 0
    assert (shown(notes), shown(errors)) == (0, errors.count())
    page.check("#severity-info")
    page.uncheck("#severity-error")
    assert (shown(notes), shown(errors)) == (notes.count(), 0)
    page.close()


def shown(found: Locator) -> int:
    """How many of the elements are displayed."""
    return int(found.evaluate_all("all => all.filter(one => one.offsetParent !== null).length"))


def test_a_verdict_and_a_family_can_be_left_out(page: Page) -> None:
    refuted = page.locator("article", has_text="refuted").first
    expect(refuted).to_be_visible()
    page.get_by_label("refuted", exact=True).uncheck()
    expect(refuted).to_be_hidden()
    page.get_by_label("C", exact=True).uncheck()
    expect(page.locator("article.family-C:visible")).to_have_count(0)


def test_rules_and_references_are_a_click_away(page: Page) -> None:
    rule = page.locator("article h3 a[href^='#rule-']").first
    assert page.locator(rule.get_attribute("href") or "").inner_text().startswith(rule.inner_text())
    assert page.locator("#references ~ ul").inner_text()


def test_both_articles_are_printed_on_fifteen_pages(
    chromium: Browser, shipped: KnowledgeBase, articles: str
) -> None:
    opened = chromium.new_page()
    opened.goto(articles)
    printed = pypdf.PdfReader(io.BytesIO(opened.pdf(prefer_css_page_size=True)))
    opened.close()
    assert len(printed.pages) <= 15
    words = " ".join(one.extract_text() for one in printed.pages)
    for document in shipped.documents:
        assert document.path.name in words
    assert "no editor can mend" in words
