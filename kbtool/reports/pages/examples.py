"""What sets two examples of a rule apart whose articles have the same words: what is on file beside them, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox
from msgspec import Struct

from kbtool.checks.cases import Case
from kbtool.errors import InputError
from kbtool.knowledge.labels import Labels
from kbtool.rdf.namespaces import KB, OA, RDF, RDFS
from kbtool.rdf.syntax import parse_turtle
from kbtool.rdf.terms import Term

_TYPE = RDF("type")
_SAID = (OA("exact"), KB("finding"), RDFS("label"))
"""What tells a node to a reader."""
_PARTS = (KB("subject"), KB("predicate"), KB("object"))
_SHORT = 120
_Stated = dict[ox.NamedNode, dict[ox.NamedNode, list[Term]]]


def apart(case: Case, other: Case, labels: Labels, prefixes: Mapping[str, str]) -> tuple[str, ...]:
    """What a case states that another with the same words does not, and the reverse; nothing, if that cannot be told.

    Args:
        case: the case.
        other: the one from which it is told apart.
        labels: the names of terms.
        prefixes: what the prefixes of cases stand for.
    """
    try:
        mine, theirs = _stated(case, prefixes), _stated(other, prefixes)
    except InputError:
        return ()
    return (*_settings(case, other), *_statements(mine, theirs, labels))


def _settings(case: Case, other: Case) -> Iterator[str]:
    if case.today != other.today:
        yield f"as on {case.today}" if case.today else "as on any day"
    if case.other != other.other:
        yield f"beside another article: “{case.other}”" if case.other else "without another article"
    if case.document != other.document:
        yield "of another page"


class _Words(Struct, frozen=True):
    """How terms are told: those that the examples state by what they state of them, the others by their names."""

    labels: Labels
    own: _Stated

    def node(self, stated: Mapping[ox.NamedNode, list[Term]]) -> str:
        """A node by its kind and its words, or by the parts of what it states."""
        kinds = " ".join(map(self.labels.label, stated.get(_TYPE, ()))) or "statements"
        said = next((stated[term] for term in _SAID if term in stated), None)
        if said is None:
            said = [value for part in _PARTS for value in stated.get(part, ())[:1]]
            return f"{kinds}: “{' '.join(map(self.name, said))}”" if said else kinds
        return f"{kinds}: {self.listed(said)}"

    def term(self, term: Term) -> str:
        """A term in a few words."""
        if isinstance(term, ox.Literal):
            return f"“{_cut(term.value)}”"
        if isinstance(term, ox.NamedNode) and term in self.own:
            return self.node(self.own[term])
        return self.name(term)

    def name(self, term: Term) -> str:
        """What a term is called; one that only examples have, by its own name."""
        label = self.labels.label(term)
        return label.removeprefix("id:").replace("-", " ") if label.startswith("id:") else label

    def listed(self, terms: Iterable[Term]) -> str:
        """Some terms."""
        return " and ".join(map(self.term, terms))


def _statements(mine: _Stated, theirs: _Stated, labels: Labels) -> Iterator[str]:
    words = _Words(labels, {**theirs, **mine})
    for node, stated in mine.items():
        if node not in theirs:
            yield f"with {words.node(stated)}"
            continue
        known = theirs[node]
        for term in [*stated, *(each for each in known if each not in stated)]:
            name = "quote" if term == OA("exact") else labels.label(term)
            new = [each for each in stated.get(term, ()) if each not in known.get(term, ())]
            gone = [each for each in known.get(term, ()) if each not in stated.get(term, ())]
            if new:
                instead = f", not {words.listed(gone)}" if gone else ""
                yield f"{name}: {words.listed(new)}{instead}"
            elif gone:
                yield f"without {name}: {words.listed(gone)}"
    for node, stated in theirs.items():
        if node not in mine:
            yield f"without {words.node(stated)}"


def _cut(text: str) -> str:
    text = "".join(sign if sign.isprintable() else " " for sign in text)
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rsplit(' ', 1)[0]} …"


def _stated(case: Case, prefixes: Mapping[str, str]) -> _Stated:
    """What the Turtle of a case states of nodes with names."""
    declared = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
    stated: _Stated = {}
    for triple in parse_turtle(declared + case.turtle, case.label):
        if isinstance(triple.subject, ox.NamedNode):
            of_node = stated.setdefault(triple.subject, {})
            of_node.setdefault(triple.predicate, []).append(triple.object)
    return stated
