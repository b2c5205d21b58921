"""The triggers that are shipped, with invented names: each kind that was once read as what it does not say."""

from __future__ import annotations

import re

import pytest
from lemminflect import getInflection, getLemma

from invented import store_with
from kbtool.prose.reading import read_draft
from kbtool.prose.words.lexicon import Lexicon
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import value

NAMES = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; skos:prefLabel "morvexa" .
ex:tuvane a kb:Concept ; skos:prefLabel "tuvane" .
"""


STORE = store_with(NAMES)
BEFORE_SUBJECT = re.compile(r"\{object\}-(\S+) \{subject\}$")


def stated(text: str, lexicon: Lexicon) -> set[str]:
    return {
        " ".join(
            (
                "not" if each.denies else "",
                each.subject.value.rpartition("/")[2],
                each.relation.value.rpartition("#")[2],
                "" if each.object is None else each.object.value.rpartition("/")[2],
            )
        ).strip()
        for each in read_draft(text, lexicon).candidates
    }


def test_no_finite_verb_states_what_its_participle_states_before_a_name(lexicon: Lexicon) -> None:
    """Of "{object}-fighting {subject}" it is the subject that fights."""
    participles = {
        (value(quad.subject).rpartition("#")[2], word.removeprefix("="))
        for name in ("trigger", "denyingTrigger")
        for quad in STORE.quads_for_pattern(None, KB(name), None, None)
        if (found := BEFORE_SUBJECT.search(value(quad.object))) is not None
        for word in found[1].split("|")
        if word.endswith(("ing", "ed"))
    }
    assert ("treats", "fighting") in participles
    for relation, participle in sorted(participles):
        assert f"morvexa {relation} tuvane" in stated(f"Tuvane-{participle} morvexa.", lexicon)
        verb = getLemma(participle, upos="VERB")[0]
        for form in (verb, *getInflection(verb, "VBZ")):
            said = stated(f"Tuvane {form} morvexa.", lexicon)
            assert f"morvexa {relation} tuvane" not in said, form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("More studies of morvexa for tuvane are needed.", ""),
        ("We need more studies of morvexa for tuvane.", ""),
        ("The field is waiting for larger trials of morvexa in tuvane.", ""),
        ("There should be more research into morvexa for tuvane.", ""),
        ("More studies of morvexa for tuvane are unnecessary.", "not "),
        ("Further research on morvexa for tuvane is not needed.", "not "),
        ("More trials of morvexa in tuvane are unwarranted.", "not "),
        ("More studies of morvexa for tuvane are superfluous.", "not "),
        ("Additional trials of morvexa for tuvane are no longer necessary.", "not "),
        ("Further studies of morvexa for tuvane would be a waste of money.", "not "),
        ("More studies of morvexa for tuvane are under way.", None),
        ("More studies of morvexa in tuvane have been published this year.", None),
    ],
)
def test_more_studies_are_needed_where_a_sentence_says_so(
    text: str, expected: str | None, lexicon: Lexicon
) -> None:
    said = {each for each in stated(text, lexicon) if "needsMoreStudiesFor" in each}
    assert said == (
        set() if expected is None else {f"{expected}morvexa needsMoreStudiesFor tuvane"}
    )


@pytest.mark.parametrize(
    "text",
    [
        "There is no harm in combining morvexa with tuvane.",
        "There is no problem with mixing morvexa and tuvane.",
        "There is nothing to fear from combining morvexa with tuvane.",
        "No one should be afraid of taking morvexa with tuvane.",
        "No trouble arises from combining morvexa with tuvane.",
        "It is not a problem to combine morvexa with tuvane.",
        "Combining morvexa with tuvane is no problem.",
        "Combining morvexa with tuvane poses no risk.",
    ],
)
def test_who_sees_no_harm_in_a_combination_denies_an_interaction(
    text: str, lexicon: Lexicon
) -> None:
    read = stated(text, lexicon)
    assert "not morvexa interactsWith tuvane" in read
    assert not any(
        "combinableWith" in each or each.startswith("morvexa interactsWith") for each in read
    )


def test_a_danger_of_a_combination_is_an_interaction(lexicon: Lexicon) -> None:
    for text in (
        "There is a risk in combining morvexa with tuvane.",
        "Combining morvexa with tuvane is dangerous.",
    ):
        assert "morvexa interactsWith tuvane" in stated(text, lexicon)


def test_a_denial_of_something_about_a_combination_says_nothing_of_it(lexicon: Lexicon) -> None:
    assert stated("There are no data on combining morvexa with tuvane.", lexicon) == set()
    assert "not morvexa combinableWith tuvane" in stated(
        "Avoid combining morvexa with tuvane.", lexicon
    )


@pytest.mark.parametrize(
    "share", ["About one third of", "A minority of", "A quarter of", "One in three"]
)
def test_a_share_that_does_not_respond_says_that_it_fails_in_some(
    share: str, lexicon: Lexicon
) -> None:
    text = f"{share} adults with tuvane do not respond to morvexa."
    assert "morvexa failsInSome tuvane" in stated(text, lexicon)
    assert "not morvexa treats tuvane" not in stated(text, lexicon)
    assert "morvexa failsInSome tuvane" not in stated(
        "Adults with tuvane do not respond to morvexa.", lexicon
    )


def test_what_is_often_treated_with_something_is_use_and_no_effect(lexicon: Lexicon) -> None:
    assert stated("Tuvane is often treated with morvexa.", lexicon) == {"morvexa usedFor tuvane"}


def test_who_sees_no_harm_in_giving_it_to_some_denies_that_it_is_contraindicated(
    lexicon: Lexicon,
) -> None:
    read = stated("There is no harm in taking morvexa during tuvane.", lexicon)
    assert {"not morvexa contraindicatedWith tuvane", "morvexa safeFor tuvane"} <= read
    assert "morvexa contraindicatedWith tuvane" not in read
    read = stated("There is a danger in taking morvexa during tuvane.", lexicon)
    assert {"morvexa contraindicatedWith tuvane", "not morvexa safeFor tuvane"} <= read


def test_what_is_approved_for_a_treatment_is_no_use_of_it(lexicon: Lexicon) -> None:
    assert stated("Tuvane is approved for morvexa.", lexicon) == {"tuvane approvedFor morvexa"}
    assert "morvexa approvedFor tuvane" in stated("Tuvane is an indication for morvexa.", lexicon)


@pytest.mark.parametrize(
    ("text", "says", "not_said"),
    [
        ("Morvexa has won approval for tuvane.", "morvexa approvedFor tuvane", "not morvexa approvedFor tuvane"),
        ("Morvexa has not won approval for tuvane.", "not morvexa approvedFor tuvane", "morvexa approvedFor tuvane"),
        ("Morvexa has yet to get approval for tuvane.", "not morvexa approvedFor tuvane", "morvexa approvedFor tuvane"),
        ("Tuvane is an on-label use of morvexa.", "morvexa approvedFor tuvane", "not morvexa approvedFor tuvane"),
        ("Tuvane is an off-label use of morvexa.", "not morvexa approvedFor tuvane", "morvexa approvedFor tuvane"),
        ("Morvexa should be combined with tuvane.", "", "not morvexa combinableWith tuvane"),
        ("Morvexa must never be combined with tuvane.", "not morvexa combinableWith tuvane", "morvexa combinableWith tuvane"),
        ("Morvexa does vary between tuvane.", "morvexa variesBetween tuvane", "not morvexa variesBetween tuvane"),
        ("Tuvane is less dangerous than morvexa.", "tuvane saferThan morvexa", "morvexa saferThan tuvane"),
        ("Nobody should tell you that morvexa is approved for tuvane, because it isn't.", "not morvexa approvedFor tuvane", "morvexa approvedFor tuvane"),
        ("The claim that morvexa is approved for tuvane is false: it isn't.", "not morvexa approvedFor tuvane", "morvexa approvedFor tuvane"),
    ],
)  # fmt: skip
def test_no_way_to_write_a_trigger_says_the_opposite(
    text: str, says: str, not_said: str, lexicon: Lexicon
) -> None:
    """One pattern has several ways: what "has no approval" says, "has won approval" does not."""
    found = stated(text, lexicon)
    assert not says or says in found
    assert not_said not in found
