"""Why two claims conflict, pull against each other or do neither: in what they differ, and what follows from what."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.entailment import entails, incompatible
from kbtool.knowledge.model import Claim, Concept, Figure
from kbtool.knowledge.pulling import Side, explained, pulled
from kbtool.knowledge.ranges import ENDS, Range, apart, reach_differently
from kbtool.knowledge.statements import Statement, Terminology
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term, one, text, value


class Facet(Struct, frozen=True):
    """One part of two statements, side by side.

    Attributes:
        name: subject, predicate, object or a qualifier, as its label.
        one: what the first says; "any" where it leaves the scope open.
        other: what the second says.
        relation: how the two relate, in words; "the same" if they do not differ.
    """

    name: str
    one: str
    other: str
    relation: str


class Comparison(Struct, frozen=True):
    """Two claims side by side.

    Attributes:
        conflict: whether they cannot both be true.
        tension: whether both could be true, and still pull a reader two ways.
        because: why they do or do not conflict, a sentence.
        facets: the parts of their statements.
        values: the values that they give, with what they stand for in one unit.
    """

    conflict: bool
    because: str
    facets: tuple[Facet, ...]
    values: tuple[str, ...] = ()
    tension: bool = False


def compare_claims(kb: KnowledgeBase, one_claim: ox.NamedNode, other: ox.NamedNode) -> Comparison:
    """Compare what two claims state."""
    terms = kb.terminology
    mine, theirs = kb.reader.claim(one_claim), kb.reader.claim(other)
    p, q = (_statement(kb, claim) for claim in (mine, theirs))
    if p is None or q is None:
        missing = one_claim if p is None else other
        what = f"{kb.labels.label(missing)} states nothing complete that could be compared."
        return Comparison(False, what, ())
    facets = tuple(differences(p, q, terms, kb))
    if (p.object is None) != (q.object is None):
        return Comparison(False, "One states a proposition, the other gives a figure.", facets)
    if p.object is None:
        return _figures(kb, mine, theirs, p == q, facets)
    one_side, other_side = (
        Side(name, claim.stance, claim.certainty.iri if claim.certainty else "", statement)
        for name, claim, statement in (("first", mine, p), ("second", theirs, q))
    )
    conflict, because = _propositions(kb, one_side, other_side, terms, facets)
    if conflict:
        return Comparison(True, because, facets)
    for promise, limit in ((one_side, other_side), (other_side, one_side)):
        why = pulled(promise, limit, terms, kb.contrasts)
        if why:
            return Comparison(False, why, facets, tension=True)
    return Comparison(False, because, facets)


def _statement(kb: KnowledgeBase, claim: Claim) -> Statement | None:
    held = claim.question_iri
    return None if held is None else kb.statements.get(ox.NamedNode(held))


def differences(p: Statement, q: Statement, terms: Terminology, kb: KnowledgeBase) -> list[Facet]:
    """Two statements part by part: subject, predicate or measure, object, each qualifier that one of them has."""
    label = kb.labels.label
    parts: list[tuple[str, frozenset[Term], frozenset[Term]]] = [
        ("subject", frozenset([p.subject]), frozenset([q.subject])),
        (
            "measure" if p.object is None else "predicate",
            frozenset([p.relation]),
            frozenset([q.relation]),
        ),
    ]
    if p.object is not None or q.object is not None:
        parts.append(("object", _some(p.object), _some(q.object)))
    qualifiers = sorted(set(p.scope) | set(q.scope), key=label)
    parts += [
        (label(name), frozenset(p.scope.get(name, ())), frozenset(q.scope.get(name, ())))
        for name in qualifiers
    ]
    return [
        Facet(name, _listed(mine, label), _listed(theirs, label), _related(mine, theirs, terms))
        for name, mine, theirs in parts
    ]


def _propositions(
    kb: KnowledgeBase,
    one_side: Side,
    other_side: Side,
    terms: Terminology,
    facets: tuple[Facet, ...],
) -> tuple[bool, str]:
    p, q = one_side.statement, other_side.statement
    affirms, affirms_other = one_side.asserts, other_side.asserts
    if p.iri == q.iri:
        if affirms != affirms_other:
            return True, "One asserts what the other denies."
        return False, f"Both {'assert' if affirms else 'deny'} the same."
    if affirms and affirms_other:
        if incompatible(p, q, terms):
            return True, f"Both cannot be true: {_why_incompatible(p, q, terms, facets)}"
        if entails(p, q, terms):
            return False, "The second follows from the first."
        if entails(q, p, terms):
            return False, "The first follows from the second."
    elif affirms and entails(p, q, terms):
        return True, "The second denies what follows from the first."
    elif affirms_other and entails(q, p, terms):
        return True, "The first denies what follows from the second."
    elif not affirms and not affirms_other:
        return False, "Both are denials; two denials can both be true."
    differ = f"They are not comparable: {_differ(facets)}, and neither follows from the other."
    return False, explained(kb, one_side, other_side) or differ


def _differ(facets: tuple[Facet, ...]) -> str:
    """Which parts differ, as the words before "." or ","."""
    parts = [facet.name for facet in facets if facet.relation != "the same"]
    return f"{' and '.join(parts)} {'differs' if len(parts) == 1 else 'differ'}"


def _why_incompatible(
    p: Statement, q: Statement, terms: Terminology, facets: tuple[Facet, ...]
) -> str:
    sides = {facet.name: (facet.one, facet.other) for facet in facets}
    if (p.relation, q.relation) in terms.opposite:
        return "“{}” and “{}” are opposite.".format(*sides["predicate"])
    assert p.object is not None and q.object is not None
    if p.relation in terms.exclusive and terms.are_disjoint(p.object, q.object):
        return "nothing is both “{}” and “{}”.".format(*sides["object"])
    return "in one scope there is only one, “{}” or “{}”.".format(*sides["object"])


def _figures(
    kb: KnowledgeBase, one_claim: Claim, other: Claim, same: bool, facets: tuple[Facet, ...]
) -> Comparison:
    mine, theirs = (claim.figure or _NO_FIGURE for claim in (one_claim, other))
    shown = tuple(_shown(kb, figure, mine.unit) for figure in (mine, theirs))
    if not same:
        because = f"The figures answer different questions: {_differ(facets)}."
        return Comparison(False, because, facets, shown)
    if mine.kind != theirs.kind:
        kinds = " and ".join(str(figure.kind or "") for figure in (mine, theirs))
        return Comparison(False, f"The figures are of different kinds: {kinds}.", facets, shown)
    ranges = [
        Range(figure.lower, figure.upper, _flagged(kb, claim, "approximate"))
        for figure, claim in ((mine, one_claim), (theirs, other))
    ]
    if apart(*ranges):
        return Comparison(True, "The values have nothing in common.", facets, shown)
    if all(_is_range(kb, claim) for claim in (one_claim, other)) and reach_differently(*ranges):
        further = "first" if ranges[0].reach > ranges[1].reach else "second"
        because = f"The values overlap, and the {further} reaches further."
        return Comparison(False, because, facets, shown, tension=True)
    return Comparison(False, "The values overlap.", facets, shown)


_NO_FIGURE = Figure("", None, None, None, None)


def _is_range(kb: KnowledgeBase, claim: Claim) -> bool:
    node = ox.NamedNode(claim.iri)
    return any(one(kb.store, node, KB(end)) is not None for end in ENDS)


def _flagged(kb: KnowledgeBase, claim: Claim, name: str) -> bool:
    return text(kb.store, ox.NamedNode(claim.iri), KB(name)) in ("true", "1")


def _shown(kb: KnowledgeBase, figure: Figure, unit: Concept | None) -> str:
    """A figure with its interval in a unit, if that is of the same kind."""
    node = None if unit is None else ox.NamedNode(unit.iri)
    kind = one(kb.store, node, KB("unitKind"))
    same = value(kind) == (figure.kind.iri if figure.kind else "")
    factor = _decimal(text(kb.store, node, KB("factorToBase"))) if same else None
    offset = _decimal(text(kb.store, node, KB("offsetToBase"))) or Decimal(0)
    if not factor:
        return f"“{figure.as_printed}”, in another kind of unit ({figure.kind or ''})"
    ends = [
        None if end is None else (end - offset) / factor for end in (figure.lower, figure.upper)
    ]
    low, high = (None if end is None else _short(end) for end in ends)
    if low is None:
        return f"“{figure.as_printed}” stands for at most {high} ({unit})"
    if high is None:
        return f"“{figure.as_printed}” stands for at least {low} ({unit})"
    return f"“{figure.as_printed}” stands for {low} to {high} ({unit})"


def _some(term: Term | None) -> frozenset[Term]:
    return frozenset() if term is None else frozenset([term])


def _listed(values: frozenset[Term], label: Callable[[Term], str]) -> str:
    return " and ".join(sorted(map(label, values))) or "any"


def _related(mine: frozenset[Term], theirs: frozenset[Term], terms: Terminology) -> str:
    if mine == theirs:
        return "the same"
    if not mine or not theirs:
        return "the first leaves it open" if not mine else "the second leaves it open"
    if len(mine) > 1 or len(theirs) > 1:
        return "different"
    (a,), (b,) = mine, theirs
    if terms.within(a, b):
        return "the first is narrower"
    if terms.within(b, a):
        return "the first is broader"
    if (a, b) in terms.opposite:
        return "opposite"
    if terms.are_disjoint(a, b):
        return "disjoint"
    if terms.counts_for(a, b) or terms.counts_for(b, a):
        return "different; evidence on one is indirect for the other"
    return "different; neither is broader"


def _decimal(number: str | None) -> Decimal | None:
    try:
        return None if number is None else Decimal(number)
    except InvalidOperation:
        return None


def _short(number: Decimal) -> str:
    return format(number.normalize().quantize(Decimal("0.0001")).normalize(), "f")
