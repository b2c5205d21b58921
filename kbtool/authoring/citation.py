"""How a reference is written from what a registry says of it: short citation, name, and Turtle in the house style."""

from __future__ import annotations

import re
import unicodedata

import pyoxigraph as ox

from kbtool.rdf.namespaces import ID
from kbtool.references.record import Record
from kbtool.references.verification import Verification

_DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_LABELS = 80


def short_citation(record: Record) -> str:
    """A short citation: "Feder et al. 2014, JAMA Psychiatry 71:681-8"; else the title, cut to a line."""
    year = record.issued[:4] if record.issued else ""
    if record.reference_type == "Regulation":
        return (
            f"{record.identifier.value}, {record.title}"
            if record.title
            else record.identifier.value
        )
    if record.reference_type == "DrugLabel":
        return f"{_cut(_names(record))}, prescribing information"
    if record.reference_type == "RegulatoryApproval":
        return f"{_cut(_names(record))}, approval, {record.identifier}"
    if record.reference_type == "TrialRegistration":
        return f"{record.identifier.value}, {_cut(record.title or 'trial')}"
    if not record.authors or not year or record.reference_type == "WebPage":
        return _cut(record.title or record.identifier.value) + (f", {year}" if year else "")
    first = _cut(record.authors[0], _LABELS // 2)
    who = first + (f" and {record.authors[1]}" if len(record.authors) == 2 else "")
    who += " et al." if len(record.authors) > 2 else ""
    place = f" {record.volume}" if record.volume else ""
    place += f":{record.pages}" if place and record.pages else ""
    journal = record.container_short or record.container
    return f"{who} {year}" + (f", {journal}{place}" if journal else "")


def reference_turtle(verification: Verification, record: Record) -> str:
    """A reference in Turtle, in the house style."""
    entry = verification.entry
    lines = []
    if entry.title and (not record.names or record.reference_type == "Regulation"):
        lines.append(f"dct:title {_string(entry.title)}")
    lines.append(f"rdfs:label {_string(entry.label)}")
    if record.authors:
        lines.append(f"dct:creator {_string(record.authors[0])}")
    if record.issued and len(record.issued) in _DATES:
        lines.append(f"dct:issued {_string(record.issued)}^^xsd:{_DATES[len(record.issued)]}")
    if record.container:
        lines.append(f"dct:isPartOf {_string(record.container)}")
    if record.publisher and not record.container:
        lines.append(f"dct:publisher {_string(record.publisher)}")
    lines.append(f"kb:referenceType kb:{record.reference_type or 'JournalArticle'}")
    for identifier in entry.identifiers:
        if identifier.scheme == "page":
            lines.append(f"foaf:page <{identifier.value}>")
        else:
            lines.append(f"kb:{identifier.scheme} {_string(identifier.value)}")
    lines += [
        f"kb:identifierNotYetVerified {_string(one.identifier)}" for one in verification.not_asked
    ]
    seen = (
        min(s.record.day for s in verification.records).isoformat()
        if verification.records
        else None
    )
    verified = "kb:verification kb:SeenAtSource"
    if seen:
        verified += f' ; kb:verifiedOn "{seen}"^^xsd:date'
    lines.append(verified)
    status = f"kb:retractionStatus kb:{verification.status}"
    if verification.checked:
        status += f' ; kb:retractionChecked "{verification.checked.isoformat()}"^^xsd:date'
    lines.append(status)
    return f"id:{entry.name} a kb:Reference ;\n    " + " ;\n    ".join(lines) + " .\n"


def free_name(record: Record, label: str, taken: set[str]) -> str:
    """A free local name: family name and year, else the first words of the short citation."""
    year = record.issued[:4] if record.issued else ""
    if record.authors and year and record.container:
        stem = f"{_plain(record.authors[0])[:40].strip('-')}-{year}"
    elif record.reference_type == "Regulation":
        stem = f"cfr-{_plain(record.identifier.value.partition('CFR')[2])}"
    elif record.reference_type == "TrialRegistration":
        stem = _plain(record.identifier.value)
    elif record.names:
        kind = "label" if record.reference_type == "DrugLabel" else "approval"
        stem = f"{_plain(record.names[0])[:40].strip('-')}-{kind}"
    else:
        stem = "-".join(_plain(label).split("-")[:5])
    number, name = 1, stem or "reference"
    while ID(name).value in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def _plain(text: str) -> str:
    """Lower case letters and digits, with hyphens between the words."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _names(record: Record) -> str:
    """The first names of a drug: "Spravato (esketamine hydrochloride)"."""
    names = [name if not name.isupper() else name.capitalize() for name in record.names[:2]]
    return names[0] + (f" ({names[1].lower()})" if len(names) > 1 else "") if names else "Label"


def _cut(text: str, most: int = _LABELS) -> str:
    if len(text) <= most:
        return text
    return text[:most].rpartition(" ")[0].rstrip(" ,;:") + " ..."


def _string(said: str) -> str:
    return str(ox.Literal(said))
