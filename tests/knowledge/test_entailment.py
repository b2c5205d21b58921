"""Entailment, incompatibility and scope follow from what the vocabulary and the concepts declare."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kbtool.knowledge.entailment import entails, incompatible, indirect, narrower, transposed
from kbtool.knowledge.statements import Statement, Terminology, read_terminology


def n(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"http://example.org/{name}")


CONCEPTS = {"bleeding": (), "stomach-bleeding": ("bleeding",), "people": (), "adults": ("people",)}
TERMS = Terminology(
    broader={n(c): frozenset({n(c), *map(n, above)}) for c, above in CONCEPTS.items()},
    stand_ins=frozenset({n("rodents")}),
    indirect_for={
        n("naproxen"): frozenset({n("ibuprofen")}),
        n("rodents"): frozenset({n("people")}),
    },
    disjoint=frozenset({(n("bleeding"), n("people")), (n("people"), n("bleeding"))}),
    opposite=frozenset({(n("improves"), n("worsens")), (n("worsens"), n("improves"))}),
    single_valued=frozenset({n("lasts")}),
    exclusive=frozenset({n("is-a")}),
    existential=frozenset({n("causes")}),
    universal=frozenset({n("safe-for")}),
)
SUBJECTS = ("ibuprofen", "naproxen", "adults", "people")
RELATIONS = ("causes", "safe-for", "improves", "worsens", "lasts", "is-a", "treats")


def p(subject: str, relation: str, obj: str, **scope: str) -> Statement:
    name = "-".join([subject, relation, obj, *scope.values()])
    values = {n(qualifier): frozenset({n(value)}) for qualifier, value in scope.items()}
    return Statement(n(name), n(subject), n(relation), n(obj), values)


statements = st.builds(
    p,
    st.sampled_from(SUBJECTS),
    st.sampled_from(RELATIONS),
    st.sampled_from(tuple(CONCEPTS)),
) | st.builds(
    lambda s, r, o, population: p(s, r, o, population=population),
    st.sampled_from(SUBJECTS),
    st.sampled_from(RELATIONS),
    st.sampled_from(tuple(CONCEPTS)),
    st.sampled_from(("adults", "people", "rodents")),
)


def test_what_occurs_in_the_narrower_occurs_in_the_broader() -> None:
    narrow = p("ibuprofen", "causes", "stomach-bleeding", population="adults")
    broad = p("ibuprofen", "causes", "bleeding")
    assert entails(narrow, broad, TERMS)
    assert not entails(broad, narrow, TERMS)


def test_what_is_safe_for_all_is_safe_for_some() -> None:
    assert entails(
        p("ibuprofen", "safe-for", "people"), p("ibuprofen", "safe-for", "adults"), TERMS
    )
    assert not entails(
        p("ibuprofen", "safe-for", "adults"), p("ibuprofen", "safe-for", "people"), TERMS
    )


def test_a_treatment_of_a_part_is_narrower_and_entails_nothing() -> None:
    part, whole = p("ibuprofen", "treats", "stomach-bleeding"), p("ibuprofen", "treats", "bleeding")
    assert not entails(part, whole, TERMS)
    assert narrower(part, whole, TERMS)


def test_what_is_seen_in_rodents_is_indirect_for_people() -> None:
    rodents, anybody = (
        p("ibuprofen", "causes", "bleeding", population="rodents"),
        p("ibuprofen", "causes", "bleeding"),
    )
    assert not entails(rodents, anybody, TERMS)
    assert indirect(rodents, anybody, TERMS)


def test_another_drug_is_indirect_where_that_is_declared() -> None:
    other, own = p("naproxen", "treats", "bleeding"), p("ibuprofen", "treats", "bleeding")
    assert indirect(other, own, TERMS)
    assert not indirect(own, other, TERMS)


def test_another_disorder_is_indirect_for_a_treatment_where_that_is_declared() -> None:
    terms = Terminology(
        broader={n("severe-gout"): frozenset({n("severe-gout"), n("gout")})},
        indirect_for={n("gout"): frozenset({n("pain")})},
        object_indirect=frozenset({n("treats")}),
    )
    studied, asked = p("ibuprofen", "treats", "severe-gout"), p("ibuprofen", "treats", "pain")
    assert indirect(studied, asked, terms)
    assert not indirect(asked, studied, terms)
    assert not indirect(
        p("ibuprofen", "causes", "severe-gout"), p("ibuprofen", "causes", "pain"), terms
    )


def test_opposites_disjoint_classes_and_second_values_are_incompatible_in_one_scope() -> None:
    assert incompatible(
        p("ibuprofen", "improves", "bleeding"), p("ibuprofen", "worsens", "bleeding"), TERMS
    )
    assert incompatible(p("adults", "is-a", "people"), p("adults", "is-a", "bleeding"), TERMS)
    assert incompatible(
        p("ibuprofen", "lasts", "adults"), p("ibuprofen", "lasts", "bleeding"), TERMS
    )
    assert not incompatible(
        p("ibuprofen", "lasts", "adults"), p("ibuprofen", "lasts", "people"), TERMS
    )
    elsewhere = p("ibuprofen", "worsens", "bleeding", population="adults")
    assert not incompatible(p("ibuprofen", "improves", "bleeding"), elsewhere, TERMS)


def test_converse_questions_are_transposed() -> None:
    outcome = n("outcome")
    one = Statement(n("q"), n("adhd"), n("risk"), None, {outcome: frozenset({n("alcohol")})})
    other = Statement(n("r"), n("alcohol"), n("risk"), None, {outcome: frozenset({n("adhd")})})
    assert transposed(one, other, outcome)
    assert not transposed(one, one, outcome)


@given(statements)
def test_every_proposition_entails_itself_and_contradicts_itself_never(one: Statement) -> None:
    assert entails(one, one, TERMS)
    assert not incompatible(one, one, TERMS)


@given(statements, statements, statements)
def test_entailment_is_transitive(one: Statement, two: Statement, three: Statement) -> None:
    if entails(one, two, TERMS) and entails(two, three, TERMS):
        assert entails(one, three, TERMS)


@given(statements, statements)
def test_incompatibility_is_mutual(one: Statement, two: Statement) -> None:
    assert incompatible(one, two, TERMS) == incompatible(two, one, TERMS)


def test_a_cycle_of_broader_ends() -> None:
    store = ox.Store()
    broader = ox.NamedNode("http://www.w3.org/2004/02/skos/core#broader")
    store.add(ox.Quad(n("a"), broader, n("b")))
    store.add(ox.Quad(n("b"), broader, n("a")))
    terms = read_terminology(store)
    assert terms.above(n("a")) == terms.above(n("b")) == frozenset({n("a"), n("b")})
