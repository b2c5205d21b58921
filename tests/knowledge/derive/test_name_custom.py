"""What a name says nothing of, where all others do."""

from __future__ import annotations

import pyoxigraph as ox

from kbtool.knowledge.derive.name_custom import Value, unsaid
from kbtool.rdf.namespaces import ID, KB

SUBJECT, REGIMEN, DOSE = KB("subject"), KB("regimen"), KB("dose")
ONCE, WEEKLY, LOW = ID("single-session"), ID("weekly-sessions"), ID("low-dose")


def statements(
    plain: int = 400, **odd: dict[ox.NamedNode, Value]
) -> dict[ox.NamedNode, dict[ox.NamedNode, list[Value]]]:
    """Statements on drugs, a few of them with a regimen or a dose that their names say; then others."""
    found: dict[ox.NamedNode, dict[ox.NamedNode, list[Value]]] = {
        ID(f"drug-{n}-works"): {SUBJECT: [ID(f"drug-{n}")]} for n in range(plain)
    }
    for n in range(12):
        found[ID(f"drug-{n}-works-once")] = {REGIMEN: [ONCE]}
        found[ID(f"drug-{n}-works-at-low-dose")] = {DOSE: [LOW]}
    return found | {
        ID(name.replace("_", "-")): {each: [term] for each, term in values.items()}
        for name, values in odd.items()
    }


def called(term: Value) -> list[ox.Literal]:
    return [ox.Literal("given once")] if term == ONCE else []


def test_a_regimen_that_only_one_name_says_nothing_of_is_found() -> None:
    nodes = statements(drug_requires_registration={REGIMEN: WEEKLY})
    assert list(unsaid(nodes, called)) == [(ID("drug-requires-registration"), REGIMEN, WEEKLY)]


def test_two_names_without_it_are_a_custom_of_their_own() -> None:
    nodes = statements(drug_helps={REGIMEN: WEEKLY}, drug_harms={REGIMEN: WEEKLY})
    assert not list(unsaid(nodes, called))


def test_what_many_statements_have_need_not_be_in_the_name() -> None:
    nodes = statements(plain=20, drug_requires_registration={REGIMEN: WEEKLY})
    assert not list(unsaid(nodes, called))


def test_a_span_of_time_is_written_in_too_many_ways() -> None:
    nodes = statements(drug_works_in_week_4={REGIMEN: ox.Literal("P28D")})
    assert not list(unsaid(nodes, called))
