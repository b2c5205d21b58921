"""In which scope evidence decides for a claim or against it, where it does so in part, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.derive.studied import scope_in_words
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.scales import Scope
from kbtool.knowledge.statements import Statement, Terminology, read_statement, read_terminology
from kbtool.rdf.datatypes import days
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, instances, named, objects, text

_NAMED = 4
"""So many parts are named, the broadest first; the others are counted."""


class _Part(Struct, frozen=True):
    """What a narrower statement says more than the one that is held, and how that reads.

    Attributes:
        words: how it reads.
        limits: how its qualifiers alone read.
        of: the statement that it limits, where that differs from the one that is held in its object only.
        subject: its subject.
        object: its object.
        scope: the qualifiers that it says more, but for those of which the value is not known.
        told: how many limits the words tell.
        unknown: whether the value of a qualifier is not known.
        longest: the longest span of time among the values, in days.
    """

    words: str
    limits: str
    of: ox.NamedNode | None
    subject: Term
    object: Term | None
    scope: Scope
    told: int
    unknown: bool
    longest: float

    @property
    def terms(self) -> Iterator[Term]:
        """What it is about, and what limits it."""
        yield self.subject
        if self.object is not None:
            yield self.object
        for values in self.scope.values():
            yield from values

    def covers(self, other: _Part, terms: Terminology) -> bool:
        """Whether the other is of the same or of less, where a time that is not known is any time, and what held for a
        week held for a day.
        """
        mine, theirs = self.scope, other.scope
        if 0 < other.longest <= self.longest:
            mine, theirs = _timeless(mine), _timeless(theirs)
        return (
            terms.within(other.subject, self.subject)
            and terms.within(other.object, self.object)
            and terms.scope_within(theirs, mine)
        )


def _timeless(scope: Scope) -> Scope:
    return {q: values for q, values in scope.items() if not any(map(days, values))}


def scope_in_part_quads(store: ox.Store, labels: Labels) -> Iterator[ox.Quad]:
    """kb:supportedScope and kb:refutedScope of each claim that evidence decides in part ("in adults; in severe pain"), with
    what they put into words (kb:supportedLimit, kb:refutedLimit), and kb:supportedAs: the statement within these limits.
    """
    qualifiers = instances(store, KB("Qualifier"))
    terms = read_terminology(store)
    for decided, words, limit in (
        ("supportedIn", "supportedScope", "supportedLimit"),
        ("refutedIn", "refutedScope", "refutedLimit"),
    ):
        parts: dict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
        for quad in store.quads_for_pattern(None, KB(decided), None, DERIVED):
            for claim, part in (
                (c, p) for c in named([quad.subject]) for p in named([quad.object])
            ):
                parts[claim].add(part)
        for claim, found in parts.items():
            left = _broadest(_parts(claim, found, store, qualifiers, labels, terms), terms)
            shown = left[:_NAMED]
            yield ox.Quad(claim, KB(words), ox.Literal(_in_words(left)), DERIVED)
            for term in {term for part in left for term in part.terms}:
                yield ox.Quad(claim, KB(limit), term, DERIVED)
            if decided == "supportedIn":
                says = text(store, claim, KB("says")) or ""
                denies = bool(objects(store, claim, KB("denies")))
                said = ox.Literal(_stated(shown, says, denies, labels, terms))
                yield ox.Quad(claim, KB("supportedAs"), said, DERIVED)


def _stated(shown: list[_Part], says: str, denies: bool, labels: Labels, terms: Terminology) -> str:
    """A statement within its limits, said of the object that all parts are on: of depression, not of all disorders. What is
    shown beside another treatment only is not told, where something is shown by itself.
    """
    alone = [part for part in shown if not any(map(labels.is_told_last, part.scope))]
    shown = alone or shown
    widest = (
        part.of
        for part in shown
        if part.of is not None and all(terms.within(each.object, part.object) for each in shown)
    )
    node = next(widest, None)
    if node is not None:
        says = labels.phrase(node, negated=denies) or says
    limits = [part.limits if node is not None and part.of == node else part.words for part in shown]
    scope = "; ".join(_gathered(dict.fromkeys(filter(None, limits))))
    return f"{says} ({scope})" if scope else says


def _broadest(parts: Iterable[_Part], terms: Terminology) -> list[_Part]:
    """The parts that there are words for and none other covers, the broadest first.

    A part of which the time is not known gives way to those that it covers and that say for how long it is known.
    """
    found = {part.words: part for part in parts if part.words}.values()
    known = [part for part in found if not part.unknown]
    vague = [p for p in found if p.unknown and not any(p.covers(part, terms) for part in known)]
    left: list[_Part] = []
    for part in sorted([*known, *vague], key=_breadth):
        if not any(other.covers(part, terms) for other in left):
            left = [*(other for other in left if not part.covers(other, terms)), part]
    return left


def _in_words(left: list[_Part]) -> str:
    """Some parts in words, and how many there are beside them."""
    said = _gathered(part.words for part in left[:_NAMED])
    more = len(left) - len(left[:_NAMED])
    return "; ".join([*said, *([f"and {more} more"] if more else [])])


def _gathered(said: Iterable[str]) -> list[str]:
    """Parts in words, those side by side that begin with one limit: each is whole, so that any of them can be taken over."""
    groups: dict[str, list[str]] = defaultdict(list)
    for words in said:
        groups[words.partition(", ")[0]].append(words)
    return [words for group in groups.values() for words in group]


def _breadth(part: _Part) -> tuple[int, float, int, str]:
    """Sort key: the fewest limits first, then the longest time, then the shortest words."""
    return part.told, -part.longest, len(part.words), part.words


def _parts(
    claim: ox.NamedNode,
    parts: set[ox.NamedNode],
    store: ox.Store,
    qualifiers: list[ox.NamedNode],
    labels: Labels,
    terms: Terminology,
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
                yield from _added(statement, part, store, qualifiers, labels, terms)


def _added(
    held: Statement,
    node: ox.NamedNode,
    store: ox.Store,
    qualifiers: list[ox.NamedNode],
    labels: Labels,
    terms: Terminology,
) -> Iterator[_Part]:
    named_by = [*named(objects(store, node, KB("narrows"))), node]
    base = read_statement(store, named_by[0], qualifiers)
    if base is None:
        return
    own = {q: frozenset(v) for q in qualifiers if (v := objects(store, node, q))}
    scope = {**base.scope, **own}
    more = {q: values for q, values in scope.items() if values != held.scope.get(q)}
    words = [] if base.subject == held.subject else [f"of {labels.label(base.subject)}"]
    if base.object != held.object and not any(
        terms.within(value, base.object) for values in more.values() for value in values
    ):
        words.append(_object(base.object, store, labels))
    known = {q: values for q, values in more.items() if KB("NotKnown") not in values}
    limits = scope_in_words(told := known if known or words else more, labels)
    narrowed = base.subject == held.subject and base.object != held.object
    yield _Part(
        words=", ".join([*words, *filter(None, [limits])]),
        limits=limits,
        of=named_by[0] if narrowed and base.scope == held.scope else None,
        subject=base.subject,
        object=base.object,
        scope=known,
        told=len(words) + len(told),
        unknown=len(known) < len(more),
        longest=max((days(v) for values in known.values() for v in values), default=0.0),
    )


def _object(term: Term | None, store: ox.Store, labels: Labels) -> str:
    """A narrower object, as its kind reads: "in PTSD"."""
    for kind in named(objects(store, term, KB("conceptKind"))):
        if text(store, kind, KB("phrase")) is not None and term is not None:
            return labels.qualified(kind, term)
    return f"as to {labels.label(term)}"
