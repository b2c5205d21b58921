"""A predicate is found by the words that say it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cases import ROOT, Case, lay_out
from example import ARTICLE, TURTLE
from kbtool.api import load
from kbtool.errors import InputError
from kbtool.reports.explaining import explain_any
from kbtool.reports.style import Style
from kbtool.reports.views import KnowledgeBase


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    root: Path = lay_out(
        Case("E01", TURTLE, (), article=ARTICLE), tmp_path_factory.mktemp("words") / "project"
    )
    shutil.copy(ROOT / "kb" / "language.ttl", root / "kb" / "language.ttl")
    return load(root)


def explained(kb: KnowledgeBase, what: str) -> str:
    """The page without its lines broken."""
    return " ".join(explain_any(kb, what, Style()).split())


def test_words_find_the_predicate_that_they_say(kb: KnowledgeBase) -> None:
    page = explained(kb, "relieves fever")
    said, _, _ = page.partition("Near to them")
    assert "kb:predicate kb:treats" in said
    assert "names id:fever (fever)" in said


def test_a_word_that_is_looked_up_lists_the_predicates_that_it_says_before_what_is_said_of_it(
    kb: KnowledgeBase,
) -> None:
    page = explained(kb, "treats")
    assert page.index("kb:predicate kb:treats") < page.index("On treats")
    assert "Near to them" not in page


def test_words_of_a_trigger_find_what_is_near(kb: KnowledgeBase) -> None:
    assert "kb:predicate kb:lessEffectiveThan" in explained(kb, "somewhat weaker than")


def test_words_of_an_article_are_a_passage_still(kb: KnowledgeBase) -> None:
    assert "treats-pain" not in explained(kb, "Ibuprofen is safe").partition("verdict")[0]
    assert "Predicates and measures" not in explained(kb, "Ibuprofen is safe")


def test_words_that_say_nothing_are_told_as_before(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError, match="is no claim, rule, document"):
        explain_any(kb, "qwertz uiop", Style())
