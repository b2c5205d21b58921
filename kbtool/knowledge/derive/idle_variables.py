"""Variables that a rule names, in its query or its message, and that nothing ever gives a value."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from kbtool.errors import InputError
from kbtool.knowledge.rules import GAPS, Rule
from kbtool.near import nearest
from kbtool.rdf.sparql_parts import Parts
from kbtool.shacl import Shapes
from kbtool.shacl.model import SparqlConstraint

_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
_GAP = re.compile(r"\{(\w+)\}")
_BOUND = frozenset(("this", "value", "path", "PATH", "currentShape", "shapesGraph"))
"""The variables that SHACL gives a value, or takes as a part of a result."""
_OF_PHRASES = frozenset(("subject", "object", "outcome", "figure", "value", "statement"))
"""The gaps of phrases of predicates, which a suggestion may name."""


def refuse_idle_variables(shapes: Shapes, rules: Iterable[Rule]) -> None:
    """Refuse rules that name a variable, in a query or a message, or a gap of a suggestion which nothing ever gives a value.

    Args:
        shapes: the rules, as shapes.
        rules: those that are looked at.

    Raises:
        InputError: a rule does; its IRI is in the message.
    """
    for rule in rules:
        _refuse_unfilled(rule)
        for node in sorted(shapes.closure(rule.iri), key=str):
            for query in shapes.by_node[node].sparql:
                _refuse_idle(rule, query)


def _refuse_unfilled(rule: Rule) -> None:
    for told in (rule.suggestion, rule.curator_suggestion, rule.gathered_suggestion):
        for name in sorted(set(_GAP.findall(told)) - GAPS - _OF_PHRASES):
            near = nearest(name, GAPS)
            gaps = f"gaps are {', '.join(f'{{{each}}}' for each in sorted(GAPS))}"
            raise InputError(
                f"the rule <{rule.iri.value}> finds less than it says: "
                f"nothing fills {{{name}}} in what it suggests",
                path="shapes",
                help=f"did you mean {{{near}}}?" if near else gaps,
            )


def _refuse_idle(rule: Rule, query: SparqlConstraint) -> None:
    parts = Parts(query.select)
    parameters = {iri.value.rpartition("#")[2].rpartition("/")[2] for iri, _ in query.parameters}
    given = {*parts.given, *_BOUND, *parameters}
    used = {token.text for token in parts.tokens if token.kind == "variable"}
    for name in sorted(used - given):
        _refuse(
            rule, f"?{name} stands in no pattern of its query, so it never has a value", name, given
        )
    selected = _selected(parts) | _BOUND | parameters if query.form == "select" else given
    for message in query.messages:
        for name in _GAP.findall(message.value):
            if name in given:
                _refuse(rule, f"{{{name}}} stands in its message without a ?", name, ())
        for name in _PLACEHOLDER.findall(message.value):
            if name not in selected:
                why = f"{{?{name}}} stands in its message, and its query does not select ?{name}"
                _refuse(rule, why, name, selected)


def _refuse(rule: Rule, why: str, name: str, names: Collection[str]) -> None:
    near = nearest(name, {one for one in names if one != name})
    raise InputError(
        f"the rule <{rule.iri.value}> finds less than it says: {why}",
        path="shapes",
        help=f"did you mean ?{near}?"
        if near
        else "a message has {?name} of what the query selects, and a query gives it a value",
    )


def _selected(parts: Parts) -> set[str]:
    """The variables that a query shows: each between SELECT and its group, but for those of an expression."""
    found: set[str] = set()
    depth = 0
    for token in parts.tokens[parts.beginning + 1 :]:
        if token.is_mark("{"):
            break
        depth += token.is_mark("(") - token.is_mark(")")
        before = parts.tokens[parts.tokens.index(token) - 1]
        if token.is_mark("*"):
            found |= parts.given
        if token.kind == "variable" and (not depth or (depth == 1 and before.is_word("AS"))):
            found.add(token.text)
    return found
