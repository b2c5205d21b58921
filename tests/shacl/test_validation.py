"""Validation results: what they name, what they say, in which order."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from kbtool.errors import InputError
from kbtool.shacl import validate
from shacl_graphs import e, results_of, shapes_of, store_of

DATA = 'e:a a e:C ; e:p 1, 2 ; e:q "x"@en, "y"@en . e:b a e:D . e:D rdfs:subClassOf e:C .'


def rule(constraint: str) -> str:
    return f"e:R a sh:NodeShape ; sh:targetClass e:C ; {constraint} ."


def prop(constraint: str, path: str = "e:p") -> str:
    return rule(f"sh:property [ sh:path {path} ; {constraint} ]")


@pytest.mark.parametrize(
    ("shapes", "messages"),
    [
        (prop("sh:minCount 1"), ["needs at least 1 value for e:p, has 0"]),
        (prop("sh:minCount 3", "e:q"), ["needs at least 3 values for e:q, has 2",
                                        "needs at least 3 values for e:q, has 0"]),
        (prop("sh:maxCount 1"), ["may have at most 1 value for e:p, has 2"]),
        (prop("sh:class e:C"), ['"1" is not an instance of e:C for e:p',
                                '"2" is not an instance of e:C for e:p']),
        (prop("sh:in ( 1 e:a )"), ['"2" is none of "1", e:a for e:p']),
        (prop("sh:maxInclusive 1"), ['"2" is greater than "1", or not comparable for e:p']),
        (prop("sh:uniqueLang true", "e:q"), ["has 2 values in the language en for e:q, "
                                             "may have one"]),
        (prop("sh:hasValue 1"), ['lacks the value "1" for e:p']),
        (prop("sh:pattern '1'"), ['"2" does not match "1" for e:p']),
        (prop("sh:qualifiedValueShape e:N ; sh:qualifiedMinCount 1") + "e:N sh:hasValue 3 .",
         ["needs at least 1 value conforming to e:N for e:p, has 0"] * 2),
        (rule("sh:node e:N") + "e:N sh:class e:D .", ["e:a does not conform to e:N"]),
        (rule("sh:closed true ; sh:ignoredProperties ( rdf:type e:p )"),
         ["has e:q, which its shape does not allow"] * 2),
    ],
)  # fmt: skip
def test_default_messages_say_what_is_wrong(shapes: str, messages: list[str]) -> None:
    assert [result.message for result in results_of(shapes, DATA)] == messages


def test_the_message_of_the_shape_is_kept_as_it_is() -> None:
    results = results_of(prop('sh:maxCount 1 ; sh:message "one {?value} only"'), DATA)
    assert [result.message for result in results] == ["one {?value} only"]


def test_a_result_names_the_rule_and_the_shape_that_holds_the_constraint() -> None:
    (result,) = results_of(
        rule("sh:severity sh:Info ; sh:property e:P")
        + "e:P sh:path e:p ; sh:maxCount 1 ; sh:severity sh:Warning .",
        DATA,
    )
    assert (result.rule, result.source_shape) == (e("R"), e("P"))
    assert result.severity == NamedNode("http://www.w3.org/ns/shacl#Warning")
    assert result.path is not None and result.path.label == "http://e/p" and result.value is None


def test_instances_of_subclasses_are_focus_nodes() -> None:
    results = results_of(rule("sh:nodeKind sh:Literal"), DATA)
    assert [result.focus for result in results] == [e("a"), e("b")]


def test_blank_nodes_in_results_are_those_of_the_store() -> None:
    shapes = shapes_of(rule("sh:nodeKind sh:IRI"))
    data = store_of("[] a e:C .")
    (node,) = {quad.subject for quad in data if quad.object == e("C")}
    assert isinstance(node, BlankNode)
    for result in (*validate(data, shapes), *validate(data, shapes, engine="pyshacl")):
        assert result.focus == node == result.value


def test_a_fault_that_two_nodes_reach_is_reported_once() -> None:
    results = results_of(
        rule("sh:property [ sh:path e:p ; sh:property [ sh:path e:q ; sh:maxCount 0 ] ]"),
        "e:a a e:C ; e:p e:x . e:b a e:C ; e:p e:x . e:x e:q 1 .",
    )
    assert [result.focus for result in results] == [e("x")]


def test_a_deactivated_nested_shape_is_fulfilled() -> None:
    shapes = rule("sh:node e:N") + "e:N sh:nodeKind sh:Literal ; sh:deactivated true ."
    assert results_of(shapes, DATA) == []


def test_a_literal_can_be_a_focus_node() -> None:
    results = results_of('e:R sh:targetNode "a", e:absent ; sh:nodeKind sh:IRI .', DATA)
    assert [result.focus for result in results] == [Literal("a")]


def test_a_path_of_length_zero_reaches_a_node_that_is_not_in_the_data() -> None:
    results = results_of(
        "e:R sh:targetNode e:absent ; sh:path [ sh:zeroOrMorePath e:p ] ; sh:maxCount 0 .", DATA
    )
    assert [result.focus for result in results] == [e("absent")]


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("[ sh:inversePath ( e:p e:q ) ]", ["x"]),
        ("[ sh:inversePath [ sh:inversePath ( e:p e:q ) ] ]", []),
        ("[ sh:inversePath [ sh:alternativePath ( e:r ( e:p e:q ) ) ] ]", ["x"]),
        ("[ sh:inversePath ( e:p [ sh:zeroOrMorePath e:q ] [ sh:inversePath e:r ] ) ]", []),
        ("( [ sh:inversePath ( e:p e:q ) ] e:p )", ["y"]),
    ],
)
def test_an_inverse_sequence_is_gone_from_its_end(path: str, values: list[str]) -> None:
    """^(p/q) is ^q/^p (SPARQL 9.3); pySHACL by itself takes it for ^p/^q."""
    data = "e:x e:p e:y . e:y e:q e:z . e:z a e:C ."
    results = results_of(prop("sh:nodeKind sh:Literal", path), data)
    assert [result.value for result in results] == [e(name) for name in values]


def test_only_the_rules_asked_for_are_evaluated() -> None:
    shapes = shapes_of(rule("sh:nodeKind sh:Literal") + "e:S sh:targetClass e:C ; sh:class e:D .")
    data = store_of(DATA)
    assert {result.rule for result in validate(data, shapes)} == {e("R"), e("S")}
    for engine in ("fast", "pyshacl"):
        results = validate(data, shapes, engine=engine, only=[e("S")])
        assert {result.rule for result in results} == {e("S")}
    with pytest.raises(InputError, match="no rule <http://e/T>"):
        validate(data, shapes, only=[e("T")])


def test_a_shape_that_two_rules_share_gives_results_for_both() -> None:
    shapes = (
        rule("sh:property e:P")
        + "e:S sh:targetSubjectsOf e:p ; sh:property e:P . e:P sh:path e:p ; sh:maxCount 1 ."
    )
    results = results_of(shapes, DATA)
    assert [(result.rule, result.focus) for result in results] == [
        (e("R"), e("a")),
        (e("S"), e("a")),
    ]


def test_results_come_in_the_same_order_every_time() -> None:
    shapes = shapes_of(prop("sh:maxCount 0 ; sh:class e:D ; sh:in ()"))
    first = [str(result.sort_key()[:-1]) for result in validate(store_of(DATA), shapes)]
    again = [str(result.sort_key()[:-1]) for result in validate(store_of(DATA), shapes)]
    assert first == again == sorted(first)


def test_both_engines_follow_deeply_nested_shapes() -> None:
    nested = "sh:not [ " * 30 + "sh:nodeKind sh:IRI" + " ]" * 30
    assert results_of(rule(nested), DATA) == []
    assert [result.focus for result in results_of(rule(f"sh:not [ {nested} ]"), DATA)] == [
        e("a"),
        e("b"),
    ]
