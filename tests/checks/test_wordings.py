"""What to write about a figure names the unit of the source, where the document has another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import Case, lay_out
from kbtool.api import check, load

TURTLE = """
id:q a kb:Quantity ; kb:subject id:ibuprofen ; kb:measure kb:relativeRisk ; kb:outcome id:bleeding .
id:c a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "60% higher" ; kb:certainty kb:Categorical ;
    kb:gives id:q ; kb:value 60 ; kb:unit kb:PercentIncrease ; kb:asPrinted "60%" .
id:e a kb:Evidence ; kb:gives id:q ; kb:value 3.1 ; kb:unit kb:Fold ; kb:asPrinted "3.1-fold" ;
    cito:citesAsEvidence id:trial-a ; kb:design kb:RegisterCohort ;
    kb:finding "Relative risk 3.1." ; kb:verification kb:SeenAtSource .
"""


def told(turtle: str, tmp_path: Path, rule: str) -> str:
    case = Case(rule, turtle, (), article="The risk is 60% higher.")
    (finding,) = check(load(lay_out(case, tmp_path / "project")), select=[rule]).findings
    return finding.suggestion


def test_the_unit_of_what_is_on_file_stands_behind_it(tmp_path: Path) -> None:
    assert told(TURTLE, tmp_path, "X06").endswith("Relative risk 3.1 (in fold).")


def test_one_unit_is_not_told(tmp_path: Path) -> None:
    same = TURTLE.replace("3.1 ; kb:unit kb:Fold", "210 ; kb:unit kb:PercentIncrease")
    assert told(same.replace("3.1-fold", "210%"), tmp_path, "X06").endswith("Relative risk 3.1.")


@pytest.mark.parametrize("printed", ["60-fold", "60 times"])
def test_a_unit_that_was_lost_is_told_as_the_source_prints_it(tmp_path: Path, printed: str) -> None:
    lost = TURTLE.replace("kb:value 3.1", "kb:value 60").replace("3.1-fold", printed)
    assert f"in the unit of the source, as in “{printed}”" in told(lost, tmp_path, "X10")
