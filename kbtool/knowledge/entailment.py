"""How propositions and quantities relate: entailment, incompatibility, narrower and indirect scope.

All of it follows from what the vocabulary declares of predicates and measures (kb:entailment, kb:opposite,
kb:singleValued, kb:exclusiveObjects, skos:broader) and what the concepts declare of each other (skos:broader,
kb:disjointWith, kb:indirectFor). Two statements are compared slot by slot: subject, object, and each qualifier of scope;
a qualifier that is not stated leaves the scope open, which is the broadest. What a modal qualifier ("most", "must") does to
it stands in kbtool.knowledge.scales.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.knowledge.scales import Scope
from kbtool.knowledge.statements import Statement, Terminology


def entails(p: Statement, q: Statement, terms: Terminology) -> bool:
    """Whether the truth of proposition p makes q true.

    The subject does not widen, unless the predicate says so: what holds of one drug is not said of its class. With modal
    qualifiers ("most"), it takes two steps, for each of them in whichever order: to the other's scope, and to what says
    less.
    """
    if p.object is None or q.object is None or not terms.within(p.relation, q.relation):
        return False
    mine, theirs = (terms.scales.modality(each.scope) for each in (p, q))
    if not mine and not theirs:
        return _entails(p, q, terms)
    if not terms.stronger(mine, theirs, p.relation):
        return False
    bare, other = (replace(each, scope=terms.scales.without(each.scope)) for each in (p, q))
    return any(
        _carries(bare, other, modality, terms) if modality else _entails(bare, other, terms)
        for modality in _between(mine, theirs)
    )


def _between(mine: Scope, theirs: Scope) -> Iterator[Scope]:
    """The modalities on the way from one to another: of each qualifier what the one says of it, or the other."""
    names = sorted(mine.keys() | theirs.keys(), key=str)
    for chosen in product((mine, theirs), repeat=len(names)):
        yield {name: each[name] for name, each in zip(names, chosen, strict=True) if name in each}


def _entails(p: Statement, q: Statement, terms: Terminology) -> bool:
    """Whether a proposition makes another true, of which neither has a modal qualifier."""
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
        if p.relation in terms.safety and _adds_harm(p, q, terms):
            return False
        return (
            terms.within(q.subject, p.subject)
            and terms.within(q.object, p.object)
            and terms.scope_within(q.scope, p.scope)
            and not terms.widens_indirectly(q.scope, p.scope)
        )
    return False


def _adds_harm(p: Statement, q: Statement, terms: Terminology) -> bool:
    """Whether a statement of safety is on a drug of the class, a time or a dose of which another one says nothing."""
    return p.subject != q.subject or bool(terms.harmful & (q.scope.keys() - p.scope.keys()))


def _carries(p: Statement, q: Statement, modality: Scope, terms: Terminology) -> bool:
    """Whether a proposition makes another true that has the same modality: "most adults" says nothing of most people.

    Args:
        p: the one, without its modality.
        q: the other, without its modality.
        modality: that of both.
        terms: what is declared.
    """
    if p.subject != q.subject or not _object_carries(p, q, modality, terms):
        return False
    for name in p.scope.keys() | q.scope.keys():
        one = {name: p.scope[name]} if name in p.scope else {}
        other = {name: q.scope[name]} if name in q.scope else {}
        if one == other:
            continue
        broader = terms.scales.widens(modality, name) and _inside(one, other, terms)
        narrower_ = terms.scales.narrows(modality, name) and _inside(other, one, terms)
        if not broader and not narrower_:
            return False
    return True


def _inside(narrow: Scope, broad: Scope, terms: Terminology) -> bool:
    return terms.scope_within(narrow, broad) and not terms.widens_indirectly(narrow, broad)


def _object_carries(p: Statement, q: Statement, modality: Scope, terms: Terminology) -> bool:
    if p.object == q.object:
        return True
    existential = all(values <= terms.scales.existential for values in modality.values())
    widens = p.relation in terms.existential_in_object or (
        existential and p.relation in terms.existential
    )
    return widens and terms.within(p.object, q.object)


def incompatible(p: Statement, q: Statement, terms: Terminology) -> bool:
    """Whether two propositions of one subject in one scope cannot both be true."""
    if p.object is None or q.object is None or p.subject != q.subject:
        return False
    mine, theirs = terms.scales.modality(p.scope), terms.scales.modality(q.scope)
    if mine or theirs:
        if terms.scales.without(p.scope) != terms.scales.without(q.scope):
            return False
        disjoint = p.relation == q.relation and terms.are_disjoint(p.object, q.object)
        if disjoint and terms.scales.rivals(mine, theirs):
            return True
        if not terms.scales.together(mine, theirs):
            return False
    elif p.scope != q.scope:
        return False
    if (p.relation, q.relation) in terms.opposite:
        return p.object == q.object
    if p.relation != q.relation or p.object == q.object:
        return False
    if p.relation in terms.exclusive and terms.are_disjoint(p.object, q.object):
        return True
    nested = terms.within(p.object, q.object) or terms.within(q.object, p.object)
    return p.relation in terms.single_valued and not nested


def leaves_little_room(p: Statement, q: Statement, terms: Terminology) -> bool:
    """Whether p is said of most and q of some, and nothing could be both: "temporary in most", "lasting in some"."""
    if p.object is None or q.object is None:
        return False
    mine, theirs = terms.scales.modality(p.scope), terms.scales.modality(q.scope)
    if not terms.scales.most_against_some(mine, theirs) or incompatible(p, q, terms):
        return False
    bare, other = (replace(each, scope=terms.scales.without(each.scope)) for each in (p, q))
    return incompatible(bare, other, terms)


def narrower(p: Statement, q: Statement, terms: Terminology) -> bool:
    """Whether p is the same kind of statement as q in a narrower scope, and says no less there; p may entail q."""
    if p.iri == q.iri:
        return False
    subjects = terms.within(p.subject, q.subject) and not terms.widens_indirectly(p.scope, q.scope)
    return _covers(p, q, terms, subjects) and _as_strong(p, q, terms)


def part_of(p: Statement, q: Statement, terms: Terminology) -> bool:
    """Whether p is what q says of a narrower scope, or less, so that q fails there if p is not true."""
    if p.iri == q.iri or p.relation != q.relation:
        return False
    subjects = terms.within(p.subject, q.subject) and not terms.widens_indirectly(p.scope, q.scope)
    return _covers(p, q, terms, subjects) and _as_strong(q, p, terms)


def variant(p: Statement, q: Statement, terms: Terminology) -> bool:
    """Whether p states of the same or a narrower scope what q does with another modality: "some" for "most"."""
    mine, theirs = terms.scales.modality(p.scope), terms.scales.modality(q.scope)
    if mine == theirs:
        return False
    subjects = terms.within(p.subject, q.subject) and not terms.widens_indirectly(p.scope, q.scope)
    return _covers(p, q, terms, subjects)


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
        and terms.scope_within(terms.scales.without(p.scope), terms.scales.without(q.scope))
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
        and terms.scope_within(terms.scales.without(p.scope), terms.scales.without(q.scope))
    )


def _as_strong(p: Statement, q: Statement, terms: Terminology) -> bool:
    mine, theirs = terms.scales.modality(p.scope), terms.scales.modality(q.scope)
    return terms.stronger(mine, theirs, p.relation)
