"""A knowledge base as read, with all that follows from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox
from msgspec import Struct

from kbtool.io.workspace import Workspace
from kbtool.knowledge.index import Index
from kbtool.knowledge.labels import Labels, names_in_words
from kbtool.knowledge.model import Claim
from kbtool.knowledge.packs import Pack
from kbtool.knowledge.places import Places
from kbtool.knowledge.policies import Reach
from kbtool.knowledge.reached import packs_among, reaches
from kbtool.knowledge.reading import Reader
from kbtool.knowledge.rules import Rule
from kbtool.knowledge.statements import (
    Statement,
    Terminology,
    read_statements,
    read_terminology,
)
from kbtool.knowledge.tension import Contrasts, read_contrasts
from kbtool.knowledge.waivers import Waiver
from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import KB, Names
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.terms import Term, instances, objects, value
from kbtool.references.reference import Reference, all_references, read_reference
from kbtool.references.schemes import SCHEMES
from kbtool.shacl import Shapes, ValidationResult
from kbtool.text.document import Document

Kind: TypeAlias = tuple[Term, Term, Term | None]
"""The subject, the relation and the object of a statement."""


class KnowledgeBase(Struct, frozen=True, dict=True):
    """A knowledge base as opened, with its derived triples. Nothing changes it.

    Attributes:
        workspace: where it lies.
        names: its namespaces.
        store: its triples, one named graph per file and one for what is derived.
        files: its Turtle files.
        documents: its documents.
        labels: labels of its nodes.
        places: where its nodes stand.
        shapes: the rules, as shapes.
        rules: the rules, as users see them.
        waivers: its complete waivers.
        evaluated: the results of the rules that were evaluated to derive something, by shape.
        today: the day on which it is checked.
        policies: the policy packs that are switched on.
        shape_files: the Turtle files of its rules.
        mark: tells what was derived, where it is kept between runs, from what was derived at other times.
    """

    workspace: Workspace
    names: Names
    store: ox.Store
    files: tuple[TurtleFile, ...]
    documents: Index[Document]
    labels: Labels
    places: Places
    shapes: Shapes
    rules: Index[Rule]
    waivers: tuple[Waiver, ...]
    evaluated: Mapping[Term, tuple[ValidationResult, ...]]
    today: date
    policies: tuple[str, ...] = ()
    shape_files: tuple[TurtleFile, ...] = ()
    mark: str | None = None

    @cached_property
    def columns(self) -> Columns:
        """The properties of its nodes, for what reads those of many."""
        return Columns(self.store)

    @cached_property
    def reader(self) -> Reader:
        """Reads its nodes as typed values."""
        return Reader(self.store, self.columns, self.labels, self.places)

    @cached_property
    def packs(self) -> tuple[Pack, ...]:
        """The policy packs that are switched on."""
        return packs_among(self.shape_files)

    @cached_property
    def reaches(self) -> tuple[Reach, ...]:
        """Whether each of them reaches each document."""
        return tuple(reaches(self.store, self.packs))

    @cached_property
    def statements(self) -> dict[ox.NamedNode, Statement]:
        """Its complete propositions and quantities, by node."""
        return {statement.iri: statement for statement in read_statements(self.store)}

    @cached_property
    def statements_alike(self) -> dict[Kind, tuple[Statement, ...]]:
        """Those that have subject, relation and object in common, by these."""
        found: dict[Kind, list[Statement]] = defaultdict(list)
        for statement in self.statements.values():
            found[statement.subject, statement.relation, statement.object].append(statement)
        return {kind: tuple(some) for kind, some in found.items()}

    @cached_property
    def terminology(self) -> Terminology:
        """What its vocabulary and its concepts declare."""
        return read_terminology(self.store)

    @cached_property
    def contrasts(self) -> Contrasts:
        """What they declare that pulls apart."""
        return read_contrasts(self.store)

    @cached_property
    def claims(self) -> Index[Claim]:
        """Its claims, by IRI, CURIE or local name, in the order of their IRIs."""
        return Index("claim", self.claim_names, lambda iri: self.reader.claim(ox.NamedNode(iri)))

    @property
    def claim_names(self) -> dict[str, tuple[str, ...]]:
        """The names of each of its claims, by IRI."""
        return {
            node.value: self.names.called(node.value) for node in instances(self.store, KB("Claim"))
        }

    @cached_property
    def references(self) -> Index[Reference]:
        """Its references, by IRI, CURIE, local name, label, title, or an identifier that one reference alone has."""
        unique = [KB(name) for name, scheme in SCHEMES.items() if not scheme.shared]
        names = {
            node.value: (
                *self.names.called(node.value),
                *(value(term) for scheme in unique for term in objects(self.store, node, scheme)),
                *names_in_words(self.store, node),
            )
            for node in all_references(self.store)
        }
        return Index("reference", names, lambda iri: read_reference(self.store, ox.NamedNode(iri)))

    @cached_property
    def as_read(self) -> dict[Path, bytes]:
        """The bytes of its Turtle files when it was opened; no change may be made on other ones."""
        return {file.path: file.text.encode() for file in self.files}
