"""What a sentence denies by the side of another thing, by light verbs, and of what it leaves to be understood."""

from __future__ import annotations

import pytest

from invented import on_file, store_with
from kbtool.prose.filing import Files
from kbtool.prose.words.lexicon import Lexicon

STORE = store_with("""
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:brisk a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "brisk syndrome" .
ex:nerves a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "nervous disorders" ; kb:writtenAs "nervous disorder" .
ex:genes a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "genetics" ; kb:writtenAs "genes" .
ex:memory a kb:Concept ; kb:conceptKind kb:BodyProcess ; skos:prefLabel "working memory" .
ex:fidgets a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "fidgeting" .
ex:grief a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "grief" .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:pills a kb:Concept ; kb:conceptKind kb:Treatment ; kb:plural true ; skos:prefLabel "brisk syndrome pills" .
ex:people a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "people" .
ex:adults a kb:Concept ; kb:conceptKind kb:PersonGroup ; kb:plural true ; skos:prefLabel "adults" ; skos:broader ex:people .
ex:children a kb:Concept ; kb:conceptKind kb:PersonGroup ; kb:plural true ; skos:prefLabel "children" ; skos:broader ex:people ; kb:disjointWith ex:adults .
ex:member a kb:Proposition ; kb:subject ex:brisk ; kb:predicate kb:classifiedAs ; kb:object ex:nerves .
ex:risk a kb:Proposition ; kb:subject ex:brisk ; kb:predicate kb:hasRiskFactor ; kb:object ex:genes .
ex:forgets a kb:Proposition ; kb:subject ex:brisk ; kb:predicate kb:altersFunction ; kb:object ex:memory .
ex:shows a kb:Proposition ; kb:subject ex:brisk ; kb:predicate kb:hasCoreSymptom ; kb:object ex:fidgets .
ex:linked a kb:Proposition ; kb:subject ex:brisk ; kb:predicate kb:associatedWith ; kb:object ex:grief .
ex:criteria a kb:Proposition ; kb:subject ex:brisk ; kb:predicate kb:hasOwnDiagnosticCriteria ; kb:object true .
ex:inAdults a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:treats ; kb:object ex:brisk ; kb:population ex:adults .
ex:inChildren a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:treats ; kb:object ex:brisk ; kb:population ex:children .
ex:help a kb:Proposition ; kb:subject ex:pills ; kb:predicate kb:treats ; kb:object ex:brisk .
ex:tuvanol a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "tuvanol" .
ex:calmers a kb:Concept ; kb:conceptKind kb:Treatment ; kb:plural true ; skos:prefLabel "calmers" ; kb:writtenAs "calmer" .
ex:ofMorvexa a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:memberOfClass ; kb:object ex:calmers .
ex:ofTuvanol a kb:Proposition ; kb:subject ex:tuvanol ; kb:predicate kb:memberOfClass ; kb:object ex:calmers .
ex:hooks a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAddictivePotential ; kb:object true .
ex:failing a kb:Proposition ; kb:subject ex:pills ; kb:predicate kb:failsInSome ; kb:object ex:brisk .
""")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Brisk syndrome is a fad, not a nervous disorder.", {"not member"}),
        ("Rather than a nervous disorder, brisk syndrome is a fad.", {"not member"}),
        ("Brisk syndrome is a fad rather than a nervous disorder.", {"not member"}),
        ("Bad habits cause brisk syndrome, not genes.", {"not risk"}),
        ("Morvexa works in children with brisk syndrome but not in adults.", {"inChildren", "not inAdults"}),
        ("Morvexa treats brisk syndrome in children, never in adults.", {"not inAdults"}),
        ("Morvexa helps adults with brisk syndrome, but not children.", {"inAdults", "not inChildren"}),
        ("Genes contribute nothing to brisk syndrome.", {"not risk"}),
        ("Working memory has nothing to do with brisk syndrome.", {"not forgets"}),
        ("Fidgeting cannot be blamed on brisk syndrome.", {"not shows"}),
        ("Grief is not a concern in people with brisk syndrome.", {"not linked"}),
        ("Brisk syndrome lacks diagnostic criteria of its own.", {"not criteria"}),
        ("Brisk syndrome pills do not work.", {"not help"}),
        ("Brisk syndrome pills never work.", {"not help"}),
        ("Brisk syndrome pills are no better than placebo.", {"not help"}),
        ("Brisk syndrome pills never fail.", {"not failing"}),
        ("Brisk syndrome is a nervous disorder, not a fad.", {"member"}),
        ("Genes cause brisk syndrome, not bad habits.", {"risk"}),
        ("Morvexa works in children with brisk syndrome, but not in all of them.", {"inChildren"}),
        ("Morvexa works in children with brisk syndrome, but not in adults over 90.", {"inChildren"}),
        ("Morvexa is a calmer. The same goes for tuvanol.", {"ofMorvexa", "ofTuvanol"}),
        ("Morvexa is a calmer. Not so tuvanol.", {"ofMorvexa", "not ofTuvanol"}),
        ("Morvexa is a calmer; not so tuvanol.", {"ofMorvexa", "not ofTuvanol"}),
        ("Is morvexa a calmer? The same goes for tuvanol.", set()),
        ("Critics say that morvexa is a calmer. Not so tuvanol.", set()),
        ("Grief is practically unheard of in people with brisk syndrome.", {"not linked"}),
        ("Morvexa does not lead to dependence.", {"not hooks"}),
        ("There is no danger of getting hooked on morvexa.", {"not hooks"}),
        ("Some say that brisk syndrome is a fad, not a nervous disorder.", set()),
        ("Is brisk syndrome a fad, not a nervous disorder?", set()),
        ("It is a myth that brisk syndrome is a fad, not a nervous disorder.", set()),
        ("It would be untrue to say that brisk syndrome pills do not work.", set()),
        ("Brisk syndrome pills do not work alone.", set()),
        ("Brisk syndrome pills do not work by magic.", set()),
        ("Brisk syndrome pills do not work for everyone.", set()),
        ("If brisk syndrome pills do not work, ask for others.", set()),
    ],
)  # fmt: skip
def test_denied_beside(text: str, says: set[str], lexicon: Lexicon, files: Files) -> None:
    assert on_file(text, lexicon, files) == says
