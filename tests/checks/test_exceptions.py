"""A comment in a draft excepts the next paragraph from a rule, for a time, with a reason, and never unseen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kbtool.api import check_drafts
from kbtool.errors import InputError
from kbtool.io.originals import Original
from kbtool.reports.views import Report
from velorastat import lay_velorastat

TODAY = date(2026, 6, 30)
DRAFT = """# Velorastat

<!-- kbtool: ignore X05 reason="Fictional." owner="Desk" until=2026-06-30 -->
Velorastat acts on serotonin. Velorastat lowers the frequency of attacks.

Velorastat **acts** on serotonin.

<!-- kbtool: ignore X05 reason='Was fictional.' owner="Desk" until=2026-06-29 -->

- Velorastat acts on [serotonin](a).
- Velorastat acts on *serotonin*.

<!-- kbtool: ignore X05 reason="Meant for another." owner="Desk" until=2027-01-31 -->
Velorastat lowers the frequency of attacks.

<!-- kbtool: ignore X05 owner="Desk" -->
Velorastat acts on serotonin!

    <!-- kbtool: an example in code -->
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_velorastat(tmp_path_factory.mktemp("velorastat"))


def checked(root: Path, text: str, name: str = "draft.md", *, exceptions: bool = True) -> Report:
    draft = Original(text.encode(), name, name, TODAY)
    return check_drafts(root, [draft], select=["X05", "W"], today=TODAY, exceptions=exceptions)


@pytest.fixture(scope="module")
def report(root: Path) -> Report:
    return checked(root, DRAFT)


def lines(report: Report, code: str) -> list[int]:
    return [f.in_file.line for f in report.findings if f.code == code and f.in_file]


def test_it_holds_for_one_paragraph_until_its_last_day(report: Report) -> None:
    waived = [finding for finding in report.findings if finding.waived]
    assert [(f.code, f.in_file and f.in_file.line, f.counts) for f in waived] == [("X05", 4, False)]
    waiver = waived[0].waived
    assert waiver is not None
    assert (waiver.reason, waiver.owner, waiver.expires) == ("Fictional.", "Desk", TODAY)
    assert waiver.declared is not None
    assert (waiver.declared.file, waiver.declared.line) == ("draft.md", 3)
    assert lines(report, "X05") == [4, 6, 10, 11, 17]


def test_past_its_last_day_it_is_an_error(report: Report) -> None:
    assert lines(report, "W01") == [8]


def test_one_that_matches_nothing_is_told(report: Report) -> None:
    told = {f.in_file.line: f.message for f in report.findings if f.code == "W02" and f.in_file}
    assert 13 in told
    assert told[13] == (
        "Rule X05 finds nothing on the paragraph “Velorastat lowers the frequency of attacks.” "
        "that could be waived."
    )


def test_one_that_lacks_a_part_excepts_nothing(report: Report) -> None:
    assert set(lines(report, "W03")) == {16}


def test_all_can_be_switched_off(root: Path) -> None:
    report = checked(root, DRAFT, exceptions=False)
    assert lines(report, "X05") == [4, 6, 10, 11, 17]
    assert not any(f.waived for f in report.findings)
    assert {f.code for f in report.findings} == {"X05"}


def test_html_has_them_too(root: Path) -> None:
    page = (
        '<html><body><article><!-- kbtool: ignore X05 reason="Fictional." owner="Desk" until=2026-12-31 -->\n'
        "<p>Velorastat acts on serotonin.</p><p>Velorastat <i>acts</i> on serotonin.</p></article></body></html>"
    )
    report = checked(root, page, "draft.html")
    assert [bool(finding.waived) for finding in report.findings] == [True, False]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("ignore X99 reason='A' owner='B' until=2027-01-31", "the waiver names the rule 'X99', which does not exist"),
        ("ingore X05", "a comment for kbtool says 'ingore X05'"),
    ],
)  # fmt: skip
def test_one_that_cannot_be_meant_is_refused_with_its_place(
    root: Path, comment: str, message: str
) -> None:
    with pytest.raises(InputError) as error:
        checked(root, f"Words.\n\n<!-- kbtool: {comment} -->\nVelorastat acts on serotonin.\n")
    assert error.value.message == message
    assert f"{error.value.path}:{error.value.line}".startswith("draft.md:3")


def test_plain_text_has_no_comments(root: Path) -> None:
    report = checked(root, DRAFT, "draft.txt")
    assert {f.code for f in report.findings} == {"X05"}
    assert not any(f.waived for f in report.findings)
