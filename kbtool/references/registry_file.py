"""kb/registry.ttl: what registries said of the references, and when. kbtool writes it, whole; nobody else need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.rdf.namespaces import DCT, ID, KB, PREFIXES, RDF, XSD, curie
from kbtool.rdf.terms import Term, objects, one, text, value
from kbtool.rdf.turtle.write import Nested, Property, free_name, name_stem, says, statement
from kbtool.references.excerpts import Excerpt, ExcerptStatus
from kbtool.references.identifiers import read_identifier
from kbtool.references.notices import Notice
from kbtool.references.record import Record, State, Stated, TextIs

NAME = Path("kb") / "registry.ttl"

_HEAD = """# What registries said of the references, and when. `kbtool cite` writes this file, whole; whether
# that fits what is recorded is computed each time that the knowledge base is read.

"""
_PREFIXES = {name: PREFIXES[name] for name in ("kb", "id", "dct", "xsd")}
_EXCERPTS = {
    ExcerptStatus.FOUND: "excerptFound",
    ExcerptStatus.NORMALISED: "excerptFoundNormalised",
    ExcerptStatus.NOT_FOUND: "excerptNotFound",
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

    states = [State(what, _typed(said, what)) for what in Stated for said in several(KB(what.term))]
    text_is = text(store, node, KB("textIs"))
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
        text_is=TextIs(text_is) if text_is in list(TextIs) else None,
    )
    excerpts = tuple(
        Excerpt(words, status) for status, name in _EXCERPTS.items() for words in several(KB(name))
    )
    return StoredRecord(reference, record, excerpts)


def _typed(said: str, what: Stated) -> str | bool | date:
    if what.type is bool:
        return said in ("true", "1")
    return date.fromisoformat(said) if what.type is date else said


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
        name = free_name(_stem(stored), lambda name: name not in taken)
        taken.add(name)
        kind = KB("RegistryRecord")
        blocks.append(statement(ID(name), kind, *_lines(stored), prefixes=_PREFIXES))
    width = max(map(len, _PREFIXES)) + 1
    prefixes = "".join(f"@prefix {p + ':':<{width}} <{base}> .\n" for p, base in _PREFIXES.items())
    return _HEAD + prefixes + "".join("\n" + block for block in blocks)


def _stem(stored: StoredRecord) -> str:
    about = name_stem(stored.reference.value)
    return f"record-{about}-{stored.record.registry}-{stored.record.identifier.scheme}".lower()


def _lines(stored: StoredRecord) -> list[list[Property]]:
    record = stored.record
    journals = [name for name in (record.container, record.container_short) if name]
    years = [ox.Literal(f"{year:04}", datatype=XSD("gYear")) for year in sorted(set(record.years))]
    others = [str(i) for i in record.identifiers if i != record.identifier]
    looked_for = any(excerpt.status in _EXCERPTS for excerpt in stored.excerpts)
    return [
        [
            says(KB("recordOf"), stored.reference),
            says(KB("registry"), KB(record.registry)),
            says(KB("lookedUp"), str(record.identifier)),
        ],
        [
            says(KB("checkedOn"), record.day),
            says(KB("inRegistry"), record.exists),
            says(KB("about"), record.about or None),
            says(KB("recordType"), KB(record.reference_type) if record.reference_type else None),
        ],
        [
            says(DCT("title"), record.title or None),
            says(DCT("alternative"), *dict.fromkeys(record.also_titled)),
            says(DCT("isPartOf"), *dict.fromkeys(sorted(journals))),
        ],
        [says(DCT("creator"), *record.authors[:1]), says(KB("publishedIn"), *years)],
        [says(KB("alsoIdentifiedAs"), *dict.fromkeys(others))],
        [says(KB("recordName"), *dict.fromkeys(record.names))],
        [says(KB(state.what.term), state.value) for state in record.states],
        *([says(KB("notice"), _nested(notice))] for notice in record.notices),
        *([says(KB("noticeOf"), _nested(notice))] for notice in record.notice_of),
        [says(KB("textIs"), record.text_is if looked_for else None)],
        *(
            [says(KB(name), *dict.fromkeys(e.words for e in stored.excerpts if e.status == status))]
            for status, name in _EXCERPTS.items()
        ),
    ]


def _nested(notice: Notice) -> Nested:
    return Nested(
        (
            says(KB("nature"), notice.nature),
            says(DCT("issued"), notice.day),
            says(KB("noticeDoi"), notice.doi or None),
            says(KB("noticePmid"), notice.pmid or None),
        )
    )


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
