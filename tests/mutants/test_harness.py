"""The mutation harness: what counts as told, as shown elsewhere, as silent and as exempt."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import Case, lay_out
from tests.mutants.__main__ import listing, table
from tests.mutants.base import Base
from tests.mutants.generation import (
    EDITS,
    Exemption,
    Mutant,
    Operator,
    mutants,
    read_exemptions,
    read_operators,
)
from tests.mutants.grouping import groups
from tests.mutants.judging import Judge, Judged, Outcome, judged

TURTLE = """
id:treats a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain .
id:c a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "It treats pain" ; kb:asserts id:treats ; kb:certainty kb:Categorical ;
    rdfs:comment "Somebody's note." .
id:e a kb:Evidence ; kb:disputes id:treats ; cito:citesAsEvidence id:trial-a ; kb:design kb:RandomizedControlledTrial ;
    kb:finding "Pain was less in few." ; kb:verification kb:SeenAtSource .
"""
TAKEN_OUT = Operator("drop", "statement", "drop", kinds=("Claim", "Evidence"))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    case = Case("S01", TURTLE, (), article="It treats pain.")
    return Base.read("small", lay_out(case, tmp_path_factory.mktemp("kb") / "project"))


@pytest.fixture(scope="module")
def judge(base: Base, tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return Judge(base, tmp_path_factory.mktemp("judged"))


def without(base: Base, kind: str, name: str) -> Mutant:
    """The mutant that leaves a property out."""
    found = mutants(base, [TAKEN_OUT], seed=0)
    return next(m for m in found if (m.kind, m.property) == (kind, name))


def test_a_new_finding_on_the_node_tells_a_mutant(base: Base, judge: Judge) -> None:
    assert judge.judge(without(base, "Claim", "oa:exact")) == (Outcome.TOLD, "A07 S07")


def test_an_error_tells_a_mutant(base: Base, judge: Judge) -> None:
    cut = Operator("cut", "node", "substitute", {"pattern": '"', "to": ""}, kinds=("Claim",))
    (mutant,) = mutants(base, [cut], seed=0)
    outcome, by = judge.judge(mutant)
    assert outcome is Outcome.TOLD
    assert by.startswith("exit 2: ")


def test_what_changes_nothing_is_silent(base: Base, judge: Judge) -> None:
    assert judge.judge(without(base, "Claim", "rdfs:comment")) == (Outcome.SILENT, "")


def test_what_only_changes_a_verdict_shows_elsewhere(base: Base, judge: Judge) -> None:
    turned = Operator(
        "invert", "statement", "other_property", {"to": {"kb:disputes": "kb:supports"}}
    )
    (mutant,) = mutants(base, [turned], seed=0)
    assert judge.judge(mutant)[0] is Outcome.ELSEWHERE


def test_an_exemption_counts_only_what_is_not_told(base: Base) -> None:
    found = [without(base, "Claim", "rdfs:comment"), without(base, "Claim", "oa:exact")]
    all_of_them = Exemption("A file that somebody could have meant.")
    results = list(judged([base], found, [all_of_them]))
    assert [result.outcome for result in results] == [Outcome.EXEMPT, Outcome.TOLD]
    assert "told 1.000 of 1, silent 0, exempt 50.0%" in table(results)
    assert "1 drop: A file that somebody could have meant." in table(results)


def test_what_is_not_told_is_listed(base: Base) -> None:
    mutant = without(base, "Claim", "rdfs:comment")
    text = listing([Judged(mutant, Outcome.SILENT, "")])
    assert "id:c: without rdfs:comment" in text


def test_a_seed_gives_the_same_mutants_each_time(base: Base) -> None:
    one, two = ([m.change.says for m in mutants(base, read_operators(), 7)] for _ in range(2))
    assert one == two


def test_each_operator_has_an_edit_and_a_name_of_its_own() -> None:
    operators = read_operators()
    assert len({operator.name for operator in operators}) == len(operators)
    assert {operator.edit for operator in operators} <= EDITS.keys()
    assert EDITS.keys() <= {operator.edit for operator in operators}


def test_each_exemption_gives_its_reason() -> None:
    assert all(exemption.reason.endswith(".") for exemption in read_exemptions())


def test_a_file_written_again_states_the_same(base: Base, tmp_path: Path) -> None:
    file = next(s.file for s in base.statements if s.subject.value.endswith("/treats"))
    (text,) = base.rewritten([], [s for s in base.statements if s.file == file][:1]).values()
    again = Base("again", tmp_path, {file: text}, {})
    assert {s.triple for s in again.statements} == {
        s.triple for s in base.statements if s.file == file
    }


def test_mutants_that_share_a_node_are_not_checked_together(base: Base) -> None:
    claim, same = without(base, "Claim", "oa:exact"), without(base, "Claim", "rdfs:comment")
    reference = Operator("drop", "statement", "drop", kinds=("Reference",))
    other = next(m for m in mutants(base, [reference], seed=0) if m.node == "id:trial-b")
    assert groups(base, [claim, same, other]) == [[claim, other], [same]]


def test_what_is_told_together_is_told_alone(base: Base, judge: Judge) -> None:
    some = [without(base, "Claim", "oa:exact"), without(base, "Evidence", "kb:finding")]
    assert judge.judge_all(some) == [judge.judge(mutant) for mutant in some]
