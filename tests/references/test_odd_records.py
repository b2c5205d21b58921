"""Records that are not as most are, from the registry to what `cite add` and `cite verify` make of them; all data is fictional."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from cases import Case, lay_out
from kbtool.authoring.references import Result, add_references
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import ID
from kbtool.references.identifiers import parse_identifier
from kbtool.references.record import TextIs
from kbtool.references.reference import read_reference
from kbtool.references.registries import ONLINE
from kbtool.references.verification import Verification, verify_one
from kbtool.reports.verification import render_json, render_text
from registry_server import Replies, json_reply, pubmed
from tests.references.test_registries import World
from web_server import serving


def article(pmid: str, title: str, date: str, authors: str, abstract: str = "") -> bytes:
    return f"""<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><Journal><JournalIssue><Volume>7</Volume>
<PubDate>{date}</PubDate></JournalIssue><Title>Journal of testing</Title><ISOAbbreviation>J. Test.</ISOAbbreviation></Journal>
<ArticleTitle>{title}</ArticleTitle><Pagination><MedlinePgn>1-9</MedlinePgn></Pagination>
<Abstract>{abstract}</Abstract><AuthorList>{authors}</AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>""".encode()


CHAPTER = b"""<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>30000354</PMID>
<ArticleIdList><ArticleId IdType="bookaccession">NBK900001</ArticleId></ArticleIdList>
<Book><Publisher><PublisherName>Test University</PublisherName></Publisher><BookTitle>TestReviews</BookTitle>
<PubDate><Year>1993</Year></PubDate><BeginningDate><Year>1993</Year></BeginningDate>
<AuthorList Type="editors"><Author><LastName>Editorman</LastName></Author></AuthorList></Book>
<ArticleTitle>Ibuprofen Toxicity.</ArticleTitle>
<AuthorList Type="authors"><Author><LastName>Chapterwriter</LastName><ForeName>Karen S</ForeName></Author></AuthorList>
<ContributionDate><Year>2017</Year><Month>3</Month><Day>9</Day></ContributionDate>
</BookDocument><PubmedBookData/></PubmedBookArticle></PubmedArticleSet>"""
ABSTRACT = """<AbstractText Label="BACKGROUND">Ibuprofen is used.</AbstractText>
<AbstractText Label="RESULTS">The rate was 32% (partial time [APTT]-adjusted; &gt;43 micromol/L [&gt;2.5 mg/dL]; about
10<sup>6</sup> cells).</AbstractText>"""
PUBMED = {
    "30000354": CHAPTER,
    "105": article("105", "Ibuprofen in autumn.", "<MedlineDate>Fall-Winter 1975</MedlineDate>", "<Author><LastName>Herbst</LastName></Author>"),
    "103": article("103", "Ibuprofen in jaundice.", "<Year>2020</Year>", "<Author><LastName>Bauer</LastName></Author>", ABSTRACT),
    "106": article("106", "(<i>R</i>)-ibuprofen on CD4<sup>+</sup> cells at 10<sup>6</sup> per well.", "<Year>2020</Year>", "<Author><LastName>O’Brien</LastName></Author>"),
    "104": article("104", "Ibuprofen by the group.", "<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "<Author><CollectiveName>TEST Study Group</CollectiveName></Author>"),
    "107": article("107", "Ibuprofen some day.", "<MedlineDate>Wint 19x5</MedlineDate>", "<Author><LastName>Herbst</LastName></Author>"),
}  # fmt: skip
SICI = "10.1000/(SICI)1097-0142(19960401)77:7<1356::AID-TEST20>3.0.CO;2-#"
RETRACTION = {"DOI": "10.1000/n.retr", "type": "retraction", "updated": {"date-parts": [[2023, 5, 1]]}}  # fmt: skip
WORKS: list[dict[str, Any]] = [
    {
        "DOI": "10.1000/untitled",
        "title": [],
        "author": [{"family": "Baumann"}],
        "issued": {"date-parts": [[2001]]},
        "container-title": ["Journal of Testing"],
        "volume": "45",
        "page": "5-32",
        "type": "journal-article",
        "updated-by": [RETRACTION],
    },
    {
        "DOI": "10.1000/escaped",
        "title": ["Effect of &amp;lt;i&amp;gt;R&amp;lt;/i&amp;gt;-ibuprofen on fever &amp;amp; sleep"],
        "author": [{"family": "Okada"}],
        "issued": {"date-parts": [[2019]]},
        "type": "journal-article",
    },
    {
        "DOI": "10.1101/2020.01.01.123456",
        "title": ["Ibuprofen preprint"],
        "author": [{"family": "Okada"}],
        "issued": {"date-parts": [[2020, 1, 2]]},
        "container-title": [],
        "institution": [{"name": "Preprints of Tests"}],
        "type": "posted-content",
        "subtype": "preprint",
    },
    {
        "DOI": "10.1000/chapter",
        "title": ["Ibuprofen"],
        "author": [{"family": "Rosenbaum"}],
        "editor": [{"family": "Ed"}],
        "issued": {"date-parts": [[2022]]},
        "container-title": ["Series of Books", "Handbook of Tests"],
        "type": "book-chapter",
    },
    {
        "DOI": SICI.lower(),
        "title": ["Ibuprofen in cold weather"],
        "author": [{"family": "Fine"}],
        "issued": {"date-parts": [[1996, 4]]},
        "container-title": ["Weather"],
        "volume": "77",
        "page": "1356-1362",
        "type": "journal-article",
    },
    {"DOI": "10.1000/unknown", "title": ["A component"], "type": "component", "created": {"date-parts": [[2020, 2, 3]]}},
    {"DOI": "10.1000/a,b", "title": ["A comma in a DOI"], "type": "journal-article", "issued": {"date-parts": [[None]]}},
]  # fmt: skip

REFERENCE = """
id:{name} a kb:Reference ; dct:title "{title}" ; rdfs:label "{author} {year}, Journal of Testing" ; dct:creator "{author}" ;
    dct:issued "{year}"^^xsd:gYear ; kb:referenceType kb:JournalArticle ; {identifier} ;
    kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotChecked .
"""
EXCERPTS = (
    "about 106 cells",
    "about 10^6 cells",
    "about 10⁶ cells",
    "BACKGROUND: Ibuprofen is used. RESULTS: The rate was 32%",
    "Background: Ibuprofen is used. Results: The rate was 32%",
    "Ibuprofen is used. The rate was 32%",
    "time [APTT]-adjusted; >43 micromol/L [>2.5 mg/dL]",
)
EVIDENCE = """
id:e{number} a kb:Evidence ; kb:supports id:p ; cito:citesAsEvidence id:bauer ; kb:design kb:RandomizedControlledTrial ;
    kb:finding "f" ; kb:excerpt "{words}" ; kb:verification kb:SeenAtSource .
"""
ON_FILE = [
    ("book", "Ibuprofen Toxicity", "Chapterwriter", 2017, 'kb:pmid "30000354"'),
    ("autumn", "Ibuprofen in autumn", "Herbst", 1985, 'kb:pmid "105"'),
    ("bauer", "Ibuprofen in jaundice", "Bauer", 2020, 'kb:pmid "103"'),
    ("group", "Ibuprofen by the group", "TEST Study Group", 1999, 'kb:pmid "104"'),
    ("someday", "Ibuprofen some day", "Herbst", 1985, 'kb:pmid "107"'),
    ("baumann", "Random Wards", "Baumann", 2001, 'kb:doi "10.1000/untitled"'),
    ("okada", "Effect of R-ibuprofen on fever & sleep", "Okada", 2019, 'kb:doi "10.1000/escaped"'),
    ("posted", "Ibuprofen preprint", "Okada", 2020, 'kb:doi "10.1101/2020.01.01.123456"'),
    ("fine", "Ibuprofen in cold weather", "Fine", 1996, f'kb:doi "{SICI}"'),
    ("comma", "A comma in a DOI", "Fine", 1996, 'kb:doi "10.1000/a,b"'),
]
NAMES = ("name", "title", "author", "year", "identifier")


def replies() -> Replies:
    works = {work["DOI"]: work for work in WORKS}
    found: Replies = {"/pubmed/efetch.fcgi": pubmed(PUBMED)}
    found["/crossref/works"] = json_reply({"message": {"total-results": 0, "items": []}})
    for doi, work in works.items():
        found[f"/crossref/works/{quote(doi, safe='/')}"] = json_reply({"message": work})
    return found


class Library:
    """Knowledge bases with these references, and without any, beside the registries."""

    def __init__(self, folder: Path, world: World) -> None:
        references = "".join(
            REFERENCE.format(**dict(zip(NAMES, row, strict=True))) for row in ON_FILE
        )
        evidence = "".join(EVIDENCE.format(number=n, words=w) for n, w in enumerate(EXCERPTS))
        proposition = "id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain .\n"  # fmt: skip
        self.world = world
        self.kb: KnowledgeBase = open_knowledge_base(
            lay_out(Case("C06", proposition + references + evidence, ()), folder / "some")
        )
        self.empty = open_knowledge_base(lay_out(Case("C06", proposition, ()), folder / "none"))

    def verify(self, name: str) -> Verification:
        return verify_one(read_reference(self.kb.store, ID(name)), ONLINE, self.world.access)

    def said_of(self, name: str) -> str:
        return render_text([self.verify(name)], self.kb.labels, everything=True)

    def add(self, said: str) -> Result:
        (result,) = add_references(self.empty, [parse_identifier(said)], ONLINE, self.world.access)
        return result


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with serving(replies()) as server:
        world = World(server)
        with world.fetcher:
            yield Library(tmp_path_factory.mktemp("library"), world)


ADDED = {
    "PMID 30000354": [
        'dct:title "Ibuprofen Toxicity"',
        'dct:creator "Chapterwriter"',
        'dct:issued "2017-03-09"^^xsd:date',
        'dct:isPartOf "TestReviews"',
        "kb:referenceType kb:Book",
    ],
    "PMID 105": ['dct:issued "1975"^^xsd:gYear', 'rdfs:label "Herbst 1975, J Test 7:1-9"'],
    "PMID 106": ['dct:title "(R)-ibuprofen on CD4^+ cells at 10^6 per well"'],
    "PMID 104": ['rdfs:label "TEST Study Group 1998, J Test 7:1-9"', 'dct:issued "1998"^^xsd:gYear'],
    "10.1000/untitled": [
        'rdfs:label "Baumann 2001, Journal of Testing 45:5-32"',
        "kb:retractionStatus kb:Retracted",
    ],
    "10.1000/escaped": ['dct:title "Effect of R-ibuprofen on fever & sleep"'],
    "10.1101/2020.01.01.123456": [
        "kb:referenceType kb:Preprint",
        'rdfs:label "Okada 2020, Preprints of Tests, preprint"',
    ],
    "10.1000/chapter": [
        "kb:referenceType kb:Book",
        'dct:isPartOf "Handbook of Tests"',
        'rdfs:label "Rosenbaum 2022, Handbook of Tests"',
    ],
    SICI: ['rdfs:label "Fine 1996, Weather 77:1356-1362"'],
}  # fmt: skip


@pytest.mark.parametrize("said", ADDED)
def test_what_is_added(library: Library, said: str) -> None:
    new = library.add(said).new
    assert new is not None
    assert [line for line in ADDED[said] if line not in new.turtle] == []


def test_a_work_without_a_title_has_none_and_that_is_said(library: Library) -> None:
    result = library.add("10.1000/untitled")
    assert result.new is not None
    assert "dct:title" not in result.new.turtle
    assert result.says.endswith("It is retracted. Not read: no title")


def test_a_type_that_is_not_known_is_none_and_that_is_said(library: Library) -> None:
    result = library.add("10.1000/unknown")
    assert result.new is not None
    assert "kb:referenceType" not in result.new.turtle
    assert "Its type is none that kbtool knows" in result.says
    assert "no date of publication (the DOI was registered on 2020-02-03)" in result.says


VERIFIED = {
    "book": "title, first author, year fit",
    "autumn": "the year is “1975” there, “1985” here",
    "bauer": "title, first author, year fit",
    "group": "title, first author, year fit",
    "baumann": "first author, year, journal fit",
    "okada": "title, first author, year fit",
    "posted": "the type is “preprint” there, “journal article” here",
    "fine": "title, first author, year fit",
}


@pytest.mark.parametrize("name", VERIFIED)
def test_what_is_verified(library: Library, name: str) -> None:
    assert VERIFIED[name] in library.said_of(name)


def test_a_retraction_of_a_work_without_a_title(library: Library) -> None:
    said = library.said_of("baumann")
    assert said.startswith("retracted: baumann")
    assert "2023-05-01  Retraction  https://doi.org/10.1000/n.retr" in said
    assert library.verify("baumann").outcome.is_against


def test_a_date_that_cannot_be_read_is_said(library: Library) -> None:
    assert "title, first author fit\n    not read: the date “Wint 19x5”\n" in library.said_of("someday")  # fmt: skip
    found = json.loads(render_json([library.verify("someday")], library.kb.labels, everything=True))
    assert found["references"][0]["records"][0]["notRead"] == ["the date “Wint 19x5”"]


def test_notices_that_cannot_be_asked_for_leave_a_paper_not_checked(library: Library) -> None:
    found = library.verify("comma")
    assert (found.confirmed, found.standing.value, found.checked) == (True, "NotChecked", None)
    assert "cannot be asked for notices on a DOI with a comma" in library.said_of("comma")


def test_excerpts_in_a_structured_abstract_with_raised_figures(library: Library) -> None:
    (record,) = library.verify("bauer").records
    assert record.record.text_is is TextIs.ABSTRACT
    found = {excerpt.words: excerpt.status.is_there for excerpt in record.excerpts}
    assert found == {words: words != "about 106 cells" for words in EXCERPTS}


def test_a_doi_with_signs_is_one_however_it_is_written(library: Library) -> None:
    encoded = SICI.replace("<", "%3C").replace(">", "%3E").replace("#", "%23")
    for said in (
        SICI,
        f"https://doi.org/{encoded}",
        SICI.replace("<", "&lt;").replace(">", "&gt;"),
    ):
        (result,) = add_references(
            library.kb, [parse_identifier(said)], ONLINE, library.world.access
        )
        assert result.says.endswith("is already on file as id:fine")
