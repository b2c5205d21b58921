"""How a text says more than that something is so: of everybody, each time, beyond doubt; and what only sounds like it."""

from __future__ import annotations

import pytest

from invented import store_with
from kbtool.prose.candidate import Candidate
from kbtool.prose.filing import Files
from kbtool.prose.reading import read_draft
from kbtool.prose.words.lexicon import Lexicon

STORE = store_with("""
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:gout a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "chronic gout" .
ex:fat a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "weight gain" ; skos:hiddenLabel "gain weight", "put on weight" .
ex:nausea a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "nausea" .
ex:withdrawal a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "withdrawal symptoms" .
ex:growth a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "slowed growth" .
ex:helps a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:treats ; kb:object ex:gout .
ex:fattens a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:fat .
ex:sickens a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:nausea .
ex:withdraws a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:withdrawal .
ex:stunts a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:growth .
""")


def _more_than_that_it_is_so(text: str, lexicon: Lexicon, files: Files) -> set[str]:
    """What a text says of all, or each time ("all fat"), and what it insists on, with the words ("“beyond doubt” gout")."""
    said: set[str] = set()
    for filed in files.stated(read_draft(text, lexicon)):
        each = filed.stated
        if not isinstance(each, Candidate) or each.object is None or each.denies:
            continue
        name = each.object.value.rpartition("/")[2]
        said.update(f"{v.value.rpartition('#')[2].lower()} {name}" for v in each.modality.values())
        if each.insists is not None:
            said.add(f"“{each.insists.of(text).lower()}” {name}")
    return said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Everyone on morvexa gets nausea.", "all nausea"),
        ("Everyone who starts morvexa suffers nausea.", "all nausea"),
        ("Whoever is given morvexa gets nausea.", "all nausea"),
        ("Every patient put on morvexa gets nausea.", "all nausea"),
        ("Every youngster on morvexa develops nausea.", "all nausea"),
        ("Each and every patient who tries morvexa gets nausea.", "all nausea"),
        ("Absolutely everyone who comes off morvexa goes through withdrawal.", "all withdrawal"),
        ("All patients who stop morvexa get withdrawal symptoms.", "all withdrawal"),
        ("Nausea is inevitable with morvexa.", "always nausea"),
        ("Morvexa causes nausea in every single case.", "always nausea"),
        ("Morvexa unfailingly causes nausea.", "always nausea"),
        ("Morvexa stunts the growth of every child who takes it.", "all growth"),
        ("Morvexa always stunts growth.", "always growth"),
        ("Morvexa relieves chronic gout in every single case.", "always gout"),
        ("Morvexa relieves chronic gout in 100% of cases.", "always gout"),
        ("Morvexa relieves chronic gout in each teenager.", "all gout"),
        ("It is beyond doubt that morvexa relieves chronic gout.", "“beyond doubt” gout"),
        ("Trials leave no doubt that morvexa relieves chronic gout.", "“leave no doubt” gout"),
        ("We know for certain that morvexa relieves chronic gout.", "“we know for certain” gout"),
        ("Morvexa relieves chronic gout, no ifs, no buts.", "“no ifs” gout"),
        ("You can bank on morvexa to relieve chronic gout.", "“you can bank on” gout"),
        ("It is settled science that morvexa relieves chronic gout.", "“it is settled” gout"),
        ("Morvexa relieves chronic gout, year after year.", "“year after year” gout"),
        ("Morvexa relieves chronic gout for years on end.", "“for years on end” gout"),
        ("Morvexa relieves chronic gout at any age.", "“at any age” gout"),
        ("Morvexa relieves chronic gout in every age group.", "“in every age group” gout"),
        ("Morvexa irrefutably relieves chronic gout.", "“irrefutably” gout"),
        ("Morvexa relieves chronic gout in any patient.", "all gout"),
        ("Morvexa relieves chronic gout in one and all.", "all gout"),
        ("Morvexa relieves chronic gout, regardless of who you are.", "all gout"),
        ("A hundred percent of patients with chronic gout improve on morvexa.", "all gout"),
        ("No one takes morvexa without getting nausea.", "all nausea"),
        ("Morvexa is always an effective chronic gout treatment.", "always gout"),
        ("Rest assured: morvexa relieves chronic gout.", "“rest assured” gout"),
        ("Success is guaranteed: morvexa relieves chronic gout.", "“success is guaranteed” gout"),
        ("Morvexa is a surefire treatment of chronic gout.", "“surefire” gout"),
        ("Morvexa cannot fail to relieve chronic gout.", "“cannot fail to” gout"),
        ("Morvexa never stops working against chronic gout.", "“never stops working” gout"),
        (
            "Beyond a shadow of doubt, morvexa relieves chronic gout.",
            "“beyond a shadow of doubt” gout",
        ),
        ("Morvexa relieves chronic gout round the clock.", "“round the clock” gout"),
        ("Morvexa relieves chronic gout at once.", "“at once” gout"),
        (
            "Morvexa is the most effective treatment of chronic gout.",
            "“is the most effective treatment of” gout",
        ),
        (
            "Morvexa is the only treatment that works for chronic gout.",
            "“the only treatment that works” gout",
        ),
        ("Morvexa is the best treatment for chronic gout.", "“is the best treatment for” gout"),
        ("Morvexa works wonders for chronic gout.", "“works wonders for” gout"),
        ("Morvexa is second to none in chronic gout.", "“is second to none in” gout"),
        ("Morvexa is a miracle cure for chronic gout.", "“is a miracle cure for” gout"),
        (
            "Nothing works better for chronic gout than morvexa.",
            "“nothing works better for chronic gout than” gout",
        ),
    ],
)
def test_what_is_said_of_all_or_beyond_doubt_is_read_as_that(
    text: str, says: str, lexicon: Lexicon, files: Files
) -> None:
    assert says in _more_than_that_it_is_so(text, lexicon, files)


@pytest.mark.parametrize(
    "text",
    [
        "Not everyone on morvexa gains weight.",
        "Not everyone who starts morvexa gains weight.",
        "Some of those who come off morvexa get withdrawal symptoms.",
        "People who come off morvexa can get withdrawal symptoms.",
        "Does everyone on morvexa gain weight?",
        "Everyone on morvexa with nausea should call the doctor.",
        "Everyone who takes morvexa should know that it can cause nausea.",
        "Everyone who starts morvexa is told about weight gain.",
        "Nausea is not inevitable with morvexa.",
        "Morvexa can cause nausea.",
        "Morvexa affects growth.",
        "Morvexa does not relieve chronic gout in every single case.",
        "Morvexa relieves chronic gout.",
        "Doctors do not know for certain whether morvexa relieves chronic gout.",
        "It is far from settled science that morvexa relieves chronic gout.",
        "No doctor can guarantee that morvexa relieves chronic gout.",
        "Whether morvexa relieves chronic gout is not beyond doubt.",
        "Morvexa does not relieve chronic gout year after year.",
        "Nobody knows whether morvexa relieves chronic gout at any age.",
        "Will morvexa relieve chronic gout year after year?",
        "After a period, morvexa can cause nausea.",
        "We doubt that morvexa relieves chronic gout.",
        "Nobody should go home thinking that morvexa does not cause nausea.",
        "Morvexa is one of the best treatments for chronic gout.",
        "Morvexa is among the most effective treatments of chronic gout.",
        "Morvexa is the best-studied treatment for chronic gout.",
        "Morvexa is not the best treatment for everyone with chronic gout.",
        "Is morvexa the best treatment for chronic gout?",
        "Morvexa is no miracle cure for chronic gout.",
        "Do not expect morvexa to relieve chronic gout at once.",
        "Morvexa does not relieve chronic gout overnight.",
        "Ask any patient: morvexa relieves chronic gout.",
        "Stop morvexa immediately if you get nausea.",
    ],
)
def test_what_is_said_of_some_or_not_known_is_read_as_no_more(
    text: str, lexicon: Lexicon, files: Files
) -> None:
    assert _more_than_that_it_is_so(text, lexicon, files) == set()
