"""Queries for reviewers: named ones answer their question, and results are printed in standard formats."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from cases import PREFIXES
from kbtool.checks.run import check
from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.queries import (
    NamedQuery,
    Parameter,
    Question,
    ask,
    bind,
    find_named_query,
    named_question,
    plain_question,
    read_named_queries,
    read_parameters,
    warnings,
)
from kbtool.rdf.namespaces import KB, XSD
from kbtool.rdf.sparql import Graph, Table, run_query
from kbtool.rdf.terms import value
from kbtool.reports.formats import RESULTS

ROOT = Path(__file__).parents[2]
QUERIES = read_named_queries(ROOT / "kb" / "queries")
EXAMPLES = {
    "document": "fuse-mind-and-body",
    "concept": "depression",
    "claim": "vit-non-addictive",
    "drug": "ketamine",
    "topic": "addict",
    "people": "ADHD",
    "source": "FDA",
}


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    kb = open_knowledge_base(ROOT, [ROOT / "tests" / "decided.ttl"])
    check(kb, list(kb.rules))
    return kb


def test_there_are_enough_questions_for_a_reviewer() -> None:
    assert len(QUERIES) >= 15


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_named_query_states_its_question_and_has_an_answer(kb: KnowledgeBase, name: str) -> None:
    query = QUERIES[name]
    assert query.question[0].isupper()
    assert all(parameter.meaning for parameter in query.parameters)
    needed = {p.name: EXAMPLES[p.name] for p in query.parameters if p.default is None}
    result = run_query(kb.store, query.text, bound=bind(kb, query, needed))
    assert isinstance(result, Table | Graph)
    assert (result.rows if isinstance(result, Table) else result.triples) != ()


def test_claims_on_safety_are_those_on_harm_and_on_for_whom_a_treatment_is(
    kb: KnowledgeBase,
) -> None:
    result = run_query(kb.store, QUERIES["uncited-safety-claims"].text)
    assert isinstance(result, Table)
    claims = {
        kb.names.short(row[0].value) for row in result.rows if isinstance(row[0], ox.NamedNode)
    }
    on_harm, on_whom, on_monitoring = (
        "vit-non-addictive",
        "vit-candidate-substance-history",
        "fuse-up-to-two-hours",
    )
    assert {on_harm, on_whom, on_monitoring} <= claims
    assert "vit-consult-professional" not in claims


def test_a_source_that_is_not_named_is_none_for_a_claim_on_safety(kb: KnowledgeBase) -> None:
    rows = answers(kb, "uncited-safety-claims")
    (safe,) = [row for row in rows if row["claim"] == "vit-safe-option"]
    assert safe["cites"] == "“research has shown”"
    assert safe["place"] == "virginia-infusion-therapies.txt:88"


def test_wrong_figures_have_their_place_and_what_was_found(kb: KnowledgeBase) -> None:
    rows = answers(kb, "figures-by-verdict", verdict="Refuted")
    (risk,) = [row for row in rows if row["printed"] == "2.6%"]
    assert risk["place"] == "virginia-infusion-therapies.txt:28"
    assert "Hazard ratio 1.33" in risk["found"]


def test_evidence_in_people_has_nothing_that_stands_in_for_them(kb: KnowledgeBase) -> None:
    items = {row["evidence"] for row in answers(kb, "evidence-in-people", people="PTSD", topic="")}
    assert "e-feder-2021" in items
    assert "e-nikolin-racemic" not in items
    in_adhd = answers(kb, "evidence-in-people", people="ADHD", topic="ketamine")
    assert all("FDA" not in row["reference"] for row in in_adhd)


def test_what_a_source_found_is_there_by_its_publisher_author_or_title(kb: KnowledgeBase) -> None:
    of_publisher = {
        row["reference"] for row in answers(kb, "evidence-from", source="food and drug")
    }
    assert "fda-alert-compounded-ketamine" in of_publisher
    relapse = answers(kb, "evidence-from", source="Ekstrand")[0]
    assert (relapse["side"], relapse["decides"]) == ("disputes", "1")


def test_what_patients_tell_is_listed_with_its_place_the_gravest_first(kb: KnowledgeBase) -> None:
    rows = answers(kb, "claims-by-certainty", certainty="Anecdotal")
    assert "fuse-mind-and-body.txt:11" in {row["place"] for row in rows}
    assert rows[0]["verdict"] != "supported"


def test_what_is_not_recorded_is_counted_in_an_answer(kb: KnowledgeBase) -> None:
    (row,) = answers(kb, "funding")
    assert row["funding"].startswith("not recorded: ")
    assert answers(kb, "carried-over")[0]["hangs"] == "no verdict is decided by them alone"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("bladder", "called so: cystitis, bladder and urinary tract harm; `kbtool explain"),
        ("dosng", "did you mean dosing?"),
    ],
)
def test_a_topic_that_finds_nothing_is_told_what_is_called_so_or_nearly_so(
    kb: KnowledgeBase, words: str, said: str
) -> None:
    question = named_question(kb, "claims-on", {"topic": words})
    (warning,) = warnings(kb, question, ask(kb, question, limit=99, seconds=30))
    assert said in warning


def answers(kb: KnowledgeBase, name: str, **given: str) -> list[dict[str, str]]:
    """The rows of a named query, with short names."""
    result = ask(kb, named_question(kb, name, given), limit=999, seconds=30)
    assert isinstance(result, Table)
    return [
        {
            column: kb.names.short(term.value) if isinstance(term, ox.NamedNode) else value(term)
            for column, term in zip(result.variables, row, strict=True)
            if term is not None
        }
        for row in result.rows
    ]


FALLEN = """
id:r a kb:Reference ; rdfs:label "Aster 2019" ; kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotChecked .
id:mended a kb:Reference ; rdfs:label "Beech 2020" ; kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotRetracted .
id:other a kb:Reference ; rdfs:label "Cedar 2021" ; kb:verification kb:NotYetVerified ; kb:retractionStatus kb:NotChecked .
id:r kb:noticed kb:Retracted .
kb:Retracted rdfs:label "retracted" .
id:told-r kb:recordOf id:r ; kb:current true ; kb:checkedOn "2030-01-01"^^xsd:date ; kb:notice [ kb:nature "Retraction" ] .
id:told-mended kb:recordOf id:mended ; kb:current true ; kb:checkedOn "2030-01-01"^^xsd:date ; kb:notice [ kb:nature "Erratum" ] .
id:e a kb:Evidence ; cito:citesAsEvidence id:r ; kb:verification kb:SeenAtSource .
id:f a kb:Evidence ; cito:citesAsEvidence id:other ; kb:verification kb:SeenAtSource .
id:l a kb:EvidenceLine ; kb:evidence id:e ; kb:claim id:c .
id:m a kb:EvidenceLine ; kb:evidence id:f ; kb:claim id:c .
id:c a kb:Claim ; kb:judgedAs id:c ; kb:says "willow bark eases pain" ; kb:verdict kb:NotAssessed .
"""


def fallen(query: str, turtle: str = FALLEN) -> list[dict[str, str]]:
    """The rows of a named query on three references, one retracted, one corrected and one that nobody has looked up, or on
    other Turtle.
    """
    store = ox.Store()
    for triple in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE):
        store.add(ox.Quad(triple.subject, triple.predicate, triple.object))
    answer = run_query(store, QUERIES[query].text)
    assert isinstance(answer, Table)
    return [
        {
            name: value(term).rpartition("/")[2]
            for name, term in zip(answer.variables, row, strict=True)
            if term
        }
        for row in answer.rows
    ]


def test_retracted_and_corrected_references_are_told_with_their_claims_and_how_many_were_not_looked_up() -> (
    None
):
    retracted, corrected, unknown = fallen("retracted-references")
    assert (retracted["state"], retracted["reference"], retracted["day"]) == (
        "retracted",
        "r",
        "2030-01-01",
    )
    assert (retracted["hangs"], retracted["claim"]) == ("bears on it", "c")
    assert (corrected["state"], corrected["notice"], corrected["reference"]) == (
        "corrected",
        "Erratum",
        "mended",
    )
    assert "claim" not in corrected
    assert unknown == {"state": "not looked up: 1 reference"}


IDLE = """
id:cure kb:measure kb:cureRate ; kb:subject id:drug .
id:response kb:measure kb:responseRate ; kb:subject id:drug .
kb:responseRate kb:weakerThan kb:cureRate .
id:converse kb:transposes id:cure .
id:dose kb:measure kb:dose ; kb:subject id:drug .
id:c a kb:Claim ; kb:gives id:cure .
id:e-alone a kb:Evidence ; cito:citesAsEvidence id:r ; kb:gives id:dose .
id:e-converse a kb:Evidence ; cito:citesAsEvidence id:r ; kb:gives id:converse .
id:e-unit a kb:Evidence ; cito:citesAsEvidence id:r ; kb:gives id:cure .
id:e-weaker a kb:Evidence ; cito:citesAsEvidence id:r ; kb:gives id:response .
id:e-used a kb:Evidence ; cito:citesAsEvidence id:r ; kb:gives id:cure .
id:l a kb:EvidenceLine ; kb:evidence id:e-used ; kb:claim id:c .
"""


def test_evidence_that_reaches_no_claim_says_why() -> None:
    found = {row["evidence"]: row["why"] for row in fallen("idle-evidence", IDLE)}
    assert found == {
        "e-alone": "no claim states it, or follows from it",
        "e-converse": "a claim gives a figure of the converse, beside which it is shown",
        "e-unit": "a claim states it in another scope or unit",
        "e-weaker": "a claim gives a figure of a stronger outcome, beside which it is shown",
    }


def test_what_nobody_has_looked_up_is_told_with_its_claims() -> None:
    (row,) = fallen("not-yet-verified")
    assert (row["kind"], row["reference"], row["hangs"], row["claim"]) == (
        "reference",
        "other",
        "bears on it",
        "c",
    )


def test_evidence_since_a_year_can_be_of_one_topic(kb: KnowledgeBase) -> None:
    def on(**given: str) -> set[str]:
        query = QUERIES["evidence-since"]
        answer = run_query(kb.store, query.text, bound=bind(kb, query, given))
        assert isinstance(answer, Table)
        return {value(row[answer.variables.index("on")]) for row in answer.rows}

    of_ptsd = on(year="2023", topic="ptsd")
    assert of_ptsd < on(year="2023")
    assert "ketamine is recommended for PTSD" in of_ptsd
    assert not [said for said in of_ptsd if "depress" in said]


def test_risks_are_counted_by_who_names_them(kb: KnowledgeBase) -> None:
    query = QUERIES["risks-of"]
    answer = run_query(kb.store, query.text, bound=bind(kb, query, {"drug": "ketamine"}))
    assert isinstance(answer, Table)
    named = [(value(row[0]), value(row[1])) for row in answer.rows]
    assert named[0][0].startswith("no document: ")
    for head in {head for head, _ in named}:
        _, counts = head.split(": ")
        many, of = counts.removesuffix(" risks").split(" of ")
        assert int(many) == len({risk for told, risk in named if told == head})
        assert int(of) == len({risk for _, risk in named})


def test_no_evidence_that_speaks_for_a_claim_is_listed_as_in_conflict_with_it(
    kb: KnowledgeBase,
) -> None:
    answer = run_query(kb.store, QUERIES["conflicts"].text)
    assert isinstance(answer, Table)
    assert answer.rows
    assert all(said != other_said for _, said, _, other_said in answer.rows)


def test_verdicts_and_conflicts_are_in_a_graph_of_their_own(kb: KnowledgeBase) -> None:
    query = """SELECT ?p (COUNT(*) AS ?n) WHERE {
        GRAPH <https://w3id.org/kbtool/graph/derived> { ?s ?p ?o VALUES ?p { kb:verdict kb:level kb:conflictsWith } }
    } GROUP BY ?p"""
    result = run_query(kb.store, query)
    assert isinstance(result, Table)
    assert len(result.rows) == 3


def test_a_missing_and_an_unknown_parameter(kb: KnowledgeBase) -> None:
    query = NamedQuery("q", Path("q.rq"), "Q?", (Parameter("drug", "a drug"),), "")
    with pytest.raises(InputError, match="needs the parameter drug: a drug"):
        bind(kb, query, {})
    with pytest.raises(InputError, match=r"has no parameter .drg.*did you mean drug"):
        bind(kb, query, {"drug": "ketamine", "drg": "ketamine"})
    with pytest.raises(InputError, match=r"has no parameter .x.*it has: drug"):
        bind(kb, query, {"drug": "ketamine", "x": "y"})


def test_a_parameter_is_given_once() -> None:
    assert read_parameters(["verdict=Refuted", "x=a=b"]) == {"verdict": "Refuted", "x": "a=b"}
    with pytest.raises(InputError, match=r"verdict is given twice, as 'Refuted' and as 'Supp"):
        read_parameters(["verdict=Refuted", "verdict=Supported"])
    with pytest.raises(InputError, match=r"'verdict' is not NAME=VALUE"):
        read_parameters(["verdict"])


@pytest.mark.parametrize("spelling", ["Refuted", "refuted", "kb:Refuted", KB("Refuted").value])
def test_a_verdict_is_named_as_tables_print_it_or_as_files_write_it(
    kb: KnowledgeBase, spelling: str
) -> None:
    bound = bind(kb, QUERIES["claims-by-verdict"], {"verdict": spelling})
    assert bound == {ox.Variable("verdict"): KB("Refuted")}


@pytest.mark.parametrize(
    ("query", "name", "spelling", "local"),
    [
        ("claims-about", "concept", "major depressive disorder", "depression"),
        ("risks-of", "drug", "racemic  Ketamine", "ketamine"),
        ("claims-of-document", "document", "fuse-mind-and-body.txt", "fuse-mind-and-body"),
        (
            "uncited-claims",
            "document",
            "Ketamine Therapy and ADHD: What the Research Is Starting to Show",
            "fuse-mind-and-body",
        ),
    ],
)
def test_a_label_or_title_is_taken_for_the_name(
    kb: KnowledgeBase, query: str, name: str, spelling: str, local: str
) -> None:
    assert bind(kb, QUERIES[query], {name: spelling}) == {ox.Variable(name): kb.names.node(local)}


@pytest.mark.parametrize(
    ("query", "name", "spelling", "message"),
    [
        ("claims-by-verdict", "verdict", "refutd", "'refutd' is no verdict.*mean kb:Refuted"),
        (
            "claims-by-verdict",
            "verdict",
            "Categorical",
            "is no verdict.*there are: kb:AgainstInPart",
        ),
        ("claims-of-document", "document", "fuse-mind-body", "is no document.*fuse-mind-and-body"),
        ("evidence-for-claim", "claim", "vit-non-adictive", "is no claim.*vit-non-addictive"),
        ("risks-of", "drug", "ketamin", "is no concept.*mean ketamine"),
        ("levels", "type", "TreatmentBenefits", "is no question type.*kb:TreatmentBenefit"),
    ],
)
def test_a_name_that_nothing_has_is_refused_with_the_nearest_ones(
    kb: KnowledgeBase, query: str, name: str, spelling: str, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        bind(kb, QUERIES[query], {name: spelling})


def test_a_parameter_of_any_kind_has_to_be_in_the_knowledge_base(kb: KnowledgeBase) -> None:
    query = NamedQuery("q", Path("q.rq"), "Q?", (Parameter("what", "anything"),), "")
    what = ox.Variable("what")
    assert bind(kb, query, {"what": "ketamine"}) == {what: kb.names.node("ketamine")}
    assert bind(kb, query, {"what": "refuted"}) == {what: KB("Refuted")}
    assert bind(kb, query, {"what": "two words"}) == {what: ox.Literal("two words")}
    with pytest.raises(InputError, match=r"'ketamyne' is not in the knowledge base.*mean ketamine"):
        bind(kb, query, {"what": "ketamyne"})


def test_the_year_of_a_reference_is_a_number(kb: KnowledgeBase) -> None:
    result = run_query(
        kb.store, "SELECT ?y { ?r a kb:Reference ; kb:year ?y FILTER(?y > 1993 && ?y < 1995) }"
    )
    assert isinstance(result, Table)
    assert result.rows == ((ox.Literal("1994", datatype=XSD("integer")),),)


def asked(kb: KnowledgeBase, text: str) -> list[str]:
    """What one is told of a query beside its answer."""
    question = plain_question(text, {})
    return warnings(kb, question, ask(kb, question, limit=10, seconds=30))


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("SELECT * { ?s kb:verdct ?o }", "the term kb:verdct; did you mean kb:verdict?"),
        ("SELECT * { ?s kb:verdict kb:refuted }", "kb:refuted; did you mean kb:Refuted?"),
        ("SELECT (COUNT(*) AS ?n) { ?s kb:subject id:ketmine }", "did you mean id:ketamine?"),
        ("SELECT * { ?s ^kb:subjct ?o }", "kb:subjct; did you mean kb:subject?"),
        (
            "PREFIX k: <https://w3id.org/kbtool/ns#> ASK { ?s k:verdct ?o }",
            "kb:verdct; did you mean kb:verdict?",
        ),
        ("SELECT * { ?s skos:preflabel ?o }", "skos:preflabel; did you mean skos:prefLabel?"),
        ("SELECT * { VALUES ?v { kb:Refutd } ?c kb:verdict ?v }", "kb:Refutd; did you mean"),
        ("SELECT * { ?c kb:asserts/kb:subjct ?s }", "kb:subjct; did you mean kb:subject?"),
        ("SELECT * { ?c kb:verdict ?v FILTER(?v IN (kb:Refutd)) }", "mean kb:Refuted?"),
        ("CONSTRUCT { ?c kb:verdct ?v } { ?c kb:verdict ?v }", "mean kb:verdict?"),
        (
            "SELECT * { GRAPH <https://w3id.org/kbtool/graph/derive> { ?s ?p ?o } }",
            "graph/derived?",
        ),
        ("SELECT * { { SELECT ?c { ?c kb:verdct ?v } } }", "mean kb:verdict?"),
        ("SELECT * { ?c a kb:Claim OPTIONAL { ?c kb:verdct ?v } }", "mean kb:verdict?"),
        ("SELECT * { ?c a kb:Claim MINUS { ?c kb:verdct ?v } }", "mean kb:verdict?"),
        ("SELECT * { ?c a kb:Claim FILTER NOT EXISTS { ?c kb:verdct ?v } }", "kb:verdct; did"),
        ("SELECT (IF(?v = kb:Refutd, 1, 0) AS ?n) { ?c kb:verdict ?v }", "mean kb:Refuted?"),
        (
            'SELECT * { ?c kb:verdict ?v FILTER(?v = IRI("https://w3id.org/kbtool/ns#Refutd")) }',
            "kb:Refutd; did you mean kb:Refuted?",
        ),
        ("SELECT * { ?c <https://w3id.org/kbtol/ns#verdict> ?v }", "did you mean kb:verdict?"),
        (
            "PREFIX kb: <https://w3id.org/kbtool/ns/> SELECT * { ?c a kb:Claim }",
            "the prefix kb:; elsewhere it stands for <https://w3id.org/kbtool/ns#>",
        ),
        ("DESCRIBE id:ketmine", "did you mean id:ketamine?"),
        ("SELECT * { ?s kb:year ?y FILTER(DATATYPE(?y) = xsd:gyear) }", "no datatype xsd:gyear"),
        ("SELECT ?clam { ?claim a kb:Claim }", "?clam stands in no pattern"),
        ("SELECT * { ?c a kb:Claim FILTER(?when > 2) }", "?when stands in no pattern"),
        ("SELECT * { ?c a kb:Refuted }", "nothing has rdf:type kb:Refuted"),
        ("SELECT * { ?c a kb:Claim ; kb:Refuted ?x }", "nothing matches “?c kb:Refuted ?x”"),
        ("SELECT * { ?c a kb:Claim ; kb:level ?l }", "“?c kb:level ?l” and what stands before"),
        ("SELECT * { ?c kb:certainty kb:Refuted }", "nothing has kb:certainty kb:Refuted"),
        ('SELECT * { ?c skos:prefLabel "ketamine"@en }', 'did you mean "ketamine"?'),
        ("SELECT * { ?r dct:issued 2019 }", "nothing has dct:issued"),
    ],
)
def test_what_cannot_match_anything_is_told(kb: KnowledgeBase, text: str, warning: str) -> None:
    told = asked(kb, text)
    assert len(told) == 1
    assert warning in told[0]


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (
            "{ ?r dct:issued ?y FILTER(?y >= 2015) }",
            "compares xsd:date and xsd:gYear and xsd:gYearMonth with a number (xsd:integer), which is never true",
        ),
        ("{ ?q a kb:Quantity ; kb:year ?y FILTER(2015 < ?y) }", "never true; YEAR(?y) is a number"),
        ("{ ?q a kb:Quantity ; kb:year ?y FILTER(?y + 1 > 2010) }", "where ?y is xsd:gYear"),
        ("{ ?q a kb:Quantity ; kb:year ?y BIND(?y AS ?z) FILTER(?z > 2010) }", "“?z > 2010” comp"),
        ("{ ?r a kb:Reference ; kb:year ?y BIND(YEAR(?y) AS ?z) }", "“BIND(YEAR(?y))” has no value"),
        ('{ ?q kb:year ?y FILTER(?y > "2010") }', "with a text, which is never true"),
        ("{ ?q kb:year ?y FILTER(?y > 2010) }", "which is never true (3 of "),
        ("{ ?q kb:year ?y FILTER(?y IN (2010, 2015)) }", "“?y IN (2010, 2015)” compares xsd:gYear"),
        ("{ ?q kb:year ?y FILTER(!(?y < 2010)) }", "“?y < 2010” compares xsd:gYear"),
        ("{ ?q kb:year ?y } ORDER BY DESC(?y)", "“ORDER BY ?y” sorts values of several kinds"),
        ("{ ?q kb:year ?y } GROUP BY ?y HAVING(?y > 2010)", "“?y > 2010” compares xsd:gYear"),
        ("{ ?c a kb:Claim FILTER EXISTS { ?c kb:gives/kb:year ?y FILTER(?y > 1) } }", "“?y > 1” comp"),
        ("{ ?r kb:doi ?d FILTER NOT EXISTS { ?q kb:year ?y FILTER(?y > ?d) } }", "“?y > ?d” comp"),
        ("{ ?e kb:asPrinted ?p FILTER(?p IN (5, 6)) }", "compares a text with a number"),
        ('{ ?c kb:verdict ?v FILTER(?v = "Refuted") }', "a node with a text, which is never true"),
        ('{ ?c kb:verdict ?v FILTER(?v != "Refuted") }', "a node with a text, which is always true"),
        ('{ ?c kb:verdict ?v FILTER(REGEX(?v, "Ref")) }', "has no value, where ?v is a node"),
        ('{ ?s skos:prefLabel ?o FILTER(?o = "ketamine"@en) }', "a text in the language en"),
    ],
)  # fmt: skip
def test_values_that_cannot_be_compared_or_sorted_are_told(
    kb: KnowledgeBase, text: str, warning: str
) -> None:
    chosen = "?y" if "GROUP BY" in text else "*"
    told = asked(kb, f"SELECT {chosen} {text}")
    assert len(told) == 1
    assert warning in told[0]


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("SELECT (MAX(?y) AS ?last) { ?q kb:year ?y }", "“MAX(?y)” sorts values of several kinds"),
        ("SELECT (SUM(?y) AS ?n) { ?q a kb:Quantity ; kb:year ?y }", "“SUM(?y)” has no value"),
        ("SELECT (?y > 2010 AS ?new) { ?q a kb:Quantity ; kb:year ?y }", "“?y > 2010” compares"),
        ("ASK { ?q a kb:Quantity ; kb:year ?y FILTER(?y > 2010) }", "“?y > 2010” compares"),
    ],
)
def test_so_are_values_that_are_computed_for_the_answer(
    kb: KnowledgeBase, text: str, warning: str
) -> None:
    told = asked(kb, text)
    assert len(told) == 1
    assert warning in told[0]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s kb:verdict kb:Refuted }",
        "SELECT * { ?r a kb:Reference ; kb:year ?y FILTER(?y > 2015) }",
        "SELECT * { ?r dct:issued ?y FILTER(YEAR(?y) > 2015) }",
        "SELECT * { ?e kb:value ?v FILTER(?v > 10 && DATATYPE(?v) = xsd:decimal) }",
        "CONSTRUCT { ?s <http://example.org/is> kb:Newfangled } WHERE { ?s kb:verdict kb:Refuted }",
        "SELECT * { GRAPH <https://w3id.org/kbtool/graph/derived> { ?s kb:verdict ?o } }",
        "SELECT * { ?c a kb:Claim OPTIONAL { ?c owl:sameAs ?other } }",
        "SELECT * { ?s kb:verdict kb:Refuted. }",
        'SELECT * { ?s ?p ?o FILTER(CONTAINS(?o, "ketamine")) }',
        'SELECT * { ?s ?p ?o FILTER(?o = "ketamine") }',
        "SELECT * { ?r dct:issued ?y } ORDER BY YEAR(?y)",
        "SELECT * { ?r kb:year ?y FILTER(xsd:integer(STR(?y)) > 2010) }",
        "SELECT ?s (COUNT(*) AS ?n) { ?s kb:verdict ?v } GROUP BY ?s HAVING(COUNT(*) > 0) ORDER BY ?n",
        "SELECT * { ?c a kb:Claim FILTER NOT EXISTS { ?c a kb:Document } }",
    ],
)
def test_nothing_is_told_of_a_query_that_matches(kb: KnowledgeBase, text: str) -> None:
    assert asked(kb, text) == []


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_named_queries_have_terms_of_the_vocabulary_only(kb: KnowledgeBase, name: str) -> None:
    query = QUERIES[name]
    given = {p.name: EXAMPLES[p.name] for p in query.parameters if p.default is None}
    question = Question(query.text, None, bind(kb, query, given))
    told = warnings(kb, question, ask(kb, question, limit=10, seconds=30))
    assert told == [] or told == ["nothing has rdf:type kb:Waiver"]


def test_a_misspelt_name_gets_the_nearest_ones() -> None:
    with pytest.raises(InputError, match=r"did you mean conflicts"):
        find_named_query(QUERIES, "conflict")


TABLE = Table(
    ("s", "o"),
    (
        (ox.NamedNode("https://w3id.org/kbtool/id/a"), ox.Literal('x, "y"')),
        (ox.BlankNode("b"), None),
        (
            ox.Literal("1.5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
            ox.Literal("z", language="en"),
        ),
    ),
    True,
)


def test_csv_is_sparql_results_csv(kb: KnowledgeBase) -> None:
    csv = RESULTS.renderer("csv")
    assert (
        csv(TABLE, kb.labels) == 's,o\r\nhttps://w3id.org/kbtool/id/a,"x, ""y"""\r\nb,\r\n1.5,z\r\n'
    )


def test_csv_has_no_formulas_and_numbers_stay_numbers(kb: KnowledgeBase) -> None:
    row = (ox.Literal("=HYPERLINK(1)"), ox.Literal("-5", datatype=XSD("integer")), ox.Literal("-5"))
    table = Table(("a", "b", "c"), (row,), True)
    assert RESULTS.renderer("csv")(table, kb.labels) == "a,b,c\r\n'=HYPERLINK(1),-5,'-5\r\n"
    assert '"=HYPERLINK(1)"' in RESULTS.renderer("tsv")(table, kb.labels)


def test_tsv_is_sparql_results_tsv(kb: KnowledgeBase) -> None:
    tsv = RESULTS.renderer("tsv")
    assert tsv(TABLE, kb.labels).splitlines()[:2] == [
        "?s\t?o",
        '<https://w3id.org/kbtool/id/a>\t"x, \\"y\\""',
    ]


def test_json_is_sparql_results_json(kb: KnowledgeBase) -> None:
    document = json.loads(RESULTS.renderer("json")(TABLE, kb.labels))
    assert document["head"] == {"vars": ["s", "o"]}
    assert document["results"]["bindings"][1] == {"s": {"type": "bnode", "value": "b"}}
    assert document["results"]["bindings"][2]["o"] == {
        "type": "literal",
        "value": "z",
        "xml:lang": "en",
    }


def test_a_table_names_things_by_their_label(kb: KnowledgeBase) -> None:
    table = Table(("what",), ((ox.NamedNode("https://w3id.org/kbtool/ns#Refuted"),),), True)
    text = RESULTS.renderer("table")(table, kb.labels)
    assert [line.strip() for line in text.splitlines()] == [
        "",
        "what",
        "───────",
        "refuted",
        "",
        "1 row",
    ]


def test_a_table_of_terms_can_be_typed_anew(kb: KnowledgeBase) -> None:
    row = (
        ox.NamedNode("https://w3id.org/kbtool/ns#Refuted"),
        ox.Literal("2019", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#gYear")),
        None,
    )
    text = RESULTS.renderer("terms")(Table(("a", "b", "c"), (row,), True), kb.labels)
    assert text.splitlines()[3].split() == ["kb:Refuted", '"2019"^^xsd:gYear']


def test_a_table_is_as_wide_as_columns_says_and_terms_are_never_broken(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    query = QUERIES["uncited-safety-claims"]
    result = run_query(kb.store, query.text)
    table = RESULTS.renderer("table")(result, kb.labels).splitlines()
    assert max(map(len, table)) <= 80
    terms = RESULTS.renderer("terms")(result, kb.labels)
    assert "id:vit-ketamine-infusion-therapy-also-viable-individuals " in terms
    assert isinstance(result, Table)
    head, foot = 3, 2
    assert len(terms.splitlines()) == head + len(result.rows) + foot


def test_where_some_years_are_no_numbers_the_warning_says_what_to_write_for_all(
    kb: KnowledgeBase,
) -> None:
    question = plain_question("SELECT ?r { ?r kb:year ?y FILTER(?y >= 2016) }", {}, "q.rq")
    (warning,) = warnings(kb, question, ask(kb, question, limit=999, seconds=30))
    advised = "xsd:integer(SUBSTR(STR(?y), 1, 4))"
    assert f"{advised} is the year as a number in all rows" in warning
    better = plain_question(f"SELECT ?r {{ ?r kb:year ?y FILTER({advised} >= 2016) }}", {}, "q.rq")
    assert list(warnings(kb, better, ask(kb, better, limit=999, seconds=30))) == []
