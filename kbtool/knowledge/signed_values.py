"""What nodes have now that are not as they were signed, property by property, beside what they had.

What was signed is kept as digests; the values are those of the last commit that states the node as it was signed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.errors import InputError
from kbtool.io.files import decode
from kbtool.io.git import Repository, repository_of, top_above
from kbtool.knowledge.signed import Difference, Kind, Signed
from kbtool.knowledge.stated_now import digest_of, name_of, stated_in
from kbtool.rdf.digests import NAMELESS
from kbtool.rdf.namespaces import GRAPH, Names
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.terms import Term

_LOOKED_AT = 40
"""So many of the last commits of a file are looked at for what was signed."""
_SHOWN = 200
"""Characters of a value that are shown."""
_AROUND = 30
"""Characters that are shown on each side of what differs in a long text."""
_NESTED = 3
"""So deep are nodes without a name shown."""
_LISTED = 5
"""So many values of a property are shown that came, or went."""


class Values(Struct, frozen=True):
    """The values of a property, in words.

    Attributes:
        name: the property, in short.
        now: what it has.
        before: what it had when it was signed; None, where no commit tells that.
    """

    name: str
    now: tuple[str, ...]
    before: tuple[str, ...] | None

    @property
    def told(self) -> str:
        """What it has and what it had, in one line; of many values, those that came and went."""
        if self.before is None:
            return _some(self.now) or "gone"
        if max(len(self.now), len(self.before)) <= 1:
            now, before = _where_unlike("".join(self.now), "".join(self.before))
            return f"{now or 'gone'}, was {before or 'not there'}"
        came, went = (
            [each for each in one if each not in other]
            for one, other in ((self.now, self.before), (self.before, self.now))
        )
        if len(came) == len(went) == 1 and len(came[0]) > _SHOWN:
            now, before = _where_unlike(came[0], went[0])
            return f"{now}, was {before}"
        told = [(came, "is new"), (went, "is gone")]
        return "; ".join(f"{_some(each)} {what}" for each, what in told if each) or (
            "in another number"
        )


class Past(Struct, frozen=True, dict=True):
    """What nodes had when they were signed, as far as the commits of their files tell it.

    Attributes:
        signed: what was signed.
        files: the files of the knowledge base, by their names from the root.
        root: its folder.
        names: its namespaces.
    """

    signed: Signed
    files: Mapping[str, TurtleFile]
    root: Path
    names: Names

    def of(self, difference: Difference) -> Iterator[Values]:
        """The properties that are stated otherwise now."""
        now = _values(
            (self.files[f] for f in difference.files if f in self.files), self, difference
        )
        rows = {row.file: row.stated for row in self.signed.rows.get(difference.node, ())}
        then = [self._then(file, difference.node, stated) for file, stated in rows.items()]
        known = [file for file in then if file is not None]
        before = _values(known, self, difference) if len(known) == len(then) else None
        for name in difference.properties:
            had = None if before is None else tuple(before.get(name, ()))
            yield Values(name, tuple(now.get(name, ())), had)

    def _then(self, name: str, node: str, stated: Mapping[str, int]) -> TurtleFile | None:
        """A file as it was when it stated of a node what was signed."""
        now = [self.files[name]] if name in self.files else []
        return next((f for f in (*now, *self._earlier(name)) if self._of(f, node) == stated), None)

    def _of(self, file: TurtleFile, node: str) -> Mapping[str, int] | None:
        told = (file.shown, digest_of(file.text))
        if told not in self._stated:
            try:
                found = stated_in({file.shown: file}, self.names).stated
            except InputError:
                found = {}
            self._stated[told] = {n: places[file.shown] for n, places in found.items()}
        return self._stated[told].get(node)

    @cached_property
    def _stated(self) -> dict[tuple[str, str], Mapping[str, Mapping[str, int]]]:
        return {}

    @cached_property
    def _read(self) -> dict[str, list[TurtleFile]]:
        return {}

    @cached_property
    def _commits(self) -> dict[str, Iterator[str]]:
        return {}

    @cached_property
    def _repository(self) -> Repository | None:
        if top_above(self.root) is None:
            return None
        try:
            return repository_of(self.root, str(self.root))
        except InputError:
            return None

    def _earlier(self, name: str) -> Iterator[TurtleFile]:
        """A file in its last commits, the latest first; each is read once, when it is asked for."""
        read = self._read.setdefault(name, [])
        yield from read
        if name not in self._commits:
            self._commits[name] = iter(self._commits_of(name))
        for commit in self._commits[name]:
            text = self._text(name, commit)
            if text is not None:
                file = TurtleFile(self.root / name, name, GRAPH("earlier"), text)
                read.append(file)
                yield file

    def _commits_of(self, name: str) -> list[str]:
        if self._repository is None:
            return []
        path = str(self._repository.below / name)
        asked = ["rev-list", f"--max-count={_LOOKED_AT}", "HEAD", "--", path]
        try:
            return self._repository.run(asked, *_SAID).decode().split()
        except InputError:
            return []

    def _text(self, name: str, commit: str) -> str | None:
        assert self._repository is not None
        path = str(self._repository.below / name)
        try:
            data = self._repository.run(["cat-file", "blob", f"{commit}:{path}"], *_SAID)
            return decode(data, name).text
        except InputError:
            return None


_SAID = ("cannot be asked", "see what git says")


def told(differs: Iterable[Difference], past: Past) -> Iterator[Difference]:
    """Nodes that are not as they were signed, those that were changed with what they have and had in words.

    Args:
        differs: the nodes.
        past: what they had.
    """
    for each in differs:
        if each.kind is not Kind.CHANGED:
            yield each
            continue
        values = (v for v in past.of(each) if v.name != NAMELESS)
        said = "; ".join(f"{v.name} ({v.told})" for v in values)
        yield replace(each, told=said)


def _some(values: Sequence[str]) -> str:
    more = len(values) - _LISTED
    shown = (v if len(v) <= _SHOWN else f"{v[:_SHOWN]}…”" for v in values[:_LISTED])
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _where_unlike(one: str, other: str) -> tuple[str, str]:
    """Two long texts where they differ, with some words on both sides."""
    if min(len(one), len(other)) <= 4 * _AROUND:
        return one, other
    shortest = min(len(one), len(other))
    same = (n for n in range(shortest) if one[n] != other[n])
    begin = next(same, shortest)
    back = (n for n in range(1, shortest - begin) if one[-n] != other[-n])
    end = next(back, shortest - begin) - 1
    return _cut(one, begin, end), _cut(other, begin, end)


def _cut(text: str, begin: int, end: int) -> str:
    start, stop = max(0, begin - _AROUND), min(len(text), len(text) - end + _AROUND)
    before, after = "“…" if start > 0 else "", "…”" if stop < len(text) else ""
    return f"{before}{text[start:stop]}{after}"


def _values(files: Iterable[TurtleFile], past: Past, of: Difference) -> Mapping[str, list[str]]:
    """The values of a node, by property."""
    found: dict[str, list[str]] = {}
    for file in files:
        nameless = _nameless(file)
        for quad in file.quads:
            name = name_of(quad.predicate.value, past.names)
            if (
                name in of.properties
                and name_of(str(getattr(quad.subject, "value", "")), past.names) == of.node
            ):
                found.setdefault(name, []).append(_shown(quad.object, past.names, nameless))
    if NAMELESS in of.properties:
        found[NAMELESS] = ["nodes without a name"]
    return {name: sorted(values) for name, values in found.items()}


def _nameless(file: TurtleFile) -> Mapping[Term, list[tuple[str, Term]]]:
    """What the nodes without a name have that a file states something of."""
    found: dict[Term, list[tuple[str, Term]]] = defaultdict(list)
    for quad in file.quads:
        if isinstance(quad.subject, ox.BlankNode):
            found[quad.subject].append((quad.predicate.value, quad.object))
    return found


def _shown(
    term: Term,
    names: Names,
    nameless: Mapping[Term, list[tuple[str, Term]]],
    depth: int = _NESTED,
) -> str:
    """A value in words; of a node without a name, what it has."""
    if isinstance(term, ox.NamedNode):
        return names.curie(term.value)
    if isinstance(term, ox.Literal):
        return f"“{term.value}”"
    pairs = nameless.get(term, []) if depth else []
    has = (f"{names.curie(p)} {_shown(o, names, nameless, depth - 1)}" for p, o in pairs)
    return f"[{'; '.join(sorted(has)) or '…'}]"
