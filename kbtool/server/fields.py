"""The parameters of a named query as the fields of a form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.queries import NamedQuery
from kbtool.rdf.namespaces import KB
from kbtool.rdf.sparql import read_term
from kbtool.rdf.terms import instances, text

_MOST_CHOICES = 60
"""So many values are offered as a menu; of more, one writes the name, and those that fit are suggested."""
_MOST_SUGGESTED = 1_000
"""Of more values than that, none is suggested: the page would be long, and slow to make."""


class Suggestion(Struct, frozen=True):
    """A value that a field can have.

    Attributes:
        value: how it is written.
        says: what it says, where its name does not tell that.
    """

    value: str
    says: str = ""


class Field(Struct, frozen=True):
    """A parameter of a named query as a field.

    Attributes:
        name: its name.
        meaning: what it stands for.
        value: what it holds.
        choices: the values that it can have, as they are named; none, if one writes it.
        suggestions: the values that are suggested while one writes.
        needed: whether it has no value unless one is given.
    """

    name: str
    meaning: str
    value: str
    choices: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    needed: bool


def fields_of(kb: KnowledgeBase, query: NamedQuery, given: Mapping[str, str]) -> Sequence[Field]:
    """The fields of a query.

    Args:
        kb: the knowledge base.
        query: the query.
        given: the values that its parameters have.
    """
    found = []
    for parameter in query.parameters:
        every = _suggestions(kb, parameter.kind)
        is_menu = 0 < len(every) <= _MOST_CHOICES and not any(one.says for one in every)
        choices = tuple(one.value for one in every) if is_menu else ()
        value = given.get(parameter.name)
        if value is None:
            value = _named(kb, parameter.default, choices)
        if choices and value and value not in choices:
            choices = (value, *choices)
        suggestions = () if is_menu else every
        needed = parameter.default is None
        found.append(Field(parameter.name, parameter.meaning, value, choices, suggestions, needed))
    return found


def _named(kb: KnowledgeBase, default: str | None, choices: Sequence[str]) -> str:
    """A default as the choices name it."""
    if default is None or not choices:
        return default or ""
    term = read_term(default, kb.names)
    label = kb.labels.label(term)
    return label if label in choices else default


def _suggestions(kb: KnowledgeBase, kind: str | None) -> tuple[Suggestion, ...]:
    """The instances of a class: by label, or by name where they have none or share it; none, if they are very many."""
    node = None if kind is None else read_term(kind, kb.names)
    if not isinstance(node, ox.NamedNode):
        return ()
    found = instances(kb.store, node)
    if len(found) > _MOST_SUGGESTED:
        return ()
    called = [(one, kb.labels.label(one)) for one in found]
    times = Counter(label for _, label in called)
    suggested = []
    for one, label in called:
        short, curie = kb.names.short(one.value), kb.names.curie(one.value)
        if label in (short, curie):
            suggested.append(Suggestion(short, text(kb.store, one, KB("says")) or ""))
        else:
            suggested.append(Suggestion(label) if times[label] == 1 else Suggestion(short, label))
    return tuple(sorted(suggested, key=lambda one: one.value.casefold()))
