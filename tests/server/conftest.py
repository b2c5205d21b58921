"""A small knowledge base, served once for all tests that only ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from example import two_articles
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from served import Served, serving


@pytest.fixture(scope="session")
def small_base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """A knowledge base of two articles."""
    return open_knowledge_base(two_articles(tmp_path_factory.mktemp("served")))


@pytest.fixture(scope="session")
def served(small_base: KnowledgeBase) -> Iterator[Served]:
    """It, served to everybody on this machine."""
    with serving(small_base, seconds=2, rows=1000, cors=("https://reader.example",)) as server:
        yield server
