"""The pages of a knowledge base: each by its address."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import replace

from cases import ROOT
from example import two_articles
from kbtool.checks.run import check
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.policies import Answer, Reach
from kbtool.knowledge.reservations import UNVERIFIED
from kbtool.reports.pages import Links, Site, assets
from kbtool.reports.pages.sources import evidence_table


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


def test_an_article_says_which_policy_packs_bind_it(shipped: KnowledgeBase) -> None:
    path = "sources/virginia-infusion-therapies.txt"
    reaches = (
        Reach("us-federal", path, Answer.YES),
        Reach("platforms", path, Answer.NOT_KNOWN, "nothing says what it promotes"),
    )
    other = "sources/fuse-mind-and-body.txt"
    report = replace(
        check(shipped, []),
        reaches=reaches,
        would_reach=(Reach("uk", other, Answer.YES),),
        packs_off=("uk",),
    )
    page = body(Site(shipped, report), "articles/virginia-infusion-therapies")
    assert "Policy packs that bind this page: us-federal. Not known: platforms. Off" in page
    assert "<code>platforms</code>: not known, nothing says what it promotes" in page
    off = body(Site(shipped, report), "articles/fuse-mind-and-body")
    assert "No policy pack is switched on. Off, and would bind it: uk" in off


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


def body(site: Site, address: str, query: str = "") -> str:
    page = site.page(address, query)
    assert page is not None
    return page.body


def test_a_claim_has_what_its_verdict_rests_on(site: Site) -> None:
    page = body(site, "claims/vit-non-addictive")
    assert "ketamine is a non-addictive treatment option!</mark>" in page
    assert "21 CFR 1308.13, Schedule III" in page
    decides = page.split("<dt>Decided by</dt>")[1].split("</dd>")[0]
    assert decides.count("<a ") == 4
    assert "weaker than what decides" in page
    assert "kb:denies id:ketamine-addictive ;" in page


@pytest.mark.parametrize(
    "said",
    [
        "<blockquote>",
        "<dt>Verdict</dt>",
        "★",
        "<dt>It says</dt>",
        "<dt>Question</dt>",
        "Against it",
        "<dt>Design</dt>",
        "<dt>Level</dt><dd>OCEBM",
        "<dt>Level</dt><dd>authority",
        "<dt>Studied</dt>",
        "<dt>Excerpt</dt><dd><q>",
        'class="abroad" href="http',
        "Why it does not decide",
        "What it conflicts with",
        "side by side",
        "What would make it pass",
        "What it states in Turtle",
        "Not checked",
    ],
)
def test_a_claim_has_all_that_a_reviewer_asks_for(site: Site, said: str) -> None:
    assert said in body(site, "claims/vit-non-addictive")


def test_a_verdict_that_nothing_decides_is_decided_by_nothing(site: Site) -> None:
    page = body(site, "claims/vit-adult-adhd-prevalence-rate-doubled")
    assert "insufficient" in page
    assert "<dt>Decided by</dt><dd>nothing on file</dd>" in page


def test_conflicts_have_both_sides_with_the_words_that_clash(site: Site) -> None:
    page = body(site, "conflicts")
    assert '“ketamine is a <b class="clash">non-addictive</b> treatment option!”' in page
    assert "Ketamine is listed in Schedule III (regulation)" in page
    assert "graphviz’s dot, which is not installed" in page


def test_the_pages_above_and_below_are_told_apart(site: Site) -> None:
    labels = re.findall(r'<nav class="pages" aria-label="([^"]+)"', body(site, "conflicts"))
    assert labels == ["Pages of conflicts", "Pages of conflicts, below"]


def test_a_reference_has_its_state_and_the_claims_that_hang_on_it(site: Site) -> None:
    page = body(site, "references/feder-2021")
    assert "none has confirmed it" in page
    assert "ketamine is an effective treatment of PTSD" in page


def test_a_rule_has_its_shape_its_examples_and_where_it_fires(site: Site) -> None:
    page = body(site, "rules/X05")
    assert 'dct:identifier "X05"' in unescape(page)
    assert "Flagged 1 in Turtle" in page
    assert "Where it fires" in page and "vit-non-addictive" in page


def test_rules_of_policy_packs_stand_under_their_packs() -> None:
    kb = open_knowledge_base(ROOT, policies=("platforms", "us-federal"))
    page = body(Site(kb, check(kb, [])), "rules")
    heads = re.findall(r'<h2 id="([^"]+)"><span class="code">P</span> ([^<]+)</h2>', page)
    assert heads == [
        ("family-P-platforms", "Policy pack platforms"),
        ("family-P-us-federal", "Policy pack us-federal"),
    ]
    assert page.index('family-P-us-federal">') < page.rindex("P01</span>")


def test_a_table_is_asked_for_rows_by_its_address(site: Site) -> None:
    rows = body(site, "evidence", "q=Feder&direction=supports").split("<tbody>")[1]
    assert "disputes “" not in rows and "supports “" in rows


def test_a_table_in_which_nothing_matches_says_so(site: Site) -> None:
    assert 'data-none>Nothing has all of this. <a href="evidence.html">Show all</a>' in body(
        site, "evidence", "q=zzz"
    )
    assert "data-none hidden>" in body(site, "evidence", "q=Feder")


def test_an_example_that_passes_says_what_makes_it_pass(site: Site) -> None:
    page = body(site, "rules/X05")
    assert "Unlike flagged 1:" in page
    assert "design: case report, not randomized controlled trial" in page
    assert "with claim: “It can make a stomach bleed”" in body(site, "rules/O12")


def test_what_a_reference_decides_stands_before_what_bears_on_no_claim(site: Site) -> None:
    page = body(site, "references/ketamine-injection-label")
    assert page.index("blocker of the NMDA receptor") < page.index("It bears on no claim")


def test_the_overview_tells_what_waits_and_what_most_hangs_on(site: Site) -> None:
    page = body(site, "")
    assert "Evidence that is split, and nobody has decided" in page
    assert "What most verdicts hang on" in page


def test_of_evidence_what_is_retracted_comes_first_and_then_what_decides_most(site: Site) -> None:
    table = evidence_table(site.base, site.at("evidence"))
    decides = [row.cells[6].order or 0 for row in table.rows if not row.is_reserved]
    assert decides == sorted(decides, reverse=True)
    reserved = [row.is_reserved for row in table.rows]
    assert reserved == sorted(reserved, reverse=True)


def test_a_reference_that_nobody_has_looked_up_does_not_look_like_a_retraction(
    tmp_path: Path,
) -> None:
    root = two_articles(tmp_path)
    (file,) = (path for path in root.rglob("*.ttl") if "id:trial-b a " in path.read_text())
    whole = file.read_text()
    before, name, behind = whole.partition("id:trial-b a ")
    file.write_text(before + name + behind.replace("kb:SeenAtSource", "kb:NotYetVerified", 1))
    base = open_knowledge_base(root)
    site = Site(base, check(base, list(base.rules)))
    table = evidence_table(site.base, site.at("evidence"))
    unverified = [row for row in table.rows if row.cells[5].more == UNVERIFIED]
    assert unverified
    assert not any(row.is_reserved for row in unverified)
    address = unverified[0].cells[5].address
    assert address is not None
    page = body(site, address)
    assert "Reference not yet verified: evidence from it decides nothing." in page
    assert "banner" not in page


def test_stars_are_explained_on_every_page_and_none_stand_where_nothing_decides(site: Site) -> None:
    page = site.page("articles/virginia-infusion-therapies")
    assert page is not None
    written = site.document("articles/virginia-infusion-therapies", page)
    assert "Stars say how well a verdict is founded" in written
    assert "☆☆☆☆" not in written


def test_why_evidence_does_not_decide_is_said_once(site: Site) -> None:
    page = body(site, "claims/vit-non-addictive")
    assert "Why it does not decide" in page
    assert "<dd>does not decide" not in page


def test_a_finding_on_evidence_leads_to_the_evidence_and_to_the_claims_on_which_that_bears(
    shipped: KnowledgeBase, site: Site
) -> None:
    here = site.at("")
    report = check(shipped, [rule for rule in shipped.rules if rule.code[0] == "E"])
    on_evidence = [one for one in report.findings if not one.claim and here.borne_on(one)]
    assert on_evidence
    for finding in on_evidence:
        assert re.match(r"references/[^#]*#item-", here.to_finding(finding) or "")


def test_what_would_pass_is_a_sentence_that_could_stand_in_the_article(site: Site) -> None:
    page = body(site, "claims/vit-non-addictive")
    assert '<p class="would">Ketamine is addictive.</p>' in page
    assert '<p class="would">The evidence says otherwise' not in page
