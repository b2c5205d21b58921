"""Cases of rules beside an article on something else: what is found of them by a slice is what a check of everything finds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from articles import PREFIXES, topic
from cases import CASES, lay_out, read_cases
from kbtool.checks.run import check
from kbtool.checks.selection import narrowed, within
from kbtool.checks.yielding import without_consequences
from kbtool.io.settings import find_settings
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.reports.findings.json import render

FILES = sorted(CASES.glob("[ACOSWX]*.toml"))
EACH = int(os.environ.get("KBTOOL_SLICE_CASES", "80"))
"""One rule in so many is tried; 1 tries all, which takes half an hour."""


def told(kb: KnowledgeBase, article: Path) -> str:
    """What a check says of an article."""
    report = narrowed(check(kb, list(kb.rules)), within(kb, [article.resolve()]))
    return render(without_consequences(kb.store, report), None)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", FILES[5::EACH], ids=lambda path: path.stem)
def test_a_case_is_told_the_same_by_a_slice(tmp_path: Path, path: Path) -> None:
    case = next(case for case in read_cases(path) if case.at)
    root = lay_out(case, tmp_path / "kb")
    articles = sorted((root / "sources").glob("**/*.txt"))
    text = f"{PREFIXES}\n{topic('ache')}"
    (root / "kb" / "ache.ttl").write_text(text, encoding="utf-8")
    (root / "sources" / "ache.txt").write_text("The ache drug helps.", encoding="utf-8")
    settings = find_settings(root)
    whole = open_knowledge_base(root, selected=settings.select, ignored=settings.ignore)

    for article in articles:
        try:
            part = open_knowledge_base(
                root, selected=settings.select, ignored=settings.ignore, articles=[article]
            )
        except NeedsWholeError:
            continue  # then it is the whole that is told
        assert told(part, article) == told(whole, article)
