"""Findings and claims as frames of pandas or polars, for analysis; kbtool itself needs neither of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import pyoxigraph as ox

from kbtool.checks.findings import Finding
from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim
from kbtool.rdf.namespaces import Names
from kbtool.reports.exports import claims_csv
from kbtool.reports.findings import csv as findings_csv
from kbtool.reports.spreadsheet import Cell, Column

if TYPE_CHECKING:
    import pandas
    import polars

    Frame: TypeAlias = pandas.DataFrame | polars.DataFrame

Library = Literal["pandas", "polars"]

_LIBRARIES: tuple[Library, ...] = get_args(Library)
_DECISIVE = "decisive references"
_INSTALL = "install it with: pip install 'kbtool[frames]' (pandas) or pip install 'kbtool[polars]'"


def findings_frame(
    findings: Iterable[Finding], names: Names, library: Library | None = None
) -> Frame:
    """A row for each finding, with the columns of the CSV report.

    Args:
        findings: the findings.
        names: the namespaces of the knowledge base.
        library: the library of the frame; else pandas if it is installed, else polars.

    Raises:
        InputError: the library is not installed, or there is no such; where none is named, neither is installed.
    """
    return frame(
        findings_csv.COLUMNS, (findings_csv.cells(finding, names) for finding in findings), library
    )


def claims_frame(
    kb: KnowledgeBase, claims: Iterable[Claim], library: Library | None = None
) -> Frame:
    """A row for each claim, with the columns of the CSV export, and the references that decide its verdict as a list.

    Args:
        kb: the knowledge base that has the claims.
        claims: the claims.
        library: the library of the frame; else pandas if it is installed, else polars.

    Raises:
        InputError: the library is not installed, or there is no such; where none is named, neither is installed.
    """
    claims = list(claims)
    decisive = [_decisive_references(kb, claim) for claim in claims]
    # The first column is the claim, which findings call by its local name.
    rows = ((claim.name, *claims_csv.cells(kb, claim)[1:]) for claim in claims)
    return frame(claims_csv.COLUMNS, rows, library, {_DECISIVE: decisive})


def frame(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    library: Library | None = None,
    lists: Mapping[str, list[list[str]]] | None = None,
) -> Frame:
    """A table as a frame; a column has its type whatever its cells hold, and without rows too.

    Args:
        columns: the columns of the rows.
        rows: the rows, a cell for each column.
        library: the library of the frame; else pandas if it is installed, else polars.
        lists: further columns, whose cells are lists of text.

    Raises:
        InputError: the library is not installed, or there is no such; where none is named, neither is installed.
    """
    name = _chosen(library)
    listed = list(rows)
    cells = {column: [row[n] for row in listed] for n, column in enumerate(columns)}
    lists = lists or {}
    return _in_pandas(cells, lists) if name == "pandas" else _in_polars(cells, lists)


def _in_pandas(
    cells: Mapping[Column, list[Cell]], lists: Mapping[str, list[list[str]]]
) -> pandas.DataFrame:
    import pandas

    data = {
        column.name: pandas.Series(values, dtype="Int64" if column.numbers else "string")
        for column, values in cells.items()
    }
    data |= {name: pandas.Series(values, dtype="object") for name, values in lists.items()}
    return pandas.DataFrame(data)


def _in_polars(
    cells: Mapping[Column, list[Cell]], lists: Mapping[str, list[list[str]]]
) -> polars.DataFrame:
    import polars

    data = [
        polars.Series(column.name, values, polars.Int64 if column.numbers else polars.String)
        for column, values in cells.items()
    ]
    texts = polars.List(polars.String)
    data += [polars.Series(name, values, texts) for name, values in lists.items()]
    return polars.DataFrame(data)


def _chosen(library: Library | None) -> Library:
    if library is not None and library not in _LIBRARIES:
        raise InputError(
            f"there are no frames of {library!r}", help=f"libraries are {', '.join(_LIBRARIES)}"
        )
    for name in _LIBRARIES if library is None else (library,):
        if find_spec(name) is not None:
            return name
    says = (
        "frames need pandas or polars, and neither is installed"
        if library is None
        else f"{library} is not installed"
    )
    raise InputError(says, help=_INSTALL)


def _decisive_references(kb: KnowledgeBase, claim: Claim) -> list[str]:
    """The references, each once, of the evidence of the tier that decides a claim's verdict."""
    lines = kb.reader.lines(ox.NamedNode(claim.iri))
    labels = [
        line.evidence.source.label for line in lines if line.decisive and line.evidence.source
    ]
    return sorted(set(labels))
