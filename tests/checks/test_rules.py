"""Each rule flags the snippet that it is for, at the exact place, and passes its near miss.

The cases are data: tests/rules/CODE-name.toml, one file for each rule of shapes/. That both engines agree on them, all
rules on many cases at once, is tested where they are put together: tests/bench/test_synthetic.py.
"""

from __future__ import annotations

import pytest

from cases import CASES, ROOT, Case, read_cases
from kbtool.checks.case_runs import (
    Ground,
    differences,
    found_in,
    ground_of,
    open_case,
    run_case,
)
from kbtool.io.workspace import Workspace
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import Names

ALL = {path.stem: read_cases(path) for path in sorted(CASES.glob("*.toml"))}


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return ground_of(Workspace(ROOT, ROOT), Names(), tmp_path_factory.mktemp("ground"))


def rule_of(case: Case, ground: Ground) -> Rule:
    return next(rule for rule in ground.rules if rule.code == case.rule)


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=f"{name}-{case.label}") for name, each in ALL.items() for case in each],
)
def test_rule(case: Case, ground: Ground) -> None:
    found = run_case(case, rule_of(case, ground), ground, case.rule)
    assert differences(case, found) == []


@pytest.mark.parametrize("code", ["E22", "S22", "S44", "W02", "X05"])
def test_a_case_finds_what_it_finds_where_everything_is_derived(code: str, ground: Ground) -> None:
    """A case derives what its rule asks for; these ask for verdicts, words, any property, other rules and conflicts."""
    (cases,) = (each for name, each in ALL.items() if name.startswith(f"{code}-"))
    for case in cases:
        whole = found_in(open_case(case, ground, code), rule_of(case, ground))
        assert run_case(case, rule_of(case, ground), ground, code) == whole


def test_every_rule_has_its_cases_under_its_name(ground: Ground) -> None:
    assert sorted(ALL) == [f"{rule.code}-{rule.name}" for rule in ground.rules]
