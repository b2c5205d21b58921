"""Graphs drawn by dot, where it is installed."""

from __future__ import annotations

import shutil

import pytest

from kbtool.io.graphviz import draw


@pytest.mark.skipif(shutil.which("dot") is None, reason="graphviz is not installed")
def test_each_graph_is_one_picture() -> None:
    drawn = draw(['digraph { a [label="One"] }', 'digraph { a [label="Two & three"] }'])
    assert drawn is not None
    assert [picture.startswith("<svg") for picture in drawn] == [True, True]
    assert "Two &amp; three" in drawn[1]


@pytest.mark.skipif(shutil.which("dot") is None, reason="graphviz is not installed")
def test_what_is_no_graph_is_no_picture() -> None:
    assert draw(["digraph {"]) is None


def test_without_dot_there_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert draw(["digraph { a }"]) is None
