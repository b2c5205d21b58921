"""Words of context as shipped, with names and predicates that are invented, and what a draft states in one line each."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.prose.candidate import CONFIDENT, Candidate
from kbtool.prose.circumstances import ANECDOTAL
from kbtool.prose.filing import Files
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.reading import read_draft
from kbtool.prose.words.lexicon import Lexicon

ROOT = Path(__file__).parents[2]
EX = "https://example.org/"

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
ex:causes a kb:Predicate ; kb:phrase "{subject} causes {object}" ; kb:trigger "{subject} given anyone|people {object}" ; kb:subjectKind kb:Treatment, kb:Disorder ; kb:objectKind kb:HealthOutcome .
kb:Speculation kb:listsBy ex:causes .
ex:cures a kb:Predicate ; kb:phrase "{subject} cures {object}" ; kb:trigger "{subject} cure for {object}" ;
    kb:subjectKind kb:Treatment ; kb:objectKind kb:Disorder, kb:HealthOutcome .
ex:approved a kb:Predicate ; kb:phrase "{subject} is approved for {object}" ;
    kb:trigger "{subject} approved for {object}", "{subject} approval for {object}" ; kb:subjectKind kb:Treatment ; kb:objectKind kb:Disorder .
ex:real a kb:Predicate ; kb:phrase "{subject} is real" ; kb:denyingTrigger "{subject} is a fad", "{subject} is a myth" ; kb:subjectKind kb:Disorder .
ex:shown a kb:Predicate ; kb:phrase "{subject} has been shown to prevent {object}" ; kb:subjectKind kb:Treatment ; kb:objectKind kb:Disorder .
ex:harmful a kb:Predicate ; kb:phrase "{subject} is harmful" ; kb:denyingTrigger "{subject} is harmless" ; kb:subjectKind kb:Treatment .
ex:addictive a kb:Predicate ; kb:phrase "{subject} is addictive" ; kb:trigger "{subject} addictive", "{subject} habit forming", "addiction to {subject}", "getting hooked", "people are hooked on {subject}" ; kb:subjectKind kb:Treatment .
"""


def store_with(turtle: str) -> ox.Store:
    """The shipped vocabulary and words of context, with what a text in Turtle states."""
    store = ox.Store()
    for name in ("vocabulary.ttl", "language.ttl"):
        store.load(path=ROOT / "kb" / name, format=ox.RdfFormat.TURTLE)
    store.load(turtle.encode(), format=ox.RdfFormat.TURTLE)
    return store


def invented_lexicon(names: str = NAMES) -> Lexicon:
    """The shipped words of context with names and predicates that are invented, in Turtle."""
    words = read_lexicon(store_with(names))
    return replace(
        words,
        triggers=[each for each in words.triggers if each.relation.value.startswith(EX)],
        listed_by=frozenset(each for each in words.listed_by if each.value.startswith(EX)),
    )


def on_file(text: str, lexicon: Lexicon, files: Files) -> set[str]:
    """The propositions on file that a text states, with "not" before those that it denies."""
    return {
        ("not " if each.denies else "") + each.question.value.rpartition("/")[2]
        for each in files.stated(read_draft(text, lexicon))
        if each.on_file
    }


def stated_line(text: str, candidate: Candidate) -> str:
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


def surely_said(text: str, lexicon: Lexicon, *, with_subject: bool = False) -> set[str]:
    """What a text states for sure, with "not" before what it denies."""
    return {
        " ".join(
            (
                *(("not",) if each.denies else ()),
                each.relation.value.rpartition("#")[2],
                *((each.subject.value.rpartition("/")[2],) if with_subject else ()),
                *(() if each.object is None else (each.object.value.rpartition("/")[2],)),
            )
        )
        for each in read_draft(text, lexicon).candidates
        if each.confidence >= CONFIDENT
    }


def _name(node: ox.NamedNode) -> str:
    return node.value.rsplit("#")[-1].rsplit("/")[-1]
