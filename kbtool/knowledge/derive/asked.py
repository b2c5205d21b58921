"""A statement as evidence is asked of it: its words, what they are of, and what a denial would tell of it."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
from msgspec import Struct

from kbtool.rdf.namespaces import KB, RDFS, SKOS
from kbtool.rdf.terms import Term, objects, one, text, value

_EXCLUDING = (KB("singleValued"), KB("exclusiveObjects"), KB("exclusiveSubjects"))
_ALSO = (SKOS("altLabel"), SKOS("hiddenLabel"), KB("writtenAs"))
_TURNING = (KB("limitsBenefit"), KB("statesSafety"))


class Asked(Struct, frozen=True):
    """A proposition, as evidence is asked whether it speaks for it.

    Attributes:
        phrase: it in words.
        words: the words of that which name something.
        idle: those of its subject and its predicate.
        object: those of its object.
        relation: those of what its predicate is called.
        synonyms: those of what its object is called, too.
        told: what its predicate and its object are called.
        predicate: its predicate.
        kind: the type of its question.
        denies: whether it denies something itself.
        turned: whether what denies may support it: it denies itself, or speaks of safety or of limits.
        directed: whether it is held to the direction that it names.
        absence: whether it says that something does not come about.
        excluding: whether what holds of another subject or object speaks against it.
    """

    phrase: str
    words: frozenset[str]
    idle: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    relation: frozenset[str] = frozenset()
    synonyms: frozenset[str] = frozenset()
    told: str = ""
    predicate: Term | None = None
    kind: Term | None = None
    denies: bool = False
    turned: bool = False
    directed: bool = False
    absence: bool = False
    excluding: bool = False

    def is_all(self, said: str, content: Callable[[str], frozenset[str]]) -> bool:
        """Whether it names all that some words name, and more of it than its subject and predicate."""
        named = content(said)
        return named <= self.words | self.idle and bool((named & self.words) - self.idle)


def read_asked(
    store: ox.Store,
    proposition: ox.NamedNode,
    phrase: str,
    content: Callable[[str], frozenset[str]],
    *,
    denies: bool,
) -> Asked:
    """Reads a proposition.

    Args:
        store: the knowledge base.
        proposition: the proposition.
        phrase: it in words.
        content: the words of a text that name something.
        denies: whether a word of the phrase denies something.
    """
    subject, predicate, about = (
        one(store, proposition, KB(name)) for name in ("subject", "predicate", "object")
    )
    kind = one(store, predicate, KB("questionType"))
    limits = is_true(store, about, KB("limitsBenefit"))
    return Asked(
        phrase,
        content(phrase),
        content(text(store, subject, SKOS("prefLabel")) or "")
        | content(text(store, predicate, RDFS("label")) or ""),
        content(text(store, about, SKOS("prefLabel")) or ""),
        content(text(store, predicate, RDFS("label")) or ""),
        content(" ".join(value(term) for name in _ALSO for term in _called(store, about, name))),
        f"{text(store, predicate, RDFS('label')) or ''} {text(store, about, SKOS('prefLabel')) or ''}",
        predicate,
        kind,
        denies,
        denies or limits or any(is_true(store, predicate, name) for name in _TURNING),
        is_true(store, kind, KB("directed")),
        is_true(store, predicate, KB("statesAbsence")),
        any(is_true(store, predicate, name) for name in _EXCLUDING),
    )


def _called(store: ox.Store, node: Term | None, name: ox.NamedNode) -> list[Term]:
    return [] if node is None else objects(store, node, name)


def is_true(store: ox.Store, node: Term | None, mark: ox.NamedNode) -> bool:
    """Whether a node has a mark, as xsd:boolean writes it."""
    return text(store, node, mark) in ("true", "1")
