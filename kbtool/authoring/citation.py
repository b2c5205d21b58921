"""How a reference is written from what a registry says of it: short citation, name, and Turtle in the house style."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox

from kbtool.rdf.namespaces import DCT, FOAF, KB, RDFS, XSD, Names
from kbtool.rdf.turtle.write import Property, free_name, says, slug, statement
from kbtool.references.identifiers import Identifier
from kbtool.references.record import Record, ReferenceType
from kbtool.references.verification import Verification

_DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_LABELS = 80


def short_citation(record: Record) -> str:
    """A short citation: "Feder et al. 2014, JAMA Psychiatry 71:681-8"; else the title, cut to a line."""
    year = record.issued[:4] if record.issued else ""
    if record.reference_type == ReferenceType.REGULATION:
        return (
            f"{record.identifier.value}, {record.title}"
            if record.title
            else record.identifier.value
        )
    if record.reference_type == ReferenceType.DRUG_LABEL:
        return f"{_cut(_names(record))}, prescribing information"
    if record.reference_type == ReferenceType.REGULATORY_APPROVAL:
        return f"{_cut(_names(record))}, approval, {record.identifier}"
    if record.reference_type == ReferenceType.TRIAL_REGISTRATION:
        return f"{record.identifier.value}, {_cut(record.title or 'trial')}"
    kind = ", preprint" if record.reference_type == ReferenceType.PREPRINT else ""
    if not record.authors or not year or record.reference_type == ReferenceType.WEB_PAGE:
        named = _cut(record.title or str(record.identifier))
        return named + (f", {year}" if year else "") + kind
    first = _cut(record.authors[0], _LABELS // 2)
    who = first + (f" and {record.authors[1]}" if len(record.authors) == 2 else "")
    who += " et al." if len(record.authors) > 2 else ""
    place = f" {record.volume}" if record.volume else ""
    place += f":{record.pages}" if place and record.pages else ""
    journal = record.container_short or record.container
    return f"{who} {year}" + (f", {journal}{place}" if journal else "") + kind


def reference_turtle(verification: Verification, record: Record, names: Names) -> str:
    """A reference in Turtle, in the house style, with the prefixes of a knowledge base."""
    reference = verification.reference
    titled = not record.names or record.reference_type == ReferenceType.REGULATION
    seen = min((stored.record.day for stored in verification.records), default=None)
    seen_as = {str(stored.record.identifier) for stored in verification.records}
    unasked = {one.identifier for one in verification.not_asked} - seen_as
    not_asked = [str(i) for i in reference.identifiers if str(i) in unasked]
    return statement(
        reference.node,
        KB("Reference"),
        says(DCT("title"), (titled and reference.title) or None),
        says(RDFS("label"), reference.label),
        says(DCT("creator"), *record.authors[:1]),
        says(DCT("issued"), _issued(record)),
        says(DCT("isPartOf"), record.container or None),
        says(DCT("publisher"), (not record.container and record.publisher) or None),
        says(KB("referenceType"), KB(record.reference_type) if record.reference_type else None),
        *map(_identified, reference.identifiers),
        *(says(KB("identifierNotYetVerified"), identifier) for identifier in not_asked),
        [says(KB("verification"), KB("SeenAtSource")), says(KB("verifiedOn"), seen)],
        [
            says(KB("retractionStatus"), KB(verification.standing.value)),
            says(KB("retractionChecked"), verification.checked),
        ],
        prefixes=names.prefixes,
    )


def _issued(record: Record) -> ox.Literal | None:
    if not record.issued or len(record.issued) not in _DATES:
        return None
    return ox.Literal(record.issued, datatype=XSD(_DATES[len(record.issued)]))


def _identified(identifier: Identifier) -> Property:
    if identifier.scheme == "page":
        return says(FOAF("page"), ox.NamedNode(identifier.value))
    return says(KB(identifier.scheme), identifier.value)


def reference_name(record: Record, label: str, is_free: Callable[[str], bool]) -> str:
    """A free local name: family name and year, else the first words of the short citation."""
    year = record.issued[:4] if record.issued else ""
    if record.authors and year and record.container:
        stem = f"{slug(record.authors[0])[:40].strip('-')}-{year}"
    elif record.reference_type == ReferenceType.REGULATION:
        stem = f"cfr-{slug(record.identifier.value.partition('CFR')[2])}"
    elif record.reference_type == ReferenceType.TRIAL_REGISTRATION:
        stem = slug(record.identifier.value)
    elif record.names:
        kind = "label" if record.reference_type == ReferenceType.DRUG_LABEL else "approval"
        stem = f"{slug(record.names[0])[:40].strip('-')}-{kind}"
    else:
        stem = "-".join(slug(label).split("-")[:5])
    return free_name(stem or "reference", is_free)


def _names(record: Record) -> str:
    """The first names of a drug: "Spravato (esketamine hydrochloride)"."""
    names = [name if not name.isupper() else name.capitalize() for name in record.names[:2]]
    return names[0] + (f" ({names[1].lower()})" if len(names) > 1 else "") if names else "Label"


def _cut(text: str, most: int = _LABELS) -> str:
    if len(text) <= most:
        return text
    return text[:most].rpartition(" ")[0].rstrip(" ,;:") + " ..."
