"""Where a node stands: in its document, and in the Turtle that declares it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

import pyoxigraph as ox
from msgspec import Struct

from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import DCT, KB, OA, PROV, RDF
from kbtool.rdf.store import DERIVED, TurtleFile
from kbtool.rdf.terms import Term, named, objects, one
from kbtool.text.document import Document
from kbtool.text.searchable import SearchableText
from kbtool.text.stretch import Stretch

STATES = (KB("asserts"), KB("denies"), KB("gives"))
"""How a claim holds what it states."""

SCOPE_IN_PART: dict[Term | None, ox.NamedNode] = {
    KB("SupportedInPart"): KB("supportedScope"),
    KB("AgainstInPart"): KB("refutedScope"),
}
"""In which scope each verdict in part decides, in words."""


def judged_as(columns: Columns, claim: ox.NamedNode) -> ox.NamedNode:
    """The claim whose lines of evidence count for a claim: itself, or of a crowd the first."""
    found = columns.one(claim, KB("judgedAs"))
    return found if isinstance(found, ox.NamedNode) else claim


class Span(Struct, frozen=True):
    """A stretch of a document: 0-based character offsets, 1-based lines and columns; the end is exclusive."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


def span_of(document: SearchableText, stretch: Stretch) -> Span:
    """A stretch of a document with its lines and columns."""
    line, column = document.position(stretch.start)
    end_line, end_column = document.position(stretch.end)
    return Span(stretch.start, stretch.end, line, column, end_line, end_column)


class Declared(Struct, frozen=True):
    """Where a node is declared in Turtle: file and 1-based line."""

    file: str
    line: int


class Places:
    """Finds where nodes stand.

    Args:
        store: the store with derived triples.
        documents: the documents by IRI.
        files: the Turtle files of the knowledge base.
        stretches: where the words of claims and passages were found, by node and document.
        apart: gives the place of what stands for a line of another file, by IRI.
    """

    def __init__(
        self,
        store: ox.Store,
        documents: Mapping[ox.NamedNode, Document],
        files: Iterable[TurtleFile],
        stretches: Mapping[tuple[ox.NamedNode, str], Stretch],
        apart: Callable[[str], tuple[str, int] | None] = lambda _: None,
    ) -> None:
        self._store = store
        self._documents = documents
        self._files = tuple(files)
        self._stretches = stretches
        self._apart = apart
        self._quoted_from: dict[ox.NamedNode, ox.NamedNode] = {}
        self._by_graph: dict[ox.NamedNode | ox.BlankNode | ox.DefaultGraph, TurtleFile] = {
            file.graph: file for file in self._files
        }
        self._prefixes = {
            f"{file.graph.value}#{other.prefix}": Declared(file.shown, other.line)
            for file in self._files
            for other in file.others
        }
        self.stating: Callable[[Term | None], tuple[ox.NamedNode, ...]] = cache(self._stating)
        self.declared: Callable[[Term | None], Declared | None] = cache(self._declared)

    def _declared(self, node: Term | None) -> Declared | None:
        """Where a node is declared, else described; for a node without a name, the node with one that it is written in."""
        if isinstance(node, ox.BlankNode):
            node = self._holder(node)
        if not isinstance(node, ox.NamedNode | ox.BlankNode):
            return None
        if node.value in self._prefixes:
            return self._prefixes[node.value]
        if (place := self._apart(node.value)) is not None:
            return Declared(*place)
        typed = list(self._store.quads_for_pattern(node, RDF("type"), None, None))
        described = typed or self._store.quads_for_pattern(node, None, None, None)
        graphs = {quad.graph_name for quad in described}
        files = sorted(
            (self._by_graph[graph] for graph in named(graphs) if graph in self._by_graph),
            key=lambda file: file.shown,
        )
        if isinstance(node, ox.BlankNode):
            return Declared(files[0].shown, 1) if files else None
        for file in files:
            line = file.line_of(node.value)
            if line is not None:
                return Declared(file.shown, line)
        if files:
            return Declared(files[0].shown, 1)
        if self._is_of_no_file(node):
            return None
        for file in self._files:  # the first with a line that begins with it
            line = file.declaring(node.value)
            if line is not None:
                return Declared(file.shown, line)
        return None

    def _is_of_no_file(self, node: ox.NamedNode) -> bool:
        """Whether something else than a file states what is known of a node, such as a draft."""
        graphs = {q.graph_name for q in self._store.quads_for_pattern(node, None, None, None)}
        return bool(graphs - {DERIVED}) and graphs.isdisjoint(self._by_graph)

    def _holder(self, node: ox.BlankNode) -> ox.NamedNode | ox.BlankNode:
        """The node with a name inside of which a node without one is written; itself, if there is none."""
        held: ox.NamedNode | ox.BlankNode = node
        seen: set[Term] = set()
        while isinstance(held, ox.BlankNode) and held not in seen:
            seen.add(held)
            quads = self._store.quads_for_pattern(None, None, held, None)
            holders = [q.subject for q in quads if q.graph_name in self._by_graph]
            held = next((h for h in holders if isinstance(h, ox.NamedNode | ox.BlankNode)), held)
        return held if isinstance(held, ox.NamedNode) else node

    def span(self, node: ox.NamedNode) -> Span | None:
        """Where a claim or passage stands in its document."""
        document = self.document(node)
        stretch = None if document is None else self._stretches.get((node, document.iri))
        if document is None or stretch is None:
            return None
        return span_of(document, stretch)

    def document(self, node: ox.NamedNode) -> Document | None:
        """The document that a claim or passage is quoted from; a document is its own."""
        if node in self._documents:
            return self._documents[node]
        if node not in self._quoted_from:
            iri = one(self._store, node, PROV("wasQuotedFrom"))
            if not isinstance(iri, ox.NamedNode):
                return None
            self._quoted_from[node] = iri
        return self._documents.get(self._quoted_from[node])

    def passages(self, node: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """The paragraphs, lists and tables of a draft that a claim stands in, where exceptions are made for them."""
        return tuple(named(objects(self._store, node, DCT("isPartOf"))))

    def is_claim(self, node: ox.NamedNode) -> bool:
        """Whether a node is a claim."""
        return any(self._store.quads_for_pattern(node, RDF("type"), KB("Claim"), None))

    def _stating(self, node: Term | None) -> tuple[ox.NamedNode, ...]:
        """The claims that a node stands for, in reading order: itself, or those that state the proposition, quantity or
        stance.
        """
        if not isinstance(node, ox.NamedNode):
            return ()
        claims: set[ox.NamedNode] = set()
        if any(self._store.quads_for_pattern(node, OA("exact"), None, None)):
            claims.add(node)
        for quad in self._store.quads_for_pattern(node, KB("statedBy"), None, None):
            claims.update(named([quad.object]))
        for property in STATES:
            for quad in self._store.quads_for_pattern(None, property, node, None):
                claims.update(claim for claim in named([quad.subject]) if self.is_claim(claim))
        return tuple(sorted(claims, key=self.reading_order))

    def standing_for(self, claim: ox.NamedNode) -> Iterator[Term]:
        """The nodes that stand for a claim, among others: those for which ``stating`` may have it."""
        yield claim
        for quad in self._store.quads_for_pattern(None, KB("statedBy"), claim, None):
            yield quad.subject
        for property in STATES:
            yield from objects(self._store, claim, property)

    def reading_order(self, node: ox.NamedNode) -> tuple[str, int, str]:
        """Sort key: documents by path, then places in them."""
        document = self.document(node)
        if document is None:
            return "~", 0, node.value
        stretch = self._stretches.get((node, document.iri))
        return str(document.path), stretch.start if stretch else 0, node.value
