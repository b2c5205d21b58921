"""Whether a sentence and what is on file speak of the same part: of whom, when and where."""

from __future__ import annotations

from collections.abc import Sequence

from kbtool.knowledge.scales import Scope
from kbtool.knowledge.statements import Statement
from kbtool.prose.candidate import Candidate
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term


def within(candidate: Candidate, scope: Scope, known: Sequence[Statement]) -> Statement | None:
    """The only statement on file that says the same of what the sentence names as well: "in depression", "in adults".

    Args:
        candidate: what the sentence states.
        scope: the scope of that.
        known: what is on file of the same subject, predicate and object.
    """
    mine = values_of(besides(scope))
    found = [
        each
        for each in known
        if mine < (values := values_of(besides(each.scope))) and values - mine <= candidate.named
    ]
    return found[0] if len(found) == 1 else None


def besides(scope: Scope) -> Scope:
    """A scope without its jurisdiction: a sentence that names none speaks of the only one that is on file."""
    return {name: values for name, values in scope.items() if name != KB("jurisdiction")}


def same_scope(one: Scope, other: Scope) -> bool:
    """Whether scopes are the same."""
    return one == other


def same_values(one: Scope, other: Scope) -> bool:
    """Whether scopes name the same things, if by other qualifiers: "in ADHD" is a population, or a condition."""
    return values_of(one) == values_of(other)


def values_of(scope: Scope) -> frozenset[Term]:
    """All that a scope names."""
    return frozenset(value for values in scope.values() for value in values)
