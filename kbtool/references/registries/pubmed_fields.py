"""Parts of a record of PubMed that articles and books share: titles, authors, identifiers, dates, pages and abstracts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from kbtool.errors import InputError
from kbtool.references.identifiers import Identifier, parse_identifier
from kbtool.references.markup import text_of
from kbtool.references.record import APART
from kbtool.references.registries.authors import Author, Authors, listed
from kbtool.references.registries.dates import Dated, in_parts, in_words

_SCHEMES = {"pubmed": "pmid", "doi": "doi", "pmc": "pmcid", "pmcid": "pmcid"}
_NO_TITLE = re.compile(
    r"\[?(?:not available|in process citation|no title available)\]?\.?", re.IGNORECASE
)
_REMARK = re.compile(r"\s*\(author['’]s transl\)$", re.IGNORECASE)
_NUMBER = re.compile(r"[A-Za-z]{0,2}\d{1,9}")


def title_of(node: Any) -> str | None:
    """A title without the brackets around translated ones, and without its full stop; None, if there is none."""
    said = text_of(node)
    if said is None or _NO_TITLE.fullmatch(said):
        return None
    whole = re.fullmatch(r"\[(.+)\]\.?", said)
    if whole and _is_balanced(whole[1]):
        said = whole[1]
    return said.removesuffix(".").strip() or None


def other_titles(title: str | None, vernacular: str | None) -> tuple[str, ...]:
    """The title in its own language, and without the remark that PubMed puts behind some."""
    plain = _REMARK.sub("", title).removesuffix(".") if title else None
    return tuple(t for t in dict.fromkeys([vernacular, plain]) if t and t != title)


def authors_of(lists: Iterable[Any]) -> Authors:
    """The authors in some lists, without names that are marked as wrong."""
    people = (person for each in lists for person in each.iterfind("./Author"))
    return listed(_author(person) for person in people if person.get("ValidYN") != "N")


def identifiers_of(entry: Any, work: Any) -> tuple[tuple[Identifier, ...], tuple[str, ...]]:
    """The work's own identifiers, and in words those that cannot be read.

    Those of papers that it cites stand in lists of their own.
    """
    said = [
        (node.get("IdType", ""), text_of(node))
        for path in ("./PubmedData", "./PubmedBookData", "./BookDocument")
        for node in entry.iterfind(f"{path}/ArticleIdList/ArticleId")
    ]
    located = (node for node in work.iterfind("./ELocationID") if node.get("ValidYN") != "N")
    said += [(node.get("EIdType", ""), text_of(node)) for node in located]
    found: dict[tuple[str, str], Identifier] = {}
    unread = []
    for kind, value in said:
        if kind not in _SCHEMES or value is None:
            continue
        identifier = _identifier(kind, value)
        if identifier is None:
            unread.append(f"the {kind} “{value}”")
        else:
            found.setdefault((identifier.scheme, identifier.key), identifier)
    return tuple(found.values()), tuple(unread)


def date_of(node: Any) -> Dated:
    """A date of PubMed: Year, Month as a number or a name, Day; or a MedlineDate such as "Fall-Winter 1975"."""
    words = text_of(node.find("MedlineDate"))
    if words:
        return in_words(words)
    return in_parts(*(text_of(node.find(part)) for part in ("Year", "Month", "Day")))


def pages_of(work: Any) -> str | None:
    """Pages as PubMed has them, "123-8"; the number of an article that has none."""
    pages = text_of(work.find("./Pagination/MedlinePgn"))
    first, last = (text_of(work.find(f"./Pagination/{name}")) for name in ("StartPage", "EndPage"))
    if pages or first:
        return pages or (f"{first}-{last}" if last and last != first else first)
    located = [text_of(node) for node in work.iterfind("./ELocationID[@EIdType='pii']")]
    return next((number for number in located if number and _NUMBER.fullmatch(number)), None)


def abstract_of(abstracts: Iterable[Any]) -> str | None:
    """Abstracts as people see and copy them: with the headings as recorded, as PubMed's page writes them, and without."""
    sections = [
        (node.get("Label") or "", text)
        for abstract in abstracts
        for node in abstract.iterfind("./AbstractText")
        if (text := text_of(node))
    ]
    forms = [
        " ".join(f"{label}: {text}" if label else text for label, text in sections),
        " ".join(f"{label.capitalize()}: {text}" if label else text for label, text in sections),
        " ".join(text for _, text in sections),
    ]
    return APART.join(dict.fromkeys(form for form in forms if form)) or None


def _author(person: Any) -> Author:
    family, group, given = (text_of(person.find(n)) for n in ("LastName", "CollectiveName", "ForeName"))  # fmt: skip
    return Author(family or group or given, given if family else None, bool(group and not family))


def _identifier(kind: str, value: str) -> Identifier | None:
    pmc = re.search(r"PMC\d+", value, re.IGNORECASE) if _SCHEMES[kind] == "pmcid" else None
    with suppress(InputError):
        identifier = parse_identifier(pmc[0] if pmc else value)
        return identifier if identifier.scheme == _SCHEMES[kind] else None
    return None


def _is_balanced(text: str) -> bool:
    """Whether each bracket that closes has one that opens before it."""
    depth = 0
    for character in text:
        depth += {"[": 1, "]": -1}.get(character, 0)
        if depth < 0:
            return False
    return depth == 0
