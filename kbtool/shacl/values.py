"""What queries ask of single values where Oxigraph's own answer is not that of the specifications.

Each function gets the terms of a query and is asked of the values only that need it: those that the store would keep in
another form (see `lexical`), those that SPARQL's operators have no answer for, and patterns of another dialect.
"""

from __future__ import annotations

import operator
import struct
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode

from kbtool.rdf.namespaces import XSD
from kbtool.rdf.sparql_regex import Function, regex_functions
from kbtool.rdf.terms import Term
from kbtool.rdf.xsd import INTEGERS, is_well_formed
from kbtool.shacl.lexical import TIMES, as_written, is_beyond

_ORDERS = "urn:x-kbtool:orders"
_VALUE = "urn:x-kbtool:value"
_IS_A = "urn:x-kbtool:is-a"
_VALUE_AT = "urn:x-kbtool:value-at"
_WELL_FORMED_VALUE = "urn:x-kbtool:well-formed-value"
_COMPARED = "urn:x-kbtool:compared"
_DATATYPE = "urn:x-kbtool:datatype"
_NUMERIC = "urn:x-kbtool:is-numeric"

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_FLOATS = {XSD("double").value: "d", XSD("float").value: "f"}
_NUMBERS = INTEGERS | {XSD("decimal").value, *_FLOATS}
_STRING = XSD("string").value
_BOOLEAN = XSD("boolean").value
_TRUE = ("true", "1")
_MONTH_DAY = XSD("gMonthDay").value


class _UnansweredError(Exception):
    """Two terms may be comparable, and it is not known how."""


def functions(failures: list[str], unanswered: set[Term]) -> dict[NamedNode, Function]:
    """The functions that queries of this package call, by name.

    Args:
        failures: takes in what went wrong and is no answer.
        unanswered: takes in the focus nodes where Oxigraph had to compute with a value for which it cannot.
    """

    def _value_at(term: Term, this: Term) -> Term:
        written = _well_formed(term)
        if written != term and is_beyond(written):
            unanswered.add(this)
        return written

    def _compared(left: Term, right: Term, comparison: Term, this: Term) -> Literal | None:
        either = (as_written(left), as_written(right))
        if either == (left, right) or not any(map(is_beyond, either)):
            return None
        assert isinstance(comparison, Literal)
        try:
            found = _compared_beyond(left, right, comparison.value)
        except _UnansweredError:
            unanswered.add(this)
            return None
        return None if found is None else Literal(found)

    own: dict[NamedNode, Function] = {
        NamedNode(_VALUE_AT): _value_at,
        NamedNode(_WELL_FORMED_VALUE): _well_formed,
        NamedNode(_COMPARED): _compared,
        NamedNode(_DATATYPE): _datatype,
        NamedNode(_NUMERIC): _numeric,
        NamedNode(_ORDERS): _orders,
        NamedNode(_VALUE): as_written,
        NamedNode(_IS_A): _is_a,
    }
    return own | regex_functions(failures)


def in_order(left: str, comparison: str, right: str) -> str:
    """A SPARQL expression: whether two terms compare so; false where they cannot be compared.

    SPARQL 1.1 (17.3) has the order of numbers, strings, booleans and points in time; Oxigraph adds dates,
    durations and the like by the order of XSD. It also has one of strings with a language, takes any term for
    less than or equal to itself, and has none of booleans; those go to the function.

    Args:
        left: a term or variable.
        comparison: ``<``, ``<=``, ``>`` or ``>=``.
        right: a term or variable.
    """
    unanswered = f'LANG({left}) != "" || sameTerm({left}, {right})'
    native = f"IF({unanswered}, 1/0, {left} {comparison} {right})"
    asked = f'<{_ORDERS}>({left}, {right}, "{comparison}")'
    values = f"<{_VALUE}>({left}) {comparison} <{_VALUE}>({right})"
    return f"COALESCE({native}, {asked}, {values}, false)"


NOWHERE = Literal("no focus node")
"""What stands for a focus node that an expression does not see."""

_THIS = f"COALESCE(?this, {NOWHERE})"


def value_of(term: str) -> str:
    """A SPARQL expression: the value of a term, if Oxigraph knows it."""
    return f"<{_WELL_FORMED_VALUE}>({term})"


def value_at(term: str) -> str:
    """A SPARQL expression: the value of a term, in a query of ``?this``; an ill-formed literal has none, and stays."""
    return f"<{_VALUE_AT}>({term}, {_THIS})"


def compared(left: str, comparison: str, right: str) -> str:
    """A SPARQL expression: whether two terms compare so by SPARQL's operators, in a query of ``?this``.

    Args:
        left: an expression that gives a term as the store holds it.
        comparison: ``=``, ``!=``, ``<``, ``<=``, ``>`` or ``>=``.
        right: another one.
    """
    own = f'<{_COMPARED}>({left}, {right}, "{comparison}", {_THIS})'
    return f"COALESCE({own}, {value_of(left)} {comparison} {value_of(right)})"


def datatype_of(term: str) -> str:
    """A SPARQL expression: the datatype of a literal as it is written; an error where the store holds it so."""
    return f"<{_DATATYPE}>({term})"


def is_number(term: str) -> str:
    """A SPARQL expression: whether a literal is a number as it is written; an error where the store holds it so."""
    return f"<{_NUMERIC}>({term})"


def is_a(variable: str, datatype: NamedNode) -> str:
    """A SPARQL expression: whether a term is a well-formed literal of the datatype."""
    return f"<{_IS_A}>({variable}, {datatype})"


def _is_a(term: Term, datatype: Term) -> Literal:
    literal = as_written(term)
    fits = isinstance(literal, Literal) and literal.datatype == datatype
    return Literal(fits and isinstance(literal, Literal) and is_well_formed(literal))


def _well_formed(term: Term) -> Term:
    written = as_written(term)
    fits = isinstance(written, Literal) and is_well_formed(written)
    return written if fits else term


def _datatype(term: Term) -> NamedNode | None:
    written = as_written(term)
    return written.datatype if written != term and isinstance(written, Literal) else None


def _numeric(term: Term) -> Literal | None:
    written = as_written(term)
    if written == term or not isinstance(written, Literal):
        return None
    return Literal(written.datatype.value in _NUMBERS and is_well_formed(written))


def _compared_beyond(left: Term, right: Term, comparison: str) -> bool | None:
    """Whether two terms compare so, of which one is beyond what Oxigraph computes with; None for a type error.

    Raises:
        _UnansweredError: they may be comparable, and are not known here.
    """
    a, b = as_written(left), as_written(right)
    holds = _OPERATORS[comparison]
    is_equality = comparison in ("=", "!=")
    if not (isinstance(a, Literal) and isinstance(b, Literal)):
        return holds(0, 1) if is_equality else None
    if not (is_well_formed(a) and is_well_formed(b)):
        return None
    kinds = {a.datatype.value, b.datatype.value}
    if kinds <= _NUMBERS:
        return holds(*_numbers(a, b))
    if a == b and (is_equality or kinds <= TIMES):
        return holds(0, 0)
    if kinds <= TIMES:
        if kinds == {_MONTH_DAY}:
            return holds(a.value, b.value) if a.value[7:] == b.value[7:] else None
        raise _UnansweredError
    known = kinds <= {*_NUMBERS, *TIMES, _STRING, _BOOLEAN}
    return holds(0, 1) if known and is_equality else None


def _orders(left: Term, right: Term, comparison: Term) -> Literal | None:
    """Whether two terms compare so; None where Oxigraph knows, of their values."""
    a, b = as_written(left), as_written(right)
    if not (isinstance(a, Literal) and isinstance(b, Literal) and isinstance(comparison, Literal)):
        return Literal(False)
    holds = _OPERATORS[comparison.value]
    if not (is_well_formed(a) and is_well_formed(b)) or a.language or b.language:
        return Literal(False)
    if a.datatype.value in _NUMBERS and b.datatype.value in _NUMBERS:
        return Literal(holds(*_numbers(a, b)))
    if a.datatype != b.datatype and not (a.datatype.value in TIMES and b.datatype.value in TIMES):
        return Literal(False)
    kind = a.datatype.value
    if kind == _BOOLEAN and b.datatype == a.datatype:
        return Literal(holds(a.value in _TRUE, b.value in _TRUE))
    if kind == _STRING or (kind == _MONTH_DAY and b.datatype == a.datatype):
        same_zone = kind == _STRING or a.value[7:] == b.value[7:]
        return Literal(same_zone and holds(a.value, b.value))
    if a == b and kind in TIMES:
        return Literal(holds(0, 0))
    return Literal(False) if (left, right) == (a, b) else None


def _numbers(a: Literal, b: Literal) -> tuple[Decimal | float, Decimal | float]:
    """Two numbers as the type that both are promoted to (XPath 2.0, appendix B.1)."""
    found = {_FLOATS.get(term.datatype.value, "") for term in (a, b)}
    if found == {""}:
        return Decimal(a.value), Decimal(b.value)
    form = "d" if "d" in found else "f"
    first, second = (_rounded(term, form) for term in (a, b))
    return first, second


def _rounded(term: Literal, form: str) -> float:
    number = float(term.value)
    forms = (_FLOATS.get(term.datatype.value, form), form)
    for each in forms:
        try:
            number = struct.unpack(each, struct.pack(each, number))[0]
        except OverflowError:
            number = float("inf") if number > 0 else float("-inf")
    return number
