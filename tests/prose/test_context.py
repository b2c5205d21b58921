"""What the words around a statement make of it: denial, reservation, somebody else's words, conditions, limits, and what "it" is.

The sentences stand in context.toml; all names and all that is said of them are invented.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kbtool.prose.circumstances import ANECDOTAL
from kbtool.prose.lexicon import Lexicon
from kbtool.prose.reading import read_draft
from kbtool.prose.statements import CONFIDENT, Candidate
from kbtool.prose.words import read_lexicon

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EX = "https://example.org/"

CASES: list[dict[str, Any]] = tomllib.loads((HERE / "context.toml").read_text())["sentence"]

NAMES = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:tolnapine a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "tolnapine" .
ex:sedarines a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "sedarines" .
ex:brisk-syndrome a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "brisk syndrome" .
ex:dizziness a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "dizziness" .
ex:fogginess a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "fogginess" .
ex:slow-fever a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "slow fever" .
ex:flushing a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "flushing" ; kb:writtenAs "cause flushing" .
ex:toddlers a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "toddlers" .
ex:older-adults a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "older adults" .
ex:relieves a kb:Predicate ; kb:questionType kb:TreatmentBenefit ; kb:phrase "{subject} relieves {object}" ; kb:subjectKind kb:Treatment ; kb:objectKind kb:Disorder, kb:HealthOutcome .
ex:causes a kb:Predicate ; kb:phrase "{subject} causes {object}" ; kb:subjectKind kb:Treatment, kb:Disorder ; kb:objectKind kb:HealthOutcome .
ex:cures a kb:Predicate ; kb:phrase "{subject} cures {object}" ; kb:trigger "{subject} cure for {object}" ;
    kb:subjectKind kb:Treatment ; kb:objectKind kb:Disorder, kb:HealthOutcome .
ex:approved a kb:Predicate ; kb:phrase "{subject} is approved for {object}" ;
    kb:trigger "{subject} approved for {object}", "{subject} approval for {object}" ; kb:subjectKind kb:Treatment ; kb:objectKind kb:Disorder .
ex:shown a kb:Predicate ; kb:phrase "{subject} has been shown to prevent {object}" ; kb:subjectKind kb:Treatment ; kb:objectKind kb:Disorder .
ex:addictive a kb:Predicate ; kb:phrase "{subject} is addictive" ; kb:trigger "{subject} addictive", "{subject} habit forming", "getting hooked", "people are hooked on {subject}" ; kb:subjectKind kb:Treatment .
"""


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The shipped words of context with names and predicates that are invented."""
    store = ox.Store()
    for name in ("vocabulary.ttl", "language.ttl"):
        store.load(path=str(ROOT / "kb" / name), format=ox.RdfFormat.TURTLE)
    store.load(NAMES.encode(), format=ox.RdfFormat.TURTLE)
    words = read_lexicon(store)
    return replace(
        words, triggers=[each for each in words.triggers if each.relation.value.startswith(EX)]
    )


@pytest.mark.parametrize("case", CASES, ids=[str(case["text"])[:70] for case in CASES])
def test_a_sentence_states_what_its_words_around_make_of_it(
    case: dict[str, Any], lexicon: Lexicon
) -> None:
    text = case["text"]
    stated = read_draft(text, lexicon).candidates
    assert sorted(_line(text, each) for each in stated) == sorted(case["says"])
    if "insists" in case:
        assert [each.insists and each.insists.of(text) for each in stated] == [case["insists"]]


def test_a_sentence_of_no_human_length_is_not_read(lexicon: Lexicon) -> None:
    text = "Morvexa relieves brisk syndrome and " * 200
    assert read_draft(text, lexicon).candidates == ()


def _line(text: str, candidate: Candidate) -> str:
    """A candidate as the table writes it."""
    words = [
        "limited" if candidate.confidence < CONFIDENT else "",
        "maybe" if candidate.hedged else "told" if candidate.certainty == ANECDOTAL else "",
        "NOT" if candidate.denies else "",
        _name(candidate.subject),
        _name(candidate.relation),
        "" if candidate.object is None else _name(candidate.object),
        *(f"({_name(q)} {_name(v)})" for q, v in candidate.scope.items()),
        *(f"[{_name(v)}]" for v in candidate.modality.values()),
        "" if candidate.horizon is None else f"@{candidate.horizon}",
        *(f"< {each.of(text)}" for each in candidate.borrowed),
    ]
    return " ".join(word for word in words if word)


def _name(node: ox.NamedNode) -> str:
    return node.value.rsplit("#")[-1].rsplit("/")[-1]
