"""The pages of a knowledge base: each by its address."""

from __future__ import annotations

from html import unescape

import pytest

from kbtool.checks.run import check
from kbtool.knowledge.base import KnowledgeBase
from kbtool.reports.pages import Links, Site, assets


@pytest.fixture(scope="module")
def site(shipped: KnowledgeBase) -> Site:
    return Site(shipped, check(shipped, list(shipped.rules)))


def test_each_address_has_a_page_and_others_have_none(site: Site) -> None:
    addresses = list(site.addresses())
    assert addresses[0] == ""
    assert len(addresses) == len(set(map(str.casefold, addresses)))
    assert "articles/virginia-infusion-therapies" in addresses
    for address in (
        "articles",
        "articles/nobody",
        "articles/virginia-infusion-therapies/9",
        "x",
        "/",
    ):
        assert site.page(address) is None


def test_the_marks_of_an_article_name_notes_that_are_on_the_page(site: Site) -> None:
    page = site.page("articles/virginia-infusion-therapies")
    assert page is not None
    assert (
        'class="v-refuted" data-notes="note-vit-non-addictive" aria-details="note-vit-non-addictive"'
        in page.body
    )
    assert 'id="note-vit-non-addictive"' in page.body
    assert "<mark><mark" not in page.body


def test_what_is_chosen_in_the_address_is_what_is_shown(site: Site) -> None:
    page = site.page("articles/virginia-infusion-therapies", "verdict=refuted&severity=error")
    assert page is not None
    assert 'value="refuted" checked' in page.body
    assert 'value="supported">' in page.body
    assert 'class="v-supported"' not in page.body.split("<article", 1)[1].replace("note v-", "")


def test_a_document_has_no_style_or_script_of_its_own(site: Site) -> None:
    page = site.page("")
    assert page is not None
    written = site.document("", page)
    assert "default-src 'none'" in unescape(written)
    assert "style=" not in written and "<style" not in written and "onclick" not in written
    served = Site(site.base, site.report, Links(root="/kb", sparql=True)).document("", page)
    assert "Content-Security-Policy" not in served
    assert 'href="/kb/sparql"' in served and "/sparql" not in written


def test_the_files_that_pages_need_come_with_the_package() -> None:
    assert {"site.css", "site.js", "article.js", "icon.svg"} <= assets().keys()
