"""What the files of terms, words and levels lack of those that come with kbtool.

Checks read these lists. Where one is cut short, or gone, what it would lead to is not found, and a knowledge base looks as
if it had no such fault.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.knowledge.derive.beyond import Beyond
from kbtool.rdf.namespaces import DCT, ID, KB, RDF, RDFS, SKOS, XSD, Names
from kbtool.rdf.store import DERIVED, TurtleFile
from kbtool.rdf.syntax import parse_turtle
from kbtool.rdf.terms import Term

_WORDS = frozenset(
    {
        *(RDFS(name) for name in ("label", "comment", "isDefinedBy", "seeAlso")),
        *(SKOS(name) for name in ("definition", "example", "closeMatch")),
        *(DCT("source"), KB("reason"), KB("locator")),
    }
)
"""What is there for readers, and no check reads."""
_SHOWN = 3
"""So many of the values that are missing are named."""
_Pair = tuple[ox.NamedNode, Term]


class ListFiles(Struct, frozen=True):
    """The files of terms, words and levels of a knowledge base, by their path in it.

    Attributes:
        own: those that it has.
        shipped: the bytes of those that come with kbtool.
        came: the SHA-256 with which they came, by kbtool.lock.
        older: tells which of these it has, or lacks, as another kbtool shipped them.
        newest: tells of one, by path, whether it came as the kbtool that checks has it.
    """

    own: Mapping[str, TurtleFile] = field(default_factory=dict)
    shipped: Mapping[str, bytes] = field(default_factory=dict)
    came: Mapping[str, str] = field(default_factory=dict)
    older: Callable[[], frozenset[str]] = frozenset
    newest: Callable[[str], bool] = lambda _: True

    def changed(self) -> dict[str, bytes]:
        """Those that come with kbtool and are gone, or state something else here; not those that are only older."""
        found = {name: data for name, data in self.shipped.items() if self._is_changed(name, data)}
        older = self.older() if found else frozenset()
        return {name: data for name, data in found.items() if name not in older}

    def _is_changed(self, name: str, data: bytes) -> bool:
        if (file := self.own.get(name)) is None:
            return name in self.came
        return file.text.replace("\r\n", "\n").encode() != data


def lists_of_kbtool_quads(
    store: ox.Store, files: ListFiles, names: Names, beyond: Beyond | None = None
) -> Iterator[ox.Quad]:
    """A kb:emptied of each property that has no value any more, a kb:lacks of each node that has less than in kbtool.

    And a kb:borrowsWord of each node that has a word more, which another has there.

    Of a file that came with an older kbtool and was changed since, single values are not missed: it may never have had them.

    Args:
        store: what the files state.
        files: the files of terms, words and levels.
        names: the namespaces of the knowledge base.
        beyond: what stands beyond the store, if it is not all.
    """
    elsewhere = frozenset[str]() if beyond is None else frozenset(beyond.properties)
    emptied: set[ox.NamedNode] = set()
    for name, data in files.changed().items():
        text = data.decode().replace(f"<{ID.base}>", f"<{names.base}>")
        theirs = _Stated(parse_turtle(text, name))
        for predicate in theirs.predicates():
            if predicate in emptied or predicate.value in elsewhere:
                continue
            if not _has(store, None, predicate):
                emptied.add(predicate)
                yield _quad(
                    predicate, "emptied", f"{theirs.count(predicate)} in kbtool’s own {name}"
                )
        told = _Told(store, names, name, frozenset(emptied), files.newest(name))
        yield from told.of_named(theirs)
        file = files.own.get(name)
        own = _Stated(quad.triple for quad in file.quads) if file is not None else _Stated(())
        yield from told.of_nameless(theirs, own)
        if told.values:
            yield from _words_of_others(store, own, theirs)


def _words_of_others(store: ox.Store, own: _Stated, theirs: _Stated) -> Iterator[ox.Quad]:
    """Words that were added to a list, and that another list of the kind has in kbtool's own file."""
    mine = own.texts()
    for (predicate, word), there in theirs.texts().items():
        for quad in store.quads_for_pattern(None, predicate, word, None):
            node = quad.subject
            if isinstance(node, ox.NamedNode) and node not in there and theirs.has(node):
                yield _quad(node, "borrowsWord", word.value)
        here = mine.get((predicate, word), frozenset())
        if len(here) > len(there):
            for node in sorted(here, key=str):
                if isinstance(node, ox.BlankNode) and theirs.is_added_to(own.flat(node)):
                    yield _quad(node, "borrowsWord", word.value)


class _Told(Struct, frozen=True):
    """Tells what one file lacks."""

    store: ox.Store
    names: Names
    file: str
    emptied: frozenset[ox.NamedNode]
    values: bool

    def of_named(self, theirs: _Stated) -> Iterator[ox.Quad]:
        """What nodes with a name lack; values without a name are those of ``of_nameless``."""
        for node, pairs in theirs.named():
            if (RDF("type"), KB("Reference")) in pairs:
                continue
            missing: dict[ox.NamedNode, list[Term]] = defaultdict(list)
            for predicate, value in pairs:
                there = _has(self.store, node, predicate, value)
                if not there and (self.values or not _has(self.store, node, predicate)):
                    missing[predicate].append(value)
            for predicate, values in missing.items():
                if predicate not in self.emptied:
                    yield self._lacks(
                        node, f"{self.names.curie(predicate.value)} {self._shown(values)}"
                    )

    def of_nameless(self, theirs: _Stated, own: _Stated) -> Iterator[ox.Quad]:
        """What lists of nodes without a name lack: told of the most similar one that is there, else of their class."""
        there = Counter(own.exact(node) for node in own.nameless())
        missing = []
        for node in theirs.nameless():
            if there[theirs.exact(node)]:
                there[theirs.exact(node)] -= 1
            else:
                missing.append(node)
        known = {theirs.exact(node) for node in theirs.nameless()}
        spare = [node for node in own.nameless() if own.exact(node) not in known]
        gone: Counter[ox.NamedNode] = Counter()
        for node in missing:
            kind = theirs.kind(node)
            near = max(spare, key=lambda each: own.shared(each, theirs, node), default=None)
            if near is not None and own.shared(near, theirs, node) > 1:
                if self.values:
                    for predicate, value in sorted(theirs.flat(node) - own.flat(near), key=str):
                        said = f"{self.names.curie(predicate.value)} {self._shown([value])}"
                        yield self._lacks(near, said)
                spare.remove(near)
            elif kind is not None:
                gone[kind] += 1
        for kind, count in gone.items():
            all_of_them = sum(theirs.kind(node) == kind for node in theirs.nameless())
            if self.values or count == all_of_them:
                yield self._lacks(kind, f"{count} of {all_of_them} that are listed there")

    def _lacks(self, node: ox.NamedNode | ox.BlankNode, what: str) -> ox.Quad:
        return _quad(node, "lacks", f"{self.file}: {what}")

    def _shown(self, values: Iterable[Term]) -> str:
        listed = [
            f"“{v.value}”" if isinstance(v, ox.Literal) else self.names.curie(v.value)
            for v in values
            if not isinstance(v, ox.BlankNode | ox.Triple)
        ]
        more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
        return ", ".join(sorted(listed)[:_SHOWN]) + more


class _Stated:
    """What a file states that checks read, by node."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._by: dict[Term, list[_Pair]] = defaultdict(list)
        self._held: set[Term] = set()
        for triple in triples:
            if triple.predicate not in _WORDS:
                self._by[triple.subject].append((triple.predicate, triple.object))
            if isinstance(triple.object, ox.BlankNode):
                self._held.add(triple.object)

    def predicates(self) -> list[ox.NamedNode]:
        """The properties, but those of references."""
        reference = (RDF("type"), KB("Reference"))
        read = (pairs for pairs in self._by.values() if reference not in pairs)
        return sorted({p for pairs in read for p, _ in pairs}, key=str)

    def count(self, predicate: ox.NamedNode) -> str:
        """How many values a property has, in words."""
        found = sum(p == predicate for pairs in self._by.values() for p, _ in pairs)
        return f"{found} value{'s' if found > 1 else ''}"

    def texts(
        self,
    ) -> dict[tuple[ox.NamedNode, ox.Literal], frozenset[ox.NamedNode | ox.BlankNode]]:
        """Which nodes have which text, by property."""
        found: dict[tuple[ox.NamedNode, ox.Literal], set[ox.NamedNode | ox.BlankNode]] = (
            defaultdict(set)
        )
        for node, pairs in self._by.items():
            for predicate, value in pairs:
                if isinstance(value, ox.Literal) and value.datatype == XSD("string"):
                    found[predicate, value].add(node)  # type: ignore[arg-type]
        return {key: frozenset(nodes) for key, nodes in found.items()}

    def has(self, node: ox.NamedNode) -> bool:
        """Whether something is stated of a node."""
        return node in self._by

    def is_added_to(self, flat: frozenset[_Pair]) -> bool:
        """Whether what a node has is all that one of these without a name has, and more."""
        return any(each < flat for each in self._flat_ones if each)

    @cached_property
    def _flat_ones(self) -> frozenset[frozenset[_Pair]]:
        return frozenset(self.flat(node) for node in self._by if isinstance(node, ox.BlankNode))

    def named(self) -> Iterator[tuple[ox.NamedNode, list[_Pair]]]:
        """The nodes with a name, and what they have that has one."""
        for node, pairs in self._by.items():
            if isinstance(node, ox.NamedNode):
                yield node, [(p, o) for p, o in pairs if not isinstance(o, ox.BlankNode)]

    def nameless(self) -> list[ox.BlankNode]:
        """The nodes without a name that no other node holds, and those that one with a name holds."""
        above = {
            o for s, pairs in self._by.items() if isinstance(s, ox.NamedNode) for _, o in pairs
        }
        return [
            node
            for node in self._by
            if isinstance(node, ox.BlankNode) and (node not in self._held or node in above)
        ]

    def kind(self, node: ox.BlankNode) -> ox.NamedNode | None:
        """The class of a node."""
        return next(
            (o for p, o in self._by[node] if p == RDF("type") and isinstance(o, ox.NamedNode)), None
        )

    def exact(self, node: Term) -> str:
        """A node without its label: all that it has, and that what it holds has."""
        if not isinstance(node, ox.BlankNode):
            return str(node)
        return f"[{'; '.join(sorted(f'{p} {self.exact(o)}' for p, o in self._by[node]))}]"

    def flat(self, node: ox.BlankNode) -> frozenset[_Pair]:
        """What a node has that has a name, or is text."""
        return frozenset((p, o) for p, o in self._by[node] if not isinstance(o, ox.BlankNode))

    def shared(self, node: ox.BlankNode, other: _Stated, theirs: ox.BlankNode) -> int:
        """How much of what another node has one has, too."""
        return len(self.flat(node) & other.flat(theirs))


def _has(
    store: ox.Store, node: ox.NamedNode | None, predicate: ox.NamedNode, value: Term | None = None
) -> bool:
    return any(True for _ in store.quads_for_pattern(node, predicate, value, None))


def _quad(node: ox.NamedNode | ox.BlankNode, name: str, text: str) -> ox.Quad:
    return ox.Quad(node, KB(name), ox.Literal(text), DERIVED)
