"""A knowledge base as its files and its statements, for operators to change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB, PREFIXES, PROV, RDF, SKOS

Node = ox.NamedNode | ox.BlankNode
K = TypeVar("K")
V = TypeVar("V")

LISTED = "ListMember"
"""The kind of all members of the vocabulary's controlled lists that have no kind of their own below."""
NAMELESS = "_:"
"""Stands for any node without a name: its label is another each time that a file is read."""
OWN_KINDS = frozenset({"Predicate", "Measure", "Unit", "QuestionType", "Qualifier"})
UNTYPED = {KB("noticeType"): "Notice"}


@dataclass(frozen=True)
class Statement:
    """A statement, and the file that makes it."""

    file: str
    triple: ox.Triple

    @property
    def subject(self) -> Node:
        """Its subject; Turtle 1.1 has names and blank nodes there."""
        assert isinstance(self.triple.subject, Node)
        return self.triple.subject

    @property
    def predicate(self) -> ox.NamedNode:
        """Its property."""
        return self.triple.predicate

    @property
    def object(self) -> Node | ox.Literal:
        """Its value."""
        assert not isinstance(self.triple.object, ox.Triple)
        return self.triple.object

    def but(
        self,
        subject: Node | None = None,
        predicate: ox.NamedNode | None = None,
        object: Node | ox.Literal | None = None,
    ) -> Statement:
        """The same with another subject, property or value."""
        return Statement(
            self.file,
            ox.Triple(
                subject or self.subject,
                predicate or self.predicate,
                self.object if object is None else object,
            ),
        )


@dataclass(frozen=True)
class Base:
    """A knowledge base in memory.

    Attributes:
        name: what the score calls it.
        root: where it lies; nothing there is changed.
        texts: its Turtle files below kb/ and sources/, by their path from the root.
        articles: the texts of its articles, by their file's name.
    """

    name: str
    root: Path
    texts: Mapping[str, str]
    articles: Mapping[str, str]

    @classmethod
    def read(cls, name: str, root: Path) -> Base:
        """A knowledge base on disk."""
        paths = sorted([*(root / "kb").rglob("*.ttl"), *(root / "sources").rglob("*.ttl")])
        return cls(
            name,
            root,
            {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in paths},
            {
                path.name: path.read_text(encoding="utf-8")
                for path in (root / "sources").glob("*.txt")
            },
        )

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, in the order of the files."""
        return tuple(
            Statement(file, quad.triple)
            for file, text in self.texts.items()
            for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)
        )

    @cached_property
    def about(self) -> Mapping[Node, tuple[Statement, ...]]:
        """The statements on each node."""
        return _grouped((s.subject, s) for s in self.statements)

    @cached_property
    def naming(self) -> Mapping[Node, tuple[Statement, ...]]:
        """The statements that have a node as their value."""
        return _grouped((s.object, s) for s in self.statements if isinstance(s.object, Node))

    @cached_property
    def kinds(self) -> Mapping[Node, str]:
        """The kind of each node: the local name of its class."""
        found: dict[Node, str] = {}
        listed = self.members
        for statement in self.statements:
            if statement.predicate == RDF("type") and isinstance(statement.object, ox.NamedNode):
                name = _local(statement.object.value)
                member = statement.subject in listed and name not in OWN_KINDS
                found.setdefault(statement.subject, LISTED if member else name)
            elif statement.predicate in UNTYPED:
                found[statement.subject] = UNTYPED[statement.predicate]
        return found

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Node, ...]]:
        """The nodes of each kind, in the order of the files."""
        return _grouped((kind, node) for node, kind in self.kinds.items())

    @cached_property
    def stated(self) -> Mapping[tuple[str, ox.NamedNode], tuple[Statement, ...]]:
        """The statements with each property on the nodes of each kind."""
        kinds = self.kinds
        return _grouped(((kinds.get(s.subject, ""), s.predicate), s) for s in self.statements)

    @cached_property
    def members(self) -> Mapping[Node, Node]:
        """The controlled list that each of its members is in."""
        return {
            s.subject: s.object
            for s in self.statements
            if s.predicate == SKOS("inScheme") and not isinstance(s.object, ox.Literal)
        }

    def owners(self, node: Node) -> set[str]:
        """What stands for a node in findings.

        Its IRI; of a node without one, NAMELESS and the nodes that hold it, or its class if none does; of a record, the reference that it is of; of a
        document, what quotes it; of a passage, the sentence that nothing covers without it.
        """
        if isinstance(node, ox.NamedNode):
            return {node.value} | self._standing_for.get(node, set())
        held = {iri for s in self.naming.get(node, ()) for iri in self.owners(s.subject)}
        types = {
            s.object.value
            for s in self.about.get(node, ())
            if s.predicate == RDF("type") and isinstance(s.object, ox.NamedNode)
        }
        return {NAMELESS} | (held or types)

    @cached_property
    def _standing_for(self) -> Mapping[Node, set[str]]:
        found: dict[Node, set[str]] = defaultdict(set)
        for s in self.statements:
            if isinstance(s.object, ox.NamedNode) and s.predicate == KB("recordOf"):
                found[s.subject].add(s.object.value)
            elif isinstance(s.object, ox.NamedNode) and s.predicate == KB("cites"):
                if self.kinds.get(s.object) == "VagueCitation":  # told on the claims
                    found[s.object].add(s.subject.value)
            elif isinstance(s.object, ox.NamedNode) and s.predicate == PROV("wasQuotedFrom"):
                found[s.object].add(s.subject.value)
                found[s.subject].add(uncovered(s.object))
        return found

    def rewritten(self, removed: Iterable[Statement], added: Iterable[Statement]) -> dict[str, str]:
        """The texts of the files in which statements change."""
        gone, new = set(removed), list(added)
        changed = {s.file for s in (*gone, *new)}
        return {
            file: serialized(
                [s.triple for s in self.statements if s.file == file and s not in gone]
                + [s.triple for s in new if s.file == file]
            )
            for file in sorted(changed)
        }


def uncovered(document: ox.NamedNode) -> str:
    """What stands for the sentences of a document that nothing covers, each of which has a name of its own."""
    return f"uncovered/{local(document)}"


def serialized(triples: Iterable[ox.Triple]) -> str:
    """Statements as Turtle."""
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()


def shown(term: Node | ox.Literal) -> str:
    """A term as a mutant's description has it."""
    if isinstance(term, ox.BlankNode):
        return "[]"
    if isinstance(term, ox.NamedNode):
        for prefix, namespace in PREFIXES.items():
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value[len(namespace) :]}"
        return f"<{term.value}>"
    value = term.value if len(term.value) <= 50 else term.value[:47] + "..."
    return f'"{value}"'


def local(node: Node) -> str:
    """The local name of a node."""
    return _local(node.value)


def _local(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
