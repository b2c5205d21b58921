"""A validation report stands by itself: what it names that has no name is described in it, and nothing is merged."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kbtool.api import validate
from kbtool.shacl.graph import GraphIndex
from kbtool.shacl.vocabulary import SH
from shacl_graphs import PREFIXES, e


def report(tmp_path: Path, data: str, shapes: str) -> GraphIndex:
    """The report on data under shapes, read back."""
    (tmp_path / "data.ttl").write_text(PREFIXES + data, encoding="utf-8")
    (tmp_path / "shapes.ttl").write_text(PREFIXES + shapes, encoding="utf-8")
    turtle = validate(tmp_path / "data.ttl", tmp_path / "shapes.ttl").to_turtle()
    return GraphIndex(q.triple for q in parse(turtle, format=RdfFormat.TURTLE))


def one(
    graph: GraphIndex, node: object, predicate: NamedNode
) -> BlankNode | NamedNode | Literal | Triple:
    (found,) = graph.objects(node, predicate)  # type: ignore[arg-type]
    return found


def results(graph: GraphIndex) -> list[NamedNode | BlankNode | Literal | Triple]:
    return [o for t in graph.subjects() for o in graph.objects(t, SH("result"))]


def test_nested_nodes_of_data_and_shapes_come_with_what_is_said_of_them(tmp_path: Path) -> None:
    graph = report(
        tmp_path,
        'e:a a e:T ; e:p [ e:q [ e:r "deep" ], 0.50 ] .',
        "e:S sh:targetClass e:T ; sh:property [ sh:path e:p ; sh:nodeKind sh:IRI ] .",
    )
    (result,) = results(graph)
    value = one(graph, result, SH("value"))
    inner = {str(o) for o in graph.objects(value, e("q")) if isinstance(o, Literal)}
    assert inner == {'"0.50"^^<http://www.w3.org/2001/XMLSchema#decimal>'}
    (nested,) = (o for o in graph.objects(value, e("q")) if isinstance(o, BlankNode))
    assert graph.objects(nested, e("r")) == [Literal("deep")]
    source = one(graph, result, SH("sourceShape"))
    assert graph.objects(source, SH("path")) == [e("p")]
    assert graph.objects(source, SH("nodeKind")) == [SH("IRI")]


def test_no_blank_node_dangles_and_cycles_end(tmp_path: Path) -> None:
    graph = report(
        tmp_path,
        "_:x a e:T ; e:p _:y . _:y e:p _:x ; e:list ( 1 [ e:q 2 ] ) .",
        """e:S sh:targetClass e:T ; sh:property [ sh:path ( e:p [ sh:inversePath e:r ] ) ; sh:minCount 1 ] ;
            sh:property [ sh:path e:p ; sh:node [ sh:property [ sh:path e:q ; sh:minCount 1 ] ] ] ;
            sh:sparql [ sh:select "SELECT $this WHERE { $this <http://e/p> ?x }" ] .""",
    )
    assert len(results(graph)) == 3
    named = {t.object for t in graph.triples if isinstance(t.object, BlankNode)}
    assert named <= set(graph.subjects())


def test_equal_labels_in_data_and_shapes_are_two_nodes(tmp_path: Path) -> None:
    graph = report(
        tmp_path,
        "e:a a e:T ; e:p _:x . _:x e:q 1 .",
        "e:S sh:targetClass e:T ; sh:property _:x . _:x sh:path e:p ; sh:nodeKind sh:IRI .",
    )
    (result,) = results(graph)
    value, source = (one(graph, result, SH(name)) for name in ("value", "sourceShape"))
    assert value != source
    assert (graph.objects(value, SH("path")), graph.objects(source, e("q"))) == ([], [])


def test_a_report_of_named_nodes_has_the_results_alone(tmp_path: Path) -> None:
    graph = report(tmp_path, "e:a a e:T .", "e:S sh:targetClass e:T ; sh:nodeKind sh:Literal .")
    assert {t.predicate for t in graph.triples if t.subject == e("a")} == set()
