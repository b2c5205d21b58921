"""Slips in what somebody has signed: each is told, and how a file is written is none."""

from __future__ import annotations

from pathlib import Path

import pytest

import kbtool
from cases import Case, lay_out
from commands import ROOT
from example import ARTICLE, TURTLE
from signing import signed
from tests.mutants.__main__ import sample
from tests.mutants.base import Base
from tests.mutants.generation import Mutant, mutants, read_operators
from tests.mutants.signing import BySignOff, SignedBase, written_otherwise
from tests.mutants.walkthrough import walkthrough


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """The knowledge base of the tutorial."""
    return walkthrough(tmp_path_factory.mktemp("walk-through"))


@pytest.fixture(scope="module")
def shipped() -> Base:
    """The project's own."""
    return Base.read("shipped", ROOT)


def some(base: Base, size: int, seed: int) -> list[Mutant]:
    """Some mutants, of as many operators as there are."""
    return sample(list(mutants(base, read_operators(), seed)), size, seed)


@pytest.mark.parametrize(("name", "size"), [("first", 150), ("shipped", 60)])
def test_each_slip_is_told(name: str, size: int, request: pytest.FixtureRequest) -> None:
    base = request.getfixturevalue(name)
    all_signed = SignedBase(base)

    told = {mutant: all_signed.tells(mutant.change) for mutant in some(base, size, 3)}

    assert len(told) == size
    assert not [m for m, by in told.items() if by is BySignOff.NOTHING]
    only_new = {mutant.operator for mutant, by in told.items() if by is BySignOff.NEW}
    assert len(only_new) < 0.1 * len({mutant.operator for mutant in told})


@pytest.mark.parametrize("name", ["first", "shipped"])
def test_layout_order_and_prefixes_are_no_slip(name: str, request: pytest.FixtureRequest) -> None:
    base = request.getfixturevalue(name)
    otherwise = written_otherwise(base)

    assert otherwise.keys() == base.texts.keys()
    assert all(otherwise[file] != text for file, text in base.texts.items())
    assert SignedBase(base).differing(otherwise) == []


def test_a_check_finds_what_is_told_here(tmp_path: Path) -> None:
    case = Case("S01", TURTLE, (), article=ARTICLE)
    root = signed(lay_out(case, tmp_path / "project"))
    base = Base.read("example", root)
    wanted = (
        "drop",
        "date: a year later",
        "text of another node",
        "words: two digits exchanged in text",
    )
    chosen = [m for m in mutants(base, read_operators(), 0) if m.operator in wanted][::9]
    assert len(chosen) > 4

    for mutant in chosen:
        changed = mutant.change.files(base)
        for name, text in changed.items():
            (root / name).write_text(text, encoding="utf-8")
        found = kbtool.check(kbtool.load(root), select=["S160"]).findings
        for name in changed:
            (root / name).write_text(base.texts[name], encoding="utf-8")
        assert mutant.change.nodes & {finding.node for finding in found}
        assert SignedBase(base).tells(mutant.change) is BySignOff.TOLD
