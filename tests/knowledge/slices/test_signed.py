"""What is not as it was signed is told of a slice as a check of everything tells it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from articles import article, base, topic
from kbtool.checks.covering import check_by_slices
from kbtool.checks.run import check
from kbtool.checks.selection import narrowed, within
from kbtool.checks.yielding import without_consequences
from kbtool.io import kept
from kbtool.io.kept import keep_in
from kbtool.io.workspace import find_workspace
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.files import read_file
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.reports.findings.json import render
from signing import replaced, signed

DAY = date(2026, 1, 1)
NEW = "id:some-people a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path) -> Iterator[Path]:
    """A folder for results that are kept."""
    before = kept._InUse.folder
    keep_in(tmp_path / "kept")
    yield tmp_path / "kept"
    keep_in(before)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three articles of their own, signed; of two the evidence was changed since, of the third it is gone."""
    topics = [topic(name) for name in ("ache", "burn", "cough")]
    made = signed(base(tmp_path / "kb", *topics))
    for name in ("ache", "burn"):
        replaced(made / "kb" / f"{name}.ttl", "did no better", "did no worse")
    text = (made / "kb" / "cough.ttl").read_text(encoding="utf-8")
    start = text.index("id:e-cough a ")
    (made / "kb" / "cough.ttl").write_text(text[:start], encoding="utf-8")
    with (made / "kb" / "extra.ttl").open("a", encoding="utf-8") as file:
        file.write(f'\n{NEW} "some people" .\n')
    return made


def told(kb: KnowledgeBase, path: Path | None = None) -> str:
    """What a check says of everything, or of an article."""
    report = check(kb, list(kb.rules))
    report = report if path is None else narrowed(report, within(kb, [path.resolve()]))
    return render(without_consequences(kb.store, report), None)  # type: ignore[arg-type]


def test_an_article_is_told_of_what_it_rests_on_and_of_all_that_is_gone(root: Path) -> None:
    whole = told(open_knowledge_base(root, today=DAY), article(root, "ache"))
    part = told(
        open_knowledge_base(root, today=DAY, articles=[article(root, "ache")]),
        article(root, "ache"),
    )

    assert part == whole
    assert '"code": "S160"' in whole and "id/e-ache" in whole and "id/e-burn" not in whole
    assert "It was signed, and is gone: id:e-cough (kb/cough.ttl)." in whole
    assert "S162" not in whole


def test_slices_tell_what_a_check_of_everything_tells(root: Path) -> None:
    workspace = find_workspace(root)

    def one(cutter: object) -> tuple[KnowledgeBase, object]:
        kb = open_knowledge_base(root, today=DAY, cutter=cutter)  # type: ignore[arg-type]
        return kb, without_consequences(kb.store, check(kb, list(kb.rules)))

    covered = check_by_slices(
        workspace,
        workspace.knowledge_files(),
        lambda path: read_file(workspace, path),
        one,  # type: ignore[arg-type]
        memory=4000,
        at_once=1,
        most=1,
    )

    whole = told(open_knowledge_base(root, today=DAY))
    assert render(covered.report, None) == whole  # type: ignore[arg-type]
    assert whole.count('"code": "S160"') == 2
    assert whole.count('"code": "S161"') == whole.count('"code": "S162"') == 1


def test_what_is_signed_in_between_is_not_told_by_what_is_kept(root: Path) -> None:
    for articles in (None, [article(root, "ache")]):
        assert "S160" in told(open_knowledge_base(root, today=DAY, articles=articles))

    signed(root)

    for articles in (None, [article(root, "ache")]):
        assert "S16" not in told(open_knowledge_base(root, today=DAY, articles=articles))


def test_nothing_follows_where_nothing_was_ever_signed(root: Path) -> None:
    (root / "kb" / "signed.tsv").unlink()

    assert "S16" not in told(open_knowledge_base(root, today=DAY))
