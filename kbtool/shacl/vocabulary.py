"""The SHACL vocabulary: which terms exist, which parameters make which constraint.

Source: https://www.w3.org/TR/shacl/ (Core and SPARQL), https://www.w3.org/TR/shacl-af/ and
https://www.w3.org/TR/shacl-js/ for the terms that are recognised in order to be refused.
"""

from __future__ import annotations

from functools import cache
from typing import Literal as OneOf

from msgspec import Struct
from pyoxigraph import NamedNode

SHACL = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"


@cache
def SH(local: str) -> NamedNode:  # noqa: N802 - reads as the prefix that it stands for
    """The SHACL term of that local name."""
    return NamedNode(SHACL + local)


RDF_TYPE = NamedNode(_RDF + "type")
RDF_FIRST = NamedNode(_RDF + "first")
RDF_REST = NamedNode(_RDF + "rest")
RDF_NIL = NamedNode(_RDF + "nil")
RDFS_CLASS = NamedNode(_RDFS + "Class")
RDFS_SUBCLASS_OF = NamedNode(_RDFS + "subClassOf")
SHAPE_TYPES = frozenset((SH("NodeShape"), SH("PropertyShape")))
OWL_IMPORTS = NamedNode(_OWL + "imports")

Kind = OneOf[
    "iri", "node kind", "count", "flag", "literal", "string", "term", "terms", "strings",
    "iris", "shape", "shapes",
]  # fmt: skip


class Parameter(Struct, frozen=True):
    """A Core constraint parameter: its component, what it takes, and where it may stand.

    Attributes:
        component: local name of the constraint component.
        kind: what its value has to be; ``terms``, ``strings``, ``iris`` and ``shapes`` are lists.
        single: whether a shape has at most one value of it.
        property_only: whether node shapes must not use it.
    """

    component: str
    kind: Kind
    single: bool = False
    property_only: bool = False


PARAMETERS: dict[str, Parameter] = {
    "class": Parameter("Class", "iri"),
    "datatype": Parameter("Datatype", "iri", single=True),
    "nodeKind": Parameter("NodeKind", "node kind", single=True),
    "minCount": Parameter("MinCount", "count", single=True, property_only=True),
    "maxCount": Parameter("MaxCount", "count", single=True, property_only=True),
    "minExclusive": Parameter("MinExclusive", "literal", single=True),
    "minInclusive": Parameter("MinInclusive", "literal", single=True),
    "maxExclusive": Parameter("MaxExclusive", "literal", single=True),
    "maxInclusive": Parameter("MaxInclusive", "literal", single=True),
    "minLength": Parameter("MinLength", "count", single=True),
    "maxLength": Parameter("MaxLength", "count", single=True),
    "pattern": Parameter("Pattern", "string"),
    "languageIn": Parameter("LanguageIn", "strings", single=True),
    "uniqueLang": Parameter("UniqueLang", "flag", single=True, property_only=True),
    "equals": Parameter("Equals", "iri"),
    "disjoint": Parameter("Disjoint", "iri"),
    "lessThan": Parameter("LessThan", "iri", property_only=True),
    "lessThanOrEquals": Parameter("LessThanOrEquals", "iri", property_only=True),
    "not": Parameter("Not", "shape"),
    "and": Parameter("And", "shapes"),
    "or": Parameter("Or", "shapes"),
    "xone": Parameter("Xone", "shapes"),
    "node": Parameter("Node", "shape"),
    "property": Parameter("Property", "shape"),
    "qualifiedMinCount": Parameter("QualifiedMinCount", "count", single=True),
    "qualifiedMaxCount": Parameter("QualifiedMaxCount", "count", single=True),
    "closed": Parameter("Closed", "flag", single=True),
    "hasValue": Parameter("HasValue", "term"),
    "in": Parameter("In", "terms", single=True),
}
COMPANIONS: dict[str, Kind] = {
    "flags": "string",
    "ignoredProperties": "iris",
    "qualifiedValueShape": "shape",
    "qualifiedValueShapesDisjoint": "flag",
}
TARGETS = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
NODE_KINDS = (
    "BlankNode", "IRI", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral",
)  # fmt: skip

_COMPONENTS = {f"{p.component}ConstraintComponent" for p in PARAMETERS.values()} | {
    "SPARQLConstraintComponent"
}
_CLASSES = """Shape NodeShape PropertyShape ValidationReport ValidationResult AbstractResult
    Severity Info Warning Violation NodeKind PropertyGroup PrefixDeclaration ConstraintComponent
    Parameterizable Parameter Validator SPARQLConstraint SPARQLExecutable SPARQLAskExecutable
    SPARQLAskValidator SPARQLSelectExecutable SPARQLSelectValidator SPARQLConstructExecutable
    SPARQLUpdateExecutable"""
_PROPERTIES = """path inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath
    conforms result resultSeverity resultPath resultMessage detail focusNode value sourceShape
    sourceConstraint sourceConstraintComponent shapesGraph suggestedShapesGraph
    shapesGraphWellFormed severity message deactivated name description order group defaultValue
    optional parameter labelTemplate validator nodeValidator propertyValidator sparql select ask
    prefixes declare prefix namespace"""
_JAVASCRIPT = """js jsFunctionName jsLibrary jsLibraryURL JSConstraint JSConstraintComponent
    JSExecutable JSFunction JSLibrary JSRule JSTarget JSTargetType JSValidator"""
_ADVANCED = """rule condition subject predicate object Rule TripleRule SPARQLRule Rules target
    Target TargetType SPARQLTarget SPARQLTargetType Function SPARQLFunction returnType expression
    ExpressionConstraintComponent values nodes filterShape intersection union count distinct
    exists if then else min max sum groupConcat separator limit offset orderBy desc minus this
    construct update entailment resultAnnotation ResultAnnotation annotationProperty
    annotationValue annotationVarName"""
REFUSED_FEATURES = {
    "SHACL-JS": frozenset(_JAVASCRIPT.split()),
    "SHACL Advanced Features": frozenset(_ADVANCED.split()),
}
TERMS: frozenset[str] = frozenset(
    {*PARAMETERS, *COMPANIONS, *TARGETS, *NODE_KINDS, *_COMPONENTS}
    | set(_CLASSES.split())
    | set(_PROPERTIES.split())
)
