"""Whom policy packs bind is told of one page, the packs that do first; what nobody knows and what is off is told as well."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec.structs import replace

from kbtool.checks.report import Report
from kbtool.checks.run import check
from kbtool.io.workspace import Workspace
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.policies import Answer, Reach
from kbtool.knowledge.reached import unswitched
from kbtool.rdf.namespaces import Names
from kbtool.reports.binding import bound

NOTHING = Report(findings=(), rules=(), documents=(), names=Names())


def test_the_packs_that_bind_a_page_come_first_and_the_others_say_why_not() -> None:
    reaches = (
        Reach("uk", "a.txt", Answer.NO, "it is published in or for US"),
        Reach("platforms", "a.txt", Answer.NOT_KNOWN, "nothing says what it promotes"),
        Reach("us-federal", "a.txt", Answer.YES),
        Reach("uk", "b.txt", Answer.YES),
    )
    found = bound(replace(NOTHING, reaches=reaches, packs_off=("eu",)), "a.txt")
    assert (
        found.in_short
        == "Policy packs that bind this page: us-federal. Not known: platforms. Not bound by: uk. Off: eu"
    )
    assert found.packs == (
        ("us-federal", "binds"),
        ("platforms", "not known, nothing says what it promotes"),
        ("uk", "does not bind, it is published in or for US"),
    )


def test_where_none_binds_a_page_that_is_said_unless_there_is_no_pack() -> None:
    off = replace(NOTHING, packs_off=("eu", "uk"))
    assert bound(off, "a.txt").in_short == "No policy pack is switched on. Off: eu, uk"
    not_here = replace(off, reaches=(Reach("us", "a.txt", Answer.NO, "it is published in GB"),))
    assert bound(not_here, "a.txt").in_short == (
        "Policy packs that bind this page: none of those that are on. Not bound by: us. Off: eu, uk"
    )
    assert bound(NOTHING, "a.txt").in_short == ""


def test_of_packs_that_are_off_it_is_said_which_would_bind_the_page() -> None:
    would = (
        Reach("uk", "a.txt", Answer.NO, "it is published in or for US"),
        Reach("us-federal", "a.txt", Answer.YES),
        Reach("us-virginia", "a.txt", Answer.NOT_KNOWN, "nothing says whether it is for US-VA"),
        Reach("uk", "b.txt", Answer.YES),
    )
    off = ("broken", "uk", "us-federal", "us-virginia")
    found = bound(replace(NOTHING, would_reach=would, packs_off=off), "a.txt")
    assert found.in_short == (
        "No policy pack is switched on. Off, and would bind it: us-federal. Off, and not known: us-virginia. "
        "Off, and would not bind it: uk. Off: broken"
    )
    assert found.packs[0] == ("us-federal", "off; if it were on: binds")


def test_a_check_without_packs_knows_which_would_bind_the_articles(shipped: KnowledgeBase) -> None:
    report = check(shipped, [])
    assert not report.reaches
    for tally in report.documents:
        said = bound(report, tally.path).in_short
        assert "No policy pack is switched on" in said
        assert re.search(r"Off, and would bind it: [^.]*us-federal", said)


def test_a_pack_that_is_off_and_cannot_be_read_stops_no_check(
    shipped: KnowledgeBase, tmp_path: Path
) -> None:
    broken = tmp_path / "shapes" / "policy" / "broken.ttl"
    broken.parent.mkdir(parents=True)
    broken.write_text("this is no Turtle")
    assert list(unswitched(shipped.store, Workspace(tmp_path, tmp_path), ())) == []
