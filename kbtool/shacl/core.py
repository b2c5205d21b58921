"""Each SHACL Core constraint component as one SPARQL query for its violations.

The definitions are those of the SHACL Recommendation, section 4. The components that refer to other
shapes (sh:node, sh:not, sh:qualifiedMinCount, ...) are not here: they combine sets of nodes.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from pyoxigraph import BlankNode, Literal, NamedNode

from kbtool.rdf.sparql_regex import MATCHES, is_read_alike
from kbtool.rdf.terms import Term
from kbtool.rdf.xsd import is_known
from kbtool.shacl.executors.oxigraph import Statistics
from kbtool.shacl.focus import Focus, values
from kbtool.shacl.lexical import TIMES, as_kept
from kbtool.shacl.model import Constraint
from kbtool.shacl.paths import Path
from kbtool.shacl.values import in_order, is_a
from kbtool.shacl.vocabulary import RDF_TYPE, RDFS_SUBCLASS_OF, SHACL, XSD

_CAST = frozenset(XSD + name for name in ("integer", "decimal", "double", "float", "boolean"))
_CAST |= TIMES - {XSD + "dateTimeStamp"}
"""Datatypes of which SPARQL's casts take no form that is kept as it is written and is none of theirs."""

_STRINGS = frozenset((XSD + "string", XSD + "anyURI"))
_NO_CHARACTER = Literal("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x{FFFE}\\x{FFFF}]")
"""What is no Char of XML 1.0, and so in no form of a string (XSD 1.1, 3.3.1.2)."""


class _Scope(Struct, frozen=True):
    """What a query is about: the constraint, its focus nodes and its path."""

    constraint: Constraint
    focus: Focus
    path: Path | None
    statistics: Statistics

    @property
    def term(self) -> Term:
        return self.constraint.terms[0]

    @property
    def number(self) -> int:
        assert isinstance(self.term, Literal)
        return int(self.term.value)

    @property
    def pairs(self) -> str:
        return values(self.focus, self.path)

    @property
    def empty(self) -> bool:
        """Whether a focus node can be a value node of itself."""
        return self.path is None or self.path.can_be_empty


def violations_query(
    constraint: Constraint, focus: Focus, path: Path | None, statistics: Statistics
) -> str:
    """A SELECT for the violations, with ``?this`` and, as the component has them, ``?value``,
    ``?path``, ``?n`` (a count), ``?lang`` and ``?other``; empty if nothing can violate it.
    """
    return _QUERIES[constraint.parameter](_Scope(constraint, focus, path, statistics))


def _failing(scope: _Scope, condition: str) -> str:
    return f"SELECT DISTINCT ?this ?value WHERE {{ {scope.pairs} FILTER ({condition}) }}"


def _class(scope: _Scope) -> str:
    assert isinstance(scope.term, NamedNode)
    classes = scope.statistics.subclasses(scope.term)
    has_class = f"?value {RDF_TYPE}/{RDFS_SUBCLASS_OF}* {scope.term}"
    if classes == (scope.term,):
        has_class = f"?value {RDF_TYPE} {scope.term}"
    return (
        f"SELECT DISTINCT ?this ?value WHERE {{ {scope.pairs} "
        f"OPTIONAL {{ {has_class} . BIND (true AS ?found) }} FILTER (!BOUND(?found)) }}"
    )


def _datatype(scope: _Scope) -> str:
    datatype = scope.term
    assert isinstance(datatype, NamedNode)
    fits = f"isLiteral(?value) && DATATYPE(?value) = {datatype}"
    if datatype.value in _STRINGS:
        fits += f" && !REGEX(STR(?value), {_NO_CHARACTER})"
    elif datatype.value in _CAST:
        fits += f" && COALESCE(isLiteral({datatype}(STR(?value))), false)"
        fits = f"({fits}) || {is_a('?value', datatype)}"
    elif is_known(datatype.value):
        fits = is_a("?value", datatype)
    return _failing(scope, f"!({fits})")


def _node_kind(scope: _Scope) -> str:
    assert isinstance(scope.term, NamedNode)
    kind = scope.term.value.removeprefix(SHACL)
    tests = [f"is{name}(?value)" for name in ("IRI", "Literal") if name in kind]
    if "BlankNode" in kind:
        tests.append("isBlank(?value)")
    return _failing(scope, f"!({' || '.join(tests)})")


def _min_count(scope: _Scope) -> str:
    if scope.number == 0:
        return ""
    branch = scope.pairs if scope.empty else f"?this {_sparql(scope)} ?value ."
    found = f"{scope.focus.pattern()} OPTIONAL {{ {branch} }}"
    if scope.number == 1:
        return f"SELECT ?this (0 AS ?n) WHERE {{ {found} FILTER (!BOUND(?value)) }}"
    return _counted(found, f"< {scope.number}")


def _max_count(scope: _Scope) -> str:
    return _counted(scope.pairs, f"> {scope.number}")


def _counted(pattern: str, comparison: str) -> str:
    return (
        f"SELECT ?this (COUNT(DISTINCT ?value) AS ?n) WHERE {{ {pattern} }} "
        f"GROUP BY ?this HAVING (COUNT(DISTINCT ?value) {comparison})"
    )


def _comparison(operator: str) -> Callable[[_Scope], str]:
    def query(scope: _Scope) -> str:
        return _failing(scope, f"!{in_order('?value', operator, str(as_kept(scope.term)))}")

    return query


def _length(operator: str) -> Callable[[_Scope], str]:
    def query(scope: _Scope) -> str:
        return _failing(
            scope, f"isBlank(?value) || !(STRLEN(STR(?value)) {operator} {scope.number})"
        )

    return query


def _pattern(scope: _Scope) -> str:
    assert isinstance(scope.term, Literal)
    flags = Literal(scope.constraint.flags)
    alike = is_read_alike(scope.term.value, flags.value)
    regex = f"{'REGEX' if alike else MATCHES}(STR(?value), {scope.term}, {flags})"
    return _failing(scope, f"isBlank(?value) || !{regex}")


def _language_in(scope: _Scope) -> str:
    tests = [f"LANGMATCHES(LANG(?value), {tag})" for tag in scope.constraint.terms] or ["false"]
    return _failing(scope, f"!(isLiteral(?value) && ({' || '.join(tests)}))")


def _unique_lang(scope: _Scope) -> str:
    return (
        f"SELECT ?this ?lang (COUNT(DISTINCT ?value) AS ?n) WHERE {{ {scope.pairs} "
        'FILTER (isLiteral(?value) && LANG(?value) != "") BIND (LANG(?value) AS ?lang) } '
        "GROUP BY ?this ?lang HAVING (COUNT(DISTINCT ?value) > 1)"
    )


def _equals(scope: _Scope) -> str:
    only_here = (
        f"{scope.pairs} OPTIONAL {{ ?this {scope.term} ?value . BIND (true AS ?found) }} "
        "FILTER (!BOUND(?found))"
    )
    only_there = f"{scope.focus.pattern()} ?this {scope.term} ?value . "
    if scope.empty:
        only_there += "FILTER (!sameTerm(?this, ?value)) "
    if scope.path is not None:
        only_there += (
            f"OPTIONAL {{ ?this {_sparql(scope)} ?value . BIND (true AS ?found) }} "
            "FILTER (!BOUND(?found))"
        )
    return f"SELECT DISTINCT ?this ?value WHERE {{ {{ {only_here} }} UNION {{ {only_there} }} }}"


def _disjoint(scope: _Scope) -> str:
    return f"SELECT DISTINCT ?this ?value WHERE {{ {scope.pairs} ?this {scope.term} ?value . }}"


def _less_than(operator: str) -> Callable[[_Scope], str]:
    def query(scope: _Scope) -> str:
        return (
            f"SELECT DISTINCT ?this ?value ?other WHERE {{ {scope.pairs} "
            f"?this {scope.term} ?other . FILTER (!{in_order('?value', operator, '?other')}) }}"
        )

    return query


def _has_value(scope: _Scope) -> str:
    pattern = scope.focus.pattern()
    if not isinstance(scope.term, BlankNode):
        if scope.path is not None:
            pattern += (
                f" OPTIONAL {{ ?this {_sparql(scope)} {as_kept(scope.term)} . BIND (true AS ?found) }}"
                " FILTER (!BOUND(?found))"
            )
        if scope.empty:
            pattern += f" FILTER (!sameTerm(?this, {as_kept(scope.term)}))"
    return f"SELECT ?this WHERE {{ {pattern} }}"


def _in(scope: _Scope) -> str:
    iris = [str(term) for term in scope.constraint.terms if isinstance(term, NamedNode)]
    tests = [f"?value IN ({', '.join(iris)})"] if iris else []
    tests += [
        f"sameTerm(?value, {as_kept(term)})"
        for term in scope.constraint.terms
        if isinstance(term, Literal)
    ]
    return _failing(scope, f"!COALESCE({' || '.join(tests)}, false)" if tests else "true")


def _closed(scope: _Scope) -> str:
    allowed = ", ".join(sorted({str(term) for term in scope.constraint.terms}))
    pairs = values(scope.focus, scope.path, "?this", "?node")
    return (
        f"SELECT DISTINCT ?this ?path ?value WHERE {{ {pairs} ?node ?path ?value . "
        f"FILTER ({f'?path NOT IN ({allowed})' if allowed else 'true'}) }}"
    )


def _sparql(scope: _Scope) -> str:
    assert scope.path is not None
    return scope.path.sparql


_QUERIES: dict[str, Callable[[_Scope], str]] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minCount": _min_count,
    "maxCount": _max_count,
    "minExclusive": _comparison(">"),
    "minInclusive": _comparison(">="),
    "maxExclusive": _comparison("<"),
    "maxInclusive": _comparison("<="),
    "minLength": _length(">="),
    "maxLength": _length("<="),
    "pattern": _pattern,
    "languageIn": _language_in,
    "uniqueLang": _unique_lang,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _less_than("<"),
    "lessThanOrEquals": _less_than("<="),
    "hasValue": _has_value,
    "in": _in,
    "closed": _closed,
}
