"""The tutorial, carried out as a newcomer would: an empty folder, the registries on loopback."""

from __future__ import annotations

import re
import shlex
import subprocess

import pytest

from commands import ROOT, environment, kbtool
from pages import whatever_rules
from registry_server import registries, variable
from web_server import serving

PART = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PART, re.DOTALL)
LINES = [line[2:] for kind, block in BLOCKS if kind == "console" for line in block.splitlines()]
ARTICLE, TURTLE, PRINTED = (
    next(block for kind, block in BLOCKS if kind == name) for name in ("markdown", "turtle", "text")
)


@pytest.fixture(scope="module")
def printed(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, subprocess.CompletedProcess[str]]:
    """What each command printed."""
    folder = tmp_path_factory.mktemp("empty")
    (folder / "glance.md").write_text(ARTICLE, encoding="utf-8")
    found = {}
    with serving(registries()) as server:
        variables = {
            "KBTOOL_REGISTRIES": variable(server.address),
            "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache")),
        }
        for line in LINES:
            program, *words = shlex.split(line)
            assert program == "kbtool"
            found[line] = kbtool(*words, cwd=folder, env=environment() | variables)
            if words[:2] == ["claim", "new"]:
                path = folder / "kb" / "claims" / "cerebrolysin-at-a-glance.ttl"
                path.write_text(TURTLE, encoding="utf-8")
    return found


def test_it_takes_fewer_than_ten_commands() -> None:
    assert 5 <= len(LINES) < 10


@pytest.mark.parametrize("line", LINES)
def test_each_command_does_what_it_says(
    line: str, printed: dict[str, subprocess.CompletedProcess[str]]
) -> None:
    result = printed[line]
    against = line.startswith(("kbtool check", "kbtool cite verify"))
    assert result.returncode == (1 if against else 0), result.stdout + result.stderr
    assert "error:" not in result.stderr


def test_what_check_prints_is_what_the_page_shows(
    printed: dict[str, subprocess.CompletedProcess[str]],
) -> None:
    line = next(line for line in LINES if line.startswith("kbtool check"))
    assert whatever_rules(printed[line].stdout) == PRINTED


def test_two_references_are_there_and_one_is_retracted(
    printed: dict[str, subprocess.CompletedProcess[str]],
) -> None:
    added = next(printed[line].stderr for line in LINES if line.startswith("kbtool cite add"))
    assert "added id:cui-2019, Cui et al. 2019" in added
    assert "added id:mehra-2020, Mehra et al. 2020, N Engl J Med 382:e102. It is retracted" in added
    verified = next(printed[line].stdout for line in LINES if line.startswith("kbtool cite verify"))
    assert verified.endswith("2 references: 1 retracted, 1 confirmed\n")
