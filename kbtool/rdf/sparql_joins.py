"""What a SPARQL query joins, as values: triple patterns, the groups that they stand in, and sub-selects."""

from __future__ import annotations

from msgspec import Struct, field

ANY = ""
"""Stands for a predicate that is a variable, and for whatever is no IRI and no variable."""


class Pattern(Struct, frozen=True):
    """One triple pattern.

    Attributes:
        subject: ``?name``, an IRI, or ANY.
        predicates: the predicates, one of which it is; ANY, if that is a variable.
        object: ``?name``, an IRI, or ANY for a literal.
        repeated: whether it may be many steps, or none, each by any of the predicates.
        both_ways: whether a step may go from an object to a subject.
    """

    subject: str
    predicates: frozenset[str]
    object: str
    repeated: bool = False
    both_ways: bool = False


class Group(Struct):
    """What stands between braces.

    Attributes:
        patterns: its triple patterns.
        optional: groups that add to its solutions or take some away: OPTIONAL, MINUS, EXISTS.
        unions: alternatives, one of which holds.
        inner: groups and sub-selects that hold as well.
        aliases: variables that stand for the same, where they are bound.
    """

    patterns: list[Pattern] = field(default_factory=list)
    optional: list[Group] = field(default_factory=list)
    unions: list[list[Group]] = field(default_factory=list)
    inner: list[Group | Select] = field(default_factory=list)
    aliases: list[tuple[str, str]] = field(default_factory=list)


class Select(Struct):
    """A sub-select, or the whole query.

    Attributes:
        where: its group.
        shown: the variables that others see; None for all.
        keys: the variables by which it aggregates; None, if it does not aggregate.
    """

    where: Group
    shown: frozenset[str] | None = None
    keys: frozenset[str] | None = None
