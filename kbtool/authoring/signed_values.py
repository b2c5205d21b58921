"""What nodes have now that are not as they were signed, property by property, beside what they had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct

from kbtool.authoring.signing import SignOff
from kbtool.errors import InputError
from kbtool.io.files import decode
from kbtool.io.git import Repository, repository_of
from kbtool.knowledge.signed import Difference, digest_of, name_of
from kbtool.rdf.digests import NAMELESS
from kbtool.rdf.namespaces import GRAPH, Names
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.terms import Term

_LOOKED_AT = 40
"""So many of the last commits of a file are looked at for the text that was signed."""
_SHOWN = 200
"""Characters of a value that are shown."""


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


class Past(Struct, frozen=True, dict=True):
    """What nodes had when they were signed, as far as the commits of their files tell it.

    Attributes:
        found: the knowledge base beside what was signed of it.
        root: its folder.
        names: its namespaces.
    """

    found: SignOff
    root: Path
    names: Names

    def of(self, difference: Difference) -> Iterator[Values]:
        """The properties that are stated otherwise now."""
        places = self.found.by_node[difference.node].files
        now = _values(
            (self.found.files[f] for f in places if f in self.found.files), self, difference
        )
        older = [self._older(file) for file in places]
        then = [file for file in older if file is not None]
        before = _values(then, self, difference) if len(then) == len(older) else None
        for name in difference.properties:
            had = None if before is None else tuple(before.get(name, ()))
            yield Values(name, tuple(now.get(name, ())), had)

    def _older(self, name: str) -> TurtleFile | None:
        """A file as it was signed as a whole; itself, if it is so."""
        signed = self.found.before.files.get(name)
        if not signed:
            return None
        if self.found.found.digests.get(name) == signed:
            return self.found.files[name]
        return self._texts.setdefault(name, self._from_git(name, signed))

    @cached_property
    def _texts(self) -> dict[str, TurtleFile | None]:
        return {}

    @cached_property
    def _repository(self) -> Repository | None:
        try:
            return repository_of(self.root, str(self.root))
        except InputError:
            return None

    def _from_git(self, name: str, signed: str) -> TurtleFile | None:
        repository = self._repository
        if repository is None:
            return None
        path = str(repository.below / name)
        said = ("cannot be asked", "see what git says")
        try:
            asked = ["log", "--format=%H", f"--max-count={_LOOKED_AT}", "--", path]
            for commit in repository.run(asked, *said).decode().split():
                data = repository.run(["show", f"{commit}:{path}"], *said)
                text = decode(data, name).text
                if digest_of(text) == signed:
                    return TurtleFile(self.root / name, name, GRAPH("earlier"), text)
        except InputError:
            return None
        return None


def _values(
    files: Iterator[TurtleFile] | list[TurtleFile], past: Past, of: Difference
) -> Mapping[str, list[str]]:
    """The values of a node, by property."""
    found: dict[str, list[str]] = {}
    for file in files:
        for quad in file.quads:
            name = name_of(quad.predicate.value, past.names)
            if (
                name in of.properties
                and name_of(str(getattr(quad.subject, "value", "")), past.names) == of.node
            ):
                found.setdefault(name, []).append(_shown(quad.object, past.names))
    if NAMELESS in of.properties:
        found[NAMELESS] = ["nodes without a name"]
    return {name: sorted(values) for name, values in found.items()}


def _shown(term: Term, names: Names) -> str:
    if isinstance(term, ox.NamedNode):
        return names.curie(term.value)
    if isinstance(term, ox.Literal):
        text = term.value if len(term.value) <= _SHOWN else f"{term.value[:_SHOWN]}…"
        return f"“{text}”"
    return "[…]"
