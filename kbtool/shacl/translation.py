"""Decides which constraints have an exact translation into a query over all focus nodes."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal as OneOf

from msgspec import Struct
from msgspec.structs import replace
from pyoxigraph import BlankNode, Literal, NamedNode, Store

from kbtool.errors import InputError
from kbtool.rdf.sparql_regex import REGEX_HELP, exact_regex, regex_functions
from kbtool.rdf.sparql_tokens import tokenise
from kbtool.rdf.terms import Term
from kbtool.rdf.xpath_classes import InvalidPatternError
from kbtool.rdf.xpath_regex import read_pattern
from kbtool.shacl.components import Component
from kbtool.shacl.graph import GraphIndex, show
from kbtool.shacl.model import Constraint, ShapeNode, SparqlConstraint
from kbtool.shacl.paths import Path
from kbtool.shacl.prebinding import FOCUS, SHAPES_GRAPH, Translation, translate
from kbtool.shacl.prefixes import declared, prologue
from kbtool.shacl.values import functions
from kbtool.shacl.vocabulary import RDF_TYPE, SH, XSD

_LOST = """byte short int long unsignedByte unsignedShort unsignedInt unsignedLong
    nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger dateTimeStamp"""
_LOST_DATATYPES = frozenset(XSD + name for name in _LOST.split())
_FOCUS = {"select": "?this", "ask": "?this ?value"}
"""The variables that a focus pattern binds."""


@cache
def _empty_store() -> Store:
    return Store()


def check_constraint(constraint: Constraint, *, strict: bool) -> None:
    """Hold a Core constraint to what can be evaluated.

    Raises:
        InputError: its pattern is not a regular expression; or, if strict, it asks for a form of literals
            that the store of a knowledge base does not keep.
    """
    if constraint.parameter == "datatype" and strict:
        (datatype,) = constraint.terms
        assert isinstance(datatype, NamedNode)
        if datatype.value in _LOST_DATATYPES:
            base = "dateTime" if datatype.value.endswith("Stamp") else "integer"
            raise InputError(
                f"sh:datatype {show(datatype)} cannot be checked: the store keeps such values as "
                f"xsd:{base}",
                help=f"use sh:datatype xsd:{base}, and sh:minInclusive and sh:maxInclusive",
            )
    if constraint.parameter == "pattern":
        pattern, flags = constraint.terms[0], constraint.flags
        assert isinstance(pattern, Literal)
        try:
            read_pattern(pattern.value, flags)
        except InvalidPatternError as error:
            with_flags = f" with flags {flags!r}" if flags else ""
            raise InputError(
                f"sh:pattern {show(pattern)}{with_flags} is not a regular expression of XPath: {error}",
                help=REGEX_HELP,
            ) from error


def read_sparql_constraint(
    graph: GraphIndex,
    node: Term | None,
    shape: ShapeNode,
    path: Path | None,
    shape_messages: tuple[Literal, ...],
    own_messages: tuple[Literal, ...],
    *,
    strict: bool,
) -> SparqlConstraint:
    """The SPARQL-based constraint at ``node``, a value of sh:sparql of ``shape`` (SHACL 5.1).

    Raises:
        InputError: it has no query, or one that does not parse or that SHACL does not allow.
    """
    return _read(
        graph,
        node,
        SH("SPARQLConstraintComponent"),
        _Use(shape, path, "select", {}),
        own_messages or shape_messages,
        strict,
    )


def read_component_constraint(
    graph: GraphIndex,
    component: Component,
    shape: ShapeNode,
    path: Path | None,
    parameters: dict[NamedNode, Term],
    messages: tuple[Literal, ...],
    *,
    strict: bool,
) -> SparqlConstraint | None:
    """A constraint of a SPARQL-based component (SHACL 6.3); None where no validator fits the shape.

    Args:
        graph: the shapes graph.
        component: the component.
        shape: the shape that uses it.
        path: the path of that shape.
        parameters: the values of the parameters that the shape gives.
        messages: the messages that count: the shape's, else the validator's or the component's.
        strict: whether to refuse what not every processor reads.

    Raises:
        InputError: the validator has no query, or one that does not parse or that SHACL does not
            allow.
    """
    validator = component.validator(for_property=path is not None)
    if validator is None:
        return None
    is_ask = bool(graph.objects(validator, SH("ask")))
    values = {p.name: parameters[p.path] for p in component.parameters if p.path in parameters}
    use = _Use(shape, path, "ask" if is_ask else "select", values)
    found = _read(graph, validator, component.node, use, messages, strict)
    return replace(found, parameters=tuple(parameters.items()))


class WrittenQuery(Struct, frozen=True):
    """A query over literals as they are written.

    Attributes:
        text: the query; None if there is none.
        reason: why there is none.
        has_constants: whether a literal in it is one that the store would keep otherwise.
    """

    text: str | None = None
    reason: str | None = None
    has_constants: bool = False


class _Use(Struct, frozen=True):
    """Where a query is used: what stands for its pre-bound variables, except focus and value nodes."""

    shape: ShapeNode
    path: Path | None
    form: OneOf["select", "ask"]
    values: dict[str, Term]


def _read(
    graph: GraphIndex,
    node: Term | None,
    component: NamedNode,
    use: _Use,
    messages: tuple[Literal, ...],
    strict: bool,
) -> SparqlConstraint:
    queries = graph.objects(node, SH(use.form))
    if len(queries) != 1 or not isinstance(queries[0], Literal):
        what = "a value of sh:sparql" if not use.values else f"the validator of {show(component)}"
        raise InputError(f"{what} needs one sh:{use.form}, it has {len(queries)}")
    prefixes = declared(graph, node)
    query = queries[0].value
    text, reasons = _replace_parameters(query, use)
    head = prologue(prefixes)
    translation = _translated(exact_regex(text), head, use.form)
    if strict and (unusual := translation.projected & {"failure", "message"}):
        raise InputError(
            f"sh:select projects ?{min(unusual)}, which not every SHACL processor reads",
            help="choose another name, and write the message as sh:message with {?name}",
        )
    _parse(text if not use.values else query, prefixes, use.form)
    reasons += translation.reasons
    assert isinstance(node, NamedNode | BlankNode)
    return SparqlConstraint(
        node=node,
        component=component,
        form=use.form,
        select=head + query,
        exact=head + exact_regex(query, always=True),
        parameters=(),
        set_query=None if reasons else translation.text,
        reason="; ".join(dict.fromkeys(reasons)) or None,
        mentions=_mentions(text, prefixes),
        counts_rows=translation.counts_rows,
        empty_paths=translation.empty_paths,
        messages=messages,
    )


@lru_cache(maxsize=512)
def _translated(query: str, head: str, form: OneOf["select", "ask"]) -> Translation:
    """A query over all focus nodes that parses; kept, so that rules which are read again are not translated again.

    Args:
        query: a query.
        head: the declarations of its prefixes: the same for many queries, so that they are not read with each.
        form: what is asked.
    """
    found = translate(query, form)
    if found.text is None:
        return found
    try:
        text = head + found.text
        _empty_store().query(_with_focus(text, form), custom_functions=regex_functions([]))
    except SyntaxError:
        why = "the query with its focus nodes joined in does not parse"
        return replace(found, text=None, reasons=[why, *found.reasons])
    return replace(found, text=text)


def _with_focus(query: str, form: OneOf["select", "ask"]) -> str:
    return query.replace(FOCUS, f"{{ SELECT {_FOCUS[form]} WHERE {{ ?this ?p ?value }} }}")


@lru_cache(maxsize=512)
def written_query(query: str, form: OneOf["select", "ask"]) -> WrittenQuery:
    """The query over a set of focus nodes where the store holds literals as they are written.

    Args:
        query: a set_query.
        form: of the constraint that it is for.
    """
    from kbtool.shacl.expressions import over_written
    from kbtool.shacl.query_reader import NoQueryError

    try:
        text, has_constants = over_written(query)
        _empty_store().query(_with_focus(text, form), custom_functions=functions([], set()))
    except (NoQueryError, SyntaxError) as error:
        return WrittenQuery(reason=f"{error}, where literals count as they are written")
    return WrittenQuery(text, has_constants=has_constants)


def _replace_parameters(query: str, use: _Use) -> tuple[str, list[str]]:
    """Write out ``$PATH``, ``$currentShape``, ``$shapesGraph`` and parameters; and what resists it."""
    known: dict[str, Term] = {
        **use.values,
        "currentShape": use.shape,
        "shapesGraph": NamedNode(SHAPES_GRAPH),
    }
    tokens = tokenise(query)
    pieces, last, reasons = [], 0, []
    for index, token in enumerate(tokens):
        start, end, text = token.start, token.end, ""
        if token.is_variable("PATH"):
            if use.path is None:
                raise InputError("the query uses $PATH in a node shape, which has no sh:path")
            text = f"({use.path.sparql})"
        elif token.kind == "variable" and token.text in known:
            term = known[token.text]
            around = tokens[max(0, index - 2) : index + 2]
            if len(around) == 4 and around[0].is_word("BOUND") and around[1].is_mark("("):
                start, end, text = around[0].start, around[3].end, "(true)"
            elif isinstance(term, BlankNode):
                reasons.append(f"${token.text} is a blank node")
            else:
                text = str(term)
        if text:
            pieces += [query[last:start], text]
            last = end
    return "".join([*pieces, query[last:]]), reasons


def _mentions(query: str, prefixes: dict[str, str]) -> frozenset[str] | None:
    """The IRIs in a query; None if a predicate may be a variable."""
    tokens = tokenise(query)
    found: set[str] = set()
    terms = ("variable", "iri", "name", "string")
    for index, token in enumerate(tokens):
        before, after = tokens[max(0, index - 1)], tokens[min(index + 1, len(tokens) - 1)]
        if token.kind == "iri":
            found.add(token.text[1:-1])
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            found.add(prefixes.get(prefix, "") + local.replace("\\", ""))
        elif token.is_word("A"):
            found.add(RDF_TYPE.value)
        elif token.kind == "variable":
            is_second = before.kind in terms or before.text in (";", "]", ")")
            if is_second and (after.kind in terms or after.text in ("[", "(")):
                return None
    return frozenset(found)


def _parse(query: str, prefixes: dict[str, str], form: str) -> None:
    try:
        _empty_store().query(query, prefixes=prefixes)
    except (SyntaxError, ValueError, RuntimeError) as error:
        text = " ".join(str(error).split()).split(", ['")[0]
        raise InputError(
            f"the query in sh:{form} does not parse: {text}",
            help="declare its prefixes with sh:prefixes" if "refix" in text else None,
        ) from error
