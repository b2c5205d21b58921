"""The page at a reference's own address: whether it is there, what it says of itself, and its text."""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import urlsplit

from kbtool.errors import InputError
from kbtool.io.web import Answer, Unavailable
from kbtool.references.identifiers import Identifier
from kbtool.references.record import Record, ReferenceType, TextIs
from kbtool.references.registries.registry import Access, Registry
from kbtool.text.extraction import extract

_GONE = (404, 410)
_PARTS = re.compile(r"\s+[|•·»–—-]\s+|\s*::\s*")


class OwnPage(Registry):
    """The page at the address."""

    key = "page"
    term = "OwnPage"
    addresses: ClassVar = {}
    schemes = ("page",)

    def rate(self, keyed: bool) -> float:
        """One a second, as from a patient reader."""
        return 1

    def look_up(self, identifier: Identifier, access: Access) -> Record:
        """The page, unless it sends its readers to the front door."""

        def read(answer: Answer) -> Record:
            if answer.status in _GONE:
                return Record(self.term, identifier, answer.day, exists=False, about=True)
            if answer.status != 200:
                raise Unavailable(f"answered with status {answer.status}", answer.url)
            if _is_front(answer.url) and not _is_front(identifier.value):
                raise Unavailable("sends its readers to the front page", answer.url)
            found = record(identifier, answer)
            if re.search(r"\bnot found\b|\b404\b", found.title or "", re.IGNORECASE):
                raise Unavailable(f"says “{found.title}”", answer.url)
            return found

        return access.fetcher.read(
            identifier.value,
            read,
            accept="text/html, application/pdf, */*;q=0.5",
            named=access.named,
        )


def record(identifier: Identifier, answer: Answer) -> Record:
    """A page, or a document at an address, as a record.

    Raises:
        Unavailable: it is in no format that is read, or has no text.
    """
    try:
        _, article = extract(
            answer.body,
            shown=answer.url,
            name=urlsplit(answer.url).path.rpartition("/")[2],
            content_type=answer.content_type,
        )
    except InputError as error:
        raise Unavailable(error.message, answer.url) from error
    title = article.title
    return Record(
        registry=OwnPage.term,
        identifier=identifier,
        day=answer.day,
        about=True,
        title=title,
        also_titled=tuple(part for part in _PARTS.split(title) if part != title) if title else (),
        authors=(article.creator,) if article.creator else (),
        years=(article.issued.year,) if article.issued else (),
        issued=article.issued.isoformat() if article.issued else None,
        publisher=article.publisher,
        reference_type=ReferenceType.WEB_PAGE,
        identifiers=(identifier,),
        text=article.text,
        text_is=TextIs.PAGE,
    )


def _is_front(url: str) -> bool:
    return urlsplit(url).path in ("", "/")
