"""Verdicts in GA4GH VA-Spec's terms: each part that the specification's own classes admit is one of theirs."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest

from cases import Case, lay_out
from example import ARTICLE, TURTLE
from kbtool.api import load
from kbtool.reports.formats import EXPORTS

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from ga4gh.va_spec.base.core import EvidenceLine, Proposition, Statement
from pydantic import ValidationError

DENIAL = """
id:c-not a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "It may help fever" ; kb:denies id:treats-headache ; kb:certainty kb:Hedged .
"""


@pytest.fixture(scope="module")
def statements(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The statements by the local name of their claim."""
    root: Path = tmp_path_factory.mktemp("va") / "project"
    kb = load(lay_out(Case("E01", TURTLE + DENIAL, (), article=ARTICLE), root))
    listed = json.loads(EXPORTS.renderer("va-spec")(kb))["statements"]
    return {one["id"].split("/")[-2]: one for one in listed}


def test_propositions_and_evidence_lines_are_those_of_the_specification(
    statements: dict[str, dict[str, Any]],
) -> None:
    lines = [line for one in statements.values() for line in one["hasEvidenceLines"]]
    assert len(lines) >= 4
    for statement in statements.values():
        Proposition.model_validate(statement["proposition"])
    for line in lines:
        EvidenceLine.model_validate(line)


def test_a_statement_is_one_but_for_its_proposition_which_has_no_variant(
    statements: dict[str, dict[str, Any]],
) -> None:
    for statement in statements.values():
        with pytest.raises(ValidationError) as refused:
            Statement.model_validate(statement)
        assert {error["loc"][0] for error in refused.value.errors()} == {"proposition"}


def test_directions_are_to_the_proposition_and_not_to_its_denial(
    statements: dict[str, dict[str, Any]],
) -> None:
    pain, denial = statements["c-pain"], statements["c-not"]
    assert {e["directionOfEvidenceProvided"] for e in pain["hasEvidenceLines"]} == {
        "disputes",
        "supports",
    }
    assert denial["proposition"]["name"] == "ibuprofen is an effective treatment of headache"
    [claim] = [e["value"] for e in denial["extensions"] if e["name"] == "claim"]
    assert (claim["stance"], claim["verdict"]["name"]) == ("denies", "refuted")
    assert (denial["direction"], "classification" in denial) == ("supports", False)
    [line] = [e for e in denial["hasEvidenceLines"] if e["extensions"][0]["value"]]
    assert line["directionOfEvidenceProvided"] == "supports"
    assert line["strengthOfEvidenceProvided"]["primaryCoding"]["code"] == "2"


def test_a_figure_is_the_object_of_its_measure(statements: dict[str, dict[str, Any]]) -> None:
    proposition = statements["c-70"]["proposition"]
    assert proposition["object"] == {"type": "Figure", "name": "70%"}
    assert proposition["predicate"] == "response rate"
