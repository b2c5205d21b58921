"""The output formats of a report. A new one is a module with a function of this signature, and a line here."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from kbtool.checks.findings import FailOn
from kbtool.knowledge.rules import Severity
from kbtool.reports.style import Style

if TYPE_CHECKING:
    from kbtool.checks.run import Report


@dataclass(frozen=True)
class Presentation:
    """How a report is to be shown, as far as a format has the choice.

    Attributes:
        style: how to mark severities; plain for anything but a terminal.
        show: the mildest findings to show in full.
        width: characters in a line.
        fail_on: the severity from which a finding is a failure.
    """

    style: Style = field(default_factory=Style)
    show: Severity = Severity.WARNING
    width: int = 100
    fail_on: FailOn = FailOn.ERROR


class Renderer(Protocol):
    """Writes a report in a format."""

    def __call__(self, report: Report, how: Presentation) -> str:
        """The report in the format."""


_MODULES = {
    "text": "text",
    "concise": "concise",
    "json": "json",
    "sarif": "sarif",
    "junit": "junit",
    "github": "github",
    "turtle": "turtle",
    "html": "html",
    "csv": "csv",
}
FORMATS = tuple(_MODULES)
ENDINGS = {
    ".txt": "text",
    ".json": "json",
    ".sarif": "sarif",
    ".xml": "junit",
    ".ttl": "turtle",
    ".html": "html",
    ".csv": "csv",
}
"""The format that goes with the ending of an output file."""


def format_of_environment(environment: Mapping[str, str]) -> str:
    """The format for standard output, where nobody has named one: that of the CI service, else text.

    GitHub Actions reads annotations from the log; GitLab reads JUnit reports.
    """
    if environment.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "junit" if environment.get("GITLAB_CI") == "true" else "text"


def renderer(format_: str) -> Renderer:
    """The renderer of a format; its module is imported now."""
    module = importlib.import_module(f"kbtool.reports.findings.{_MODULES[format_]}")
    render = module.render
    assert callable(render)
    return render  # type: ignore[no-any-return]
