"""Of what a piece of a sentence speaks by its grammar."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest

from invented import store_with
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.proposing.pieces import pieces_of
from kbtool.prose.proposing.spoken import Zone, settings_of, spoken_of
from kbtool.prose.reading import read_draft
from kbtool.prose.words.lexicon import Lexicon
from kbtool.rdf.namespaces import local_name

ON_FILE = """
@prefix kb:   <https://w3id.org/kbtool/ns#> .
@prefix id:   <https://w3id.org/kbtool/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

id:belvarine a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "belvarine" .
id:marsh-fever a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "marsh fever" .
id:rash a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "rash" .
"""


@cache
def lexicon() -> Lexicon:
    """The words of a small knowledge base."""
    return read_lexicon(store_with(ON_FILE))


def zone(text: str, words: str, zone_: Zone) -> set[str]:
    """What the piece with some words names in a zone."""
    for setting in settings_of(read_draft(text, lexicon())):
        sentence = setting.told.sentence
        for piece in pieces_of(sentence):
            if words in sentence.words(piece.own.start, piece.own.stop).of(sentence.text):
                named = spoken_of(setting, piece)[zone_]
                return {local_name(e.value) for e in named if isinstance(e, ox.NamedNode)}
    raise AssertionError(words)


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("Belvarine eases marsh fever.", "eases", {"belvarine"}),
        ("Belvarine blocks a pill that eases marsh fever.", "that eases", set()),
        ("We like belvarine that eases marsh fever.", "that eases", {"belvarine"}),
        ("Belvarine is old. It eases marsh fever.", "eases", {"belvarine"}),
        ("Some people say that it works.", "people", set()),
    ],
)
def test_a_piece_speaks_of_the_subject_of_its_verb(text: str, words: str, actors: set[str]) -> None:
    assert zone(text, words, Zone.ACTOR) == actors


def test_what_follows_from_an_opening_is_no_actor() -> None:
    text = "As marsh fever settles, a rash may clear."
    assert zone(text, "rash", Zone.CAUSE) == {"marsh-fever"}
    assert zone(text, "rash", Zone.ACTOR) == set()


def test_what_a_treatment_does_follows_from_no_opening() -> None:
    assert zone("With marsh fever, belvarine helps.", "belvarine", Zone.CAUSE) == set()
