"""PubMed: PMIDs, and PMCIDs by way of PMC's converter.

Sources: E-utilities (https://www.ncbi.nlm.nih.gov/books/NBK25497/), the PMC ID Converter API
(https://pmc.ncbi.nlm.nih.gov/tools/id-converter-api/).
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from kbtool.io.web import Answer, Unavailable
from kbtool.references.identifiers import Identifier
from kbtool.references.record import Record
from kbtool.references.registries.pubmed_records import TERM, read_record
from kbtool.references.registries.registry import Access, Registry
from kbtool.references.registries.xml import parse_xml


class PubMed(Registry):
    """PubMed, and PMC's converter of identifiers."""

    key = "pubmed"
    term = TERM
    addresses: ClassVar = {
        "pubmed": "https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
        "pmc": "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1",
    }
    schemes = ("pmid", "pmcid")
    checks_retraction = True

    def rate(self, keyed: bool) -> float:
        """Three a second, ten with an API key (NBK25497)."""
        return 10 if keyed else 3

    def look_up(self, identifier: Identifier, access: Access) -> Record:
        """The record; of a PMCID, that of its PMID."""
        pmid = identifier.value
        if identifier.scheme == "pmcid":
            found, day = access.fetcher.read(
                f"{access.addresses['pmc']}/articles/",
                _converted,
                parameters={
                    "ids": identifier.value,
                    "idtype": "pmcid",
                    "format": "json",
                    **_politely(access, "pmc"),
                },
                accept="application/json",
                within=True,
            )
            if found is None:
                return Record(self.term, identifier, day, exists=False)
            pmid = found
        asked = {"db": "pubmed", "id": pmid, "retmode": "xml", **_politely(access, self.key)}
        key = access.key(self.key)
        if key:
            asked["api_key"] = key

        def read(answer: Answer) -> Record:
            if answer.status not in (200, 400):
                raise Unavailable(f"answered with status {answer.status}", answer.url)
            return record(identifier, pmid, answer)

        return access.fetcher.read(
            f"{access.addresses['pubmed']}/efetch.fcgi", read, parameters=asked, within=True
        )


def record(identifier: Identifier, pmid: str, answer: Answer) -> Record:
    """A record of PubMed from an answer of efetch.

    Args:
        identifier: what was looked up.
        pmid: its PMID.
        answer: the answer.

    Raises:
        Unavailable: the answer is not a list of records of PubMed.
    """
    root = parse_xml(answer, "PubmedArticleSet", "PubmedBookArticleSet")
    for entry in root.iter("PubmedArticle", "PubmedBookArticle"):
        if (
            entry.findtext("./MedlineCitation/PMID") == pmid
            or entry.findtext("./BookDocument/PMID") == pmid
        ):
            return read_record(identifier, entry, answer.day)
    return Record(TERM, identifier, answer.day, exists=False)


def _politely(access: Access, name: str) -> dict[str, str]:
    return {"tool": "kbtool", **access.politely(name, "email")}


def _converted(answer: Answer) -> tuple[str | None, date]:
    """The PMID of a PMCID; None, if PMC does not have it.

    An article of PMC may have none; what it is, PubMed cannot say, so nothing is known of it.
    """
    if answer.status not in (200, 400):
        raise Unavailable(f"answered with status {answer.status}", answer.url)
    records = answer.json_object().get("records")
    first = records[0] if isinstance(records, list) and records else None
    if not isinstance(first, dict):
        raise Unavailable("answered with JSON of another form", answer.url)
    if first.get("pmid"):
        return str(first["pmid"]), answer.day
    if first.get("status") == "error" or first.get("errmsg"):
        return None, answer.day
    raise Unavailable("has the article, without a PMID", answer.url)
