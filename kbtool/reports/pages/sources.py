"""References and evidence: tables of all, and the page of each reference with what it found and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.dependents import items_of
from kbtool.knowledge.model import Claim, Evidence
from kbtool.rdf.namespaces import FOAF, KB
from kbtool.rdf.terms import instances, objects, value
from kbtool.references.reference import Reference
from kbtool.references.registry_file import read_record
from kbtool.references.retractions import Notice
from kbtool.references.schemes import SCHEMES
from kbtool.reports.nodes import VERBS, citing
from kbtool.reports.pages.filling import warns
from kbtool.reports.pages.here import Here, Page, item_name
from kbtool.reports.pages.links import web_address
from kbtool.reports.pages.tables import Cell, Row, Table, view
from kbtool.reports.pages.uses import Use, decided

SHOWN = 60
"""Claims that are listed of one item of evidence."""
_HANGS = "how many claims it helps to decide, and on how many it bears."
_EVIDENCE = f"What each source found, and on what that bears which way; {_HANGS}"
_REFERENCES = (
    f"What evidence is from: how each was verified, and what registries say of it; {_HANGS}"
)


class State(Struct, frozen=True):
    """What is known of whether a reference is what it is recorded as.

    Attributes:
        verification: how it was verified.
        verified_on: when.
        confirmed: the registry that confirms it, and when.
        retraction: whether it is retracted, as recorded.
        checked_on: when that was looked up.
        notices: the notices on it, each with the registry that has it and the day on which that was asked.
    """

    verification: str
    verified_on: str
    confirmed: str
    retraction: str
    checked_on: str
    notices: tuple[tuple[Notice, str, str], ...]


class Found(Struct, frozen=True):
    """An item of evidence as its reference's page shows it.

    Attributes:
        name: its anchor.
        evidence: it.
        says: which way it bears on what, in words.
        uses: the claims on which it bears, with how, the heaviest first.
        hidden: how many are not shown.
        weight: how many claims it helps to decide, and on how many it bears.
    """

    name: str
    evidence: Evidence
    says: str
    uses: list[tuple[Use, Claim]]
    hidden: int
    weight: tuple[int, int]


def evidence_table(kb: KnowledgeBase, here: Here) -> Table:
    """All items of evidence as a table: what has been retracted or is in doubt comes first, then what decides most."""
    columns = ("found", "on", "design", "level", "read", "reference", "decides", "bears on")
    numeric = ("level", "decides", "bears on")
    rows = [_evidence_row(here, node) for node in instances(kb.store, KB("Evidence"))]
    rows.sort(
        key=lambda row: (
            not row.is_reserved,
            -(row.cells[6].order or 0),
            row.cells[5].key,
            row.cells[0].key,
        )
    )
    return Table(
        tuple((one, one in numeric) for one in columns),
        tuple(rows),
        ("direction", "design", "read"),
        _EVIDENCE,
    )


def _evidence_row(here: Here, node: ox.NamedNode) -> Row:
    holdings = here.holdings
    item = holdings.kb.reader.evidence(node)
    uses = holdings.uses.of_evidence.get(item.iri, ())
    source = item.source
    address = holdings.addresses.get(source.iri) if source else None
    direction = VERBS[item.bearing] if item.bearing else ""
    about = holdings.kb.labels.label(ox.NamedNode(item.question_iri)) if item.question_iri else ""
    reserved = source.reservations if source else ()
    kind = "reserved" if any(map(warns, reserved)) else ""
    return Row(
        (
            Cell(item.finding, address, item_name(holdings.kb, item.iri)),
            Cell(f"{direction} “{about}”" if about else ""),
            Cell(str(item.design or "")),
            _level(item.level),
            Cell(str(item.verification or "")),
            Cell(source.label if source else "none", address, kind=kind, more="; ".join(reserved)),
            _count(decided(uses)),
            _count(len(uses)),
        ),
        {
            "direction": direction,
            "design": str(item.design or ""),
            "read": str(item.verification or ""),
        },
    )  # fmt: skip


def reference_table(kb: KnowledgeBase, here: Here) -> Table:
    """All references as a table, by what they are called; those with a reservation, as a retraction, come first."""
    columns = (
        "reference",
        "type",
        "year",
        "verified",
        "registry",
        "retraction",
        "evidence",
        "decides",
        "bears on",
    )
    numeric = ("year", "evidence", "decides", "bears on")
    rows = [_reference_row(here, reference) for reference in kb.references]
    rows.sort(key=lambda row: (not row.is_reserved, row.cells[0].key))
    return Table(
        tuple((one, one in numeric) for one in columns),
        tuple(rows),
        ("type", "verified", "retraction"),
        _REFERENCES,
    )


def _reference_row(here: Here, reference: Reference) -> Row:
    holdings, iri = here.holdings, reference.node.value
    kb = holdings.kb
    source, known = kb.reader.source(reference.node), state(kb, reference.node)
    uses = holdings.uses.of_reference.get(iri, ())
    kind = kb.labels.label(KB(reference.reference_type)) if reference.reference_type else ""
    is_grave = bool(known.notices) or bool(reference.standing and reference.standing.is_grave)
    notices = "; ".join(_notice(one, registry, day) for one, registry, day in known.notices)
    looked_up = "reserved" if is_grave else "short"
    return Row(
        (
            Cell(reference.label, holdings.addresses[iri], more="; ".join(source.reservations)),
            Cell(kind),
            Cell(str(reference.year or ""), order=float(reference.year or 0)),
            Cell(known.verification, kind="short", more=known.verified_on),
            Cell(known.confirmed or "not confirmed"),
            Cell(known.retraction or "not recorded", kind=looked_up, more=notices or known.checked_on),
            _count(len(items_of(kb, reference.node))),
            _count(decided(uses)),
            _count(len(uses)),
        ),
        {"type": kind, "verified": known.verification, "retraction": known.retraction},
    )  # fmt: skip


def _count(number: int) -> Cell:
    return Cell(str(number), order=float(number))


def _level(level: int | None) -> Cell:
    return Cell("" if level is None else str(level), order=9.0 if level is None else float(level))


def table_page(here: Here, title: str, table: Table, number: int) -> Page | None:
    """A page of a table.

    Args:
        here: where it is.
        title: its title.
        table: the table.
        number: which page, from 1.
    """
    shown = view(table, here.query, number)
    if shown is None:
        return None
    first = here.at.partition("/")[0]
    named = title if number == 1 else f"{title}, page {number}"
    return here.render(
        "table.html", named, scripts=("table.js",), view=shown, name=title, first=first
    )


def reference_page(here: Here, iri: str) -> Page:
    """The page of a reference.

    Args:
        here: where it is.
        iri: the reference.
    """
    kb = here.holdings.kb
    reference, node = kb.references[iri], ox.NamedNode(iri)
    declared = kb.places.declared(node)
    block = here.holdings.blocks.block(declared.file, iri) if declared else None
    items = [_found(here, item) for item in items_of(kb, node)]
    items.sort(key=lambda one: one.weight, reverse=True)
    return here.render(
        "reference.html",
        reference.label,
        reference=reference,
        name=kb.names.short(iri),
        source=kb.reader.source(node),
        state=state(kb, node),
        kind=kb.labels.label(KB(reference.reference_type)) if reference.reference_type else "",
        identifiers=list(_identifiers(kb, node)),
        items=items,
        uses=here.holdings.uses.of_reference.get(iri, ()),
        decided=decided(here.holdings.uses.of_reference.get(iri, ())),
        cited_by=citing(kb, node)[:SHOWN],
        findings=[f for f in here.holdings.of_node.get(iri, ()) if f.claim is None],
        declared=declared,
        block=block,
    )


def _found(here: Here, node: ox.NamedNode) -> Found:
    kb, uses = here.holdings.kb, here.holdings.uses.of_evidence.get(node.value, ())
    item = kb.reader.evidence(node)
    about = kb.labels.label(ox.NamedNode(item.question_iri)) if item.question_iri else ""
    says = f"{VERBS[item.bearing]} “{about}”" if item.bearing and about else ""
    listed = [(use, kb.claims[use.claim]) for use in uses[:SHOWN] if use.claim in kb.claims]
    return Found(
        item_name(kb, node.value), item, says, listed, len(uses[SHOWN:]), (decided(uses), len(uses))
    )


def state(kb: KnowledgeBase, node: ox.NamedNode) -> State:
    """What is known of whether a reference is what it is recorded as."""
    columns, label = kb.columns, kb.labels.label
    return State(
        verification=label(columns.one(node, KB("verification"))),
        verified_on=columns.text(node, KB("verifiedOn")) or "",
        confirmed=kb.reader.source(node).confirmed or "",
        retraction=label(columns.one(node, KB("retractionStatus"))),
        checked_on=columns.text(node, KB("retractionChecked")) or "",
        notices=tuple(_notices(kb, node)),
    )


def _notices(kb: KnowledgeBase, node: ox.NamedNode) -> Iterator[tuple[Notice, str, str]]:
    for quad in kb.store.quads_for_pattern(None, KB("recordOf"), node, None):
        stored = read_record(kb.store, quad.subject)
        if stored is not None:
            registry = kb.labels.label(KB(stored.record.registry))
            for notice in stored.record.notices:
                yield notice, registry, stored.record.day.isoformat()


def _notice(notice: Notice, registry: str, day: str) -> str:
    when = f" of {notice.day}" if notice.day else ""
    return f"{notice.nature}{when} ({registry}, {day})"


def _identifiers(kb: KnowledgeBase, node: ox.NamedNode) -> Iterator[tuple[str, str, str | None]]:
    """The identifiers of a reference: the name of its scheme, unless it says that itself; itself; and where it leads."""
    for name, scheme in SCHEMES.items():
        for term in objects(kb.store, node, FOAF("page") if name == "page" else KB(name)):
            said = kb.labels.label(term) if name != "page" else value(term)
            address = scheme.address + quote(value(term)) if scheme.address else value(term)
            yield "" if scheme.label in said else scheme.label, said, web_address(address)
