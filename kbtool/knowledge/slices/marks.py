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

_WORDS = 12
"""So many words of a finding are kept at most."""
FEWEST = 6
"""Words of the shortest finding that says by itself what it is of, so that a draft may repeat it without naming that."""
_LONGEST = 400
"""Characters in which the first words of a sentence stand, if none is very long."""
ASIDE = re.compile(r"\s*\(([^()]*)\)")
"""What stands in brackets, which a draft may leave out."""


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
        text = text_of(finding.decode())
        if len(tokens_of(level_text(text))) >= FEWEST:
            for said in {text, ASIDE.sub("", text)}:
                yield OPENING, " ".join(_first_words(said))
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


def openings_of(text: str) -> Iterator[str]:
    """The first word of a text, the first two, and so on: one of them tells each finding that it may begin with."""
    words = _first_words(text)
    for end in range(1, len(words) + 1):
        yield " ".join(words[:end])


def _first_words(text: str) -> list[str]:
    """The first words of a text, as they read."""
    text = level_text(text)
    words = [token.word for token in tokens_of(text[:_LONGEST]) if token.is_word]
    if len(words) <= _WORDS and len(text) > _LONGEST:  # the last one may be cut off
        words = [token.word for token in tokens_of(text) if token.is_word]
    return words[:_WORDS]
