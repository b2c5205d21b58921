"""The tables of kb/levels.ttl: what each row says is what is derived, and each row names its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from cases import PREFIXES, ROOT
from kbtool.knowledge.derive.queries import constructed
from kbtool.rdf.namespaces import GRAPH, ID, KB, Names, curie
from kbtool.rdf.store import build_store, read_turtle
from kbtool.rdf.terms import objects, text

LEVELS = build_store([read_turtle(ROOT / "kb" / "levels.ttl", "levels.ttl", GRAPH("levels"))])


def rows(kind: str) -> list[dict[str, str]]:
    """The rows of a table: the local names and texts of their properties. One for several sections is one for each."""
    found: list[dict[str, str]] = []
    for quad in LEVELS.quads_for_pattern(None, None, KB(kind), None):
        row, sections = {}, []
        for said in LEVELS.quads_for_pattern(quad.subject, None, None, None):
            name = curie(said.predicate.value).partition(":")[2]
            local = getattr(said.object, "value", "").rpartition("#")[2]
            if name == "section":
                sections.append({"section": local})
            else:
                row[name] = local
        found.extend({**row, **section} for section in sections or [{}])
    return sorted(found, key=lambda row: sorted(row.items()))


def derived(turtle: str, tmp_path: Path, *queries: str) -> ox.Store:
    """The tables and some Turtle, with what these derivations make of them."""
    file = tmp_path / "case.ttl"
    file.write_text(PREFIXES + turtle, encoding="utf-8")
    levels = read_turtle(ROOT / "kb" / "levels.ttl", "levels.ttl", GRAPH("levels"))
    store = build_store([levels, read_turtle(file, "case.ttl", GRAPH("case"))])
    for name in queries:
        path = ROOT / "kb" / "derivations" / f"{name}.rq"
        store.extend(constructed(store, path, path.read_text(encoding="utf-8"), Names()))
    return store


KINDS = ("LevelAssignment", "Authority", "Corroboration")
OXFORD = {"TreatmentBenefit", "Harm", "Prevalence", "Prognosis", "Diagnosis"}
"""The types of question that have a line in the Oxford table."""


@pytest.mark.parametrize("kind", [*KINDS, "StarRating"])
def test_each_row_names_its_source(kind: str) -> None:
    assert rows(kind)
    for row in rows(kind):
        assert row["source"]
        assert row.get("locator") or row.get("reason")


@pytest.mark.parametrize("kind", KINDS)
def test_each_row_that_cites_no_table_has_a_reason(kind: str) -> None:
    for row in rows(kind):
        if not row["source"].endswith("/ocebm-2011"):
            assert row["source"] == "convention of kbtool"
            assert row["reason"].endswith("."), row


def test_only_the_types_of_question_that_the_oxford_table_has_cite_it() -> None:
    cite = {
        row["questionType"]
        for row in rows("LevelAssignment")
        if row["source"].endswith("/ocebm-2011")
    }
    assert cite == OXFORD


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_rows_are_for_one_question_design_and_condition(kind: str) -> None:
    conditions = ("controlled", "predicate", "section")
    cells = Counter(
        (row["questionType"], row["design"], *(row.get(name) for name in conditions))
        for row in rows(kind)
    )
    assert not [cell for cell, number in cells.items() if number > 1]


def test_what_only_corroborates_has_no_level_and_is_no_authority() -> None:
    decide = {
        (row["questionType"], row["design"])
        for kind in ("LevelAssignment", "Authority")
        for row in rows(kind)
    }
    only = {(row["questionType"], row["design"]) for row in rows("Corroboration")}
    assert not decide & only


def evidence(kind: str) -> Iterator[str]:
    """For each row, an item of evidence of its design on a question of its type, and its line."""
    for number, row in enumerate(rows(kind)):
        predicate = f"kb:{row['predicate']}" if "predicate" in row else f"id:is-{number}"
        limits = f" ; kb:controlled {row['controlled']}" if "controlled" in row else ""
        if row.get("section", "SectionNotStated") != "SectionNotStated":
            limits += f" ; kb:section kb:{row['section']}"
        yield f"""
kb:{row["questionType"]} kb:requiredLevel 3 ; kb:checkable true .
{predicate} kb:questionType kb:{row["questionType"]} .
id:p-{number} kb:predicate {predicate} .
id:e-{number} a kb:Evidence ; kb:supports id:p-{number} ; kb:design kb:{row["design"]}{limits} .
id:c-{number} a kb:Claim ; kb:asserts id:p-{number} .
id:l-{number} a kb:EvidenceLine ; kb:evidence id:e-{number} ; kb:claim id:c-{number} .
"""


def test_each_level_is_derived_as_its_row_says(tmp_path: Path) -> None:
    turtle = "".join(evidence("LevelAssignment"))
    store = derived(turtle, tmp_path, "weights", "question-types", "tiers")
    for number, row in enumerate(rows("LevelAssignment")):
        assert text(store, ID(f"e-{number}"), KB("level")) == row["level"], row
        assert text(store, ID(f"l-{number}"), KB("tier")) == row["level"], row


def test_each_authority_decides_from_its_section_at_the_tier_of_its_row(tmp_path: Path) -> None:
    turtle = "".join(evidence("Authority"))
    store = derived(turtle, tmp_path, "weights", "question-types", "tiers")
    for number, row in enumerate(rows("Authority")):
        line = ID(f"l-{number}")
        assert text(store, line, KB("tier")) == row.get("authorityTier", "0"), row
        assert text(store, line, KB("needsWarrant")) == row["needsWarrant"], row


def test_an_authority_has_no_say_from_another_section(tmp_path: Path) -> None:
    turtle = """
kb:Mechanism kb:requiredLevel 3 ; kb:checkable true .
id:is kb:questionType kb:Mechanism .
id:p kb:predicate id:is .
id:e a kb:Evidence ; kb:supports id:p ; kb:design kb:DrugLabel ; kb:section kb:AdverseReactionsSection .
id:c a kb:Claim ; kb:asserts id:p .
id:l a kb:EvidenceLine ; kb:evidence id:e ; kb:claim id:c .
"""
    store = derived(turtle, tmp_path, "weights", "question-types", "tiers", "without-level")
    assert text(store, ID("l"), KB("tier")) is None
    assert objects(store, ID("e"), KB("withoutLevelFor")) == [KB("Mechanism")]


def test_a_design_that_only_corroborates_is_not_told_as_a_fault(tmp_path: Path) -> None:
    store = derived("".join(evidence("Corroboration")), tmp_path, "weights", "without-level")
    for number, row in enumerate(rows("Corroboration")):
        assert objects(store, ID(f"e-{number}"), KB("withoutLevelFor")) == [], row


def star_case(number: int, row: dict[str, str], **short: bool) -> str:
    """A claim that just meets the conditions of a row; or falls short of one of them."""
    references = int(row["minReferences"]) - short.get("references", False)
    tier = int(row.get("weakestTier", 2)) + short.get("tier", False)
    seen = (
        "SeenAtSource" if "needsSeenAtSource" in row and not short.get("seen") else "SeenSecondHand"
    )
    verdict = "Conflicting" if short.get("split") else "Supported"
    turtle = f"id:c-{number} a kb:Claim ; kb:judgedAs id:c-{number} ; kb:computedVerdict kb:{verdict} .\n"
    if "needsDecision" in row and not short.get("decision"):
        turtle += f"id:c-{number} kb:decidedBy id:decision .\n"
    for reference in range(references):
        name = f"{number}-{reference}"
        turtle += f"""
id:l-{name} kb:decisive true ; kb:claim id:c-{number} ; kb:tier {tier} ; kb:evidence id:e-{name} .
id:e-{name} cito:citesAsEvidence id:r-{name} ; kb:verification kb:{seen} .
id:r-{name} kb:verification kb:{seen} .
"""
    return turtle


def stars(tmp_path: Path, turtle: str, number: int) -> int:
    found = objects(derived(turtle, tmp_path, "stars"), ID(f"c-{number}"), KB("stars"))
    assert len(found) == 1
    return int(getattr(found[0], "value", ""))


@pytest.mark.parametrize("row", rows("StarRating"), ids=lambda row: f"{row['stars']}-stars")
def test_each_rating_is_given_where_its_conditions_are_met(
    row: dict[str, str], tmp_path: Path
) -> None:
    assert stars(tmp_path, star_case(1, row), 1) == int(row["stars"])


@pytest.mark.parametrize(
    ("rating", "short"),
    [
        (row, short)
        for row in rows("StarRating")
        for short, applies in {
            "references": row["minReferences"] != "0",
            "tier": "weakestTier" in row,
            "seen": "needsSeenAtSource" in row,
            "split": row["maySplit"] == "false",
            "decision": "needsDecision" in row,
        }.items()
        if applies
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value['stars']}-stars",
)
def test_no_rating_is_given_where_one_condition_is_missing(
    rating: dict[str, str], short: str, tmp_path: Path
) -> None:
    assert stars(tmp_path, star_case(1, rating, **{short: True}), 1) < int(rating["stars"])
