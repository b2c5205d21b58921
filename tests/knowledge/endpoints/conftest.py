"""Stores that run, and a knowledge base to load into them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from example import two_articles
from stores import Running, oxigraph, virtuoso


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Oxigraph's server, which all tests share."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as running:
        yield running


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    """A knowledge base of two articles."""
    root = tmp_path / "kb-of-two"
    root.mkdir()
    return two_articles(root)


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Virtuoso 7, which all tests share."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        yield running
