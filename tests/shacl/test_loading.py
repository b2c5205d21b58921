"""What a shapes graph has to be to be used, and what is said of one that is not."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, NamedNode, Store

from kbtool.errors import InputError
from kbtool.shacl import load_shapes
from shacl_graphs import e, shapes_of


def rule(constraint: str) -> str:
    return f"e:R a sh:NodeShape ; sh:targetClass e:C ; {constraint} ."


def sparql(select: str) -> str:
    return rule(f'sh:sparql [ sh:prefixes e: ; sh:select "{select}" ]')


def test_a_rule_is_a_shape_with_a_target() -> None:
    shapes = shapes_of(
        """
        e:B a sh:NodeShape ; sh:targetClass e:C ; sh:property [ sh:path e:p ; sh:minCount 1 ] .
        e:A a sh:NodeShape ; sh:targetSubjectsOf e:p ; sh:node e:Nested .
        e:Nested a sh:NodeShape ; sh:nodeKind sh:IRI .
        e:Off a sh:NodeShape ; sh:targetClass e:C ; sh:deactivated true .
        e:Class a rdfs:Class, sh:NodeShape ; sh:nodeKind sh:IRI .
        """
    )
    assert shapes.rules == (e("A"), e("B"), e("Class"))
    assert shapes.by_node[e("Class")].target.classes == (e("Class"),)
    assert shapes.fallbacks == {}


def test_the_severity_of_a_shape_is_a_violation_unless_it_says_otherwise() -> None:
    shapes = shapes_of(
        rule("sh:property e:P") + "e:P sh:path e:p ; sh:minCount 1 ; sh:severity sh:Info ."
    )
    assert shapes.by_node[e("R")].severity == NamedNode("http://www.w3.org/ns/shacl#Violation")
    assert shapes.by_node[e("P")].severity == NamedNode("http://www.w3.org/ns/shacl#Info")


def test_a_message_in_english_is_preferred() -> None:
    shapes = shapes_of(rule('sh:nodeKind sh:IRI ; sh:message "nein"@de, "no"@en'))
    assert shapes.by_node[e("R")].message == "no"


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("e:p", "http://e/p"),
        ("[ sh:inversePath e:p ]", "^<http://e/p>"),
        ("( e:p [ sh:zeroOrMorePath e:q ] )", "<http://e/p>/(<http://e/q>*)"),
        ("[ sh:alternativePath ( e:p ( e:q e:r ) ) ]", "<http://e/p>|(<http://e/q>/<http://e/r>)"),
    ],
)
def test_paths_are_named_by_their_sparql_text(path: str, label: str) -> None:
    shapes = shapes_of(rule("sh:property e:P") + f"e:P sh:path {path} ; sh:minCount 1 .")
    found = shapes.by_node[e("P")].path
    assert found is not None and found.label == label


def test_an_empty_shapes_graph_is_refused() -> None:
    with pytest.raises(InputError, match="no shape with a target"):
        load_shapes(Store())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (rule("sh:property [ sh:path e:p ; sh:minCuont 1 ]"), "sh:minCuont.*sh:minCount"),
        (rule('sh:property [ sh:path e:p ; sh:minCount "x" ]'), "sh:minCount takes a non-negative"),
        (rule("sh:property [ sh:path e:p ; sh:maxCount -1 ]"), "sh:maxCount takes a non-negative"),
        (rule("sh:property [ sh:path e:p ; sh:minCount 1, 2 ]"), "2 values of sh:minCount"),
        (rule("sh:property [ sh:minCount 1 ]"), "sh:minCount stands in a node shape"),
        (rule("sh:minCount 1"), "sh:minCount stands in a node shape"),
        (rule("sh:property [ sh:path e:p, e:q ; sh:minCount 1 ]"), "2 values of sh:path"),
        (rule('sh:property [ sh:path "p" ; sh:minCount 1 ]'), "not a well-formed property path"),
        (rule("sh:property [ sh:path ( e:p ) ; sh:minCount 1 ]"), "at least two members"),
        (rule("sh:nodeKind sh:Violation"), "sh:nodeKind takes one of"),
        (rule('sh:class "C"'), "sh:class takes an IRI"),
        (rule("sh:in e:a"), "not a well-formed RDF list"),
        (rule("sh:closed 1"), "sh:closed takes true or false"),
        (rule("sh:ignoredProperties ( e:p )"), "sh:ignoredProperties needs sh:closed"),
        (rule('sh:flags "i"'), "sh:flags needs sh:pattern"),
        (rule('sh:pattern "("'), "not a regular expression"),
        (rule("sh:datatype xsd:byte"), "the store keeps such values as xsd:integer"),
        (rule("sh:message 1"), "sh:message takes a string"),
        (rule('sh:node "N"'), "sh:node takes a shape"),
        (rule("sh:node [ sh:path e:p ; sh:minCount 1 ]"), "sh:node names a shape with sh:path"),
        (rule("sh:node e:R"), "refers to itself"),
        (rule("sh:property [ sh:path e:p ; sh:node e:R ]"), "refers to itself"),
        (rule("sh:or ( [ sh:not e:R ] )"), "refers to itself"),
        (rule("sh:property [ sh:path e:p ; sh:qualifiedMinCount 1 ]"), "needs sh:qualifiedValueSh"),
        (rule("sh:rule [ a sh:TripleRule ]"), "SHACL Advanced Features is not supported"),
        (rule('sh:js [ sh:jsFunctionName "f" ]'), "SHACL-JS is not supported"),
        ("[] sh:targetClass e:C ; sh:nodeKind sh:IRI .", "a blank node has a target"),
        (rule("sh:sparql [ sh:prefixes e: ]"), "needs one sh:select"),
        (sparql("SELECT $this WHERE { $this e:p }"), "does not parse"),
        (sparql("SELECT $this WHERE { $this x:p ?v }"), "does not parse.*sh:prefixes"),
        (sparql("SELECT ?v WHERE { $this e:p ?v }"), "projects no \\$this"),
        (sparql("SELECT * WHERE { $this e:p ?v }"), "projects \\*"),
        (sparql("ASK { $this e:p ?v }"), "of the form ASK"),
        (sparql("SELECT $this WHERE { { SELECT ?v WHERE { ?v e:p ?w } } }"), "sub-select"),
        (sparql("SELECT $this WHERE { SERVICE e:s { $this e:p ?v } }"), "SERVICE"),
        (sparql("SELECT $this FROM e:g WHERE { $this e:p ?v }"), "FROM"),
        (sparql("SELECT $this WHERE { GRAPH ?g { $this e:p ?v } }"), "GRAPH"),
        (sparql("SELECT $this WHERE { $this e:p ?v MINUS { ?v e:q ?w } }"), "MINUS"),
        (sparql("SELECT $this WHERE { VALUES ?v { 1 } $this e:p ?v }"), "VALUES"),
        (sparql("SELECT $this WHERE { BIND (e:a AS $this) }"), "assigns \\$this"),
        (sparql("SELECT $this WHERE { $this $PATH ?v }"), "\\$PATH in a node shape"),
        (sparql("SELECT $this ?message WHERE { $this e:p ?message }"), "projects \\?message"),
    ],
)
def test_what_cannot_be_evaluated_is_refused_and_not_ignored(text: str, says: str) -> None:
    with pytest.raises(InputError) as refusal:
        shapes_of(text)
    assert refusal.match(f"(?s){says}")


@pytest.mark.parametrize(
    "constraint", ["sh:nodeKind sh:Violation", "sh:or ( [ sh:nodeKind sh:Violation ] )"]
)
def test_a_refusal_names_the_shape_or_the_one_around_it(constraint: str) -> None:
    with pytest.raises(InputError, match=r"^shape <http://e/R>: "):
        shapes_of(rule(constraint))


def test_nesting_has_a_limit() -> None:
    with pytest.raises(InputError, match="levels of shapes or more"):
        shapes_of(rule("sh:not [ " * 1000 + "sh:nodeKind sh:IRI" + " ]" * 1000))
    with pytest.raises(InputError, match="not a well-formed property path"):
        path = "[ sh:inversePath " * 1000 + "e:p" + " ]" * 1000
        shapes_of(rule(f"sh:property [ sh:path {path} ; sh:minCount 1 ]"))


def test_a_remote_query_inside_a_custom_component_is_refused() -> None:
    with pytest.raises(InputError, match="SERVICE"):
        shapes_of(
            """
            e:Component a sh:ConstraintComponent ; sh:parameter [ sh:path e:lang ] ;
                sh:validator [ sh:ask "ASK { SERVICE e:s { ?a ?b ?c } }" ] .
            e:R a sh:NodeShape ; sh:targetClass e:C ; e:lang "en" .
            """
        )


def test_terms_that_shacl_leaves_to_others_are_kept() -> None:
    shapes = shapes_of(rule('sh:name "n" ; sh:order 1 ; rdfs:label "l" ; e:other e:thing'))
    assert shapes.rules == (e("R"),)
    assert not any(isinstance(node, BlankNode) for node in shapes.by_node)
