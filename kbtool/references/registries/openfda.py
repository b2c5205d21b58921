"""openFDA: applications (NDA, BLA) and labels by their DailyMed set id, with the schedule of the DEA.

Sources: https://open.fda.gov/apis/drug/drugsfda/, .../drug/label/, .../drug/ndc/, .../apis/authentication/ (limits).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from kbtool.io.web import Answer, Unavailable
from kbtool.references.identifiers import Identifier
from kbtool.references.record import Record, ReferenceType, State, Stated, TextIs
from kbtool.references.registries.registry import Access, Registry

_NOT_TEXT = ("set_id", "id", "effective_time", "version", "openfda")


class OpenFda(Registry):
    """openFDA."""

    key = "openfda"
    term = "OpenFDA"
    addresses: ClassVar = {"openfda": "https://api.fda.gov"}
    schemes = ("nda", "bla", "dailymedSet")

    def rate(self, keyed: bool) -> float:
        """240 a minute, with an API key or without."""
        return 4

    def look_up(self, identifier: Identifier, access: Access) -> Record:
        """The application, or the label with the schedule of its products."""
        if identifier.scheme != "dailymedSet":
            number = f"{identifier.scheme.upper()}{identifier.value}"
            found, day = self._search(access, "drugsfda", f'application_number:"{number}"')
            if not found and identifier.scheme == "bla":
                raise Unavailable(
                    "has no such BLA; vaccines and blood products are not in it",
                    access.addresses[self.key],
                )
            if not found:
                return Record(self.term, identifier, day, exists=False, about=True)
            if found[0].get("application_number") != number:
                raise Unavailable("answered with another application", access.addresses[self.key])
            return application(identifier, found[0], day)
        found, day = self._search(access, "label", f'set_id:"{identifier.value}"')
        if not found or found[0].get("set_id") != identifier.value:
            raise Unavailable(
                f"has no label with the set id {identifier.value}; DailyMed may",
                access.addresses[self.key],
            )
        products, _ = self._search(
            access, "ndc", f'openfda.spl_set_id:"{identifier.value}"', limit=100
        )
        return label(identifier, found[0], products, day)

    def _search(
        self, access: Access, endpoint: str, search: str, limit: int = 1
    ) -> tuple[list[Mapping[str, Any]], date]:
        asked = {"search": search, "limit": str(limit)}
        key = access.key(self.key)
        if key:
            asked["api_key"] = key

        def read(answer: Answer) -> tuple[list[Mapping[str, Any]], date]:
            content = answer.json_object()
            results = content.get("results")
            if answer.status == 404 and _code(content) == "NOT_FOUND":
                return [], answer.day
            if answer.status != 200:
                raise Unavailable(f"answered with status {answer.status}", answer.url)
            if not isinstance(results, list) or not all(isinstance(r, dict) for r in results):
                raise Unavailable("answered with JSON of another form", answer.url)
            return results, answer.day

        url = f"{access.addresses[self.key]}/drug/{endpoint}.json"
        return access.fetcher.read(
            url, read, parameters=asked, accept="application/json", within=True
        )


def application(identifier: Identifier, result: Mapping[str, Any], day: date) -> Record:
    """An application of drugsfda as a record."""
    products = _objects(result.get("products"))
    days = [
        str(s.get("submission_status_date") or "")
        for s in _objects(result.get("submissions"))
        if s.get("submission_status") == "AP" and s.get("submission_type") == "ORIG"
    ]
    approved = [_date(day) for day in days]
    return application_record(
        OpenFda.term,
        identifier,
        day,
        names=_names(result.get("openfda"), products),
        sponsor=str(result.get("sponsor_name") or "") or None,
        approved=min((d for d in approved if d), default=None),
        is_approved=bool(approved),
        unread=[f"the date “{said}”" for said in days if said and not _date(said)],
        marketing=[str(p["marketing_status"]) for p in products if p.get("marketing_status")],
    )


def application_record(
    registry: str,
    identifier: Identifier,
    day: date,
    *,
    names: Iterable[str],
    sponsor: str | None,
    approved: date | None,
    is_approved: bool,
    marketing: Iterable[str],
    unread: Iterable[str] = (),
) -> Record:
    """An application as a record, wherever it was looked up.

    Args:
        registry: where.
        identifier: its number.
        day: the day that this is from.
        names: names of its products and of what is in them.
        sponsor: who holds it.
        approved: the day of the original approval.
        is_approved: whether the original submission was approved.
        marketing: the marketing status of each product.
        unread: what cannot be read, in words.
    """
    names = tuple(dict.fromkeys(names))
    states = [State(Stated.APPROVED, is_approved)]
    if approved:
        states.append(State(Stated.APPROVED_ON, approved))
    states += [State(Stated.MARKETING_STATUS, status) for status in sorted(set(marketing))]
    return Record(
        registry=registry,
        identifier=identifier,
        day=day,
        about=True,
        title=", ".join(names[:2]) or None,
        years=(approved.year,) if approved else (),
        issued=approved.isoformat() if approved else None,
        publisher=sponsor,
        reference_type=ReferenceType.REGULATORY_APPROVAL,
        identifiers=(identifier,),
        names=names,
        states=tuple(states),
        unread=(*([] if names else ["no name of a drug"]), *unread),
    )


def label(
    identifier: Identifier,
    result: Mapping[str, Any],
    products: Iterable[Mapping[str, Any]],
    day: date,
) -> Record:
    """A label as a record, with the schedules of its products."""
    effective = _date(result.get("effective_time"))
    products = list(products)
    names = _names(result.get("openfda"), products)
    said = str(result.get("effective_time") or "")
    schedules = {str(p["dea_schedule"]) for p in products if p.get("dea_schedule")}
    sections = [
        "\n".join(str(part) for part in value)
        for key, value in result.items()
        if key not in _NOT_TEXT and not key.endswith("_table") and isinstance(value, list)
    ]
    return Record(
        registry=OpenFda.term,
        identifier=identifier,
        day=day,
        title=", ".join(names[:2]) or None,
        issued=effective.isoformat() if effective else None,
        reference_type=ReferenceType.DRUG_LABEL,
        identifiers=(identifier,),
        names=names,
        states=(
            *((State(Stated.LABEL_EFFECTIVE, effective),) if effective else ()),
            *(State(Stated.DEA_SCHEDULE, schedule) for schedule in sorted(schedules)),
        ),
        text="\n".join(sections) or None,
        text_is=TextIs.WHOLE,
        unread=(
            *([] if names else ["no name of a drug"]),
            *([f"the date “{said}”"] if said and not effective else []),
        ),
    )


def _names(openfda: object, products: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Brand names, generic names and substances, each once."""
    found: list[str] = []
    for key in ("brand_name", "generic_name", "substance_name"):
        names = openfda.get(key) if isinstance(openfda, dict) else None
        found += [str(name) for name in names] if isinstance(names, list) else []
    for product in products:
        found += [str(product.get(key) or "") for key in ("brand_name", "generic_name")]
        found += [str(i.get("name") or "") for i in _objects(product.get("active_ingredients"))]
    return tuple(dict.fromkeys(" ".join(name.split()) for name in found if name.strip()))


def _code(content: Mapping[str, Any]) -> str | None:
    error = content.get("error")
    return error.get("code") if isinstance(error, dict) else None


def _objects(said: object) -> list[Mapping[str, Any]]:
    return [item for item in said if isinstance(item, dict)] if isinstance(said, list) else []


def _date(said: object) -> date | None:
    """A date as openFDA has it: 20190305."""
    try:
        return date.fromisoformat(str(said)) if said else None
    except ValueError:
        return None
