"""Everything checked slice by slice: what is found is what a check of everything finds, byte for byte."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from articles import base as laid_out
from articles import topic
from kbtool.checks.covering import Covered, check_by_slices
from kbtool.checks.report import Report
from kbtool.checks.run import check
from kbtool.checks.yielding import without_consequences
from kbtool.io import kept
from kbtool.io.kept import keep_in
from kbtool.io.workspace import find_workspace
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.files import read_file
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.slices.cutting import Cutter
from kbtool.reports.findings.json import render

DAY = date(2026, 1, 1)
ALONE = 1
"""A batch of so many bytes holds what hangs together, and nothing else."""
APART = 1_500
"""In a batch of so many bytes is one topic, with some of what is on none: a tenth of the batches, each of them a process."""


NAMED = 5
"""Ontologies whose names stay in the vocabulary: nothing else hangs together with one, and each is a batch as any other would be."""

LABEL = """
id:label-of-{name} a kb:Reference ; rdfs:label "Motrin (ibuprofen) tablets, in {name}" ; kb:referenceType kb:DrugLabel ;
    kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotChecked .
"""
CITED = """
id:cited-as-{0} a kb:Reference ; rdfs:label "A{0} 2019, J Pain Res 12:34" ; kb:referenceType kb:{0} ;
    kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotChecked .
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path) -> Iterator[Path]:
    """A folder for results that are kept."""
    before = kept._InUse.folder
    keep_in(tmp_path / "kept")
    yield tmp_path / "kept"
    keep_in(before)


def base(root: Path, *topics: str, extra: str = "") -> Path:
    """A knowledge base with an article for each topic, and a vocabulary that names fewer ontologies than the shipped one."""
    laid_out(root, *topics, extra=extra)
    file = root / "kb" / "vocabulary.ttl"
    text = file.read_text(encoding="utf-8")
    pattern = r"^(?:<[^>]+>|([\w-]+):) a owl:Ontology .*?\.$\n"
    for each in list(re.finditer(pattern, text, re.MULTILINE | re.DOTALL))[NAMED:]:
        if each[1] is None or text.count(f"{each[1]}:") <= each[0].count(f"{each[1]}:") + 1:
            text = text.replace(each[0], "")
    file.write_text(text, encoding="utf-8")
    return root


def found(root: Path, cutter: Cutter | None = None) -> tuple[KnowledgeBase, Report]:
    """What is found of everything, or of a batch."""
    kb = open_knowledge_base(root, today=DAY, cutter=cutter)
    return kb, without_consequences(kb.store, check(kb, list(kb.rules)))


def by_slices(root: Path, most: int = APART) -> Covered:
    """What is found of everything, slice by slice."""
    workspace = find_workspace(root)
    return check_by_slices(
        workspace,
        workspace.knowledge_files(),
        lambda path: read_file(workspace, path),
        lambda cutter: found(root, cutter),
        memory=4000,
        most=most,
    )


def told(report: Report) -> str:
    """What a check says."""
    return render(report, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("topics", "most"),
    [
        pytest.param([topic("ache"), topic("burn")], ALONE, id="what hangs together"),
        pytest.param([topic("ache"), topic("burn")], APART, id="topics of their own"),
        pytest.param([topic("ache"), topic("burn", "ache")], APART, id="a shared proposition"),
        pytest.param(
            [topic("ache"), topic("burn", label="Ache, drug Ltd.")], APART, id="names alike"
        ),
        pytest.param(
            [topic("ache"), topic("burn").replace("The burn drug did", "The ache drug did")],
            APART,
            id="the finding of another paper",
        ),
        pytest.param(
            [topic("ache") + LABEL.format(name="ache"), topic("burn") + LABEL.format(name="burn")],
            APART,
            id="labels of one product",
        ),
        pytest.param(
            [topic("ache") + CITED.format("JournalArticle"), topic("burn") + CITED.format("Book")],
            APART,
            id="a journal that is cited as a book",
        ),
    ],
)
def test_slices_say_what_the_whole_says(tmp_path: Path, topics: list[str], most: int) -> None:
    root = base(tmp_path / "kb", *topics)

    covered = by_slices(root, most)

    assert told(covered.report) == told(found(root)[1])
    assert covered.documents == len(topics) + 1
    assert covered.batches > 2


def test_each_finding_is_told_once(tmp_path: Path) -> None:
    root = base(tmp_path / "kb", *(topic(name) for name in ("ache", "burn", "cough")))

    whole, parts = found(root)[1], by_slices(root).report

    counted = [Counter((f.code, f.node) for f in each.findings) for each in (whole, parts)]
    assert counted[0] == counted[1]
    assert {f.code for f in parts.findings if f.document is None}  # of what no article reaches, too


def test_what_is_wrong_is_left_to_the_whole(tmp_path: Path) -> None:
    extra = "id:ache-drug skos:broader id:ache-dug ."
    root = base(tmp_path / "kb", topic("ache"), topic("burn"), extra=extra)

    with pytest.raises(NeedsWholeError, match="not declared"):
        by_slices(root)


def test_a_derivation_that_looks_at_all_articles_is_left_to_the_whole(tmp_path: Path) -> None:
    root = base(tmp_path / "kb", topic("ache"), topic("burn"))
    query = """# kb:after:
PREFIX kb: <https://w3id.org/kbtool/ns#>
CONSTRUCT { ?claim kb:beside ?other } WHERE { ?claim a kb:Claim . ?other a kb:Claim }
"""
    (root / "kb" / "derivations" / "beside.rq").write_text(query, encoding="utf-8")

    with pytest.raises(NeedsWholeError, match="beside"):
        by_slices(root)
