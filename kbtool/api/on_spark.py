"""A check of everything on Apache Spark, for the command line; it is no part of the interface."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kbtool.errors import InputError

if TYPE_CHECKING:
    from kbtool.checks.covering import Covered
    from kbtool.io.settings import Settings
    from kbtool.io.workspace import Workspace
    from kbtool.knowledge.slices.covering import BatchCutter
    from kbtool.reports.views import KnowledgeBase, Report


class BatchCheck(Struct, frozen=True):
    """Reads, derives and checks a batch, on whatever machine.

    Attributes:
        settings: the settings of the knowledge base.
        today: the day on which it is checked.
        select, ignore: what names the rules that are wanted, and those that are not.
    """

    settings: Settings
    today: date
    select: Sequence[str]
    ignore: Sequence[str]

    def __call__(self, workspace: Workspace, cutter: BatchCutter) -> tuple[KnowledgeBase, Report]:
        """What is found of a batch.

        Args:
            workspace: where it is laid out.
            cutter: cuts it.
        """
        from kbtool.api.checking import check, load
        from kbtool.io.limits import enforce
        from kbtool.knowledge.rule_selection import refuse_settled_rules

        enforce(self.settings.limits)
        kb = load(workspace, settings=self.settings, today=self.today, cutter=cutter)
        refuse_settled_rules(kb.rules, self.settings)
        return kb, check(kb, select=self.select, ignore=self.ignore)


def check_on_spark(
    workspace: Workspace,
    data: Sequence[str],
    *,
    settings: Settings,
    today: date | None,
    select: Sequence[str],
    ignore: Sequence[str],
    memory: float,
    spark: Mapping[str, str],
    table: str | None = None,
    most: int | None = None,
    note: Callable[[str], None] = lambda _: None,
    progress: Callable[[str], None] = lambda _: None,
) -> Covered:
    """Check everything slice by slice on the workers of Spark.

    Args:
        workspace: the knowledge base; of it, the rules and derivations alone where data are named.
        data: what is checked: paths, or addresses that Spark reads; what is in the knowledge base, if none.
        settings: the settings that hold.
        today: the day on which it is checked; this one, if None.
        select: what names the rules that are wanted.
        ignore: what names those that are not.
        memory: how many megabytes each worker may take.
        spark: settings of Spark.
        table: where Spark writes the findings as a table, if anywhere.
        most: how many bytes of the index a batch has at most; what the memory allows, if None.
        note: is told what is of interest beside the result.
        progress: is told what is being done.

    Raises:
        InputError: something cannot be read or trusted, cannot be checked in slices, or Spark cannot do the work.
    """
    from kbtool.checks.spark.covering import check_on_spark as check_there
    from kbtool.checks.spark.files import of_data, of_workspace
    from kbtool.checks.spark.table import write_table
    from kbtool.io.memory import processors
    from kbtool.io.spark import spark_session
    from kbtool.knowledge.derive.beyond import NeedsWholeError
    from kbtool.knowledge.loading import settled_names
    from kbtool.reports.views import Report

    check = BatchCheck(replace(settings, path=None), today or date.today(), select, ignore)
    progress("starting Spark")
    with spark_session(spark, processors()) as session:
        found = of_data(session, data) if data else of_workspace(workspace)
        try:
            covered = check_there(
                session,
                workspace,
                found,
                settled_names(settings),
                check,
                memory=memory,
                most=most,
                note=note,
                progress=progress,
            )
        except NeedsWholeError as error:
            raise InputError(
                f"cannot be checked in slices, as --engine spark does: {error}",
                help="`kbtool check` without --engine spark reads everything at once",
            ) from error
        report = Report.of(covered.report)
        if table is not None:
            write_table(session, report, table)
    return replace(covered, report=report)
