"""Decides which constraints have an exact translation into a query over all focus nodes."""

from __future__ import annotations

import re
from functools import cache

from pyoxigraph import Literal, NamedNode, Store

from kbtool.errors import InputError
from kbtool.shacl.graph import GraphIndex, show
from kbtool.shacl.model import Constraint, ShapeNode, SparqlConstraint
from kbtool.shacl.paths import Path
from kbtool.shacl.prebinding import FOCUS, translate
from kbtool.shacl.prefixes import declared, prologue
from kbtool.shacl.tokens import tokenise
from kbtool.shacl.vocabulary import SH, XSD

_CHECKED = """integer decimal double float boolean dateTime date time gYear gYearMonth gMonth
    gMonthDay gDay duration dayTimeDuration yearMonthDuration"""
CHECKED_DATATYPES = frozenset(XSD + name for name in _CHECKED.split())
"""Datatypes whose lexical forms SPARQL can check, by a cast."""

_FREE_DATATYPES = frozenset((XSD + "string", XSD + "anyURI"))
_LOST = """byte short int long unsignedByte unsignedShort unsignedInt unsignedLong
    nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger dateTimeStamp"""
_LOST_DATATYPES = frozenset(XSD + name for name in _LOST.split())
_DIALECT = re.compile(r"\[\[|&&|--|~~|\[[^\]]*\[|\\[pPiIcCzZAbBQEGhHRXuUxN]|\(\?[^:]")
"""Regular expression syntax that XPath, Python and Rust do not read alike."""


@cache
def _empty_store() -> Store:
    return Store()


def untranslatable(constraint: Constraint, path: Path | None) -> str | None:
    """Why a Core constraint has no exact query, or None if it has one.

    Raises:
        InputError: no engine can evaluate it.
    """
    if constraint.parameter == "datatype":
        (datatype,) = constraint.terms
        assert isinstance(datatype, NamedNode)
        if datatype.value in _LOST_DATATYPES:
            base = "dateTime" if datatype.value.endswith("Stamp") else "integer"
            raise InputError(
                f"sh:datatype {show(datatype)} cannot be checked: the store keeps such values as "
                f"xsd:{base}",
                help=f"use sh:datatype xsd:{base}, and sh:minInclusive and sh:maxInclusive",
            )
        known = datatype.value in CHECKED_DATATYPES | _FREE_DATATYPES
        if datatype.value.startswith(XSD) and not known:
            return f"the lexical forms of {show(datatype)}"
    if constraint.parameter == "pattern":
        return _unsafe_pattern(constraint)
    return None


def _unsafe_pattern(constraint: Constraint) -> str | None:
    pattern, flags = constraint.terms[0], constraint.flags
    assert isinstance(pattern, Literal)
    if not set(flags) <= set("ismx") or not _compiles(pattern.value):
        raise InputError(
            f"sh:pattern {show(pattern)} with flags {flags!r} is not a regular expression that "
            "every SHACL processor reads"
        )
    query = f"ASK {{ FILTER (BOUND(?x)) BIND (REGEX('', {pattern}, {Literal(flags)}) AS ?x) }}"
    if not _empty_store().query(query) or "x" in flags or _DIALECT.search(pattern.value):
        return f"the regular expression {pattern}"
    return None


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def read_sparql_constraint(
    graph: GraphIndex,
    node: object,
    shape: ShapeNode,
    path: Path | None,
    shape_message: str | None,
    own_message: str | None,
) -> SparqlConstraint:
    """The SPARQL-based constraint at ``node``, a value of sh:sparql of ``shape``.

    Raises:
        InputError: it has no query, or one that does not parse or that SHACL does not allow.
    """
    queries = graph.objects(node, SH("select"))
    if len(queries) != 1 or not isinstance(queries[0], Literal):
        raise InputError(f"a value of sh:sparql needs one sh:select, it has {len(queries)}")
    prefixes = declared(graph, node)
    select = queries[0].value
    text, reasons = _replace_parameters(select, shape, path)
    translation = translate(prologue(prefixes) + text)
    _parse(text, prefixes)
    set_query = translation.text
    if set_query is not None:
        try:
            _empty_store().query(set_query.replace(FOCUS, "{ SELECT ?this WHERE { ?this ?p ?o } }"))
        except SyntaxError:
            reasons.append("the query with its focus nodes joined in does not parse")
            set_query = None
    reasons += translation.reasons
    assert not isinstance(node, Literal)
    return SparqlConstraint(
        node=node,  # type: ignore[arg-type]
        select=prologue(prefixes) + select,
        set_query=None if reasons else set_query,
        reason="; ".join(dict.fromkeys(reasons)) or None,
        counts_rows=translation.counts_rows,
        empty_paths=translation.empty_paths,
        message=own_message if own_message is not None else shape_message,
    )


def _replace_parameters(query: str, shape: ShapeNode, path: Path | None) -> tuple[str, list[str]]:
    """Write out ``$PATH`` and ``$currentShape``; returns the text and what keeps it from use."""
    pieces, last, reasons = [], 0, []
    for token in tokenise(query):
        if token.is_variable("shapesGraph"):
            raise InputError("the query uses $shapesGraph, whose support SHACL leaves optional")
        if token.is_variable("currentShape") and not isinstance(shape, NamedNode):
            reasons.append("$currentShape is a blank node")
        elif token.is_variable("currentShape"):
            pieces += [query[last : token.start], str(shape)]
            last = token.end
        elif token.is_variable("PATH"):
            if path is None:
                raise InputError("the query uses $PATH in a node shape, which has no sh:path")
            pieces += [query[last : token.start], f"({path.sparql})"]
            last = token.end
    return "".join([*pieces, query[last:]]), reasons


def _parse(query: str, prefixes: dict[str, str]) -> None:
    try:
        _empty_store().query(query, prefixes=prefixes)
    except (SyntaxError, ValueError) as error:
        text = " ".join(str(error).split()).split(", ['")[0]
        raise InputError(
            f"the query in sh:select does not parse: {text}",
            help="declare its prefixes with sh:prefixes" if "refix" in text else None,
        ) from error
