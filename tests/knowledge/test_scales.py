"""How much, how often, how strictly and in which degree: what follows from what along the scales of the vocabulary."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import ROOT
from judging import claim, item, judge, proposition
from kbtool.knowledge.entailment import entails, incompatible, narrower, part_of
from kbtool.knowledge.statements import Statement, read_terminology
from kbtool.rdf.namespaces import GRAPH, ID, KB
from kbtool.rdf.store import build_store, read_turtle

RCT = "RandomizedControlledTrial"
SCALES = {
    "quantifier": ("All", "Most", "Many", "Some"),
    "frequency": ("Always", "Often", "Sometimes"),
    "obligation": ("Must", "Usual", "May"),
    "degree": ("Completely", "Mainly", "Partly"),
}
"""Each scale from what says most to what says least."""

DISEASES = """
id:adhd a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "the disorder" .
id:severe a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "the severe disorder" ; skos:broader id:adhd .
id:rats a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "rats" ; kb:modelSystem true ; kb:indirectFor id:people .
"""


TERMS = read_terminology(
    build_store(
        read_turtle(ROOT / name, name, GRAPH(name))
        for name in ("kb/vocabulary.ttl", "tests/rules/base.ttl")
    )
)


def statement(relation: str = "improves", population: str = "", **modality: str) -> Statement:
    """That ibuprofen does something to pain, in a population, with a modality."""
    scope: dict[ox.NamedNode, frozenset[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]
    scope = {KB(name): frozenset({KB(value)}) for name, value in modality.items()}
    if population:
        scope[KB("population")] = frozenset({ID(population)})
    name = "-".join([relation, population, *modality.values()])
    return Statement(ID(name), ID("ibuprofen"), KB(relation), ID("pain"), scope)


relations = st.sampled_from(("improves", "causes", "safeFor", "effectPersistence", "actsOn"))
populations = st.sampled_from(("", "people", "adults"))
scales = st.sampled_from(sorted(SCALES))


@given(relations, populations, scales, st.data())
def test_what_says_more_entails_what_says_less(
    relation: str, population: str, scale: str, data: st.DataObject
) -> None:
    values = SCALES[scale]
    strong = data.draw(st.integers(0, len(values) - 1))
    weak = data.draw(st.integers(strong, len(values) - 1))
    one, other = (statement(relation, population, **{scale: values[at]}) for at in (strong, weak))
    assert entails(one, other, TERMS)
    assert strong == weak or not entails(other, one, TERMS)


@given(relations, populations, populations, scales, st.data())
def test_a_denial_turns_the_scale_round(
    relation: str, population: str, other: str, scale: str, data: st.DataObject
) -> None:
    """What is evidence against the weaker is evidence against the stronger, and never the other way round."""
    strong, weak = data.draw(
        st.lists(st.sampled_from(SCALES[scale]), min_size=2, max_size=2, unique=True)
    )
    if SCALES[scale].index(strong) > SCALES[scale].index(weak):
        strong, weak = weak, strong
    assert not entails(
        statement(relation, population, **{scale: weak}),
        statement(relation, other, **{scale: strong}),
        TERMS,
    )


@given(relations, populations, populations, scales, st.data())
def test_a_narrower_quantifier_never_widens_what_is_supported(
    relation: str, found: str, stated: str, scale: str, data: st.DataObject
) -> None:
    """Whatever evidence supports with the stronger value of a scale, it supports with the weaker one."""
    values = SCALES[scale]
    strong = data.draw(st.integers(0, len(values) - 1))
    weak = data.draw(st.integers(strong, len(values) - 1))
    has = data.draw(st.sampled_from(("", *values)))
    evidence = statement(relation, found, **({scale: has} if has else {}))
    if entails(evidence, statement(relation, stated, **{scale: values[strong]}), TERMS):
        assert entails(evidence, statement(relation, stated, **{scale: values[weak]}), TERMS)


@given(relations, scales, scales, populations, st.data())
def test_entailment_is_transitive_with_modal_qualifiers(
    relation: str, scale: str, other: str, population: str, data: st.DataObject
) -> None:
    def drawn() -> Statement:
        where = data.draw(populations)
        value = data.draw(st.sampled_from(("", *SCALES[scale])))
        second = data.draw(st.sampled_from(("", *SCALES[other])))
        modality = {scale: value, **({other: second} if other != scale else {})}
        return statement(relation, where, **{k: v for k, v in modality.items() if v})

    p, q, r = drawn(), drawn(), drawn()
    if entails(p, q, TERMS) and entails(q, r, TERMS):
        assert entails(p, r, TERMS)


@given(relations, scales, st.data())
def test_what_excludes_another_does_not_follow_from_it(
    relation: str, scale: str, data: st.DataObject
) -> None:
    one, other = (
        statement(relation, **{scale: data.draw(st.sampled_from(SCALES[scale]))}) for _ in range(2)
    )
    assert not (incompatible(one, other, TERMS) and entails(one, other, TERMS))


def test_what_is_shown_is_shown_of_some_and_neither_of_most_nor_of_all() -> None:
    plain = statement()
    assert entails(plain, statement(quantifier="Some"), TERMS)
    assert not entails(plain, statement(quantifier="Most"), TERMS)
    assert not entails(plain, statement(quantifier="All"), TERMS)
    assert entails(statement(quantifier="All"), plain, TERMS)
    assert not entails(statement(quantifier="Most"), plain, TERMS)


def test_some_adults_are_some_people_and_most_adults_are_not_most_people() -> None:
    for value, follows in (("Some", True), ("Many", False), ("Most", False), ("All", False)):
        narrow, broad = (statement("improves", p, quantifier=value) for p in ("adults", "people"))
        assert entails(narrow, broad, TERMS) is follows
    assert entails(
        statement("improves", "people", quantifier="All"),
        statement("improves", "adults", quantifier="All"),
        TERMS,
    )


def test_most_adults_are_part_of_most_people_and_some_adults_no_part_of_all() -> None:
    most_adults = statement("improves", "adults", quantifier="Most")
    assert narrower(most_adults, statement("improves", "people", quantifier="Most"), TERMS)
    assert not narrower(most_adults, statement("improves", "people", quantifier="All"), TERMS)
    assert part_of(most_adults, statement("improves", "people", quantifier="All"), TERMS)
    assert not part_of(most_adults, statement("improves", "people", quantifier="Some"), TERMS)


PLAIN = DISEASES + proposition("p", "improves", "pain", "kb:condition id:severe")


@pytest.mark.parametrize(
    ("modality", "verdict"),
    [
        ("kb:quantifier kb:Some", "Supported"),
        ("kb:frequency kb:Sometimes", "Supported"),
        ("kb:obligation kb:May", "Supported"),
        ("kb:quantifier kb:Many", "Insufficient"),
        ("kb:quantifier kb:Most", "Insufficient"),
        ("kb:quantifier kb:All", "Insufficient"),
        ("kb:frequency kb:Often", "Insufficient"),
        ("kb:obligation kb:Usual", "Insufficient"),
        ("kb:obligation kb:Must", "Insufficient"),
        ("kb:degree kb:Mainly", "Insufficient"),
    ],
)
def test_evidence_in_a_narrower_scope_shows_what_is_so_somewhere(
    modality: str, verdict: str
) -> None:
    turtle = PLAIN + proposition("m", "improves", "pain", modality) + claim("m")
    found = judge(turtle + item("e", "supports id:p", RCT))
    assert found.verdict() == verdict
    assert found.names("c", "supportedIn") == []


def test_animals_are_not_some_people() -> None:
    turtle = PLAIN + proposition("m", "improves", "pain", "kb:quantifier kb:Some") + claim("m")
    found = judge(turtle + item("e", "supports id:p", RCT, "kb:population id:rats"))
    assert found.verdict() == "Insufficient"


def test_a_trial_against_in_one_group_does_not_refute_that_some_improve() -> None:
    turtle = PLAIN + proposition("m", "improves", "pain", "kb:quantifier kb:Some") + claim("m")
    found = judge(turtle + item("e", "disputes id:p", RCT))
    assert (found.verdict(), found.text("c", "refutedScope")) == ("NotAssessed", None)


def test_what_some_do_not_do_all_do_not_do() -> None:
    some = proposition("s", "improves", "pain", "kb:quantifier kb:Some")
    every = proposition("a", "improves", "pain", "kb:quantifier kb:All")
    turtle = DISEASES + some + every + claim("a") + claim("a", "d", "denies")
    found = judge(turtle + item("e", "disputes id:s", RCT))
    assert (found.verdict("c"), found.verdict("d")) == ("Refuted", "Supported")


def test_evidence_states_how_much_it_found_of_the_statement_that_it_names() -> None:
    most = proposition("m", "improves", "pain", "kb:quantifier kb:Most")
    bare = proposition("p", "improves", "pain")
    turtle = bare + most + claim("m") + claim("p", "d")
    found = judge(turtle + item("e", "supports id:p", RCT, "kb:quantifier kb:Most"))
    assert (found.verdict("c"), found.verdict("d")) == ("Supported", "Insufficient")


def test_rather_than_is_refuted_by_the_main_one_and_not_by_one_among_others() -> None:
    """To deny that it mainly acts on one thing is not to say that it does not act on it."""
    turtle = (
        proposition("m", "actsOn", "pain", "kb:degree kb:Mainly")
        + proposition("p", "actsOn", "pain")
        + claim("m", "c", "denies")
        + claim("p", "d", "denies")
    )
    also = judge(turtle + item("e", "supports id:p", "ControlledHumanExperiment"))
    assert (also.verdict("c"), also.verdict("d")) == ("Insufficient", "Refuted")
    main = judge(turtle + item("e", "supports id:m", "ControlledHumanExperiment"))
    assert (main.verdict("c"), main.verdict("d")) == ("Refuted", "Refuted")
