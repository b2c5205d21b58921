"""Paths as the reader of a format for machines counts them: from the top of the repository, wherever kbtool ran."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from kbtool.checks.findings import Finding, Related
from kbtool.checks.report import Report
from kbtool.io.git import top_above
from kbtool.knowledge.places import Declared

_TOPS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Where CI services say that they have the repository: GitHub Actions (default environment variables), GitLab CI."""

Locate = Callable[[str], str]
"""Gives a path as findings name it as another reader counts it."""


def as_named(path: str) -> str:
    """A path as findings name it."""
    return path


def from_top(here: Path, environment: Mapping[str, str]) -> Locate:
    """Counts paths from the top of the repository: where the CI service says it is, else the work tree of Git.

    What lies below neither keeps its path.

    Args:
        here: the folder from which findings name paths, absolute.
        environment: the environment.
    """
    named = [Path(environment[name]).resolve() for name in _TOPS if environment.get(name)]
    above = top_above(here)
    tops: Sequence[Path] = [*named, *([] if above is None else [above])]

    def located(path: str) -> str:
        whole = Path(os.path.normpath(here / path))
        top = next((top for top in tops if whole.is_relative_to(top)), None)
        return path if top is None else whole.relative_to(top).as_posix()

    return located


def relocated(report: Report, locate: Locate) -> Report:
    """A report with the paths of articles and Turtle files as another reader counts them."""
    return replace(
        report,
        findings=tuple(_finding(finding, locate) for finding in report.findings),
        documents=tuple(replace(tally, path=locate(tally.path)) for tally in report.documents),
    )


def _finding(finding: Finding, locate: Locate) -> Finding:
    return replace(
        finding,
        document=finding.document and locate(finding.document),
        declared=_declared(finding.declared, locate),
        related=tuple(_related(one, locate) for one in finding.related),
    )


def _related(related: Related, locate: Locate) -> Related:
    return replace(
        related,
        document=related.document and locate(related.document),
        declared=_declared(related.declared, locate),
    )


def _declared(declared: Declared | None, locate: Locate) -> Declared | None:
    return None if declared is None else replace(declared, file=locate(declared.file))
