"""What was derived of a knowledge base, kept between runs: one that is opened again as it was is not derived again.

The name of what is kept says all that it follows from but the articles, whose hashes are held to those of the articles as
they are. The blank nodes are those of the first time. The results of the rules that a check evaluates are kept beside it,
under a mark that it alone has: they name its blank nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import cast
from uuid import uuid4

import pyoxigraph as ox
from msgspec import Struct

from kbtool.io.kept import keep, keeps, name_of, packed, recalled, unpacked
from kbtool.io.limits import in_force
from kbtool.io.shipped import lock_of, shipped_lists, shipped_shapes
from kbtool.io.workspace import Workspace, shown
from kbtool.knowledge.derive.order import ConstructQuery
from kbtool.knowledge.derive.state import Derivation
from kbtool.knowledge.places import Declared
from kbtool.knowledge.rule_files import CLASSES_OF_RULES
from kbtool.knowledge.rules import Rule
from kbtool.knowledge.signed import Signed
from kbtool.knowledge.waivers import Waiver
from kbtool.rdf.namespaces import Names
from kbtool.rdf.on_demand import Pieces, on_demand, taken_apart
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.terms import Term
from kbtool.shacl import Shapes, ValidationResult
from kbtool.text.document import Document
from kbtool.text.stretch import Stretch

MOST = 1_000_000
"""What is derived of so many triples is kept; of more, reading it again would cost memory, and room on disk."""


class Settled(Struct, frozen=True):
    """What is settled of a knowledge base beside its files.

    Attributes:
        selected: what names the rules that the settings want, all if nothing does.
        ignored: what names the rules that they leave out.
        lenient: what they let pass, in words.
        unread: the files in its folders that are not read, each with the reason.
    """

    selected: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    lenient: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


class Inputs(Struct, frozen=True, dict=True):
    """What a knowledge base is opened from, but its articles.

    Attributes:
        workspace: where it lies.
        names: its namespaces.
        files: its Turtle files.
        shape_files: the files of its rules.
        queries: its derivations.
        packs_off: the files of the policy packs that are off, by name.
        today: the day on which it is checked.
        search_days: for how many days a recorded search counts.
        waiver_days: for how many days from today a finding may be waived.
        settled: what is settled of it beside its files.
        signed: what was signed of it; None, if nothing is kept of that.
        part: what tells the part that is opened of it, and the files of which it is one; empty, if that is all of it.
    """

    workspace: Workspace
    names: Names
    files: tuple[TurtleFile, ...]
    shape_files: tuple[TurtleFile, ...]
    queries: tuple[ConstructQuery, ...]
    packs_off: Mapping[str, Path]
    today: date
    search_days: float
    waiver_days: float
    settled: Settled = Settled()
    signed: Signed | None = None
    part: str = ""

    @cached_property
    def name(self) -> str:
        """The name of what is derived of it."""
        return name_of("derived", self._parts())

    def _parts(self) -> Iterator[str | bytes]:
        limits = in_force()
        root = self.workspace.root
        yield from (self.part, str(root) if self.part else "")
        yield from (self.names.base, self.names.rule_base, self.today.isoformat())
        yield date.today().isoformat()
        yield repr(
            (self.search_days, self.waiver_days, self.settled, limits.broader, limits.nesting)
        )
        if self.signed is not None:
            yield from ("all signed" if self.signed.of_all else "signed", self.signed.text)
            named = sorted(self.workspace.queries.glob("*.rq"))
            yield from (part for path in named for part in (path.name, path.read_bytes()))
        lock = lock_of(root)
        yield from ("no lock" if lock is None else "lock", lock or b"")
        for some in (self.files, self.shape_files):
            yield str(len(some))
            for file in some:
                yield from (file.graph.value, file.shown, file.text)
        for query in self.queries:
            yield from (shown(query.path, root), query.text)
        for path, data in (shipped_shapes(self.workspace.policies) | shipped_lists()).items():
            yield from (path, data)
        for name, pack in self.packs_off.items():
            yield from (name, pack.read_bytes() if pack.is_file() else b"")


class Remembered(Struct, frozen=True):
    """What a knowledge base was when it had been derived.

    Attributes:
        articles: the hash of each article, by the IRI of its document.
        pieces: the triples of the store.
        packed_shapes: the rules, as shapes; what was evaluated names their blank nodes.
        rules: the rules, by shape.
        stretches: where the words of claims and passages were found, by node and document.
        waivers: its complete waivers.
        evaluated: the results of the rules that were evaluated to derive something, by shape.
        notes: what was said of rules that pySHACL had to evaluate.
        paths: the files of which it is a part; none, if it is all of the knowledge base.
        mark: tells it from what was derived at other times, of the same inputs or of others.
    """

    articles: Mapping[str, str]
    pieces: Pieces
    packed_shapes: bytes
    rules: Mapping[ox.NamedNode, Rule]
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch]
    waivers: tuple[Waiver, ...]
    evaluated: Mapping[Term, tuple[ValidationResult, ...]]
    notes: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    mark: str = ""

    @property
    def shapes(self) -> Shapes:
        """The rules, as shapes."""
        return _unpacked(self.packed_shapes)

    def store(self) -> ox.Store:
        """The triples, with the blank nodes that they had, each read when it is asked for."""
        return on_demand(self.pieces)

    def is_of(self, documents: Iterable[Document]) -> bool:
        """Whether the articles are still those of which it was derived."""
        return self.articles == _hashes(documents)


_CLASSES = (
    *(Remembered, Pieces, Stretch, Waiver, Declared, date, ValidationResult),
    *CLASSES_OF_RULES,
)


@lru_cache(maxsize=4)
def _unpacked(data: bytes) -> Shapes:
    """Shapes that were packed: a process that opens many knowledge bases with the same rules unpacks them once."""
    return cast(Shapes, unpacked(data, CLASSES_OF_RULES))


def _packed(shapes: Shapes) -> bytes:
    """Shapes, packed once."""
    known = vars(shapes)
    if "packed" not in known:
        known["packed"] = packed(shapes)
    return cast(bytes, known["packed"])


def remembered(inputs: Inputs) -> Remembered | None:
    """What was kept of a knowledge base, if something was."""
    if not keeps():
        return None
    return cast(Remembered | None, recalled(inputs.name, _CLASSES))


def remember(
    inputs: Inputs, state: Derivation, notes: Iterable[str], paths: Iterable[Path] = ()
) -> str | None:
    """Keep what was derived of a knowledge base, unless that is too much.

    Args:
        inputs: what it was opened from.
        state: the knowledge base, with all that was derived.
        notes: what was said of rules that pySHACL had to evaluate.
        paths: the files of which it is a part; none, if it is all of the knowledge base.

    Returns:
        Its mark; None, if it is not kept.
    """
    if not keeps() or len(state.store) > MOST:
        return None
    found = Remembered(
        articles=_hashes(state.documents.values()),
        pieces=taken_apart(state.store),
        packed_shapes=_packed(state.shapes),
        rules={rule.iri: rule for rule in state.rules},
        stretches=dict(state.stretches),
        waivers=state.waivers,
        evaluated=state.evaluated,
        notes=tuple(notes),
        paths=tuple(map(str, paths)),
        mark=uuid4().hex,
    )
    keep(inputs.name, found)
    return found.mark


def remembered_results(mark: str | None) -> dict[Term, tuple[ValidationResult, ...]]:
    """The results of rules that were kept beside what has a mark, by shape."""
    if mark is None or not keeps():
        return {}
    found = recalled(name_of("results", [mark]), _CLASSES)
    return {} if found is None else cast(dict[Term, tuple[ValidationResult, ...]], found)


def remember_results(
    mark: str | None, results: Mapping[Term, tuple[ValidationResult, ...]]
) -> None:
    """Keep the results of rules beside what has a mark, in the place of those that were.

    Args:
        mark: the mark; None, if nothing is kept.
        results: all results of each of the rules, by shape; none of them was evaluated by pySHACL.
    """
    if mark is not None and keeps():
        keep(name_of("results", [mark]), dict(results))


def _hashes(documents: Iterable[Document]) -> dict[str, str]:
    """The hash of each article, by the IRI of its document."""
    return {document.iri: document.sha256 for document in documents}
