"""References by the names and identifiers that users give."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import Case, lay_out
from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.lookup import find_reference
from kbtool.rdf.namespaces import ID

REFERENCE = """
id:{name} a kb:Reference ; rdfs:label "{name}" ; {identifier} ; kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotChecked .
"""
REFERENCES = {
    "smith-2020": 'kb:doi "10.1000/x" ; kb:pmid "1"',
    "schedule": 'kb:cfr "21 CFR 1308.13"',
    "first-paper": 'kb:nct "NCT02576665"',
    "second-paper": 'kb:nct "NCT02576665"',
}


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    turtle = "".join(
        REFERENCE.format(name=name, identifier=said) for name, said in REFERENCES.items()
    )
    folder: Path = tmp_path_factory.mktemp("references")
    return open_knowledge_base(lay_out(Case("", turtle, ()), folder / "project"))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("smith-2020", "smith-2020"),
        ("id:smith-2020", "smith-2020"),
        ("https://w3id.org/kbtool/id/smith-2020", "smith-2020"),
        ("10.1000/x", "smith-2020"),
        ("1", "smith-2020"),
        ("21 CFR 1308.13", "schedule"),
    ],
)
def test_a_reference_by_name_or_identifier(kb: KnowledgeBase, said: str, name: str) -> None:
    assert find_reference(kb, said) == ID(name)


def test_a_number_that_several_references_may_have_names_none(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError, match="is not a reference"):
        find_reference(kb, "NCT02576665")


def test_near_names_are_shown(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError, match="'scedule' is not a reference") as caught:
        find_reference(kb, "scedule")
    assert caught.value.help == "did you mean schedule?"
