"""What is not asked for is not made, and what is asked for is told as if everything had been."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbtool.api import check, load
from kbtool.checks import run
from kbtool.checks.prose import rules_on_drafts
from kbtool.reports.views import KnowledgeBase, Report

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(ROOT)


@pytest.fixture(scope="module")
def whole(kb: KnowledgeBase) -> Report:
    return check(kb)


@pytest.fixture(autouse=True)
def evaluated(whole: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules are not evaluated again for each question."""
    found = [result for each in (*whole.findings, *whole.given_way) for result in each.results]
    results = list({id(each): each for each in found}.values())
    monkeypatch.setattr(run, "_results", lambda *_: results)


def test_what_is_found_on_a_claim_is_what_is_found_of_everything(
    kb: KnowledgeBase, whole: Report
) -> None:
    given_way = {each.claim for each in whole.given_way if each.claim}
    claims = sorted(given_way | set(sorted(kb.claim_names)[::7]))
    assert given_way
    for claim in claims:
        wanted = tuple(each for each in whole.findings if each.claim == claim)
        assert check(kb, claims=[claim]).findings == wanted, claim


def test_what_is_found_on_several_claims_is_found_on_each(kb: KnowledgeBase, whole: Report) -> None:
    claims = sorted(kb.claim_names)[::5]
    wanted = tuple(each for each in whole.findings if each.claim in claims)
    assert check(kb, claims=claims).findings == wanted


def test_paths_ask_for_the_same_findings_and_verdicts(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [Path(file.shown) for file in kb.files if file.shown.startswith("kb/")]
    paths = [[path] for path in (*(each.path for each in kb.documents), *files[:6])]
    narrow = [check(kb, paths=each) for each in paths]

    class Everything:
        def __init__(self, *_: object) -> None:
            self.documents = {each.iri for each in kb.documents}
            self.sides = self.results = list

    monkeypatch.setattr("kbtool.checks.narrowing.as_wanted", Everything)
    wide = [check(kb, paths=each) for each in paths]
    assert [each.findings for each in narrow] == [each.findings for each in wide]
    assert [each.documents for each in narrow] == [each.documents for each in wide]
    assert any(each.documents for each in wide)


def test_rules_on_drafts_are_some_of_all(kb: KnowledgeBase) -> None:
    some = rules_on_drafts(kb.shapes, kb.rules)
    assert 0 < len(some) < len(list(kb.rules))
