"""The query editor in a real browser: it completes, shows a fault in its line, is worked by keys, and sends what is written.

It stands in a shadow root; what Playwright and axe-core look for is found in there, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from axe import SOME_LOOKS, Look, looked_at
from kbtool.reports.pages.site import Site
from query_editor import build_query_editor
from served import Served, serving

UNCLOSED = "SELECT * WHERE {\n  ?c a kb:Claim ;\n    kb:verdict }\nLIMIT 5"


@pytest.fixture(scope="module")
def with_editor(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    build_query_editor(tmp_path_factory.getbasetemp().parent / "query-editor.lock")
    with serving(site, seconds=10) as server:
        yield server


@pytest.fixture
def page(chromium: Browser, with_editor: Served) -> Iterator[Page]:
    """A tab; that a query is refused is told by its status, and all else that the browser complains of is an error."""
    opened = chromium.new_page(base_url=with_editor.address)
    opened.clock.install()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    opened.close()
    assert [each for each in complaints if "status of 400" not in each] == []


def editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Query")


def write(page: Page, text: str) -> None:
    """Write a query from its beginning: all but its last letter at once."""
    editor(page).focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text[:-1])
    page.keyboard.type(text[-1])


def take(page: Page) -> None:
    """Take the first term of the list by a key; a list that has only just come is not meant yet, so the clock goes on first."""
    page.clock.fast_forward(100)
    page.keyboard.press("Enter")


def asked(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query)["query"][0].replace("\r\n", "\n")


def refuse_violations(page: Page, looks: Sequence[Look] = SOME_LOOKS) -> None:
    assert list(looked_at(page, looks)) == []
    page.set_viewport_size({"width": 1440, "height": 800})


def test_a_query_is_written_by_choosing_what_is_meant_and_asked_by_keys(page: Page) -> None:
    page.goto("/sparql")
    write(page, "SELECT ?claim { ?claim verd")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("kb:verdict")
    take(page)
    expect(editor(page)).to_contain_text("PREFIX kb: <https://w3id.org/kbtool/ns#>")
    page.keyboard.type(" refu")
    expect(first).to_contain_text("kb:Refuted")
    expect(page.locator(".cm-completionInfo")).to_contain_text("speaks against the claim")
    take(page)
    expect(page.get_by_role("option")).to_have_count(0)
    page.keyboard.type(" }")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("link", name="id:c-pain")).to_be_visible()
    prefix = "PREFIX kb: <https://w3id.org/kbtool/ns#>\n"
    assert asked(page) == prefix + "SELECT ?claim { ?claim kb:verdict kb:Refuted }"


def test_values_come_before_other_terms_and_labels_are_found_too(page: Page) -> None:
    page.goto("/sparql")
    write(page, "SELECT * { ?c kb:verdict asses")
    expect(page.get_by_role("option").first).to_contain_text("kb:NotAssessed")
    write(page, "SELECT * { ?c ?p ibup")
    expect(page.get_by_role("option").first).to_contain_text("id:ibuprofen")
    write(page, "SELECT * { ?c a cl")
    expect(page.get_by_role("option").first).to_contain_text("kb:Claim")
    write(page, "SELECT * { ?c kb:asserts/kb:predi")
    expect(page.get_by_role("option").first).to_contain_text("kb:predicate")
    write(page, "SELECT ?claim { ?cl")
    expect(page.get_by_role("option").first).to_contain_text("?claim")
    write(page, "SELECT * { GRAPH <deri")
    expect(page.get_by_role("option").first).to_contain_text(
        "<https://w3id.org/kbtool/graph/derived>"
    )
    write(page, "sel")
    expect(page.get_by_role("option").first).to_contain_text("SELECT")
    take(page)
    expect(editor(page)).to_have_text("SELECT")


def test_nothing_is_offered_in_comments_and_texts_nor_what_is_written_in_full(page: Page) -> None:
    page.goto("/sparql")
    write(page, "# verdict")
    page.keyboard.press("Enter")
    page.keyboard.type('SELECT * { ?c kb:says "verdi')
    page.keyboard.press("End")
    page.keyboard.type(" ; kb:verdict")
    page.keyboard.press("Enter")
    page.keyboard.type("?v }")
    expect(page.get_by_role("option")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**query=**")
    assert "kb:verdict\n" in asked(page)


def test_tab_leaves_the_editor_and_escape_only_closes_the_list(page: Page) -> None:
    page.goto("/sparql")
    expect(page.get_by_text("leaves the editor")).to_be_visible()
    write(page, "SELECT * { ?c kb:verd")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(editor(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Ask")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(editor(page)).to_be_focused()
    page.keyboard.press("Control+Space")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Ask")).to_be_focused()
    expect(page.get_by_role("option")).to_have_count(0)


def test_a_fault_stands_in_its_line_until_that_is_changed(page: Page) -> None:
    page.goto("/sparql")
    write(page, UNCLOSED)
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("alert")).to_contain_text("Line 3: ")
    faulty = page.locator(".cm-faulty")
    expect(faulty).to_have_text("    kb:verdict }")
    expect(page.locator(".cm-faulty + .cm-told")).to_contain_text("“}” cannot stand here.")
    refuse_violations(page, [("light", 1440), ("dark", 1440)])
    editor(page).click(position={"x": 60, "y": 18})
    page.keyboard.type(" ")
    expect(faulty).to_have_count(1)
    faulty.click()
    page.keyboard.type(" ")
    expect(faulty).to_have_count(0)


def test_nothing_is_wrong_with_the_editor_and_its_list_light_and_dark_narrow_and_wide(
    page: Page,
) -> None:
    page.goto("/sparql")
    write(page, 'SELECT ?claim { # all\n ?claim kb:says "x"@en ; kb:stars 3 ; kb:verd')
    expect(page.get_by_role("option").first).to_be_visible()
    refuse_violations(page)


def test_a_named_query_is_changed_in_the_editor_without_its_heading(page: Page) -> None:
    page.goto("/sparql?name=claims-by-verdict")
    page.get_by_text("The query in SPARQL").click()
    expect(editor(page)).to_contain_text("VALUES (?verdict) { (kb:Refuted) }")
    expect(editor(page)).not_to_contain_text("#")
    editor(page).click()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(" LIMIT 1")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="1 row")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON").click()
    assert "c-pain" in download.value.path().read_text()
    link = page.get_by_role("link", name="Link to this question").get_attribute("href")
    page.goto(link or "")
    expect(page.get_by_role("heading", name="1 row")).to_be_visible()


def test_a_long_answer_is_leafed_through_with_the_query_kept(page: Page) -> None:
    page.goto("/sparql")
    write(page, "SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 120")
    page.keyboard.press("Control+Enter")
    page.get_by_role("link", name="Rows after").click()
    expect(page.get_by_role("heading", name="120 rows, 51 to 100")).to_be_visible()
    expect(editor(page)).to_have_text("SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 120")


def test_without_scripts_the_field_is_plain_and_says_so(
    chromium: Browser, with_editor: Served
) -> None:
    context = chromium.new_context(base_url=with_editor.address, java_script_enabled=False)
    plain = context.new_page()
    plain.goto("/sparql")
    expect(plain.get_by_text("Without scripts, this is a plain field")).to_be_visible()
    expect(plain.get_by_text("leaves the editor")).to_be_hidden()
    plain.get_by_label("Query").fill("SELECT ?c { ?c kb:verdict kb:Refuted }")
    plain.get_by_role("button", name="Ask").click()
    expect(plain.get_by_role("link", name="id:c-pain")).to_be_visible()
    context.close()
