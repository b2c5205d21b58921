"""How propositions and quantities relate: entailment, incompatibility, narrower and indirect scope.

All of it follows from what the vocabulary declares of predicates and measures (kb:entailment, kb:opposite,
kb:singleValued, kb:exclusiveObjects, skos:broader) and what the concepts declare of each other (skos:broader,
kb:disjointWith, kb:indirectFor). Two statements are compared slot by slot: subject, object, and each qualifier of scope;
a qualifier that is not stated leaves the scope open, which is the broadest.
"""

from __future__ import annotations

import pyoxigraph as ox

from kbtool.knowledge.statements import Statement, Terminology


def entails(p: Statement, q: Statement, terms: Terminology) -> bool:
    """Whether the truth of proposition p makes q true.

    The subject does not widen, unless the predicate says so: what holds of one drug is not said of its class.
    """
    if p.object is None or q.object is None or not terms.within(p.relation, q.relation):
        return False
    if p.subject == q.subject and p.object == q.object and p.scope == q.scope:
        return True
    if p.relation in terms.existential:
        widens = p.relation in terms.subject_widens and terms.within(p.subject, q.subject)
        return (
            (p.subject == q.subject or widens)
            and terms.within(p.object, q.object)
            and terms.scope_within(p.scope, q.scope)
            and not terms.widens_indirectly(p.scope, q.scope)
        )
    if p.relation in terms.existential_in_object:
        return p.subject == q.subject and terms.within(p.object, q.object) and p.scope == q.scope
    if p.relation in terms.universal and p.relation == q.relation:
        return (
            terms.within(q.subject, p.subject)
            and terms.within(q.object, p.object)
            and terms.scope_within(q.scope, p.scope)
            and not terms.widens_indirectly(q.scope, p.scope)
        )
    return False


def incompatible(p: Statement, q: Statement, terms: Terminology) -> bool:
    """Whether two propositions of one subject in one scope cannot both be true."""
    if p.object is None or q.object is None or p.subject != q.subject or p.scope != q.scope:
        return False
    if (p.relation, q.relation) in terms.opposite:
        return p.object == q.object
    if p.relation != q.relation or p.object == q.object:
        return False
    if p.relation in terms.exclusive and terms.are_disjoint(p.object, q.object):
        return True
    nested = terms.within(p.object, q.object) or terms.within(q.object, p.object)
    return p.relation in terms.single_valued and not nested


def narrower(p: Statement, q: Statement, terms: Terminology) -> bool:
    """Whether p is the same kind of statement as q in a narrower scope, without entailing it."""
    subjects = terms.within(p.subject, q.subject) and not terms.widens_indirectly(p.scope, q.scope)
    return p.iri != q.iri and _covers(p, q, terms, subjects)


def indirect(p: Statement, q: Statement, terms: Terminology) -> bool:
    """Whether p is the same kind of statement as q about something whose evidence is indirect for it.

    Another subject (esketamine for ketamine), another object (one disorder for another), or a scope that is
    indirect for the open one (rodents for anybody).
    """
    if p.iri == q.iri or (p.object is None) != (q.object is None):
        return False
    same = [terms.within(p.subject, q.subject)]
    there = [same[0] or terms.counts_for(p.subject, q.subject)]
    if p.object is not None and q.object is not None:
        same.append(terms.within(p.object, q.object))
        carries = p.relation in terms.object_indirect
        there.append(same[1] or (carries and terms.counts_for(p.object, q.object)))
    elsewhere = not all(same) or terms.widens_indirectly(p.scope, q.scope)
    return (
        all(there)
        and elsewhere
        and terms.within(p.relation, q.relation)
        and terms.scope_within(p.scope, q.scope)
    )


def transposed(p: Statement, q: Statement, outcome: ox.NamedNode) -> bool:
    """Whether two quantities ask converse questions: A among those with B, B among those with A."""
    if p.object is not None or q.object is not None or p.subject == q.subject:
        return False
    return q.subject in p.scope.get(outcome, ()) and p.subject in q.scope.get(outcome, ())


def _covers(p: Statement, q: Statement, terms: Terminology, subjects: bool) -> bool:
    return (
        subjects
        and (p.object is None) == (q.object is None)
        and terms.within(p.relation, q.relation)
        and (p.object is None or terms.within(p.object, q.object))
        and terms.scope_within(p.scope, q.scope)
    )
