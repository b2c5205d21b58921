"""The values of the parameters of shapes, held to the kinds that SHACL gives them (its syntax rules, appendix A)."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode

from kbtool.errors import InputError
from kbtool.rdf.terms import Term
from kbtool.shacl.graph import GraphIndex, show
from kbtool.shacl.vocabulary import NODE_KINDS, SH, XSD, Kind

_EXPECTED: dict[Kind, str] = {
    "iri": "an IRI",
    "node kind": "one of " + ", ".join(f"sh:{kind}" for kind in NODE_KINDS),
    "count": "a non-negative integer",
    "flag": "true or false",
    "literal": "a literal",
    "string": "a string",
    "shape": "a shape",
}
_LISTS: dict[Kind, Kind] = {"terms": "term", "strings": "string", "iris": "iri", "shapes": "shape"}


def read_messages(graph: GraphIndex, node: Term) -> tuple[Literal, ...]:
    """The values of sh:message of a shape, constraint, validator or component, sorted.

    Raises:
        InputError: one is no string.
    """
    texts = graph.objects(node, SH("message"))
    found = tuple(t for t in texts if isinstance(t, Literal) and (t.language or _is_string(t)))
    if len(found) != len(texts):
        raise InputError("sh:message takes a string")
    return found


def single(graph: GraphIndex, node: Term, local: str, kind: Kind) -> Term | None:
    """The value of a parameter that has one at most, or the first member of its list.

    Raises:
        InputError: it has several, or one of another kind.
    """
    values = graph.objects(node, SH(local))
    if len(values) > 1:
        raise InputError(f"it has {len(values)} values of sh:{local}, not one")
    return (*values_of(graph, values[0], kind, local), None)[0] if values else None


def flag(graph: GraphIndex, node: Term, local: str) -> bool:
    """Whether a parameter is true.

    Raises:
        InputError: it is neither true nor false.
    """
    return single(graph, node, local, "flag") == Literal(True)


def values_of(graph: GraphIndex, value: Term, kind: Kind, local: str) -> tuple[Term, ...]:
    """The value, or the members of the list that it is.

    Raises:
        InputError: one of them is not of that kind.
    """
    if kind not in _LISTS:
        return (checked(value, kind, local),)
    return tuple(checked(member, _LISTS[kind], local) for member in graph.members(value))


def checked(value: Term, kind: Kind, local: str) -> Term:
    """The value of a parameter.

    Raises:
        InputError: it is not of that kind.
    """
    integer = isinstance(value, Literal) and value.datatype.value == XSD + "integer"
    fits = {
        "iri": isinstance(value, NamedNode),
        "node kind": value in {SH(name) for name in NODE_KINDS},
        "count": integer and isinstance(value, Literal) and value.value.isdecimal(),
        "flag": isinstance(value, Literal) and value.datatype.value == XSD + "boolean",
        "literal": isinstance(value, Literal),
        "string": isinstance(value, Literal) and _is_string(value),
        "shape": isinstance(value, NamedNode | BlankNode),
        "term": True,
    }[kind]
    if not fits:
        raise InputError(f"sh:{local} takes {_EXPECTED[kind]}, not {show(value)}")
    return value


def _is_string(value: Literal) -> bool:
    return value.datatype.value == XSD + "string"
