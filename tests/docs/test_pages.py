"""What the pages of the documentation name is there."""

from __future__ import annotations

import pydoc
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cases import ROOT

PAGES = sorted(
    path
    for path in (ROOT / "docs").rglob("*.md")
    if not path.is_relative_to(ROOT / "docs" / "_build")
    and path.parent.name not in ("rules", "reference", "rooms")
)
IN_THE_PROJECT = ("kbtool/", "tests/", "docs/", "shapes/", "kb/derivations/", ".ci/")


def named_in(pages: list[Path], pattern: str) -> Iterator[object]:
    """What stands in the pages as code and fits a pattern, with the page."""
    for page in pages:
        text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
        text = re.sub(r"^New file `.*|`[^`]*NAME[^`]*`", "", text, flags=re.M)
        for name in dict.fromkeys(re.findall(r"`([^`\n]+)`", text)):
            if re.fullmatch(pattern, name):
                yield pytest.param(name, id=f"{page.relative_to(ROOT)}-{name}")


@pytest.mark.parametrize("name", list(named_in(PAGES, r"[\w.-]+/[\w./-]*")))
def test_each_file_that_is_named_is_there(name: str) -> None:
    if name.startswith(IN_THE_PROJECT) and not name.startswith("docs/_build"):
        assert (ROOT / name).exists()


@pytest.mark.parametrize(
    "name", list(named_in(PAGES, r"kbtool(\.[A-Za-z_]+)+(?<!toml)(?<!lock)(?<!sarif)"))
)
def test_each_module_and_function_that_is_named_is_there(name: str) -> None:
    assert pydoc.locate(name) is not None


def test_each_decision_has_the_same_headings() -> None:
    for page in sorted((ROOT / "docs" / "decisions").glob("0*.md")):
        text = page.read_text(encoding="utf-8")
        number = int(page.name.split("-")[0])
        assert text.startswith(f"# {number}. ")
        assert re.findall(r"^## (.+)$", text, re.M) == [
            "Context",
            "Decision",
            "Consequences",
            "Measured",
            "What would change it",
        ]
