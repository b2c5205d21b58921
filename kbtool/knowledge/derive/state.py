"""What derivation works on, and what a step of it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.knowledge.derive.beyond import Beyond
from kbtool.knowledge.derive.lists_of_kbtool import ListFiles
from kbtool.knowledge.derive.switched_off import RuleFiles
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.places import Places
from kbtool.knowledge.rules import Rule
from kbtool.knowledge.signed import Difference
from kbtool.knowledge.waivers import Waiver
from kbtool.rdf.other_prefixes import OtherPrefix
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.terms import Term
from kbtool.shacl import Shapes, ValidationResult, validate
from kbtool.text.document import Document
from kbtool.text.stretch import Stretch


class Derivation(Struct):
    """A knowledge base in the making: what the steps work on.

    Attributes:
        store: its triples.
        documents: its documents by IRI.
        labels: labels of its nodes.
        places: where its nodes stand.
        stretches: where the words of claims and passages were found, by node and document; the places read them.
        shapes: the rules, as shapes.
        rules: the rules.
        today: the day on which it is checked.
        search_days: for how many days a recorded search counts.
        waiver_days: for how many days from today a finding may be waived.
        rule_files: the files that hold the rules, and those that come with kbtool.
        list_files: its files of terms, words and levels, and those that come with kbtool.
        files: the files of the knowledge base.
        settled: those of which the store holds what they state, and nothing else; none, if that is not sure.
        selected: what names the rules that its settings want, all if nothing does.
        ignored: what names the rules that its settings leave out.
        lenient: what its settings let pass, in words.
        unread: the files in its folders that are not read, each with the reason.
        named: how a file is named in what is derived, wherever kbtool is run.
        differs: the nodes that are not as somebody has signed them.
        prefixes: known prefixes that files declare for something else, with the file.
        derived: the terms that its steps derive, by local name.
        beyond: what stands beyond the part of a knowledge base that this is; None, if it is all of it.
        off: gives the codes of the rules in policy packs that are off, by code and name.
        note: is told what pySHACL had to evaluate, and why.
        waivers: its complete waivers, once they are read.
        evaluated: the results of the rules that a step has evaluated, by shape.
    """

    store: ox.Store
    documents: dict[ox.NamedNode, Document]
    labels: Labels
    places: Places
    stretches: dict[tuple[ox.NamedNode, str], Stretch]
    shapes: Shapes
    rules: tuple[Rule, ...]
    today: date
    search_days: float
    waiver_days: float
    rule_files: RuleFiles
    list_files: ListFiles = field(default_factory=ListFiles)
    files: tuple[TurtleFile, ...] = ()
    settled: tuple[TurtleFile, ...] = ()
    selected: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    lenient: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    named: Callable[[TurtleFile], str] = lambda file: file.shown
    differs: tuple[Difference, ...] = ()
    prefixes: Mapping[ox.NamedNode, tuple[OtherPrefix, str]] = field(default_factory=dict)
    derived: frozenset[str] = frozenset()
    beyond: Beyond | None = None
    off: Callable[[], Mapping[str, str]] = dict
    note: Callable[[str], None] = lambda _: None
    waivers: tuple[Waiver, ...] = ()
    evaluated: dict[Term, tuple[ValidationResult, ...]] = field(default_factory=dict)

    def evaluate(self, rules: Iterable[Rule]) -> None:
        """Evaluate rules that have not been evaluated yet."""
        wanted = [rule.iri for rule in rules if rule.iri not in self.evaluated]
        if not wanted:
            return
        found: dict[Term, list[ValidationResult]] = {iri: [] for iri in wanted}
        for result in validate(self.store, self.shapes, only=wanted, note=self.note):
            found[result.rule].append(result)
        self.evaluated |= {iri: tuple(results) for iri, results in found.items()}


class Step(Struct, frozen=True):
    """One step.

    Attributes:
        name: what it derives, in words; of a query, the name of its file, without a number in front.
        reads: the derived terms that it reads.
        derives: the derived terms that it adds.
        run: gives the quads that it adds.
        path: the file of a query, as messages name it.
    """

    name: str
    reads: tuple[str, ...]
    derives: tuple[str, ...]
    run: Callable[[Derivation], Iterable[ox.Quad]]
    path: str | None = None


def of_store(
    quads: Callable[[ox.Store], Iterable[ox.Quad]], state: Derivation
) -> Iterable[ox.Quad]:
    """The run of a step that needs no more than the triples.

    Args:
        quads: gives the quads that it adds.
        state: the knowledge base in the making.
    """
    return quads(state.store)
