"""``kbtool test``: the cases of rules, each flagged or passed as it says."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from kbtool.cli import completion
from kbtool.cli.options import ENGINE, ROOT
from kbtool.cli.project import find_project
from kbtool.cli.running import ProgressLine, run
from kbtool.cli.terminal import say
from kbtool.errors import InputError

if TYPE_CHECKING:
    from kbtool.checks.cases import CaseFile
    from kbtool.io.workspace import Workspace
    from kbtool.knowledge.rules import Rule
    from kbtool.rdf.namespaces import Names
    from kbtool.shacl.validation import Engine


@click.command(
    epilog="Example: kbtool test; kbtool test Z01; kbtool test tests/rules/Z01-harm-played-down.toml"
)
@click.argument("what", metavar="[CODES|FILES]...", nargs=-1, shell_complete=completion.rules)
@ROOT
@ENGINE
@click.option("--strict", is_flag=True, help="Exit 1 also if one of your own rules has no case.")
def test(what: Sequence[str], root: Path | None, engine: Engine, strict: bool) -> None:
    """Try rules on their cases: all of tests/rules/, or those of some rules (codes, names, families) or files.

    tests/rules/CODE-name.toml has the cases of a rule: snippets that it flags, with the places, and near ones that it
    passes. What cases share stands in tests/rules/base.ttl. Your own rules without a case are named.

    Exit code 0: all cases hold. 1: one does not. 2: wrong usage, or input that cannot be read or trusted, or no case.
    """
    project = find_project(root)
    workspace = project.workspace
    with TemporaryDirectory(prefix="kbtool-cases-") as folder:
        shared = Path(folder).resolve()
        result = run(lambda line: _tried(workspace, project.names, what, engine, shared, line))
    for text in result.failures:
        say(text)
    for rule in result.untested:
        name = f"{rule.code}-{rule.name}.toml"
        say(
            f"kbtool: warning: {rule.code} {rule.name} has no case; "
            f"write one into {workspace.shown(workspace.cases / name)}",
            err=True,
        )
    say(_summary(result))
    sys.exit(1 if result.failed or (strict and result.untested) else 0)


class _Result(Struct, frozen=True):
    """What became of the cases.

    Attributes:
        cases: how many there are.
        rules: of how many rules.
        failed: how many of them do not hold.
        failures: a line for each thing that is otherwise.
        untested: the rules of one's own that have no case.
    """

    cases: int
    rules: int
    failed: int
    failures: tuple[str, ...]
    untested: tuple[Rule, ...]


def _tried(
    workspace: Workspace,
    names: Names,
    what: Sequence[str],
    engine: Engine,
    folder: Path,
    line: ProgressLine,
) -> _Result:
    from kbtool.authoring.starter.rules import shipped_rules
    from kbtool.checks.case_runs import differences, ground_of, run_case
    from kbtool.checks.cases import case_paths, read_cases, rule_of

    line.say("reading the rules")
    ground = ground_of(workspace, names, folder)
    paths = case_paths(workspace.cases, workspace.shown)
    there = [read_cases(path, workspace.shown(path)) for path in paths]
    files, asked = _chosen(there, ground.rules, what)
    pairs = [(file, rule_of(file, ground.rules)) for file in files]
    tested, shipped = {file.code for file in there}, shipped_rules()
    untested = tuple(rule for rule in asked if rule.code not in tested | shipped)
    if not files:
        names_of = [f"{rule.code}-{rule.name}.toml" for rule in untested]
        write = f"write {', '.join(names_of)}; " if names_of else ""
        raise InputError(
            "has no cases (*.toml) of what is asked for, so no rule is tried",
            path=workspace.shown(workspace.cases),
            help=f"{write}CONTRIBUTING.md shows a rule with its cases",
        )
    gc.enable()  # other commands open one knowledge base; this one opens hundreds
    total, done, failed = sum(len(file.cases) for file in files), 0, 0
    failures: list[str] = []
    for file, rule in pairs:
        for case in file.cases:
            line.count(done, total, "cases")
            found = run_case(case, rule, ground, file.shown, engine)
            wrong = differences(case, found)
            place = file.shown if case.line is None else f"{file.shown}:{case.line}"
            failures += [f"{place}: {case.label}: {text}" for text in wrong]
            failed += bool(wrong)
            done += 1
    return _Result(total, len(files), failed, tuple(failures), untested)


def _chosen(
    there: Sequence[CaseFile], rules: Sequence[Rule], what: Sequence[str]
) -> tuple[list[CaseFile], list[Rule]]:
    """The files of cases that are asked for, each once, and the rules that are."""
    from kbtool.checks.cases import read_cases
    from kbtool.knowledge.rule_selection import matching_rules

    if not what:
        return list(there), list(rules)
    files: dict[str, CaseFile] = {}
    asked: dict[str, Rule] = {}
    for each in what:
        if each.endswith(".toml") or Path(each).is_file():
            file = read_cases(Path(each), each)
            files.setdefault(file.code, file)
            continue
        chosen = matching_rules(rules, [each])
        found = [file for file in there if any(file.code == rule.code for rule in chosen)]
        if not found and len(chosen) == 1:
            (rule,) = chosen
            raise InputError(
                f"{rule.code} {rule.name} has no case, so it is not tried",
                help=f"write tests/rules/{rule.code}-{rule.name}.toml",
            )
        files |= {file.code: file for file in found}
        asked |= {rule.code: rule for rule in chosen}
    return list(files.values()), list(asked.values())


def _summary(result: _Result) -> str:
    cases = "1 case" if result.cases == 1 else f"{result.cases} cases"
    rules = "1 rule" if result.rules == 1 else f"{result.rules} rules"
    if result.failed:
        return f"{result.failed} of {cases} of {rules} failed"
    return f"{cases} of {rules} passed"
