"""The groups of a query without alternatives, one for each combination of them; what is not seen has names of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import count, product

from msgspec import Struct, field
from msgspec.structs import replace

from kbtool.rdf.sparql_cursor import UnreadError
from kbtool.rdf.sparql_joins import Group, Pattern, Select
from kbtool.rdf.sparql_patterns import read_patterns

_MOST = 512
"""So many combinations of alternatives are looked at."""


class Flat(Struct):
    """A group without alternatives: the patterns that hold together, and the groups that add to or take from them."""

    patterns: list[Pattern] = field(default_factory=list)
    optional: list[Group] = field(default_factory=list)
    aliases: list[tuple[str, str]] = field(default_factory=list)
    sums: list[tuple[Group, frozenset[str]]] = field(default_factory=list)


@lru_cache(maxsize=2048)
def flattened(query: str) -> tuple[list[Flat], Callable[[Group], list[Flat]]]:
    """The groups of a query without alternatives, and what gives those of groups in it; both are kept.

    Raises:
        UnreadError: it is not known what it joins.
    """
    flattening = _Flattening()
    return flattening.of(Group(inner=[read_patterns(query)])), flattening.of


class _Flattening:
    """Makes groups without alternatives, each once."""

    def __init__(self) -> None:
        self._numbers = count()
        self._known: dict[int, tuple[Group, list[Flat]]] = {}

    def of(self, group: Group) -> list[Flat]:
        """A group for each combination of the alternatives of one."""
        known = self._known.get(id(group))
        if known is None:
            known = self._known[id(group)] = group, self._flats(group)
        return known[1]

    def _flats(self, group: Group) -> list[Flat]:
        """A group for each combination of its alternatives."""
        parts: list[list[Flat]] = [[Flat(group.patterns, group.optional, group.aliases)]]
        parts += [
            [flat for branch in branches for flat in self.of(branch)] for branches in group.unions
        ]
        parts += map(self._of_inner, group.inner)
        number = 1
        for part in parts:
            number *= len(part)
        if number > _MOST:
            raise UnreadError("it has too many alternatives")
        return [_joined(combination) for combination in product(*parts)]

    def _of_inner(self, inner: Group | Select) -> list[Flat]:
        if isinstance(inner, Group):
            return self.of(inner)
        flats = [_joined([flat]) for flat in self.of(inner.where)]
        if inner.keys is not None:
            for flat in flats:
                flat.sums.append((inner.where, inner.keys))
        if inner.shown is None:
            return flats
        return [_renamed(flat, inner.shown, f":{next(self._numbers)}") for flat in flats]


def _joined(flats: Iterable[Flat]) -> Flat:
    found = Flat()
    for flat in flats:
        found.patterns += flat.patterns
        found.optional += flat.optional
        found.aliases += flat.aliases
        found.sums += flat.sums
    return found


def _renamed(flat: Flat, shown: frozenset[str], mark: str) -> Flat:
    """A group whose variables that others do not see have names of their own."""

    def name(term: str) -> str:
        return term if not term.startswith("?") or term in shown else term + mark

    def group(inner: Group) -> Group:
        return Group(
            [pattern(each) for each in inner.patterns],
            [group(each) for each in inner.optional],
            [[group(each) for each in branches] for branches in inner.unions],
            [group(each) if isinstance(each, Group) else select(each) for each in inner.inner],
            [(name(a), name(b)) for a, b in inner.aliases],
        )

    def select(inner: Select) -> Select:
        return Select(
            group(inner.where),
            None if inner.shown is None else frozenset(map(name, inner.shown)),
            None if inner.keys is None else frozenset(map(name, inner.keys)),
        )

    def pattern(each: Pattern) -> Pattern:
        return replace(each, subject=name(each.subject), object=name(each.object))

    return Flat(
        [pattern(each) for each in flat.patterns],
        [group(each) for each in flat.optional],
        [(name(a), name(b)) for a, b in flat.aliases],
        flat.sums,
    )
