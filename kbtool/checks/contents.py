"""All that the files of a knowledge base state, node by node, and how two states of that differ."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.base import KnowledgeBase
from kbtool.rdf.namespaces import DCT, KB, RDFS, SKOS, XSD, Names
from kbtool.rdf.terms import Term
from kbtool.text.changes import text_change
from kbtool.text.document import Document

_LABELS = (SKOS("prefLabel"), RDFS("label"), DCT("title"), KB("finding"))
_PLAIN = tuple(XSD(name) for name in ("string", "integer", "decimal", "boolean", "date", "gYear", "dateTime"))  # fmt: skip


class Node(Struct, frozen=True):
    """A node as files state it.

    Attributes:
        iri: its IRI; of one without a name, what it says; of a derivation, its path.
        kind: what it is: its class, as a CURIE; empty if it states none.
        label: what it is called, if it says that.
        properties: the values of each property, by CURIE; each value as it reads, and in N-Triples.
    """

    iri: str
    kind: str
    label: str
    properties: Mapping[str, Mapping[str, str]]


class PropertyChange(Struct, frozen=True):
    """A property whose values differ: those that are gone, and those that are new."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class NodeChange(Struct, frozen=True):
    """A node that both states have and that differs, with the properties that do."""

    node: Node
    changes: tuple[PropertyChange, ...]


class Contents(Struct, frozen=True):
    """What a knowledge base states.

    Attributes:
        nodes: each node that its files describe, by IRI: those of kb/ and sources/, its rules and its derivations.
        documents: its articles, by IRI.
    """

    nodes: Mapping[str, Node]
    documents: Mapping[str, Document]


class ContentChanges(Struct, frozen=True):
    """The nodes that are new, gone or different, by kind and IRI."""

    added: tuple[Node, ...]
    removed: tuple[Node, ...]
    changed: tuple[NodeChange, ...]

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.removed or self.changed)


def contents(kb: KnowledgeBase) -> Contents:
    """What the files of a knowledge base state."""
    of_files = (quad.triple for file in kb.files for quad in file.quads)
    nodes = _nodes(chain(of_files, kb.shapes.triples), kb.names)
    for path in kb.workspace.derivation_files():
        name = path.relative_to(kb.workspace.root).as_posix()
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        nodes[name] = Node(name, "derivation", "", {"SHA-256": {digest: digest}})
    return Contents(nodes, {document.iri: document for document in kb.documents})


def content_changes(before: Contents, after: Contents) -> ContentChanges:
    """How two states differ, in whatever property."""
    changed = []
    for iri, was in before.nodes.items():
        now = after.nodes.get(iri)
        if now is None:
            continue
        changes = [*_property_changes(was, now), *_text_changes(iri, before, after)]
        if changes:
            changed.append(NodeChange(now, tuple(changes)))
    return ContentChanges(
        added=_in_order(n for iri, n in after.nodes.items() if iri not in before.nodes),
        removed=_in_order(n for iri, n in before.nodes.items() if iri not in after.nodes),
        changed=tuple(sorted(changed, key=lambda one: (one.node.kind, one.node.iri))),
    )


def _in_order(nodes: Iterable[Node]) -> tuple[Node, ...]:
    return tuple(sorted(nodes, key=lambda node: (node.kind, node.iri)))


def _property_changes(was: Node, now: Node) -> Iterable[PropertyChange]:
    for name in sorted({*was.properties, *now.properties}):
        before, after = (node.properties.get(name, {}) for node in (was, now))
        gone, new = before.keys() - after.keys(), after.keys() - before.keys()
        if gone or new:
            reads = [
                sorted(side[key] for key in keys) for side, keys in ((before, gone), (after, new))
            ]
            if reads[0] == reads[1]:
                reads = [sorted(gone), sorted(new)]
            yield PropertyChange(name, tuple(reads[0]), tuple(reads[1]))


def _text_changes(iri: str, before: Contents, after: Contents) -> Iterable[PropertyChange]:
    """The sentences of an article that only one of the two texts has."""
    old, new = before.documents.get(iri), after.documents.get(iri)
    if old is None or new is None or old.sha256 == new.sha256:
        return
    change = text_change(old, new)
    removed, added = (tuple(s.text for s in found) for found in (change.removed, change.added))
    if not removed and not added:
        removed, added = (f"SHA-256 {old.sha256}",), (f"SHA-256 {new.sha256}",)
    yield PropertyChange("text", removed, added)


def _nodes(triples: Iterable[ox.Triple], names: Names) -> dict[str, Node]:
    stated: dict[Term, set[tuple[ox.NamedNode, Term]]] = defaultdict(set)
    inner: set[Term] = set()
    for triple in triples:
        stated[triple.subject].add((triple.predicate, triple.object))
        if isinstance(triple.object, ox.BlankNode) and triple.object != triple.subject:
            inner.add(triple.object)
    reading = _Reading(stated, names)
    found = {}
    for subject in stated:
        if subject not in inner:
            node = reading.node(subject)
            found[node.iri] = node
    return found


class _Reading:
    """Puts terms into words; a node without a name is what it says, whatever its label in a file."""

    def __init__(self, stated: Mapping[Term, set[tuple[ox.NamedNode, Term]]], names: Names) -> None:
        self._stated, self._names = stated, names
        self._known: dict[Term, tuple[str, str]] = {}

    def node(self, subject: Term) -> Node:
        """A node with all that is stated of it."""
        properties: dict[str, dict[str, str]] = defaultdict(dict)
        for predicate, value in self._stated[subject]:
            exact, reads = self._words(value)
            properties[self._names.curie(predicate.value)][exact] = reads
        kinds = properties.get("rdf:type", {}).values()
        label = next((t for p in _LABELS for t in self._texts(subject, p)), "")
        iri = subject.value if isinstance(subject, ox.NamedNode) else self._words(subject)[1]
        kind = min(kinds, key=lambda curie: (not curie.startswith("kb:"), curie), default="")
        return Node(iri, kind, label, properties)

    def _texts(self, subject: Term, predicate: ox.NamedNode) -> list[str]:
        values = (o for p, o in self._stated[subject] if p == predicate)
        return sorted(value.value for value in values if isinstance(value, ox.Literal))

    def _words(self, term: Term, above: frozenset[Term] = frozenset()) -> tuple[str, str]:
        """A term in full, and as it reads."""
        if isinstance(term, ox.NamedNode):
            curie = self._names.curie(term.value)
            return curie, curie
        if isinstance(term, ox.Literal):
            plain = term.datatype in _PLAIN and not term.language
            return str(term), term.value if plain else str(term)
        if term in above or term not in self._stated:
            return "[]", "[]"
        if term not in self._known:
            pairs = [
                (self._names.curie(p.value), self._words(o, above | {term}))
                for p, o in self._stated[term]
            ]
            both = [
                "[ " + " ; ".join(sorted(f"{name} {words[at]}" for name, words in pairs)) + " ]"
                for at in (0, 1)
            ]
            self._known[term] = (both[0], both[1])
        return self._known[term]
