"""A work of Crossref's REST API as a record; source: https://api.crossref.org/swagger-ui/ (schema Work).

Publishers deposit what they have, so any field may be missing, empty or of another form. What is said of retractions must
have its form; of all else, what cannot be read is named in the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kbtool.io.web import Unavailable
from kbtool.references.identifiers import Identifier
from kbtool.references.markup import Headings, plain
from kbtool.references.record import APART, Record, ReferenceType
from kbtool.references.registries.authors import Author, Authors, listed
from kbtool.references.registries.dates import Dated, Published, in_iso, in_parts, published
from kbtool.references.retractions import Nature, Notice, correction_mark, marked, ordered

TERM = "Crossref"
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

_CHAPTERS = frozenset({"book-chapter", "book-section", "book-part", "reference-entry"})
_BOOKS = frozenset({"book", "monograph", "edited-book", "reference-book"})
_TYPES = {
    "journal-article": ReferenceType.JOURNAL_ARTICLE,
    "proceedings-article": ReferenceType.JOURNAL_ARTICLE,
    "posted-content": ReferenceType.PREPRINT,
    "dataset": ReferenceType.DATASET,
    **dict.fromkeys(_CHAPTERS | _BOOKS, ReferenceType.BOOK),
}
_NO_PREPRINTS = frozenset({"dissertation", "letter", "report"})
"""Subtypes of posted content that are something else; https://www.crossref.org/documentation/schema-library/markup-guide-record-types/posted-content-includes-preprints/"""

_PUBLISHED = ("issued", "published-print", "published-online", "published", "published-other", "posted")  # fmt: skip
_FIELDS = ("title", "author", "type", "issued", "container-title", "updated-by", "update-to")
_NONE = re.compile(r"(?:n/?a|none|null|unknown|-)(?:\s*[-–]\s*(?:n/?a|none|null|unknown|-))?", re.IGNORECASE)  # fmt: skip


def record(
    identifier: Identifier,
    message: Mapping[str, Any],
    day: date,
    updates: Iterable[Mapping[str, Any]] = (),
    notices_unknown: str | None = None,
) -> Record:
    """A work of the REST API as a record.

    Args:
        identifier: what was looked up.
        message: the work.
        day: the day on which Crossref said it.
        updates: works that say of themselves that they update it.
        notices_unknown: why such works could not be asked for.

    Raises:
        Unavailable: what it says of retractions is of no form that is known.
    """
    kind = str(message.get("type"))
    titles = _texts(message.get("title"))
    nature, title = marked(titles[0]) if titles else (None, None)
    notices = list(_notices_on(identifier, message, updates))
    if nature and not any(n.nature in (Nature.RETRACTION, nature) for n in notices):
        notices.append(Notice(nature, None, ""))
    dates = published(_dates(message))
    authors = _authors(message, kind)
    containers = _texts(message.get("container-title"))
    if kind in _CHAPTERS:
        containers.reverse()  # a series comes before the book that is in it
    if kind == "posted-content" and not containers:
        institution = message.get("institution")
        institutions = institution if isinstance(institution, list) else [institution]
        servers = [_texts(each.get("name")) for each in institutions if isinstance(each, dict)]
        containers = [name for names in servers for name in names]
    short = _texts(message.get("short-container-title"))
    notice_of = [n for n in map(_notice, items(message.get("update-to"))) if n.nature != Nature.NEW_VERSION]  # fmt: skip
    if not notice_of and title and correction_mark(title):
        notice_of = [Notice(Nature.CORRECTION, None, "")]
    return Record(
        registry=TERM,
        identifier=identifier,
        day=day,
        title=title,
        also_titled=tuple(_other_titles(title, titles[1:], message)),
        authors=authors.names,
        also_first=authors.also_first,
        years=dates.years,
        issued=dates.issued,
        container=containers[0] if containers else None,
        container_short=short[0] if short and kind not in _CHAPTERS else None,
        also_in=(*containers[1:], *(short if kind in _CHAPTERS else short[1:])),
        volume=_text(message.get("volume")),
        pages=_text(message.get("page")) or _text(message.get("article-number")),
        publisher=_text(message.get("publisher")),
        reference_type=_type(kind, message),
        identifiers=(Identifier("doi", str(message["DOI"])),) if message.get("DOI") else (),
        notices=ordered(notices),
        notice_of=tuple(notice_of),
        text=_abstract(message.get("abstract")),
        unread=(*([] if title else ["no title"]), *_undated(dates, message), *authors.unread),
        notices_unknown=notices_unknown,
    )  # fmt: skip


def items(said: object) -> list[Mapping[str, Any]]:
    """A list of objects; none, if there is no such field.

    Raises:
        Unavailable: it is something else, so that what it says would be lost.
    """
    if said is None:
        return []
    if not isinstance(said, list) or not all(isinstance(item, dict) for item in said):
        raise Unavailable("answered in another form", "https://api.crossref.org")
    return said


def says_something(message: Mapping[str, Any]) -> bool:
    """Whether a work is more than a DOI."""
    return any(message.get(name) for name in _FIELDS)


def _notices_on(
    identifier: Identifier, message: Mapping[str, Any], updates: Iterable[Mapping[str, Any]]
) -> Iterable[Notice]:
    own = {identifier.key, str(message.get("DOI") or "").casefold()}
    yield from map(_notice, items(message.get("updated-by")))
    for other in updates:
        for update in items(other.get("update-to")):
            if str(update.get("DOI", "")).casefold() in own:
                yield _notice({**update, "DOI": other.get("DOI")})


def _notice(update: Mapping[str, Any]) -> Notice:
    kind = str(update.get("type", "")).lower()
    label = str(update.get("label") or kind.replace("_", " ").capitalize() or "Update")
    dated = next(iter(_date(update.get("updated"))), Dated())
    day = date.fromisoformat(dated.issued) if dated.issued and len(dated.issued) == 10 else None
    return Notice(_nature(kind, label), day, str(update.get("DOI") or ""))


def _nature(kind: str, label: str) -> str:
    """The nature of a notice; a kind that is not known is taken for the gravest that its name has in it."""
    if kind in _NATURES:
        return _NATURES[kind]
    said = f"{kind} {label}".casefold()
    if any(word in said for word in ("retract", "withdraw", "remov")):
        return Nature.RETRACTION
    return Nature.CONCERN if "concern" in said else label


def _dates(message: Mapping[str, Any]) -> list[Dated]:
    dates = [dated for name in _PUBLISHED for dated in _date(message.get(name))]
    issue = message.get("journal-issue")
    if isinstance(issue, dict):
        dates += [d for name in _PUBLISHED[1:3] for d in _date(issue.get(name))]
    return dates


def _date(said: object) -> list[Dated]:
    """The dates of a field: {"date-parts": [[2019, 11]]}, with a second list for the end of a period."""
    if said is None:
        return []
    if isinstance(said, str):
        return [in_iso(said)]
    if not isinstance(said, dict):
        return [Dated(unread=str(said))]
    parts = said.get("date-parts")
    lists = parts if isinstance(parts, list) else []
    if lists and not any(isinstance(each, list) for each in lists):
        lists = [lists]
    found = [in_parts(*each[:3]) for each in lists if isinstance(each, list) and each]
    if any(dated.years or dated.unread for dated in found):
        return found
    if isinstance(said.get("date-time"), str):
        return [in_iso(said["date-time"])]
    return [Dated(unread=str(parts))] if lists and not found else []


def _undated(dates: Published, message: Mapping[str, Any]) -> tuple[str, ...]:
    """What is to be said of the date: what cannot be read of it, or that there is none."""
    if dates.years or dates.unread:
        return dates.unread
    created = next((dated.issued for dated in _date(message.get("created")) if dated.issued), None)
    registered = f" (the DOI was registered on {created})" if created else ""
    return (f"no date of publication{registered}",)


def _type(kind: str, message: Mapping[str, Any]) -> ReferenceType | None:
    if kind == "posted-content" and message.get("subtype") in _NO_PREPRINTS:
        return None
    return _TYPES.get(kind)


def _authors(message: Mapping[str, Any], kind: str) -> Authors:
    """The authors, those first that Crossref says are first; of a book without authors, its editors."""
    said = message.get("author")
    if not said and kind in _BOOKS:
        said = message.get("editor")
    if said is None:
        return Authors()
    if not isinstance(said, list) or not all(isinstance(each, dict) for each in said):
        return Authors(unread=("the authors",))
    return listed(map(_author, sorted(said, key=lambda each: each.get("sequence") != "first")))


def _author(said: Mapping[str, Any]) -> Author:
    family, given = _text(said.get("family")), _text(said.get("given"))
    group = _text(said.get("name")) or _text(said.get("literal"))
    return Author(family or group or given, given if family else None, bool(group and not family))


def _other_titles(
    title: str | None, further: list[str], message: Mapping[str, Any]
) -> Iterable[str]:
    """A title with its subtitles, in other languages, and in short."""
    subtitles = _texts(message.get("subtitle"))
    other = [*further, *_texts(message.get("original-title")), *_texts(message.get("short-title"))]
    if title and subtitles:
        other = [f"{title}: {subtitles[0]}", f"{title}: {': '.join(subtitles)}", *other]
    return dict.fromkeys(each for each in other if each != title)


def _text(said: object) -> str | None:
    return next(iter(_texts(said)), None)


def _texts(said: object) -> list[str]:
    """The texts of a field, without markup; publishers write "n/a" where they have nothing to say."""
    listed = said if isinstance(said, list) else [said]
    texts = [plain(str(each)) for each in listed if isinstance(each, str | int) and not isinstance(each, bool)]  # fmt: skip
    return [text for text in texts if text and not _NONE.fullmatch(text)]


def _abstract(said: object) -> str | None:
    """An abstract in JATS, as pages show it: with its headings, with colons behind them, and without."""
    if not isinstance(said, str):
        return None
    forms = [plain(said, each) for each in (Headings(), Headings(behind=":"), Headings(kept=False))]
    return APART.join(dict.fromkeys(form for form in forms if form)) or None
