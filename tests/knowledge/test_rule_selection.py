"""A rule that settings name and that there is not is told with the file and the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbtool.errors import InputError
from kbtool.io.settings import Settings
from kbtool.knowledge.rule_selection import refuse_settled_rules
from kbtool.knowledge.rules import Rule, Severity
from kbtool.rdf.namespaces import RULE

RULES = [Rule(RULE("X05"), "X05", "a-name", "Why.", Severity.ERROR, "Do it.", ("It is so.",), None)]


@pytest.mark.parametrize("setting", ["select", "ignore"])
def test_a_rule_that_there_is_not(tmp_path: Path, setting: str) -> None:
    file = tmp_path / "kbtool.toml"
    file.write_text(f'show = "info"\n{setting} = ["X", "O99"]\n', encoding="utf-8")
    chosen = ("X", "O99")
    settings = Settings(
        path=file,
        select=chosen if setting == "select" else (),
        ignore=chosen if setting == "ignore" else (),
    )
    with pytest.raises(InputError) as raised:
        refuse_settled_rules(RULES, settings)
    assert (raised.value.path, raised.value.line) == (file, 2)
    assert f"'O99', which the setting {setting} names" in raised.value.message
