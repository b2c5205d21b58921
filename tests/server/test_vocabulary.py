"""What the editor of queries completes from: the terms, concepts, prefixes and graphs of a knowledge base."""

from __future__ import annotations

from typing import Any

import pytest

from kbtool.reports.views import KnowledgeBase
from kbtool.server.vocabulary import vocabulary
from served import Served


@pytest.fixture(scope="module")
def terms(small_base: KnowledgeBase) -> dict[str, dict[str, Any]]:
    return {term["name"]: term for term in vocabulary(small_base)["terms"]}


def test_a_property_says_what_it_means_and_which_values_it_has(
    terms: dict[str, dict[str, Any]],
) -> None:
    verdict = terms["kb:verdict"]
    assert (verdict["kind"], verdict["label"]) == ("property", "verdict")
    assert verdict["comment"].startswith("Derived: the verdict")
    assert verdict["range"] == ["kb:Verdict"]


def test_classes_values_and_concepts_have_their_labels(terms: dict[str, dict[str, Any]]) -> None:
    assert terms["kb:Claim"]["kind"] == "class"
    assert terms["kb:NotAssessed"]["label"] == "not assessed"
    assert terms["kb:NotAssessed"]["of"] == ["kb:Verdict"]
    assert terms["id:ibuprofen"] == {
        "name": "id:ibuprofen",
        "kind": "concept",
        "label": "ibuprofen",
        "of": ["kb:Concept"],
    }


def test_terms_of_other_vocabularies_that_files_may_use_are_there(
    terms: dict[str, dict[str, Any]],
) -> None:
    assert terms["prov:wasQuotedFrom"]["kind"] == "property"
    assert terms["skos:Concept"]["kind"] == "class"


def test_what_there_may_be_very_many_of_is_not(terms: dict[str, dict[str, Any]]) -> None:
    assert "id:c-pain" not in terms
    assert "id:treats-pain" not in terms


def test_prefixes_and_graphs_are_named_as_queries_name_them(small_base: KnowledgeBase) -> None:
    told = vocabulary(small_base)
    assert told["prefixes"]["kb"] == "https://w3id.org/kbtool/ns#"
    assert "<https://w3id.org/kbtool/graph/derived>" in told["graphs"]


def test_a_browser_that_has_it_is_not_sent_it_again(served: Served) -> None:
    first = served.get("/vocabulary.json")
    assert first.headers["content-type"] == "application/json"
    assert first.json()["terms"]
    again = served.get("/vocabulary.json", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
