"""What files state is held to the vocabulary: one slip is told once, and what a vocabulary does not say is asked of nobody."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from cases import Case, lay_out
from example import ARTICLE, TURTLE
from kbtool.checks.run import check
from kbtool.knowledge.loading import open_knowledge_base

BEGUN = Path(__file__).parents[2] / "authoring" / "begun-0.1.tar.gz"


def told(root: Path, families: str = "S") -> list[str]:
    """The codes and messages of findings, in reading order."""
    kb = open_knowledge_base(root)
    found = check(kb, [rule for rule in kb.rules if rule.code[0] in families]).findings
    return [f"{finding.code} {finding.message}" for finding in found]


def project(tmp_path: Path, turtle: str) -> Path:
    return lay_out(Case("S01", turtle, (), ARTICLE), tmp_path / "project")


def test_a_node_whose_type_is_misspelt_is_told_once_and_not_again_where_it_is_used(
    tmp_path: Path,
) -> None:
    changed = TURTLE.replace("id:treats-pain a kb:Proposition", "id:treats-pain a kb:Propositon")
    assert changed != TURTLE
    assert told(project(tmp_path, changed)) == [
        "S01 The vocabulary has no term kb:Propositon; did you mean kb:Proposition?"
    ]


def test_a_node_without_type_is_told_once_and_not_again_where_it_is_used(tmp_path: Path) -> None:
    changed = TURTLE.replace("id:treats-pain a kb:Proposition ;", "id:treats-pain")
    found = told(project(tmp_path, changed))
    assert len(found) == 1
    assert found[0].startswith("S33 The node has no type;")


def test_a_sentence_is_covered_by_a_claim_or_passage_of_a_known_type_only(tmp_path: Path) -> None:
    typed = """
id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain .
id:c a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "It treats pain" ; kb:asserts id:p ; kb:certainty kb:Categorical .
id:n a kb:NonClaim ; prov:wasQuotedFrom id:article ; oa:exact "It may help" ; kb:kind kb:Transition .
"""
    untyped = typed.replace("id:n a kb:NonClaim ;", "id:n")
    found = [
        told(
            lay_out(Case("A07", turtle, (), "It treats pain. It may help fever."), tmp_path / name),
            "A",
        )
        for name, turtle in (("typed", typed), ("untyped", untyped))
    ]
    assert [sum(m.startswith("A07") for m in messages) for messages in found] == [0, 1]


def test_what_an_older_vocabulary_does_not_say_is_asked_of_nobody(tmp_path: Path) -> None:
    root = project(tmp_path, TURTLE.replace("kb:object id:pain", 'kb:object "pain"'))
    assert {message[:3] for message in told(root)} == {"S30"}
    with tarfile.open(BEGUN) as archive:
        older = archive.extractfile("begun-0.1/kb/vocabulary.ttl")
        assert older is not None
        (root / "kb" / "vocabulary.ttl").unlink()
        (root / "kb" / "vocabulary.ttl").write_bytes(older.read())
    assert not any(message.startswith("S3") for message in told(root))


@pytest.mark.parametrize("base", ["https://example.org/kb/", "https://w3id.org/kbtool/id/"])
def test_a_misspelt_node_is_told_in_any_namespace(tmp_path: Path, base: str) -> None:
    changed = TURTLE.replace("kb:object id:pain", f"kb:object <{base}pian>")
    assert any(message.startswith("S15") for message in told(project(tmp_path, changed)))
