"""A record of PubMed: an article, or a book or chapter of NCBI's Bookshelf, which have forms of their own.

Source: the DTD of PubMed's records (https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/index.html). Every path names the
place that belongs to the work itself: the record has the authors, dates and identifiers of other works, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kbtool.references.identifiers import Identifier
from kbtool.references.markup import text_of
from kbtool.references.record import Record, ReferenceType
from kbtool.references.registries.dates import Published, published
from kbtool.references.registries.pubmed_fields import (
    abstract_of,
    authors_of,
    date_of,
    identifiers_of,
    other_titles,
    pages_of,
    title_of,
)
from kbtool.references.retractions import Nature, Notice, marked, ordered

TERM = "PubMed"
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
_KINDS = {
    "Preprint": ReferenceType.PREPRINT,
    "News": ReferenceType.NEWS_ITEM,
    "Newspaper Article": ReferenceType.NEWS_ITEM,
    "Dataset": ReferenceType.DATASET,
}
"""Types of publication that are no articles of a journal."""


def read_record(identifier: Identifier, entry: Any, day: date) -> Record:
    """An entry of PubMed as a record.

    Args:
        identifier: what was looked up.
        entry: a PubmedArticle or PubmedBookArticle.
        day: the day on which PubMed said it.
    """
    if entry.tag == "PubmedBookArticle":
        return _book(identifier, entry, entry.find("./BookDocument"), day)
    citation = entry.find("./MedlineCitation")
    article = citation.find("./Article")
    if article is None:
        return Record(TERM, identifier, day, unread=("the article itself",))
    return _article(identifier, entry, citation, article, day)


def _article(identifier: Identifier, entry: Any, citation: Any, article: Any, day: date) -> Record:
    nature, plain = marked(title_of(article.find("./ArticleTitle")) or "")
    vernacular = title_of(article.find("./VernacularTitle"))
    title = plain or vernacular
    types = [t for n in article.iterfind("./PublicationTypeList/PublicationType") if (t := text_of(n))]  # fmt: skip
    natures = {Nature.RETRACTION} if _RETRACTED in types else set()
    notices = list(_notices(citation, _NOTICES))
    for found in natures | ({nature} if nature else set()):
        if not any(n.nature in (Nature.RETRACTION, found) for n in notices):
            notices.append(Notice(found, None, ""))
    notice_of = _notices(citation, _NOTICE_OF)
    if not notice_of:
        notice_of = [Notice(_NOTICE_TYPES[t], None, "") for t in types if t in _NOTICE_TYPES]
    authors = authors_of(each for each in article.iterfind("./AuthorList") if each.get("Type") != "editors")  # fmt: skip
    printed, online = "./Journal/JournalIssue/PubDate", "./ArticleDate"
    dates = published(
        date_of(node) for path in (printed, online) for node in article.iterfind(path)
    )
    identifiers, strange = identifiers_of(entry, article)
    short = (text_of(article.find("./Journal/ISOAbbreviation")) or "").replace(".", "")
    abbreviated = text_of(citation.find("./MedlineJournalInfo/MedlineTA"))
    usual = ReferenceType.JOURNAL_ARTICLE if article.find("./Journal") is not None else None
    return Record(
        registry=TERM,
        identifier=identifier,
        day=day,
        title=title,
        also_titled=other_titles(title, vernacular),
        authors=authors.names,
        also_first=authors.also_first,
        years=dates.years,
        issued=dates.issued,
        container=text_of(article.find("./Journal/Title")),
        container_short=short or None,
        also_in=(abbreviated,) if abbreviated and abbreviated != short else (),
        volume=text_of(article.find("./Journal/JournalIssue/Volume")),
        pages=pages_of(article),
        reference_type=next((kind for name, kind in _KINDS.items() if name in types), usual),
        identifiers=identifiers,
        notices=ordered(notices),
        notice_of=tuple(notice_of),
        text=abstract_of([*article.iterfind("./Abstract"), *citation.iterfind("./OtherAbstract")]),
        unread=_unread(title, dates, authors.unread, strange),
    )


def _book(identifier: Identifier, entry: Any, document: Any, day: date) -> Record:
    """A chapter, whose authors and date stand behind those of its book; or a whole book."""
    of_book = title_of(document.find("./Book/BookTitle"))
    nature, plain = marked(title_of(document.find("./ArticleTitle")) or "")
    is_whole = not plain or plain == of_book
    title = plain or of_book
    lists = [each for each in document.iterfind("./AuthorList") if each.get("Type") != "editors"]
    if is_whole and not lists:
        of_whole = document.iterfind("./Book/AuthorList")
        lists = sorted(of_whole, key=lambda each: each.get("Type") == "editors")[:1]
    authors = authors_of(lists)
    own = [n for path in ("./ContributionDate", "./DateRevised") for n in document.iterfind(path)]
    whole = document.findall("./Book/PubDate")
    dates = published(map(date_of, whole if whole and (is_whole or not own) else own))
    identifiers, strange = identifiers_of(entry, document)
    series = title_of(document.find("./Book/CollectionTitle"))
    return Record(
        registry=TERM,
        identifier=identifier,
        day=day,
        title=title,
        also_titled=other_titles(title, title_of(document.find("./VernacularTitle"))),
        authors=authors.names,
        also_first=authors.also_first,
        years=dates.years,
        issued=dates.issued,
        container=series if is_whole else of_book,
        also_in=(series,) if series and not is_whole else (),
        pages=pages_of(document),
        publisher=text_of(document.find("./Book/Publisher/PublisherName")),
        reference_type=ReferenceType.BOOK,
        identifiers=identifiers,
        notices=(Notice(nature, None, ""),) if nature else (),
        text=abstract_of(document.iterfind("./Abstract")),
        unread=_unread(title, dates, authors.unread, strange),
    )


def _unread(title: str | None, dates: Published, *more: Iterable[str]) -> tuple[str, ...]:
    """What is missing or cannot be read, in words."""
    missing = [] if title else ["no title"]
    undated = [] if dates.years or dates.unread else ["no date of publication"]
    return (*missing, *dates.unread, *undated, *(each for some in more for each in some))


def _notices(citation: Any, natures: Mapping[str, Nature]) -> list[Notice]:
    found = []
    for node in citation.iterfind("./CommentsCorrectionsList/CommentsCorrections"):
        nature = natures.get(node.get("RefType", ""))
        if nature:
            doi = re.search(
                r"doi:\s*(10\.\S+?)[.;]?(?:\s|$)", text_of(node.find("RefSource")) or ""
            )
            pmid = text_of(node.find("PMID")) or ""
            found.append(Notice(nature, None, doi[1] if doi else "", pmid))
    return found
