"""Why two claims do or do not conflict."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import Case, lay_out
from commands import kbtool
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.comparison import Comparison, compare_claims
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import ID

ARTICLE = "Nothing to see here: 2 Hour, 120 Minute, 5 Hour, 3 to 5 hours, 4 to 8 hours."
PROPOSITIONS = {
    "treats": "kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain",
    "improves": "kb:subject id:ibuprofen ; kb:predicate kb:improves ; kb:object id:pain",
    "worsens": "kb:subject id:ibuprofen ; kb:predicate kb:worsens ; kb:object id:pain",
    "headache": "kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:headache",
    "fever": "kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:fever",
    "bleeds": "kb:subject id:ibuprofen ; kb:predicate kb:hasAdverseEffect ; kb:object id:stomach-bleeding",
    "experiment": "kb:subject id:ibuprofen ; kb:predicate kb:experimentalFor ; kb:object id:pain",
    "blocks": "kb:subject id:ibuprofen ; kb:predicate kb:antagonist ; kb:object id:receptor ; kb:granularity kb:MolecularTarget"
    " ; kb:explains id:p-tunes",
    "tunes": "kb:subject id:ibuprofen ; kb:predicate kb:modulates ; kb:object id:pathway ; kb:granularity kb:Circuit",
    "eases": "kb:subject id:ibuprofen ; kb:predicate kb:modulates ; kb:object id:fever ; kb:granularity kb:Circuit",
    "route": "kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain ; kb:route id:oral",
}
RANGE = 'kb:low {0} ; kb:high {1} ; kb:unit kb:Hour ; kb:asPrinted "{0} to {1} hours"'
QUANTITIES = {"lasts": "kb:durationOfEffect", "onset": "kb:onsetOfEffect"}


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    turtle = 'id:oral a kb:Concept ; skos:prefLabel "oral" .\n'
    for name, parts in PROPOSITIONS.items():
        turtle += f"id:p-{name} a kb:Proposition ; {parts} .\n"
        turtle += claim(f"{name}", f"kb:asserts id:p-{name}") + claim(
            f"not-{name}", f"kb:denies id:p-{name}"
        )
    for name, measure in QUANTITIES.items():
        turtle += f"id:q-{name} a kb:Quantity ; kb:subject id:ibuprofen ; kb:measure {measure} .\n"
        for value, unit in (("2", "Hour"), ("120", "Minute"), ("5", "Hour")):
            printed = f"{value} {unit}"
            figure = f'kb:value {value} ; kb:unit kb:{unit} ; kb:asPrinted "{printed}"'
            turtle += claim(f"{name}-{value}", f"kb:gives id:q-{name} ; {figure}", printed)
        for which, low, high in (("range", 3, 5), ("longer", 4, 8)):
            gives = f"kb:gives id:q-{name} ; {RANGE.format(low, high)}"
            turtle += claim(f"{name}-{which}", gives, f"{low} to {high} hours")
    turtle += claim("may-treat", "kb:asserts id:p-treats").replace("Categorical", "Hedged")
    root = tmp_path_factory.mktemp("comparison") / "project"
    return open_knowledge_base(lay_out(Case("E01", turtle, (), article=ARTICLE), root))


def claim(name: str, states: str, quote: str = "Nothing") -> str:
    return (
        f'id:c-{name} a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "{quote}" ; {states} ;'
        " kb:certainty kb:Categorical .\n"
    )


def compared(kb: KnowledgeBase, one: str, other: str) -> Comparison:
    return compare_claims(kb, ID(f"c-{one}"), ID(f"c-{other}"))


@pytest.mark.parametrize(
    ("one", "other", "conflict", "because"),
    [
        ("treats", "not-treats", True, "One asserts what the other denies."),
        ("treats", "treats", False, "Both assert the same."),
        ("not-treats", "not-treats", False, "Both deny the same."),
        ("improves", "worsens", True, "“improves” and “worsens” are opposite."),
        ("not-improves", "not-worsens", False, "two denials can both be true"),
        ("treats", "fever", False, "not comparable: object differs"),
        ("blocks", "tunes", False, "the first accounts for the second at a finer level"),
        ("tunes", "blocks", False, "the second accounts for the first at a finer level"),
        ("blocks", "eases", False, "at different levels, molecular target and circuit"),
        ("treats", "route", False, "not comparable: route differs"),
        ("treats", "lasts-2", False, "One states a proposition, the other gives a figure."),
        ("lasts-2", "lasts-120", False, "The values overlap."),
        ("lasts-2", "lasts-5", True, "The values have nothing in common."),
        ("lasts-2", "onset-5", False, "different questions: measure differs"),
    ],
)
def test_two_claims(kb: KnowledgeBase, one: str, other: str, conflict: bool, because: str) -> None:
    for first, second in ((one, other), (other, one)):
        found = compared(kb, first, second)
        assert found.conflict == conflict
    assert because in compared(kb, one, other).because


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        ("treats", "may-treat", "The first states as a fact what the second hedges."),
        ("may-treat", "treats", "The second states as a fact what the first hedges."),
        ("treats", "experiment", "the second limits what a reader takes from the first."),
        ("experiment", "treats", "the first limits what a reader takes from the second."),
        ("lasts-range", "lasts-longer", "The values overlap, and the second reaches further."),
        ("lasts-longer", "lasts-range", "The values overlap, and the first reaches further."),
    ],
)
def test_two_claims_that_pull_against_each_other(
    kb: KnowledgeBase, one: str, other: str, because: str
) -> None:
    found = compared(kb, one, other)
    assert (found.conflict, found.tension) == (False, True)
    assert because in found.because


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("may-treat", "experiment"),
        ("lasts-2", "lasts-range"),
        ("blocks", "tunes"),
        ("treats", "treats"),
    ],
)
def test_two_claims_that_do_not_pull(kb: KnowledgeBase, one: str, other: str) -> None:
    assert not compared(kb, one, other).tension


def test_a_part_that_is_left_open_and_one_that_is_narrower(kb: KnowledgeBase) -> None:
    relations = {facet.name: facet.relation for facet in compared(kb, "treats", "route").facets}
    assert relations["route"] == "the first leaves it open"
    assert relations["subject"] == "the same"


def test_values_are_shown_in_the_unit_of_the_first(kb: KnowledgeBase) -> None:
    assert compared(kb, "lasts-2", "lasts-120").values == (
        "“2 Hour” stands for 1.5 to 2.5 (hour)",
        "“120 Minute” stands for 1.9917 to 2.0083 (hour)",
    )


def test_every_conflict_that_check_reports_between_claims_is_one(kb: KnowledgeBase) -> None:
    names = [*PROPOSITIONS, *(f"not-{name}" for name in PROPOSITIONS)]
    conflicts = {(a, b) for a in names for b in names if compared(kb, a, b).conflict}
    assert {(b, a) for a, b in conflicts} == conflicts
    assert ("improves", "worsens") in conflicts


def test_the_command_prints_both_sides(tmp_path: Path) -> None:
    turtle = f"id:p-treats a kb:Proposition ; {PROPOSITIONS['treats']} .\n"
    turtle += claim("one", "kb:asserts id:p-treats") + claim("other", "kb:denies id:p-treats")
    root = lay_out(Case("E01", turtle, (), article=ARTICLE), tmp_path / "project")
    result = kbtool("explain", "c-one", "c-other", cwd=root)
    assert result.returncode == 0
    assert result.stdout.splitlines()[7:9] == [
        "They conflict.",
        "  One asserts what the other denies.",
    ]
    unknown = kbtool("explain", "c-one", "c-othr", cwd=root)
    assert (unknown.returncode, "did you mean c-other" in unknown.stderr) == (2, True)
