"""How findings are to be shown, as far as a format has the choice."""

from __future__ import annotations

from dataclasses import dataclass, field

from kbtool.checks.findings import FailOn
from kbtool.knowledge.rules import Severity
from kbtool.reports.places import Locate, as_named
from kbtool.reports.style import Style


@dataclass(frozen=True)
class Presentation:
    """The choices of a format.

    Attributes:
        style: how to mark severities, and how wide lines are; plain for anything but a terminal.
        show: the mildest findings to show in full.
        fail_on: the severity from which a finding is a failure.
        locate: gives paths as the readers of formats for machines count them.
    """

    style: Style = field(default_factory=Style)
    show: Severity = Severity.WARNING
    fail_on: FailOn = FailOn.ERROR
    locate: Locate = as_named
