"""eCFR: sections of the Code of Federal Regulations, with their text.

Source: the versioner service (https://www.ecfr.gov/developers/documentation/api/v1).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar

from kbtool.identifiers import Identifier
from kbtool.record import WHOLE, Record
from kbtool.registries.registry import Access, Registry
from kbtool.registries.xml import parse_xml, text_of
from kbtool.web import Answer, Unavailable

_CITATION = re.compile(r"(\d+) CFR (?:part )?(\d+)(\.\d+[a-z]*)?((?:\(\w+\))*)")
_TEXT = ("P", "HEAD", "FP", "EXTRACT", "HD1", "HD2", "HD3", "TD")


class Ecfr(Registry):
    """The electronic Code of Federal Regulations."""

    key = "ecfr"
    term = "ECFR"
    addresses: ClassVar = {"ecfr": "https://www.ecfr.gov/api/versioner/v1"}
    schemes = ("cfr",)

    def rate(self, keyed: bool) -> float:
        """No limit is published."""
        return 1

    def look_up(self, identifier: Identifier, access: Access) -> Record:
        """The section or part, as it is in force on the last day that is on record."""
        cited = _CITATION.fullmatch(identifier.value)
        if cited is None:
            raise Unavailable(f"cannot be asked for {identifier.value}", access.addresses[self.key])
        title, part, section, paragraphs = cited.groups()
        base = access.addresses[self.key]

        def titles(answer: Answer) -> str | None:
            return _last_day(answer, int(title))

        last = access.fetcher.read(
            f"{base}/titles.json", titles, accept="application/json", within=True
        )
        if last is None:
            return Record(self.term, identifier, date.today(), exists=False)
        asked = {"part": part} | ({"section": part + section} if section else {})

        def read(answer: Answer) -> Record:
            if answer.status == 404 and not answer.is_html:
                return Record(self.term, identifier, answer.day, exists=False)
            if answer.status != 200:
                raise Unavailable(f"answered with status {answer.status}", answer.url)
            root = parse_xml(answer, "ECFR", *(f"DIV{n}" for n in range(1, 10)))
            return record(identifier, root, part + (section or ""), paragraphs, answer.day)

        return access.fetcher.read(
            f"{base}/full/{last}/title-{title}.xml", read, parameters=asked, within=True
        )


def record(identifier: Identifier, root: Any, number: str, paragraphs: str, day: date) -> Record:
    """A section or part as a record.

    Args:
        identifier: what was looked up.
        root: the XML of the service.
        number: the number of the section or part: 1308.13.
        paragraphs: the paragraphs that are cited: (c)(7).
        day: the day on which the service said it.
    """
    kind = "DIV8" if "." in number else "DIV5"
    found = [node for node in root.iter(kind) if (node.get("N") or "").strip(" §") == number]
    if not found:
        return Record(Ecfr.term, identifier, day, exists=False)
    head = text_of(found[0].find("HEAD"))
    lines = [text for node in found[0].iter(*_TEXT) if (text := text_of(node))]
    lacks = paragraphs and not any(_begins(line, paragraphs) for line in lines)
    title = re.sub(r"^(?:§+|PART)\s*[\d.]+[a-z]*\s*[.—–-]?\s*", "", head or "", flags=re.IGNORECASE)
    title = title.removesuffix(".")
    return Record(
        registry=Ecfr.term,
        identifier=identifier,
        day=day,
        title=title or None,
        names=(title,) if title else (),
        reference_type="Regulation",
        identifiers=(identifier,),
        states=(("partNotFound", paragraphs),) if lacks else (),
        text="\n".join(lines) or None,
        text_is=WHOLE,
    )


def _begins(line: str, paragraphs: str) -> bool:
    """Whether a line begins the last of the paragraphs that are cited."""
    last = re.findall(r"\(\w+\)", paragraphs)[-1]
    return re.match(rf"(?:\(\w+\)\s*)*?{re.escape(last)}", line) is not None


def _last_day(answer: Answer, title: int) -> str | None:
    """The last day for which a title is on record; None, if there is no such title."""
    if answer.status != 200:
        raise Unavailable(f"answered with status {answer.status}", answer.url)
    titles = answer.json_object().get("titles")
    if not isinstance(titles, list):
        raise Unavailable("answered with JSON of another form", answer.url)
    for entry in titles:
        if isinstance(entry, dict) and entry.get("number") == title:
            day = str(entry.get("up_to_date_as_of"))
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
                return day
            raise Unavailable("gives no day for the title", answer.url)
    return None
