"""Rules that find less than they could: deactivated, missing, milder, out of force, for other nodes, with other constraints.

A rule that finds nothing looks like a knowledge base without faults, so what is switched off is derived, for rules to tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.rules import SEVERITIES, Rule, Severity
from kbtool.rdf.namespaces import DCT, KB, RDF, RULE, SH
from kbtool.rdf.store import DERIVED, TurtleFile
from kbtool.rdf.syntax import parse_turtle
from kbtool.rdf.terms import Term
from kbtool.shacl import Shapes

_TARGETS = tuple(SH(f"target{kind}") for kind in ("Class", "Node", "SubjectsOf", "ObjectsOf"))
_WORDS = (
    *(SH("name"), SH("description"), SH("message"), KB("suggestion"), DCT("source")),
    *(SH("severity"), SH("deactivated"), *_TARGETS),
)
"""What no difference of what a rule finds comes from, or is told by itself."""

_SHOWN = 3
"""So many of the rules that are left out are named."""

_PACK = KB("PolicyPack")
_ALL = ox.NamedNode(RULE.base.rstrip("/"))
"""The node of kbtool's rules as a whole (shapes/prefixes.ttl)."""


class RuleFiles(Struct, frozen=True, dict=True):
    """The files of rules of a knowledge base, by their path in it.

    Attributes:
        own: those that it has.
        shipped: the bytes of those that come with kbtool.
        older: tells which of these it has, or lacks, as another kbtool shipped them.
    """

    own: Mapping[str, TurtleFile]
    shipped: Mapping[str, bytes]
    older: Callable[[], frozenset[str]] = frozenset

    @property
    def are_as_shipped(self) -> bool:
        """Whether each file that comes with kbtool is there as it came, and no other file adds to its rules."""
        same = all(
            name in self.own and self.own[name].text.encode() == data
            for name, data in self.shipped.items()
        )
        return same and not self._are_added_to()

    def changed(self) -> dict[str, bytes]:
        """Those that come with kbtool, without those that are only older and that no other file adds to."""
        older = frozenset() if self._are_added_to() else self.older()
        return {name: data for name, data in self.shipped.items() if name not in older}

    def _are_added_to(self) -> bool:
        others = (file for name, file in self.own.items() if name not in self.shipped)
        return any(map(self._adds_to_others, others))

    def _adds_to_others(self, file: TurtleFile) -> bool:
        """Whether a file speaks of a named shape without its code. Of a pack it may, if no file of kbtool does."""
        coded = {quad.subject for quad in file.quads if quad.predicate == DCT("identifier")}
        uncoded = {q.subject for q in file.quads if isinstance(q.subject, ox.NamedNode)} - coded
        packs = {q.subject for q in file.quads if q.object == _PACK and q.predicate == RDF("type")}
        return not uncoded <= packs or not uncoded.isdisjoint(self._described)

    @cached_property
    def _described(self) -> frozenset[Term]:
        """The nodes of which the files say something that come with kbtool, as they are here."""
        files = (file for name, file in self.own.items() if name in self.shipped)
        return frozenset(quad.subject for file in files for quad in file.quads)


def switched_off_quads(
    shapes: Shapes, rules: Iterable[Rule], files: RuleFiles
) -> Iterator[ox.Quad]:
    """A kb:switchedOff for each rule that finds nothing or not all, a kb:weakened for what is less than kbtool's own.

    Args:
        shapes: the rules, as shapes.
        rules: the rules.
        files: the files that hold them.
    """
    by_iri = {rule.iri: rule for rule in rules}
    for iri, rule in by_iri.items():
        for why in _off(shapes, iri):
            yield _quad(iri, "switchedOff", f"{rule.code} {rule.name} {why}")
    if not files.are_as_shipped:
        yield from _weakened(shapes, by_iri, files)


def left_out_quads(
    rules: Collection[Rule], selected: Collection[str], ignored: Collection[str]
) -> Iterator[ox.Quad]:
    """A kb:leftOut of the rules as a whole: which of those that find errors the settings leave out.

    Milder ones may be left out without a word.

    Args:
        rules: the rules that are there.
        selected: what names those that the settings want, all if nothing does.
        ignored: what names those that they leave out.
    """

    def named(rule: Rule, selectors: Collection[str]) -> bool:
        return any(rule.name == s or rule.code.startswith(s.upper()) for s in selectors)

    grave = [rule for rule in rules if rule.severity is Severity.ERROR]
    unwanted = [r for r in grave if selected and not named(r, selected)]
    out = {r.code: r.name for r in [*unwanted, *(r for r in grave if named(r, ignored))]}
    if out:
        shown = [f"{code} {name}" for code, name in sorted(out.items())[:_SHOWN]]
        more = f" and {len(out) - _SHOWN} more" if len(out) > _SHOWN else ""
        yield _quad(_ALL, "leftOut", ", ".join(shown) + more)


def lenient_quads(lenient: Iterable[str]) -> Iterator[ox.Quad]:
    """A kb:lenient of the rules as a whole for each thing that the settings let pass.

    Args:
        lenient: what that is, in words.
    """
    return (_quad(_ALL, "lenient", told) for told in lenient)


def unread_quads(unread: Iterable[str]) -> Iterator[ox.Quad]:
    """A kb:unreadFile of the rules as a whole for each file that looks like one of the knowledge base and is not read.

    Args:
        unread: what that is, with the reason.
    """
    return (_quad(_ALL, "unreadFile", told) for told in unread)


def _off(shapes: Shapes, iri: ox.NamedNode) -> Iterator[str]:
    if iri not in shapes.by_node or iri not in shapes.rules:
        is_off = iri in shapes.by_node and shapes.by_node[iri].deactivated
        yield "is deactivated (sh:deactivated)" if is_off else "has no target"
        return
    owners = {iri, *shapes.closure(iri)}
    for triple in shapes.deactivated:
        is_part = triple.subject in owners or any(
            link.object == triple.subject for link in shapes.triples if link.subject in owners
        )
        if is_part:
            yield "has a constraint that is deactivated (sh:deactivated)"
            return


def _weakened(
    shapes: Shapes, rules: Mapping[ox.NamedNode, Rule], files: RuleFiles
) -> Iterator[ox.Quad]:
    own = _Stated(shapes.triples)
    parsed = (parse_turtle(data.decode(), name) for name, data in files.changed().items())
    theirs = _Stated(triple for triples in parsed for triple in triples)
    missing, otherwise = [], []
    for iri in theirs.rules():
        code = theirs.code(iri)
        if iri not in rules:
            missing.append(code)
            continue
        told = f"{code} {rules[iri].name}"
        severities = [SEVERITIES[grade] for grade in theirs.named(iri, SH("severity"))]
        if any(severity.rank < rules[iri].severity.rank for severity in severities):
            yield _quad(
                iri,
                "weakened",
                f"{told} is of severity {rules[iri].severity}, and {severities[0]} in kbtool",
            )
        if own.targets(iri) != theirs.targets(iri):
            yield _quad(iri, "weakened", f"{told} is for other nodes (its target) than in kbtool")
        if own.constraints(iri) != theirs.constraints(iri):
            otherwise.append(code)
    if missing:
        yield _quad(
            _ALL, "weakened", f"rules of kbtool are not there: {', '.join(sorted(missing))}"
        )
    if otherwise:
        listed = ", ".join(sorted(otherwise))
        yield _quad(_ALL, "weakened", f"rules have other constraints than in kbtool: {listed}")


def out_of_force_quads(rules: Iterable[Rule], today: date) -> Iterator[ox.Quad]:
    """A kb:outOfForce for each rule whose source has been replaced, or does not hold any more: it finds nothing.

    Args:
        rules: the rules that are there.
        today: the day of the check.
    """
    for rule in rules:
        _, ends = rule.in_force
        over = ends is not None and ends < today
        if over or rule.replaced_by:
            until = f"held until {ends}" if over else ""
            by = f"was replaced by {rule.replaced_by}" if rule.replaced_by else ""
            told = ", and ".join(filter(None, (until, by)))
            yield _quad(rule.iri, "outOfForce", f"the source of {rule.code} {rule.name} {told}")


def _quad(node: ox.NamedNode, name: str, text: str) -> ox.Quad:
    return ox.Quad(node, KB(name), ox.Literal(text), DERIVED)


class _Stated:
    """What a graph of shapes states of each rule, compared without the labels of blank nodes."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._by: dict[Term, list[tuple[ox.NamedNode, Term]]] = defaultdict(list)
        for triple in triples:
            self._by[triple.subject].append((triple.predicate, triple.object))

    def rules(self) -> list[ox.NamedNode]:
        """The shapes with a code."""
        coded = (s for s, said in self._by.items() if any(p == DCT("identifier") for p, _ in said))
        return sorted((s for s in coded if isinstance(s, ox.NamedNode)), key=str)

    def code(self, rule: ox.NamedNode) -> str:
        """The code of a rule."""
        codes = (o for p, o in self._by[rule] if p == DCT("identifier"))
        return next((code.value for code in codes if isinstance(code, ox.Literal)), "")

    def named(self, rule: ox.NamedNode, predicate: ox.NamedNode) -> list[ox.NamedNode]:
        """The IRIs that a rule has for a property."""
        return [o for p, o in self._by[rule] if p == predicate and isinstance(o, ox.NamedNode)]

    def targets(self, rule: ox.NamedNode) -> list[str]:
        """The targets of a rule."""
        return sorted(f"{p} {o}" for p, o in self._by[rule] if p in _TARGETS)

    def constraints(self, rule: ox.NamedNode) -> str:
        """What a rule demands; white space in its queries does not count."""
        return self._exact(rule, frozenset())

    def _exact(self, term: Term, above: frozenset[Term]) -> str:
        if isinstance(term, ox.Literal):
            return f"{' '.join(term.value.split())}^^{term.datatype}@{term.language}"
        if term in above or (above and isinstance(term, ox.NamedNode)):
            return str(term) if isinstance(term, ox.NamedNode) else "[]"
        said = (
            f"{p} {self._exact(o, above | {term})}" for p, o in self._by[term] if p not in _WORDS
        )
        return f"[{'; '.join(sorted(said))}]"
