"""Which terms and nodes the files name and nobody declares, and which were probably meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import pyoxigraph as ox

from kbtool.knowledge.vocabulary import Vocabulary
from kbtool.near import NearNames, is_slip_of
from kbtool.rdf.namespaces import KB, RDF, RDFS, SKOS, XSD, Names, local_name
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, named, value
from kbtool.rdf.xsd import is_known

_LOCAL = re.compile(r"[^/#]*$")


class Declared:
    """Looks up what is declared, and remembers what is not.

    A term of kbtool's namespace is declared by its label; one of another vocabulary whose terms are listed, by that list; a
    node of the knowledge base, by its type.

    Args:
        store: the files' triples.
        vocabulary: what is said of their terms.
        names: the namespaces of the knowledge base.
        types: the types of each node.
    """

    def __init__(
        self,
        store: ox.Store,
        vocabulary: Vocabulary,
        names: Names,
        types: Mapping[Term, frozenset[Term]],
    ) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._names = names
        self._types = types
        self._labelled: dict[Term, bool] = {}
        self._terms: dict[ox.NamedNode, list[ox.Quad]] = {}
        self._nodes: dict[tuple[ox.NamedNode, Term | None], frozenset[ox.NamedNode]] = {}
        self._near: dict[object, NearNames[ox.NamedNode]] = {}
        kinds = {kind for some in {id(s): s for s in types.values()}.values() for kind in some}
        told = {kind for kind in kinds if self._is_told_of(kind)}
        self.mistyped: set[Term] = set()
        """The nodes of which a type is told to be misspelt: what they are is not known."""
        if told:
            self.mistyped |= {node for node, some in types.items() if not told.isdisjoint(some)}

    def _is_told_of(self, kind: Term) -> bool:
        if not isinstance(kind, ox.NamedNode) or self.is_class(kind):
            return False
        if self._is_unknown_term(kind):
            self._terms[kind] = list(self._store.quads_for_pattern(None, RDF("type"), kind, None))
            return True
        if kind.value.startswith(self._names.base) and kind not in self._types:
            self._nodes[kind, None] = frozenset({RDFS("Class")})
            return True
        return False

    def property(self, predicate: ox.NamedNode) -> None:
        """Take note of a property that files use."""
        if self._is_unknown_term(predicate):
            self._terms.setdefault(predicate, []).extend(
                self._store.quads_for_pattern(None, predicate, None, None)
            )
        elif predicate.value.startswith(self._names.base) and predicate not in self._types:
            for quad in self._store.quads_for_pattern(None, predicate, None, None):
                self._nodes[predicate, quad.subject] = frozenset({RDF("Property")})
        elif self._is_of_nobody(predicate):
            quads = self._store.quads_for_pattern(None, predicate, None, None)
            if ours := [quad for quad in quads if self._is_ours(quad.subject)]:
                self._terms.setdefault(predicate, []).extend(ours)

    def _is_of_nobody(self, term: ox.NamedNode) -> bool:
        """Whether a term is of a vocabulary that no file knows; an older kb/vocabulary.ttl cannot tell."""
        if not self._vocabulary.open_ended:
            return False
        if (
            term in self._types
            or term in self._said_of
            or _split(term)[0] in self._vocabulary.outside
        ):
            return False
        return not term.value.startswith((KB.base, *self._vocabulary.open_ended))

    @cached_property
    def _said_of(self) -> frozenset[ox.NamedNode]:
        """The properties of which files say something, though they give them no type."""
        demands = (demand for some in self._vocabulary.demands.values() for demand in some)
        return frozenset((*self._vocabulary.uses, *(demand.property for demand in demands)))

    def _is_ours(self, node: Term) -> bool:
        """Whether a node is one of the knowledge base or of its vocabulary, by its name or by its type."""
        kinds = self._types.get(node, ())
        of = (node, *kinds) if isinstance(node, ox.NamedNode) else kinds
        return any(
            isinstance(n, ox.NamedNode) and n.value.startswith((self._names.base, KB.base))
            for n in of
        )

    def node(
        self,
        node: ox.NamedNode,
        user: Term | None = None,
        wanted: frozenset[ox.NamedNode] = frozenset(),
    ) -> None:
        """Take note of a node that files refer to.

        Args:
            node: the node.
            user: what refers to it; all that does, if None.
            wanted: the classes of which it is meant to be.
        """
        if node.value.startswith(KB.base):
            if not self._has_label(node) and node not in self._terms:
                self._terms[node] = list(self._store.quads_for_pattern(None, None, node, None))
        elif node not in self._types:
            self._nodes[node, user] = wanted

    def named_by(self, term: ox.NamedNode, rule: ox.NamedNode) -> None:
        """Take note of what a rule names, if nobody declares it."""
        if term.value.startswith(self._names.base):
            if term not in self._types:
                self._nodes[term, rule] = frozenset()
        elif not is_known(term.value) and (
            term.value.startswith(XSD.base) or self._is_unknown_term(term)
        ):
            self.nowhere(term, rule)

    def nowhere(self, term: ox.NamedNode, rule: ox.NamedNode) -> None:
        """Take note of a term that a rule names and that is surely declared nowhere."""
        self._terms.setdefault(term, []).append(ox.Quad(rule, RDF("type"), term))

    def _is_unknown_term(self, term: ox.NamedNode) -> bool:
        if term.value.startswith(KB.base):
            return not self._has_label(term)
        base, local = _split(term)
        listed = self._vocabulary.outside.get(base)
        if term in self._types:
            return False
        if listed is None:
            open_ended = base in self._vocabulary.open_ended
            return not open_ended and self._like_a_namespace(base, local) is not None
        if base in self._vocabulary.open_ended:
            return term not in listed and self._near_term(base, local) is not None
        return term not in listed

    def _has_label(self, term: ox.NamedNode) -> bool:
        if term not in self._labelled:
            quads = self._store.quads_for_pattern(term, RDFS("label"), None, None)
            self._labelled[term] = any(True for _ in quads)
        return self._labelled[term]

    def _like_a_namespace(self, base: str, local: str) -> ox.NamedNode | None:
        """The term that has this name in a namespace like this one: a prefix is declared for a misspelt address."""
        if base == self._names.base:
            return None
        for known in (KB.base, *sorted(self._vocabulary.outside)):
            if is_slip_of(known, base):
                term = ox.NamedNode(known + local)
                listed = self._vocabulary.outside.get(known, ())
                if term in listed or (known == KB.base and self._has_label(term)):
                    return term
        return None

    def _namesake(self, base: str, local: str) -> ox.NamedNode | None:
        """The term that has this name, or nearly, in a namespace that files know, where they do not know its own."""
        if base == KB.base or base in self._vocabulary.outside or base.startswith(self._names.base):
            return None
        for known in (KB.base, *sorted(self._vocabulary.outside)):
            term = ox.NamedNode(known + local)
            if term in self._vocabulary.outside.get(known, ()) or (
                known == KB.base and self._has_label(term)
            ):
                return term
        return self._near_term(KB.base, local)

    def _near_term(self, base: str, local: str) -> ox.NamedNode | None:
        if base not in self._near:
            listed: Iterable[ox.NamedNode] = self._vocabulary.outside.get(base, ())
            if base == KB.base:
                listed = named(term for term in self._types if value(term).startswith(base))
            self._near[base] = _near_names(listed)
        return self._near[base].near(local)

    def _meant(self, node: ox.NamedNode, wanted: frozenset[ox.NamedNode]) -> ox.NamedNode | None:
        """The node that was probably meant: of a class that is wanted, else any."""
        for classes in dict.fromkeys((wanted, frozenset[ox.NamedNode]())):
            if classes not in self._near:
                self._near[classes] = _near_names(
                    node
                    for node, types in self._types.items()
                    if isinstance(node, ox.NamedNode)
                    and (not classes or self._vocabulary.is_instance(types, classes))
                )
            found = self._near[classes].near(local_name(node.value))
            if found is not None:
                return found
        return None

    def labelled(self, text: str) -> str | None:
        """The name of the node that has a text as its label, whatever its case."""
        found = self._by_label.get(" ".join(text.casefold().split()))
        return None if found is None else self.shown(found)

    @cached_property
    def _by_label(self) -> dict[str, Term]:
        return {
            " ".join(value(quad.object).casefold().split()): quad.subject
            for name in (SKOS("altLabel"), RDFS("label"), SKOS("prefLabel"))
            for quad in self._store.quads_for_pattern(None, name, None, None)
        }

    def is_class(self, kind: Term) -> bool:
        """Whether a type is one that somebody declares."""
        if kind in self._vocabulary.classes:
            return True
        return isinstance(kind, ox.NamedNode) and self.is_listed(kind)

    def is_listed(self, term: ox.NamedNode) -> bool:
        """Whether a term is one of those of other vocabularies that files list."""
        return term in self._vocabulary.outside.get(_split(term)[0], ())

    def is_described(self, node: Term) -> bool:
        """Whether the files state something of a node."""
        if not isinstance(node, ox.NamedNode | ox.BlankNode):
            return True
        return any(True for _ in self._store.quads_for_pattern(node, None, None, None))

    def domains(self, properties: Iterable[ox.NamedNode]) -> str:
        """The classes that all of some properties belong to, else those of any of them, in words."""
        sets = [
            frozenset[ox.NamedNode]().union(*use.domains)
            for use in (self._vocabulary.uses.get(p) for p in properties)
            if use is not None and use.domains
        ]
        if not sets:
            return ""
        common = frozenset.intersection(*sets) or frozenset.union(*sets)
        return self.listed(common, "or")

    def shown(self, term: Term) -> str:
        """A node by its name, a literal by its text."""
        if isinstance(term, ox.NamedNode):
            return self._names.curie(term.value)
        return f"“{term.value}”" if isinstance(term, ox.Literal) else "a node without a name"

    def listed(self, terms: Iterable[Term], word: str = "and") -> str:
        """Some terms in words."""
        *rest, last = sorted(map(self.shown, terms))
        return f"{', '.join(rest)} {word} {last}" if rest else last

    def quads(self) -> Iterator[ox.Quad]:
        """What files use and nobody declares, with who uses it and what was probably meant."""
        users: dict[tuple[ox.NamedNode, ox.NamedNode], dict[Term, None]] = defaultdict(dict)
        meant: dict[ox.NamedNode, ox.NamedNode | None] = {}
        for term, quads in self._terms.items():
            base, local = _split(term)
            meant[term] = (
                self._like_a_namespace(base, local)
                or self._near_term(base, local)
                or self._namesake(base, local)
            )
            users[KB("usesUndeclaredTerm"), term] |= dict.fromkeys(q.subject for q in quads)
        for (node, user), wanted in self._nodes.items():
            meant[node] = self._meant(node, wanted)
            asked = [user] if user is not None else self._users(node)
            users[KB("refersToUndeclared"), node] |= dict.fromkeys(asked)
        for (relation, name), some in users.items():
            for one in some:
                if isinstance(one, ox.NamedNode | ox.BlankNode):
                    yield ox.Quad(one, relation, name, DERIVED)
        for name, found in meant.items():
            if found is not None and found != name:
                yield ox.Quad(name, KB("meant"), ox.Literal(self.shown(found)), DERIVED)

    def _users(self, node: ox.NamedNode) -> list[Term]:
        return [quad.subject for quad in self._store.quads_for_pattern(None, None, node, None)]


def _split(term: ox.NamedNode) -> tuple[str, str]:
    """A term's namespace and local name."""
    local = _LOCAL.search(term.value)
    assert local is not None
    return term.value[: local.start()], local.group()


def _near_names(nodes: Iterable[ox.NamedNode]) -> NearNames[ox.NamedNode]:
    ordered = sorted(nodes, key=lambda node: node.value, reverse=True)
    return NearNames({local_name(node.value): node for node in ordered})
