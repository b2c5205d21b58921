"""Text for an editor: the worst first and in short, how much more there is, and who else has to do with it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from msgspec.structs import replace

from cases import Case, lay_out
from example import ARTICLE, TURTLE
from golden_files import assert_golden
from kbtool.checks.findings import Finding
from kbtool.checks.ranking import Order
from kbtool.checks.report import Report
from kbtool.checks.run import check
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.rules import Role, Severity
from kbtool.reports.findings.page import page
from kbtool.reports.findings.text import render
from kbtool.reports.formats import FINDINGS
from kbtool.reports.presentation import Presentation
from kbtool.reports.style import Style, cut, finished

NARROW = Style(width=80)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    root = lay_out(
        Case("E01", TURTLE, (), article=ARTICLE), tmp_path_factory.mktemp("kb") / "project"
    )
    kb = open_knowledge_base(root)
    return check(kb, list(kb.rules))


def text(report: Report, **how: Any) -> str:
    return render(report, Presentation(**{"style": NARROW, **how}))


def entries(printed: str) -> list[list[str]]:
    """The lines of each entry."""
    return [block.splitlines() for block in printed.split("\n\n")[:-1]]


def test_the_worst_in_short(report: Report) -> None:
    assert_golden("check-short.txt", text(report, limit=15, role=Role.EDITOR))


def test_an_entry_in_short_has_four_lines_at_most_and_fits(report: Report) -> None:
    for block in entries(text(report, limit=15)):
        assert len(block) <= 4
        assert max(map(len, block)) <= 80


def test_what_is_left_out_is_told_by_severity_and_verdict_with_the_way_to_it(
    report: Report,
) -> None:
    printed = text(report, limit=2)
    assert len(entries(printed)) == 2
    end = " ".join(printed.split())
    assert (
        "4 more: 3 errors, 1 warning; 3 not assessed, 1 without a verdict: kbtool check --all"
        in end
    )


def test_who_asked_for_all_beside_a_limit_is_told_of_the_limit(report: Report) -> None:
    end = " ".join(text(report, limit=2, is_whole=True).split())
    assert "1 without a verdict: all without --limit 2" in end
    assert "--all" not in end


def test_what_is_left_out_of_a_curators_list_is_on_the_curators_list(report: Report) -> None:
    assert "kbtool check --for curator --all" in text(report, limit=1, role=Role.CURATOR)


def test_an_editor_is_told_the_number_of_what_the_keeper_can_mend(report: Report) -> None:
    end = " ".join(text(report, role=Role.EDITOR, show=Severity.INFO).split())
    assert "C22" not in end
    assert (
        "For the keeper of the knowledge base: 3 findings (3 registry not asked): "
        "kbtool check --for curator"
    ) in end


def test_the_keeper_has_the_number_of_the_editors_line_and_of_the_page(report: Report) -> None:
    theirs = " ".join(text(report, role=Role.CURATOR).split())
    assert "3 findings that no editor can mend, and " in theirs
    assert sum(finding.counts for finding in page(report).curator) == 3


def test_entries_come_by_harm_by_place_or_by_rule(report: Report) -> None:
    def leads(order: Order) -> list[str]:
        return [block[0].split()[2] for block in entries(text(report, order=order))]

    assert leads(Order.HARM) == ["X05", "X08", "C10", "C04"]
    assert leads(Order.READING) == ["C10", "X05", "C04", "X08"]
    assert leads(Order.RULE) == ["C04", "C10", "X05", "X08"]


def test_what_quotes_one_sentence_is_one_entry_where_all_is_shown(report: Report) -> None:
    """“Ibuprofen is safe and treats pain in 70% of people” has claims that share no word: one entry, with what is to be done
    about each."""
    printed = ["\n".join(entry) for entry in entries(text(report))]
    (entry,) = [one for one in printed if "O06 risk-omitted" in one]
    assert "X05 claim-against-evidence" in entry
    assert "help: “Ibuprofen is safe”: Name the known risks beside it" in " ".join(entry.split())


def test_what_a_page_leaves_out_has_its_help_behind_that_of_refuted_words(report: Report) -> None:
    false = next(finding for finding in report.findings if finding.code == "X06")
    left_out = replace(false, code="O12", omits=True, suggestion="Name the risks.")
    printed = text(replace(report, findings=(left_out, false)))
    assert "1 ✕ X06" in printed
    assert printed.index(f"help: {false.suggestion[:30]}") < printed.index(
        "help: O12: Name the risks."
    )


def test_every_finding_of_a_list_stands_in_the_full_text(report: Report) -> None:
    printed = " ".join(text(report, show=Severity.INFO).split())

    def told(finding: Finding) -> bool:
        return f"{finding.code} {finding.name}: {finding.message}" in printed

    assert not [finding for finding in report.findings if not told(finding)]


def test_a_place_is_whole_however_narrow_the_line(report: Report) -> None:
    for plain in (True, False):
        printed = text(report, style=Style(width=60, plain=plain), limit=99)
        heads = [entry[0] for entry in entries(printed) if "passages:" not in entry[0]]
        assert all(
            re.search(r"\.(txt:\d+:\d+|ttl:\d+)", head) for head in heads if "C10" not in head
        )
        listed = [entry[0] for entry in entries(printed) if "passages:" in entry[0]]
        assert all(re.search(r"passages: \S+\.(txt|ttl):\d+", head) for head in listed)


def test_a_command_is_never_broken_over_lines() -> None:
    style = Style(width=40)
    lines = style.wrap(
        "Look at what is there with `kbtool query a-name --param b=c` first", "  ", 4
    )
    assert lines == [
        "  Look at what is there with",
        "    `kbtool query a-name --param b=c`",
        "    first",
    ]
    assert "  kbtool check --for curator --all" in style.wrap(
        "3 more: 1 note; some words: kbtool check --for curator --all", "  "
    )


def test_statistics_count_the_findings_of_each_rule_the_gravest_first(report: Report) -> None:
    lines = text(report, statistics=True).split("\n\n")[0].splitlines()
    assert lines[:2] == ["3  error    C01  uncited-figure", "3  error    E01  no-evidence"]
    assert lines[-1] == "1  info     C03  uncited-hedged-claim"


def test_a_screen_reader_gets_words_for_signs(report: Report) -> None:
    first = text(report, limit=1, style=replace(NARROW, plain=True)).splitlines()[0]
    assert first.startswith("1. error X05 refuted 1 of 4 stars  ")


@pytest.mark.parametrize(
    ("room", "middle", "kept"),
    [
        (40, False, "Ibuprofen treats pain in most people."),
        (25, False, "Ibuprofen treats pain …"),
        (25, True, "Ibuprofen … most people."),
        (7, False, "Ibupr …"),
    ],
)
def test_whole_words_are_left_out(room: int, middle: bool, kept: str) -> None:
    assert cut("Ibuprofen treats pain in most people.", room, middle) == kept


def test_places_and_references_are_links_where_the_terminal_has_them(report: Report) -> None:
    linking = replace(NARROW, links="file:///home/editor%20one/kb/")
    printed = FINDINGS.renderer("text")(report, Presentation(style=linking))
    opening = "\x1b]8;;file:///home/editor%20one/kb/sources/article.txt#1\x1b\\"
    assert re.search(rf"{re.escape(opening)}[^\x1b]*sources/article\.txt", printed)
    assert re.sub(r"\x1b\]8;;.*?\x1b\\", "", printed) == text(report)


def test_a_reference_with_a_doi_is_a_link_to_it_however_many_lines_it_takes() -> None:
    style = replace(NARROW, links="file:///")
    assert finished(style.link("  - Trial A", "https://doi.org/10.1000/a")) == (
        "  \x1b]8;;https://doi.org/10.1000/a\x1b\\- Trial A\x1b]8;;\x1b\\"
    )
    assert style.link("Trial A", "https://example.org/\x1b]8;;") == "Trial A"
    assert NARROW.link("Trial A", "https://doi.org/10.1000/a") == "Trial A"


def test_words_beside_help_of_two_lines_tell_what_they_state(report: Report) -> None:
    """The evidence speaks against what is stated; a figure in what was found is none of the words' own figure."""
    statement = next(f for f in report.findings if f.code == "X05" and f.says)
    long = replace(
        statement,
        quote="it heals for 70% of all the people with pain and can heal for you and yours",
        says="ibuprofen cures pain",
        brief="The evidence says otherwise: Of those who had become free of pain, after six doses in the median, "
        "70% had it again within twelve months; they stayed free of it for a median of 57 days.",
    )
    (entry,) = entries(text(replace(report, findings=(long,)), limit=15))[:1]
    assert entry[1].strip().endswith("“ibuprofen cures pain”")
    assert entry[3].endswith("70% had it again within twelve months …")
