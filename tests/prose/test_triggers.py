"""Which statements a sentence makes: triggers, what fills their gaps, and what only looks like it. All names are invented."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kbtool.prose.candidate import CONFIDENT
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.reading import read_draft
from kbtool.prose.words.lexicon import Lexicon

WORDS = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

kb:finding kb:functionWord "a", "an", "the", "and", "or", "of", "in", "to", "for", "with", "by", "is", "are", "be", "that", "which", "who", "it" .
kb:Treatment kb:headWord "therapy", "infusion" ; kb:headKind kb:MannerOfTreatment .
kb:PersonGroup kb:headWord "people", "patient", "everyone" .
kb:Filler kb:filler "by now", "every time" .

ex:lurazine a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "lurazine" ; skos:altLabel "Luravel" .
ex:ombrane a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "ombrane" .
ex:calmers a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "calmers" .
ex:spray a kb:Concept ; kb:conceptKind kb:MannerOfTreatment ; skos:prefLabel "nose spray" .
ex:marsh-fever a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "the marsh fever" ; kb:writtenAs "bog fever" .
ex:gloom a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "gloom" ; skos:hiddenLabel "gloom scale" ; kb:notWrittenAs "gloom scale" .
ex:people-with-gloom a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "people with gloom" .
ex:drowsiness a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "drowsiness" .
ex:focus a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "focus" .
ex:glim a kb:Concept ; kb:conceptKind kb:BodyProcess ; skos:prefLabel "glim" .

ex:treats a kb:Predicate ; kb:phrase "{subject} treats {object}" ; kb:subjectKind kb:Treatment ; kb:objectKind kb:Disorder ;
    kb:trigger "{subject} works in|against {object}", "{object} is treated with {subject}", "{object}-relieving {subject}" ;
    kb:denyingTrigger "{subject} does nothing for {object}" .
ex:improves a kb:Predicate ; kb:phrase "{subject} improves {object}" ; kb:subjectKind kb:Treatment, kb:BodyProcess ; kb:objectKind kb:HealthOutcome .
ex:raises a kb:Predicate ; kb:phrase "{subject} raises {object}" ; kb:subjectKind kb:Treatment ; kb:objectKind kb:BodyProcess ;
    kb:trigger "{subject} {object}-based mechanism" .
ex:approved a kb:Predicate ; kb:phrase "{subject} approved for {object}" ; kb:subjectKind kb:Treatment ; kb:objectKind kb:Disorder .
ex:causes a kb:Predicate ; kb:phrase "{subject} causes {object}" ; kb:trigger "{subject} makes you {object}", "{subject} leads straight? to {object}" ; kb:denyingTrigger "{subject} is {object}-free" ;
    kb:subjectKind kb:Treatment ; kb:objectKind kb:HealthOutcome .
ex:isOneOf a kb:Predicate ; kb:phrase "{subject} is a {object}" ; kb:subjectKind kb:Treatment ; kb:objectKind kb:Treatment .
ex:fast a kb:Predicate ; kb:phrase "{subject} works fast" ; kb:denyingTrigger "{subject} takes weeks" ; kb:subjectKind kb:Treatment .
ex:taken a kb:Predicate ; kb:phrase "{subject} is taken as {object}" ; kb:affirmingTrigger "{subject} has to be taken as {object}" ;
    kb:subjectKind kb:Treatment ; kb:objectKind kb:MannerOfTreatment .
ex:addictive a kb:Predicate ; kb:phrase "{subject} addictive" ; kb:subjectKind kb:Treatment .

ex:safe a kb:Predicate ; kb:phrase "{subject} is safe in {object}" ; kb:subjectKind kb:Treatment ; kb:objectKind kb:Disorder .
ex:ruledOut a kb:Predicate ; kb:phrase "{subject} is ruled out in {object}" ; kb:deniedBySaying ex:safe ;
    kb:subjectKind kb:Treatment ; kb:objectKind kb:Disorder .
ex:clashes a kb:Predicate ; kb:phrase "{subject} clashes with {object}" ; kb:converseSaidAs ex:clashes ;
    kb:subjectKind kb:Treatment ; kb:objectKind kb:Treatment .
[] a kb:LayTerm ; kb:termFor "drowsiness" ; kb:writtenAs "nodding off" .
kb:Negation kb:cueBefore "not", "no" .
kb:Filler kb:lightVerb "offer" ; kb:agentWord "with", "by" ; kb:lightNoun "power", "burden" ; kb:openingWords "for", "when it comes to" .
"""


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    store = ox.Store()
    store.load(WORDS.encode(), format=ox.RdfFormat.TURTLE)
    return read_lexicon(store)


def stated(text: str, lexicon: Lexicon) -> list[str]:
    found = set()
    for each in read_draft(text, lexicon).candidates:
        if each.confidence >= CONFIDENT:
            parts = (each.subject, each.relation, each.object)
            words = [part.value.rpartition("/")[2] for part in parts if part is not None]
            found.add(" ".join(["not", *words] if each.denies else words))
    return sorted(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lurazine treats gloom.", ["lurazine treats gloom"]),
        ("Gloom is treated with lurazine.", ["lurazine treats gloom"]),
        ("Luravel infusions work by now in bog fever.", ["lurazine treats marsh-fever"]),
        ("A gloom-relieving drug, lurazine is popular.", ["lurazine treats gloom"]),
        ("Lurazine treats people with gloom.", ["lurazine treats gloom"]),
        ("Lurazine does nothing for gloom.", ["not lurazine treats gloom"]),
        ("Lurazine nose spray treats gloom.", ["lurazine treats gloom"]),
        ("Lurazine and ombrane treat gloom and marsh fever.",
         ["lurazine treats gloom", "lurazine treats marsh-fever", "ombrane treats gloom", "ombrane treats marsh-fever"]),
        ("Lurazine raises glim to improve focus.", ["lurazine improves focus", "lurazine raises glim"]),
        ("Lurazine's glim-based mechanism is new.", ["lurazine raises glim"]),
        ("Lurazine (Luravel) treats gloom.", ["lurazine treats gloom"]),
        ("Lurazine, which raises glim, improves focus.", ["lurazine improves focus", "lurazine raises glim"]),
        ("Lurazine makes you drowsy.", ["lurazine causes drowsiness"]),
        ("Lurazine leads to drowsiness.", ["lurazine causes drowsiness"]),
        ("Lurazine leads straight to drowsiness.", ["lurazine causes drowsiness"]),
        ("Lurazine is drowsiness-free.", ["not lurazine causes drowsiness"]),
        ("Ombrane, just like lurazine, is a calmer.", ["ombrane isOneOf calmers"]),
        ("Lurazine has to be taken as a nose spray.", ["lurazine taken spray"]),
        ("Lurazine is addictive.", ["lurazine addictive"]),
        ("Lurazine has the power to treat the burden of gloom.", ["lurazine treats gloom"]),
        ("Lurazine offers treatment of gloom.", ["lurazine treats gloom"]),
        ("The treatment of gloom with lurazine is new.", ["lurazine treats gloom"]),
        ("For gloom, lurazine is approved.", ["lurazine approved gloom"]),
        ("When it comes to marsh fever, lurazine is approved.", ["lurazine approved marsh-fever"]),
        ("Lurazine causes nodding off.", ["lurazine causes drowsiness"]),
        ("Lurazine is safe in gloom.", ["lurazine safe gloom", "not lurazine ruledOut gloom"]),
        ("Lurazine clashes with ombrane.", ["lurazine clashes ombrane", "ombrane clashes lurazine"]),
    ],
)  # fmt: skip
def test_a_statement_is_read_from(text: str, expected: list[str], lexicon: Lexicon) -> None:
    assert stated(text, lexicon) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Lurazine clinics treat gloom.",
        "Lurazine treats a winter cough with gloom.",
        "Lurazine treats a nose spray in gloom.",
        "Lurazine works faster than tea.",
        "Lurazine is taken for weeks.",
        "Lurazine comes with reduced focus.",
        "Lurazine improves a gloom scale.",
        "Lurazine helps those who leave addictive drugs.",
        "Those with gloom who treat lurazine with care are few.",
        "Lurazine does not have to be taken as a nose spray.",
    ],
)
def test_nothing_is_read_from(text: str, lexicon: Lexicon) -> None:
    assert stated(text, lexicon) == []


def test_a_comma_alone_makes_no_list(lexicon: Lexicon) -> None:
    assert stated("Unlike ombrane, lurazine treats gloom.", lexicon) == ["lurazine treats gloom"]


def test_what_the_same_words_say_is_told_in_one_order() -> None:
    store = ox.Store()
    store.load(WORDS.encode(), format=ox.RdfFormat.TURTLE)
    names = [f"says{n}" for n in range(8)]
    for number, name in enumerate(names):
        verb = ("mends", "mend")[number % 2]
        data = f'ex:{name} a kb:Predicate ; kb:phrase "{{subject}} {verb} {{object}}" .'
        prefixes = "".join(line for line in WORDS.splitlines(keepends=True) if "@prefix" in line)
        store.load((prefixes + data).encode(), format=ox.RdfFormat.TURTLE)
    read = read_draft("Lurazine mends gloom.", read_lexicon(store)).candidates
    assert [each.relation.value.rpartition("/")[2] for each in read] == names
