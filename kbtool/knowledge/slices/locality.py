"""Whether what a query finds at a node follows from what hangs together with that node, by what its patterns join.

A slice holds all statements that hang together by nodes of the knowledge base, and all statements on terms of vocabularies.
From a statement in it another one is reached through its subject always, and through its object if that is such a node: at
terms and texts the statements of all articles meet. A query is local if from each of its patterns all others are reached.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from kbtool.knowledge.slices.flattening import Flat, flattened
from kbtool.knowledge.slices.kinds import ALL, CONCEPT, PLACED, TEXT, WORD, Kinds, is_word
from kbtool.rdf.sparql_cursor import UnreadError
from kbtool.rdf.sparql_joins import Group, Pattern

_AS_TEXT = "="
"""Marks a variable that is reached as the text of a property whose texts join."""

_Masks = dict[str, int]


def not_local(
    query: str,
    kinds: Kinds,
    joined: frozenset[str] = frozenset(),
    shown: Collection[str] | None = None,
    declared: bool = False,
    judged: str | None = None,
) -> str | None:
    """Why a query is not local; None, if it is.

    Args:
        query: a SELECT, ASK or CONSTRUCT query.
        kinds: what stands at the ends of properties.
        joined: the properties whose texts join: who has the same hangs together.
        shown: the variables by which what it finds has a place, where nothing else matters.
        declared: whether it says itself that what it computes of names joins by names.
        judged: the variable of the nodes on which alone it finds something; None, if something follows of others.
    """
    try:
        flats, of = flattened(query)
        return _Reach(kinds, joined, shown, declared, judged, of).query(flats)
    except UnreadError as error:
        return f"what it joins is not known: {error}"


class _Reach:
    def __init__(
        self,
        kinds: Kinds,
        joined: frozenset[str],
        shown: Collection[str] | None,
        declared: bool,
        judged: str | None,
        flats: Callable[[Group], list[Flat]],
    ) -> None:
        self._kinds = kinds
        self._flats = flats
        self._shown = shown
        self._declared = declared
        self._judged = judged
        self._joined = joined

    def query(self, flats: Iterable[Flat]) -> str | None:
        for flat in flats:
            found = self._from_each(flat)
            if found is not None:
                return found
        return None

    def _from_each(self, flat: Flat) -> str | None:
        """What is not reached from some pattern of a group."""
        masks = self._masks(flat.patterns, {})
        if 0 in masks.values():
            return None  # it has no solution
        if self._shown is not None and not any(masks.get(end, ALL) & PLACED for end in self._shown):
            return None
        seeds = [s for s in flat.patterns if not self._is_safe(s, masks)]
        for seed in self._judging(seeds, masks):
            own = dict(masks)
            if not seed.both_ways and seed.subject.startswith("?"):
                # what is said of terms, every slice holds
                own[seed.subject] = masks.get(seed.subject, ALL) & ~(WORD | TEXT)
            found = self._left(flat, self._reaching([seed], own), own)
            if found is not None:
                return found
        if seeds:
            return None
        if not flat.patterns:
            for group in flat.optional:
                found = self.query(self._flats(group))
                if found is not None:
                    return found
        return self._left(flat, set(), masks)

    def _judging(self, seeds: list[Pattern], masks: _Masks) -> list[Pattern]:
        """Those of some patterns from which all others have to be reached.

        What is said of a concept, the slice of the node that is judged holds as well.
        """
        if self._judged is None:
            return seeds
        held = [
            each
            for each in seeds
            if each.subject != self._judged and self._is_safe(each, masks, CONCEPT | WORD)
        ]
        return [each for each in seeds if each not in held] or seeds

    def _masks(self, patterns: Iterable[Pattern], outer: _Masks) -> _Masks:
        """What the variables of patterns that hold together can be."""
        masks = dict(outer)
        for pattern in patterns:
            if pattern.repeated:
                continue
            for end, kind in self._ends(pattern):
                masks[end] = masks.get(end, ALL) & kind
        return {end: mask if mask & ~PLACED else 0 for end, mask in masks.items()}

    def _left(self, flat: Flat, reached: set[str], masks: _Masks) -> str | None:
        """What is not reached in a group, in words."""
        reached = set(reached)
        waiting = list(flat.patterns)
        changed = True
        while changed:
            changed = False
            for pair in flat.aliases:
                if not reached.isdisjoint(pair) and not reached.issuperset(pair):
                    reached.update(pair)
                    changed = True
            for pattern in list(waiting):
                if self._is_reached(pattern, reached, masks):
                    waiting.remove(pattern)
                    reached |= self._reaching([pattern], masks)
                    changed = True
        waiting = [each for each in waiting if not self._is_safe(each, masks, CONCEPT | WORD)]
        if waiting and self._declared and self._by_names(waiting):
            waiting = []
        if waiting:
            return _told(waiting[0], reached)
        for group, keys in flat.sums:
            for each in self._flats(group):
                inner = self._masks(each.patterns, {})
                if 0 in inner.values():
                    continue
                known = {
                    end
                    for end in self._reaching(each.patterns, inner)
                    if end.removesuffix(_AS_TEXT) in keys
                }
                found = self._left(each, known, inner)
                if found is not None:
                    return f"it aggregates: {found}"
        for group in flat.optional:
            for each in self._flats(group):
                inner = self._masks(each.patterns, masks)
                if 0 in inner.values():
                    continue
                found = self._left(each, reached, inner)
                if found is not None:
                    return found
        return None

    def _reaching(self, patterns: Iterable[Pattern], masks: _Masks) -> set[str]:
        """The variables by which others are reached from some patterns, and those whose texts join."""
        found: set[str] = set()
        for pattern in patterns:
            for end, _ in self._ends(pattern):
                if masks.get(end, 0) != TEXT:
                    found.add(end)
            if pattern.object.startswith("?") and self._joins(pattern):
                found |= {pattern.object, pattern.object + _AS_TEXT}
        return found

    def _by_names(self, waiting: Iterable[Pattern]) -> bool:
        """Whether patterns have a text that joins, or lead to one."""
        return any(self._joins(pattern) for pattern in waiting)

    def _joins(self, pattern: Pattern) -> bool:
        return pattern.predicates <= self._joined

    def _is_reached(self, pattern: Pattern, reached: set[str], masks: _Masks) -> bool:
        if self._is_safe(pattern, masks):
            return True
        if pattern.repeated and pattern.both_ways:
            inner = self._kinds.at_subject(pattern) | self._kinds.at_object(pattern)
            return not reached.isdisjoint((pattern.subject, pattern.object)) and not inner & (
                WORD | TEXT
            )
        if pattern.subject in reached:
            return True
        mask = masks.get(pattern.object, ALL)
        if pattern.object not in reached or mask & WORD:
            return False
        if mask & TEXT and not (pattern.object + _AS_TEXT in reached and self._joins(pattern)):
            return False
        return not pattern.repeated or self._kinds.downwards.isdisjoint(pattern.predicates)

    def _is_safe(self, pattern: Pattern, masks: _Masks, held: int = WORD) -> bool:
        """Whether a pattern matches only what every slice holds."""
        if pattern.both_ways:
            return False
        if not pattern.subject.startswith("?"):
            return is_word(pattern.subject)
        return not masks.get(pattern.subject, ALL) & ~(PLACED | held)

    def _ends(self, pattern: Pattern) -> Iterator[tuple[str, int]]:
        if pattern.subject.startswith("?"):
            yield pattern.subject, self._kinds.at_subject(pattern)
        if pattern.object.startswith("?"):
            yield pattern.object, self._kinds.at_object(pattern)


def _told(pattern: Pattern, reached: Iterable[str]) -> str:
    names = " or ".join(
        sorted(name.rpartition("#")[2].rpartition("/")[2] or "any" for name in pattern.predicates)
    )
    ends = (pattern.subject or "a text", pattern.object or "a text")
    known = ", ".join(sorted(reached)) or "an article"
    return f"nothing leads from {known} to {ends[0]} {names} {ends[1]}"
