"""A fixed sample of slips in a first knowledge base: none passes in silence. `make mutants` makes the others."""

from __future__ import annotations

from pathlib import Path

from tests.mutants.__main__ import listing, sample, table
from tests.mutants.generation import mutants, read_exemptions, read_operators
from tests.mutants.judging import Outcome, judged
from tests.mutants.walkthrough import walkthrough

SIZE, SEED = 20, 0


def test_no_slip_of_the_sample_passes_in_silence(tmp_path: Path) -> None:
    base = walkthrough(tmp_path)
    some = sample(list(mutants(base, read_operators(), SEED)), SIZE, SEED)
    results = list(judged([base], some, read_exemptions()))
    told = [result for result in results if result.outcome is Outcome.TOLD]
    assert not [r for r in results if r.outcome is Outcome.SILENT], listing(results)
    assert len(told) >= 0.9 * SIZE, table(results)
