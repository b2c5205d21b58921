"""Things by their names: a name of its own goes before one that is shared, and what may be any of several is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import kbtool
from cases import Case, lay_out
from kbtool.knowledge.index import Index

TURTLE = """
id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain .
id:x a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "One." ; kb:asserts id:p ; kb:certainty kb:Categorical .
<https://w3id.org/kbtool/id/a/x> a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Two." ; kb:denies id:p ; kb:certainty kb:Categorical .
<https://w3id.org/kbtool/id/a/y> a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Two." ; kb:asserts id:p ; kb:certainty kb:Categorical .
<http://example.org/z#y> a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "One." ; kb:denies id:p ; kb:certainty kb:Categorical .
"""


@pytest.fixture
def kb(tmp_path: Path) -> kbtool.KnowledgeBase:
    return kbtool.load(lay_out(Case("", TURTLE, (), article="One. Two."), tmp_path / "project"))


def test_a_name_of_its_own_goes_before_the_end_of_another_iri(kb: kbtool.KnowledgeBase) -> None:
    assert kb.claims["x"].iri == "https://w3id.org/kbtool/id/x"
    assert kb.claims["a/x"].iri == "https://w3id.org/kbtool/id/a/x"


def test_each_claim_is_found_by_the_name_that_is_printed(kb: kbtool.KnowledgeBase) -> None:
    assert len({claim.name for claim in kb.claims}) == len(kb.claims) == 4
    assert all(kb.claims[claim.name] is claim for claim in kb.claims)


def test_the_end_of_an_iri_is_a_name_where_one_claim_alone_has_it(
    kb: kbtool.KnowledgeBase,
) -> None:
    with pytest.raises(kbtool.InputError, match="'y' may be any of several claims") as raised:
        kbtool.explain(kb, "y")
    assert raised.value.help == "say which: a/y, http://example.org/z#y"


def test_a_shared_identifier_is_no_name() -> None:
    names = {"http://e/a": ("a", "10.1/x"), "http://e/b": ("b", "10.1/x")}
    index = Index("reference", names, lambda iri: iri)
    assert index["a"] == "http://e/a"
    with pytest.raises(kbtool.InputError, match="several references"):
        index["10.1/x"]


def test_capitals_and_white_space_do_not_matter_where_no_other_has_the_name() -> None:
    names = {"http://e/a": ("a", "Racemic ketamine"), "http://e/A": ("A",)}
    index = Index("concept", names, lambda iri: iri)
    assert index["a"] == "http://e/a"
    assert index["A"] == "http://e/A"
    assert index["racemic  KETAMINE"] == "http://e/a"
    assert "RACEMIC KETAMINE" in index
    with pytest.raises(kbtool.InputError, match=r"not a concept.*did you mean a"):
        index["racemik ketamine"]


def test_where_there_are_few_all_are_named() -> None:
    index = Index("verdict", {"http://e/r": ("refuted",), "http://e/s": ("supported",)}, str)
    with pytest.raises(kbtool.InputError, match="there are: refuted, supported"):
        index["x"]
