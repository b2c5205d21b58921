"""ClinicalTrials.gov: NCT numbers, the status of a trial and whether its results are posted.

Source: the API, version 2 (https://clinicaltrials.gov/data-api/api).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from kbtool.io.web import Answer, Unavailable
from kbtool.references.identifiers import Identifier
from kbtool.references.record import Record, ReferenceType, State, Stated, TextIs
from kbtool.references.registries.registry import Access, Registry


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
            if _at(study, "protocolSection", "identificationModule", "nctId") != identifier.value:
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
    title = _at(protocol, "identificationModule", "briefTitle")
    official = _at(protocol, "identificationModule", "officialTitle")
    start = _at(protocol, "statusModule", "startDateStruct", "date")
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
        also_titled=(official,) if title and official else (),
        years=(int(start[:4]),) if start and start[:4].isdigit() else (),
        issued=start,
        publisher=_at(protocol, "sponsorCollaboratorsModule", "leadSponsor", "name"),
        reference_type=ReferenceType.TRIAL_REGISTRATION,
        identifiers=(identifier,),
        states=tuple(states),
        text="\n".join(_texts(study)) or None,
        text_is=TextIs.WHOLE,
    )


def _texts(value: object) -> Iterator[str]:
    """All the texts of a registration, in its order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _at(value: object, *path: str) -> str | None:
    """The text at a path in nested objects, if there is one."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) and value.strip() else None
