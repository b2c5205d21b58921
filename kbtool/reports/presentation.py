"""How findings are to be shown, as far as a format has the choice."""

from __future__ import annotations

from msgspec import Struct, field

from kbtool.checks.findings import FailOn
from kbtool.checks.ranking import Order
from kbtool.knowledge.rules import Role, Severity
from kbtool.reports.places import Locate, as_named
from kbtool.reports.style import Style


class Presentation(Struct, frozen=True):
    """The choices of a format.

    Attributes:
        style: how to mark severities, and how wide lines are; plain for anything but a terminal.
        show: the mildest findings to show in full.
        fail_on: the severity from which a finding is a failure.
        order: the order of entries.
        limit: how many entries to show, the worst, in four lines each; all of them in full, if None.
        is_whole: whether all of them were asked for beside a limit.
        role: who is to mend what is shown; whoever it is, if None.
        statistics: whether to show how many findings each rule has, and not the findings.
        docs: where the pages of the documentation are, ending in a slash; None, if nobody says.
        locate: gives paths as the readers of formats for machines count them.
    """

    style: Style = field(default_factory=Style)
    show: Severity = Severity.WARNING
    fail_on: FailOn = FailOn.ERROR
    order: Order = Order.HARM
    limit: int | None = None
    is_whole: bool = False
    role: Role | None = None
    statistics: bool = False
    docs: str | None = None
    locate: Locate = as_named
