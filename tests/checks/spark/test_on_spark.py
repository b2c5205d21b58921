"""Everything checked on the workers of Spark: what is found is what a check of everything finds, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import kbtool
from articles import base, topic
from kbtool.api.on_spark import BatchCheck, check_on_spark
from kbtool.checks.covering import Covered
from kbtool.checks.spark.components import components, links
from kbtool.checks.spark.covering import check_on_spark as there
from kbtool.checks.spark.files import of_workspace
from kbtool.errors import InputError, LimitError
from kbtool.io.settings import Settings
from kbtool.io.workspace import find_workspace
from kbtool.rdf.namespaces import Names
from kbtool.reports.findings.json import render
from kbtool.reports.views import Report
from sparks import Ending, Failing, small_session

DAY = date(2026, 1, 1)
ALONE = 1
"""A batch of so many bytes holds what hangs together, and nothing else."""
TOGETHER = 100_000_000
"""A batch of so many bytes holds everything here: for tests on something else than what is cut."""

pytestmark = [
    pytest.mark.xdist_group("spark"),
    pytest.mark.filterwarnings("ignore"),  # Spark warns of what is installed beside it
]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    with small_session() as session:
        yield session


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two topics of their own."""
    topics = [topic("ache"), topic("burn")]
    return base(tmp_path_factory.mktemp("spark") / "kb", *topics)


@pytest.fixture(scope="module")
def whole(kb: Path) -> Report:
    """What is found in it where everything is read."""
    return kbtool.check(kbtool.load(kb, today=DAY))


def on_spark(
    root: Path, *data: Path | str, table: Path | None = None, most: int = TOGETHER
) -> Covered:
    return check_on_spark(
        find_workspace(root),
        [str(each) for each in data],
        settings=Settings(),
        today=DAY,
        select=(),
        ignore=(),
        memory=4000,
        spark={},
        table=None if table is None else str(table),
        most=most,
    )


def told(report: Any) -> str:
    return render(report, None)  # type: ignore[arg-type]


@pytest.mark.usefixtures("session")
def test_workers_say_what_the_whole_says(kb: Path, whole: Report, tmp_path: Path) -> None:
    table = tmp_path / "findings.json"

    covered = on_spark(kb, table=table, most=ALONE)

    assert told(covered.report) == told(whole)
    assert covered.batches > 2
    rows = [json.loads(line) for part in table.glob("*.json") for line in part.open()]
    assert [row["code"] for row in rows] == [each.code for each in covered.report.findings]


def test_what_hangs_together_is_found_in_rounds_as_in_one_process(session: Any) -> None:
    keyed = [(key, part) for key in range(40, 60) for part in (key, key + 1)]  # a long chain
    keyed += [(1000, 90), (1000, 80), (1000, 85), (2000, 7)]
    joins = links(session.sparkContext.parallelize(keyed, 3), 2)

    here, in_rounds = (components(joins, 2, here=few) for few in (1000, 0))

    assert here == in_rounds
    assert here == {**dict.fromkeys(range(41, 61), 40), 85: 80, 90: 80}


def with_check(session: Any, root: Path, check: Any) -> Covered:
    """What is found with another check of batches."""
    workspace = find_workspace(root)
    return there(
        session, workspace, of_workspace(workspace), Names(), check, memory=4000, most=TOGETHER
    )


CHECK = BatchCheck(Settings(), DAY, (), ())


def test_a_worker_that_is_ended_is_replaced(
    session: Any, kb: Path, whole: Report, tmp_path: Path
) -> None:
    marker = tmp_path / "ended"

    covered = with_check(session, kb, Ending(CHECK, os.getpid(), str(marker)))

    assert marker.exists()
    assert told(covered.report) == told(whole)


def test_a_worker_with_too_little_memory_ends_the_check(session: Any, kb: Path) -> None:
    with pytest.raises(LimitError, match="more memory than a worker of Spark has"):
        with_check(session, kb, Failing(CHECK, os.getpid()))


def quads(kb: Path, folder: Path) -> Path:
    """The statements of a knowledge base as N-Quads in two files, each with nodes that it calls alike, and its texts."""
    folder.mkdir()
    files = sorted([*kb.glob("kb/*.ttl"), *kb.glob("sources/*.ttl")])
    for name, some in (("one.nq", files[::2]), ("two.nq", files[1::2])):
        lines, labels = [], dict[str, str]()
        for path in some:
            for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
                ends = [
                    f"_:b{labels.setdefault(each.value, str(len(labels)))}"
                    if isinstance(each, ox.BlankNode)
                    else str(each)
                    for each in (quad.subject, quad.object)
                ]
                lines.append(
                    f"{ends[0]} {quad.predicate} {ends[1]} <https://example.org/{path.stem}> .\n"
                )
        (folder / name).write_text("".join(lines), encoding="utf-8")
    for text in (kb / "sources").glob("*.txt"):
        shutil.copy(text, folder / text.name)
    return folder


@pytest.mark.usefixtures("session")
def test_graphs_of_n_quads_are_files(kb: Path, whole: Report, tmp_path: Path) -> None:
    folder = quads(kb, tmp_path / "data")

    found = on_spark(kb, folder.as_uri()).report

    assert sorted((f.code, f.node, f.message) for f in found.findings) == sorted(
        (f.code, f.node, f.message) for f in whole.findings
    )
    assert {f.declared for f in found.findings} == {None}


@pytest.mark.usefixtures("session")
def test_a_file_that_was_cut_is_told_of(kb: Path, tmp_path: Path) -> None:
    folder = quads(kb, tmp_path / "data")
    text = (folder / "two.nq").read_bytes()
    (folder / "two.nq").write_bytes(text[: len(text) // 2].rstrip(b" .\n"))

    with pytest.raises(InputError, match=r"two.nq: holds a line that is no N-Quads.*been cut"):
        on_spark(kb, folder)


@pytest.mark.usefixtures("session")
def test_what_is_wrong_is_told_in_one_line(kb: Path, tmp_path: Path) -> None:
    root = base(tmp_path / "kb", topic("ache"), extra="id:ache-drug skos:broader id:ache-dug .")

    with pytest.raises(InputError, match=r"cannot be checked in slices.*not declared"):
        on_spark(root)
