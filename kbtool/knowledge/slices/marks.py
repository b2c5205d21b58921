"""What prose may meet in a part without naming a node of it: how findings begin, and what holds in one place alone.

A draft may say in the very words of evidence what that found; and whether what a predicate says hangs on a jurisdiction is
told by any statement of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from kbtool.knowledge.slices.lines import text_of
from kbtool.rdf.namespaces import KB, RDF
from kbtool.text.tokens import tokens_of
from kbtool.text.typography import level_text

OPENING, PLACED = "opening", "placed"
"""The kinds of marks: how a finding begins, and a predicate or measure of which something is said of a jurisdiction."""

UNKNOWN = "?"
"""The mark of what is said of a jurisdiction, where another file has its predicate."""

_WORDS = 3
_LONGEST = 150
"""Characters in which the first words of a sentence stand."""


def _lines_with(*properties: ox.NamedNode) -> re.Pattern[bytes]:
    names = "|".join(re.escape(one.value) for one in properties)
    return re.compile(rf"^(\S+) <(?:{names})> (.*) \.$".encode(), re.MULTILINE)


_FINDING = _lines_with(KB("finding"))
_JURISDICTION = _lines_with(KB("jurisdiction"))
_RELATION = _lines_with(KB("predicate"), KB("measure"))
_TYPE = _lines_with(RDF("type"))
_STATEMENTS = frozenset(str(KB(name)).encode() for name in ("Proposition", "Quantity"))


def marks_of(triples: bytes) -> Iterator[tuple[str, str]]:
    """The marks of a part, each with its kind.

    Args:
        triples: its statements, as N-Triples.
    """
    for _, finding in _FINDING.findall(triples):
        yield OPENING, opening_of(text_of(finding.decode()))
    placed = {subject for subject, _ in _JURISDICTION.findall(triples)}
    if placed:
        relations: dict[bytes, set[str]] = defaultdict(set)
        for subject, relation in _RELATION.findall(triples):
            relations[subject].add(relation.decode()[1:-1])
        types: dict[bytes, set[bytes]] = defaultdict(set)
        for subject, type_ in _TYPE.findall(triples):
            types[subject].add(type_)
        for subject in placed:
            if subject in relations or types.get(subject, _STATEMENTS) & _STATEMENTS:
                for relation in relations.get(subject, {UNKNOWN}):
                    yield PLACED, relation


def opening_of(text: str) -> str:
    """The first words of a text, as they read."""
    tokens = tokens_of(level_text(text)[:_LONGEST])
    return " ".join([token.word for token in tokens if token.is_word][:_WORDS])
