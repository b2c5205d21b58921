"""A finding is told by its rule, its node and the values it turns on: other words make no new finding, another value does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cases import Case, lay_out
from example import ARTICLE, TURTLE
from kbtool.checks.baseline import Baseline, compare, entries
from kbtool.checks.findings import Finding
from kbtool.checks.fingerprints import filled_in
from kbtool.checks.run import check
from kbtool.knowledge.loading import open_knowledge_base

EDIT = tuple[str, str]
"""What is replaced by what in a file, as a regular expression."""


def found(folder: Path, edit: EDIT | None = None, *, turtle: str = TURTLE) -> list[Finding]:
    """What all rules find in the example, with an edit of its rules, its vocabulary and its concepts."""
    root = lay_out(Case("E01", turtle, (), article=ARTICLE), folder)
    if edit is not None:
        edited = 0
        for path in (*root.glob("shapes/**/*.ttl"), *root.glob("kb/**/*.ttl")):
            text, times = re.subn(*edit, path.read_text("utf-8"))
            path.write_text(text, "utf-8")
            edited += times
        assert edited
    kb = open_knowledge_base(root)
    return list(check(kb, list(kb.rules)).findings)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Baseline:
    return Baseline(tuple(entries(found(tmp_path_factory.mktemp("known") / "project"))))


def new(findings: list[Finding], baseline: Baseline) -> list[Finding]:
    return [finding for finding in compare(findings, baseline)[0] if finding.counts]


def test_other_words_around_the_values_of_a_message_make_no_new_finding(
    known: Baseline, tmp_path: Path
) -> None:
    other = (
        "The evidence speaks against “{[?]text}”",
        "“{?text}” is not borne out, rather the reverse",
    )
    reworded = found(tmp_path / "project", other)
    assert any("rather the reverse" in finding.message for finding in reworded)
    assert new(reworded, known) == []


def test_another_phrase_of_a_predicate_makes_no_new_finding_of_a_verdict(
    known: Baseline, tmp_path: Path
) -> None:
    other = ('(kb:treats [^.]*?kb:phrase )"[^"]*"', r'\1"takes away"')
    told = found(tmp_path / "project", other)
    assert any("takes away" in finding.message for finding in told)
    assert [f.message for f in new(told, known) if "takes away" in f.message] == []


def test_other_words_for_what_limits_a_claim_make_no_new_finding(tmp_path: Path) -> None:
    adults = TURTLE.replace("kb:CaseReport", "kb:RandomizedControlledTrial").replace(
        "id:e-pain a kb:Evidence ; kb:disputes", "id:e-pain a kb:Evidence ; kb:neutralOn"
    )
    before = found(tmp_path / "before", turtle=adults)
    other = ('prefLabel "headache"', 'prefLabel "bad headache"')
    after = found(tmp_path / "after", other, turtle=adults)
    assert any("as to bad headache" in finding.message for finding in after)
    assert new(after, Baseline(tuple(entries(before)))) == []


def test_another_figure_makes_a_new_finding(known: Baseline, tmp_path: Path) -> None:
    figure = TURTLE.replace("2 hours", "3 hours")
    told = found(tmp_path / "project", turtle=figure)
    assert any("3 hours" in finding.message for finding in new(told, known))


@pytest.mark.parametrize(
    ("template", "message", "values"),
    [
        ("It says “{?a}”.", "It says “5 mg”.", ("5 mg",)),
        ("{?a} to {$b}: {?c}", "1 to 2: 3: 4", ("1", "2", "3: 4")),
        ("{?a}{?b}.", "ab.", ("", "ab")),
        ("Nothing.", "Nothing.", ()),
        ("It says “{?a}”.", "It said “5 mg”.", None),
        ("{?a} to {?b}.", "1 or 2.", None),
        ("“{?a}”", "“", None),
    ],
)
def test_a_template_gives_the_values_of_its_message(
    template: str, message: str, values: tuple[str, ...] | None
) -> None:
    assert filled_in(template, message) == values
