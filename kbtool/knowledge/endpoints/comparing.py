"""What a store has made of triples: the same values, the same values written otherwise, or others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.endpoints.terms import datatype_of
from kbtool.rdf.namespaces import curie

_SHOWN = 5
_LONG = 60


class Altered(Struct, frozen=True):
    """What is not as it was.

    Attributes:
        values: for each property and datatype whose values are others, what happened to them, in words.
        written: how many values are written otherwise, by datatype.
        datatypes: those of values that are others.
    """

    values: tuple[str, ...]
    written: Counter[str]
    datatypes: frozenset[str] = frozenset()


def compared(before: Collection[ox.Triple], after: Collection[ox.Triple]) -> Altered:
    """Hold triples that were read back to those that were written, by value.

    Args:
        before: those that were written.
        after: those that were read.
    """
    meant, found = _values(before), _values(after)
    lacking, more = meant - found, found - meant
    values = tuple(_told(lacking, more, before)) if lacking or more else ()
    texts = set(before)
    written = Counter(
        _kind(t) for t in after if t not in texts and not (lacking or more) and _is_literal(t)
    )
    datatypes = {_kind(t) for t in lacking if _is_literal(t)}
    return Altered(values, written, frozenset(datatypes))


def _values(triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Triples as values: a store writes each value in one way."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    return {quad.triple for quad in store}


def _told(
    lacking: Iterable[ox.Triple], more: Iterable[ox.Triple], before: Iterable[ox.Triple]
) -> Iterable[str]:
    of = Counter((t.predicate.value, _kind(t)) for t in before)
    gone: dict[tuple[str, str], list[ox.Triple]] = defaultdict(list)
    for t in sorted(lacking, key=str):
        gone[t.predicate.value, _kind(t)].append(t)
    instead = {(t.subject, t.predicate): t for t in sorted(more, key=str, reverse=True)}
    seen = set()
    groups = sorted(gone.items())
    for (predicate, kind), some in groups[:_SHOWN]:
        first = some[0]
        other = instead.get((first.subject, first.predicate))
        was = f"{_short(first.object)} is " + ("gone" if other is None else _short(other.object))
        yield f"{curie(predicate)} ({kind}): {len(some)} of {of[predicate, kind]} values, such as {was}"
    if len(groups) > _SHOWN:
        yield f"and values of {len(groups) - _SHOWN} more properties and datatypes"
    seen = {(t.subject, t.predicate) for some in gone.values() for t in some}
    extra = [t for t in more if (t.subject, t.predicate) not in seen]
    if extra:
        yield f"{len(extra)} triples that were not written, such as {_short(min(extra, key=str))}"


def _kind(triple: ox.Triple) -> str:
    value = triple.object
    return datatype_of(value) if isinstance(value, ox.Literal) else "node"


def _is_literal(triple: ox.Triple) -> bool:
    return isinstance(triple.object, ox.Literal)


def _short(what: object) -> str:
    text = str(what)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"
