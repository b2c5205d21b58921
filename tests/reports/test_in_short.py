"""A long page begins with a short answer, and has the first of each section unless somebody asks for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from example import two_articles
from kbtool.api import load
from kbtool.knowledge.base import KnowledgeBase
from kbtool.reports.explaining import explain_any
from kbtool.reports.in_short import FEW
from kbtool.reports.style import Style


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return load(two_articles(tmp_path_factory.mktemp("kb") / "kb"))


def page(kb: KnowledgeBase, what: str, most: int | None) -> str:
    return explain_any(kb, what, Style(width=200), most=most)


def test_the_worst_comes_first_and_each_verdict_has_its_statements(kb: KnowledgeBase) -> None:
    answer = page(kb, "article", FEW).partition("In short\n")[2].partition("\n\n")[0].splitlines()
    assert answer[0] == "  the worst: ibuprofen is an effective treatment of pain [refuted]"
    assert answer[1].split() == ["c-pain", "sources/article.txt:1"]
    assert answer[2].startswith(
        "  refuted: 3 claims: ibuprofen is an effective treatment of pain; "
    )
    assert "ibuprofen is safe for people" in answer[3]
    assert answer[3].startswith("  not assessed: 4 claims: ")


def test_what_is_left_out_of_a_section_is_counted_with_the_way_to_it(kb: KnowledgeBase) -> None:
    few, whole = page(kb, "ibuprofen", 1), page(kb, "ibuprofen", None)
    claims = whole.partition("What documents say: ")[2].partition(" ")[0]
    assert f"  and {int(claims) - 1} more: --all" in few
    assert "--all" not in whole
    assert few.count("\n") < whole.count("\n")


def test_a_short_page_needs_no_short_answer(kb: KnowledgeBase) -> None:
    assert "In short" not in page(kb, "other", FEW)
    assert "more: --all" not in page(kb, "other", FEW)


def test_a_document_is_found_by_its_path(tmp_path: Path, kb: KnowledgeBase) -> None:
    assert page(kb, "sources/article.txt", FEW) == page(kb, "article", FEW)
