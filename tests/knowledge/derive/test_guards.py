"""What must never be derived is refused: an answer twice, one in the place of another, or none at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import ROOT, Case, lay_out
from example import ARTICLE, TURTLE
from kbtool.errors import InputError
from kbtool.knowledge.loading import open_knowledge_base

RULE = """@prefix rule: <https://w3id.org/kbtool/rule/> .
@prefix kb: <https://w3id.org/kbtool/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dct: <http://purl.org/dc/terms/> .
rule:{code} a sh:NodeShape ; dct:identifier "{code}" ; sh:name "own" ; sh:description "D." ; sh:severity sh:Warning ;
    kb:suggestion "S." ; sh:targetClass kb:Claim ; {more} sh:property [ sh:path kb:nothing ; sh:minCount 1 ; sh:message "M." ] .
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(Case("X05", TURTLE, (), article=ARTICLE), tmp_path / "project")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("kb:derives kb:verdict ;", "the rule Z01 derives kb:verdict, which is derived otherwise"),
        ('kb:derives "x" ;', "has a kb:derives that is not one property"),
    ],
)
def test_a_rule_derives_no_answer(root: Path, more: str, says: str) -> None:
    (root / "shapes" / "own.ttl").write_text(RULE.format(code="Z01", more=more), encoding="utf-8")
    with pytest.raises(InputError, match=says):
        open_knowledge_base(root)


def test_a_rule_of_ones_own_does_not_take_the_name_of_another(root: Path) -> None:
    (root / "shapes" / "own.ttl").write_text(RULE.format(code="X05", more=""), encoding="utf-8")
    with pytest.raises(InputError, match=r"describes the rule rule:X05, as shapes/conflict\.ttl"):
        open_knowledge_base(root)


def test_a_claim_has_one_verdict(root: Path) -> None:
    (root / "kb" / "derivations" / "own.rq").write_text(
        "# Mine.\n# kb:after: verdict\nPREFIX kb: <https://w3id.org/kbtool/ns#>\n"
        "CONSTRUCT { ?claim kb:verdict kb:Supported } WHERE { ?claim a kb:Claim }\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="has 2 values of kb:verdict"):
        open_knowledge_base(root)


def test_a_missing_derivation_is_told(root: Path) -> None:
    (root / "kb" / "derivations" / "stars.rq").unlink()
    with pytest.raises(InputError, match="lacks what derives kb:stars"):
        open_knowledge_base(root)


@pytest.mark.parametrize("name", sorted(p.name for p in (ROOT / "kb" / "derivations").glob("*.rq")))
def test_each_derivation_is_missed(root: Path, name: str) -> None:
    (root / "kb" / "derivations" / name).unlink()
    with pytest.raises(InputError, match=r"lacks what derives|and no derivation"):
        open_knowledge_base(root)


def test_two_derivations_of_one_name_are_refused(root: Path) -> None:
    folder = root / "kb" / "derivations"
    (folder / "40-tiers.rq").write_bytes((folder / "tiers.rq").read_bytes())
    with pytest.raises(InputError, match="both would run"):
        open_knowledge_base(root)


def test_a_derivation_that_names_a_term_which_nothing_has_is_refused(root: Path) -> None:
    verdict = root / "kb" / "derivations" / "verdict.rq"
    text = verdict.read_text(encoding="utf-8")
    verdict.write_text(text.replace("kb:Refuted", "kb:Refutd", 1), encoding="utf-8")
    with pytest.raises(InputError, match=r"names kb:Refutd, .*did you mean kb:Refuted"):
        open_knowledge_base(root)
