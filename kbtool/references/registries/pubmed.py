"""PubMed: PMIDs, and PMCIDs by way of PMC's converter.

Sources: E-utilities (https://www.ncbi.nlm.nih.gov/books/NBK25497/), the DTD of PubMed's records, the PMC ID Converter API
(https://pmc.ncbi.nlm.nih.gov/tools/id-converter-api/).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from kbtool.io.web import Answer, Unavailable
from kbtool.references.identifiers import Identifier
from kbtool.references.record import Record, ReferenceType
from kbtool.references.registries.registry import Access, Registry
from kbtool.references.registries.xml import parse_xml, text_of
from kbtool.references.retractions import Nature, Notice, marked, ordered

_NOTICES = {
    "RetractionIn": Nature.RETRACTION,
    "RetractedandRepublishedIn": Nature.RETRACTION,
    "PartialRetractionIn": Nature.PARTIAL_RETRACTION,
    "ExpressionOfConcernIn": Nature.CONCERN,
    "ErratumIn": Nature.CORRECTION,
    "CorrectedandRepublishedIn": Nature.CORRECTION,
    "UpdateIn": Nature.NEW_VERSION,
}
_NOTICE_OF = {
    "RetractionOf": Nature.RETRACTION,
    "PartialRetractionOf": Nature.PARTIAL_RETRACTION,
    "ExpressionOfConcernFor": Nature.CONCERN,
    "ErratumFor": Nature.CORRECTION,
}
_RETRACTED = "Retracted Publication"
_NOTICE_TYPES = {
    "Retraction of Publication": Nature.RETRACTION,
    "Retraction Notice": Nature.RETRACTION,
    "Expression of Concern": Nature.CONCERN,
    "Published Erratum": Nature.CORRECTION,
}
"""Types of publication that are notices themselves."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class PubMed(Registry):
    """PubMed, and PMC's converter of identifiers."""

    key = "pubmed"
    term = "PubMed"
    addresses: ClassVar = {
        "pubmed": "https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
        "pmc": "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1",
    }
    schemes = ("pmid", "pmcid")
    checks_retraction = True

    def rate(self, keyed: bool) -> float:
        """Three a second, ten with an API key (NBK25497)."""
        return 10 if keyed else 3

    def look_up(self, identifier: Identifier, access: Access) -> Record:
        """The record; of a PMCID, that of its PMID."""
        pmid = identifier.value
        if identifier.scheme == "pmcid":
            found, day = access.fetcher.read(
                f"{access.addresses['pmc']}/articles/",
                _converted,
                parameters={
                    "ids": identifier.value,
                    "idtype": "pmcid",
                    "format": "json",
                    **_politely(access),
                },
                accept="application/json",
                within=True,
            )
            if found is None:
                return Record(self.term, identifier, day, exists=False)
            pmid = found
        asked = {"db": "pubmed", "id": pmid, "retmode": "xml", **_politely(access)}
        if self.key in access.keys:
            asked["api_key"] = access.keys[self.key]

        def read(answer: Answer) -> Record:
            if answer.status not in (200, 400):
                raise Unavailable(f"answered with status {answer.status}", answer.url)
            return record(identifier, pmid, answer)

        return access.fetcher.read(
            f"{access.addresses['pubmed']}/efetch.fcgi", read, parameters=asked, within=True
        )


def record(identifier: Identifier, pmid: str, answer: Answer) -> Record:
    """A record of PubMed from an answer of efetch.

    Args:
        identifier: what was looked up.
        pmid: its PMID.
        answer: the answer.

    Raises:
        Unavailable: the answer is not a list of records of PubMed.
    """
    root = parse_xml(answer, "PubmedArticleSet")
    for article in root.iter("PubmedArticle", "PubmedBookArticle"):
        if article.findtext(".//PMID") == pmid:
            return _record(identifier, article, answer.day)
    return Record(PubMed.term, identifier, answer.day, exists=False)


def _politely(access: Access) -> dict[str, str]:
    return {"tool": "kbtool", **({"email": access.contact} if access.contact else {})}


def _converted(answer: Answer) -> tuple[str | None, date]:
    """The PMID of a PMCID; None, if PMC does not have it.

    An article of PMC may have none; what it is, PubMed cannot say, so nothing is known of it.
    """
    if answer.status not in (200, 400):
        raise Unavailable(f"answered with status {answer.status}", answer.url)
    records = answer.json_object().get("records")
    first = records[0] if isinstance(records, list) and records else None
    if not isinstance(first, dict):
        raise Unavailable("answered with JSON of another form", answer.url)
    if first.get("pmid"):
        return str(first["pmid"]), answer.day
    if first.get("status") == "error" or first.get("errmsg"):
        return None, answer.day
    raise Unavailable("has the article, without a PMID", answer.url)


def _record(identifier: Identifier, article: Any, day: date) -> Record:
    dates = [_date(node) for node in article.iterfind(".//JournalIssue/PubDate")]
    dates += [_date(node) for node in article.iterfind(".//ArticleDate")]
    known = [parts for parts in dates if parts]
    nature, title = marked(_unbracketed(text_of(article.find(".//ArticleTitle")) or ""))
    types = {text_of(node) for node in article.iterfind(".//PublicationType")}
    notices = list(_notices(article, _NOTICES))
    natures = {Nature.RETRACTION} if _RETRACTED in types else set()
    for found in natures | ({nature} if nature else set()):
        if not any(n.nature in (Nature.RETRACTION, found) for n in notices):
            notices.append(Notice(found, None, ""))
    notice_of = list(_notices(article, _NOTICE_OF))
    if not notice_of:
        notice_of = [Notice(_NOTICE_TYPES[t], None, "") for t in types if t in _NOTICE_TYPES]
    abstract = " ".join(
        text for node in article.iterfind(".//Abstract/AbstractText") if (text := text_of(node))
    )
    return Record(
        registry=PubMed.term,
        identifier=identifier,
        day=day,
        title=title or None,
        authors=tuple(_authors(article)),
        years=tuple(sorted({parts[0] for parts in known})),
        issued="-".join(f"{n:02}" for n in known[0]) if known else None,
        container=text_of(article.find(".//Journal/Title")),
        container_short=(text_of(article.find(".//Journal/ISOAbbreviation")) or "").replace(".", "")
        or None,
        volume=text_of(article.find(".//JournalIssue/Volume")),
        pages=text_of(article.find(".//Pagination/MedlinePgn")),
        reference_type=ReferenceType.JOURNAL_ARTICLE,
        identifiers=tuple(_identifiers(article)),
        notices=ordered(notices),
        notice_of=tuple(notice_of),
        text=abstract or None,
    )


def _unbracketed(title: str) -> str:
    """A title without the brackets that stand around translated ones, and without its full stop."""
    whole = re.fullmatch(r"\[(.+)\]\.?", title)
    return (whole[1] if whole and "[" not in whole[1] else title).removesuffix(".")


def _authors(article: Any) -> list[str]:
    names = []
    for author in article.iterfind(".//AuthorList/Author"):
        name = text_of(author.find("LastName")) or text_of(author.find("CollectiveName"))
        if name:
            names.append(name)
    return names


def _identifiers(article: Any) -> list[Identifier]:
    """The article's own identifiers; those of papers that it cites stand in lists of their own."""
    schemes = {"pubmed": "pmid", "doi": "doi", "pmc": "pmcid"}
    found = []
    for node in article.iterfind("./PubmedData/ArticleIdList/ArticleId"):
        scheme, value = schemes.get(node.get("IdType", "")), text_of(node)
        if scheme and value:
            found.append(Identifier(scheme, value))
    return found


def _notices(article: Any, natures: Mapping[str, Nature]) -> list[Notice]:
    found = []
    for node in article.iterfind(".//CommentsCorrections"):
        nature = natures.get(node.get("RefType", ""))
        if nature:
            doi = re.search(
                r"doi:\s*(10\.\S+?)[.;]?(?:\s|$)", text_of(node.find("RefSource")) or ""
            )
            pmid = text_of(node.find("PMID")) or ""
            found.append(Notice(nature, None, doi[1] if doi else "", pmid))
    return found


def _date(node: Any) -> tuple[int, ...] | None:
    """A date of PubMed: Year, Month as a number or a name, Day; or a MedlineDate such as "2019 Nov-Dec"."""
    year = text_of(node.find("Year")) or (text_of(node.find("MedlineDate")) or "")[:4]
    if not re.fullmatch(r"\d{4}", year):
        return None
    parts = [int(year)]
    month = (text_of(node.find("Month")) or "").lower()
    number = _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else 0
    if month.isdigit():
        number = int(month)
    if 1 <= number <= 12:
        parts.append(number)
        day = text_of(node.find("Day")) or ""
        if day.isdigit() and 1 <= int(day) <= 31:
            parts.append(int(day))
    return tuple(parts)
