"""Where nobody has looked a claim is not assessed, with the reason; where somebody has, it is decided or insufficient."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest

from judging import claim, item, judge, proposition
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.reservations import reservations
from kbtool.rdf.namespaces import ID, Names

REVIEW, RCT = "SystematicReviewOfRCTs", "RandomizedControlledTrial"
TREATS = proposition("p", "treats", "pain") + claim()
UNREAD = item("u", "supports id:p", REVIEW, reference="trial-u") + (
    'id:trial-u a kb:Reference ; rdfs:label "Trial U" ; kb:doi "10.1000/u" ;'
    " kb:verification kb:NotYetVerified ; kb:retractionStatus kb:NotChecked .\n"
)


def reference(name: str, more: str) -> str:
    return (
        f'id:{name} a kb:Reference ; rdfs:label "{name}" ; dct:title "{name}" ; kb:doi "10.1000/{name}" ;'
        f" kb:verification kb:SeenAtSource ; {more} .\n"
    )


RETRACTED = item("r", "supports id:p", REVIEW, reference="gone") + reference(
    "gone", "kb:retractionStatus kb:Retracted"
)
DOUBTED = item("d", "supports id:p", REVIEW, reference="other") + reference(
    "other", "kb:retractionStatus kb:NotChecked"
) + (
    'id:record a kb:RegistryRecord ; kb:recordOf id:other ; kb:registry kb:Crossref ; kb:lookedUp "DOI 10.1000/other" ;'
    ' kb:checkedOn "2026-11-01"^^xsd:date ; kb:inRegistry false .\n'
)  # fmt: skip
OWN = item("o", "supports id:p", REVIEW, reference="own") + reference(
    "own", "kb:retractionStatus kb:NotChecked ; dct:publisher id:clinic"
) + "id:article a kb:Document ; dct:publisher id:clinic .\n"  # fmt: skip
NEUTRAL = item("n", "neutralOn id:p", REVIEW)
BOTH_WAYS = item("b", "supports id:p ; kb:disputes id:p", REVIEW)


MISSPELT = item("m", "supports id:p", REVIEW, reference="trial-aa")
A_DOCUMENT = item("m", "supports id:p", REVIEW, reference="article")
BARE = MISSPELT.replace("cito:citesAsEvidence id:trial-aa ; ", "")
A_TEXT = MISSPELT.replace("id:trial-aa", '"Trial A"')
ONE_OF_TWO = MISSPELT.replace("id:trial-aa", "id:trial-a, id:trial-aa")
UNTYPED = MISSPELT + reference("trial-aa", "kb:retractionStatus kb:NotChecked").replace(
    "a kb:Reference ;", ""
)
UNSAID = item("s", "supports id:p", REVIEW, reference="unsaid") + reference(
    "unsaid", "kb:retractionStatus kb:NotChecked"
).replace("kb:verification kb:SeenAtSource ;", "")
ALSO_UNREAD = UNREAD.replace("Evidence id:trial-u", "Evidence id:trial-a, id:trial-u")
UNKNOWN = item("k", "supports id:p", REVIEW).replace("SeenAtSource", "SeenAtSuorce")


def search(more: str = "kb:lookedFor id:p", day: str = "2026-11-01") -> str:
    return (
        f'id:s a kb:Search ; kb:question "Does it?" ; {more} ; kb:searchedIn "a collection" ;'
        f' kb:searchedOn "{day}"^^xsd:date ; kb:foundNothing true ; kb:foundInWords "Nothing." .\n'
    )


@pytest.mark.parametrize(
    ("on_file", "reason"),
    [
        ("", "NothingOnFile"),
        (search(day="2020-01-01"), "SearchTooOld"),
        (NEUTRAL, "SpeaksNeitherWay"),
        (UNREAD, "NotVerified"),
        (ALSO_UNREAD, "NotVerified"),
        (MISSPELT, "WithoutReference"),
        (A_DOCUMENT, "WithoutReference"),
        (A_TEXT, "WithoutReference"),
        (BARE, "WithoutReference"),
        (ONE_OF_TWO, "WithoutReference"),
        (UNTYPED, "WithoutReference"),
        (UNSAID, "NotVerified"),
        (UNKNOWN, "NotVerified"),
        (BOTH_WAYS, "SpeaksBothWays"),
        (OWN, "FromThePublisher"),
        (DOUBTED, "InDoubt"),
        (RETRACTED, "Withdrawn"),
        (NEUTRAL + UNREAD + RETRACTED + search(day="2020-01-01"), "Withdrawn"),
        (NEUTRAL + UNREAD, "NotVerified"),
        (NEUTRAL + search(day="2020-01-01"), "SpeaksNeitherWay"),
    ],
    ids=lambda value: value if value.isalnum() else "",
)
def test_a_claim_is_not_assessed_for_a_reason(on_file: str, reason: str) -> None:
    found = judge(TREATS + on_file)
    assert found.verdict() == "NotAssessed"
    assert found.names("c", "notAssessedBecause") == [reason]


def test_evidence_that_bears_without_deciding_is_a_look() -> None:
    found = judge(TREATS + item("e", "supports id:p", "CaseReport") + NEUTRAL + UNREAD)
    assert found.verdict() == "Insufficient"
    assert found.names("c", "notAssessedBecause") == []


IN_RATS = proposition("rats", "treats", "pain", "kb:population id:rats") + (
    'id:rats a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "rats" ; kb:modelSystem true ; kb:indirectFor id:people .\n'
)


@pytest.mark.parametrize("stronger", [MISSPELT, ONE_OF_TWO, UNTYPED, UNSAID, UNKNOWN, ALSO_UNREAD])
def test_what_names_no_verified_reference_outweighs_nothing(stronger: str) -> None:
    split = item("e", "supports id:p", RCT) + item("d", "disputes id:p", RCT, reference="trial-b")
    assert judge(TREATS + split).verdict() == "Conflicting"
    assert judge(TREATS + split + stronger).verdict() == "Conflicting"


UNREAD_AND = {
    "weak": UNREAD.replace(REVIEW, "CaseReport"),
    "on rats": UNREAD.replace("supports id:p", "supports id:rats") + IN_RATS,
}


@pytest.mark.parametrize("more", [NEUTRAL, OWN, RETRACTED, "", *UNREAD_AND.values()])
def test_a_search_is_a_look_beside_what_could_not_decide_anyway(more: str) -> None:
    assert judge(TREATS + search() + more).verdict() == "Insufficient"


@pytest.mark.parametrize(
    ("on_file", "reason"),
    [
        (UNREAD, "NotVerified"),
        (DOUBTED, "InDoubt"),
        (MISSPELT, "WithoutReference"),
        (BOTH_WAYS, "SpeaksBothWays"),
        (UNREAD + RETRACTED, "NotVerified"),
    ],
)
def test_a_search_does_not_outdo_what_is_on_file_and_waits_for_somebody(
    on_file: str, reason: str
) -> None:
    found = judge(TREATS + search() + on_file)
    assert found.verdict() == "NotAssessed"
    assert found.names("c", "notAssessedBecause") == [reason]


def test_neutral_evidence_is_on_file_and_turns_nothing() -> None:
    found = judge(TREATS + item("e", "supports id:p", RCT) + NEUTRAL)
    assert (found.verdict(), found.text("c", "stars")) == ("Supported", "1")
    assert found.text("c", "supportingLines") == "1"
    assert found.text("c", "disputingLines") == "0"
    assert found.reasons("n") == {"SpeaksNeitherWay"}


def test_neutral_evidence_on_a_narrower_scope_does_not_say_that_somebody_looked() -> None:
    found = judge(TREATS + item("n", "neutralOn id:p", REVIEW, "kb:population id:adults"))
    assert found.verdict() == "NotAssessed"
    assert found.directness("n") == {"NarrowerScope"}


def test_a_search_counts_for_as_many_days_as_the_setting_says() -> None:
    turtle = TREATS + search(day="2026-11-01")
    last, after = date(2026, 12, 1), date(2026, 12, 2)
    assert judge(turtle, today=last, search_days=30).verdict() == "Insufficient"
    assert judge(turtle, today=after, search_days=30).verdict() == "NotAssessed"
    assert judge(turtle, today=after).verdict() == "Insufficient"


def test_a_search_of_a_day_to_come_counts_for_nothing() -> None:
    assert judge(TREATS + search(day="2026-12-24")).verdict() == "NotAssessed"


COVERED = (
    proposition("p", "treats", "pain", "kb:population id:people")
    + proposition("open", "treats", "pain")
    + proposition("adults", "treats", "pain", "kb:population id:adults")
    + proposition("headache", "treats", "headache", "kb:population id:people")
    + proposition("fever", "treats", "fever")
    + proposition("harm", "hasAdverseEffect", "stomach-bleeding", "kb:population id:adults")
    + "".join(
        claim(name, f"c-{name}") for name in ("p", "open", "adults", "headache", "fever", "harm")
    )
)


def covered(more: str) -> set[str]:
    """The propositions on which somebody has looked."""
    found = judge(COVERED + search(more))
    names = ("p", "open", "adults", "headache", "fever", "harm")
    return {name for name in names if found.verdict(f"c-{name}") == "Insufficient"}


def test_a_search_for_a_proposition_covers_what_is_narrower_and_never_what_is_wider() -> None:
    assert covered("kb:lookedFor id:p") == {"p", "adults", "headache"}
    assert covered("kb:lookedFor id:open") == {"p", "open", "adults", "headache"}
    assert covered("kb:lookedFor id:adults") == {"adults"}


def test_a_search_for_concepts_covers_what_names_them_all() -> None:
    assert covered("kb:soughtConcept id:ibuprofen, id:pain") == {"p", "open", "adults", "headache"}
    assert covered("kb:soughtConcept id:ibuprofen, id:adults") == {"adults", "harm"}


def test_a_search_for_concepts_covers_only_the_types_of_question_that_it_asked() -> None:
    sought = "kb:soughtConcept id:ibuprofen, id:adults ; kb:questionType"
    assert covered(f"{sought} kb:Harm") == {"harm"}
    assert covered(f"{sought} kb:TreatmentBenefit") == {"adults"}


OUTCOMES = (
    "id:sleep a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel \"sleep\" .\n"
    + "id:relief a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel \"relief\" .\n"
    + "id:deep-sleep a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel \"deep sleep\" ; skos:broader id:sleep .\n"
    + "".join(
        proposition(name, "improves", object_, f"kb:condition id:pain {more}") + claim(name, f"c-{name}")
        for name, object_, more in (
            ("sleep", "sleep", ""),
            ("deep", "deep-sleep", ""),
            ("relief", "relief", ""),
            ("through-relief", "relief", "; kb:outcome id:sleep"),
            ("to-relief", "sleep", "; kb:outcome id:relief"),
        )
    )
    + 'id:symptoms a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "symptoms" ; kb:symptomsOf id:asthma .\n'
    + 'id:asthma a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "asthma" .\n'
    + proposition("treats", "treats", "asthma") + claim("treats", "c-treats")
)  # fmt: skip


def on_outcomes(more: str, condition: str = "pain") -> set[str]:
    found = judge(OUTCOMES + search(f"kb:soughtConcept id:ibuprofen, id:{condition} {more}"))
    names = ("sleep", "deep", "relief", "through-relief", "to-relief", "treats")
    return {name for name in names if found.verdict(f"c-{name}") == "Insufficient"}


def test_a_search_for_some_outcomes_has_not_looked_for_others() -> None:
    assert on_outcomes("; kb:soughtOutcome id:sleep") == {"sleep", "deep", "through-relief"}
    assert on_outcomes("; kb:soughtOutcome id:relief") == {"relief", "to-relief"}


def test_a_search_for_the_symptoms_of_a_disorder_has_looked_for_its_treatment() -> None:
    assert on_outcomes("; kb:soughtOutcome id:symptoms", "asthma") == {"treats"}
    assert on_outcomes("; kb:soughtOutcome id:sleep", "asthma") == set()


def test_a_search_that_names_no_outcome_looked_for_all() -> None:
    assert len(on_outcomes("")) == 5


def test_a_figure_of_a_weaker_outcome_is_on_file_and_not_of_the_one_that_is_claimed() -> None:
    cures = (
        "id:q a kb:Quantity ; kb:subject id:ibuprofen ; kb:measure kb:cureRate .\n"
        "id:c a kb:Claim ; prov:wasQuotedFrom id:article ; kb:gives id:q ; kb:value 70 ;"
        ' kb:unit kb:Percent ; kb:asPrinted "70%" .\n'
    )
    responds = (
        "id:r a kb:Quantity ; kb:subject id:ibuprofen ; kb:measure kb:responseRate .\n"
    ) + item("e", "gives id:r", RCT, 'kb:value 45 ; kb:unit kb:Percent ; kb:asPrinted "45%"')
    assert judge(cures).names("c", "notAssessedBecause") == ["NothingOnFile"]
    assert judge(cures + responds).names("c", "notAssessedBecause") == ["OfWeakerOutcome"]


def test_a_reference_that_is_declared_nowhere_is_told_beside_its_evidence() -> None:
    store = ox.Store()
    assert reservations(store, Labels(store, Names()), ID("trial-aa")) == [
        "declared nowhere as a reference"
    ]
