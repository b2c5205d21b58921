"""ClinicalTrials.gov: NCT numbers, the status of a trial and whether its results are posted.

Source: the API, version 2 (https://clinicaltrials.gov/data-api/api).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from kbtool.io.web import Answer, Unavailable
from kbtool.references.identifiers import Identifier
from kbtool.references.markup import plain
from kbtool.references.record import Record, ReferenceType, State, Stated, TextIs
from kbtool.references.registries.dates import in_iso
from kbtool.references.registries.registry import Access, Registry

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class ClinicalTrials(Registry):
    """ClinicalTrials.gov."""

    key = "clinicaltrials"
    term = "ClinicalTrialsGov"
    addresses: ClassVar = {"clinicaltrials": "https://clinicaltrials.gov/api/v2"}
    schemes = ("nct",)

    def rate(self, keyed: bool) -> float:
        """About fifty a minute."""
        return 0.8

    def look_up(self, identifier: Identifier, access: Access) -> Record:
        """The registration of the trial."""

        def read(answer: Answer) -> Record:
            if (
                answer.status == 404
                and identifier.value.encode() in answer.body[:200]
                and not answer.is_html
            ):
                return Record(self.term, identifier, answer.day, exists=False, about=True)
            if answer.status != 200:
                raise Unavailable(f"answered with status {answer.status}", answer.url)
            study = answer.json_object()
            if identifier.value not in _numbers(study):
                raise Unavailable("answered with something else than the trial", answer.url)
            return record(identifier, study, answer.day)

        return access.fetcher.read(
            f"{access.addresses[self.key]}/studies/{identifier.value}",
            read,
            accept="application/json",
            within=True,
        )


def record(identifier: Identifier, study: Mapping[str, Any], day: date) -> Record:
    """A study of the API as a record."""
    protocol = study.get("protocolSection")
    title, official, acronym = (
        plain(_unescaped(_at(protocol, "identificationModule", name) or ""))
        for name in ("briefTitle", "officialTitle", "acronym")
    )
    start = in_iso(_at(protocol, "statusModule", "startDateStruct", "date") or "")
    status = _at(protocol, "statusModule", "overallStatus")
    posted = _at(protocol, "statusModule", "resultsFirstPostDateStruct", "date")
    states = []
    if status:
        states.append(State(Stated.TRIAL_STATUS, status))
    if isinstance(study.get("hasResults"), bool) or posted:
        states.append(State(Stated.RESULTS_POSTED, bool(study.get("hasResults") or posted)))
    return Record(
        registry=ClinicalTrials.term,
        identifier=identifier,
        day=day,
        about=True,
        title=title or official,
        also_titled=tuple(t for t in (official if title else None, acronym) if t),
        years=start.years,
        issued=start.issued,
        publisher=_at(protocol, "sponsorCollaboratorsModule", "leadSponsor", "name"),
        reference_type=ReferenceType.TRIAL_REGISTRATION,
        identifiers=tuple(Identifier("nct", number) for number in _numbers(study)),
        states=tuple(states),
        text="\n".join(_texts(study)) or None,
        text_is=TextIs.WHOLE,
        unread=(
            *([] if title or official else ["no title"]),
            *([f"the date “{start.unread}”"] if start.unread else []),
            *([] if status else ["no status of the trial"]),
        ),
    )


def _numbers(study: Mapping[str, Any]) -> list[str]:
    """The number of a trial, and those that it once had: registrations are merged."""
    module: Any = study.get("protocolSection")
    module = module.get("identificationModule") if isinstance(module, dict) else None
    if not isinstance(module, dict):
        return []
    older = module.get("nctIdAliases")
    said = [module.get("nctId"), *(older if isinstance(older, list) else [])]
    return [number for number in said if isinstance(number, str) and number]


def _unescaped(text: str) -> str:
    r"""A text without the backslashes that Markdown has before signs: people see "> 18", the registry has "\\> 18"."""
    return _ESCAPED.sub(r"\1", text)


def _texts(value: object) -> Iterator[str]:
    """All the texts of a registration, in its order."""
    if isinstance(value, str):
        yield plain(_unescaped(value)) or ""
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _at(value: object, *path: str) -> str | None:
    """The text at a path in nested objects, if there is one."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) and value.strip() else None
