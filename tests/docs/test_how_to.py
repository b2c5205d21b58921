"""The how-to pages, carried out: what they add works as they show."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import ROOT
from commands import kbtool
from pages import Printed, carry_out

PAGES = ROOT / "docs" / "how-to"


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A knowledge base that `kbtool init` began."""
    folder = tmp_path / "begun"
    folder.mkdir()
    assert kbtool("init", cwd=folder).returncode == 0
    return folder


def last(found: list[Printed]) -> Printed:
    """The last command, whose output the page shows."""
    assert found[-1].shown is not None
    return found[-1]


@pytest.mark.parametrize("name", ["add-a-predicate", "add-a-measure"])
def test_a_new_term_has_the_effect_that_the_page_shows(name: str, begun: Path) -> None:
    found = last(carry_out(PAGES / f"{name}.md", begun))
    assert found.printed == found.shown
    assert kbtool("check", "--select", "S", cwd=begun).returncode == 0
    assert kbtool("fmt", "--check", cwd=begun).returncode == 0
