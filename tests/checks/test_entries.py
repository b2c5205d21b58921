"""Findings as people are shown them: one entry a sentence, one for what is the same of many, the worst first."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from kbtool.checks.entries import Entry, entries, spread, wanted
from kbtool.checks.findings import BaselineState, Finding, Related
from kbtool.checks.ranking import is_for
from kbtool.checks.report import Hanging
from kbtool.knowledge.places import Declared, Span
from kbtool.knowledge.rules import Role, Severity

ERROR, WARNING, NOTE = Severity
BOTH = frozenset(Role)
CURATOR = frozenset({Role.CURATOR})
HEALTH, TREATMENT, MONEY = 3, 2, 1
REFUTED, SPLIT, OPEN, CARRIED = 3, 2, 1, 0


def said(code: str, start: int, end: int, severity: Severity = ERROR, **more: Any) -> Finding:
    """A finding of a fictional rule on the characters of a fictional article; each line of it has a hundred."""
    line = start // 100 + 1
    values: dict[str, Any] = {
        "code": code,
        "name": "rule",
        "severity": severity,
        "message": f"{code} at {start}.",
        "suggestion": "Change it.",
        "node": f"claim-{start}-{end}",
        "claim": f"claim-{start}-{end}",
        "verdict": None,
        "computed": None,
        "quote": "words",
        "document": "sources/a.txt",
        "span": Span(start, end, line, start % 100 + 1, line, end % 100 + 1),
        "declared": None,
        "related": (),
        "fingerprint": f"{code}-{start}",
    }
    return Finding(**{**values, **more})


def codes(found: tuple[Entry, ...]) -> list[list[str]]:
    """The codes of each entry, those of its passages one behind the other."""
    return [[finding.code for finding in entry.findings] for entry in found]


def test_quotes_that_overlap_are_one_entry_with_the_worst_finding_first() -> None:
    long, short, apart = said("O09", 0, 90, WARNING), said("X05", 40, 60), said("C01", 95, 120)
    found = entries([long, short, apart])
    assert codes(found) == [["X05", "O09"], ["C01"]]
    assert found[0].lead is short
    assert found[0].help == "Change it."


def test_quotes_that_only_touch_are_two_entries() -> None:
    assert codes(entries([said("X05", 0, 40), said("O09", 40, 60)])) == [["X05"], ["O09"]]


def test_quotes_at_the_same_place_of_two_articles_are_two_entries() -> None:
    other = said("O09", 0, 40, document="sources/b.txt")
    assert codes(entries([said("X05", 0, 40), other])) == [["X05"], ["O09"]]


def test_what_a_page_leaves_out_leads_no_passage_whose_words_are_refuted() -> None:
    left_out = said("O12", 0, 40, stakes=HEALTH, doubt=REFUTED, omits=True)
    for stakes, doubt in ((TREATMENT, REFUTED), (TREATMENT, SPLIT), (MONEY, REFUTED)):
        false = said("X05", 0, 40, stakes=stakes, doubt=doubt)
        assert codes(entries([left_out, false])) == [["X05", "O12"]]
        assert [finding.code for finding in spread([left_out, false])] == ["X05", "O12"]


def test_what_a_page_leaves_out_leads_where_the_words_are_less_than_wrong() -> None:
    left_out = said("O12", 0, 40, stakes=HEALTH, doubt=OPEN, omits=True)
    for severity in (ERROR, WARNING, NOTE):
        weak = said("O01", 0, 40, severity, stakes=TREATMENT, doubt=OPEN)
        assert codes(entries([left_out, weak])) == [["O12", "O01"]]


def test_a_passage_stands_among_the_others_by_the_gravest_of_its_findings() -> None:
    left_out = said("O12", 200, 240, stakes=HEALTH, doubt=REFUTED, omits=True)
    false = said("X05", 200, 240, stakes=TREATMENT, doubt=REFUTED)
    other = said("X06", 0, 40, stakes=TREATMENT, doubt=REFUTED, stars=3)
    assert codes(entries([other, false, left_out])) == [["X05", "O12"], ["X06"]]


def test_what_is_said_in_the_same_words_of_several_passages_is_one_entry_with_the_list() -> None:
    same: dict[str, Any] = {"message": "The evidence speaks against it."}
    one = said("X05", 0, 40, **same)
    other = said("X05", 0, 40, document="sources/b.txt", **same)
    third = said("X05", 500, 540, suggestion="Change it otherwise.", **same)
    (first, second) = entries([third, other, one])
    assert [passage.lead.document for passage in first.passages] == [
        "sources/a.txt",
        "sources/b.txt",
    ]
    assert not second.is_list


def test_what_a_rule_gathers_is_one_entry_for_each_reason_and_each_other_side() -> None:
    search, other_search = (Related(f"search-{n}", "Is there a trial?") for n in (1, 2))
    gathered: dict[str, Any] = {
        "gathered": True,
        "together": "A search found no evidence: Is there a trial?",
        "together_help": "Say that none was found.",
    }
    found = entries(
        [
            said("E13", 0, 10, related=(search,), **gathered),
            said("E13", 100, 110, related=(search,), **gathered),
            said("E13", 200, 210, related=(other_search,), **gathered),
        ]
    )
    assert [len(entry.passages) for entry in found] == [2, 1]
    assert found[0].message == "A search found no evidence: Is there a trial?"
    assert found[0].help == "Say that none was found."
    assert found[1].message == "E13 at 200."
    assert found[1].help == "Change it."


def test_what_stands_in_no_article_is_an_entry_for_each_node() -> None:
    nowhere: dict[str, Any] = {"span": None, "document": None, "claim": None, "quote": None}
    file = Declared("kb/references.ttl", 3)
    one, again, other = (
        said(code, 0, 0, node=node, declared=file, **nowhere)
        for code, node in (("S01", "id:a"), ("S02", "id:a"), ("S01", "id:b"))
    )
    found = entries([one, again, replace(other, message="S01 at another.")])
    assert codes(found) == [["S01", "S02"], ["S01"]]


RANKED = [
    said("A", 900, 910, ERROR, stakes=HEALTH, doubt=REFUTED),
    said("B", 800, 810, ERROR, stakes=TREATMENT, doubt=REFUTED, stars=3),
    said("C", 100, 110, ERROR, stakes=TREATMENT, doubt=REFUTED, stars=1),
    said("D", 700, 710, WARNING, stakes=TREATMENT, doubt=SPLIT),
    said("E", 600, 610, ERROR, stakes=HEALTH, doubt=OPEN),
    said("F", 500, 510, ERROR, stakes=TREATMENT, doubt=OPEN),
    said("G", 20, 30, ERROR, stakes=MONEY, doubt=OPEN),
    said("H", 0, 10, ERROR, stakes=TREATMENT, doubt=CARRIED),
    said("I", 0, 10, WARNING, stakes=HEALTH, doubt=OPEN, document="sources/b.txt"),
    said("J", 20, 30, NOTE, stakes=HEALTH, doubt=REFUTED, document="sources/b.txt"),
]
"""Findings in the order of harm: refuted or split on health and treatment first, then by severity."""


def test_entries_come_in_the_order_of_harm_across_articles() -> None:
    assert codes(entries(reversed(RANKED))) == [[finding.code] for finding in RANKED]


@pytest.mark.parametrize("mark", [BaselineState.UNCHANGED])
def test_what_does_not_count_comes_last(mark: BaselineState) -> None:
    known = replace(RANKED[0], baseline=mark)
    assert codes(entries([known, *RANKED[1:]]))[-1] == ["A"]


def test_a_finding_that_names_the_other_side_goes_before_one_as_grave_that_does_not() -> None:
    evidence = Related("id:e", "No difference.", reference="Trial A")
    found = entries([said("C01", 0, 10), said("X05", 0, 10, related=(evidence,))])
    assert codes(found) == [["X05", "C01"]]


def test_an_editor_sees_what_editors_can_mend_and_every_error() -> None:
    for_curators = said("S01", 0, 10, WARNING, mended_by=CURATOR)
    assert not is_for(for_curators, Role.EDITOR)
    assert is_for(replace(for_curators, severity=ERROR), Role.EDITOR)
    assert is_for(replace(for_curators, mended_by=BOTH), Role.EDITOR)
    assert is_for(said("X05", 0, 10, WARNING), Role.EDITOR)


def test_a_curator_sees_what_curators_can_mend() -> None:
    assert is_for(said("S01", 0, 10, mended_by=CURATOR), Role.CURATOR)
    assert not is_for(said("X05", 0, 10), Role.CURATOR)


def test_a_curator_gets_an_entry_a_question_that_on_which_most_hangs_first() -> None:
    asked: dict[str, Any] = {"question": "id:fever", "stakes": TREATMENT, "mended_by": CURATOR}
    fever, again = said("E01", 0, 10, **asked), said("E04", 50, 60, WARNING, **asked)
    pain = said("E01", 100, 110, **(asked | {"question": "id:pain", "stakes": HEALTH}))
    unseen = said("C22", 0, 0, NOTE, claim=None, span=None, document=None, node="id:trial")
    broken = replace(unseen, code="S01", severity=ERROR, node="id:term")
    found = wanted([pain, unseen, fever, broken, again], {"id:trial": Hanging(3, 9)})
    assert codes(found) == [["S01"], ["E01", "E04"], ["E01"], ["C22"]]
    assert [entry.wanted for entry in found] == [
        Hanging(0, 0),
        Hanging(2, 4),
        Hanging(1, 3),
        Hanging(3, 9),
    ]


def test_what_the_same_work_mends_on_no_claim_is_one_entry_that_on_which_most_hangs_first() -> None:
    nowhere: dict[str, Any] = {"claim": None, "span": None, "document": None, "quote": None}
    little, much = (said("C22", 0, 0, NOTE, node=node, **nowhere) for node in ("id:a", "id:b"))
    other = said("C22", 0, 0, NOTE, node="id:c", **(nowhere | {"suggestion": "Do something else."}))
    broken = [said("S01", 0, 0, node=node, **nowhere) for node in ("id:d", "id:e")]
    found = wanted([little, much, other, *broken], {"id:b": Hanging(3, 9)})
    assert [[passage.lead.node for passage in entry.passages] for entry in found] == [
        ["id:d"],
        ["id:e"],
        ["id:b", "id:a"],
        ["id:c"],
    ]
    assert found[2].message == "C22 at 0. And 1 more."


def test_a_curator_is_told_what_curators_can_do() -> None:
    finding = said("E01", 0, 10, to_curator="Look evidence up.")
    assert [entry.brief_help for entry in wanted([finding], {})] == ["Look evidence up."]
    assert [entry.brief_help for entry in entries([finding])] == ["Change it."]
