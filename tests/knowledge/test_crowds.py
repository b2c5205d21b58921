"""Many claims against many on one proposition: one finding for each side, not one for each pair."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from cases import lay_out
from kbtool.checks.run import check
from kbtool.knowledge.loading import open_knowledge_base
from tests.bench.crowd import crowd


@pytest.mark.parametrize("documents", [1, 2])
@pytest.mark.parametrize("size", [2, 60])
def test_a_crowd_is_one_finding_for_each_side(documents: int, size: int, tmp_path: Path) -> None:
    kb = open_knowledge_base(lay_out(crowd(size, documents=documents), tmp_path / "project"))
    conflicts = [rule for rule in kb.rules if rule.code.startswith("X")]
    found = check(kb, conflicts).findings
    assert len(found) == 2
    assert {finding.code for finding in found} == {"X01" if documents == 1 else "X02"}
    assert all(f"({size} claims against {size})" in finding.message for finding in found)
    assert [finding.claim and finding.claim.rpartition("/")[2] for finding in found] == [
        "asserts-0",
        "denies-0",
    ]
    assert len({finding.fingerprint for finding in found}) == 2
    for mine, theirs in zip(found, reversed(found), strict=True):
        assert mine.related[0].iri == theirs.claim
        assert len(mine.related) == min(size, 20)


def test_one_against_many_is_one_finding(tmp_path: Path) -> None:
    case = crowd(1, documents=2)
    more = (
        '\nid:more a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "ibuprofen treats" ; '
        "kb:asserts id:p ; kb:certainty kb:Hedged ."
    )
    case = replace(case, turtle=case.turtle + more)
    kb = open_knowledge_base(lay_out(case, tmp_path / "project"))
    conflicts = [rule for rule in kb.rules if rule.code == "X02"]
    (finding,) = check(kb, conflicts).findings
    assert finding.claim == "https://w3id.org/kbtool/id/asserts-0"
    assert [other.iri for other in finding.related] == ["https://w3id.org/kbtool/id/denies-0"]
