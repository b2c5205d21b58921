"""Works of Crossref and records of PubMed that are not like most; all data is fictional."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kbtool.io.web import Answer, Unavailable
from kbtool.references.identifiers import Identifier
from kbtool.references.record import Record
from kbtool.references.registries import clinicaltrials, openfda, pubmed
from kbtool.references.registries.crossref_works import record as work_record
from kbtool.references.retractions import Notice

DAY = date(2026, 11, 1)


def work(**fields: Any) -> Record:
    usual = {"DOI": "10.1000/x", "title": ["Ibuprofen for pain"], "type": "journal-article", "issued": {"date-parts": [[2020]]}}  # fmt: skip
    said = {name.replace("_", "-"): value for name, value in fields.items()}
    return work_record(Identifier("doi", "10.1000/x"), {**usual, **said}, DAY)


def entry(article: str = "", citation: str = "", data: str = "") -> Record:
    body = f"""<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>
<Journal><JournalIssue><PubDate><Year>2020</Year></PubDate></JournalIssue><Title>Journal of testing</Title></Journal>{article}</Article>
{citation}</MedlineCitation><PubmedData>{data}</PubmedData></PubmedArticle></PubmedArticleSet>"""
    answer = Answer("https://e.org/", 200, "text/xml", body.encode(), DAY, cached=False)
    return pubmed.record(Identifier("pmid", "1"), "1", answer)


@pytest.mark.parametrize(
    ("authors", "names", "also"),
    [
        ([{"family": "Smith", "given": "J."}], ("Smith",), ()),
        ([{"family": "Lei", "given": "Wang"}], ("Lei",), ("Wang",)),
        ([{"name": "TEST Group"}, {"family": "Smith"}], ("TEST Group", "Smith"), ("Smith",)),
        ([{"family": "Smith"}, {"name": "TEST Group"}], ("Smith", "TEST Group"), ("TEST Group",)),
        ([{"given": "Suharto"}], ("Suharto",), ()),
        ([{"family": "Doe", "sequence": "additional"}, {"family": "Smith", "sequence": "first"}], ("Smith", "Doe"), ()),
        ([{"family": "O&amp;apos;Brien"}], ("O'Brien",), ()),
    ],
)  # fmt: skip
def test_authors_at_crossref(authors: list[dict[str, str]], names: tuple[str, ...], also: tuple[str, ...]) -> None:  # fmt: skip
    found = work(author=authors)
    assert (found.authors, found.also_first, found.unread) == (names, also, ())


def test_authors_that_cannot_be_read_are_said_and_all_else_counts() -> None:
    found = work(author=[{"family": "Smith"}, {"ORCID": "0000"}])
    assert (found.authors, found.unread) == (("Smith",), ("the name of an author",))
    found = work(author={"family": "Smith"}, updated_by=[{"type": "retraction"}])
    assert found.unread == ("the authors",)
    assert found.notices == (Notice("Retraction", None, ""),)
    with pytest.raises(Unavailable):
        work(updated_by={"type": "retraction"})


@pytest.mark.parametrize(
    ("fields", "type_"),
    [
        ({"type": "posted-content", "subtype": "preprint"}, "Preprint"),
        ({"type": "posted-content"}, "Preprint"),
        ({"type": "posted-content", "subtype": "dissertation"}, None),
        ({"type": "book-chapter"}, "Book"),
        ({"type": "reference-entry"}, "Book"),
        ({"type": "monograph"}, "Book"),
        ({"type": "dataset"}, "Dataset"),
        ({"type": "journal-article"}, "JournalArticle"),
        ({"type": "peer-review"}, None),
        ({"type": "a type to come"}, None),
        ({"type": None}, None),
    ],
)
def test_types_at_crossref(fields: dict[str, Any], type_: str | None) -> None:
    assert work(**fields).reference_type == type_


def test_a_book_without_authors_has_editors_and_a_chapter_has_not() -> None:
    assert work(type="edited-book", editor=[{"family": "Ed"}]).authors == ("Ed",)
    assert work(type="book-chapter", editor=[{"family": "Ed"}]).authors == ()


def test_titles_at_crossref() -> None:
    found = work(title=["", "Pain"], subtitle=["A trial", "The second part"], original_title=["Schmerz"])  # fmt: skip
    assert found.title == "Pain"
    assert found.also_titled == ("Pain: A trial", "Pain: A trial: The second part", "Schmerz")
    assert work(title="Pain").title == "Pain"
    for none in ([], [None], None, ["<i></i>"], ["n/a"]):
        assert (work(title=none).title, work(title=none).unread) == (None, ("no title",))


def test_a_correction_says_so_in_its_title() -> None:
    kinds = {title: len(work(title=[title]).notice_of) for title in ("Erratum: Pain", "Corrigendum to “Pain”", "Publisher Correction: Pain", "Correction of hyponatraemia", "Pain")}  # fmt: skip
    assert list(kinds.values()) == [1, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("fields", "issued", "years", "unread"),
    [
        ({"issued": {"date-parts": [[None]]}, "posted": {"date-parts": [[2020, 1]]}}, "2020-01", (2020,), ()),
        ({"issued": {"date-parts": [["2019", "11"]]}}, "2019-11", (2019,), ()),
        ({"issued": {"date-parts": [[2019, 12], [2020, 1]]}}, "2019-12", (2019, 2020), ()),
        ({"issued": {"date-parts": [2019, 11]}}, "2019-11", (2019,), ()),
        ({"issued": {"date-parts": [[2019, 13]]}}, "2019", (2019,), ("the date “2019 13”",)),
        ({"issued": {"date-parts": [["in press"]]}}, None, (), ("the date “in press”",)),
        ({"issued": {"date-parts": [[None]]}}, None, (), ("no date of publication",)),
        ({"issued": None, "created": {"date-parts": [[2018, 5, 4]]}}, None, (), ("no date of publication (the DOI was registered on 2018-05-04)",)),
        ({"issued": {"date-parts": [[2019]]}, "journal-issue": {"published-print": {"date-parts": [[2021, 3]]}}}, "2019", (2019, 2021), ()),
    ],
)  # fmt: skip
def test_dates_at_crossref(fields: dict[str, Any], issued: str | None, years: tuple[int, ...], unread: tuple[str, ...]) -> None:  # fmt: skip
    found = work(**fields)
    assert (found.issued, found.years, found.unread) == (issued, years, unread)


def test_pages_and_numbers_of_articles_at_crossref() -> None:
    assert work(page="n/a-n/a", article_number="e102").pages == "e102"
    assert work(page="123-8").pages == "123-8"


def test_abstracts_in_jats_with_and_without_headings() -> None:
    text = work(abstract="<jats:title>Aims</jats:title><jats:p>At 10<jats:sup>6</jats:sup>.</jats:p>").text or ""  # fmt: skip
    assert text.split("\n* * *\n") == ["Aims At 10^6.", "Aims: At 10^6.", "At 10^6."]


@pytest.mark.parametrize(
    ("xml", "title", "also"),
    [
        ("<ArticleTitle>[Pain and fever].</ArticleTitle><VernacularTitle>Schmerz und Fieber.</VernacularTitle>", "Pain and fever", ("Schmerz und Fieber",)),
        ("<ArticleTitle>[Uptake of [3H]ibuprofen].</ArticleTitle>", "Uptake of [3H]ibuprofen", ()),
        ("<ArticleTitle>[3H]ibuprofen and [14C]naproxen.</ArticleTitle>", "[3H]ibuprofen and [14C]naproxen", ()),
        ("<ArticleTitle>[Not Available].</ArticleTitle><VernacularTitle>Schmerz.</VernacularTitle>", "Schmerz", ()),
        ("<ArticleTitle>[Pain (author's transl)].</ArticleTitle>", "Pain (author's transl)", ("Pain",)),
        ("<ArticleTitle/>", None, ()),
    ],
)  # fmt: skip
def test_titles_at_pubmed(xml: str, title: str | None, also: tuple[str, ...]) -> None:
    found = entry(xml)
    assert (found.title, found.also_titled) == (title, also)
    assert found.unread == (() if title else ("no title",))


def test_authors_at_pubmed() -> None:
    found = entry(
        """<AuthorList><Author ValidYN="N"><LastName>Smiht</LastName></Author>
        <Author ValidYN="Y"><LastName>Smith</LastName><ForeName>John A</ForeName><Suffix>Jr</Suffix></Author>
        <Author><CollectiveName>TEST Group</CollectiveName></Author></AuthorList>"""
    )
    assert (found.authors, found.also_first) == (("Smith", "TEST Group"), ("John A", "TEST Group"))


def test_identifiers_at_pubmed() -> None:
    found = entry(
        '<ELocationID EIdType="doi" ValidYN="Y">https://doi.org/10.1000/X.</ELocationID>',
        data="""<ArticleIdList><ArticleId IdType="pubmed">1</ArticleId><ArticleId IdType="pmc">PMC5</ArticleId>
        <ArticleId IdType="pmcid">pmc-id: PMC5;</ArticleId><ArticleId IdType="doi">10.1000/x</ArticleId></ArticleIdList>
        <ReferenceList><Reference><ArticleIdList><ArticleId IdType="pubmed">9</ArticleId></ArticleIdList></Reference></ReferenceList>""",
    )
    assert [str(i) for i in found.identifiers] == ["PMID 1", "PMC5", "DOI 10.1000/x"]
    strange = entry('<ELocationID EIdType="doi">to be given</ELocationID>')
    assert strange.unread == ("no title", "the doi “to be given”")


@pytest.mark.parametrize(
    ("xml", "pages"),
    [
        ("<Pagination><MedlinePgn>123-8</MedlinePgn></Pagination>", "123-8"),
        ("<Pagination><StartPage>5</StartPage><EndPage>9</EndPage></Pagination>", "5-9"),
        ('<ELocationID EIdType="pii">e102</ELocationID>', "e102"),
        ('<ELocationID EIdType="pii">S0000-0000(20)00000-1</ELocationID>', None),
    ],
)
def test_pages_at_pubmed(xml: str, pages: str | None) -> None:
    assert entry(xml).pages == pages


def test_a_preprint_at_pubmed() -> None:
    types = "<PublicationTypeList><PublicationType>Journal Article</PublicationType><PublicationType>Preprint</PublicationType></PublicationTypeList>"  # fmt: skip
    assert entry(types).reference_type == "Preprint"


def test_an_abstract_in_another_language_is_text_too() -> None:
    found = entry("<Abstract><AbstractText>Pain.</AbstractText></Abstract>", '<OtherAbstract Language="ger"><AbstractText>Schmerz.</AbstractText></OtherAbstract>')  # fmt: skip
    assert found.text == "Pain. Schmerz."


def test_a_trial_whose_number_was_merged_and_whose_text_has_escapes() -> None:
    study = {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT00000001", "nctIdAliases": ["NCT00000002"], "briefTitle": "Pain", "acronym": "TEST"},
            "statusModule": {"startDateStruct": {"date": "2010-11"}},
            "eligibilityModule": {"eligibilityCriteria": r"Age \> 18, \>= 10\^6 cells"},
        }
    }  # fmt: skip
    found = clinicaltrials.record(Identifier("nct", "NCT00000002"), study, DAY)
    assert [i.value for i in found.identifiers] == ["NCT00000001", "NCT00000002"]
    assert (found.issued, found.years, found.also_titled) == ("2010-11", (2010,), ("TEST",))
    assert "Age > 18, >= 10^6 cells" in (found.text or "")
    assert found.unread == ("no status of the trial",)


def test_a_label_that_names_its_drug_in_its_products_only() -> None:
    products = [{"brand_name": "Testofen", "generic_name": "ibuprofen"}]
    found = openfda.label(Identifier("dailymedSet", "x"), {"effective_time": "soon"}, products, DAY)
    assert (found.names, found.unread) == (("Testofen", "ibuprofen"), ("the date “soon”",))
