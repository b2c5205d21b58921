"""A small knowledge base, served once for all tests that only ask."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser import browser
from commands import ROOT
from example import two_articles
from kbtool.api import check, load
from kbtool.reports.pages.site import Site
from kbtool.reports.views import KnowledgeBase
from served import Served, serving


@pytest.fixture(scope="session")
def small_base_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a knowledge base of two articles, with two named queries; not to be changed."""
    root = two_articles(tmp_path_factory.mktemp("served"))
    (root / "kb" / "queries").mkdir()
    for name in ("claims-by-verdict.rq", "claims-about.rq"):
        shutil.copy(ROOT / "kb" / "queries" / name, root / "kb" / "queries" / name)
    shutil.copy(ROOT / "kb" / "language.ttl", root / "kb" / "language.ttl")
    return root


@pytest.fixture(scope="session")
def small_base(small_base_root: Path) -> KnowledgeBase:
    """It, opened."""
    return load(small_base_root)


@pytest.fixture(scope="session")
def site(small_base: KnowledgeBase) -> Site:
    """Its pages."""
    return Site(small_base, check(small_base))


@pytest.fixture(scope="session")
def served(site: Site) -> Iterator[Served]:
    """It, served to everybody on this machine."""
    with serving(site, seconds=2, rows=1000, cors=("https://reader.example",)) as server:
        yield server


@pytest.fixture(scope="module")
def root(small_base_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base that the tests of a module may change."""
    return Path(shutil.copytree(small_base_root, tmp_path_factory.mktemp("changed") / "project"))


@pytest.fixture(scope="module")
def deciding(root: Path) -> Iterator[Served]:
    """It, served to those who decide."""
    base = load(root)
    with serving(Site(base, check(base)), decisions=True, seconds=10) as server:
        yield server


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with browser() as opened:
        yield opened
