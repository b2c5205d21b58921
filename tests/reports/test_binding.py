"""Whom policy packs bind is told of one page, the packs that do first; what nobody knows and what is off is told as well."""

from __future__ import annotations

from dataclasses import replace

from kbtool.checks.report import Report
from kbtool.knowledge.policies import Answer, Reach
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
    assert bound(off, "a.txt").in_short == "Policy packs that bind this page: none. Off: eu, uk"
    assert bound(NOTHING, "a.txt").in_short == ""
