"""Words of a sentence that nothing explains: what it states is then not all that it says."""

from __future__ import annotations

import pytest

from invented import invented_lexicon, store_with
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.reading import read_draft
from kbtool.prose.unsettled import is_unsettled


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Morvexa causes dizziness.", []),
        ("Morvexa does not cause dizziness.", []),
        ("Morvexa always causes dizziness.", []),
        ("Morvexa causes dizziness that is incurable.", ["incurable"]),
        ("Morvexa causes dizziness of the soul.", ["soul"]),
        ("The potential of morvexa to be addictive is a rumour.", ["rumour"]),
        ("Morvexa causes dizziness, and kills owls.", ["kills", "owls"]),
        ("Morvexa causes dizziness in the nose by 50%.", ["nose", "50%"]),
    ],
)
def test_words_that_nothing_explains_are_told(text: str, unread: list[str]) -> None:
    (stated,) = read_draft(text, invented_lexicon()).candidates
    assert [word.of(text) for word in stated.unread] == unread


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("Morvexa is addictive.", False),
        ("Morvexa is addictive 🙄", True),
        ("- [ ] Morvexa is addictive.", True),
        ("- [x] Morvexa is addictive.", False),
        ("☐ Morvexa is addictive.", True),
    ],
)
def test_behind_an_empty_box_and_with_a_face_a_statement_restates_nothing(
    text: str, is_open: bool
) -> None:
    (part,) = read_draft(text, invented_lexicon()).parts
    assert is_unsettled(part.sentence, ()) is is_open


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ("Brisk syndrome belongs to the mood disorders.", False),
        ("Brisk syndrome is not one of the neurodevelopmental disorders.", True),
    ],
)
def test_what_denies_something_by_saying_another_thing_is_not_accounted_for(
    text: str, is_whole: bool
) -> None:
    named = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:brisk a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "brisk syndrome" .
ex:early a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "neurodevelopmental disorders" .
"""
    stated = read_draft(text, read_lexicon(store_with(named))).candidates
    assert all(each.denies for each in stated)
    assert any(not each.unread for each in stated) is is_whole
