"""A copy of the knowledge base to break."""

from __future__ import annotations

import gc
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cases import Case, lay_out
from commands import ROOT
from kbtool.io.kept import FOLDER, keep_in
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from signing import UNSIGNED

settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


def pytest_configure() -> None:
    """It is noon where the tests run: what they expect and what commands write is of one day, whenever somebody begins them."""
    if (
        hasattr(time, "tzset") and "PYTEST_XDIST_WORKER" not in os.environ
    ):  # a worker has that of all
        os.environ["TZ"] = f"NOON{datetime.now(UTC).hour - 12:+d}"
        time.tzset()


def pytest_collection_finish() -> None:
    """What is collected stays, and a knowledge base is many objects of which few go before the next: collecting them at
    every turn takes an eighth of the time of what opens one."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def results_kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Commands keep results in a folder of the tests, one for all that run at a time, and not in that of the user."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "kept"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER, str(folder))
        # More than a user's: else what is kept of the shipped one would make room for that of many small ones.
        patch.setattr("kbtool.io.kept._MOST", 1_000_000_000)
        yield


@contextmanager
def keeping() -> Iterator[None]:
    """What is opened in this process is kept, and what was kept is used, as commands do."""
    keep_in(Path(os.environ[FOLDER]))
    try:
        yield
    finally:
        keep_in(None)


@pytest.fixture(scope="session")
def shipped(results_kept: None) -> KnowledgeBase:
    """The project's own knowledge base, opened once for all tests that only read it."""
    with keeping():
        return open_knowledge_base(ROOT)


@pytest.fixture
def shipped_copy(tmp_path: Path) -> Path:
    """A copy of the project's knowledge, rules and articles."""
    folder = tmp_path / "project"
    for name in ("kb", "shapes", "sources"):
        shutil.copytree(ROOT / name, folder / name, ignore=UNSIGNED)
    return folder


@pytest.fixture
def project(shipped_copy: Path) -> Path:
    """The same, for a test to break."""
    return shipped_copy


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A knowledge base of an article without claims, for what a command does whatever it is about."""
    return lay_out(Case("", "", ()), tmp_path / "project")


@pytest.fixture(autouse=True)
def straight_to_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy of the machine stands between a test and its own server."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
