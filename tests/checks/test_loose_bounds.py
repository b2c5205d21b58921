"""A bound that is true and says far less than what is on file restates nothing of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kbtool.api import check_drafts
from kbtool.checks.sentences import Says
from kbtool.io.originals import Original
from velorastat import lay_velorastat

TODAY = date(2026, 6, 30)
MINIMUM = ("kb:value 7 ; kb:unit kb:Day", "kb:atLeast 7 ; kb:unit kb:Day")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_velorastat(tmp_path_factory.mktemp("velorastat"))


@pytest.fixture(scope="module")
def with_a_minimum(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The label asks for at least 7 days between doses."""
    root = lay_velorastat(tmp_path_factory.mktemp("velorastat"))
    changed = 0
    for path in sorted((root / "kb").rglob("*.ttl")):
        text = path.read_text(encoding="utf-8")
        if MINIMUM[0] in text:
            changed += 1
            text = text.replace(*MINIMUM).replace('"7 days"', '"at least 7 days"')
            path.write_text(text, encoding="utf-8")
    assert changed == 1
    return root


def says(root: Path, text: str) -> Says:
    (draft,) = check_drafts(
        root, [Original(text.encode(), "a.md", "a.md", TODAY)], today=TODAY
    ).drafts
    (sentence,) = draft.sentences
    return sentence.says


@pytest.mark.parametrize(
    "text",
    [
        "At least 2% of patients have nausea on velorastat.",
        "Fewer than 90% of patients have nausea on velorastat.",
        "Between 1% and 95% of patients have nausea on velorastat.",
        "The half-life of velorastat is more than 5 hours.",
        "The half-life of velorastat is at most 300 hours.",
    ],
)
def test_a_bound_far_from_what_was_found_restates_nothing(root: Path, text: str) -> None:
    assert says(root, text) is Says.NOTHING


@pytest.mark.parametrize(
    "text",
    [
        "At least 15% of patients have nausea on velorastat.",
        "Fewer than 25% of patients have nausea on velorastat.",
        "Of patients on velorastat, 18% have nausea.",
        "The half-life of velorastat is more than 24 hours.",
        "The half-life of velorastat is 31 hours.",
    ],
)
def test_a_bound_near_it_and_the_figure_itself_do(root: Path, text: str) -> None:
    assert says(root, text) in (Says.RESTATES, Says.OWES)


def test_of_a_minimum_on_file_less_is_no_restatement(with_a_minimum: Path) -> None:
    asked = "Velorastat is dosed every {} days or more."
    assert says(with_a_minimum, asked.format(7)) is Says.RESTATES
    assert says(with_a_minimum, asked.format(6)) is Says.NOTHING
