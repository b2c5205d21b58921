"""A file's statements, in parts that no node of the knowledge base joins within the file.

A part is known by the nodes with a name in it: parts of several files that have one in common hang together. What is said of
terms, and of nodes that hang together with nothing but terms, is one part, which every slice holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kbtool.knowledge.slices.kinds import is_word
from kbtool.rdf.namespaces import DCT, KB, RDFS, SKOS
from kbtool.references.identifiers import SCHEMES

_COMMON = None
"""The root of what every slice holds."""

_SOURCE = DCT("source")

NAMES = frozenset(
    {
        RDFS("label"),
        *map(SKOS, ("prefLabel", "altLabel", "hiddenLabel")),
        *map(DCT, ("publisher", "creator")),
    }
)
"""Properties by whose texts nodes are looked for, as names read: who has the same name hangs together."""

_IDENTIFIERS = frozenset(KB(name) for name, scheme in SCHEMES.items() if scheme.of_a_paper)

JOINED = NAMES | _IDENTIFIERS | {KB("file"), KB("question"), KB("writtenAs")}
"""Properties whose texts join: who has the same one hangs together."""

_LEGAL_FORM = re.compile(r"(inc|llc|ltd|gmbh|pllc|plc|corp|co)$")


def name_key(text: str) -> str:
    """What is alike of names that somebody may take for the same: letters and digits, without a legal form."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return '"' + _LEGAL_FORM.sub("", "".join(filter(str.isalnum, plain)))


@dataclass
class Part:
    """Some statements of a file.

    Attributes:
        triples: the statements.
        keys: what joins them with parts of other files: IRIs of nodes, and names.
        common: whether every slice holds them.
    """

    triples: list[ox.Triple] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    common: bool = False


def parts_of(triples: Iterable[ox.Triple]) -> list[Part]:
    """The parts of a file, those that every slice holds as one."""
    listed = list(triples)
    rows = _rows(listed)
    parents: dict[object, object] = {_COMMON: _COMMON}
    names: set[object] = set()

    def root(node: object) -> object:
        found = parents.setdefault(node, node)
        while found is not parents[found]:
            parents[found] = parents[parents[found]]
            found = parents[found]
        parents[node] = found
        return found

    alone: dict[object, object] = {}
    ends = [(_end(t.subject, alone), list(_ends(t, alone))) for t in listed]
    for subject, others in ends:
        for each in (subject, *others):
            if isinstance(each, str):
                names.add(each)
        if subject in rows:
            subject = _COMMON
        for other in others:
            if subject is _COMMON and isinstance(other, str):
                continue
            one, two = root(subject), root(other)
            if one is not two:
                parents[two if one is _COMMON else one] = one if one is _COMMON else two
        root(subject)
    named = {root(name) for name in names}
    parts: dict[object, Part] = defaultdict(Part)
    for triple, (subject, others) in zip(listed, ends, strict=True):
        where = root(subject)
        if where not in named or subject in rows:
            where = _COMMON
        part = parts[where]
        part.triples.append(triple)
        part.common = where is _COMMON
        part.keys.update(
            each
            for each in (subject, *others)
            if isinstance(each, str) and not (part.common and each.startswith('"'))
        )
    return list(parts.values())


def _rows(triples: Iterable[ox.Triple]) -> set[object]:
    """The lines of tables: nodes without a name to which nothing points, on terms alone, with a source at most."""
    rows: set[object] = set()
    others: set[object] = set()
    for triple in triples:
        subject, value = triple.subject, triple.object
        if isinstance(subject, ox.BlankNode):
            rows.add(subject)
            if isinstance(value, ox.BlankNode) or (
                isinstance(value, ox.NamedNode)
                and triple.predicate != _SOURCE
                and not is_word(value.value)
            ):
                others.add(subject)
        if isinstance(value, ox.BlankNode):
            others.add(value)
    return rows - others


def _end(term: object, alone: dict[object, object]) -> object:
    """What stands for a node: its IRI, itself if it has no name, and nothing for a term."""
    if isinstance(term, ox.NamedNode):
        return _COMMON if is_word(term.value) else alone.setdefault(term.value, term.value)
    return alone.setdefault(term, term)


def _ends(triple: ox.Triple, alone: dict[object, object]) -> Iterator[object]:
    value = triple.object
    if triple.predicate in JOINED and not (
        isinstance(triple.subject, ox.NamedNode) and is_word(triple.subject.value)
    ):
        name = name_key("" if isinstance(value, ox.BlankNode | ox.Triple) else value.value)
        yield alone.setdefault(name, name)
    if not isinstance(value, ox.Literal):
        end = _end(value, alone)
        if end is not _COMMON:
            yield end
