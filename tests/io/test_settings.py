"""Settings are found upwards; the command line goes before them."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from cases import ROOT, Case, lay_out
from commands import kbtool
from example import ARTICLE, TURTLE
from kbtool.checks.findings import FailOn
from kbtool.errors import InputError
from kbtool.io.settings import _KEYS, FAIL_ON, SEVERITIES, Settings, find_settings
from kbtool.knowledge.rules import Severity


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(Case("E01", TURTLE, (), article=ARTICLE), tmp_path / "project")


def codes(root: Path, *arguments: str) -> set[str]:
    result = kbtool("check", *arguments, cwd=root)
    return {finding["code"] for finding in json.loads(result.stdout)["findings"]}


def test_settings_hold_in_the_folders_below(root: Path) -> None:
    (root / "kbtool.toml").write_text('format = "json"\nselect = ["C"]\n', encoding="utf-8")
    assert {code[0] for code in codes(root / "kb")} == {"C"}


def test_the_command_line_goes_before_them(root: Path) -> None:
    (root / "kbtool.toml").write_text('format = "json"\nselect = ["C"]\n', encoding="utf-8")
    assert {code[0] for code in codes(root, "--select", "X")} == {"X"}
    assert kbtool("check", "--format", "concise", cwd=root).stdout.startswith("sources/")


def test_pyproject_is_read_and_kbtool_toml_beside_it_goes_before(root: Path) -> None:
    (root / "pyproject.toml").write_text('[tool.kbtool]\nfail-on = "never"\n', encoding="utf-8")
    assert kbtool("check", cwd=root).returncode == 0
    (root / "kbtool.toml").write_text('fail-on = "error"\n', encoding="utf-8")
    assert kbtool("check", cwd=root).returncode == 1


def test_a_pyproject_of_something_else_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "kbtool.toml").write_text('show = "info"\n', encoding="utf-8")
    below = tmp_path / "below"
    below.mkdir()
    (below / "pyproject.toml").write_text("[tool.other]\n", encoding="utf-8")
    assert find_settings(below).show == "info"


@pytest.mark.parametrize("text", ["[tool]\nkbtool = 1\n", "[[tool.kbtool]]\nshow = 'info'\n"])
def test_settings_of_a_pyproject_that_are_no_table_are_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="not one table of settings") as caught:
        find_settings(tmp_path)
    assert caught.value.path == tmp_path / "pyproject.toml"


def test_a_folder_or_a_broken_link_in_the_place_of_settings_is_told(tmp_path: Path) -> None:
    path = tmp_path / "kbtool.toml"
    path.mkdir()
    with pytest.raises(InputError, match="cannot be read"):
        find_settings(tmp_path)
    path.rmdir()
    path.symlink_to(tmp_path / "gone.toml")
    with pytest.raises(InputError, match="cannot be read"):
        find_settings(tmp_path)


def test_paths_are_from_where_the_settings_lie(tmp_path: Path) -> None:
    (tmp_path / "kbtool.toml").write_text('root = "data"\nbaseline = "b.json"\n', encoding="utf-8")
    (tmp_path / "below").mkdir()
    settings = find_settings(tmp_path / "below")
    assert (settings.root, settings.baseline) == (tmp_path / "data", tmp_path / "b.json")


def test_nodes_and_rules_may_have_namespaces_of_their_own(tmp_path: Path) -> None:
    text = 'base = "https://example.org/kb/"\nrule-base = "https://example.org/rules#"\n'
    (tmp_path / "kbtool.toml").write_text(text, encoding="utf-8")
    settings = find_settings(tmp_path)
    assert settings.base == "https://example.org/kb/"
    assert settings.rule_base == "https://example.org/rules#"


def test_none_is_the_default(tmp_path: Path) -> None:
    assert find_settings(tmp_path) == Settings()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("selct = []", "has the setting 'selct', which does not exist"),
        ('select = "C"', "is not a list of strings"),
        ('fail-on = "often"', "is not one of error, warning, never"),
        ("format = 3", "is not a string"),
        ("select = [", "is not valid TOML"),
        ("search-days = inf", "is not a number above 0"),
        ("waiver-days = 0", "is not a number above 0"),
        ("timeout = nan", "is not a number above 0"),
        ("[limits]\nseconds = inf", "is not a number above 0"),
        ("[serve]\nseconds = inf", "is not a number above 0"),
        ("base = 3", r"is not an absolute http or https IRI that ends in / \(help"),
        (
            'base = "https://example.org"',
            r"is not an absolute http or https IRI that ends in / \(help",
        ),
        (
            'base = "https://example.org/kb#"',
            r"is not an absolute http or https IRI that ends in / \(help",
        ),
        ('base = "kb/"', "is not an absolute http or https IRI"),
        ('base = "https://example.org/a b/"', "is not an absolute http or https IRI"),
        ('rule-base = "https://example.org/rules"', "IRI that ends in / or #"),
    ],
)
def test_what_is_no_setting_is_refused(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "kbtool.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=why):
        find_settings(tmp_path)


def test_an_unknown_format_is_refused(root: Path) -> None:
    (root / "kbtool.toml").write_text('format = "pdf"\n', encoding="utf-8")
    result = kbtool("check", cwd=root)
    assert result.returncode == 2
    assert "has the unknown format 'pdf'" in result.stderr


def test_settings_know_the_words_that_checks_know() -> None:
    assert tuple(Severity) == SEVERITIES
    assert tuple(FailOn) == FAIL_ON


def test_the_page_of_the_settings_shows_each_of_them() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert set(tomllib.loads(example)) == set(_KEYS)
