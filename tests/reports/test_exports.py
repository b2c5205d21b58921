"""The knowledge base in the formats of others, each read back."""

from __future__ import annotations

import csv
import io
import json
import warnings
from collections import defaultdict
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from cases import Case, lay_out
from commands import kbtool
from example import ARTICLE, TURTLE
from golden_files import assert_golden
from kbtool.checks.run import check
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import ID, KB
from kbtool.reports.formats import EXPORTS

DECISION = """
id:d a kb:Resolution ; kb:claim id:c-fever ; kb:verdict kb:Refuted ; kb:reason "Tried." ; kb:reviewer id:board ;
    dct:date "2026-01-02"^^xsd:date .
id:board a foaf:Organization ; rdfs:label "Review board" .
"""
CLAIMS = ["c-safe", "c-pain", "c-70", "c-fever", "c-wonders", "c-2", "c-5"]


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("exports") / "project"
    root = lay_out(Case("E01", TURTLE + DECISION, (), article=ARTICLE), folder)
    kb = open_knowledge_base(root, today=date(2026, 1, 3))
    check(kb, list(kb.rules))
    return kb


@pytest.mark.parametrize("format_", [name for name in EXPORTS.names if name != "nquads"])
def test_golden(kb: KnowledgeBase, format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kbtool.reports.exports.nanopub.__version__", "VERSION")
    assert_golden(
        f"export.{format_}", EXPORTS.renderer(format_)(kb).replace(f"{kb.workspace.root}/", "")
    )


def test_nquads_have_everything_and_what_is_derived(kb: KnowledgeBase) -> None:
    quads = list(ox.parse(EXPORTS.renderer("nquads")(kb), format=ox.RdfFormat.N_QUADS))
    assert len(quads) == len(kb.store)
    derived = ox.NamedNode("https://w3id.org/kbtool/graph/derived")
    assert ox.Quad(ID("c-pain"), KB("verdict"), KB("Refuted"), derived) in quads


def test_csv_has_a_row_for_each_claim_with_both_verdicts(kb: KnowledgeBase) -> None:
    text = EXPORTS.renderer("csv")(kb).removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["claim"] for row in rows] == [f"id:{name}" for name in CLAIMS]
    fever = rows[3]
    assert (fever["line"], fever["column"], fever["quote"]) == ("2", "1", "It may help fever")
    assert (fever["verdict"], fever["computed verdict"], fever["stars"]) == (
        "refuted",
        "not assessed",
        "4",
    )


def test_annotations_quote_what_stands_there(kb: KnowledgeBase) -> None:
    collection = json.loads(EXPORTS.renderer("annotations")(kb))
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    items = collection["first"]["items"]
    assert [item["id"] for item in items] == [ID(name).value for name in CLAIMS]
    assert collection["total"] == len(items)
    for item in items:
        quote, position = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert ARTICLE[start:end] == quote["exact"]
        assert ARTICLE[:start].endswith(quote["prefix"])
        assert ARTICLE[end:].startswith(quote["suffix"])
    assert items[0]["body"][1]["value"] == "not assessed: nothing on file answers just this"


def test_claim_reviews_have_the_original_and_the_normalised_rating(kb: KnowledgeBase) -> None:
    document = json.loads(EXPORTS.renderer("claimreview")(kb))
    reviews = {r["url"].rpartition("/")[2]: r for r in document["@graph"]}
    assert document["@context"] == "https://schema.org"
    pain = reviews["c-pain"]
    assert pain["claimReviewed"] == "ibuprofen is an effective treatment of pain"
    assert pain["itemReviewed"]["text"] == "treats pain in 70% of people"
    assert [rating["alternateName"] for rating in pain["reviewRating"]] == ["refuted", "FALSE"]
    assert pain["reviewRating"][1]["ratingValue"] == 1
    assert pain["datePublished"] == "2026-01-03"
    assert reviews.keys().isdisjoint({"c-safe", "c-2", "c-5"})
    fever = reviews["c-fever"]
    assert (fever["author"]["name"], fever["datePublished"]) == ("Review board", "2026-01-02")


def test_a_claim_that_cannot_be_checked_is_not_reviewed(tmp_path: Path) -> None:
    turtle = TURTLE.replace("kb:asserts id:safe", 'kb:unverifiable "r" ; kb:asserts id:safe')
    kb = open_knowledge_base(lay_out(Case("E01", turtle, (), article=ARTICLE), tmp_path / "p"))
    document = json.loads(EXPORTS.renderer("claimreview")(kb))
    assert ID("c-safe").value not in {review["url"] for review in document["@graph"]}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_nanopublications_are_valid_by_the_nanopub_package(kb: KnowledgeBase) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nanopub.nanopub import Nanopub
        from rdflib import ConjunctiveGraph
    publications: dict[str, list[ox.Quad]] = defaultdict(list)
    for quad in ox.parse(EXPORTS.renderer("nanopub")(kb), format=ox.RdfFormat.TRIG):
        assert isinstance(quad.graph_name, ox.NamedNode)
        publications[quad.graph_name.value.partition("#")[0]].append(quad)
    assert len(publications) == len(CLAIMS)
    for iri, quads in publications.items():
        graph = ConjunctiveGraph()
        data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
        assert data is not None
        graph.parse(data=data, format="nquads")
        publication = Nanopub(rdf=graph)
        publication._source_uri = iri
        assert publication.is_valid
        assert publication.has_valid_trusty


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_change_gives_another_trusty_uri(kb: KnowledgeBase) -> None:
    from kbtool.reports.exports.nanopub import _artifact_code

    quads = [ox.Quad(ID("a"), KB("says"), ox.Literal(text), ID("g")) for text in ("a", "b")]
    assert _artifact_code(quads[:1]) != _artifact_code(quads[1:])
    assert _artifact_code(quads) == _artifact_code(quads[::-1])


@pytest.mark.parametrize("format_", EXPORTS.names)
def test_the_command_writes_a_file_whole(kb: KnowledgeBase, format_: str, tmp_path: Path) -> None:
    output = tmp_path / "out"
    root = kb.workspace.root
    result = kbtool("export", format_, "--root", root, "--output", output, cwd=tmp_path)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert output.stat().st_size > 1000
    refused = kbtool("export", format_, "--output", tmp_path / "no" / "out", cwd=root)
    assert (refused.returncode, "cannot be written" in refused.stderr) == (2, True)


def test_an_unknown_format_is_refused(kb: KnowledgeBase) -> None:
    result = kbtool("export", "rdfxml", cwd=kb.workspace.root)
    assert (result.returncode, "'rdfxml' is not one of" in result.stderr) == (2, True)


@pytest.mark.parametrize("format_", ["claimreview", "annotations"])
def test_json_ld_cannot_end_the_script_element_that_it_is_put_in(
    tmp_path: Path, format_: str
) -> None:
    hostile = "It is safe</script><script>alert(1)</script><!-- for people."
    turtle = f"""id:s a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:safeFor ; kb:object id:people .
id:e a kb:Evidence ; kb:supports id:s ; cito:citesAsEvidence id:trial-a ; kb:design kb:RandomizedControlledTrial ;
    kb:finding "Fine." ; kb:verification kb:SeenAtSource .
id:c a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "{hostile}" ; kb:asserts id:s ; kb:certainty kb:Categorical .
"""
    root = lay_out(Case("E01", turtle, (), article=hostile), tmp_path / "project")
    text = EXPORTS.renderer(format_)(open_knowledge_base(root))
    assert "<" not in text
    assert hostile in json.dumps(json.loads(text))
