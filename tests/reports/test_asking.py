"""What a reviewer asks of passages, concepts and pairs of documents: what documents say, what is on file, and where."""

from __future__ import annotations

import pytest

from cases import ROOT, Case
from example import two_articles
from kbtool.api import check, load
from kbtool.checks.cases import example_of
from kbtool.errors import InputError
from kbtool.io.workspace import find_workspace
from kbtool.reports.explaining import explain_any, explain_several
from kbtool.reports.explanation import explain_rule
from kbtool.reports.style import Style
from kbtool.reports.views import KnowledgeBase


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return load(two_articles(tmp_path_factory.mktemp("asking") / "project"))


def asked(kb: KnowledgeBase, *names: str) -> str:
    """The page without its lines broken."""
    found = check(kb).findings
    return " ".join(explain_several(kb, names, Style(), lambda _: found).split())


def test_a_line_of_an_article_shows_its_claims_side_by_side(kb: KnowledgeBase) -> None:
    page = asked(kb, "article.txt:1")
    assert "1. c-safe" in page
    assert "c-pain" in page
    assert "c-70" in page
    assert "c-fever" not in page
    assert "against it 1 item; the strongest: randomized controlled trial" in page
    assert "● No difference from placebo in pain." in page
    assert "error X05" in page


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("X05", "c-pain"), "X05 is a rule, which is explained by itself"),
        (("trial-a", "c-pain"), "trial-a is a reference, which is explained by itself"),
        (("treats-pain", "e-pain"), "treats-pain is a statement, which is explained by itself"),
        (("X05", "c-nothing"), "'c-nothing' is no claim"),
    ],
)
def test_what_is_explained_by_itself_is_not_said_to_be_unknown(
    kb: KnowledgeBase, names: tuple[str, str], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        asked(kb, *names)


def test_a_place_as_check_prints_it_is_the_claims_at_that_column(kb: KnowledgeBase) -> None:
    page = asked(kb, "sources/article.txt:2:1")
    assert "1. c-fever" in page
    assert "2. " not in page


def test_lines_may_be_ranges_and_lists(kb: KnowledgeBase) -> None:
    page = asked(kb, "article.txt:2-3,1")
    assert all(name in page for name in ("c-safe", "c-fever", "c-2", "c-5"))


def test_words_of_an_article_are_found_as_somebody_types_them(kb: KnowledgeBase) -> None:
    assert "1. c-wonders" in asked(kb, "patients say that it works wonders")


def test_a_passage_tells_what_is_on_file_and_counted_for_none_of_its_claims(
    kb: KnowledgeBase,
) -> None:
    page = asked(kb, "article.txt:2")
    beside = page.partition("On the same things, and counted for none of these: 1 item")[2]
    assert "proportion who respond to ibuprofen in pain”: 45% responded." in beside


def test_where_no_claim_stands_the_page_of_the_document_is_named(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError) as told:
        asked(kb, "article.txt:99")
    assert "no claim stands at article.txt:99" in str(told.value)
    assert "kbtool explain article.txt" in (told.value.help or "")


def test_a_concept_has_what_documents_say_and_the_evidence_by_where_it_was_seen(
    kb: KnowledgeBase,
) -> None:
    page = asked(kb, "pain")
    assert page.startswith("On pain claims: ")
    assert "[refuted] ibuprofen is an effective treatment of pain c-pain" in page
    assert "rests on: Trial A (against)" in page
    assert "In people: " in page
    assert (
        "- against “ibuprofen is an effective treatment of pain”: No difference from placebo in pain."
        in page
    )
    assert "No search is on file" in page


def test_laws_and_labels_are_kept_apart_from_studies(kb: KnowledgeBase) -> None:
    page = asked(kb, "ibuprofen", "harm")
    assert "Laws, labels, guidelines and the like: 1 item" in page
    assert "Bleeding of the stomach is listed." in page


def test_of_several_concepts_it_is_what_names_all_and_with_a_comma_any(kb: KnowledgeBase) -> None:
    both, either = asked(kb, "pain", "adults"), asked(kb, "pain,fever")
    assert "One case of pain." in both
    assert "No difference from placebo in pain." not in both
    assert "o-fever" in either
    assert "o-pain" in either


def test_a_document_beside_a_concept_narrows_the_claims(kb: KnowledgeBase) -> None:
    page = asked(kb, "pain", "other")
    assert "o-pain" in page
    assert "c-pain" not in page


def test_two_documents_show_their_conflicts_and_of_what_else_both_speak(kb: KnowledgeBase) -> None:
    page = asked(kb, "article", "other")
    assert "Between them: " in page
    assert "They conflict" in page
    between = page.partition("Inside of one")[0]
    assert "c-pain" in between
    assert "o-pain" in between


def test_two_claims_are_compared_first(kb: KnowledgeBase) -> None:
    page = asked(kb, "c-pain", "o-pain")
    before, _, after = page.partition("1. c-pain")
    assert "They conflict." in before
    assert "2. o-pain" in after


def test_things_that_do_not_go_together_are_refused(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError, match="do not go together"):
        asked(kb, "c-pain", "other", "pain")


def test_lines_are_as_wide_as_the_terminal(kb: KnowledgeBase) -> None:
    for name in ("article.txt:1-3", "pain"):
        lines = explain_any(kb, name, Style(width=60)).splitlines()
        assert [line for line in lines if len(line) > 60] == []


def test_the_page_of_a_rule_has_an_example_where_somebody_has_written_a_case(
    kb: KnowledgeBase,
) -> None:
    rule = kb.rules["X05"]
    case = Case("X05", "", ("2:1",), article="It helps.\nIt cures pain.", message="So it is not.")
    page = explain_rule(rule, Style(), case)
    assert "For example:\n  “It cures pain.”\n  -> So it is not.\n" in page
    assert "For example" not in explain_rule(rule, Style())
    assert example_of(rule, kb.workspace) is None
    with_cases = find_workspace(ROOT)
    known = example_of(rule, with_cases)
    assert known is not None
    assert known.message is not None
