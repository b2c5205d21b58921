"""In which scope evidence decides for a claim or against it, where it does so in part, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kbtool.knowledge.derive.studied import scope_in_words
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.scales import Scope
from kbtool.knowledge.statements import Statement, Terminology, read_statement, read_terminology
from kbtool.rdf.datatypes import days
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, instances, named, objects, text

_NAMED = 2
"""So many parts are named, or one more that is as broad; the others are counted."""


@dataclass(frozen=True)
class _Part:
    """What a narrower statement says more than the one that is held, and how that reads.

    Attributes:
        words: how it reads.
        subject: its subject.
        object: its object.
        scope: the qualifiers that it says more, but for those of which the value is not known.
        told: how many limits the words tell.
        unknown: whether the value of a qualifier is not known.
        longest: the longest span of time among the values, in days.
    """

    words: str
    subject: Term
    object: Term | None
    scope: Scope
    told: int
    unknown: bool
    longest: float

    def covers(self, other: _Part, terms: Terminology) -> bool:
        """Whether the other is of the same or of less, where a time that is not known is any time."""
        return (
            terms.within(other.subject, self.subject)
            and terms.within(other.object, self.object)
            and terms.scope_within(other.scope, self.scope)
        )


def scope_in_part_quads(store: ox.Store, labels: Labels) -> Iterator[ox.Quad]:
    """kb:supportedScope and kb:refutedScope of each claim that evidence decides in part: "in adults; in severe pain"."""
    qualifiers = instances(store, KB("Qualifier"))
    terms = read_terminology(store)
    for decided, words in (("supportedIn", "supportedScope"), ("refutedIn", "refutedScope")):
        parts: dict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
        for quad in store.quads_for_pattern(None, KB(decided), None, DERIVED):
            for claim, part in (
                (c, p) for c in named([quad.subject]) for p in named([quad.object])
            ):
                parts[claim].add(part)
        for claim, found in parts.items():
            said = _in_words(_parts(claim, found, store, qualifiers, labels), terms)
            yield ox.Quad(claim, KB(words), ox.Literal(said), DERIVED)


def _in_words(parts: Iterable[_Part], terms: Terminology) -> str:
    """The broadest of some parts in words, and how many there are beside them that none covers.

    Where the time of all of those is unknown, the broadest of the others says for how long it is known.
    """
    known = sorted({part.words: part for part in parts if part.words}.values(), key=_breadth)
    left: list[_Part] = []
    for part in known:
        if not any(other.covers(part, terms) for other in left):
            left = [*(other for other in left if not part.covers(other, terms)), part]
    if len(left) == 1 and left[0].unknown:
        left += [part for part in known if not part.unknown][:1]
    alike = {part.told for part in left[: _NAMED + 1]}
    named_parts = len(left) if len(left) == _NAMED + 1 and len(alike) == 1 else _NAMED
    shown, more = left[:named_parts], left[named_parts:]
    said = "; ".join(sorted(part.words for part in shown))
    if not more:
        return said
    if any(part.told <= max(each.told for each in shown) for part in more):
        return f"{said}; and {len(more)} more"
    return f"{said}; and {len(more)} narrower {'one' if len(more) == 1 else 'ones'}"


def _breadth(part: _Part) -> tuple[int, float, int, str]:
    """Sort key: the fewest limits first, then the longest time, then the shortest words."""
    return part.told, -part.longest, len(part.words), part.words


def _parts(
    claim: ox.NamedNode,
    parts: set[ox.NamedNode],
    store: ox.Store,
    qualifiers: list[ox.NamedNode],
    labels: Labels,
) -> Iterator[_Part]:
    held = [
        statement
        for relation in ("asserts", "denies")
        for node in objects(store, claim, KB(relation))
        if (statement := read_statement(store, node, qualifiers)) is not None
    ]
    for statement in held:
        for part in parts:
            if parts.isdisjoint(objects(store, part, KB("narrowerScopeThan"))):
                yield from _added(statement, part, store, qualifiers, labels)


def _added(
    held: Statement,
    node: ox.NamedNode,
    store: ox.Store,
    qualifiers: list[ox.NamedNode],
    labels: Labels,
) -> Iterator[_Part]:
    named_by = [*named(objects(store, node, KB("narrows"))), node]
    base = read_statement(store, named_by[0], qualifiers)
    if base is None:
        return
    own = {q: frozenset(v) for q in qualifiers if (v := objects(store, node, q))}
    scope = {**base.scope, **own}
    more = {q: values for q, values in scope.items() if values != held.scope.get(q)}
    words = [] if base.subject == held.subject else [f"of {labels.label(base.subject)}"]
    if base.object != held.object:
        words.append(_object(base.object, store, labels))
    words += filter(None, [scope_in_words(more, labels)])
    known = {q: values for q, values in more.items() if KB("NotKnown") not in values}
    yield _Part(
        words=", ".join(words),
        subject=base.subject,
        object=base.object,
        scope=known,
        told=len(words) - bool(more) + len(more),
        unknown=len(known) < len(more),
        longest=max((days(v) for values in known.values() for v in values), default=0.0),
    )


def _object(term: Term | None, store: ox.Store, labels: Labels) -> str:
    """A narrower object, as its kind reads: "in PTSD"."""
    for kind in named(objects(store, term, KB("conceptKind"))):
        if text(store, kind, KB("phrase")) is not None and term is not None:
            return labels.qualified(kind, term)
    return f"as to {labels.label(term)}"
