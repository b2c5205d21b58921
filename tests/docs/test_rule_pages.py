"""Each rule has a page, made from its shape and its cases, that says what `kbtool explain` says."""

from __future__ import annotations

import pytest

from cases import Case
from kbtool.reports.explanation import explain_rule
from kbtool.reports.rule_words import in_general
from kbtool.reports.style import Style
from kbtool_docs.examples import Example, Mark, run_example
from kbtool_docs.markdown import plain
from kbtool_docs.rules import Shown, index, marked, page, read_families, read_shown

RULES = {shown.rule.code: shown for shown in read_shown()}
NOTHING = Example(marks=(), lines=(), printed="")


@pytest.mark.parametrize("shown", [pytest.param(s, id=code) for code, s in RULES.items()])
def test_each_rule_has_a_page_with_its_shape_and_its_example(shown: Shown) -> None:
    text = page(shown, NOTHING)
    rule = shown.rule
    assert text.startswith(f"({rule.name})=\n# {rule.code} {rule.name}\n")
    assert f"rule:{rule.code} a sh:NodeShape" in text
    assert shown.flagged.turtle.strip("\n") in text
    assert shown.passes.turtle.strip("\n") in text


@pytest.mark.parametrize("shown", [pytest.param(s, id=code) for code, s in RULES.items()])
def test_a_page_says_what_kbtool_explain_says(shown: Shown) -> None:
    text = page(shown, NOTHING)
    rule = shown.rule
    explained = " ".join(explain_rule(rule, Style()).split())
    said = map(in_general, (*rule.messages, rule.suggestion))
    for words in (rule.description, *said, rule.source, rule.binds):
        if words is not None:
            assert " ".join(words.split()) in explained
            assert plain(words) in text


def test_the_index_lists_each_rule_in_its_family() -> None:
    families = read_families()
    assert [family.letter for family in families] == ["S", "A", "C", "E", "O", "X", "W", "P"]
    text = index([shown.rule for shown in RULES.values()], families)
    for code in RULES:
        assert f"[{code}]({code}.md)" in text


def test_the_flagged_passage_is_marked_and_the_message_printed() -> None:
    shown = RULES["X10"]
    example = run_example(shown.flagged)
    text = page(shown, example)
    assert "The risk is <mark>2.6% higher</mark>." in text
    assert "    [refuted] c\n" in text
    assert "Give the figure in the unit of the source, as in “2.6-fold”." in example.printed


def test_what_is_flagged_in_turtle_is_marked_there() -> None:
    example = run_example(RULES["S03"].flagged)
    assert example.lines == (1,)
    assert ":emphasize-lines: 1\n" in page(RULES["S03"], example)


def test_a_passage_of_the_other_article_is_marked_in_that_one() -> None:
    case = Case("X09", turtle="", at=("1:1",), article="One & two.", other="Two hours.")
    shown = Shown(RULES["X09"].rule, "conflict.ttl", "", case, case)
    text = page(shown, Example(marks=(Mark("other", 0, 3),), lines=(), printed=""))
    assert "<blockquote>One &amp; two.</blockquote>" in text
    assert "<blockquote><mark>Two</mark> hours.</blockquote>" in text


def test_passages_that_overlap_are_marked_once_and_html_is_escaped() -> None:
    marks = (Mark("article", 2, 6), Mark("article", 0, 4), Mark("article", 0, 4))
    assert marked("a<b>c d\n", marks) == "<mark>a&lt;b&gt;</mark><mark>c </mark>d"


def test_texts_are_shown_as_they_stand_and_addresses_are_links() -> None:
    assert plain("a_b *c*\n[d] at https://example.org/x_y, p. 2") == (
        r"a\_b \*c\* \[d\] at <https://example.org/x_y>, p. 2"
    )
