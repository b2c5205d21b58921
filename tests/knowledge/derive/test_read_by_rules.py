"""What only rules read that are not asked for is not derived; what one of them may read is."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kbtool.knowledge.derive.read_by_rules import read_by, terms_read, waived
from kbtool.knowledge.derive.steps import steps
from kbtool.knowledge.rules import Rule, Severity
from kbtool.rdf.namespaces import KB, RDFS
from kbtool.shacl import Shapes, load_shapes

ROOT = Path(__file__).parents[3]
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix kb: <https://w3id.org/kbtool/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix e: <http://e/> .
e: sh:declare [ sh:prefix "k" ; sh:namespace "https://w3id.org/kbtool/ns#"^^xsd:anyURI ] .
e:rule a sh:NodeShape ; sh:targetClass kb:Claim ; %s .
"""


def asked(said: str) -> tuple[Shapes, Rule]:
    """A rule on claims that says something, with all shapes."""
    shapes = load_shapes(ox.parse(SHAPES % said, format=ox.RdfFormat.TURTLE))
    rule = Rule(ox.NamedNode("http://e/rule"), "Z01", "a-rule", "", Severity.ERROR, "", (), None)
    return shapes, rule


def left(said: str, store: ox.Store | None = None) -> set[str]:
    """The steps that are left, of some, where one rule is asked for."""
    shapes, rule = asked(said)
    order = read_by(steps([], ()), store or ox.Store(), shapes, [rule])
    return {step.name for step in order} & {"usage", "misplaced", "borrowed quotes", "measures"}


@pytest.mark.parametrize(
    ("said", "more"),
    [
        pytest.param("sh:property [ sh:path kb:subject ; sh:minCount 1 ]", set(), id="none"),
        pytest.param(
            "sh:property [ sh:path kb:quoteOf ; sh:maxCount 0 ]", {"borrowed quotes"}, id="a path"
        ),
        pytest.param(
            "sh:property [ sh:path [ sh:inversePath kb:misplacement ] ; sh:class kb:Misuse ]",
            {"misplaced", "usage"},
            id="a path from the other end, and a class",
        ),
        pytest.param(
            'sh:sparql [ sh:prefixes e: ; sh:select "SELECT $this WHERE { $this k:subject/k:quoteOf ?that }" ]',
            {"borrowed quotes"},
            id="a query, whatever the prefix",
        ),
        pytest.param(
            'sh:sparql [ sh:select "SELECT $this WHERE { $this ?whatever ?value }" ]',
            {"usage", "misplaced", "borrowed quotes"},
            id="a query that asks for anything",
        ),
        pytest.param(
            "sh:closed true ; sh:property [ sh:path kb:subject ]",
            {"usage", "misplaced", "borrowed quotes"},
            id="that nothing else is stated",
        ),
        pytest.param(
            "sh:or ( [ sh:path kb:subject ; sh:minCount 1 ] [ sh:path kb:quoteOf ; sh:minCount 1 ] )",
            {"borrowed quotes"},
            id="another shape",
        ),
    ],
)
def test_steps_are_left_out_of_which_the_rule_reads_nothing(said: str, more: set[str]) -> None:
    assert left(said) == {"measures", *more}


def test_who_asks_for_a_class_asks_for_the_classes_below_it() -> None:
    store = ox.Store()
    store.add(ox.Quad(KB("Misuse"), RDFS("subClassOf"), KB("Slip")))
    store.add(ox.Quad(KB("quoteOf"), RDFS("subPropertyOf"), KB("near")))
    said = "sh:property [ sh:path kb:near ; sh:class kb:Slip ]"
    assert left(said, store) == {"measures", "usage", "borrowed quotes"}


def test_what_a_rule_reads_is_told_by_local_names() -> None:
    terms = terms_read(*asked("sh:property [ sh:path kb:subject ; sh:minCount 1 ]"))
    assert terms is not None
    assert {"Claim", "subject"} <= terms


def test_a_rule_that_a_waiver_names_is_evaluated() -> None:
    _, rule = asked("sh:property [ sh:path kb:subject ]")
    data = """@prefix kb: <https://w3id.org/kbtool/ns#> .
<http://e/w> a kb:Waiver ; kb:rule "a-rule" . <http://e/other> kb:rule "Z02" ."""
    store = ox.Store()
    store.load(data, format=ox.RdfFormat.TURTLE)
    assert waived(store, [rule]) == [rule]
    store.load(data.replace("a-rule", "Z02"), format=ox.RdfFormat.TURTLE)
    assert waived(ox.Store(), [rule]) == []


def test_no_shipped_derivation_keeps_the_words_of_quotes_from_being_left_out() -> None:
    words = {term for step in steps([], ()) if step.name == "wording" for term in step.derives}
    assert "denialInQuote" in words
    for path in (ROOT / "kb" / "derivations").glob("*.rq"):
        assert words.isdisjoint(re.findall(r"\w+", path.read_text(encoding="utf-8"))), path
