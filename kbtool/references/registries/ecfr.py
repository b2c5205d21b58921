"""eCFR: sections of the Code of Federal Regulations, with their text.

Source: the versioner service (https://www.ecfr.gov/developers/documentation/api/v1).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar

from kbtool.io.web import Answer, Unavailable
from kbtool.references.identifiers import Identifier
from kbtool.references.markup import text_of
from kbtool.references.record import APART, Record, ReferenceType, State, Stated, TextIs
from kbtool.references.registries.registry import Access, Registry
from kbtool.references.registries.xml import parse_xml

_CITATION = re.compile(r"(\d+) CFR (?:part )?(\d+)(\.\d+[a-z]*(?:-\d+[a-z]*)?)?((?:\(\w+\))*)")
_TEXT = (
    "P",
    "HEAD",
    "FP",
    "FP-1",
    "FP-2",
    "FP1-2",
    "PSPACE",
    "LI",
    "HD1",
    "HD2",
    "HD3",
    "TD",
    "TH",
)


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

        def titles(answer: Answer) -> str:
            return _last_day(answer, int(title))

        last = access.fetcher.read(
            f"{base}/titles.json", titles, accept="application/json", within=True
        )
        asked = {"part": part} | ({"section": part + section} if section else {})

        def read(answer: Answer) -> Record:
            if answer.status == 404 and "error" in answer.json_object():
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
    lacks = not _has(lines, re.findall(r"\(\w+\)", paragraphs))
    whole = " ".join(text for node in found[0] if (text := text_of(node)))
    title = re.sub(r"^(?:§+|PART)\s*[\d.]+[a-z]*\s*[.—–-]?\s*", "", head or "", flags=re.IGNORECASE)
    title = title.removesuffix(".")
    return Record(
        registry=Ecfr.term,
        identifier=identifier,
        day=day,
        title=title or None,
        names=(title,) if title else (),
        reference_type=ReferenceType.REGULATION,
        identifiers=(identifier,),
        states=(State(Stated.PART_NOT_FOUND, paragraphs),) if lacks else (),
        text="\n".join(lines) + APART + whole,
        text_is=TextIs.WHOLE,
    )


_ROMAN = (
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
)


def _has(lines: list[str], path: list[str]) -> bool:
    """Whether there is a paragraph such as (c)(7): (7) begins a line between those of (c) and (d).

    Paragraphs are flat in the text: only their designations, at the beginnings of lines, say what is in what.
    """
    region = lines
    for place, designation in enumerate(path):
        at = next((n for n, line in enumerate(region) if designation in _designations(line)), None)
        if at is None:
            return False
        behind = _next(designation, first=place == 0)
        following = range(at + 1, len(region))
        end = next((n for n in following if behind & set(_designations(region[n])[:1])), None)
        region = region[at:end]
    return True


def _designations(line: str) -> list[str]:
    """What a line begins with: (c), or (c) and (1)."""
    return re.findall(r"\(\w+\)", (re.match(r"(?:\(\w+\)\s*)*", line) or [""])[0])


def _next(designation: str, *, first: bool) -> set[str]:
    """The designations that may follow one on its own level, the next or a later one: (d) after (c), (8) after (7)."""
    inner = designation.strip("()")
    if inner.isdigit():
        return {f"({n})" for n in range(int(inner) + 1, int(inner) + 100)}
    found = set()
    if len(inner) == 1:
        last = ord("z" if inner.islower() else "Z")
        letters = [chr(n) for n in range(ord(inner) + 1, last + 1)]
        found |= {f"({c})" for n, c in enumerate(letters) if n == 0 or c not in "ivx"}
    if not first and inner in _ROMAN[:-1]:
        found |= {f"({numeral})" for numeral in _ROMAN[_ROMAN.index(inner) + 1 :]}
    return found


def _last_day(answer: Answer, title: int) -> str:
    """The last day for which a title is on record."""
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
    raise Unavailable(f"gives no day for title {title}", answer.url)
