"""A file's statements, in parts that no node of the knowledge base joins within the file.

A part is known by the nodes with a name in it: parts of several files that have one in common hang together. What is said of
terms, and of nodes that hang together with nothing but terms, is one part, which every slice holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

from msgspec import Struct, field

from kbtool.knowledge.slices.kinds import is_word
from kbtool.knowledge.slices.lines import Lines, text_of
from kbtool.rdf.namespaces import DCT, FOAF, KB, RDFS, SKOS
from kbtool.references.schemes import SCHEMES

_COMMON = 0
"""The number of what every slice holds: of all terms."""

NAMES = frozenset(
    {
        RDFS("label"),
        FOAF("name"),
        *map(SKOS, ("prefLabel", "altLabel", "hiddenLabel")),
        *map(DCT, ("publisher", "creator")),
    }
)
"""Properties by whose texts nodes are looked for, as names read: who has the same name hangs together."""

_IDENTIFIERS = frozenset(KB(name) for name, scheme in SCHEMES.items() if scheme.of_a_paper)

JOINED = NAMES | _IDENTIFIERS | {KB("file"), KB("question"), KB("writtenAs")}
"""Properties whose texts join: who has the same one hangs together."""

_LEGAL_FORM = re.compile(r"(inc|llc|ltd|gmbh|pllc|plc|corp|co)$")


_SOURCE = str(DCT("source"))
_JOINED = frozenset(map(str, JOINED))


_CALLED = frozenset(map(str, (RDFS("label"), FOAF("name"))))
"""What has such a name may go by its own one as well."""


def name_key(text: str) -> str:
    """What is alike of names that somebody may take for the same: letters and digits, without a legal form."""
    letters = (each for each in text if each.isalpha() or not each.isnumeric() or each.isdecimal())
    plain = unicodedata.normalize("NFKC", "".join(letters)).casefold()
    return '"' + _LEGAL_FORM.sub("", "".join(filter(str.isalnum, plain)))


def _local(iri: str) -> str:
    """The own name of a node."""
    return re.split("[/#]", iri)[-1]


class Part(Struct):
    """Some statements of a file.

    Attributes:
        lines: which of its lines have them.
        keys: what joins them with parts of other files: IRIs of nodes, and names.
        common: whether every slice holds them.
    """

    lines: list[int] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    common: bool = False


def parts_of(lines: Lines) -> list[Part]:
    """The parts of a file, those that every slice holds as one."""
    numbers = _Numbers()
    subjects = [numbers.of(subject) for subject in lines.subjects]
    links: list[tuple[int, int]] = []
    rows: set[int] = set()
    no_rows: set[int] = set()
    for subject, predicate, value in zip(subjects, lines.predicates, lines.values, strict=True):
        blank = not numbers.named[subject]
        if blank:
            rows.add(subject)
        if predicate in _JOINED and subject != _COMMON:
            links.append((subject, numbers.of(name_key(text_of(value)))))
            if predicate in _CALLED and not blank:
                links.append((subject, numbers.of(name_key(_local(numbers.keys[subject])))))
        if value[0] == '"':
            continue
        end = numbers.of(value)
        if end != _COMMON:
            links.append((subject, end))
            if not numbers.named[end]:
                no_rows.update((subject, end))
            elif blank and predicate != _SOURCE:
                no_rows.add(subject)
    rows -= no_rows
    return _parted(numbers, subjects, links, rows)


def _parted(
    numbers: _Numbers, subjects: list[int], links: list[tuple[int, int]], rows: set[int]
) -> list[Part]:
    """The parts, by the numbers of nodes and names.

    Args:
        numbers: what has which number.
        subjects: the subject of each line.
        links: what each subject is joined with.
        rows: the lines of tables: nodes without a name to which nothing points, on terms alone, with a source at most.
    """
    named = numbers.named
    parents = list(range(len(named)))

    def root(node: int) -> int:
        while node != parents[node]:
            parents[node] = parents[parents[node]]
            node = parents[node]
        return node

    for subject, other in links:
        of = _COMMON if subject in rows else subject
        if of == _COMMON and named[other]:
            continue
        one, two = root(of), root(other)
        if one < two:  # what every slice holds has the least number
            parents[two] = one
        elif two < one:
            parents[one] = two
    roots = list(map(root, range(len(named))))
    with_name = {roots[node] for node in range(1, len(named)) if named[node]}
    where = [
        at if at in with_name and node not in rows else _COMMON for node, at in enumerate(roots)
    ]
    parts: dict[int, Part] = defaultdict(Part)
    for line, subject in enumerate(subjects):
        parts[where[subject]].lines.append(line)
    for node in range(1, len(named)):
        if named[node] and roots[node] != _COMMON and roots[node] in parts:
            parts[roots[node]].keys.append(numbers.keys[node])
    if _COMMON in parts:
        met = {subject for subject in subjects if where[subject] == _COMMON}
        met |= {other for subject, other in links if where[subject] == _COMMON}
        keys = (numbers.keys[node] for node in met if node != _COMMON and named[node])
        parts[_COMMON].keys = [key for key in keys if not key.startswith('"')]
        parts[_COMMON].common = True
    return list(parts.values())


class _Numbers:
    """Numbers for the nodes of a file and the names by which they are joined; all terms have one."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self.named = [True]
        self.keys = [""]

    def of(self, term: str) -> int:
        """The number of a term as N-Triples write it, or of a name."""
        found = self._known.get(term)
        if found is None:
            is_iri = term[0] == "<"
            key = term[1:-1] if is_iri else term
            found = _COMMON if is_iri and is_word(key) else len(self.named)
            if found != _COMMON:
                self.named.append(term[0] != "_")
                self.keys.append(key)
            self._known[term] = found
        return found
