"""The pages of a server by keyboard alone: focus is seen and not covered, targets are large enough, single keys can be switched off.

A reviewer and an editor go their whole ways without a pointer.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from keyboard import small, steps, tabbed_to, walked
from served import Served

TEXT = (
    "Ibuprofen treats pain.\n\nIt may help.\n\n" * 3
    + "Ibuprofen treats pain in adults.\n\nIbuprofen treats pain.\n"
)
PAGES = [
    "/", "/articles/article", "/claims/c-pain", "/conflicts", "/evidence", "/references", "/references/trial-a", "/rules",
    "/rules/X05", "/draft", "/what-if", "/changes", "/sparql", "/sparql?query=SELECT+*+%7B+?s+?p+?o+%7D+LIMIT+40",
    "/decide?claim=c-pain", "/claims/nobody",
]  # fmt: skip

NARROW = [
    "/",
    "/articles/article",
    "/claims/c-pain",
    "/evidence",
    PAGES[13],
    "/decide?claim=c-pain",
]
"""Those that are laid out in another way where there is little room."""


@pytest.fixture(scope="module")
def reviewer(chromium: Browser, deciding: Served) -> Iterator[Page]:
    """A tab of somebody who has opened the link that the server printed."""
    page = chromium.new_page(base_url=deciding.address)
    page.goto(deciding.access.link)
    yield page
    page.close()


def draft_read(page: Page) -> None:
    """Send a draft, and wait for what was found."""
    page.goto("/draft")
    page.get_by_label("Text or Markdown").fill(TEXT)
    page.get_by_role("button", name="Check").press("Enter")
    page.locator(".note").first.wait_for(timeout=60_000)


@pytest.mark.parametrize(
    ("address", "width"),
    [*((address, 1440) for address in PAGES), *((address, 360) for address in NARROW)],
)
def test_the_focus_is_seen_and_not_covered_and_targets_are_large_enough(
    reviewer: Page, address: str, width: int
) -> None:
    reviewer.set_viewport_size({"width": width, "height": 700})
    reviewer.goto(address)
    assert small(reviewer) == []
    assert list(walked(reviewer)) == []
    assert steps(reviewer) > 5


@pytest.mark.parametrize("width", [1440, 360])
def test_so_it_is_on_a_draft_that_was_read_and_on_what_would_be_written(
    reviewer: Page, width: int
) -> None:
    reviewer.set_viewport_size({"width": width, "height": 700})
    draft_read(reviewer)
    assert small(reviewer) == []
    assert list(walked(reviewer)) == []
    reviewer.goto("/decide?claim=c-pain")
    reviewer.get_by_label("Why, in a sentence or two").fill("One small trial.")
    reviewer.get_by_label("Your name").fill("A Reviewer")
    reviewer.get_by_role("button", name="Show what would be written").first.press("Enter")
    reviewer.locator(".difference").wait_for()
    assert small(reviewer) == []
    assert list(walked(reviewer)) == []


def test_an_editor_goes_the_whole_way_by_keyboard(reviewer: Page) -> None:
    page = reviewer
    page.set_viewport_size({"width": 1440, "height": 700})
    page.goto("/draft")
    tabbed_to(page, "Text or Markdown")
    page.keyboard.insert_text(TEXT)
    tabbed_to(page, "Check")
    page.keyboard.press("Enter")
    notes = page.locator(".note")
    notes.nth(1).wait_for(timeout=60_000)
    page.wait_for_load_state()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(notes.nth(1)).to_be_focused()
    expect(notes.nth(1)).to_be_in_viewport()
    page.reload()
    tabbed_to(page, "Word")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "draft-commented.docx"


def test_a_reviewer_decides_by_keyboard(reviewer: Page, root: Path) -> None:
    page = reviewer
    page.set_viewport_size({"width": 1440, "height": 700})
    page.goto("/claims/c-pain")
    tabbed_to(page, "Decide on this claim")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decide?claim=c-pain")
    tabbed_to(page, "Verdict")
    page.keyboard.type("insuff")
    tabbed_to(page, "Why, in a sentence or two")
    page.keyboard.type("One small trial.")
    tabbed_to(page, "Your name")
    page.keyboard.type("A Reviewer")
    tabbed_to(page, "Show what would be written")
    page.keyboard.press("Enter")
    expect(page.locator(".difference")).to_contain_text("kb:verdict kb:Insufficient")
    tabbed_to(page, "Write it")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decide/done*")
    assert "One small trial." in (root / "kb" / "resolutions.ttl").read_text()


def test_a_question_is_asked_by_keyboard_and_its_answer_downloaded(reviewer: Page) -> None:
    page = reviewer
    page.set_viewport_size({"width": 1440, "height": 700})
    page.goto("/sparql")
    tabbed_to(page, "Which claims have this verdict")
    page.keyboard.press("Enter")
    page.wait_for_url("**name=**")
    tabbed_to(page, "verdict")
    page.keyboard.type("supported")
    tabbed_to(page, "Ask")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="id:o-pain")).to_be_visible()
    tabbed_to(page, "CSV")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert "o-pain" in download.value.path().read_text()


@pytest.mark.parametrize("kind", ["article", "draft"])
def test_single_keys_can_be_switched_off_for_all_pages_and_on_again(
    reviewer: Page, kind: str
) -> None:
    page = reviewer
    page.set_viewport_size({"width": 1440, "height": 700})

    def shown() -> None:
        if kind == "draft":
            draft_read(page)
        else:
            page.goto("/articles/article")
            page.locator(".note:visible").first.wait_for()

    shown()
    address = page.url
    tabbed_to(page, "Keys on")
    page.keyboard.press("Space")
    for key in ("j", "k", "n", "p", "e"):
        page.keyboard.press(key)
    expect(page.locator(".note:focus")).to_have_count(0)
    assert page.url == address
    page.reload()
    expect(page.get_by_label("Keys on")).not_to_be_checked()
    page.keyboard.press("j")
    expect(page.locator(".note:focus")).to_have_count(0)
    page.get_by_label("Keys on").press("Space")
    page.keyboard.press("j")
    expect(page.locator(".note:focus")).to_have_count(1)
