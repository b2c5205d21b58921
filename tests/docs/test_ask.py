"""The page of questions: each command of its tables answers on the articles that come with kbtool."""

from __future__ import annotations

import re
import shlex

import pytest

from cases import ROOT
from kbtool.api import load
from kbtool.knowledge.queries import ask, named_question, read_parameters
from kbtool.rdf.sparql import Table
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
    assert [line for line in page.splitlines() if len(line) > 80 and "kbtool " not in line] == []


@pytest.mark.parametrize("given", QUERIED, ids=" ".join)
def test_each_query_has_rows(kb: KnowledgeBase, given: list[str]) -> None:
    name, *options = given
    parameters = read_parameters([one for one in options if one != "--param"])
    answer = ask(kb, named_question(kb, name, parameters), limit=10_000, seconds=None)
    assert isinstance(answer, Table)
    assert answer.rows
