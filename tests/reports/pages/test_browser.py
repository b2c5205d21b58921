"""The pages in a browser: for everybody, by keyboard, with filters that live in the address, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from axe import SOME_LOOKS, complaints, looked_at, objections
from browser import browser
from cases import Case, lay_out
from example import ARTICLE, OTHER, OTHER_TURTLE, TURTLE
from kbtool.checks.run import check
from kbtool.io.graphviz import draw
from kbtool.io.site_folder import write_site
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.reports.pages import Site, files

KINDS = ["index", "articles/article", "claims/c-markup", "conflicts", "evidence", "references", "references/trial-a", "rules", "rules/X05"]  # fmt: skip
WORDS = """It <script>document.title = 'taken'</script><b onclick="x">works</b>"""
MORE = """
id:article foaf:page <https://clinic.example/ibuprofen?a=1&b=2> .
id:c-markup a kb:Claim ; prov:wasQuotedFrom id:other ; oa:exact '''WORDS''' ; kb:asserts id:treats-fever ; kb:certainty kb:Categorical .
""".replace("WORDS", WORDS)
CUT = """() => Array.from(document.querySelectorAll("body, main *"))
  .filter((one) => !one.closest(".unseen") && one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.outerHTML.slice(0, 100))"""
COVERED = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, innerHeight) / 2);
  return {seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
          free: top !== null && (at === top || at.contains(top) || top.contains(at))};
}"""


def written(kb: KnowledgeBase, folder: Path) -> str:
    """The address of a site on a knowledge base."""
    write_site(folder, dict(files(Site(kb, check(kb, list(kb.rules)), draw=draw))))
    return folder.as_uri()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a site of two articles, of which one has markup in its words, and the other has an address."""
    folder = tmp_path_factory.mktemp("site")
    case = Case("", TURTLE + OTHER_TURTLE + MORE, (), article=ARTICLE, other=OTHER + WORDS + ".\n")
    return written(open_knowledge_base(lay_out(case, folder / "project")), folder / "site")


@pytest.fixture
def article(chromium: Browser, site: str) -> Iterator[Page]:
    opened = chromium.new_page(viewport={"width": 1440, "height": 900})
    opened.goto(f"{site}/articles/article.html")
    yield opened
    opened.close()


def test_anybody_can_read_each_kind_of_page(chromium: Browser, site: str) -> None:
    """Light and dark, narrow and wide; nothing is refused by the policy, and no script runs that stands in a quote."""
    page = chromium.new_page()
    said = complaints(page)
    for kind in KINDS:
        page.goto(f"{site}/{kind}.html")
        assert list(looked_at(page, SOME_LOOKS)) == [], kind
    page.goto(f"{site}/articles/other.html")
    assert "taken" not in page.title()
    assert said == []
    page.close()


def test_anybody_can_read_the_longest_article(
    chromium: Browser, shipped: KnowledgeBase, tmp_path: Path
) -> None:
    site = Site(shipped, check(shipped, list(shipped.rules)))
    address = "articles/virginia-infusion-therapies"
    made = dict(files(site, only=[address]))
    write_site(tmp_path / "site", made)
    page = chromium.new_page()
    page.goto(f"{(tmp_path / 'site').as_uri()}/{address}.html")
    assert list(looked_at(page, [("dark", 360)])) == []
    page.close()


def test_on_paper_a_text_keeps_its_column_and_no_table_is_cut(
    chromium: Browser, shipped: KnowledgeBase, tmp_path: Path
) -> None:
    article, table = "articles/virginia-infusion-therapies", "references"
    site = Site(shipped, check(shipped, list(shipped.rules)))
    write_site(tmp_path / "site", dict(files(site, only=[article, table])))
    page = chromium.new_page(viewport={"width": 718, "height": 1000})  # A4 without its margins
    page.emulate_media(media="print")
    page.goto(f"{(tmp_path / 'site').as_uri()}/{article}.html")
    columns = page.locator(".row > p").evaluate_all("all => all.map((one) => one.clientWidth)")
    assert min(columns) > 718 / 2
    for address in (article, table):
        page.goto(f"{(tmp_path / 'site').as_uri()}/{address}.html")
        assert page.evaluate(CUT) == [], address
    expect(page.locator("th").first).to_have_text("Reference", use_inner_text=True)
    page.close()


def test_targets_that_are_too_small_would_be_told(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(
        "<main><h1>Two</h1><button>a</button><button>b</button></main><style>button {all: unset}</style>"
    )
    assert any(one.startswith("target-size at") for one in objections(page))
    page.close()


def test_words_with_markup_in_them_are_words(chromium: Browser, site: str) -> None:
    page = chromium.new_page()
    page.goto(f"{site}/articles/other.html")
    expect(page.locator("mark").filter(has_text="document.title")).to_contain_text(WORDS)
    page.locator(".note a.claim").last.click()
    expect(page.locator("blockquote mark")).to_have_text(WORDS)
    expect(page.locator("[onclick]")).to_have_count(0)
    page.close()


def test_an_article_links_to_its_original_where_an_address_is_on_file(article: Page) -> None:
    original = article.get_by_role("link", name="the original")
    expect(original).to_have_attribute("href", "https://clinic.example/ibuprofen?a=1&b=2")
    article.goto(article.url.replace("/article.html", "/other.html"))
    expect(article.get_by_role("link", name="the original")).to_have_count(0)


def test_what_is_chosen_lives_in_the_address(article: Page) -> None:
    box = article.get_by_role("checkbox", name="refuted")
    refuted = article.locator(".note[data-verdict=refuted]").first
    expect(refuted).to_be_visible()
    box.uncheck()
    expect(refuted).to_be_hidden()
    expect(article.locator("mark.v-refuted")).to_have_count(0)
    expect(article).to_have_url(re.compile("verdict="))
    expect(article).not_to_have_url(re.compile("verdict=refuted"))
    article.goto(article.url)
    expect(refuted).to_be_attached()
    expect(refuted).to_be_hidden()
    box.check()
    expect(article).not_to_have_url(re.compile("verdict="))


def test_a_family_chosen_leaves_only_its_findings(article: Page) -> None:
    article.goto(f"{article.url}?family=X&severity=error&severity=warning&severity=info")
    shown = article.locator(".finding:visible")
    expect(shown).not_to_have_count(0)
    expect(article.locator(".note.small:visible")).to_have_count(0)
    assert set(shown.evaluate_all("all => all.map((one) => one.dataset.family)")) == {"X"}


def test_what_is_found_on_an_article_as_a_whole_is_shown_and_counted(
    chromium: Browser, tmp_path: Path
) -> None:
    kb = open_knowledge_base(lay_out(Case("", "", (), article=ARTICLE), tmp_path / "project"))
    page = chromium.new_page()
    page.goto(f"{written(kb, tmp_path / 'site')}/articles/article.html")
    expect(page.get_by_text("No claim of this document has been encoded").last).to_be_visible()
    expect(page.get_by_role("checkbox", name="error 1")).to_be_checked()
    expect(page.get_by_role("checkbox", name="A 1")).to_be_checked()
    expect(page.locator("header .quiet").nth(1)).to_contain_text(
        "0 passages, 0 with errors or warnings, and 1 on all of it"
    )
    worst = page.locator(".first a")
    expect(worst).to_have_text(re.compile("so nothing in it has been checked"))
    page.close()


def test_keys_go_from_note_to_note_and_to_the_claim_and_can_be_switched_off(article: Page) -> None:
    notes = article.locator(".note:not(.small):visible")
    names = notes.evaluate_all("all => all.map((one) => one.id)")
    focused = article.locator(":focus")
    article.keyboard.press("j")
    expect(focused).to_have_id(names[0])
    article.keyboard.press("j")
    expect(focused).to_have_id(names[1])
    expect(article.locator(f"mark.current[data-notes~={names[1]}]")).not_to_have_count(0)
    expect(article.locator(f"#{names[1]} .fix").first).to_be_visible()
    expect(article.locator(f"#{names[0]} .fix").first).to_be_hidden()
    article.keyboard.press("k")
    expect(focused).to_have_id(names[0])
    article.get_by_label("Keys on").uncheck()
    article.keyboard.press("j")
    expect(article.locator(f"#{names[1]}")).not_to_be_focused()
    article.get_by_label("Keys on").check()
    passages = article.locator(".note:visible").evaluate_all("all => all.map((one) => one.id)")
    for name in passages[passages.index(names[0]) + 1 :][:3]:
        article.keyboard.press("n")
        expect(focused).to_have_id(name)
    article.locator(f"#{names[1]}").focus()
    article.keyboard.press("e")
    article.wait_for_url("**/claims/*.html")


def test_a_letter_that_is_typed_is_no_key(chromium: Browser, site: str) -> None:
    page = chromium.new_page()
    page.goto(f"{site}/references.html")
    page.get_by_label("Words").fill("trial a jk")
    expect(page.get_by_label("Words")).to_have_value("trial a jk")
    page.close()


@pytest.mark.parametrize("kind", ["index", "articles/article", "claims/c-pain", "references"])
def test_focus_is_seen_and_not_covered(chromium: Browser, site: str, kind: str) -> None:
    page = chromium.new_page(viewport={"width": 1000, "height": 700})
    page.goto(f"{site}/{kind}.html")
    seen = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.outerHTML.slice(0, 150)")
        if page.evaluate("document.activeElement === document.body"):
            break
        seen.add(name)
        assert page.evaluate(COVERED) == {"seen": True, "free": True}, name
    assert len(seen) > 5
    page.close()


def test_a_table_sorts_and_filters_and_says_so_in_the_address(chromium: Browser, site: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{site}/evidence.html")
    column = "td:nth-child(8)"
    rows = page.locator("tbody tr:visible")
    page.get_by_role("button", name="Bears on").click()
    page.get_by_role("button", name="Bears on").click()
    expect(page).to_have_url(re.compile("order=down"))
    numbers = [int(one) for one in rows.locator(column).all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    page.get_by_label("Words").fill("placebo")
    expect(page).to_have_url(re.compile("q=placebo"))
    expect(rows).not_to_have_count(len(numbers))
    count = rows.count()
    assert count > 0
    expect(page.locator("[data-count]")).to_have_text(re.compile(f"^{count} of"))
    asked = page.url
    assert "q=placebo" in asked and "order=down" in asked
    page.goto(asked)
    expect(rows).to_have_count(count)
    nothing = page.get_by_text("Nothing has all of this")
    expect(nothing).to_be_hidden()
    page.get_by_label("Words").fill("zzz")
    expect(nothing).to_be_visible()
    page.get_by_role("link", name="Show all").click()
    expect(rows).to_have_count(len(numbers))
    page.close()


def test_everything_is_there_without_scripts(chromium: Browser, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/articles/article.html")
    expect(page.locator(".note:not(.small)").first).to_be_visible()
    expect(page.locator("[data-keys]")).to_be_hidden()
    page.locator(".note a.claim").first.click()
    page.wait_for_url("**/claims/*.html")
    page.goto(f"{site}/evidence.html")
    expect(page.locator("tbody tr").first).to_be_visible()
    context.close()


def test_it_prints_without_what_is_for_the_screen(article: Page) -> None:
    article.emulate_media(media="print")
    expect(article.locator(".filters")).to_be_hidden()
    expect(article.locator("header.bar")).to_be_hidden()
    expect(article.locator("mark.v-refuted").first).to_be_visible()
