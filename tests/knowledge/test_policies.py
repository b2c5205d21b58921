"""Whether a policy pack binds a page: by its kind, its audience and its place; what is missing makes it not known."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kbtool.errors import InputError
from kbtool.knowledge.countries import is_place
from kbtool.knowledge.packs import Pack, Part, by_name, read_pack
from kbtool.knowledge.policies import Answer, Page, reach, reaches_of
from kbtool.rdf.namespaces import GRAPH
from kbtool.rdf.store import TurtleFile

MARKETING, NEWS, PUBLIC, DOCTORS = "MarketingPage", "NewsArticle", "Public", "Professionals"
WORDS = {NEWS: "news article", DOCTORS: "health professionals"}
VIRGINIA = Pack(
    "us-virginia",
    places=frozenset({"US-VA"}),
    page_kinds=frozenset({MARKETING}),
    audiences=frozenset({PUBLIC}),
    needs_promoted=True,
)
BOUND = Page(MARKETING, frozenset({PUBLIC}), frozenset({"US-VA"}), promotes=True)


def reached(page: Page, pack: Pack = VIRGINIA) -> tuple[Answer, str]:
    found = reach(pack, "page", page, WORDS)
    return found.answer, found.because


def with_(**known: object) -> Page:
    return replace(BOUND, **known)


def test_a_page_of_the_kind_the_audience_and_the_place_is_bound() -> None:
    assert reached(BOUND) == (Answer.YES, "")


def test_what_speaks_against_is_said() -> None:
    assert reached(with_(kind=NEWS)) == (Answer.NO, "it is a news article")
    of_doctors = with_(audiences=frozenset({DOCTORS}))
    assert reached(of_doctors) == (Answer.NO, "it is written for health professionals")
    assert reached(with_(places=frozenset({"GB"}))) == (Answer.NO, "it is published in or for GB")
    assert reached(with_(places=frozenset({"US-CA"})))[0] is Answer.NO


@pytest.mark.parametrize(
    ("page", "missing"),
    [
        (with_(kind=""), "kb:pageKind"),
        (with_(audiences=frozenset()), "kb:audience"),
        (with_(places=frozenset()), "kb:establishedIn"),
        (with_(places=frozenset({"US"})), "only US is known"),
        (with_(promotes=False), "kb:promotes"),
        (with_(places=frozenset({"UK"})), "GB"),
        (with_(places=frozenset({"virginia"})), "no ISO 3166 code"),
    ],
)
def test_what_nobody_has_said_is_not_known_and_named(page: Page, missing: str) -> None:
    answer, because = reached(page)
    assert answer is Answer.NOT_KNOWN
    assert missing in because


def test_a_part_of_a_country_lies_in_it() -> None:
    federal = Pack("us-federal", places=frozenset({"US"}))
    assert reached(Page(places=frozenset({"US-VA"})), federal) == (Answer.YES, "")


def test_one_ground_against_is_enough_whatever_is_missing() -> None:
    assert reached(Page(kind=NEWS)) == (Answer.NO, "it is a news article")


GERMANY = Pack(
    "germany",
    places=frozenset({"DE"}),
    parts=(Part((), ("P406", "P408"), frozenset({PUBLIC})),),
)


def told(page: Page) -> list[tuple[str, Answer, str]]:
    found = reaches_of(GERMANY, "page", page, WORDS)
    return [(each.of, each.answer, each.because) for each in found]


def test_rules_with_an_audience_of_their_own_are_told_apart_where_they_do_not_bind() -> None:
    german = frozenset({"DE"})
    assert told(Page(audiences=frozenset({PUBLIC}), places=german)) == [("germany", Answer.YES, "")]
    whole, part = told(Page(audiences=frozenset({DOCTORS}), places=german))
    assert whole == ("germany", Answer.YES, "")
    because = "it is written for health professionals"
    assert part == ("germany (P406, P408)", Answer.NO, because)
    _, unknown = told(Page(places=german))
    assert unknown[:2] == ("germany (P406, P408)", Answer.NOT_KNOWN)


def test_what_a_part_misses_is_told_with_what_the_pack_misses() -> None:
    ((name, answer, because),) = told(Page())
    assert (name, answer) == ("germany", Answer.NOT_KNOWN)
    assert "kb:audience" in because
    assert "kb:directedAt" in because


def test_codes_that_no_country_has_are_no_places() -> None:
    assert all(map(is_place, ("US", "US-VA", "GB", "DE", "IE")))
    assert not any(map(is_place, ("UK", "EU", "us", "USA", "XX", "", "US-", "Virginia")))


PAGES = st.builds(
    Page,
    st.sampled_from(["", MARKETING, NEWS]),
    st.frozensets(st.sampled_from([PUBLIC, DOCTORS])),
    st.frozensets(st.sampled_from(["US", "US-VA", "US-CA", "GB"])),
    st.booleans(),
)


@given(PAGES)
def test_a_pack_that_says_nothing_binds_every_page(page: Page) -> None:
    assert reached(page, Pack("all")) == (Answer.YES, "")


@given(PAGES)
def test_what_is_not_bound_says_why(page: Page) -> None:
    answer, because = reached(page)
    assert bool(because) == (answer is not Answer.YES)


@given(PAGES)
def test_to_learn_where_else_a_page_is_read_never_frees_it(page: Page) -> None:
    more = Page(page.kind, page.audiences, page.places | {"GB"}, page.promotes)
    assert not (reached(page)[0] is Answer.YES and reached(more)[0] is not Answer.YES)


PACK = """
@prefix rule: <https://w3id.org/kbtool/rule/> .
@prefix kb: <https://w3id.org/kbtool/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
rule:here a kb:PolicyPack ; rdfs:label "here" ; rdfs:comment "c" ; kb:bindsIn "US" ; kb:formerName "once" .
rule:P901 a sh:NodeShape ; dct:identifier "P901" ; dct:source "Act" ; kb:binds "all" %s ; sh:sparql [ sh:select "SELECT $this WHERE { %s }" ] .
"""


def pack(*filled: str) -> Pack:
    path = Path("shapes/policy/here.ttl")
    return read_pack("here", TurtleFile(path, str(path), GRAPH("here"), PACK % filled))


def test_a_pack_is_read_with_its_rules() -> None:
    found = pack("; kb:inPack rule:here", "?d kb:reachedBy rule:here")
    assert (found.name, found.label, found.places) == ("here", "here", frozenset({"US"}))
    assert [rule.value.rpartition("/")[2] for rule in found.rules] == ["P901"]


def test_a_rule_that_would_find_something_on_every_page_is_refused() -> None:
    with pytest.raises(InputError, match="does not ask which pages its pack reaches"):
        pack("; kb:inPack rule:here", "$this a kb:Claim")
    with pytest.raises(InputError, match="does not say that it is in the pack"):
        pack("", "?d kb:reachedBy rule:here")


def test_a_former_name_stands_for_the_pack_and_another_is_refused_with_the_nearest() -> None:
    packs = [Pack("us-federal", former_names=("health-advertising",)), Pack("uk")]
    assert by_name("health-advertising", packs) == "us-federal"
    with pytest.raises(InputError, match="did you mean us-federal"):
        by_name("us-fedral", packs)
