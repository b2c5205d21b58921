"""A proposed wording is composed of what is on file, says how that bears on the claim, and names what it rests on."""

from __future__ import annotations

from datetime import date

import pytest

from cases import Case, lay_out
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import ID, KB
from kbtool.rdf.terms import objects, text

WEAKER = 'kb:gradedDown 3 ; kb:gradedDownBecause "imprecision"'
CERTAIN = "kb:certainty kb:Categorical"


def item(name: str, says: str, design: str, more: str = "SeenAtSource") -> str:
    return (
        f"id:e-{name} a kb:Evidence ; {says} ; cito:citesAsEvidence id:trial-{name[0]} ; kb:design kb:{design} ;"
        f' kb:finding "{name.capitalize()} was found." ; kb:verification kb:{more} .\n'
    )


def stated(name: str, predicate: str = "treats", relation: str = "asserts") -> str:
    return (
        f'id:{name} a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "{name}" .\n'
        f"id:p-{name} a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:{predicate} ; kb:object id:{name} .\n"
        f'id:c-{name} a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "{name} {name}" ;'
        f" kb:{relation} id:p-{name} ; {CERTAIN} .\n"
    )


NAMES = (
    "weak",
    "contrary",
    "neither",
    "part",
    "other",
    "told",
    "retracted",
    "sought",
    "absent",
    "bench",
    "wider",
    "beside",
    "denied",
    "hedged",
    "less",
    "pooled",
    "silent",
)
TURTLE = "".join(
    [
        *(stated(name) for name in NAMES[:-9]),
        stated("absent", "researchShowsBenefitFor"),
        stated("bench", "actsOn"),
        stated("wider").replace(
            "kb:object id:wider", "kb:object id:wider ; kb:population id:adults"
        ),
        "id:p-wide a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:wider .\n",
        stated("beside"),
        stated("denied", "approvedFor", "denies"),
        stated("hedged").replace(CERTAIN, "kb:certainty kb:Hedged"),
        stated("less"),
        stated("pooled"),
        stated("silent", "actsOn"),
        'id:deep a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "deep" ; skos:broader id:part .\n',
        "id:p-deep a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:deep .\n",
        "id:p-naproxen a kb:Proposition ; kb:subject id:naproxen ; kb:predicate kb:treats ; kb:object id:other .\n",
        item("a-weak", "kb:supports id:p-weak", "CaseReport"),
        item("a-contrary", "kb:disputes id:p-contrary", "CaseReport"),
        item("a-neither", "kb:neutralOn id:p-neither", "RandomizedControlledTrial"),
        item("b-neither", "kb:supports id:p-neither", "ExpertOpinion"),
        item("a-part", "kb:supports id:p-deep", "CaseReport"),
        item("a-other", "kb:supports id:p-naproxen", "RandomizedControlledTrial"),
        item("a-told", "kb:supports id:p-told", "ExpertOpinion"),
        item("a-retracted", "kb:supports id:p-retracted", "CaseReport", "NotYetVerified"),
        item("b-retracted", "kb:supports id:p-retracted", "ExpertOpinion"),
        item("a-absent", f"kb:disputes id:p-absent ; {WEAKER}", "SystematicReviewOfRCTs"),
        item("a-bench", "kb:supports id:p-bench", "InVitroStudy"),
        item(
            "b-bench",
            f"kb:disputes id:p-bench ; kb:population id:adults ; {WEAKER.replace('3', '1')}",
            "UncontrolledHumanStudy",
        ),
        item("a-wider", "kb:supports id:p-wide", "RandomizedControlledTrial"),
        item("a-beside", "kb:neutralOn id:p-beside", "CaseReport"),
        item("a-denied", "kb:disputes id:p-denied ; kb:population id:adults", "RegulatoryApproval"),
        item("a-hedged", "kb:disputes id:p-hedged", "RandomizedControlledTrial"),
        item(
            "a-less",
            f"kb:supports id:p-less ; kb:population id:adults ; {WEAKER.replace('3', '1')}",
            "SystematicReviewOfRCTs",
        ),
        "id:p-apart a kb:Proposition ; kb:subject id:naproxen ; kb:predicate kb:actsOn ; kb:object id:silent .\n",
        item("a-apart", "kb:supports id:p-apart", "UncontrolledHumanStudy"),
        item(
            "a-silent",
            "kb:neutralOn id:p-silent ; kb:population id:adults ; kb:section kb:PharmacologySection",
            "DrugLabel",
        ),
        item(
            "b-silent",
            "kb:neutralOn id:p-silent ; kb:population id:adults",
            "UncontrolledHumanStudy",
        ),
        item("a-pooled", f"kb:supports id:p-pooled ; {WEAKER}", "RandomizedControlledTrial"),
        item(
            "b-pooled",
            f"kb:supports id:p-pooled ; kb:studyCount 2 ; {WEAKER}",
            "RandomizedControlledTrial",
        ),
        'id:search a kb:Search ; kb:question "Q?" ; kb:lookedFor id:p-sought, id:p-beside ; kb:searchedIn "a collection" ;'
        ' kb:searchedOn "2026-11-27"^^xsd:date ; kb:foundNothing true ; kb:foundInWords "Nothing." .\n',
    ]
)


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    article = ". ".join(f"{name} {name}" for name in NAMES)
    folder = lay_out(
        Case("E10", TURTLE, (), article), tmp_path_factory.mktemp("proposals") / "project"
    )
    return open_knowledge_base(folder, today=date(2026, 11, 28))


@pytest.mark.parametrize(
    ("claim", "wording", "grounds"),
    [
        ("weak", "Weak evidence is on file (case report): A-weak was found.", "e-a-weak"),
        ("contrary", "What is on file is weak and speaks against it (case report): A-contrary was found.", "e-a-contrary"),
        ("part", "What is on file is weak, and on a part of it (case report): A-part was found.", "e-a-part"),
        ("other", "What is on file is on something else (randomized controlled trial): A-other was found (naproxen).", "e-a-other"),
        ("told", "Nothing on file decides whether ibuprofen is an effective treatment of told: expert opinion has no weight on such a question.", "e-a-told"),
        ("absent", "What is on file is weak and does not bear it out (systematic review of randomized trials): A-absent was found.", "e-a-absent"),
        ("bench", "What is on file is weak, on a part of it, and speaks against it (uncontrolled human study): B-bench was found.", "e-b-bench"),
        ("wider", "What is on file is on a wider group (randomized controlled trial): A-wider was found.", "e-a-wider"),
        ("beside", "A search of 2026-11-27 (a collection) found no study on whether ibuprofen is an effective treatment of beside.", "search"),
        ("sought", "A search of 2026-11-27 (a collection) found no study on whether ibuprofen is an effective treatment of sought.", "search"),
        ("denied", "ibuprofen is not approved for denied (in adults).", "e-a-denied"),
        ("hedged", "The evidence says otherwise: A-hedged was found.", "e-a-hedged"),
        ("less", "ibuprofen is an effective treatment of less (in adults; imprecision).", "e-a-less"),
        ("silent", "What is on file is on a part of it (uncontrolled human study): B-silent was found.", "e-b-silent"),
        ("pooled", "Weak evidence is on file (randomized controlled trial): B-pooled was found.", "e-b-pooled"),
        ("neither", "What is on file does not decide it (randomized controlled trial): A-neither was found.", "e-a-neither"),
        ("retracted", "Nothing on file decides whether ibuprofen is an effective treatment of retracted: expert opinion has no weight on such a question.", "e-b-retracted"),
    ],
)  # fmt: skip
def test_a_wording_says_how_what_is_on_file_bears_on_the_claim(
    kb: KnowledgeBase, claim: str, wording: str, grounds: str
) -> None:
    node = ID(f"c-{claim}")
    assert text(kb.store, node, KB("proposedWording")) == wording
    assert objects(kb.store, node, KB("wordingRestsOn")) == [ID(grounds)]


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("denied", "Ibuprofen is not approved for denied (in adults)."),
        ("hedged", "A-hedged was found."),
        ("less", "Ibuprofen is an effective treatment of less (in adults; imprecision)."),
        ("weak", None),
        ("neither", None),
    ],
)
def test_a_sentence_could_stand_in_the_place_of_a_claim_where_what_is_on_file_makes_one(
    kb: KnowledgeBase, claim: str, sentence: str | None
) -> None:
    assert text(kb.store, ID(f"c-{claim}"), KB("passingWording")) == sentence
