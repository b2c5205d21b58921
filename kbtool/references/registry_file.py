"""kb/registry.ttl: what registries said of the references, and when. kbtool writes it, whole; nobody else need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.rdf.namespaces import DCT, KB, PREFIXES, RDF, curie
from kbtool.rdf.terms import Term, objects, one, text, value
from kbtool.references.excerpts import FOUND, NORMALISED, NOT_FOUND, Excerpt
from kbtool.references.identifiers import read_identifier
from kbtool.references.notices import Notice
from kbtool.references.record import Record

NAME = Path("kb") / "registry.ttl"

_HEAD = """# What registries said of the references, and when. `kbtool cite` writes this file, whole; whether
# that fits what is recorded is computed each time that the knowledge base is read.

"""
_USED = ("kb", "id", "dct", "xsd")
_EXCERPTS = {FOUND: "excerptFound", NORMALISED: "excerptFoundNormalised", NOT_FOUND: "excerptNotFound"}  # fmt: skip
_STATES = {
    "trialStatus": None,
    "resultsPosted": "boolean",
    "approved": "boolean",
    "approvedOn": "date",
    "marketingStatus": None,
    "deaSchedule": None,
    "labelEffective": "date",
    "partNotFound": None,
}


@dataclass(frozen=True)
class StoredRecord:
    """A record of a registry, kept for a reference.

    Attributes:
        reference: the reference.
        record: what the registry said.
        excerpts: whether the excerpts of evidence from the reference stand in the text that the registry gave.
    """

    reference: ox.NamedNode
    record: Record
    excerpts: tuple[Excerpt, ...] = ()

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What is the same for two records of which the later replaces the earlier."""
        identifier = self.record.identifier
        return self.reference.value, self.record.registry, identifier.scheme, identifier.key


def stored_records(store: ox.Store) -> list[StoredRecord]:
    """The records that are kept, in the order of their references.

    Raises:
        InputError: one of them cannot be read; what it says must not be lost.
    """
    found = []
    for quad in store.quads_for_pattern(None, RDF("type"), KB("RegistryRecord"), None):
        record = read_record(store, quad.subject)
        if record is None:
            named = (
                curie(quad.subject.value) if isinstance(quad.subject, ox.NamedNode) else "a record"
            )
            raise InputError(
                f"{named} cannot be read",
                path=NAME,
                help="`kbtool check --select S29` says what is wrong; correct it, or take it out",
            )
        found.append(record)
    return sorted(found, key=lambda r: r.key)


def read_record(store: ox.Store, node: Term) -> StoredRecord | None:
    """A record that is kept; None, if it cannot be read."""
    try:
        return _read(store, node)
    except ValueError:
        return None


def _read(store: ox.Store, node: Term) -> StoredRecord | None:
    reference = one(store, node, KB("recordOf"))
    identifier = read_identifier(text(store, node, KB("lookedUp")) or "")
    day = date.fromisoformat(text(store, node, KB("checkedOn")) or "")
    if not isinstance(reference, ox.NamedNode):
        return None

    def several(predicate: ox.NamedNode) -> tuple[str, ...]:
        return tuple(value(term) for term in objects(store, node, predicate))

    states: list[tuple[str, str | bool | date]] = []
    for name, kind in _STATES.items():
        for said in several(KB(name)):
            if kind == "boolean":
                states.append((name, said in ("true", "1")))
            elif kind == "date":
                states.append((name, date.fromisoformat(said)))
            else:
                states.append((name, said))
    record = Record(
        registry=value(one(store, node, KB("registry"))).removeprefix(KB.base),
        identifier=identifier,
        day=day,
        exists=text(store, node, KB("inRegistry")) in ("true", "1"),
        about=text(store, node, KB("about")) in ("true", "1"),
        title=text(store, node, DCT("title")),
        also_titled=several(DCT("alternative")),
        authors=several(DCT("creator")),
        years=tuple(int(y[:4]) for y in several(KB("publishedIn")) if y[:4].isdigit()),
        container=next(iter(several(DCT("isPartOf"))), None),
        container_short=next(iter(several(DCT("isPartOf"))[1:]), None),
        reference_type=value(one(store, node, KB("recordType"))).removeprefix(KB.base) or None,
        identifiers=tuple(map(read_identifier, several(KB("alsoIdentifiedAs")))),
        names=several(KB("recordName")),
        notices=_notices(store, node, KB("notice")),
        notice_of=_notices(store, node, KB("noticeOf")),
        states=tuple(states),
        text_is=text(store, node, KB("textIs")) or "",
    )
    excerpts = tuple(
        Excerpt(words, status) for status, name in _EXCERPTS.items() for words in several(KB(name))
    )
    return StoredRecord(reference, record, excerpts)


def merged(
    before: Iterable[StoredRecord], new: Iterable[StoredRecord], known: Iterable[ox.NamedNode]
) -> list[StoredRecord]:
    """Records with new ones in the place of those that they replace, and without those of references that are gone."""
    kept = set(known)
    found = {record.key: record for record in [*before, *new] if record.reference in kept}
    return [found[key] for key in sorted(found)]


def registry_turtle(records: Iterable[StoredRecord]) -> str:
    """The file."""
    taken: set[str] = set()
    blocks = []
    for stored in records:
        name = _free(stored, taken)
        taken.add(name)
        lines = [" ; ".join(line) for line in _lines(stored) if line]
        blocks.append(f"id:{name} a kb:RegistryRecord ;\n    " + " ;\n    ".join(lines) + " .\n")
    width = max(map(len, _USED)) + 1
    prefixes = "".join(f"@prefix {p + ':':<{width}} <{PREFIXES[p]}> .\n" for p in _USED)
    return _HEAD + prefixes + "".join("\n" + block for block in blocks)


def _lines(stored: StoredRecord) -> list[list[str]]:
    record = stored.record
    looked_up = [
        f"kb:recordOf {_node(stored.reference)}",
        f"kb:registry {curie(KB(record.registry).value)}",
        f"kb:lookedUp {_string(str(record.identifier))}",
    ]
    when = [f'kb:checkedOn "{record.day.isoformat()}"^^xsd:date', f"kb:inRegistry {_boolean(record.exists)}"]  # fmt: skip
    if record.about:
        when.append("kb:about true")
    if record.reference_type:
        when.append(f"kb:recordType kb:{record.reference_type}")
    titles = [f"dct:title {_string(record.title)}"] if record.title else []
    titles += _several("dct:alternative", record.also_titled)
    journals = [name for name in (record.container, record.container_short) if name]
    titles += _several("dct:isPartOf", sorted(journals))
    people = [f"dct:creator {_string(record.authors[0])}"] if record.authors else []
    if record.years:
        years = ", ".join(f'"{year:04}"^^xsd:gYear' for year in sorted(set(record.years)))
        people.append(f"kb:publishedIn {years}")
    others = [str(i) for i in record.identifiers if i != record.identifier]
    return [
        looked_up,
        when,
        titles,
        people,
        _several("kb:alsoIdentifiedAs", others),
        _several("kb:recordName", record.names),
        [f"kb:{name} {_state(said)}" for name, said in record.states],
        *([f"kb:notice {_notice(n)}"] for n in record.notices),
        *([f"kb:noticeOf {_notice(n)}"] for n in record.notice_of),
        [f"kb:textIs {_string(record.text_is)}"] if _looked_for(stored) else [],
        *(
            _several(f"kb:{name}", [e.words for e in stored.excerpts if e.status == status])
            for status, name in _EXCERPTS.items()
        ),
    ]


def _looked_for(stored: StoredRecord) -> bool:
    return any(excerpt.status in _EXCERPTS for excerpt in stored.excerpts)


def _free(stored: StoredRecord, taken: set[str]) -> str:
    local = stored.reference.value.rpartition("/")[2]
    stem = f"record-{local}-{stored.record.registry}-{stored.record.identifier.scheme}".lower()
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def _node(node: ox.NamedNode) -> str:
    short = curie(node.value)
    return short if short != node.value else f"<{node.value}>"


def _several(predicate: str, values: Iterable[str]) -> list[str]:
    said = ", ".join(_string(v) for v in dict.fromkeys(values))
    return [f"{predicate} {said}"] if said else []


def _notice(notice: Notice) -> str:
    parts = [f"kb:nature {_string(notice.nature)}"]
    if notice.day:
        parts.append(f'dct:issued "{notice.day.isoformat()}"^^xsd:date')
    if notice.doi:
        parts.append(f"kb:noticeDoi {_string(notice.doi)}")
    if notice.pmid:
        parts.append(f"kb:noticePmid {_string(notice.pmid)}")
    return "[ " + " ; ".join(parts) + " ]"


def _notices(store: ox.Store, node: Term, predicate: ox.NamedNode) -> tuple[Notice, ...]:
    found = []
    for term in objects(store, node, predicate):
        said = text(store, term, DCT("issued"))
        found.append(
            Notice(
                text(store, term, KB("nature")) or "",
                date.fromisoformat(said) if said else None,
                text(store, term, KB("noticeDoi")) or "",
                text(store, term, KB("noticePmid")) or "",
            )
        )
    return tuple(sorted(found, key=lambda n: (n.day or date.min, n.nature, n.doi, n.pmid)))


def _state(said: str | bool | date) -> str:
    if isinstance(said, bool):
        return _boolean(said)
    return f'"{said.isoformat()}"^^xsd:date' if isinstance(said, date) else _string(said)


def _boolean(said: bool) -> str:
    return "true" if said else "false"


def _string(said: str) -> str:
    return str(ox.Literal(said))
