"""How nodes read: concepts by their label, propositions and quantities as phrases, the rest as CURIEs.

The phrases come from the vocabulary (kb:phrase, kb:negatedPhrase of predicates, measures and qualifiers).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kbtool.knowledge.adverbs import in_plural, leading_gap, with_adverb, with_adverb_denied
from kbtool.rdf.durations import duration_in_words
from kbtool.rdf.namespaces import DCT, KB, RDF, RDFS, SKOS, Names
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, by_subject, in_order, objects, value

_IRI = re.compile(r"<?(https?://[^\s<>\"“”{}|\\^`]*[^\s<>\"“”{}|\\^`.,;:!?)\]])>?")
_NAMES = (SKOS("prefLabel"), RDFS("label"), DCT("title"))
_HELD = ("asserts", "supports", "denies", "disputes", "gives", "asPrinted")
_IN_WORDS = (SKOS("prefLabel"), SKOS("altLabel"), RDFS("label"), DCT("title"))


def names_in_words(store: ox.Store, node: ox.NamedNode) -> tuple[str, ...]:
    """The labels and titles of a node, by which users may call it."""
    return tuple(value(term) for name in _IN_WORDS for term in objects(store, node, name))


class Labels:
    """Reads labels from a store, and remembers them.

    Args:
        store: the store; labels are looked up in all of its graphs.
        names: the namespaces of the knowledge base.
    """

    def __init__(self, store: ox.Store, names: Names) -> None:
        self.names = names
        self._store = store
        self._known: dict[str, str] = {}
        self._read: dict[ox.NamedNode, dict[ox.NamedNode, list[Term]]] = {}
        self._qualifiers: frozenset[ox.NamedNode] | None = None
        self._modals: frozenset[ox.NamedNode] | None = None
        self._phrases: dict[tuple[str, bool], str | None] = {}

    def label(self, term: Term | None) -> str:
        """The label of a term: its label or phrase, a literal's text, else a CURIE."""
        if isinstance(term, ox.NamedNode):
            if term.value not in self._known:
                self._known[term.value] = self._look_up(term)
            return self._known[term.value]
        if isinstance(term, ox.Literal):
            return (
                duration_in_words(term.value)
                if term.datatype.value.endswith("duration")
                else term.value
            )
        return "" if term is None else str(term)

    def know(self, node: ox.NamedNode, label: str) -> None:
        """Take how a node reads that is not on file, such as one that is only proposed.

        Args:
            node: the node.
            label: how it reads.
        """
        self._known.setdefault(node.value, label)

    def phrase(self, node: ox.NamedNode, *, negated: bool = False) -> str | None:
        """A proposition or quantity as a phrase; None for any other node.

        Args:
            node: the node.
            negated: the denial of a proposition instead.
        """
        key = (node.value, negated)
        if key not in self._phrases:
            self._phrases[key] = self._compose(node, negated)
        return self._phrases[key]

    def denied_as_meant(self, node: ox.NamedNode) -> str | None:
        """The denial of a proposition as its predicate is meant: "is required" is denied by "is not always required".

        Evidence against what is said of all, always, does not say that it is never so.
        """
        relation = self._one(node, KB("predicate"))
        denial = self.phrase(node, negated=True)
        if not isinstance(relation, ox.NamedNode) or denial is None or self._modal(node):
            return denial
        template, plain = (self._template(node, relation, n) for n in ("phrase", "negatedPhrase"))
        for meant in self._all(relation, KB("meantAs")):
            if isinstance(meant, ox.NamedNode) and self._text(meant, KB("deniedFirst")) == "true":
                inserted = with_adverb_denied(template or "", plain or "", self._part(meant))
                return denial if inserted is None else self._filled(node, inserted, [])
        return denial

    def qualified(self, qualifier: ox.NamedNode, value: Term, *, studied: bool = False) -> str:
        """A qualifier with its value, as it reads: "in adults".

        Args:
            qualifier: the qualifier.
            value: its value.
            studied: whether it limits what was studied: "up to 14 days", and not "after 14 days".
        """
        if value == KB("NotKnown") and (unknown := self._text(qualifier, KB("unknownPhrase"))):
            return unknown
        phrase = (studied and self._text(qualifier, KB("scopePhrase"))) or self._text(
            qualifier, KB("phrase")
        )
        return (phrase or "{value}").replace("{value}", self._part(value))

    def is_told_last(self, qualifier: ox.NamedNode) -> bool:
        """Whether a qualifier is told behind all others (kb:toldLast)."""
        return self._text(qualifier, KB("toldLast")) == "true"

    def replace_iris(self, text: str) -> str:
        """A text with each IRI in it replaced by its label; the address of a prefix stays."""
        addresses = self.names.prefixes.values()

        def instead(match: re.Match[str]) -> str:
            iri = match.group(1)
            return iri if iri in addresses else self.label(ox.NamedNode(iri))

        return _IRI.sub(instead, text)

    def quads(self) -> Iterator[ox.Quad]:
        """The derived rdfs:label and kb:negation of propositions and quantities, and what each claim
        and item of evidence kb:says.
        """
        for kind in (KB("Proposition"), KB("Quantity")):
            for node in self._nodes(kind):
                phrase = self.phrase(node)
                negation = self.phrase(node, negated=True)
                if phrase is not None and negation is not None:
                    yield ox.Quad(node, RDFS("label"), ox.Literal(phrase), DERIVED)
                    yield ox.Quad(node, KB("negation"), ox.Literal(negation), DERIVED)
        held = {name: by_subject(self._store, KB(name)) for name in _HELD}
        for kind in (KB("Claim"), KB("Evidence")):
            for node in self._nodes(kind):
                said = self._said(
                    {name: values[node][0] for name, values in held.items() if node in values}
                )
                if said is not None:
                    yield ox.Quad(node, KB("says"), ox.Literal(said), DERIVED)

    def _said(self, held: Mapping[str, Term]) -> str | None:
        """What a claim or item of evidence says: a phrase, its denial, or a quantity with its value."""
        for name in ("asserts", "supports"):
            if isinstance(node := held.get(name), ox.NamedNode):
                return self.phrase(node)
        for name in ("denies", "disputes"):
            if isinstance(node := held.get(name), ox.NamedNode):
                return self.phrase(node, negated=True)
        if isinstance(node := held.get("gives"), ox.NamedNode):
            printed = held.get("asPrinted")
            figure = printed.value if isinstance(printed, ox.Literal) else ""
            return f"{self.label(node)}: {figure or '?'}"
        return None

    def _look_up(self, node: ox.NamedNode) -> str:
        return self._stated(node) or self.phrase(node) or self.names.curie(node.value)

    def _stated(self, node: ox.NamedNode) -> str | None:
        return next((text for name in _NAMES if (text := self._text(node, name)) is not None), None)

    def _part(self, term: Term | None) -> str:
        """The label of a part of a phrase: by mistake it may be a phrase of which this one is a part."""
        if isinstance(term, ox.NamedNode):
            return self._stated(term) or self.names.curie(term.value)
        return self.label(term)

    def _compose(self, node: ox.NamedNode, negated: bool) -> str | None:
        relation = self._one(node, KB("predicate")) or self._one(node, KB("measure"))
        if not isinstance(relation, ox.NamedNode):
            return None
        template = self._template(node, relation, "phrase")
        denial = self._template(node, relation, "negatedPhrase") if negated else None
        modals = self._modal(node)
        if denial is None or template is None or not modals:
            said = denial or template
            return None if said is None else self._filled(node, said, modals)
        *inner, outer = modals
        value = self._all(node, outer)[0]
        instead = isinstance(value, ox.NamedNode) and self._text(value, KB("deniedAs"))
        if instead:
            return f"{self._filled(node, template, inner)} {instead}"
        behind = isinstance(value, ox.NamedNode) and self._text(value, KB("behindDenial"))
        if not inner and behind:
            return f"{self._filled(node, denial, [])} {behind}"
        word = self._part(value)
        if not inner and self._is_adverb(outer):
            inserted = with_adverb_denied(template, denial, word)
            if inserted is not None:
                return self._filled(node, inserted, [])
        whole = self._text(outer, KB("negatedPhrase")) or "it is not so that {statement}"
        statement = self._filled(node, template, inner)
        return whole.replace("{value}", word).replace("{statement}", statement)

    def _template(self, node: ox.NamedNode, relation: ox.NamedNode, name: str) -> str | None:
        """A phrase of a predicate or measure, in the number of what stands before its verb."""
        template = self._text(relation, KB(name))
        if template is None:
            return None
        if name == "phrase" and any(self._is_adverb(q) for q in self._modal(node)):
            template = self._text(relation, KB("phraseWithAdverb")) or template
        if self._is_plural(node, "subject"):
            template = template.replace(" its ", " their ")
        lead = leading_gap(template)
        return in_plural(template) if lead and self._is_plural(node, lead) else template

    def _is_plural(self, node: ox.NamedNode, part: str) -> bool:
        term = self._one(node, KB(part))
        return isinstance(term, ox.NamedNode) and self._text(term, KB("plural")) == "true"

    def _filled(self, node: ox.NamedNode, template: str, modals: list[ox.NamedNode]) -> str:
        """A phrase with its gaps filled, and the scope behind it.

        Args:
            node: the proposition or quantity.
            template: the phrase.
            modals: those of its modal qualifiers that are told: adverbs before the verb ("mainly"), others last of all
                ("in most people").
        """
        used: set[str] = set()

        last = [q for q in modals if not self._is_adverb(q)]
        counted = next((q for q in last if self._counts(q, node)), None)

        def fill(match: re.Match[str]) -> str:
            used.add(match.group(1))
            part = self._part(self._one(node, KB(match.group(1)))) or "…"
            if match.group(1) != "object" or counted is None:
                return part
            used.add(counted.value.removeprefix(KB.base))
            return f"{self._part(self._one(node, counted))} {part}"

        for qualifier in modals:
            for degree in self._all(node, qualifier) if qualifier not in last else ():
                template = with_adverb(template, self._part(degree))
        text = re.sub(r"\{(\w+)\}", fill, template)
        modal = self._modal(node)
        scope = [
            self.qualified(qualifier, value)
            for qualifier in [*(q for q in self._scope(node) if q not in modal), *last]
            if qualifier.value.removeprefix(KB.base) not in used
            for value in self._all(node, qualifier)
        ]
        return " ".join([text, *scope])

    def _counts(self, qualifier: ox.NamedNode, node: ox.NamedNode) -> bool:
        """Whether a qualifier counts what the object of a proposition is: some people with a disorder."""
        thing = self._one(node, KB("object"))
        kinds = self._all(thing, KB("conceptKind")) if isinstance(thing, ox.NamedNode) else []
        return self._one(qualifier, KB("countsKind")) in kinds

    def _is_adverb(self, qualifier: ox.NamedNode) -> bool:
        return self._text(qualifier, KB("phrase")) == "{value}"

    def _modal(self, node: ox.NamedNode) -> list[ox.NamedNode]:
        """The modal qualifiers that a node has, the widest last."""
        if self._modals is None:
            flagged = self._store.quads_for_pattern(None, KB("modal"), None, None)
            self._modals = frozenset(
                q.subject
                for q in flagged
                if isinstance(q.subject, ox.NamedNode) and value(q.object) == "true"
            )
        return [q for q in self._scope(node) if q in self._modals]

    def _scope(self, node: ox.NamedNode) -> list[ox.NamedNode]:
        """The qualifiers that a node has, in the order of their names."""
        if self._qualifiers is None:
            self._qualifiers = frozenset(self._nodes(KB("Qualifier")))
        return sorted(self._qualifiers & self._properties(node).keys(), key=lambda q: q.value)

    def _nodes(self, kind: ox.NamedNode) -> list[ox.NamedNode]:
        quads = self._store.quads_for_pattern(None, RDF("type"), kind, None)
        nodes = {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}
        return sorted(nodes, key=lambda node: node.value)

    def _all(self, node: ox.NamedNode, predicate: ox.NamedNode) -> list[Term]:
        return self._properties(node).get(predicate, [])

    def _properties(self, node: ox.NamedNode) -> dict[ox.NamedNode, list[Term]]:
        """The sorted values of each property of a node, read once and kept."""
        read = self._read.get(node)
        if read is None:
            values: dict[ox.NamedNode, set[Term]] = defaultdict(set)
            for quad in self._store.quads_for_pattern(node, None, None, None):
                values[quad.predicate].add(quad.object)
            read = self._read[node] = {name: in_order(found) for name, found in values.items()}
        return read

    def _one(self, node: ox.NamedNode, predicate: ox.NamedNode) -> Term | None:
        found = self._properties(node).get(predicate)
        return found[0] if found else None

    def _text(self, node: ox.NamedNode, predicate: ox.NamedNode) -> str | None:
        term = self._one(node, predicate)
        return term.value if isinstance(term, ox.Literal) else None
