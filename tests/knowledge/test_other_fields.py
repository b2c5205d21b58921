"""Tables of evidence of other fields, converted row by row: each split is found, and no side is turned round.

The table is fictional: variants of genes and response to drugs, interactions of drugs, and claims on food. Each key (all but direction,
design and reference) is a claim, and each row an item of evidence.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from judging import Judged, item, judge

TABLE = Path(__file__).with_name("other_fields.csv")
KINDS = {
    "variant": "Characteristic",
    "drug": "Treatment",
    "food": "Treatment",
    "disease": "Disorder",
}

EXPECTED = {
    "variants": {
        "variant-a influencesResponseTo drug-a disease-a": "Supported",
        "variant-a influencesResponseTo drug-a disease-b": "Refuted",
        "variant-a influencesResponseTo drug-b disease-a": "Conflicting",
        "variant-b influencesResponseTo drug-a disease-a": "Supported",  # the review outdoes the trial
        "variant-b influencesResponseTo drug-a disease-b": "NotAssessed",  # neutral alone
        "variant-b influencesResponseTo drug-b disease-a": "Insufficient",  # a case report
        "variant-b influencesResponseTo drug-b disease-b": "Supported",  # what is neutral turns nothing
        "variant-c influencesResponseTo drug-a disease-a": "Refuted",
        "variant-c influencesResponseTo drug-b disease-a": "Conflicting",
    },
    "interactions": {
        "drug-a interactsWith drug-b": "Supported",  # one case shows that it occurs
        "drug-a interactsWith drug-c": "Insufficient",  # and denies nothing
        "drug-a interactsWith drug-d": "Refuted",
        "drug-b interactsWith drug-c": "Conflicting",
        "drug-b interactsWith drug-d": "NotAssessed",
        "drug-c interactsWith drug-d": "Supported",
    },
    "health": {
        "food-a prevents disease-a": "Supported",
        "food-a prevents disease-b": "Refuted",
        "food-a causes disease-c": "Conflicting",
        "food-b prevents disease-a": "NotAssessed",
        "food-b prevents disease-b": "Insufficient",
        "food-b prevents disease-c": "Conflicting",
        "food-c associatedWith disease-a": "Supported",
    },
}


TURNED = {"supports": "disputes", "disputes": "supports", "neutralOn": "neutralOn"}


def converted(field: str, *, turned: bool = False) -> tuple[str, dict[str, str]]:
    """The rows of a field in Turtle, for and against exchanged if they are turned, and the name of the claim on each key."""
    claims: dict[str, str] = {}
    concepts: set[str] = set()
    parts: list[str] = []
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["field"] == field]
    for number, row in enumerate(rows):
        things = [row["subject"], row["object"], *([row["condition"]] if row["condition"] else [])]
        concepts.update(things)
        key = " ".join([row["subject"], row["predicate"], *things[1:]])
        if key not in claims:
            claims[key] = f"c{number}"
            scope = f" ; kb:condition id:{row['condition']}" if row["condition"] else ""
            parts.append(
                f"id:p{number} a kb:Proposition ; kb:subject id:{row['subject']} ; kb:predicate kb:{row['predicate']} ;"
                f" kb:object id:{row['object']}{scope} .\n"
                f"id:c{number} a kb:Claim ; prov:wasQuotedFrom id:article ; kb:asserts id:p{number} .\n"
            )
        proposition = claims[key].replace("c", "p", 1)
        direction = TURNED[row["direction"]] if turned else row["direction"]
        says = f"{direction} id:{proposition}"
        parts.append(item(f"e{number}", says, row["design"], reference=f"trial-{row['reference']}"))
    for name in sorted(concepts):
        kind = KINDS[name.partition("-")[0]]
        parts.append(
            f'id:{name} a kb:Concept ; kb:conceptKind kb:{kind} ; skos:prefLabel "{name}" .\n'
        )
    return "".join(parts), claims


def verdicts(field: str, *, turned: bool = False) -> dict[str, str]:
    turtle, claims = converted(field, turned=turned)
    found: Judged = judge(turtle)
    by_key: dict[str, str] = defaultdict(str)
    for key, claim in claims.items():
        (by_key[key],) = found.names(claim, "verdict")
    return dict(by_key)


@pytest.mark.parametrize("field", EXPECTED)
def test_each_key_has_the_verdict_of_its_rows(field: str) -> None:
    assert verdicts(field) == EXPECTED[field]


def test_rows_that_are_turned_round_turn_the_verdicts_round() -> None:
    opposite = {"Supported": "Refuted", "Refuted": "Supported"}
    expected = {key: opposite.get(found, found) for key, found in EXPECTED["variants"].items()}
    assert verdicts("variants", turned=True) == expected
