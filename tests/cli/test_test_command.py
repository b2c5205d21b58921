"""`kbtool test`: the cases of one's own rules."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands import kbtool
from kbtool.authoring.starter.files import starter_files
from kbtool.checks.case_runs import differences, ground_of, run_case
from kbtool.checks.cases import case_paths, read_cases, rule_of
from kbtool.cli import cli
from kbtool.errors import InputError
from kbtool.io.workspace import Workspace
from kbtool.rdf.namespaces import Names
from tests.docs import test_contributing

RULES = "tests/rules"
HOUSE_CASES = test_contributing.HOUSE_CASES


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A knowledge base as `kbtool init` makes it, with the rule that CONTRIBUTING.md shows."""
    files = {name: data.decode() for name, data in starter_files().items()}
    files |= {
        name: text
        for _, name, text in test_contributing.blocks()
        if name in (test_contributing.HOUSE_RULES, HOUSE_CASES)
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_the_cases_of_all_rules_are_tried_and_each_engine_finds_the_same(begun: Path) -> None:
    for options in ((), ("--strict",), ("--engine", "pyshacl")):
        tried = kbtool("test", *options, cwd=begun / "kb")
        assert (tried.returncode, tried.stdout, tried.stderr) == (
            0,
            "4 cases of 2 rules passed\n",
            "",
        )


def test_what_a_case_took_is_given_back_before_the_next(begun: Path) -> None:
    gc.disable()  # as kbtool.cli.main does for commands that open one knowledge base
    try:
        tried = CliRunner().invoke(cli, ["test", "Z01", "--root", str(begun)])
        assert (tried.exit_code, gc.isenabled()) == (0, True)
    finally:
        gc.enable()


def test_a_rule_of_ones_own_without_a_case_is_named_and_fails_where_cases_are_demanded(
    begun: Path,
) -> None:
    (begun / HOUSE_CASES).unlink()
    tried = kbtool("test", cwd=begun)
    assert (tried.returncode, tried.stdout) == (0, "2 cases of 1 rule passed\n")
    assert tried.stderr == (
        "kbtool: warning: Z01 harm-played-down has no case; "
        "write one into tests/rules/Z01-harm-played-down.toml\n"
    )
    assert kbtool("test", "--strict", cwd=begun).returncode == 1


def test_a_case_that_does_not_hold_is_told_with_its_place(begun: Path) -> None:
    path = begun / HOUSE_CASES
    text = path.read_text(encoding="utf-8")
    text = text.replace('"1:1"', '"1:6", "kb:1"').replace("12% get", "just 12% get")
    path.write_text(text, encoding="utf-8")
    tried = kbtool("test", "Z", cwd=begun)
    assert tried.returncode == 1
    assert tried.stdout == (
        f"{HOUSE_CASES}:1: flagged 1: expected 1:6, kb:1, found 1:1\n"
        f"{HOUSE_CASES}:13: passes 1: expected nothing, found 1:1\n"
        "2 of 2 cases of 1 rule failed\n"
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("id:q a", "id:q q a"), f"{HOUSE_CASES}:1: flagged 1: kb:1 "),
        (("[[passes]]", "[[passed]]"), f"{HOUSE_CASES}: holds 'passed'"),
    ],
)
def test_a_case_that_cannot_be_read_is_bad_input(
    begun: Path, change: tuple[str, str], message: str
) -> None:
    path = begun / HOUSE_CASES
    path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    tried = kbtool("test", "Z01", cwd=begun)
    assert (tried.returncode, tried.stdout) == (2, "")
    assert message in tried.stderr


def test_what_cannot_be_tried_is_an_error(begun: Path) -> None:
    path = begun / HOUSE_CASES
    path.rename(path.with_name("Z02-harm-hidden.toml"))
    for arguments, message in (
        (
            ["test"],
            "tests/rules/Z02-harm-hidden.toml: holds cases of Z02, and no rule has this code",
        ),
        (["test", "Z01"], "Z01 harm-played-down has no case, so it is not tried"),
        (["test", "Y"], "no rule has the code, family or name 'Y'\nhelp"),
        (["test", "tests/rules/X.toml"], "tests/rules/X.toml: is not named after a rule"),
        (["test", "tests/rules/Z07-x.toml"], "tests/rules/Z07-x.toml: cannot be read"),
    ):
        tried = kbtool(*arguments, cwd=begun)
        assert (tried.returncode, tried.stdout) == (2, "")
        assert message in tried.stderr
    path.with_name("Z02-harm-hidden.toml").rename(path.with_name("Z01-harm.toml"))
    renamed = kbtool("test", cwd=begun)
    assert renamed.returncode == 2
    assert "help: call it Z01-harm-played-down.toml" in renamed.stderr


def test_a_rule_that_cannot_be_used_is_told_by_its_own_file(begun: Path) -> None:
    path = begun / "shapes" / "house.ttl"
    path.write_text(path.read_text(encoding="utf-8").replace("SELECT $this", "SELECT"), "utf-8")
    tried = kbtool("test", "Z01", cwd=begun)
    assert (tried.returncode, tried.stdout) == (2, "")
    assert "shapes/house.ttl:8: " in tried.stderr
    assert "kbtool-case-" not in tried.stderr


def test_where_nothing_could_be_tried_nothing_passes(begun: Path) -> None:
    for path in (begun / RULES).iterdir():
        path.unlink()
    tried = kbtool("test", cwd=begun)
    assert (tried.returncode, tried.stdout) == (2, "")
    assert f"{RULES}: has no cases (*.toml) of what is asked for" in tried.stderr
    assert "help: write Z01-harm-played-down.toml; CONTRIBUTING.md" in tried.stderr
    (begun / "shapes" / "house.ttl").unlink()
    tried = kbtool("test", cwd=begun)
    assert (tried.returncode, tried.stdout) == (2, "")
    assert "so no rule is tried" in tried.stderr
    assert "help: CONTRIBUTING.md shows a rule" in tried.stderr


@pytest.mark.parametrize("name", ["house/Z02-harm-hidden.toml", "Z02-harm-hidden.TOML"])
def test_a_file_of_cases_that_would_not_be_read_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="would not be read") as caught:
        case_paths(tmp_path, str)
    assert caught.value.path == str(path)


def test_a_near_miss_that_names_what_nothing_declares_does_not_hold(begun: Path) -> None:
    path = begun / HOUSE_CASES
    flagged, passes = path.read_text(encoding="utf-8").split("[[passes]]")
    path.write_text(f"{flagged}[[passes]]{passes.replace('kb:gives id:q ', 'kb:gives id:qq ')}")
    workspace = Workspace(begun, begun)
    ground = ground_of(workspace, Names())
    file = read_cases(path)
    case = next(case for case in file.cases if not case.at)
    found = run_case(case, rule_of(file, ground.rules), ground, HOUSE_CASES)
    assert differences(case, found) == [
        "names id:qq, which nothing declares, so it may pass for that alone"
    ]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("id:x a kb:Concept ; kb:conceptKnd kb:Treatment .", "kb:conceptKnd"),
        ("id:x a kb:Concept ; skos:broader id:paine .", "id:paine"),
    ],
)
def test_a_slip_in_what_cases_share_is_told_of_that_file_and_of_no_case(
    begun: Path, said: str, name: str
) -> None:
    base = begun / RULES / "base.ttl"
    text = base.read_text(encoding="utf-8")
    base.write_text(f"{text}\n{said}\n", encoding="utf-8")
    with pytest.raises(InputError, match=f"names {name}, which nothing declares") as caught:
        ground_of(Workspace(begun, begun), Names())
    assert (caught.value.path, caught.value.line) == (f"{RULES}/base.ttl", text.count("\n") + 2)
