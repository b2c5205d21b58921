"""Nodes that are begun by command are named in the house style, and held to what is there. All data are fictional."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cases import ROOT, Case, lay_out
from commands import kbtool
from example import ARTICLE, TURTLE
from kbtool.api import load
from kbtool.authoring.nodes import new_concept, new_evidence, new_proposition, new_quantity
from kbtool.errors import InputError
from kbtool.reports.views import KnowledgeBase

RECORD = """
id:record-a a kb:RegistryRecord ; kb:recordOf id:label-a ; kb:registry kb:DrugsAtFDA ; kb:lookedUp "NDA 000001" ;
    kb:checkedOn "2019-07-02"^^xsd:date ; kb:inRegistry true ; dct:title "BELVARA, BELVARINE" ; kb:recordName "BELVARA", "BELVARINE SULFATE" .
"""


def lay(root: Path) -> Path:
    """The example, with the words of the language and an answer of a registry."""
    laid = lay_out(Case("E01", TURTLE + RECORD, (), article=ARTICLE), root)
    shutil.copy(ROOT / "kb" / "language.ttl", laid / "kb" / "language.ttl")
    return laid


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return load(lay(tmp_path_factory.mktemp("nodes") / "project"))


def test_a_concept_is_named_by_its_label(kb: KnowledgeBase) -> None:
    assert new_concept(kb, "Restless Legs", "Disorder", synonyms=["RLS"]).turtle == (
        "id:restless-legs a kb:Concept ;\n"
        '    kb:conceptKind kb:Disorder ; skos:prefLabel "Restless Legs" ; skos:altLabel "RLS" .\n'
    )


def test_what_registries_on_record_call_it_is_told(kb: KnowledgeBase) -> None:
    told, _, _ = new_concept(kb, "belvarine", "Treatment").turtle.partition("\n")
    assert told == "# On record: NDA 000001: BELVARINE SULFATE, BELVARA"


def test_a_proposition_is_named_by_what_it_states(kb: KnowledgeBase) -> None:
    made = new_proposition(
        kb, "ibuprofen", "hasAdverseEffect", "headache", {"population": "adults"}
    )
    assert made.turtle == (
        "id:ibuprofen-has-adverse-effect-headache-adults a kb:Proposition ;\n"
        "    kb:subject id:ibuprofen ; kb:predicate kb:hasAdverseEffect ; kb:object id:headache ; kb:population id:adults .\n"
    )


def test_a_predicate_is_found_by_words_that_say_it(kb: KnowledgeBase) -> None:
    made = new_proposition(kb, "ibuprofen", "is an alternative for", "ibuprofen", {})
    assert "kb:predicate kb:alternativeFor" in made.turtle


def test_a_span_of_time_is_a_literal(kb: KnowledgeBase) -> None:
    made = new_quantity(kb, "ibuprofen", "halfLife", {"horizon": "P1D"})
    assert made.turtle == (
        "id:q-ibuprofen-half-life a kb:Quantity ;\n"
        '    kb:subject id:ibuprofen ; kb:measure kb:halfLife ; kb:horizon "P1D"^^xsd:duration .\n'
    )


def test_evidence_decides_nothing_until_somebody_has_verified_it(kb: KnowledgeBase) -> None:
    made = new_evidence(
        kb, "supports", "treats-fever", "trial-a", "RandomizedControlledTrial", finding="It fell."
    )
    assert made.turtle == (
        "id:e-trial-a-treats-fever a kb:Evidence ;\n"
        "    kb:supports id:treats-fever ;\n"
        "    cito:citesAsEvidence id:trial-a ; kb:design kb:RandomizedControlledTrial ;\n"
        '    kb:finding "It fell." ;\n'
        "    kb:verification kb:NotYetVerified .\n"
    )


def test_what_is_on_file_is_not_begun_again(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError, match="“ibuprofen” is on file as id:ibuprofen"):
        new_concept(kb, "ibuprofen", "Treatment")
    with pytest.raises(InputError, match="it is on file as id:treats-pain-adults"):
        new_proposition(kb, "ibuprofen", "treats", "pain", {"population": "adults"})
    with pytest.raises(InputError, match="it is on file as id:lasts"):
        new_quantity(kb, "ibuprofen", "durationOfEffect", {})


def test_what_is_on_file_by_another_predicate_of_the_same_words_is_not_begun_again(
    kb: KnowledgeBase,
) -> None:
    with pytest.raises(InputError, match="it is on file as id:bleeds") as refused:
        new_proposition(kb, "ibuprofen", "causes", "stomach-bleeding", {})
    assert refused.value.help == "name the predicate kb:causes, if that is not what you mean"
    named = new_proposition(kb, "ibuprofen", "kb:causes", "stomach-bleeding", {})
    limited = new_proposition(
        kb, "ibuprofen", "causes", "stomach-bleeding", {"population": "adults"}
    )
    assert "kb:predicate kb:causes" in named.turtle
    assert "kb:population id:adults" in limited.turtle


@pytest.mark.parametrize(
    ("subject", "predicate", "object_", "said"),
    [
        ("ibuprofin", "treats", "pain", "'ibuprofin' is no concept"),
        ("ibuprofen", "qwertz", "pain", "'qwertz' is no one predicate"),
        ("ibuprofen", "treats", None, "kb:treats needs an object"),
    ],
)
def test_what_it_needs_has_to_be_there(
    kb: KnowledgeBase, subject: str, predicate: str, object_: str | None, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        new_proposition(kb, subject, predicate, object_, {})


def test_a_name_that_has_no_latin_letter_is_a_node_of_its_own(kb: KnowledgeBase) -> None:
    made = new_concept(kb, "日本", "Treatment")
    assert made.turtle.startswith("id:cf2abf0c a kb:Concept ;\n")


@pytest.mark.parametrize("name", ["", " ", "—", "two\nlines", "a\tb", "ends "])
def test_what_nobody_can_call_something_by_is_refused(kb: KnowledgeBase, name: str) -> None:
    for label, synonyms in ((name, []), ("gout", [name])):
        with pytest.raises(InputError, match="name"):
            new_concept(kb, label, "Disorder", synonyms=synonyms)


def test_subject_and_object_exchanged_are_not_what_is_on_file(kb: KnowledgeBase) -> None:
    said = r"id:pain \(.*\) does not fit: kb:treats is said of"
    with pytest.raises(InputError, match=said):
        new_proposition(kb, "pain", "treats", "ibuprofen", {"population": "adults"})


def test_it_is_printed_unless_a_file_is_named(tmp_path: Path) -> None:
    root = lay(tmp_path / "project")
    printed = kbtool("new", "concept", "gout", "--kind", "Disorder", cwd=root)
    assert printed.stdout.startswith("id:gout a kb:Concept")
    written = kbtool(
        "new", "concept", "gout", "--kind", "Disorder", "--output", "kb/new.ttl", cwd=root
    )
    assert written.stderr == "kbtool: wrote id:gout to kb/new.ttl\n"
    assert "id:gout a kb:Concept" in (root / "kb" / "new.ttl").read_text(encoding="utf-8")
    again = kbtool("new", "concept", "gout", "--kind", "Disorder", cwd=root)
    assert (again.returncode, again.stderr) == (2, "kbtool: error: “gout” is on file as id:gout\n")
