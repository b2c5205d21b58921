"""One table of what commands print: every format of it writes something, and the help of its command names it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest

from cases import Case, lay_out
from commands import environment, kbtool
from documentation import context_of
from example import ARTICLE, TURTLE
from kbtool.authoring.refresh import compared
from kbtool.checks.changes import State, changes, claim_states
from kbtool.checks.contents import Contents, contents
from kbtool.checks.report import Report
from kbtool.checks.run import check
from kbtool.cli import cli
from kbtool.errors import InputError
from kbtool.io.originals import Original
from kbtool.io.settings import Settings
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import PREFIXES
from kbtool.rdf.sparql import run_query
from kbtool.references.reference import all_references, read_references
from kbtool.references.verification import verify
from kbtool.reports.formats import (
    CHANGES,
    DRIFT,
    EXPORTS,
    FINDINGS,
    KINDS,
    RESULTS,
    VALIDATION,
    VERIFICATION,
    Format,
    Kind,
    choose,
)
from kbtool.reports.presentation import Presentation
from kbtool.reports.style import Style
from kbtool.text.snapshot import take

EVERY = [(kind, format_) for kind in KINDS for format_ in kind.formats]
NAMES = [f"{kind.command}-{format_.name}" for kind, format_ in EVERY]


@dataclass(frozen=True)
class Printed:
    """Something to print for each kind."""

    kb: KnowledgeBase
    report: Report

    def write(self, kind: Kind[...], format_: Format) -> str:
        arguments: dict[str, Callable[[], tuple[Any, ...]]] = {
            FINDINGS.name: lambda: (self.report, Presentation()),
            RESULTS.name: lambda: (self.result(format_), self.kb.labels),
            CHANGES.name: lambda: (self.changes(), str),
            DRIFT.name: lambda: ([self.refresh()], True, self.kb.names, Style()),
            VERIFICATION.name: lambda: (self.verified(), self.kb.labels, True),
            VALIDATION.name: lambda: (self.report.findings[0].results, PREFIXES),
            EXPORTS.name: lambda: (self.kb,),
        }
        return kind.renderer(format_)(*arguments[kind.name]())

    def result(self, format_: Format) -> Any:
        form = "CONSTRUCT WHERE" if format_.name == "turtle" else "SELECT *"
        return run_query(self.kb.store, f"{form} {{ ?claim kb:verdict ?verdict }}")

    def changes(self) -> Any:
        none = Report((), self.report.rules, self.report.documents, self.kb.names)
        nothing = State({}, Contents({}, {}), none)
        return changes(nothing, State(claim_states(self.kb), contents(self.kb), self.report))

    def refresh(self) -> Any:
        (document,) = self.kb.documents
        new = ARTICLE.replace("fever", "pain").encode()
        taken = take(Original(new, "new.txt", "new.txt", date(2026, 1, 1)))
        return compared(self.kb, document, taken)

    def verified(self) -> Any:
        references = read_references(self.kb.store, all_references(self.kb.store))
        unused: Any = None
        return verify(references, registries=(), access=unused)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    folder = tmp_path_factory.mktemp("registry") / "project"
    root = lay_out(Case("E01", TURTLE, (), article=ARTICLE), folder)
    kb = open_knowledge_base(root)
    return Printed(kb, check(kb, list(kb.rules)))


@pytest.mark.parametrize(("kind", "format_"), EVERY, ids=NAMES)
def test_every_format_writes_something(printed: Printed, kind: Kind[...], format_: Format) -> None:
    text = printed.write(kind, format_)
    assert len(text) > 20 and text.endswith("\n")


@pytest.mark.parametrize(("kind", "format_"), EVERY, ids=NAMES)
def test_every_format_is_in_the_help_of_its_command(kind: Kind[...], format_: Format) -> None:
    context = context_of(cli, "kbtool")
    for name in kind.command.split():
        assert isinstance(context.command, click.Group)
        command = context.command.get_command(context, name)
        assert command is not None
        context = context_of(command, name, context)
    words = context.get_help().replace("|", " ").replace("[", " ").replace("]", " ").split()
    assert format_.name in words


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.command)
def test_a_name_and_an_ending_stand_for_one_format(kind: Kind[...]) -> None:
    endings = [ending for format_ in kind.formats for ending in format_.endings]
    assert len(set(endings)) == len(endings)
    assert len(set(kind.names)) == len(kind.names)


def test_a_format_named_goes_before_the_ending_of_the_file() -> None:
    assert choose(FINDINGS, "csv", Path("report.json")).name == "csv"
    assert choose(FINDINGS, None, Path("report.json")).name == "json"


def test_the_ending_of_the_file_goes_before_settings_and_ci_service() -> None:
    settings, github = Settings(format="html"), {"GITHUB_ACTIONS": "true"}
    assert choose(FINDINGS, None, Path("report.sarif"), settings, github).name == "sarif"
    assert choose(FINDINGS, None, None, settings, github).name == "html"
    assert choose(FINDINGS, None, None, Settings(), github).name == "github"


@pytest.mark.parametrize(
    ("variables", "format_"),
    [
        ({"GITHUB_ACTIONS": "true"}, "github"),
        ({"GITLAB_CI": "true"}, "junit"),
        ({"CI": "true"}, "text"),
        ({}, "text"),
    ],
)
def test_the_format_of_the_ci_service(variables: dict[str, str], format_: str) -> None:
    assert choose(FINDINGS, None, None, environment=variables).name == format_


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not EXPORTS], ids=str)
def test_an_ending_that_fits_no_format_is_refused_in_the_same_words(kind: Kind[...]) -> None:
    with pytest.raises(InputError) as raised:
        choose(kind, None, Path("report.doc"))
    assert str(raised.value) == (
        "report.doc: no format goes with the ending '.doc' "
        f"(help: name one with --format: {', '.join(kind.names)})"
    )


def test_references_and_new_texts_are_written_by_the_ending_of_the_file(printed: Printed) -> None:
    root = printed.kb.workspace.root
    (root / "new.txt").write_text(ARTICLE, encoding="utf-8")
    arguments = ("source", "refresh", "article", "new.txt", "--output")
    assert kbtool(*arguments, "drift.json", cwd=root).returncode == 0
    assert (root / "drift.json").read_text(encoding="utf-8").startswith('{\n  "version": 1,')
    refused = kbtool(*arguments, "drift.doc", cwd=root)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "no format goes with the ending '.doc'" in refused.stderr


def test_the_table_costs_no_more_than_itself() -> None:
    script = "import sys, kbtool.reports.formats; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    loaded = set(run.stdout.split())
    assert "kbtool.reports.formats" in loaded
    assert not loaded & {"pyoxigraph", "rdflib", "pyshacl", "jinja2", "rich", "lxml", "requests"}
    assert not {name for name in loaded if name.startswith("kbtool.reports.findings")}


def test_findings_are_shown_without_what_reads_prose() -> None:
    script = "import sys, kbtool.reports.findings.text; print('lemminflect' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    assert run.stdout == "False\n"
