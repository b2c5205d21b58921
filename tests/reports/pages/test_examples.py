"""Two examples of a rule with the same words are told apart in words, by what is on file beside them."""

from __future__ import annotations

from datetime import date

from kbtool.checks.cases import Case
from kbtool.knowledge.base import KnowledgeBase
from kbtool.reports.pages.examples import apart

CLAIM = 'id:c a kb:Claim ; oa:exact "It treats pain" ; kb:certainty kb:Categorical .\n'
TRIAL = 'id:e a kb:Evidence ; kb:finding "Pain fell." ; kb:design kb:RandomizedTrial .\n'


def told(kb: KnowledgeBase, mine: str, other: str, today: date | None = None) -> tuple[str, ...]:
    one, first = Case("X01", mine, (), today=today), Case("X01", other, ("1:1",))
    return apart(one, first, kb.labels, kb.names.prefixes)


def test_what_only_one_states_is_named_by_its_kind_and_words(shipped: KnowledgeBase) -> None:
    assert told(shipped, CLAIM + TRIAL, CLAIM) == ("with evidence: “Pain fell.”",)
    assert told(shipped, CLAIM, CLAIM + TRIAL) == ("without evidence: “Pain fell.”",)


def test_another_value_stands_beside_the_one_that_it_is_in_the_place_of(
    shipped: KnowledgeBase,
) -> None:
    hedged = CLAIM.replace("kb:Categorical", "kb:Hedged")
    assert told(shipped, hedged, CLAIM) == ("certainty: hedged, not categorical",)
    assert told(shipped, CLAIM, CLAIM.replace(" ; kb:certainty kb:Categorical", "")) == (
        "certainty: categorical",
    )


def test_the_day_on_which_it_is_checked_can_make_the_difference(shipped: KnowledgeBase) -> None:
    assert told(shipped, CLAIM, CLAIM, today=date(2026, 1, 2)) == ("as on 2026-01-02",)


def test_statements_in_a_circle_and_what_is_no_turtle_stop_no_page(shipped: KnowledgeBase) -> None:
    circle = "id:p a kb:Proposition ; kb:subject id:q . id:q a kb:Proposition ; kb:subject id:p .\n"
    assert told(shipped, circle, CLAIM)[0] == "with proposition: “q”"
    assert told(shipped, "this is no Turtle", CLAIM) == ()
