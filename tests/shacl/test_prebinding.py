"""SPARQL constraints: which are evaluated as one query, which are left to the reference engine."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from kbtool.shacl import validate
from kbtool.shacl.prebinding import FOCUS, translate
from shacl_graphs import e, results_of, shapes_of, store_of

DATA = """
e:a a e:C ; e:p 1, 2, 3 ; e:q e:b .
e:b a e:C ; e:p 1 .
e:c e:p 7, 8 .
"""


def rule(select: str, target: str = "sh:targetClass e:C", message: str = "") -> str:
    text = f'sh:message "{message}" ;' if message else ""
    return f"""
    e:R a sh:NodeShape ; {target} ; sh:sparql [ sh:prefixes e: ; {text} sh:select "{select}" ] .
    """


def test_the_focus_nodes_are_joined_in_at_the_start_of_the_pattern() -> None:
    translation = translate("SELECT $this WHERE { $this <http://e/p> ?v }")
    assert translation.text == f"SELECT $this WHERE {{ {FOCUS}  $this <http://e/p> ?v }}"


def test_a_nested_group_that_binds_this_itself_is_left_as_it_is() -> None:
    translation = translate("SELECT $this WHERE { OPTIONAL { $this <p> ?v } FILTER (!BOUND(?v)) }")
    assert translation.text is not None and translation.text.count(FOCUS) == 1


@pytest.mark.parametrize(
    "group",
    [
        "{ FILTER (isIRI($this)) } UNION { ?x <p> ?y }",
        "OPTIONAL { BIND (STR($this) AS ?s) }",
        "OPTIONAL { OPTIONAL { ?x <p> $this } $this <q> ?y }",
    ],
)
def test_a_nested_group_that_only_uses_this_gets_the_focus_nodes_too(group: str) -> None:
    translation = translate(f"SELECT $this WHERE {{ {group} }}")
    assert translation.text is not None and translation.text.count(FOCUS) >= 2


def test_strings_and_comments_are_not_read_as_keywords() -> None:
    translation = translate('SELECT $this WHERE { # SERVICE {\n $this <p> "} MINUS {" }')
    assert translation.text is not None


@pytest.mark.parametrize(
    ("select", "reason"),
    [
        ("SELECT $this WHERE { $this e:p ?v } LIMIT 1", "LIMIT"),
        ("SELECT $this WHERE { $this e:p ?v } OFFSET 1", "OFFSET"),
        (
            "SELECT $this WHERE { FILTER EXISTS { SELECT $this WHERE { $this e:p ?v } } }",
            "sub-select inside EXISTS",
        ),
    ],
)
def test_what_means_something_else_for_many_nodes_is_left_to_the_reference(
    select: str, reason: str
) -> None:
    (reasons,) = shapes_of(rule(select)).fallbacks.values()
    assert reason in reasons[0]


def test_an_aggregate_over_all_focus_nodes_is_not_one_over_each() -> None:
    translation = translate("SELECT $this (COUNT(?v) AS ?n) WHERE { $this <p> ?v }")
    assert translation.text is None
    assert translation.reasons == ["an aggregate that is not grouped by $this"]


def test_limit_applies_to_each_focus_node() -> None:
    results = results_of(rule("SELECT $this WHERE { $this e:p ?v } LIMIT 1"), DATA)
    assert [r.focus for r in results] == [e("a"), e("b")]


def test_an_empty_path_from_a_node_that_is_not_in_the_data() -> None:
    select = "SELECT $this ?value WHERE { $this e:q* ?value }"
    text = rule(select, "sh:targetNode e:absent")
    told: list[str] = []
    validate(store_of(DATA), shapes_of(text), note=told.append)
    assert len(told) == 1 and "need not be in the data" in told[0]
    validate(store_of(DATA), shapes_of(rule(select)), note=told.append)
    assert len(told) == 1


def test_counts_grouped_by_this() -> None:
    results = results_of(
        rule(
            "SELECT $this (COUNT(?v) AS ?n) WHERE { $this e:p ?v } GROUP BY $this "
            "HAVING (COUNT(?v) > 1)",
            message="{$this} has {?n}",
        ),
        DATA,
    )
    assert [(r.focus, r.message) for r in results] == [(e("a"), "http://e/a has 3")]


def test_a_triple_in_two_files_counts_once() -> None:
    select = "SELECT $this WHERE { $this e:p ?v } GROUP BY $this HAVING (COUNT(?v) > 1)"
    assert results_of(rule(select), "e:a a e:C ; e:p 1 .", "e:a a e:C ; e:p 1 .") == []


def test_several_solutions_with_the_same_outcome_are_one_result() -> None:
    results = results_of(rule("SELECT $this ?v WHERE { $this e:p ?v }"), DATA)
    assert [r.focus for r in results] == [e("a"), e("b")]


def test_the_path_of_a_property_shape_stands_for_path() -> None:
    results = results_of(
        """
        e:R a sh:PropertyShape ; sh:targetClass e:C ; sh:path [ sh:inversePath e:q ] ;
            sh:sparql [ sh:prefixes e: ; sh:message "{$this} {?value}" ;
                sh:select "SELECT $this ?value WHERE { $this $PATH ?value . ?value e:p 2 }" ] .
        """,
        DATA,
    )
    assert [(r.focus, r.path and r.path.label, r.value, r.message) for r in results] == [
        (e("b"), "^<http://e/q>", e("a"), "http://e/b http://e/a")
    ]


def test_value_and_path_come_from_the_solution() -> None:
    results = results_of(
        rule("SELECT $this ?path ?value WHERE { $this ?path ?value . FILTER (?value = 3) }"), DATA
    )
    assert [(r.path and r.path.label, r.value) for r in results] == [("http://e/p", Literal(3))]


def test_a_variable_that_is_not_bound_stays_in_the_message() -> None:
    results = results_of(
        rule(
            "SELECT $this ?x WHERE { $this e:p 1 . OPTIONAL { $this e:q ?x } }",
            message="{?x} or {?y}",
        ),
        DATA,
    )
    assert [r.message for r in results] == ["http://e/b or {?y}", "{?x} or {?y}"]
