"""Crossref: DOIs of papers, with notices in both directions (REST API, https://api.crossref.org).

A DOI that Crossref does not have may be that of another agency; doi.org says which
(https://www.doi.org/the-identifier/resources/factsheets/doi-resolution-documentation).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar
from urllib.parse import quote

from kbtool.io.web import Answer, Unavailable
from kbtool.references.identifiers import Identifier
from kbtool.references.record import Record, ReferenceType
from kbtool.references.registries.registry import Access, Registry
from kbtool.references.retractions import Nature, Notice, marked, ordered

_NATURES = {
    "retraction": Nature.RETRACTION,
    "withdrawal": Nature.RETRACTION,
    "removal": Nature.RETRACTION,
    "partial_retraction": Nature.PARTIAL_RETRACTION,
    "expression_of_concern": Nature.CONCERN,
    "correction": Nature.CORRECTION,
    "corrigendum": Nature.CORRECTION,
    "erratum": Nature.CORRECTION,
    "addendum": Nature.CORRECTION,
    "clarification": Nature.CORRECTION,
    "new_version": Nature.NEW_VERSION,
    "new_edition": Nature.NEW_VERSION,
    "reinstatement": Nature.REINSTATEMENT,
}
"""Crossref's types of updates; https://www.crossref.org/documentation/crossmark/version-control-corrections-and-retractions/"""

_TYPES = {
    "journal-article": ReferenceType.JOURNAL_ARTICLE,
    "proceedings-article": ReferenceType.JOURNAL_ARTICLE,
}
_PUBLISHED = ("issued", "published-print", "published-online", "published")


class Crossref(Registry):
    """Crossref, and doi.org for what it does not have."""

    key = "crossref"
    term = "Crossref"
    addresses: ClassVar = {"crossref": "https://api.crossref.org", "doi": "https://doi.org"}
    schemes = ("doi",)
    checks_retraction = True

    def rate(self, keyed: bool) -> float:
        """Five a second for whoever is not known (the header x-rate-limit-limit, seen in June 2026)."""
        return 5

    def look_up(self, identifier: Identifier, access: Access) -> Record:
        """The work, and the works that say of themselves that they update it."""
        base = access.addresses[self.key]
        politely = {"mailto": access.contact} if access.contact else {}
        doi = quote(identifier.key, safe="/")
        work = access.fetcher.read(
            f"{base}/works/{doi}",
            _work,
            parameters=politely,
            accept="application/json",
            within=True,
        )
        if work is None:
            return _of_another_agency(identifier, access)
        updates = access.fetcher.read(
            f"{base}/works",
            _updates,
            parameters={"filter": f"updates:{identifier.key}", "rows": "100", **politely},
            accept="application/json",
            within=True,
        )
        message, day = work
        if str(message["DOI"]).casefold() != identifier.key:
            raise Unavailable(f"answered with another DOI, {message['DOI']}", f"{base}/works/{doi}")
        return record(identifier, message, day, updates)


def record(
    identifier: Identifier,
    message: Mapping[str, Any],
    day: date,
    updates: Iterable[Mapping[str, Any]] = (),
) -> Record:
    """A work of the REST API as a record.

    Args:
        identifier: what was looked up.
        message: the work.
        day: the day on which Crossref said it.
        updates: works that say of themselves that they update it.
    """
    title = _text(message.get("title"))
    subtitle = _text(message.get("subtitle"))
    notices = [_notice(update) for update in _items(message.get("updated-by"))]
    for other in updates:
        notices += [
            _notice({**update, "DOI": other.get("DOI")})
            for update in _items(other.get("update-to"))
            if str(update.get("DOI", "")).casefold() == identifier.key
        ]
    nature, plain = marked(title) if title else (None, None)
    if nature and not any(n.nature in (Nature.RETRACTION, nature) for n in notices):
        notices.append(Notice(nature, None, ""))
    dates = [_date_parts(message.get(name)) for name in _PUBLISHED]
    return Record(
        registry=Crossref.term,
        identifier=identifier,
        day=day,
        title=plain,
        also_titled=(f"{plain}: {subtitle}",) if plain and subtitle else (),
        authors=tuple(_author(a) for a in _items(message.get("author")) if _author(a)),
        years=tuple(sorted({parts[0] for parts in dates if parts})),
        issued=next(("-".join(f"{n:02}" for n in parts) for parts in dates if parts), None),
        container=_text(message.get("container-title")),
        container_short=_text(message.get("short-container-title")),
        volume=_text(message.get("volume")),
        pages=_text(message.get("page")) or _text(message.get("article-number")),
        publisher=_text(message.get("publisher")),
        reference_type=_TYPES.get(str(message.get("type"))),
        identifiers=(Identifier("doi", str(message["DOI"])),) if message.get("DOI") else (),
        notices=ordered(notices),
        notice_of=tuple(
            notice
            for notice in map(_notice, _items(message.get("update-to")))
            if notice.nature != Nature.NEW_VERSION
        ),
        text=_abstract(message.get("abstract")),
    )


def _work(answer: Answer) -> tuple[Mapping[str, Any], date] | None:
    if answer.status == 404 and not answer.is_html:
        return None
    message = _message(answer)
    if not message.get("DOI") or not _text(message.get("title")):
        raise Unavailable("answered with a work without a DOI or a title", answer.url)
    return message, answer.day


def _updates(answer: Answer) -> list[Mapping[str, Any]]:
    message = _message(answer)
    items = _items(message.get("items"))
    if message.get("total-results") != len(items):
        raise Unavailable("answered with a part of the notices only", answer.url)
    return items


def _message(answer: Answer) -> Mapping[str, Any]:
    if answer.status != 200:
        raise Unavailable(f"answered with status {answer.status}", answer.url)
    content = answer.json_object()
    message = content.get("message")
    if not isinstance(message, dict) or content.get("status", "ok") != "ok":
        raise Unavailable("answered with JSON of another form", answer.url)
    return message


def _of_another_agency(identifier: Identifier, access: Access) -> Record:
    """What doi.org says of a DOI that Crossref does not have: only what nobody has does not exist."""

    def agency(answer: Answer) -> tuple[str | None, date]:
        content = answer.json()
        first = content[0] if isinstance(content, list) and content else None
        if not isinstance(first, dict) or not ("RA" in first or "status" in first):
            raise Unavailable("answered with JSON of another form", answer.url)
        if "RA" not in first and "exist" not in str(first["status"]).lower():
            raise Unavailable(f"answered “{first['status']}”", answer.url)
        return first.get("RA"), answer.day

    address = f"{access.addresses['doi']}/ra/{quote(identifier.key, safe='/')}"
    name, day = access.fetcher.read(address, agency, accept="application/json", within=True)
    if name is None:
        return Record(Crossref.term, identifier, day, exists=False)
    if name == Crossref.term:
        raise Unavailable("says that Crossref has the DOI, which Crossref denies", address)
    raise Unavailable(f"says that {name} has the DOI, which is not asked", address)


def _notice(update: Mapping[str, Any]) -> Notice:
    kind = str(update.get("type", "")).lower()
    label = str(update.get("label") or kind.replace("_", " ").capitalize() or "Update")
    parts = _date_parts(update.get("updated"))
    day = date(*parts) if parts and len(parts) == 3 else None
    return Notice(_nature(kind, label), day, str(update.get("DOI") or ""))


def _nature(kind: str, label: str) -> str:
    """The nature of a notice; a kind that is not known is taken for the gravest that its name has in it."""
    if kind in _NATURES:
        return _NATURES[kind]
    said = f"{kind} {label}".casefold()
    if any(word in said for word in ("retract", "withdraw", "remov")):
        return Nature.RETRACTION
    return Nature.CONCERN if "concern" in said else label


def _date_parts(said: object) -> tuple[int, int, int] | tuple[int, ...] | None:
    """A date as Crossref has it: {"date-parts": [[2019, 11]]}."""
    if not isinstance(said, dict):
        return None
    parts = said.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(first, list) or not first or not all(isinstance(n, int) for n in first):
        return None
    try:
        date(*(*first, 1, 1)[:3])
    except (ValueError, OverflowError):
        return None
    return tuple(first[:3])


def _author(author: Mapping[str, Any]) -> str:
    return _text(author.get("family")) or _text(author.get("name")) or ""


def _items(said: object) -> list[Mapping[str, Any]]:
    """A list of objects; none, if there is no such field.

    Raises:
        Unavailable: it is something else, so that what it says would be lost.
    """
    if said is None:
        return []
    if not isinstance(said, list) or not all(isinstance(item, dict) for item in said):
        raise Unavailable("answered in another form", Crossref.addresses["crossref"])
    return said


def _text(said: object) -> str | None:
    """A text, or the first of several, without the markup that publishers put in."""
    first = said[0] if isinstance(said, list) and said else said
    if not isinstance(first, str):
        return None
    plain = html.unescape(re.sub(r"</?[A-Za-z][^<>]*>", "", html.unescape(first)))
    return " ".join(plain.split()) or None


def _abstract(said: object) -> str | None:
    """An abstract in JATS: its elements stand for line ends."""
    if not isinstance(said, str):
        return None
    return _text(re.sub(r"</(?:jats:)?(?:p|title|sec)>", " ", said))
