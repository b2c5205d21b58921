"""Severities have an order, and a check fails from one of them on."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from kbtool.checks.findings import BaselineState, FailOn, Finding
from kbtool.knowledge.rules import Severity
from kbtool.knowledge.waivers import Waiver
from kbtool.reports.wording import fails


def finding(severity: Severity) -> Finding:
    return Finding(
        code="A01", name="quote-not-found", severity=severity, message="The quote is not there.", suggestion="Correct it.",
        node="https://w3id.org/kbtool/id/c", claim=None, verdict=None, computed=None, quote=None, document=None, span=None,
        declared=None, related=(), fingerprint="0",
    )  # fmt: skip


def test_the_gravest_comes_first() -> None:
    assert sorted(Severity, key=lambda severity: severity.rank) == ["error", "warning", "info"]


def test_a_severity_reaches_those_that_are_no_graver() -> None:
    assert [Severity.WARNING.reaches(threshold) for threshold in Severity] == [False, True, True]


@pytest.mark.parametrize(
    ("fail_on", "failing"),
    [
        (FailOn.ERROR, [Severity.ERROR]),
        (FailOn.WARNING, [Severity.ERROR, Severity.WARNING]),
        (FailOn.NEVER, []),
    ],
)
def test_a_check_fails_from_a_severity_on(fail_on: FailOn, failing: list[Severity]) -> None:
    assert [severity for severity in Severity if fails(finding(severity), fail_on)] == failing


def test_what_is_waived_or_in_a_baseline_fails_no_check() -> None:
    error = finding(Severity.ERROR)
    waiver = Waiver("id:w", "A01", "id:c", "Under review.", "Review board", date(2030, 1, 1), None)
    assert not fails(replace(error, waived=waiver), FailOn.ERROR)
    assert not fails(replace(error, baseline=BaselineState.UNCHANGED), FailOn.ERROR)
    assert fails(replace(error, baseline=BaselineState.NEW), FailOn.ERROR)
