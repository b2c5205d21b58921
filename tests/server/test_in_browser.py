"""Pages that only a server has, in a real browser: axe-core finds nothing, nothing is refused by the policy, keys lead through.

Each page is looked at light and dark, narrow and wide.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser import browser
from kbtool.api import check, load
from kbtool.reports.pages.site import Site
from served import Served, serving

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TEXT = "Ibuprofen treats pain.\n\nIt may help.\n"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def deciding(small_base_root: Path) -> Iterator[Served]:
    base = load(small_base_root)
    with serving(Site(base, check(base)), decisions=True, seconds=10) as server:
        yield server


class Tab:
    """A tab of the browser, with what it complains of."""

    def __init__(self, browser: Browser, server: Served) -> None:
        self.page: Page = browser.new_page(base_url=server.address)
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))


@pytest.fixture
def tab(chromium: Browser, deciding: Served) -> Iterator[Tab]:
    opened = Tab(chromium, deciding)
    yield opened
    opened.page.close()
    assert opened.complaints == []


@pytest.fixture(scope="module")
def link(deciding: Served) -> str:
    """The link that lets one browser in, once."""
    return deciding.access.link


def refuse_violations(page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (320, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            found = Axe().run(page, options={"runOnly": STANDARD}).response["violations"]
            told = [(each["id"], each["nodes"][0]["html"]) for each in found]
            assert told == [], (scheme, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_reviewer_asks_a_named_query_and_goes_on_from_its_answer(tab: Tab) -> None:
    page = tab.page
    page.set_viewport_size({"width": 1440, "height": 800})
    page.goto("/sparql")
    field = page.get_by_label("Query", exact=True).bounding_box()
    assert field is not None
    assert field["y"] + field["height"] < 800
    assert field["width"] > 800
    refuse_violations(page)
    page.get_by_role("link", name="Which claims have this verdict").click()
    page.get_by_label("verdict").select_option("supported")
    page.get_by_role("button", name="Ask").first.click()
    expect(page.get_by_role("link", name="id:o-pain")).to_be_visible()
    refuse_violations(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert "o-pain" in download.value.path().read_text()
    page.get_by_role("link", name="id:o-pain").click()
    assert page.url.endswith("/claims/o-pain")


def test_an_editor_goes_through_a_draft_by_keys_and_takes_its_copy(tab: Tab) -> None:
    page = tab.page
    page.goto("/draft")
    refuse_violations(page)
    page.get_by_label("Text or Markdown").fill(TEXT)
    page.get_by_role("button", name="Check").press("Enter")
    note = page.locator(".note").first
    note.wait_for(timeout=120_000)
    refuse_violations(page)
    page.keyboard.press("j")
    expect(note).to_be_focused()
    page.get_by_label("Keys on").uncheck()
    page.get_by_role("link", name="Word", exact=True).focus()
    page.keyboard.press("j")
    expect(note).not_to_be_focused()
    page.get_by_label("Keys on").check()
    with page.expect_download() as download:
        page.get_by_role("link", name="Word", exact=True).click()
    assert download.value.suggested_filename == "draft-commented.docx"


def test_a_reviewer_sees_what_would_be_written_and_lets_it_be(
    tab: Tab, link: str, small_base_root: Path
) -> None:
    page = tab.page
    page.goto(link)
    page.goto("/decide?claim=c-pain")
    refuse_violations(page)
    page.get_by_label("Verdict", exact=True).select_option("insufficient")
    page.get_by_label("Why, in a sentence or two").fill('One small trial, "open".')
    page.get_by_label("Your name").fill("A Reviewer")
    page.get_by_role("button", name="Show what would be written").first.click()
    expect(page.get_by_role("heading", name="This would be written")).to_be_visible()
    expect(page.locator(".difference")).to_contain_text("kb:verdict kb:Insufficient")
    refuse_violations(page)
    page.get_by_role("link", name="Do not").click()
    assert not (small_base_root / "kb" / "resolutions.ttl").exists()


def test_what_would_change_is_waited_for_and_shown(tab: Tab) -> None:
    page = tab.page
    page.goto("/what-if")
    refuse_violations(page)
    page.goto("/what-if?without=trial-a")
    page.get_by_role("heading", name="Verdicts").wait_for(timeout=120_000)
    refuse_violations(page)
