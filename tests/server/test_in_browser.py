"""Pages that only a server has, in a real browser: axe-core finds nothing, nothing is refused by the policy, keys lead through.

Each page is looked at light and dark, narrow and wide.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from axe import SOME_LOOKS, complaints, looked_at
from served import Served

TEXT = "Ibuprofen treats pain.\n\nIt may help.\n\nIbuprofen treats pain in adults.\n\nIbuprofen treats pain.\n"


class Tab:
    """A tab of the browser, with what it complains of."""

    def __init__(self, browser: Browser, server: Served) -> None:
        self.page: Page = browser.new_page(base_url=server.address)
        self.complaints = complaints(self.page)


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
    assert list(looked_at(page, SOME_LOOKS)) == [], page.url
    page.set_viewport_size({"width": 1440, "height": 800})


def test_an_editor_goes_from_finding_to_finding_by_keys_and_takes_the_commented_copy(
    tab: Tab,
) -> None:
    page = tab.page
    page.goto("/draft")
    refuse_violations(page)
    page.get_by_label("Text or Markdown").fill(TEXT)
    page.get_by_role("button", name="Check").press("Enter")
    notes = page.locator(".note")
    notes.nth(1).wait_for(timeout=60_000)
    page.wait_for_load_state()
    refuse_violations(page)
    for place in (0, 1):
        page.keyboard.press("j")
        expect(notes.nth(place)).to_be_focused()
        expect(notes.nth(place)).to_be_in_viewport()
    page.keyboard.press("k")
    expect(notes.first).to_be_focused()
    page.get_by_label("Keys on").uncheck()
    page.get_by_role("link", name="Word", exact=True).focus()
    page.keyboard.press("j")
    expect(notes.first).not_to_be_focused()
    page.get_by_label("Keys on").check()
    with page.expect_download() as download:
        page.get_by_role("link", name="Word", exact=True).click()
    assert download.value.suggested_filename == "draft-commented.docx"


def test_a_file_that_is_dropped_on_the_page_is_read(tab: Tab) -> None:
    page = tab.page
    page.goto("/draft")
    dropped = page.evaluate_handle(
        """(text) => {
          const held = new DataTransfer();
          held.items.add(new File([text], "leaflet.txt", {type: "text/plain"}));
          return held;
        }""",
        TEXT,
    )
    page.dispatch_event("main", "dragover", {"dataTransfer": dropped})
    page.dispatch_event("main", "drop", {"dataTransfer": dropped})
    expect(page.get_by_role("heading", name="leaflet.txt")).to_be_visible(timeout=60_000)
    expect(page.locator(".note").first).to_be_visible()
    assert page.url.rpartition("/")[0].endswith("/jobs")


def test_a_reviewer_finds_the_worst_claim_asks_what_it_rests_on_and_decides(
    tab: Tab, link: str, root: Path
) -> None:
    page = tab.page
    page.set_viewport_size({"width": 1440, "height": 800})
    page.goto(link)
    page.goto("/")
    worst = page.locator("section", has_text="The worst first").locator(".worst a").first
    worst.click()

    # Why, what stands against it, and what hangs on a reference.
    expect(page.locator("dt", has_text="Verdict")).to_be_visible()
    page.goto("/claims/c-pain")
    expect(page.locator("dt", has_text="Design").first).to_be_visible()
    expect(page.locator(".side-title").first).to_contain_text("against", ignore_case=True)
    page.get_by_role("link", name="side by side").first.click()
    expect(page.locator(".clashing:target .clash").first).to_be_visible()
    page.goto("/claims/c-pain")
    page.get_by_role("link", name="What if it fell?").first.click()
    page.get_by_role("heading", name="Verdicts").wait_for(timeout=60_000)
    refuse_violations(page)
    expect(page.locator(".moved tbody tr").first).to_contain_text("refuted")

    # A named query with its parameter, and its answer as a file.
    page.get_by_role("link", name="Query", exact=True).click()
    field = page.get_by_role("textbox", name="Query")
    expect(field).to_be_in_viewport(ratio=1)
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

    # The decision: what would be written is shown, may be let be, and is then written.
    page.goto("/claims/c-pain")
    page.get_by_role("link", name="Decide on this claim").click()
    refuse_violations(page)
    for last in ("Do not", "Write"):
        page.get_by_label("Verdict", exact=True).select_option("insufficient")
        page.get_by_label("Why, in a sentence or two").fill('One small trial, "open".')
        page.get_by_label("Your name").fill("A Reviewer")
        page.get_by_role("button", name="Show what would be written").first.click()
        expect(page.locator(".lead")).to_contain_text(
            "insufficient, by A Reviewer: One small trial"
        )
        expect(page.locator(".difference")).to_contain_text("kb:verdict kb:Insufficient")
        if last == "Do not":
            refuse_violations(page)
            page.get_by_role("link", name=last).click()
            assert not (root / "kb" / "resolutions.ttl").exists()
            page.goto("/decide?claim=c-pain")
        else:
            page.get_by_role("button", name=last).click()
    page.wait_for_url("**/decide/done*")
    assert "One small trial" in (root / "kb" / "resolutions.ttl").read_text()

    # On paper there is the claim, and nothing to press.
    page.goto("/claims/c-pain")
    page.emulate_media(media="print")
    expect(page.locator("blockquote")).to_be_visible()
    expect(page.locator("header.bar")).to_be_hidden()
    expect(page.get_by_role("link", name="Decide on this claim")).to_be_hidden()
    expect(page.get_by_role("link", name="What if it fell?").first).to_be_hidden()
    page.emulate_media(media="screen")


def test_what_may_be_supposed_and_compared_can_be_chosen_by_anybody(tab: Tab) -> None:
    for address in ("/what-if", "/changes"):
        tab.page.goto(address)
        refuse_violations(tab.page)
