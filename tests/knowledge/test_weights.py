"""What evidence weighs: by type of question, design, section and certainty; and why an item does not count."""

from __future__ import annotations

import pytest

from judging import claim, item, judge, proposition

REVIEW, RCT, LABEL = "SystematicReviewOfRCTs", "RandomizedControlledTrial", "DrugLabel"
WARRANT = 'kb:warrantText "A label says what was seen."'
DISORDERS = """
id:disorder a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "the disorder" .
id:rats a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "rats" ; kb:modelSystem true ; kb:indirectFor id:people .
id:weekly a kb:Concept ; kb:conceptKind kb:MannerOfTreatment ; skos:prefLabel "weekly doses" .
"""


def on(predicate: str, object: str, more: str = "") -> str:
    """A claim on ibuprofen."""
    return DISORDERS + proposition("p", predicate, object, more) + claim()


def of_disorder(predicate: str, object: str) -> str:
    """A claim on a disorder."""
    return on(predicate, object).replace("kb:subject id:ibuprofen", "kb:subject id:disorder")


@pytest.mark.parametrize(
    ("design", "section", "warrant", "verdict"),
    [
        (LABEL, "WarningsSection", WARRANT, "Supported"),
        (LABEL, "BoxedWarning", WARRANT, "Supported"),
        (LABEL, "AdverseReactionsSection", WARRANT, "Supported"),
        (LABEL, "WarningsSection", "", "Insufficient"),
        (LABEL, "IndicationsSection", WARRANT, "Insufficient"),
        (LABEL, "DosageSection", WARRANT, "Insufficient"),
        (LABEL, "", WARRANT, "Supported"),
        ("Guideline", "", WARRANT, "Insufficient"),
        ("ExpertOpinion", "", WARRANT, "Insufficient"),
    ],
)
def test_an_authority_decides_a_harm_from_its_sections_with_a_warrant(
    design: str, section: str, warrant: str, verdict: str
) -> None:
    more = " ; ".join(filter(None, [f"kb:section kb:{section}" if section else "", warrant]))
    found = judge(on("hasAdverseEffect", "bleeding") + item("e", "supports id:p", design, more))
    assert found.verdict() == verdict


@pytest.mark.parametrize(
    ("section", "verdict"),
    [
        ("IndicationsSection", "Supported"),
        ("ClinicalStudiesSection", "Insufficient"),
        ("AdverseReactionsSection", "Insufficient"),
    ],
)
def test_a_label_decides_a_benefit_from_its_indications_alone(section: str, verdict: str) -> None:
    more = f"kb:section kb:{section} ; {WARRANT}"
    found = judge(on("treats", "pain") + item("e", "supports id:p", LABEL, more))
    assert found.verdict() == verdict


@pytest.mark.parametrize("design", ["Guideline", "ConsensusStatement", "PositionStatement"])
def test_who_recommends_only_corroborates_a_benefit(design: str) -> None:
    found = judge(on("treats", "pain") + item("e", "supports id:p", design, WARRANT))
    assert found.verdict() == "Insufficient"
    assert found.reasons("e") == {"OnlyCorroborates"}


def test_a_guideline_decides_what_is_recommended_over_a_consensus_statement() -> None:
    against = item("f", "disputes id:p", "ConsensusStatement", WARRANT, "trial-b")
    found = judge(on("recommendedFor", "pain") + item("e", "supports id:p", "Guideline") + against)
    assert found.verdict() == "Supported"


def test_a_consensus_statement_decides_what_is_recommended_where_no_guideline_does() -> None:
    turtle = on("recommendedFor", "pain")
    warranted = item("e", "supports id:p", "ConsensusStatement", WARRANT)
    assert judge(turtle + warranted).verdict() == "Supported"
    bare = item("e", "supports id:p", "ConsensusStatement")
    assert judge(turtle + bare).verdict() == "Insufficient"


def test_section_12_of_a_label_decides_on_what_a_drug_acts() -> None:
    twelve = f"kb:section kb:PharmacologySection ; {WARRANT}"
    found = judge(on("actsOn", "receptor") + item("e", "supports id:p", LABEL, twelve))
    assert found.verdict() == "Supported"


@pytest.mark.parametrize("predicate", ["classifiedAs", "actsOn"])
def test_a_reference_work_decides_a_definition_and_a_settled_mechanism(predicate: str) -> None:
    text = 'kb:warrantText "A textbook fact."'
    found = judge(on(predicate, "receptor") + item("e", "supports id:p", "ReferenceWork", text))
    assert found.verdict() == "Supported"


@pytest.mark.parametrize(
    ("predicate", "object", "design", "verdict"),
    [
        ("safeFor", "people", "CaseSeries", "Insufficient"),
        ("safeFor", "people", "RetrospectiveCohort", "Insufficient"),
        ("safeFor", "people", RCT, "Supported"),
        ("saferThan", "naproxen", "CaseSeries", "Insufficient"),
        ("hasAdverseEffect", "bleeding", "CaseReport", "Supported"),
        ("requires", "weekly", "CaseReport", "Insufficient"),
        ("requires", "weekly", "CaseSeries", "Insufficient"),
        ("recommendedFor", "pain", "CaseReport", "Insufficient"),
        ("recommendedFor", "pain", REVIEW, "Insufficient"),
        ("suitableFor", "people", "CaseReport", "Insufficient"),
    ],
)
def test_the_predicate_says_which_level_it_needs(
    predicate: str, object: str, design: str, verdict: str
) -> None:
    found = judge(on(predicate, object) + item("e", "supports id:p", design))
    assert found.verdict() == verdict


@pytest.mark.parametrize(
    ("predicate", "object", "design", "verdict"),
    [
        ("altersFunction", "pathway", "SystematicReviewOfCaseControl", "Supported"),
        ("impairs", "pain", "SystematicReviewOfCaseControl", "Supported"),
        ("impairs", "pain", "CaseControlStudy", "Insufficient"),
        ("commonIn", "people", "RandomSampleSurvey", "Supported"),
        ("associatedWith", "infection", "CrossSectionalStudy", "Insufficient"),
        ("hasCourse", "long-lasting", "CrossSectionalStudy", "Insufficient"),
        ("hasCourse", "long-lasting", "SystematicReviewOfCohorts", "Supported"),
        ("hasCourse", "long-lasting", "InceptionCohort", "Supported"),
        ("hasCourse", "long-lasting", "NarrativeReview", "Insufficient"),
    ],
)
def test_the_type_of_question_of_a_predicate_says_which_designs_decide(
    predicate: str, object: str, design: str, verdict: str
) -> None:
    turtle = of_disorder(predicate, object) + item("e", "supports id:p", design)
    assert judge(turtle).verdict() == verdict


@pytest.mark.parametrize(
    ("predicate", "object", "design", "more", "level"),
    [
        ("hasCourse", "long-lasting", "SystematicReviewOfCohorts", "", "3"),
        ("hasCourse", "long-lasting", "CrossSectionalStudy", "", None),
        ("hasCourse", "long-lasting", "MechanisticStudy", "", None),
        ("hasCourse", "long-lasting", "NarrativeReview", "", None),
        ("treats", "pain", "NarrativeReview", "", None),
        ("treats", "pain", "CrossSectionalStudy", "", None),
        ("treats", "pain", "RetrospectiveCohort", "", "4"),
        ("treats", "pain", "RetrospectiveCohort", "kb:controlled false", "4"),
        ("treats", "pain", "RetrospectiveCohort", "kb:controlled true", "3"),
        ("treats", "pain", "UmbrellaReview", "", "3"),
        ("treats", "pain", "UmbrellaReview", f"kb:reviewsDesign kb:{REVIEW}", "1"),
        ("treats", "pain", "SystematicReviewNarrative", f"kb:reviewsDesign kb:{RCT}", "2"),
        ("commonIn", "people", "CaseControlStudy", "", None),
    ],
)
def test_the_level_of_a_design_depends_on_the_question_and_on_what_it_compared(
    predicate: str, object: str, design: str, more: str, level: str | None
) -> None:
    found = judge(on(predicate, object) + item("e", "supports id:p", design, more))
    assert found.text("e", "level") == level


@pytest.mark.parametrize(
    ("grade", "verdict"),
    [
        ("kb:grade kb:High", "Supported"),
        ("kb:grade kb:Low", "Supported"),
        ("kb:grade kb:VeryLow", "Insufficient"),
        ("kb:grade kb:VeryLow ; kb:gradedDown 0", "Supported"),
        ("kb:grade kb:High ; kb:gradedDown 2", "Insufficient"),
    ],
)
def test_very_low_certainty_lowers_a_review_below_what_decides(grade: str, verdict: str) -> None:
    found = judge(on("treats", "pain") + item("e", "supports id:p", REVIEW, grade))
    assert found.verdict() == verdict


NULL = "kb:result kb:NoDifference"
INTERVAL = f"{NULL} ; kb:ciLow -0.2 ; kb:ciHigh 0.1"


def test_no_difference_without_an_interval_disputes_nothing() -> None:
    found = judge(on("treats", "pain") + item("e", "disputes id:p", RCT, NULL))
    assert found.verdict() == "Insufficient"
    assert found.reasons("e") == {"NullWithoutInterval"}


def test_no_difference_without_an_interval_does_not_split_or_outweigh() -> None:
    found = judge(
        on("treats", "pain")
        + item("e", "supports id:p", RCT)
        + item("f", "disputes id:p", REVIEW, NULL, "trial-b")
    )
    assert found.verdict() == "Supported"
    assert found.reasons("e") == set()


def test_no_difference_disputes_nothing_with_an_interval_either() -> None:
    """Whether the interval leaves out an effect that matters, nothing on file says."""
    found = judge(on("treats", "pain") + item("e", "disputes id:p", RCT, INTERVAL))
    assert found.verdict() == "Insufficient"


SECOND = """
id:second a kb:Reference ; rdfs:label "Second edition" ; kb:doi "10.1000/2" ; kb:verification kb:SeenAtSource ;
    kb:retractionStatus kb:NotChecked ; dct:replaces id:trial-a .
"""


def test_a_newer_edition_supersedes_the_older_and_is_no_conflict() -> None:
    found = judge(
        on("recommendedFor", "pain")
        + SECOND
        + item("old", "supports id:p", "Guideline")
        + item("new", "disputes id:p", "Guideline", reference="second")
    )
    assert found.verdict() == "Refuted"
    assert found.reasons("old") == {"Superseded"}


def test_an_older_edition_still_counts_on_what_the_newer_is_not_on_file_for() -> None:
    found = judge(
        on("recommendedFor", "pain")
        + proposition("q", "recommendedFor", "fever")
        + SECOND
        + item("old", "supports id:p", "Guideline")
        + item("new", "disputes id:q", "Guideline", reference="second")
    )
    assert found.verdict() == "Supported"


@pytest.mark.parametrize("same", ["kb:sameDataAs id:trial-a", "dct:replaces id:trial-a"])
def test_references_on_the_same_data_count_once(same: str) -> None:
    pair = on("treats", "pain") + item("e", "supports id:p", RCT)
    again = item("f", "supports id:p", RCT, reference="second")
    alone = SECOND.replace(" ; dct:replaces id:trial-a", "")
    apart = judge(pair + again + alone.replace("; dct:replaces id:trial-a", ""))
    assert (apart.text("c", "stars"), apart.text("c", "supportingLines")) == ("2", "2")
    once = judge(pair + again + SECOND.replace("dct:replaces id:trial-a", same))
    assert (once.text("c", "stars"), once.text("c", "supportingLines")) == ("1", "1")


def test_two_items_of_one_trial_on_both_sides_count_once_on_each() -> None:
    same = SECOND.replace("dct:replaces", "kb:sameDataAs")
    found = judge(
        on("treats", "pain")
        + same
        + item("e", "supports id:p", RCT)
        + item("f", "disputes id:p", RCT, reference="second")
    )
    assert found.text("c", "supportingLines") == found.text("c", "disputingLines") == "1"


def test_rats_alone_decide_nothing_on_people() -> None:
    in_rats = item("e", "supports id:p", "AnimalExperiment", "kb:population id:rats")
    found = judge(on("actsOn", "receptor") + in_rats)
    assert found.verdict() == "Insufficient"
    assert found.directness("e") == {"Indirect"}


def test_rats_decide_a_claim_on_rats() -> None:
    in_rats = item("e", "supports id:p", "AnimalExperiment", "kb:population id:rats")
    found = judge(on("actsOn", "receptor", "kb:population id:rats") + in_rats)
    assert found.verdict() == "Supported"


def test_people_outdo_rats_on_the_mechanism_ladder() -> None:
    found = judge(
        on("actsOn", "receptor")
        + item("e", "supports id:p", "ControlledHumanExperiment")
        + item("f", "disputes id:p", "InVitroStudy", reference="trial-b")
    )
    assert found.verdict() == "Supported"


def test_one_study_shows_that_a_thing_is_studied_and_no_more() -> None:
    turtle = on("studiedFor", "pain") + item("e", "supports id:p", "CaseReport")
    assert judge(turtle).verdict() == "Supported"


OF_THE_CLINIC = """
id:article a kb:Document ; dct:publisher id:clinic .
id:own a kb:Reference ; rdfs:label "Own" ; kb:doi "10.1000/own" ; kb:verification kb:SeenAtSource ;
    kb:retractionStatus kb:NotChecked ; dct:publisher id:clinic .
"""


@pytest.mark.parametrize(
    ("own", "other", "verdict"),
    [("supports", "disputes", "Refuted"), ("disputes", "supports", "Supported")],
)
def test_what_a_publisher_found_itself_outweighs_nothing_in_its_own_document(
    own: str, other: str, verdict: str
) -> None:
    items = item("o", f"{own} id:p", REVIEW, reference="own") + item("e", f"{other} id:p", RCT)
    found = judge(on("treats", "pain") + OF_THE_CLINIC + items)
    assert (found.verdict(), found.reasons("e")) == (verdict, set())


@pytest.mark.parametrize(
    "named",
    [
        'dct:publisher "Example Clinic"',
        'dct:creator "Example Clinic, Inc."',
        "dct:creator id:clinic",
        "dct:publisher id:clinic-too",
    ],
)
def test_a_publisher_is_known_by_its_name_however_it_is_written(named: str) -> None:
    turtle = OF_THE_CLINIC.replace("NotChecked ; dct:publisher id:clinic", f"NotChecked ; {named}")
    turtle += 'id:clinic a foaf:Organization ; rdfs:label "Example Clinic" .\n'
    turtle += 'id:clinic-too a foaf:Organization ; rdfs:label "EXAMPLE CLINIC LLC" .\n'
    assert named in turtle
    own = item("o", "supports id:p", REVIEW, reference="own")
    assert judge(on("treats", "pain") + turtle + own).verdict() == "NotAssessed"


def test_what_a_publisher_found_outweighs_in_the_document_of_another() -> None:
    other = OF_THE_CLINIC.replace(
        "kb:Document ; dct:publisher id:clinic", "kb:Document ; dct:publisher id:journal"
    )
    items = item("o", "supports id:p", REVIEW, reference="own") + item("e", "disputes id:p", RCT)
    assert judge(on("treats", "pain") + other + items).verdict() == "Supported"


def test_an_edition_of_the_publisher_itself_supersedes_nothing_in_its_own_document() -> None:
    turtle = on("recommendedFor", "pain") + OF_THE_CLINIC + "id:own dct:replaces id:trial-a ."
    items = item("old", "supports id:p", "Guideline") + item(
        "new", "disputes id:p", "Guideline", reference="own"
    )
    assert judge(turtle + items).verdict() == "Supported"


def test_a_paper_that_a_registry_does_not_know_outweighs_nothing() -> None:
    record = (
        'id:record a kb:RegistryRecord ; kb:recordOf id:trial-b ; kb:registry kb:Crossref ; kb:lookedUp "DOI 10.1000/b" ;'
        ' kb:checkedOn "2026-11-01"^^xsd:date ; kb:inRegistry false .\n'
    )
    items = item("a", "supports id:p", RCT) + item(
        "b", "disputes id:p", REVIEW, reference="trial-b"
    )
    assert judge(on("treats", "pain") + record + items).verdict() == "Supported"
