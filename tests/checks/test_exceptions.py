"""A comment in a draft excepts the next paragraph from a rule, for a time, with a reason, and never unseen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kbtool.api import check_drafts
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


IN_BLOCKS = """<!-- kbtool: ignore X05 reason="Fictional." owner="Desk" until=2026-12-31 -->

- Velorastat acts on serotonin.
- Velorastat **acts** on serotonin.

<!-- kbtool: ignore X05 reason="Fictional." owner="Desk" until=2026-12-31 -->
| What | How |
|---|---|
| Velorastat acts on serotonin. | Always. |
| Velorastat acts on *serotonin*. | Often. |

Velorastat acts on `serotonin`.
"""
IN_NO_COMMENT = """Velorastat works.

```html
<!-- kbtool: ignore X05 reason="A" owner="B" until=2026-12-31 -->
```
Velorastat acts on serotonin.

<textarea>
<!-- kbtool: ignore X05 reason="A" owner="B" until=2026-12-31 -->
</textarea>

Velorastat acts on *serotonin*.

<script>

<!-- kbtool: ignore X05 reason="A" owner="B" until=2026-12-31 -->

</script>

Velorastat acts on **serotonin**.

<!-- An old one: <!-- kbtool: ignore X05 reason="A" owner="B" until=2026-12-31 -->
Velorastat acts on [serotonin](a "<!-- kbtool: ignore X05 reason='A' owner='B' until=2026-12-31 -->").

Write `<!-- kbtool: ignore X05 reason="A" owner="B" until=2026-12-31 -->` for that. Velorastat _acts_ on serotonin.
"""
IN_NO_COMMENT_OF_HTML = """<html><body><main>
<style><!-- kbtool: ignore X05 reason="A" owner="B" until=2026-12-31 --></style>
<p>Velorastat acts on serotonin.</p>
<textarea><!-- kbtool: ignore X05 reason="A" owner="B" until=2026-12-31 --></textarea>
<p>Velorastat acts on <i>serotonin</i>.</p>
<p title="<!-- kbtool: ignore X05 reason='A' owner='B' until=2026-12-31 -->">Velorastat acts on <b>serotonin</b>.</p>
<template><!-- kbtool: ignore X05 reason="A" owner="B" until=2026-12-31 --></template>
<p>Velorastat <i>acts</i> on serotonin.</p>
</main></body></html>
"""
SPOILT = """# Velorastat

<!-- kbtool: ignore X99 reason="Meant X05." owner="Desk" until=2026-12-31 -->
Velorastat acts on serotonin.

<!-- kbtool: ingore X05 -->
Room 2 is blue. Velorastat **acts** on serotonin.

<!-- kbtool: ignore X05 reason="  " owner="Desk" until=2026-12-31 -->
Room 3 is blue. Velorastat acts on *serotonin*.

<!-- kbtool: ignore X05 reason="A" until=2026-12-31 -->
Room 4 is blue. Velorastat acts on **serotonin**.

<!-- kbtool: ignore X05 reason="A" owner="Desk" until=2026-12-31 until=2099-12-31 -->
Room 5 is blue. Velorastat acts on _serotonin_.

<!-- kbtool: ignore X05 because="A" reason="A" owner="Desk" until=2026-12-31 -->
Room 6 is blue. Velorastat _acts_ on serotonin.
"""


def test_before_a_list_or_a_table_it_holds_for_all_of_it(root: Path) -> None:
    report = checked(root, IN_BLOCKS)
    held = {
        f.in_file.line: bool(f.waived) for f in report.findings if f.code == "X05" and f.in_file
    }
    assert held == {3: True, 4: True, 9: True, 10: True, 12: False}
    assert not lines(report, "W02")


def test_before_a_list_in_html_it_holds_for_all_of_it(root: Path) -> None:
    page = (
        '<html><body><main><!-- kbtool: ignore X05 reason="A" owner="B" until=2026-12-31 -->\n<div><ul>'
        "<li>Velorastat acts on serotonin.</li><li>Velorastat <i>acts</i> on serotonin.</li></ul></div>"
        "<p>Velorastat acts on <b>serotonin</b>.</p></main></body></html>"
    )
    report = checked(root, page, "draft.html")
    assert [bool(f.waived) for f in report.findings] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "name"), [(IN_NO_COMMENT, "draft.md"), (IN_NO_COMMENT_OF_HTML, "draft.html")]
)
def test_what_is_no_comment_to_a_browser_excepts_nothing(root: Path, text: str, name: str) -> None:
    report = checked(root, text, name)
    found = [finding for finding in report.findings if finding.code == "X05"]
    assert len(found) >= 4
    assert not [finding for finding in report.findings if finding.waived]
    assert not [finding for finding in report.findings if finding.code[0] == "W"]


@pytest.fixture(scope="module")
def spoilt(root: Path) -> Report:
    return checked(root, SPOILT)


def test_a_spoilt_one_stops_nothing_and_accepts_nothing(spoilt: Report) -> None:
    assert lines(spoilt, "X05") == [4, 7, 10, 13, 16, 19]
    assert not [finding for finding in spoilt.findings if finding.waived]


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        (3, "W20", "No rule has the code or name “X99”, so that nothing is accepted."),
        (6, "W21", "The exception is not read: it says “ingore X05”, which does not begin with “ignore”."),
        (9, "W03", "A waiver gives one reason (kb:reason)."),
        (12, "W03", "A waiver has one owner (kb:owner)."),
        (15, "W21", "The exception is not read: it names until more than once."),
        (18, "W21", "The exception is not read: “because=\"A\"” in it cannot be read."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_it_is_told_at_its_place(
    spoilt: Report, line: int, code: str, message: str
) -> None:
    told = [f for f in spoilt.findings if f.in_file and f.in_file.line == line]
    assert (code, message) in [(f.code, f.message) for f in told]
    assert "W02" not in [f.code for f in told]


def test_plain_text_has_no_comments(root: Path) -> None:
    report = checked(root, DRAFT, "draft.txt")
    assert {f.code for f in report.findings} == {"X05"}
    assert not any(f.waived for f in report.findings)
