"""A judge and a retriever are asked where somebody names them, are shown, and decide nothing."""

from __future__ import annotations

import json
import re
import shlex
import sys
from datetime import date
from pathlib import Path

import pytest

from commands import ROOT
from kbtool.api import check_drafts
from kbtool.checks.sentences import Says
from kbtool.errors import InputError
from kbtool.io.originals import Original
from kbtool.reports.formats import FINDINGS
from kbtool.reports.presentation import Presentation
from kbtool.reports.views import Report
from velorastat import lay_velorastat

TODAY = date(2026, 6, 30)
DRAFT = "It is proven blue. Velorastat acts on serotonin.\n"
PAGE = (ROOT / "docs" / "how-to" / "ask-others.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[0]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_velorastat(tmp_path_factory.mktemp("velorastat"))


def command(folder: Path, script: str) -> str:
    (folder / "other.py").write_text(script)
    return shlex.join([sys.executable, str(folder / "other.py")])


def checked(root: Path, judge: str | None = None, retriever: str | None = None) -> Report:
    draft = Original(DRAFT.encode(), "a.md", "a.md", TODAY)
    return check_drafts(root, [draft], today=TODAY, judge=judge, retriever=retriever)


@pytest.fixture(scope="module")
def alone(root: Path) -> Report:
    return checked(root)


def answering(answer: object) -> str:
    return f"import sys; sys.stdin.read(); print({json.dumps(json.dumps(answer))})"


def test_the_judge_of_the_page_is_shown_where_it_thinks_otherwise(
    root: Path, tmp_path: Path, alone: Report
) -> None:
    report = checked(root, judge=command(tmp_path, EXAMPLE))
    text = " ".join(FINDINGS.renderer("text")(report, Presentation()).split())
    assert "The judge thinks otherwise, which decides nothing (contradicts): “It is proven" in text
    assert "Nothing is proven." in text
    assert [each.says for each in report.drafts[0].sentences] == [
        each.says for each in alone.drafts[0].sentences
    ]


def test_a_judge_neither_supports_what_is_not_known_nor_hides_a_finding(
    root: Path, tmp_path: Path, alone: Report
) -> None:
    answer = {"opinions": [{"sentence": n, "thinks": "supports"} for n in (0, 1)]}
    report = checked(root, judge=command(tmp_path, answering(answer)))
    assert report.findings == alone.findings
    assert [each.says for each in report.drafts[0].sentences] == [Says.NOTHING, Says.CONTRADICTS]
    data = json.loads(report.to_json())
    assert [each["opinion"]["thinks"] for each in data["drafts"][0]["sentences"]] == [
        "supports"
    ] * 2


def test_what_a_retriever_finds_near_is_shown_of_what_is_not_known_and_changes_nothing(
    root: Path, tmp_path: Path, alone: Report
) -> None:
    answer = {"near": [{"sentence": 0, "question": "0"}]}
    report = checked(root, retriever=command(tmp_path, answering(answer)))
    text = FINDINGS.renderer("text")(report, Presentation())
    assert "On file, and maybe near to “It is proven blue.”:" in " ".join(text.split())
    assert report.findings == alone.findings
    assert report.drafts[0].sentences == alone.drafts[0].sentences


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("raise SystemExit(3)", "ended with exit code 3"),
        ("print('no')", "answers no JSON"),
        (answering([]), "has no list of opinions"),
        (answering({"opinions": [{"sentence": 9, "thinks": "unsure"}]}), "names a draft or sentence"),
        (answering({"opinions": [{"sentence": 0, "thinks": "true"}]}), "thinks something else than"),
    ],
)  # fmt: skip
def test_one_that_fails_or_answers_something_else_ends_the_check(
    root: Path, tmp_path: Path, script: str, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        checked(root, judge=command(tmp_path, script))


def test_one_that_is_not_there_ends_the_check(root: Path) -> None:
    with pytest.raises(InputError, match="cannot be run"):
        checked(root, judge="no-such-command-anywhere")
