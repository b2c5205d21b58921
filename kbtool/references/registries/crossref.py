"""Crossref: DOIs of papers, with notices in both directions (REST API, https://api.crossref.org).

A DOI that Crossref does not have may be that of another agency; doi.org says which
(https://www.doi.org/the-identifier/resources/factsheets/doi-resolution-documentation).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar
from urllib.parse import quote

from kbtool.io.web import Answer, Unavailable
from kbtool.references.identifiers import Identifier
from kbtool.references.record import Record
from kbtool.references.registries.crossref_works import TERM, items, record, says_something
from kbtool.references.registries.registry import Access, Registry


class Crossref(Registry):
    """Crossref, and doi.org for what it does not have."""

    key = "crossref"
    term = TERM
    addresses: ClassVar = {"crossref": "https://api.crossref.org", "doi": "https://doi.org"}
    schemes = ("doi",)
    checks_retraction = True

    def rate(self, keyed: bool) -> float:
        """Five a second for whoever is not known (the header x-rate-limit-limit, seen in June 2026)."""
        return 5

    def look_up(self, identifier: Identifier, access: Access) -> Record:
        """The work, and the works that say of themselves that they update it."""
        base = access.addresses[self.key]
        doi = quote(identifier.key, safe="/")
        work = access.fetcher.read(
            f"{base}/works/{doi}",
            _work,
            parameters=access.politely(self.key, "mailto"),
            accept="application/json",
            within=True,
        )
        if work is None:
            return _of_another_agency(identifier, access)
        message, day = work
        named = str(message["DOI"]).casefold()
        if named != identifier.key and not _is_alias(identifier, message):
            raise Unavailable(f"answered with another DOI, {message['DOI']}", f"{base}/works/{doi}")
        updates, why = self._updates(named, access)
        return record(identifier, message, day, updates, why)

    def _updates(self, doi: str, access: Access) -> tuple[list[Mapping[str, Any]], str | None]:
        """Works that say of themselves that they update a DOI; or why that cannot be known."""
        if "," in doi:  # a comma ends a filter, and cannot be escaped
            return [], "cannot be asked for notices on a DOI with a comma"
        try:
            found = access.fetcher.read(
                f"{access.addresses[self.key]}/works",
                _updates,
                parameters={"filter": f"updates:{doi}", "rows": "100", **access.politely(self.key, "mailto")},
                accept="application/json",
                within=True,
            )  # fmt: skip
        except Unavailable as error:
            return [], error.message
        return found, None


def _is_alias(identifier: Identifier, message: Mapping[str, Any]) -> bool:
    """Whether Crossref says that an identifier is another DOI of the work: two were merged."""
    aliases = message.get("aliases")
    listed = aliases if isinstance(aliases, list) else []
    return identifier.key in {
        str(each).casefold().removeprefix("https://doi.org/") for each in listed
    }


def _work(answer: Answer) -> tuple[Mapping[str, Any], date] | None:
    if answer.status == 404 and not answer.is_html:
        return None
    message = _message(answer)
    if not message.get("DOI") or not says_something(message):
        raise Unavailable("answered with a work that says nothing", answer.url)
    return message, answer.day


def _updates(answer: Answer) -> list[Mapping[str, Any]]:
    message = _message(answer)
    found = items(message.get("items"))
    if message.get("total-results") != len(found):
        raise Unavailable("answered with a part of the notices only", answer.url)
    return found


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
