"""The page of the vocabulary has each term, and its diagrams lead to them."""

from __future__ import annotations

import re

import pytest
from sphinx.errors import ExtensionError

from cases import ROOT
from kbtool_docs.diagram import STANDARD, diagram, draw
from kbtool_docs.terms import Origin, Term, read_terms
from kbtool_docs.vocabulary import page

TERMS = read_terms()
PAGE = page(TERMS, "1.0", ["", ""])


def term(name: str) -> Term:
    return next(term for term in TERMS if term.name == name)


def row(name: str) -> str:
    return next(line for line in PAGE.splitlines() if f"</a>`{name}` |" in line)


def test_each_term_has_one_row() -> None:
    for known in TERMS:
        if "skos:ConceptScheme" not in known.types:
            assert PAGE.count(f"</a>`{known.name}` |") == 1, known.name


def test_a_property_has_its_domain_and_its_range() -> None:
    cells = row("kb:asserts").split(" | ")
    assert cells[1] == '<a href="#kb-Claim">`kb:Claim`</a>'
    assert cells[2] == '<a href="#kb-Proposition">`kb:Proposition`</a>'
    assert "The claim says that the proposition is true." in cells[3]


def test_a_property_of_several_classes_names_them() -> None:
    cells = row("kb:gives").split(" | ")
    assert re.findall("`(.+?)`", cells[1]) == ["kb:Claim", "kb:Evidence"]


def test_what_is_derived_is_marked() -> None:
    assert term("kb:entails").origin is Origin.DERIVED
    assert term("kb:verdict").origin is Origin.BOTH
    assert term("kb:asserts").origin is Origin.STATED
    assert "*derived* " in row("kb:entails")


def test_each_link_within_the_page_has_its_row() -> None:
    rows = set(re.findall(r'<a id="([^"]+)"></a>', PAGE))
    stated, derived = (diagram(TERMS, derived=which) for which in (False, True))
    links = re.findall(r'(?:href|URL)="#([^"]+)"', PAGE + stated + derived)
    assert len(links) > 200
    assert set(links) <= rows


def test_the_diagram_of_what_is_stated_has_no_list_and_nothing_derived() -> None:
    text = diagram(TERMS, derived=False)
    assert '"kb:Claim" -> "kb:Proposition" [label="asserts\\ndenies"];' in text
    assert '"kb:Proposition" -> "kb:Concept" [label="subject\\nobject\\nqualifiers"];' in text
    assert "kb:Certainty" not in text
    assert "dashed" not in text


def test_what_is_derived_is_drawn_dashed() -> None:
    text = diagram(TERMS, derived=True)
    assert re.search(r'"kb:Stance" -> "kb:Claim" \[label="statedBy", style=dashed', text)
    assert "asserts" not in text


def test_the_standard_properties_in_the_diagram_are_those_that_the_knowledge_base_uses() -> None:
    used = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "kb").rglob("*.ttl"))
    for name in STANDARD.values():
        assert f"{name} id:" in used


def test_where_graphviz_is_missing_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ExtensionError, match="apt-get install graphviz"):
        draw("digraph {}", "nothing")
