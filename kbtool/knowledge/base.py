"""A knowledge base as read, with all that follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kbtool.io.workspace import Workspace
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.places import Places
from kbtool.knowledge.rules import Rule
from kbtool.knowledge.waivers import Waiver
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.terms import Term
from kbtool.shacl import Shapes, ValidationResult
from kbtool.text.document import Document


@dataclass(frozen=True)
class KnowledgeBase:
    """A knowledge base as opened, with its derived triples. Nothing changes it.

    Attributes:
        workspace: where it lies.
        store: its triples, one named graph per file and one for what is derived.
        files: its Turtle files.
        documents: its documents by IRI.
        labels: labels of its nodes.
        places: where its nodes stand.
        shapes: the rules, as shapes.
        rules: the rules, as users see them, by shape.
        waivers: its complete waivers.
        evaluated: the results of the rules that were evaluated to derive something, by shape.
        today: the day on which it is checked.
    """

    workspace: Workspace
    store: ox.Store
    files: tuple[TurtleFile, ...]
    documents: dict[ox.NamedNode, Document]
    labels: Labels
    places: Places
    shapes: Shapes
    rules: dict[ox.NamedNode, Rule]
    waivers: tuple[Waiver, ...]
    evaluated: Mapping[Term, tuple[ValidationResult, ...]]
    today: date

    @cached_property
    def as_read(self) -> dict[Path, bytes]:
        """The bytes of its Turtle files when it was opened; no change may be made on other ones."""
        return {file.path: file.text.encode() for file in self.files}
