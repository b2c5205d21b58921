"""From validation results to findings: where each stands, and what stands on the other side.

A result's focus node is a claim or passage (it has a place of its own), a stance, proposition or quantity (its place is
that of the claims that state it), or a node of the knowledge base (its place is its declaration).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from kbtool.checks.findings import Declared, Finding, Related, Span
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import CITO, KB, OA, PROV, RDF
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.terms import one, text
from kbtool.references.reference import reservations
from kbtool.shacl import ValidationResult
from kbtool.text.document import Document

_STATES = (KB("asserts"), KB("denies"), KB("gives"))


_SHOWN = 20
"""So many claims of the other side are listed where many stand against many."""


@dataclass(frozen=True)
class _Side:
    """Where a finding stands, and the nodes that it names as the other side."""

    place: ox.NamedNode | None
    related: list[object]


class Locator:
    """Finds the places and the other sides of findings.

    Args:
        store: the store with derived triples.
        documents: the documents by IRI.
        files: the Turtle files of the knowledge base.
        labels: labels of the store's nodes.
    """

    def __init__(
        self,
        store: ox.Store,
        documents: Mapping[ox.NamedNode, Document],
        files: Iterable[TurtleFile],
        labels: Labels,
    ) -> None:
        self._store = store
        self._documents = documents
        self._files = tuple(files)
        self._by_graph: dict[object, TurtleFile] = {file.graph: file for file in self._files}
        self._labels = labels

    def findings(
        self, results: Iterable[ValidationResult], rules: Mapping[object, Rule]
    ) -> list[Finding]:
        """One finding for each rule, focus node and message, in reading order; values become other sides."""
        groups: dict[tuple[object, object, str], list[ValidationResult]] = defaultdict(list)
        for result in results:
            groups[(result.rule, result.focus, result.message)].append(result)
        found = []
        for (rule, focus, message), group in groups.items():
            values = list(dict.fromkeys(r.value for r in group if r.value not in (None, r.focus)))
            sides = self._sides(rules[rule], focus, message, values)
            found += [replace(finding, results=tuple(group)) for finding in sides]
        return sorted(found, key=lambda finding: finding.order)

    def declared(self, node: object) -> Declared | None:
        """Where a node is declared; for a node without a name, the file alone (line 1)."""
        if not isinstance(node, ox.NamedNode | ox.BlankNode):
            return None
        typed = self._store.quads_for_pattern(node, RDF("type"), None, None)
        graphs = {quad.graph_name for quad in typed}
        files = sorted(
            (self._by_graph[graph] for graph in graphs if graph in self._by_graph),
            key=lambda file: file.shown,
        )
        if isinstance(node, ox.BlankNode):
            return Declared(files[0].shown, 1) if files else None
        for file in files or self._files:
            line = file.line_of(node.value) if files else file.lines.get(node.value)
            if line is not None:
                return Declared(file.shown, line)
        return Declared(files[0].shown, 1) if files else None

    def span(self, node: ox.NamedNode) -> Span | None:
        """Where a claim or passage stands in its document."""
        start, end = self._integer(node, KB("start")), self._integer(node, KB("end"))
        document = self._document(node)
        if start is None or end is None or document is None:
            return None
        line, column = document.position(start)
        end_line, end_column = document.position(end)
        return Span(start, end, line, column, end_line, end_column)

    def related(self, node: object) -> Related:
        """A node as the other side of a finding."""
        if not isinstance(node, ox.NamedNode):
            return Related(str(node), self._labels.label(node))
        kinds = {q.object for q in self._store.quads_for_pattern(node, RDF("type"), None, None)}
        if KB("Evidence") in kinds:
            return self._evidence(node)
        document = self._document(node)
        said = self._text(node, KB("says"))
        return Related(
            iri=node.value,
            message=said or self._labels.label(node),
            document=str(document.path) if document else None,
            span=self.span(node),
            quote=self._text(node, OA("exact")),
            declared=self.declared(node),
        )

    def statements(self, node: object) -> list[ox.NamedNode]:
        """The claims that a node stands for: itself, or those that state the proposition, quantity or stance."""
        if not isinstance(node, ox.NamedNode):
            return []
        claims: set[ox.NamedNode] = set()
        if any(self._store.quads_for_pattern(node, OA("exact"), None, None)):
            claims.add(node)
        for quad in self._store.quads_for_pattern(node, KB("statedBy"), None, None):
            claims.update(_nodes([quad.object]))
        for property in _STATES:
            for quad in self._store.quads_for_pattern(None, property, node, None):
                claims.update(claim for claim in _nodes([quad.subject]) if self._is_claim(claim))
        return sorted(claims, key=self._reading_order)

    def _sides(
        self, rule: Rule, focus: object, message: str, values: Sequence[object]
    ) -> list[Finding]:
        """The findings for one result: one, or where many claims stand against many, one for each side."""
        stated = self.statements(focus)
        others = [claim for value in values for claim in self.statements(value)]
        rest = [value for value in values if not self.statements(value)]
        node = focus if isinstance(focus, ox.NamedNode) else None
        if node in stated or not stated:
            side = _Side(node, [*(claim for claim in others if claim != node), *rest])
            return [self._finding(rule, focus, message, values, side)]
        if not others:
            side = _Side(stated[0], [*stated[1 : _SHOWN + 1], *rest])
            return [self._finding(rule, focus, message, values, side)]
        if len(stated) == 1 or len(others) == 1:
            mine, theirs = sorted((stated, others), key=lambda side: self._reading_order(side[0]))
            side = _Side(mine[0], [*theirs[:_SHOWN], *rest])
            return [self._finding(rule, focus, message, values, side)]
        counted = f"{message} ({len(stated)} claims against {len(others)})"
        return [
            self._finding(
                rule, about, counted, [against], _Side(mine[0], [*theirs[:_SHOWN], *rest])
            )
            for about, against, mine, theirs in (
                (focus, values[0], stated, others),
                (values[0], focus, others, stated),
            )
        ]

    def _finding(
        self, rule: Rule, focus: object, message: str, values: Sequence[object], side: _Side
    ) -> Finding:
        place = side.place
        claim = place if place is not None and self._is_claim(place) else None
        document = self._document(place) if place is not None else None
        return Finding(
            code=rule.code,
            name=rule.name,
            severity=rule.severity,
            message=self._labels.replace_iris(message),
            suggestion=self._suggestion(rule, claim),
            node=_text(focus),
            claim=claim.value if claim else None,
            verdict=self._labels.label(self._one(claim, KB("verdict"))) or None if claim else None,
            computed=self._computed(claim) if claim else None,
            quote=self._text(place, OA("exact")) if place is not None else None,
            document=str(document.path) if document else None,
            span=self.span(place) if place is not None else None,
            declared=self.declared(place) or self.declared(focus),
            related=tuple(self.related(node) for node in dict.fromkeys(side.related)),
            fingerprint=_fingerprint(
                rule.code, _lasting(focus), sorted(map(_lasting, values)), message
            ),
        )

    def _suggestion(self, rule: Rule, claim: ox.NamedNode | None) -> str:
        if claim is None or "{" not in rule.suggestion:
            return rule.suggestion
        denied = self._one(claim, KB("denies"))
        held = denied or self._one(claim, KB("asserts"))
        given = self._one(claim, KB("gives"))
        verdict = self._one(claim, KB("verdict"))
        if isinstance(held, ox.NamedNode):
            phrase = self._labels.phrase(held) or ""
            negation = self._labels.phrase(held, negated=denied is None) or ""
            template = self._text(verdict, KB("wording"))
        else:
            phrase = negation = self._labels.label(given)
            template = self._text(verdict, KB("quantityWording"))
        wording = (template or "").replace("{proposition}", phrase).replace("{negation}", negation)
        return rule.suggestion.replace("{wording}", wording).replace("{negation}", negation)

    def _evidence(self, node: ox.NamedNode) -> Related:
        reference = self._one(node, CITO("citesAsEvidence"))
        design = self._labels.label(self._one(node, KB("design")))
        level = self._text(node, KB("level"))
        known = [design, *([f"OCEBM level {level}"] if level else [])]
        quality = ", ".join(known + reservations(self._store, self._labels, reference))
        finding = self._text(node, KB("finding")) or self._text(node, KB("says")) or ""
        return Related(
            iri=node.value,
            message=f"{finding.rstrip('.')} ({quality})",
            reference=self._labels.label(reference) if reference is not None else None,
            declared=self.declared(node),
        )

    def _computed(self, claim: ox.NamedNode) -> str | None:
        """The computed verdict of a claim that a reviewer has decided on."""
        if self._one(claim, KB("decidedBy")) is None:
            return None
        return self._labels.label(self._one(claim, KB("computedVerdict")))

    def _is_claim(self, node: ox.NamedNode) -> bool:
        return any(self._store.quads_for_pattern(node, RDF("type"), KB("Claim"), None))

    def _document(self, node: ox.NamedNode) -> Document | None:
        if node in self._documents:
            return self._documents[node]
        iri = self._one(node, PROV("wasQuotedFrom"))
        return self._documents.get(iri) if isinstance(iri, ox.NamedNode) else None

    def _reading_order(self, node: ox.NamedNode) -> tuple[str, int, str]:
        document = self._document(node)
        return (
            str(document.path) if document else "~",
            self._integer(node, KB("start")) or 0,
            node.value,
        )

    def _one(self, node: object, predicate: ox.NamedNode) -> object | None:
        return one(self._store, node, predicate)

    def _text(self, node: object, predicate: ox.NamedNode) -> str | None:
        return text(self._store, node, predicate)

    def _integer(self, node: ox.NamedNode, predicate: ox.NamedNode) -> int | None:
        number = self._text(node, predicate)
        return int(number) if number is not None and number.isdecimal() else None


def _nodes(terms: Iterable[object]) -> Iterator[ox.NamedNode]:
    return (term for term in terms if isinstance(term, ox.NamedNode))


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _lasting(term: object) -> str:
    """A term as a fingerprint has it: labels of blank nodes last no longer than the run."""
    return "_:" if isinstance(term, ox.BlankNode) else _text(term)


def _fingerprint(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
