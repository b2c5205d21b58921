"""A small knowledge base, served once for all tests that only ask."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from commands import ROOT
from example import two_articles
from kbtool.checks.run import check
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.reports.pages.site import Site
from served import Served, serving


@pytest.fixture(scope="session")
def small_base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """A knowledge base of two articles, with two named queries."""
    root = two_articles(tmp_path_factory.mktemp("served"))
    (root / "kb" / "queries").mkdir()
    for name in ("claims-by-verdict.rq", "claims-about.rq"):
        shutil.copy(ROOT / "kb" / "queries" / name, root / "kb" / "queries" / name)
    shutil.copy(ROOT / "kb" / "language.ttl", root / "kb" / "language.ttl")
    return open_knowledge_base(root)


@pytest.fixture(scope="session")
def site(small_base: KnowledgeBase) -> Site:
    """Its pages."""
    return Site(small_base, check(small_base, tuple(small_base.rules)))


@pytest.fixture(scope="session")
def served(site: Site) -> Iterator[Served]:
    """It, served to everybody on this machine."""
    with serving(site, seconds=2, rows=1000, cors=("https://reader.example",)) as server:
        yield server
