"""What is said of people with a condition, or of its symptoms, said of the condition: "helps people with depression"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.prose.candidate import Candidate
from kbtool.prose.propositions import TRUE
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term


class People:
    """The groups of people of a knowledge base, and what those have who have something.

    Args:
        store: the knowledge base.
        above: the terms that are broader than one, and itself.
    """

    def __init__(self, store: ox.Store, above: Callable[[Term], frozenset[Term]]) -> None:
        self._people_with = {
            quad.subject: quad.object
            for quad in store.quads_for_pattern(None, KB("peopleWith"), None, None)
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
        }
        self._groups = {
            quad.subject
            for quad in store.quads_for_pattern(None, KB("conceptKind"), KB("PersonGroup"), None)
        }
        self._symptoms_of = {
            quad.subject: quad.object
            for quad in store.quads_for_pattern(None, KB("symptomsOf"), None, None)
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
        }
        self._has_symptoms: defaultdict[Term, list[ox.NamedNode]] = defaultdict(list)
        for outcome, disorder in self._symptoms_of.items():
            self._has_symptoms[disorder].append(outcome)
        self._of_symptoms = {
            quad.subject for quad in store.quads_for_pattern(None, KB("saidOfSymptoms"), TRUE, None)
        }
        self._above = above

    def is_plain(self, group: Term) -> bool:
        """Whether it is a group of people that is not told by what they have: children.

        Args:
            group: the group.
        """
        return group in self._groups and group not in self._people_with

    def of_symptoms(self, candidate: Candidate) -> Candidate | None:
        """A candidate that is said of the symptoms of a disorder, said of the disorder; None, if it is not the same.

        What symptoms alone can be is the other way round: a disorder that is severe has severe symptoms.
        """
        if candidate.relation not in self._of_symptoms:
            return None
        disorder = self._symptoms_of.get(candidate.object) if candidate.object else None
        if disorder is not None:
            return replace(candidate, object=disorder)
        symptoms = self._has_symptoms.get(candidate.subject, [])
        return replace(candidate, subject=symptoms[0]) if len(symptoms) == 1 else None

    def of_disorder(self, candidate: Candidate) -> Candidate | None:
        """A candidate that is said of people with a disorder, said of the disorder; None, if it is of no such people."""
        group = candidate.scope.get(KB("population"))
        if group is None and (people := self._said_of_people(candidate)) is not None:
            return people
        disorder = self._people_with.get(group) if group is not None else None
        if disorder is None or KB("condition") in candidate.scope:
            return None
        scope = {q: value for q, value in candidate.scope.items() if q != KB("population")}
        if disorder not in (candidate.subject, candidate.object):
            scope[KB("condition")] = disorder
        return replace(candidate, scope=scope)

    def _said_of_people(self, candidate: Candidate) -> Candidate | None:
        """A candidate of which people with a disorder are the subject or the object, with that; None, if none are."""
        subject = self._people_with.get(candidate.subject)
        named = candidate.object
        object_ = self._people_with.get(named) if named is not None else None
        if (subject is None) is (object_ is None):
            return None
        if subject is not None:
            return replace(candidate, subject=subject)
        return replace(candidate, object=object_)

    def of_group(self, candidate: Candidate) -> Candidate | None:
        """A candidate for a group with a condition, for the condition in the group: "safe for people with hypertension".

        None, if it is for no group, or the group has no condition. Of people as such nothing is left to be said.
        """
        group, condition = candidate.object, candidate.scope.get(KB("condition"))
        if group not in self._groups or condition is None or KB("population") in candidate.scope:
            return None
        scope = {q: value for q, value in candidate.scope.items() if q != KB("condition")}
        if group is not None and self._above(group) - {group}:
            scope[KB("population")] = group
        return replace(candidate, object=condition, scope=scope)
