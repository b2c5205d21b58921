"""Holds what the files state to what the vocabulary says of each property: what it joins, and how many values it has.

One pass over the files' triples, property by property. Nothing that kbtool derives is read: this step runs first. What is
not said of a property is not asked of it, and nothing is given a type because of how it is used.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

import pyoxigraph as ox

from kbtool.knowledge.derive.beyond import Beyond, WordCounts
from kbtool.knowledge.derive.declared import Declared
from kbtool.knowledge.derive.literals import DECIMAL, Literals
from kbtool.knowledge.derive.misuse import Kind, Misuse
from kbtool.knowledge.derive.node_types import Fits, types_of
from kbtool.knowledge.derive.spelling import Known, Wording, misspelt_words, words_of
from kbtool.knowledge.derive.texts import misuses_of_languages
from kbtool.knowledge.vocabulary import Use, Vocabulary
from kbtool.rdf.datatypes import is_datatype
from kbtool.rdf.namespaces import KB, RDF, Names
from kbtool.rdf.store import select
from kbtool.rdf.terms import Term

_NONE: frozenset[Term] = frozenset()
_OPEN = Use()


class Usage:
    """What the files state, held to the vocabulary.

    Args:
        store: the files' triples.
        vocabulary: what is said of their terms.
        names: the namespaces of the knowledge base.
        beyond: what stands beyond these files, if they are not all.
        of: the statements that are looked at, by property; all that the files state, if None.
        elsewhere: the words of the others, which are in one language with them.
    """

    def __init__(
        self,
        store: ox.Store,
        vocabulary: Vocabulary,
        names: Names,
        beyond: Beyond | None = None,
        of: Mapping[ox.NamedNode, Collection[ox.Quad]] | None = None,
        elsewhere: Known | None = None,
    ) -> None:
        self._beyond = beyond
        self._of = of
        self._elsewhere = elsewhere
        self._store = store
        self.vocabulary = vocabulary
        self._names = names
        self.types = types_of(store)
        self.declared = Declared(store, vocabulary, names, self.types)
        self._inside: dict[Term, frozenset[Term]] = {}
        self._strange: dict[Term, set[ox.NamedNode]] = defaultdict(set)
        self._wrong: dict[tuple[Term, ox.NamedNode, Term], None] = {}
        self.several: dict[tuple[Term, ox.NamedNode], set[Term]] = {}
        """The values of properties that have several, and one is all that a node has of them."""
        self._itself: list[tuple[ox.NamedNode, ox.NamedNode]] = []
        self._literals = Literals(store, vocabulary, names, self.declared)
        for predicate in self._properties():
            self._look_at(predicate, vocabulary.uses.get(predicate, _OPEN))

    def _properties(self) -> Iterator[ox.NamedNode]:
        if self._of is not None:
            yield from self._of
            return
        for row in select(self._store, "SELECT DISTINCT ?p WHERE { ?s ?p ?o }"):
            if isinstance(predicate := row["p"], ox.NamedNode):
                yield predicate

    def stated(self, predicate: ox.NamedNode) -> Iterable[ox.Quad]:
        """The statements with a property that are looked at."""
        if self._of is not None:
            return self._of.get(predicate, ())
        return self._store.quads_for_pattern(None, predicate, None, None)

    def nodes(self) -> Iterator[tuple[Term, frozenset[Term]]]:
        """The nodes of which something is looked at, with their types: those that have one."""
        if self._of is None:
            yield from self.types.items()
            return
        for node in dict.fromkeys(q.subject for q in self._of.get(RDF("type"), ())):
            yield node, self.types[node]

    @property
    def wordings(self) -> Collection[Wording]:
        """The texts that are looked at."""
        return self._literals.wordings

    @property
    def is_spotless(self) -> bool:
        """Whether nothing does not fit, not even what only follows from another slip."""
        slips = (self._strange, self._wrong, self.several, self._itself, self.declared.mistyped)
        return not any(slips) and not any(self.found()) and not any(self.declared.quads())

    def _look_at(self, predicate: ox.NamedNode, use: Use) -> None:
        self.declared.property(predicate)
        if predicate == RDF("type"):
            return
        no_property = not self._is_property(predicate)
        types, vocabulary = self.types, self.vocabulary
        domain = Fits(vocabulary, use.domains, use.elsewhere)
        range_ = Fits(vocabulary, use.ranges)
        inside = vocabulary.written_inside.intersection(*use.ranges)
        looked_at = bool(use.ranges) or self.declared.is_listed(predicate)
        look_at_literal = self._literals.of(predicate, use)
        seen: dict[Term, Term] = {}
        own = (self._names.base, KB.base)
        for quad in self.stated(predicate):
            subject, value = quad.subject, quad.object
            if no_property or (use.domains and not domain[types.get(subject, _NONE)]):
                self._strange[subject].add(predicate)
            if isinstance(value, ox.Literal):
                if looked_at or not value.value:
                    look_at_literal(subject, value)
            elif value == subject and isinstance(value, ox.NamedNode) and not use.reflexive:
                self._itself.append((value, predicate))
            elif use.ranges and not range_[kinds := types.get(value, _NONE)]:
                if inside and not kinds and isinstance(value, ox.BlankNode):
                    self._inside[value] = inside
                else:
                    self._wrong[subject, predicate, value] = None
            elif (
                isinstance(value, ox.NamedNode)
                and not (use.ranges and value in types)
                and value.value.startswith(own)
            ):
                self.declared.node(value)
            if use.single and seen.setdefault(subject, value) != value:
                self.several.setdefault((subject, predicate), {seen[subject]}).add(value)

    def found(self) -> Iterator[Misuse]:
        """What does not fit: one misuse for each slip, and none for what only follows from another."""
        yield from self._literals.found
        right = self._store.quads_for_pattern(None, KB("rightWord"), None, None)
        right_words = {quad.object.value for quad in right if isinstance(quad.object, ox.Literal)}
        yield from misspelt_words(
            self._literals.wordings,
            self._names,
            right_words,
            self._beyond,
            self._is_looked_at,
            self._elsewhere,
        )
        if self._elsewhere is None:
            yield from misuses_of_languages(
                self._store, self._literals.tagged, self._names, self._beyond
            )
        for itself, predicate in self._itself:
            shown, stated = self._names.curie(predicate.value), self._names.curie(itself.value)
            stated = f"{stated} is the node itself"
            yield Misuse(itself, Kind.WRONG_VALUE, shown, "another node", stated, itself)
        yield from self._no_classes()
        odd: set[Term] = set()
        for node, properties in self._strange.items():
            misuse = self._of_strange(node, properties)
            odd.add(node)
            if misuse is not None:
                yield misuse
        odd |= self.declared.mistyped
        for subject, predicate, value in self._wrong:
            if value not in odd:
                yield from self._of_wrong(subject, predicate, value)

    def known(self, words: Collection[str]) -> Collection[str]:
        """Those of some words that stand in a text."""
        own = Counter(
            chain.from_iterable(words_of(one.text.value) for one in self._literals.wordings)
        )
        if self._elsewhere is not None:
            return {word for word in words if word in own or word in self._elsewhere.counts}
        if self._beyond is None:
            return own.keys() & words
        counts = WordCounts(own, self._beyond, self._is_looked_at)
        counts.ask(words)
        return {word for word in words if counts.get(word)}

    def _is_looked_at(self, name: str) -> bool:
        """Whether the texts of a property are looked at, which these files need not use."""
        predicate = ox.NamedNode(name)
        use = self.vocabulary.uses.get(predicate, _OPEN)
        return bool(use.ranges) or self.declared.is_listed(predicate)

    def _no_classes(self) -> Iterator[Misuse]:
        """A type that is declared as something else, besides one that is a class: kb:Categorical, say."""
        own = (self._names.base, KB.base)
        kinds = {kind for some in {id(s): s for s in self.types.values()}.values() for kind in some}
        for kind in kinds:
            if not isinstance(kind, ox.NamedNode) or not kind.value.startswith(own):
                continue
            if kind not in self.types or self.declared.is_class(kind):
                continue
            stated = f"{self.declared.shown(kind)} is {self.declared.listed(self.types[kind])}"
            for quad in self._store.quads_for_pattern(None, RDF("type"), kind, None):
                if any(map(self.declared.is_class, self.types[quad.subject])):
                    yield Misuse(
                        quad.subject, Kind.WRONG_VALUE, "rdf:type", "a class", stated, kind
                    )

    def _of_strange(self, node: Term, properties: set[ox.NamedNode]) -> Misuse | None:
        types = self.types.get(node) or self._inside.get(node, _NONE)
        if node in self.declared.mistyped:
            return None
        misplaced = [p for p in properties if not self._belongs(p, types)]
        if not misplaced:
            return None
        shown, wanted = self.declared.listed(misplaced), self.declared.domains(misplaced)
        known = [kind for kind in types if self.declared.is_class(kind)]
        if known:
            stated = self.declared.listed(known)
            return Misuse(node, Kind.WRONG_PROPERTY, shown, wanted, stated)
        return self._without_type(node, f"what has {shown}", wanted, types)

    def _without_type(
        self, node: Term, of: str, wanted: str, types: frozenset[Term] = _NONE
    ) -> Misuse:
        stated = self.declared.listed(types) if types else ""
        return Misuse(node, Kind.WITHOUT_TYPE, of, wanted, stated)

    def _is_property(self, predicate: ox.NamedNode) -> bool:
        """Whether statements are made with a term: not with a predicate, which stands in a proposition, nor with a unit."""
        types = self.types.get(predicate)
        if types is None:
            return True
        return KB("Predicate") not in types and self.vocabulary.is_instance(
            types, (RDF("Property"),)
        )

    def _belongs(self, predicate: ox.NamedNode, types: frozenset[Term]) -> bool:
        if not self._is_property(predicate):
            return False
        use = self.vocabulary.uses.get(predicate, _OPEN)
        return Fits(self.vocabulary, use.domains, use.elsewhere)[types]

    def _of_wrong(self, subject: Term, predicate: ox.NamedNode, value: Term) -> Iterator[Misuse]:
        use = self.vocabulary.uses[predicate]
        shown, takes = self._names.curie(predicate.value), self.vocabulary.takes(predicate)
        types = self.types.get(value, _NONE)
        wanted = frozenset().union(*use.ranges)
        if wanted == DECIMAL:
            yield Misuse(subject, Kind.NOT_A_NUMBER, shown, takes, value=value)
        elif types:
            stated = f"{self.declared.shown(value)} is {self.declared.listed(types)}"
            yield Misuse(subject, Kind.WRONG_VALUE, shown, takes, stated, value)
        elif all(is_datatype(kind) for kind in wanted):
            stated = f"{self.declared.shown(value)} is a node"
            yield Misuse(subject, Kind.WRONG_DATATYPE, shown, takes, stated, value)
        elif self.declared.is_described(value):
            if value not in self._strange:
                yield self._without_type(value, f"what {shown} takes", takes)
        elif isinstance(value, ox.BlankNode):
            stated = "a node that nothing is said of ([])"
            yield Misuse(subject, Kind.WRONG_VALUE, shown, takes, f"{stated} is none", value)
        elif isinstance(value, ox.NamedNode) and any(map(self.declared.is_class, wanted)):
            self.declared.node(value, subject, wanted)
