"""kb/registry.ttl, written: new records are put into it one by one, and what is not asked again stays as it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Set

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.errors import InputError
from kbtool.rdf.namespaces import DCT, KB, XSD, Names
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.turtle.write import Nested, Property, free_name, name_stem, says, statement
from kbtool.references.registry_file import EXCERPTS, StoredRecord, stored_records
from kbtool.references.retractions import Notice

_HEAD = """# What registries said of the references, and when. `kbtool cite` writes this file; whether
# that fits what is recorded is computed each time that the knowledge base is read.

"""
_USED = ("kb", "id", "dct", "xsd")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class _Block(Struct, frozen=True):
    """What is said of one subject in the file, with the blank lines and comments before it."""

    subject: str
    before: str
    text: str


def merged(
    before: Iterable[StoredRecord], new: Iterable[StoredRecord], known: Iterable[ox.NamedNode]
) -> list[StoredRecord]:
    """Records with new ones in the place of those that they replace, and without those of references that are gone."""
    kept = set(known)
    found = {record.key: record for record in [*before, *new] if record.reference in kept}
    return [found[key] for key in sorted(found)]


def registry_turtle(records: Iterable[StoredRecord], names: Names) -> str:
    """A whole file of records."""
    taken: set[str] = set()
    width = max(map(len, _USED)) + 1
    declared = (f"@prefix {p + ':':<{width}} <{names.prefixes[p]}> .\n" for p in _USED)
    blocks = (_block(stored, _free_node(stored, taken, names), names) for stored in records)
    return _HEAD + "".join(declared) + "".join(block.before + block.text for block in blocks)


def updated(
    file: TurtleFile | None,
    before: Collection[StoredRecord],
    new: Collection[StoredRecord],
    known: Set[ox.NamedNode],
    names: Names,
) -> str:
    """The file with new records, each in the place and under the name of the one that it replaces; the others stay.

    A file in which records do not begin on lines of their own is written again as a whole.

    Args:
        file: the file as read, if there is one.
        before: the records that are kept.
        new: the new records.
        known: the references; what was said of another is taken out.
        names: the namespaces of the knowledge base.
    """
    whole = registry_turtle(merged(before, new, known), names)
    if file is None:
        return whole
    text = _in_place(file, before, [each for each in new if each.reference in known], known, names)
    return text if _records(text, names) == _records(whole, names) else whole


def _in_place(
    file: TurtleFile,
    before: Iterable[StoredRecord],
    new: Iterable[StoredRecord],
    known: Set[ox.NamedNode],
    names: Names,
) -> str:
    head, blocks, tail = _blocks(file)
    there = {record.node.value: record for record in before if record.node is not None}
    taken = set(there)
    nodes = {record.key: record.node for record in there.values() if record.node is not None}
    latest = {record.key: record for record in new}
    kept = []
    for block in blocks:
        record = there.get(block.subject)
        if record is None or record.reference in known:
            asked = latest.pop(record.key, None) if record else None
            node = ox.NamedNode(block.subject)
            kept.append(replace(block, text=_block(asked, node, names).text) if asked else block)
    for key in sorted(latest):
        node = nodes.get(key) or _free_node(latest[key], taken, names)
        added = _block(latest[key], node, names)
        there[added.subject] = latest[key]
        behind = (
            place
            for place, block in enumerate(kept)
            if block.subject in there and there[block.subject].key > key
        )
        kept.insert(next(behind, len(kept)), added)
    text = head
    for block in kept:
        text += ("" if text.endswith("\n") or not text else "\n") + block.before + block.text
    return text + tail


def _blocks(file: TurtleFile) -> tuple[str, list[_Block], str]:
    """What stands before the first subject that begins a line, each subject, and what stands behind the last."""
    lines = _LINE.findall(file.text)
    starts = sorted((line - 1, iri) for iri, line in file.lines.items())
    ends = [start for start, _ in starts[1:]] + [len(lines)]
    text = "".join(lines[: starts[0][0]] if starts else lines)
    head, leading = _apart(text)
    blocks = []
    for (start, iri), end in zip(starts, ends, strict=True):
        before = leading
        text, leading = _apart("".join(lines[start:end]))
        blocks.append(_Block(iri, before, text))
    return head, blocks, leading


def _apart(text: str) -> tuple[str, str]:
    """A text, and the blank lines and comments at its end."""
    at = len(text)
    for line in reversed(_LINE.findall(text)):
        if line.strip() and not line.lstrip().startswith("#"):
            break
        at -= len(line)
    return text[:at], text[at:]


def _records(turtle: str, names: Names) -> list[StoredRecord] | None:
    """The records in a text; None, if they cannot be read."""
    store = ox.Store()
    try:
        store.load(turtle, format=ox.RdfFormat.TURTLE)
        return stored_records(store, names)
    except (SyntaxError, InputError):
        return None


def _block(stored: StoredRecord, node: ox.NamedNode, names: Names) -> _Block:
    prefixes = {name: names.prefixes[name] for name in _USED}
    said = statement(node, KB("RegistryRecord"), *_lines(stored), prefixes=prefixes)
    return _Block(node.value, "\n", said)


def _free_node(stored: StoredRecord, taken: set[str], names: Names) -> ox.NamedNode:
    """A node that is not taken, and is from now on."""
    node = names.node(free_name(_stem(stored), lambda name: names.node(name).value not in taken))
    taken.add(node.value)
    return node


def _stem(stored: StoredRecord) -> str:
    about = name_stem(stored.reference.value)
    return f"record-{about}-{stored.record.registry}-{stored.record.identifier.scheme}".lower()


def _lines(stored: StoredRecord) -> list[list[Property]]:
    record = stored.record
    journals = [n for n in (record.container, record.container_short, *record.also_in) if n]
    years = [ox.Literal(f"{year:04}", datatype=XSD("gYear")) for year in sorted(set(record.years))]
    others = [str(i) for i in record.identifiers if i != record.identifier]
    looked_for = any(excerpt.status in EXCERPTS for excerpt in stored.excerpts)
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
        [
            says(DCT("creator"), *record.authors[:1]),
            says(KB("otherCreatorName"), *record.also_first),
            says(KB("publishedIn"), *years),
        ],
        [says(KB("alsoIdentifiedAs"), *dict.fromkeys(others))],
        [says(KB("recordName"), *dict.fromkeys(record.names))],
        [says(KB(state.what.term), state.value) for state in record.states],
        *([says(KB("notice"), _nested(notice))] for notice in record.notices),
        *([says(KB("noticeOf"), _nested(notice))] for notice in record.notice_of),
        [says(KB("textIs"), record.text_is if looked_for else None)],
        *(
            [says(KB(name), *dict.fromkeys(e.words for e in stored.excerpts if e.status == status))]
            for status, name in EXCERPTS.items()
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
