"""Which recorded searches still count, and which statements they looked for.

What was not there two years ago may be there today. A search names what it looked for: propositions and quantities
(kb:lookedFor), or concepts that a statement has to name, all of them (kb:soughtConcept), perhaps on some types of question
only (kb:questionType), or with some outcomes only (kb:soughtOutcome): who looked for symptoms of one kind has not looked for
another. It covers what is as narrow or narrower, and never anything wider.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pyoxigraph as ox

from kbtool.knowledge.statements import Statement, Terminology, read_statements, read_terminology
from kbtool.rdf.namespaces import KB, XSD
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, by_subject, instances, objects, text

SEARCH_DAYS = 730
"""For how many days a search counts, if no setting says otherwise."""


_EVER = 365_000
"""Days after which nothing is asked any more; timedelta ends somewhere behind it."""


def search_quads(store: ox.Store, today: date, days: float) -> Iterator[ox.Quad]:
    """kb:inDate of each search that says when it was made, and kb:covers of those that sought concepts.

    Args:
        store: the store.
        today: the day of the check.
        days: for how many days a search counts.
    """
    searches = instances(store, KB("Search"))
    for search in searches:
        try:
            made = date.fromisoformat((text(store, search, KB("searchedOn")) or "")[:10])
        except ValueError:
            continue  # a rule tells of a day that is none
        current = timedelta(0) <= today - made <= timedelta(days=min(days, _EVER))
        value = ox.Literal(str(current).lower(), datatype=XSD("boolean"))
        yield ox.Quad(search, KB("inDate"), value, DERIVED)
    sought = {s: found for s in searches if (found := set(objects(store, s, KB("soughtConcept"))))}
    if sought:
        terms = read_terminology(store)
        statements = list(read_statements(store))
        relations = dict.fromkeys(statement.relation for statement in statements)
        asked = {
            relation: set(objects(store, relation, KB("questionType"))) for relation in relations
        }
        symptoms = by_subject(store, KB("symptomsOf"))
        health = frozenset(
            quad.subject
            for quad in store.quads_for_pattern(None, KB("conceptKind"), KB("HealthOutcome"), None)
        )
        for search, concepts in sought.items():
            types = set(objects(store, search, KB("questionType")))
            outcomes = set(objects(store, search, KB("soughtOutcome")))
            disorders = {each for one in outcomes for each in symptoms.get(one, ())}
            for statement in statements:
                asks = asked[statement.relation]
                if (
                    (not types or asks & types)
                    and _names_all(statement, concepts, terms)
                    and (not outcomes or _is_on(statement, outcomes, disorders, health, terms))
                ):
                    yield ox.Quad(search, KB("covers"), statement.iri, DERIVED)


def _names_all(statement: Statement, concepts: set[Term], terms: Terminology) -> bool:
    """Whether a statement names each concept, or a narrower one, in any of its parts."""
    parts = [
        statement.subject,
        statement.object,
        *(v for vs in statement.scope.values() for v in vs),
    ]
    return all(any(terms.within(part, concept) for part in parts) for concept in concepts)


def _is_on(
    statement: Statement,
    outcomes: set[Term],
    disorders: set[Term],
    health: frozenset[Term],
    terms: Terminology,
) -> bool:
    """Whether the outcomes of a statement were all sought.

    Where its scope names them, the object is a way to them. Where neither does, its outcome is the symptoms of the disorder
    that it is on.
    """
    named = statement.scope.get(KB("outcome")) or {statement.object} & health
    if named:
        return all(any(terms.within(one, sought) for sought in outcomes) for one in named)
    on = statement.scope.get(KB("condition")) or {statement.object}
    return all(any(terms.within(one, disorder) for disorder in disorders) for one in on)
