"""Findings and claims as frames of pandas and of polars: the words of the CSV files, with types."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas
import polars
import pytest

from cases import Case, lay_out
from example import ARTICLE, TURTLE
from kbtool.checks.run import check
from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import Names
from kbtool.reports import frames
from kbtool.reports.formats import EXPORTS, FINDINGS
from kbtool.reports.frames import claims_frame, findings_frame
from kbtool.reports.presentation import Presentation

LIBRARIES: tuple[frames.Library, ...] = ("pandas", "polars")


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    root = lay_out(
        Case("E01", TURTLE, (), article=ARTICLE), tmp_path_factory.mktemp("frames") / "project"
    )
    return open_knowledge_base(root, today=date(2026, 1, 3))


def without(monkeypatch: pytest.MonkeyPatch, *missing: str) -> None:
    """As if libraries were not installed."""
    monkeypatch.setattr(frames, "find_spec", lambda name: None if name in missing else object())


@pytest.mark.parametrize("library", LIBRARIES)
def test_findings_have_the_columns_of_the_csv_report(
    kb: KnowledgeBase, library: frames.Library
) -> None:
    report = check(kb, list(kb.rules))
    heading = (
        FINDINGS.renderer("csv")(report, Presentation()).removeprefix("\ufeff").splitlines()[0]
    )
    found: Any = findings_frame(report.findings, report.names, library)
    assert list(found.columns) == heading.split(",")
    assert found["code"].to_list() == [finding.code for finding in report.findings]


@pytest.mark.parametrize("library", LIBRARIES)
def test_claims_have_the_columns_of_the_csv_export_and_what_decides(
    kb: KnowledgeBase, library: frames.Library
) -> None:
    heading = EXPORTS.renderer("csv")(kb).removeprefix("\ufeff").splitlines()[0]
    found: Any = claims_frame(kb, kb.claims, library)
    assert list(found.columns) == [*heading.split(","), "decisive references"]
    decided = dict(zip(found["claim"], found["decisive references"], strict=True))
    assert list(decided["c-pain"]) == ["Trial A"]
    assert list(decided["c-safe"]) == []


def test_refuted_claims_are_a_selection_in_pandas(kb: KnowledgeBase) -> None:
    found = claims_frame(kb, kb.claims, "pandas")
    assert isinstance(found, pandas.DataFrame)
    refuted = found[found["verdict"] == "refuted"]
    assert set(refuted["claim"]) == {"c-pain", "c-70", "c-wonders"}
    assert found["line"].sum() == 13


def test_refuted_claims_are_a_selection_in_polars(kb: KnowledgeBase) -> None:
    found = claims_frame(kb, kb.claims, "polars")
    assert isinstance(found, polars.DataFrame)
    refuted = found.filter(polars.col("verdict") == "refuted")
    assert set(refuted["claim"]) == {"c-pain", "c-70", "c-wonders"}
    assert found["line"].sum() == 13


def test_columns_have_their_types_without_rows_too() -> None:
    empty: Any = findings_frame([], Names(), "pandas")
    assert (str(empty["line"].dtype), str(empty["message"].dtype)) == ("Int64", "string")
    none: Any = findings_frame([], Names(), "polars")
    assert (none["line"].dtype, none["message"].dtype) == (polars.Int64, polars.String)


def test_pandas_is_taken_where_nobody_asks_for_polars(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(findings_frame([], Names()), pandas.DataFrame)
    without(monkeypatch, "pandas")
    assert isinstance(findings_frame([], Names()), polars.DataFrame)


def test_a_library_that_is_not_installed_is_named_with_the_way_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without(monkeypatch, "pandas", "polars")
    with pytest.raises(InputError, match=r"frames need pandas or polars, and neither is installed"):
        findings_frame([], Names())
    with pytest.raises(
        InputError, match=r"polars is not installed \(help: install it with: pip install"
    ):
        findings_frame([], Names(), "polars")


def test_an_unknown_library_is_refused() -> None:
    unknown: Any = "spark"
    with pytest.raises(InputError, match=r"there are no frames of 'spark'"):
        findings_frame([], Names(), unknown)
