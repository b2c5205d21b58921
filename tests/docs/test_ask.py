"""The page of questions: each command of its tables answers on the articles that come with kbtool."""

from __future__ import annotations

import re
import shlex

import pytest

from cases import ROOT
from kbtool.api import load
from kbtool.knowledge.pivotal import references_that_decide
from kbtool.knowledge.queries import ask, named_question, read_parameters
from kbtool.rdf.sparql import Table
from kbtool.rdf.terms import value
from kbtool.reports.explaining import explain_any, explain_several
from kbtool.reports.style import Style
from kbtool.reports.views import KnowledgeBase

PAGE = (ROOT / "docs" / "how-to" / "ask.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(command) for command in re.findall(r"\| `kbtool ([^`]+)` \|", PAGE)]
EXPLAINED = [names for name, *names in COMMANDS if name == "explain"]
QUERIED = [rest for name, *rest in COMMANDS if name == "query"]


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(ROOT)


@pytest.mark.parametrize("names", EXPLAINED, ids=" ".join)
def test_each_explanation_has_claims_and_evidence_in_lines_of_80_characters(
    kb: KnowledgeBase, names: list[str]
) -> None:
    style = Style(width=80)
    several = len(names) > 1
    page = explain_several(kb, names, style) if several else explain_any(kb, names[0], style)
    assert len(page.splitlines()) > 20
    long = [line.strip() for line in page.splitlines() if len(line) > 80]
    assert [line for line in long if "kbtool " not in line and " " in line] == []


@pytest.mark.parametrize("given", QUERIED, ids=" ".join)
def test_each_query_has_rows(kb: KnowledgeBase, given: list[str]) -> None:
    name, *options = given
    parameters = read_parameters([one for one in options if one != "--param"])
    answer = ask(kb, named_question(kb, name, parameters), limit=10_000, seconds=None)
    assert isinstance(answer, Table)
    assert answer.rows


def test_a_word_is_what_all_is_called_by_it_in_whatever_form(kb: KnowledgeBase) -> None:
    words = ("addiction", "dependence", "misuse", "addictive")
    pages = [" ".join(explain_any(kb, word, Style()).split()) for word in words]
    for word, page in zip(words, pages, strict=True):
        assert f"On {word} “{word}” stands for topic: addiction and misuse; concept: " in page
        assert "predicate: has addictive potential" in page
        assert "vit-non-addictive" in page
        assert "21 CFR 1308.13, Schedule III" in page
    said = {page.partition("What documents say")[2] for page in pages[:2]}
    assert len(said) == 1
    worst, _, _ = pages[0].partition("7 claims ")[2].partition("[supported")
    assert worst.startswith("[refuted]")
    assert "ketamine is not addictive" in worst


def test_a_word_is_what_a_predicate_says_too_and_the_strongest_is_a_study(
    kb: KnowledgeBase,
) -> None:
    cure = " ".join(explain_any(kb, "cure", Style()).split())
    assert "[insufficient] ADHD cannot be cured" in cure
    assert "[refuted] ketamine cures depression" in cure
    ptsd = " ".join(explain_any(kb, "PTSD", Style()).split())
    assert (
        "the strongest: systematic review of randomized trials (OCEBM level 1); of authorities: regulatory approval"
        in ptsd
    )


def test_the_own_name_of_a_concept_stands_for_that(kb: KnowledgeBase) -> None:
    assert explain_any(kb, "dopamine", Style()).startswith("On dopamine\n  claims: ")


def test_a_reference_decides_as_many_claims_as_what_if_says(kb: KnowledgeBase) -> None:
    rows = ask(kb, named_question(kb, "references-and-their-use", {}), limit=10_000, seconds=None)
    assert isinstance(rows, Table)
    told = {value(row[0]): (int(value(row[1])), int(value(row[2]))) for row in rows.rows}
    assert all(decides <= claims for claims, decides in told.values())
    deciding = references_that_decide(kb, lambda _: lambda _: None)
    names = {kb.references[candidate.name].node.value: candidate for candidate in deciding}
    assert {iri: decides for iri, (_, decides) in told.items() if decides} == {
        iri: len(candidate.claims) for iri, candidate in names.items()
    }


def test_two_documents_show_a_denial_beside_what_claims_the_effect(kb: KnowledgeBase) -> None:
    names = ["fuse-mind-and-body", "virginia-infusion-therapies"]
    between = " ".join(explain_several(kb, names, Style()).partition("Inside of one")[0].split())
    denied, _, claimed = between.partition("core ADHD symptoms” [insufficient]")
    assert "- fuse-mind-and-body.txt:59 “rather than a direct effect on " in denied
    assert "/ virginia-infusion-therapies.txt:76 “It offers excellent results”" in claimed
    assert "impulsivity, and hyperactivity” [insufficient]" in claimed
