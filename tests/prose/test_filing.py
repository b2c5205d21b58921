"""Which proposition on file a sentence states."""

from __future__ import annotations

import pytest

from invented import store_with
from kbtool.prose.filing import Files
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.reading import read_draft

ON_FILE = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:slow-fever a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "slow fever" .
ex:people a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "people" .
ex:toddlers a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "toddlers" ; skos:broader ex:people .
ex:in-all a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:safeFor ; kb:object ex:slow-fever .
ex:in-toddlers a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:safeFor ; kb:object ex:slow-fever ; kb:population ex:toddlers .
"""


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Morvexa is safe for people with slow fever.", "in-all"),
        ("Morvexa is safe for toddlers with slow fever.", "in-toddlers"),
        ("Morvexa is safe for toddlers.", None),
    ],
)
def test_what_is_said_for_a_group_with_a_condition_is_said_of_the_condition_in_the_group(
    text: str, question: str | None
) -> None:
    store = store_with(ON_FILE)
    filed = Files(store).stated(read_draft(text, read_lexicon(store)))
    on_file = {each.question.value.rpartition("/")[2] for each in filed if each.on_file}
    assert on_file == ({question} if question else set())


FOR_TODDLERS_ALONE = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:slow-fever a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "slow fever" .
ex:toddlers a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "toddlers" .
ex:in-toddlers a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:treats ; kb:object ex:slow-fever ; kb:population ex:toddlers .
"""


@pytest.mark.parametrize(
    ("text", "on_file"),
    [
        ("Where toddlers are concerned, morvexa is useless against slow fever.", True),
        ("Morvexa is useless against slow fever.", False),
    ],
)
def test_of_what_is_on_file_of_a_part_alone_that_is_meant_which_the_sentence_names(
    text: str, on_file: bool
) -> None:
    store = store_with(FOR_TODDLERS_ALONE)
    filed = Files(store).stated(read_draft(text, read_lexicon(store)))
    assert any(each.on_file for each in filed) is on_file


OF_ALL = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:liver a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "liver injury" .
ex:people a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "people" .
ex:adults a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "adults" ; skos:broader ex:people .
ex:in-all a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:liver .
"""


@pytest.mark.parametrize(
    ("text", "on_file"),
    [
        ("Morvexa does not cause liver injury in adults.", True),
        ("Morvexa causes liver injury in adults.", False),
    ],
)
def test_what_is_denied_of_a_group_is_denied_of_all_and_no_more_is_stated_of_it(
    text: str, on_file: bool
) -> None:
    store = store_with(OF_ALL)
    filed = Files(store).stated(read_draft(text, read_lexicon(store)))
    assert any(each.on_file for each in filed) is on_file
    assert all(each.stated.unread for each in filed if each.on_file)


def test_what_waits_for_a_decision_is_not_what_a_draft_states() -> None:
    waiting = FOR_TODDLERS_ALONE + 'ex:in-toddlers kb:undecided "Is this right?" .'
    store = store_with(waiting)
    reading = read_draft("Morvexa treats slow fever in toddlers.", read_lexicon(store))
    known = Files(store).stated(reading)
    new = Files(store, decided=True).stated(reading)
    assert any(each.on_file for each in known)
    assert new and not any(each.on_file for each in new)
