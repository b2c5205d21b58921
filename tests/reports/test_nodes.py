"""What is explained besides claims and rules: a reference, an item of evidence, a statement, a document."""

from __future__ import annotations

import pytest

from cases import Case, lay_out
from example import ARTICLE, TURTLE
from kbtool.api import check, load
from kbtool.errors import InputError
from kbtool.reports.explaining import explain_any
from kbtool.reports.style import Style
from kbtool.reports.views import KnowledgeBase


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    root = tmp_path_factory.mktemp("nodes") / "project"
    return load(lay_out(Case("E01", TURTLE, (), article=ARTICLE), root))


def explained(kb: KnowledgeBase, what: str) -> str:
    """The page without its lines broken."""
    return " ".join(explain_any(kb, what, Style()).split())


def test_a_reference_says_what_it_found_and_which_verdicts_hang_on_it(kb: KnowledgeBase) -> None:
    page = explained(kb, "trial-a")
    assert page.startswith("id:trial-a ")
    assert "- disputes “ibuprofen is an effective treatment of pain” No difference from" in page
    assert "- gives a figure for “proportion who respond to ibuprofen in pain” 45%" in page
    assert "● against [supported in part] ibuprofen is an effective treatment of pain" not in page
    assert "[refuted] ibuprofen is an effective treatment of pain c-pain" in page
    assert page.endswith("kbtool what-if --without trial-a")


def test_a_reference_that_is_cited_says_for_what(kb: KnowledgeBase) -> None:
    page = explained(kb, "trial-b")
    assert "Cited for" in page
    assert "c-fever" in page.partition("Cited for")[2]


def test_an_item_of_evidence_says_where_it_stands(kb: KnowledgeBase) -> None:
    page = explained(kb, "e-bleeds")
    assert "Bleeding of the stomach is listed." in page
    assert "stands at section 5" in page
    assert "warrant A label lists what was seen." in page
    assert "No claim hangs on it: kbtool query idle-evidence" in page


def test_an_item_of_evidence_is_named_and_placed_once(kb: KnowledgeBase) -> None:
    page = explained(kb, "e-bleeds")
    before, _, _ = page.partition("What changes without it")
    assert before.count("e-bleeds") == 1
    assert before.count("kb/case.ttl:") == 1


@pytest.mark.parametrize(
    "what", ["c-pain", "c-wonders", "c-fever", "trial-a", "e-bleeds", "treats-pain"]
)
def test_pages_are_as_wide_as_the_terminal(kb: KnowledgeBase, what: str) -> None:
    lines = explain_any(kb, what, Style(width=60)).splitlines()
    assert [line for line in lines if len(line) > 60] == []


def test_the_signs_of_a_claims_page_are_explained_and_so_is_what_does_not_decide(
    kb: KnowledgeBase,
) -> None:
    page = explained(kb, "c-pain")
    assert "● decides, ◐ in part of the scope, ○ does not decide" in page
    items = explain_any(kb, "c-pain", Style(width=200)).split("\n  ○ ")[1:]
    assert items
    assert all("does not decide: " in item or "not counted: " in item for item in items)
    assert "● decides" not in explain_any(kb, "c-pain", Style(plain=True))


def test_a_statement_has_its_evidence_by_side_and_the_claims_that_state_it(
    kb: KnowledgeBase,
) -> None:
    page = explained(kb, "treats-pain")
    stated, _, evidence = page.partition("For it")
    assert "Claims that state it" in stated
    assert "c-pain" in stated
    assert "c-wonders" in stated
    for_it, _, against = evidence.partition("Against it")
    assert "e-pain-open" in for_it
    assert "e-pain" in against
    assert "e-pain-open" not in against


def test_a_document_lists_its_claims_by_verdict_the_worst_first(kb: KnowledgeBase) -> None:
    page = explained(kb, "article")
    assert page.index("Refuted") < page.index("Not assessed")
    assert "What to change: kbtool check sources/article.txt" in page


@pytest.mark.parametrize(
    ("what", "near"), [("trial-aa", "trial-a"), ("e-blees", "e-bleeds"), ("c-paim", "c-pain")]
)
def test_what_has_no_such_name_is_refused_with_the_nearest(
    kb: KnowledgeBase, what: str, near: str
) -> None:
    with pytest.raises(InputError) as refused:
        explain_any(kb, what, Style())
    assert f"{what!r} is no claim" in str(refused.value)
    assert near in (refused.value.help or "")


def test_what_is_like_no_name_gets_no_names(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError) as refused:
        explain_any(kb, "nonsense", Style())
    assert refused.value.help == (
        "`kbtool query` lists ways to find claims; `kbtool check FILE` reads a draft"
    )


def test_a_verdict_says_what_was_not_checked(kb: KnowledgeBase) -> None:
    page = explained(kb, "c-pain")
    not_checked = page.partition("Not checked")[2]
    assert "which no registry has confirmed" in not_checked
    assert "no search that is recent enough is on file" in not_checked


def test_a_claim_is_shown_what_a_check_finds_of_it(kb: KnowledgeBase) -> None:
    page = explain_any(kb, "c-70", Style(), lambda _: check(kb).findings)
    found = " ".join(page.partition("What is found")[2].split())
    assert "error X06 figure-against-evidence: " in found
    assert "Trial A" in found
    assert "c-pain" not in found
