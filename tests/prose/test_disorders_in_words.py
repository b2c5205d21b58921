"""What is denied of people with a disorder, its forms and its course, in everyday words; and what only has their words."""

from __future__ import annotations

import pytest

from invented import on_file, store_with
from kbtool.prose.filing import Files
from kbtool.prose.words.lexicon import Lexicon

STORE = store_with("""
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:brisk a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "brisk syndrome" .
ex:signs a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "brisk symptoms" ; kb:symptomsOf ex:brisk .
ex:cures a kb:Concept ; kb:conceptKind kb:Treatment ; kb:plural true ; skos:prefLabel "standard briskolytics" ; skos:altLabel "brisk syndrome pills" ; kb:writtenAs "briskolytics" .
ex:low a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "depression" .
ex:early a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "premature death" .
ex:choice a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "working memory" .
ex:range a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "mild to severe" .
ex:persons a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "persons" .
ex:lifelong a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "chronic course" .
ex:p1 a kb:Proposition ; kb:subject ex:brisk ; kb:predicate kb:associatedWith ; kb:object ex:low .
ex:p2 a kb:Proposition ; kb:subject ex:brisk ; kb:predicate kb:associatedWith ; kb:object ex:early .
ex:p3 a kb:Proposition ; kb:subject ex:brisk ; kb:predicate kb:altersFunction ; kb:object ex:choice .
ex:p4 a kb:Proposition ; kb:subject ex:signs ; kb:predicate kb:hasSeverityRange ; kb:object ex:range .
ex:p5 a kb:Proposition ; kb:subject ex:signs ; kb:predicate kb:variesBetween ; kb:object ex:persons .
ex:p6 a kb:Proposition ; kb:subject ex:brisk ; kb:predicate kb:hasCourse ; kb:object ex:lifelong .
ex:p7 a kb:Proposition ; kb:subject ex:cures ; kb:predicate kb:treats ; kb:object ex:brisk .
""")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Brisk syndrome does not raise the risk of depression.", {"not p1"}),
        ("Brisk syndrome does not make depression more likely.", {"not p1"}),
        ("Depression is not more common in people with brisk syndrome than in those without it.", {"not p1"}),
        ("People with brisk syndrome are no more likely to develop depression than the average person.", {"not p1"}),
        ("Contrary to what patients hear, brisk syndrome is not linked to depression.", {"not p1"}),
        ("Mortality is not raised in brisk syndrome.", {"not p2"}),
        ("People with brisk syndrome hold things in mind like everybody else.", {"not p3"}),
        ("Brisk syndrome is always severe.", {"not p4"}),
        ("Brisk syndrome looks the same in every patient.", {"not p5"}),
        ("Brisk syndrome looks the same in every brain scan.", set()),
        ("Brisk syndrome vanishes with age.", {"not p6"}),
        ("The standard briskolytics do not work against brisk syndrome.", {"not p7"}),
        ("Medication does nothing for people with brisk syndrome.", {"not p7"}),
        ("Herbal pills do nothing for brisk syndrome.", set()),
        ("These pills do nothing for brisk syndrome.", set()),
        ("Rectal briskolytics do not work against brisk syndrome.", set()),
        ("Some parents believe that brisk syndrome is not linked to depression.", set()),
        ("Does brisk syndrome raise the risk of depression?", set()),
        ("Not everyone with brisk syndrome has depression.", set()),
        ("Treating brisk syndrome early does not lead to depression.", set()),
        ("If brisk syndrome did not raise the risk of depression, nobody would ask.", set()),
        ("It is a myth that brisk syndrome is always severe.", {"p4"}),
        ("Brisk syndrome is not always severe.", set()),
    ],
)  # fmt: skip
def test_what_is_said_of_a_disorder(
    text: str, says: set[str], lexicon: Lexicon, files: Files
) -> None:
    assert on_file(text, lexicon, files) == says
