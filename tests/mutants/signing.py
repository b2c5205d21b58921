"""What a sign-off tells of a mutant, if all was signed before: what `kbtool check` then finds by S160 and S161, and by S162."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.knowledge.signed import (
    Difference,
    Kind,
    Signed,
    changed_files,
    differences,
)
from kbtool.knowledge.signed_lines import Row, written
from kbtool.knowledge.stated_now import digest_of, stated_in
from kbtool.rdf.digests import NAMELESS as WITHOUT_NAME
from kbtool.rdf.namespaces import GRAPH, PREFIXES, Names
from kbtool.rdf.store import TurtleFile
from tests.mutants.base import NAMELESS, Base
from tests.mutants.change import Change

NAMES = Names()


class BySignOff(StrEnum):
    """What a sign-off tells of a mutant: a node of its own that is changed or gone, only one that is new, or nothing."""

    TOLD = "told"
    NEW = "new"
    NOTHING = "nothing"


class SignedBase:
    """A knowledge base all of which is signed.

    Args:
        base: the knowledge base.
    """

    def __init__(self, base: Base) -> None:
        self._base = base

    @cached_property
    def signed(self) -> Signed:
        """What was signed."""
        stated = stated_in(_files(self._base.texts), NAMES).stated
        rows = [
            Row(node, file, "2026-01-31", properties)
            for node, places in stated.items()
            for file, properties in places.items()
        ]
        return Signed(written(rows, _digests(self._base.texts)), "kb/signed.tsv")

    def differing(self, texts: Mapping[str, str]) -> list[Difference]:
        """The nodes that are not as they were signed, where some files have other texts.

        Raises:
            InputError: one is not Turtle.
        """
        now = {**self._base.texts, **texts}
        touched = changed_files(self.signed, _digests(now))
        files = _files({name: now[name] for name in touched})
        return differences(self.signed, touched, stated_in(files, NAMES))

    def tells(self, change: Change) -> BySignOff:
        """What it tells of a change; what cannot be read ends every check."""
        try:
            found = self.differing(change.files(self._base))
        except InputError:
            return BySignOff.TOLD
        kinds = {each.kind for each in found if change.nodes & _iris(each)}
        if kinds & {Kind.CHANGED, Kind.REMOVED}:
            return BySignOff.TOLD
        return BySignOff.NEW if kinds else BySignOff.NOTHING


def _iris(each: Difference) -> set[str]:
    """The node of a difference, as changes name it."""
    prefix, _, local = each.node.partition(":")
    iri = each.iri or (NAMES.prefixes[prefix] + local if prefix in NAMES.prefixes else each.node)
    return {iri, *([NAMELESS] if WITHOUT_NAME in each.properties else [])}


def _files(texts: Mapping[str, str]) -> dict[str, TurtleFile]:
    return {name: TurtleFile(Path(name), name, GRAPH(name), text) for name, text in texts.items()}


def _digests(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: digest_of(text) for name, text in texts.items()}


def written_otherwise(base: Base) -> dict[str, str]:
    """All files with other prefixes, another layout and another order, stating the same."""
    usual = {name: space for name, space in PREFIXES.items() if name not in ("kb", "id")}
    return {
        file: (
            ox.serialize(
                sorted((s.triple for s in base.statements if s.file == file), key=_turned),
                format=ox.RdfFormat.TURTLE,
                prefixes={**usual, "n": PREFIXES["kb"]},
            )
            or b""
        ).decode()
        for file in base.texts
    }


def _turned(triple: ox.Triple) -> str:
    return str(triple)[::-1]
