"""Terms that rules read and that the vocabulary lacks: such a rule finds nothing, and nobody would notice."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import pyoxigraph as ox
from msgspec import Struct

from kbtool.io.files import read_text
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.derive.queries import terms_of
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import value
from kbtool.shacl.model import Shape

_IRI = re.compile(r"<([^<>\s]+)>")


class SilentRule(Struct, frozen=True):
    """A rule that may find nothing, because it reads terms that do not exist.

    Attributes:
        code: its code.
        terms: the terms, such as "kb:identifier".
    """

    code: str
    terms: tuple[str, ...]

    @property
    def message(self) -> str:
        """What is said of it."""
        return f"{self.code} reads {', '.join(self.terms)}, which the vocabulary lacks, so it may find nothing"


def silent_rules(kb: KnowledgeBase, rules: Collection[Rule]) -> list[SilentRule]:
    """The rules that read terms of kbtool which neither the knowledge base declares nor anything derives.

    A vocabulary that is older than the rules lacks them. What a rule tells of rules is left out.

    Args:
        kb: the knowledge base.
        rules: the rules that are run.

    Raises:
        InputError: a derivation cannot be read.
    """
    found = []
    told = KB("usesUndeclaredTerm")
    is_asked = any(told in kb.shapes.by_node[rule.iri].target.subjects_of for rule in rules)
    derived: set[str] | None = None
    for rule in rules:
        if is_asked and any(kb.store.quads_for_pattern(rule.iri, told, None, DERIVED)):
            continue
        read = {
            iri
            for node in kb.shapes.closure(rule.iri)
            for iri in _mentioned(kb.shapes.by_node[node])
            if iri.startswith(KB.base) and iri != KB.base
        }
        undeclared = {iri.removeprefix(KB.base) for iri in read if not _declared(kb.store, iri)}
        if undeclared and derived is None:
            derived = _derived(kb)
        missing = sorted(undeclared - (derived or set()))
        if missing:
            found.append(SilentRule(rule.code, tuple(f"kb:{name}" for name in missing)))
    return found


def _derived(kb: KnowledgeBase) -> set[str]:
    """The terms of kbtool that something derives, by their local names."""
    # the table imports every step that is written in Python
    from kbtool.knowledge.derive.table import AFTER, BEFORE

    derived = {term for step in (*BEFORE, *AFTER) for term in step.derives}
    for path in kb.workspace.derivation_files():
        derived |= terms_of(read_text(path, kb.workspace.shown(path)).text)[1]
    return derived


def untold_rules(kb: KnowledgeBase, ran: Collection[Rule] | None = None) -> list[str]:
    """What is switched off or weakened in the rules, where the rules that would tell it are off or missing themselves.

    Where it is known which rules ran, what the settings leave out of them, too, if that one is left out.

    Args:
        kb: the knowledge base.
        ran: the rules that ran.
    """
    told = KB("leftOut")
    if ran is not None and not any(
        told in kb.shapes.by_node[rule.iri].target.subjects_of for rule in ran
    ):
        out = [
            f"those that the settings leave out find errors: {value(quad.object)}"
            for quad in kb.store.quads_for_pattern(None, told, None, DERIVED)
        ]
        return [*out, *untold_rules(kb)]
    active = [kb.shapes.by_node[rule].target for rule in kb.shapes.rules]
    return sorted(
        value(quad.object)
        for name in ("switchedOff", "weakened")
        if not any(KB(name) in target.subjects_of for target in active)
        for quad in kb.store.quads_for_pattern(None, KB(name), None, DERIVED)
    )


def _mentioned(shape: Shape) -> Iterator[str]:
    """The IRIs that a shape reads the data by."""
    if shape.path is not None:
        yield from _IRI.findall(shape.path.sparql)
    target = shape.target
    for term in (*target.classes, *target.subjects_of, *target.objects_of):
        yield from _IRI.findall(str(term))
    for constraint in shape.constraints:
        yield from (term.value for term in constraint.terms if isinstance(term, ox.NamedNode))
    for query in shape.sparql:
        yield from query.mentions or ()


def _declared(store: ox.Store, iri: str) -> bool:
    stated = store.quads_for_pattern(ox.NamedNode(iri), None, None, None)
    return any(quad.graph_name != DERIVED for quad in stated)
