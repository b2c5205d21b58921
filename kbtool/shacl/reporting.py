"""The validation report as RDF (SHACL 3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, RdfFormat, Triple, serialize

from kbtool.shacl.model import ValidationResult
from kbtool.shacl.paths import path_triples
from kbtool.shacl.vocabulary import RDF_TYPE, SH, SHACL


def report_triples(results: Iterable[ValidationResult]) -> Iterator[Triple]:
    """A sh:ValidationReport of the results; the data conform if there is none, whatever their severity."""
    report = BlankNode()
    yield Triple(report, RDF_TYPE, SH("ValidationReport"))
    conforms = True
    for result in results:
        conforms = False
        node = BlankNode()
        yield Triple(report, SH("result"), node)
        yield from _result_triples(node, result)
    yield Triple(report, SH("conforms"), Literal(conforms))


def turtle_report(results: Iterable[ValidationResult]) -> str:
    """The report as Turtle."""
    written = serialize(report_triples(results), format=RdfFormat.TURTLE, prefixes={"sh": SHACL})
    assert written is not None
    return written.decode()


def _result_triples(node: BlankNode, result: ValidationResult) -> Iterator[Triple]:
    yield Triple(node, RDF_TYPE, SH("ValidationResult"))
    yield Triple(node, SH("focusNode"), result.focus)
    if result.path is not None:
        path, triples = path_triples(result.path)
        yield Triple(node, SH("resultPath"), path)
        yield from triples
    if result.value is not None:
        yield Triple(node, SH("value"), result.value)
    yield Triple(node, SH("resultSeverity"), result.severity)
    yield Triple(node, SH("sourceShape"), result.source_shape)
    yield Triple(node, SH("sourceConstraintComponent"), result.component)
    if result.constraint is not None:
        yield Triple(node, SH("sourceConstraint"), result.constraint)
    for message in result.messages:
        yield Triple(node, SH("resultMessage"), message)
