"""The risks that evidence states of a treatment: each once, the most serious first, the first few by name.

A harm that can kill, disable or last (kb:seriousHarm) comes first, then what a label has among its serious risks, then what
it warns of. A risk that another one narrows is told as one with it, and not at all where two or more divide it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.labels import Labels
from kbtool.knowledge.statements import Statement, read_statements, read_terminology
from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import KB, XSD
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, instances, named

NAMED = 6
"""So many risks are named; the others are counted."""

_TRUE = ox.Literal("true", datatype=XSD("boolean"))
_OF_PEOPLE = (KB("HealthOutcome"), KB("Disorder"))
_Above = Callable[[Term], frozenset[Term]]


class _Stated(Struct, frozen=True):
    """An item of evidence that states a risk.

    Attributes:
        evidence: the item.
        risk: what may happen; the predicate, where that says all.
        words: what may happen, if that is seen in people; else all that is said of the treatment.
        serious: whether it can kill, disable or last.
        section: 0 if it is from a section of serious risks, 1 from the warnings of a label, 2 from elsewhere.
        limited: whether it is said of some people or of some doses only.
    """

    evidence: ox.NamedNode
    risk: Term
    words: str
    serious: bool
    section: int
    limited: bool

    @property
    def order(self) -> tuple[bool, int, bool, str, str]:
        """Sort key: the most serious first."""
        return not self.serious, self.section, self.limited, self.words, self.evidence.value


def risk_quads(store: ox.Store, labels: Labels) -> Iterator[ox.Quad]:
    """kb:foremostRisk (evidence) and kb:risksInWords of each treatment of which somebody has seen evidence of a risk."""
    above = read_terminology(store).above
    for treatment, stated in _by_treatment(store, labels, above).items():
        heads = _heads({each.risk for each in stated}, above)
        groups: dict[Term, list[_Stated]] = defaultdict(list)
        for each in stated:
            if each.risk in heads:
                groups[heads[each.risk]].append(each)
        foremost = (min(group, key=lambda each: each.order) for group in groups.values())
        risks = sorted(foremost, key=lambda each: each.order)
        for each in risks[:NAMED]:
            yield ox.Quad(treatment, KB("foremostRisk"), each.evidence, DERIVED)
        words = ox.Literal(_in_words([each.words for each in risks]))
        yield ox.Quad(treatment, KB("risksInWords"), words, DERIVED)


def _by_treatment(
    store: ox.Store, labels: Labels, above: _Above
) -> dict[ox.NamedNode, list[_Stated]]:
    stating = _marked(store, "statesRisk")
    risks: dict[Term, Statement] = {
        p.iri: p for p in read_statements(store) if p.relation in stating
    }
    columns, qualifiers = Columns(store), instances(store, KB("Qualifier"))
    serious, sections = _marked(store, "seriousHarm"), _marked(store, "seriousRisks")
    found: dict[ox.NamedNode, list[_Stated]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, KB("supports"), None, None):
        evidence, statement = quad.subject, risks.get(quad.object)
        if statement is None or not isinstance(evidence, ox.NamedNode):
            continue
        seen = columns.one(evidence, KB("verification"))
        if seen is None or seen == KB("NotYetVerified"):
            continue
        risk = statement.relation if statement.object is None else statement.object
        from_section = columns.objects(evidence, KB("section"))
        for treatment in named([statement.subject]):
            found[treatment].append(
                _Stated(
                    evidence=evidence,
                    risk=risk,
                    words=labels.label(
                        risk
                        if columns.one(risk, KB("conceptKind")) in _OF_PEOPLE
                        else statement.iri
                    ),
                    serious=not serious.isdisjoint(above(risk)),
                    section=0
                    if not sections.isdisjoint(from_section)
                    else 1 + (KB("WarningsSection") not in from_section),
                    limited=bool(statement.scope)
                    or any(columns.objects(evidence, each) for each in qualifiers),
                )
            )
    return found


def _heads(risks: set[Term], above: _Above) -> dict[Term, Term]:
    """Under which risk each one is told: the broadest that is stated. One that several others divide is left out."""
    parts: dict[Term, set[Term]] = defaultdict(set)
    wider = {risk: (above(risk) & risks) - {risk} for risk in risks}
    for risk, over in wider.items():
        for each in over:
            if not any(each in wider[other] for other in over):
                parts[each].add(risk)
    divided = {risk for risk, within in parts.items() if len(within) > 1}
    return {
        risk: min(({risk} | wider[risk]) - divided, key=lambda each: (len(above(each)), str(each)))
        for risk in risks - divided
    }


def _in_words(risks: Iterable[str]) -> str:
    said = list(dict.fromkeys(risks))
    more = len(said) - NAMED
    return "; ".join([*said[:NAMED], *([f"and {more} more"] if more > 0 else [])])


def _marked(store: ox.Store, name: str) -> frozenset[Term]:
    return frozenset(q.subject for q in store.quads_for_pattern(None, KB(name), _TRUE, None))
