"""Where evidence is split, a finding says on which side each item is, and its first few are of both."""

from __future__ import annotations

from pathlib import Path

from cases import Case, lay_out
from kbtool.api import check, load

ITEM = """
id:e-{number} a kb:Evidence ; kb:{way} id:p ; cito:citesAsEvidence id:trial-{trial} ;
    kb:design kb:RandomizedControlledTrial ; kb:finding "Found." ; kb:verification kb:SeenAtSource .
"""
TURTLE = """
id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain .
id:c a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Ibuprofen treats pain" ; kb:asserts id:p ;
    kb:certainty kb:Categorical .
""" + "".join(
    ITEM.format(number=number, way=way, trial=trial)
    for number, way, trial in (
        (1, "disputes", "b"),
        (2, "disputes", "b"),
        (3, "supports", "a"),
    )
)


def test_each_item_says_its_side_and_both_come_first(tmp_path: Path) -> None:
    root = lay_out(
        Case("X07", TURTLE, (), article="Ibuprofen treats pain. It may help fever."),
        tmp_path / "project",
    )
    for rule in ("X07", "O02"):
        (split,) = check(load(root), select=[rule]).findings
        sides = [other.message.partition(" Found")[0] for other in split.related]
        assert sides == ["against it:", "for it:", "against it:"]


def test_a_finding_with_one_side_does_not_name_it(tmp_path: Path) -> None:
    one_sided = TURTLE.replace("kb:supports", "kb:disputes")
    root = lay_out(
        Case("X05", one_sided, (), article="Ibuprofen treats pain. It may help fever."),
        tmp_path / "project",
    )
    (refuted,) = [finding for finding in check(load(root)).findings if finding.code == "X05"]
    assert not any("against it" in other.message for other in refuted.related)
