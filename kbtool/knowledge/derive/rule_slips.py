"""Slips in what rules name: terms that nothing declares, and those that stand in the place of another kind.

Such a rule finds nothing, and a rule that finds nothing looks like a knowledge base without faults. Those that are as
they came with kbtool are not looked at: a test does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.derive.misuse import Kind, Misuse
from kbtool.knowledge.derive.node_types import Fits
from kbtool.knowledge.derive.switched_off import RuleFiles
from kbtool.knowledge.derive.usage import Usage
from kbtool.knowledge.rules import Rule
from kbtool.knowledge.vocabulary import ANYTHING, Use
from kbtool.rdf.datatypes import is_datatype
from kbtool.rdf.namespaces import KB, RDF, Names, local_name
from kbtool.rdf.sparql_cursor import UnreadError
from kbtool.rdf.sparql_joins import ANY, Group, Pattern, Select
from kbtool.rdf.sparql_parts import Parts
from kbtool.rdf.sparql_patterns import read_patterns
from kbtool.rdf.sparql_tokens import prefixes_declared
from kbtool.rdf.terms import Term
from kbtool.shacl import Shapes
from kbtool.shacl.model import Shape, SparqlConstraint

_IRI = re.compile(r"<([^<>\s]+)>")
_OF_RULES = (KB("yieldsTo"), KB("detailOf"))
_PROPERTIES = frozenset((RDF("Property"),))


def own_rules(rules: Iterable[Rule], files: RuleFiles) -> list[Rule]:
    """The rules of files that are not as they came with kbtool, this one or an earlier one.

    Args:
        rules: the rules.
        files: the files that hold them.
    """
    changed = {
        name for name, f in files.own.items() if f.text.encode() != files.shipped.get(name, b"")
    }
    if changed & files.shipped.keys():
        changed -= files.older()
    said = {quad.subject for name in changed for quad in files.own[name].quads}
    return [rule for rule in rules if rule.iri in said]


class Named(Struct, frozen=True):
    """What rules name.

    Attributes:
        terms: each term with the rule.
        strangers: as those, what is surely declared nowhere.
        misuses: what stands in the place of something else.
    """

    terms: list[tuple[ox.NamedNode, ox.NamedNode]] = []
    strangers: list[tuple[ox.NamedNode, ox.NamedNode]] = []
    misuses: list[Misuse] = []


def named_by_rules(
    shapes: Shapes,
    rules: Collection[Rule],
    files: RuleFiles,
    usage: Usage,
    names: Names,
    off: Callable[[], Mapping[str, str]],
) -> Named:
    """The terms that rules name, and those that stand where only another kind of term finds anything.

    Args:
        shapes: the rules, as shapes.
        rules: those that are looked at.
        files: the files that hold them.
        usage: what the files state, held to the vocabulary.
        names: the namespaces of the knowledge base.
        off: gives the codes of the rules in policy packs that are off.
    """
    found = Named()
    for rule in rules:
        look = _Look(rule.iri, usage, names, found)
        for node in sorted(shapes.closure(rule.iri), key=str):
            look.at_shape(shapes.by_node[node])
    by_iri: dict[Term, ox.NamedNode] = {rule.iri: rule.iri for rule in rules}
    for quad in (quad for file in files.own.values() for quad in file.quads):
        if (rule_iri := by_iri.get(quad.subject)) is None:
            continue
        for term in (quad.predicate, quad.object):
            if isinstance(term, ox.NamedNode) and term.value.startswith(KB.base):
                found.terms.append((term, rule_iri))
        other = quad.object
        if (
            quad.predicate in _OF_RULES
            and isinstance(other, ox.NamedNode)
            and other not in shapes.by_node
            and local_name(other.value) not in off()
        ):
            found.strangers.append((other, rule_iri))
    return found


class _Look:
    """Looks at the shapes of one rule."""

    def __init__(self, rule: ox.NamedNode, usage: Usage, names: Names, found: Named) -> None:
        self._rule, self._usage, self._names, self._found = rule, usage, names, found

    def at_shape(self, shape: Shape) -> None:
        target = shape.target
        for kind in target.classes:
            self._class("sh:targetClass", kind)
        for local, properties in (
            ("sh:targetSubjectsOf", target.subjects_of),
            ("sh:targetObjectsOf", target.objects_of),
        ):
            for each in properties:
                self._property(local, each)
        for node in target.nodes:
            self._term(node)
        for iri in () if shape.path is None else _IRI.findall(shape.path.sparql):
            self._property("sh:path", ox.NamedNode(iri))
        for constraint in shape.constraints:
            for term in constraint.terms:
                if constraint.parameter == "class" and isinstance(term, ox.NamedNode):
                    self._class("sh:class", term)
                elif constraint.parameter in ("equals", "disjoint", "lessThan", "lessThanOrEquals"):
                    self._property(f"sh:{constraint.parameter}", term)
                else:
                    self._term(term)
        for query in shape.sparql:
            self._query(query)

    def _query(self, query: SparqlConstraint) -> None:
        placed: set[str] = set()
        try:
            for pattern in _patterns(read_patterns(query.exact)):
                placed |= self._pattern(pattern)
        except UnreadError:
            pass
        parts = Parts(query.exact)
        prefixes = prefixes_declared(parts.tokens)
        for token in parts.tokens[parts.beginning :]:
            prefix, colon, local = token.text.partition(":")
            iri = token.text[1:-1] if token.kind == "iri" else ""
            if token.kind == "name" and colon:
                iri = prefixes.get(prefix, "") + local.replace("\\", "")
            if ":" in iri and iri not in placed:
                self._term(ox.NamedNode(iri))

    def _pattern(self, pattern: Pattern) -> set[str]:
        predicates = [ox.NamedNode(iri) for iri in pattern.predicates if iri != ANY]
        for each in predicates:
            self._property("a query", each)
        if pattern.object == ANY and predicates:
            self._literal(predicates)
        if not _is_iri(pattern.object) or ANY in pattern.predicates:
            return set(pattern.predicates)
        value = ox.NamedNode(pattern.object)
        if predicates == [RDF("type")]:
            self._class("rdf:type", value)
        elif not pattern.repeated and not pattern.both_ways:
            self._value(predicates, value)
        return {*pattern.predicates, pattern.object}

    def _value(self, predicates: Sequence[ox.NamedNode], value: ox.NamedNode) -> None:
        self._term(value)
        vocabulary, types = self._usage.vocabulary, self._usage.types.get(value)
        uses = [vocabulary.uses.get(each, Use()) for each in predicates]
        if types and not any(not u.ranges or Fits(vocabulary, u.ranges)[types] for u in uses):
            self._wrong(predicates[0], vocabulary.takes(predicates[0]), value)

    def _literal(self, predicates: Sequence[ox.NamedNode]) -> None:
        uses = [self._usage.vocabulary.uses.get(each, Use()) for each in predicates]
        kinds = [kind for use in uses for some in use.ranges for kind in some]
        if all(use.ranges for use in uses) and not any(
            is_datatype(kind) or kind == ANYTHING for kind in kinds
        ):
            takes = self._usage.vocabulary.takes(predicates[0])
            shown = self._usage.declared.shown(predicates[0])
            stated = "a query asks for a literal of it"
            self._found.misuses.append(
                Misuse(self._rule, Kind.WRONG_VALUE, shown, takes, stated, predicates[0])
            )

    def _class(self, place: str, kind: ox.NamedNode) -> None:
        self._term(kind)
        if kind in self._usage.types and not self._usage.declared.is_class(kind):
            self._wrong(place, "a class", kind)
        elif self._is_stranger(kind):
            self._found.strangers.append((kind, self._rule))

    def _is_stranger(self, kind: ox.NamedNode) -> bool:
        """Whether a class is of rules or of kbtool's other namespaces, where there is none."""
        return kind.value.startswith((self._names.rule_base, self._names.base)) and (
            kind not in self._usage.types
        )

    def _property(self, place: str, term: Term) -> None:
        self._term(term)
        types = self._usage.types.get(term)
        vocabulary = self._usage.vocabulary
        if types and not vocabulary.is_instance(types, _PROPERTIES):
            self._wrong(place, "a property", term)

    def _term(self, term: Term) -> None:
        if isinstance(term, ox.NamedNode):
            self._found.terms.append((term, self._rule))

    def _wrong(self, place: str | ox.NamedNode, takes: str, value: Term) -> None:
        declared = self._usage.declared
        shown = place if isinstance(place, str) else declared.shown(place)
        stated = f"{declared.shown(value)} is {declared.listed(self._usage.types[value])}"
        self._found.misuses.append(
            Misuse(self._rule, Kind.WRONG_VALUE, shown, takes, stated, value)
        )


def _is_iri(term: str) -> bool:
    return bool(term) and not term.startswith("?") and ":" in term


def _patterns(of: Group | Select) -> Iterator[Pattern]:
    group = of.where if isinstance(of, Select) else of
    yield from group.patterns
    others = [*group.optional, *group.inner, *(each for some in group.unions for each in some)]
    for other in others:
        yield from _patterns(other)
