"""A fixed sample of slips, in a first knowledge base and in the shipped one: none is silent. `make mutants` makes the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import ROOT
from tests.mutants.__main__ import listing, sample, table
from tests.mutants.base import Base
from tests.mutants.generation import mutants, read_exemptions, read_operators
from tests.mutants.judging import Outcome, judged
from tests.mutants.walkthrough import walkthrough


@pytest.mark.parametrize(("name", "size", "seed"), [("walk-through", 16, 0), ("shipped", 5, 2)])
def test_no_slip_of_the_sample_passes_in_silence(
    tmp_path: Path, name: str, size: int, seed: int
) -> None:
    base = walkthrough(tmp_path) if name == "walk-through" else Base.read(name, ROOT)
    some = sample(list(mutants(base, read_operators(), seed)), size, seed)
    results = list(judged([base], some, read_exemptions()))
    told = [result for result in results if result.outcome is Outcome.TOLD]
    assert not [r for r in results if r.outcome is Outcome.SILENT], listing(results)
    to_tell = [result for result in results if result.outcome is not Outcome.EXEMPT]
    assert len(to_tell) >= 0.5 * size, table(results)
    assert len(told) >= 0.8 * len(to_tell), table(results)
