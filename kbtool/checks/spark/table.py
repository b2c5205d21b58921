"""Findings as a table that Spark writes: Parquet, or a JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kbtool.errors import InputError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from kbtool.checks.report import Report

COLUMNS = (
    "code string, severity string, message string, document string, line int, column int, "
    "node string, file string, file_line int, fingerprint string, waived boolean"
)
"""The columns of the table: where a finding stands in an article, and where its node is declared."""


def write_table(session: SparkSession, report: Report, where: str) -> None:
    """Write the findings of a report; nothing that is there already is replaced.

    Args:
        session: writes them.
        report: the report.
        where: a folder that is not there yet, by a path or an address that Spark writes to; JSON, if it ends in .json.

    Raises:
        InputError: Spark cannot write there.
    """
    from pyspark.errors import PySparkException

    rows = session.createDataFrame(list(_rows(report)), COLUMNS).coalesce(
        max(1, len(report.findings) // _ROWS)
    )
    try:
        if where.rstrip("/").endswith(".json"):
            rows.write.json(where)
        else:
            rows.write.parquet(where)
    except PySparkException as error:
        if "PATH_ALREADY_EXISTS" in str(error):
            raise InputError("is there already", path=where, help="name a new folder") from error
        raise


_ROWS = 1_000_000
"""Findings in a file of the table."""


def _rows(report: Report) -> Iterator[tuple[object, ...]]:
    for finding in report.findings:
        span = finding.span
        declared = finding.declared
        yield (
            finding.code,
            str(finding.severity),
            finding.message,
            finding.document,
            None if span is None else span.line,
            None if span is None else span.column,
            finding.node,
            None if declared is None else declared.file,
            None if declared is None else declared.line,
            finding.fingerprint,
            finding.waived is not None,
        )
