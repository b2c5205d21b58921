"""What files state among themselves, held to their vocabulary once for all knowledge bases that a process opens with them.

Cases of rules, tests and servers open many small knowledge bases whose vocabulary is the same, byte for byte. If the files
that are the same have nothing amiss among themselves, and the others say nothing of their nodes and nothing that the
vocabulary is read from, then what does not fit stands in the others; they alone are looked at, with all that is known beside
them. Wherever that is not sure, everything is looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from threading import Lock

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.knowledge.derive.spelling import Known
from kbtool.knowledge.derive.texts import is_term
from kbtool.knowledge.derive.usage import Usage
from kbtool.knowledge.derive.wholes import Counted, misuses_of_wholes, normal_label
from kbtool.knowledge.vocabulary import Vocabulary, Words
from kbtool.knowledge.vocabulary_reading import READ_PROPERTIES, READ_TYPES, read_vocabulary
from kbtool.rdf.namespaces import KB, RDF, Names
from kbtool.rdf.store import TurtleFile, build_store
from kbtool.rdf.terms import Term, named, value

_MOST_CHARACTERS = 2_000_000
"""Longer files are looked at each time: what is kept of them would cost memory."""
_MOST_GROUNDS = 4
_LANGUAGE, _RIGHT_WORD = KB("inOneLanguage"), KB("rightWord")
_READ = READ_PROPERTIES | {_LANGUAGE, _RIGHT_WORD}

Key = frozenset[tuple[ox.NamedNode, str]]
ByProperty = Mapping[ox.NamedNode, Sequence[ox.Quad]]


class Ground(Struct, frozen=True):
    """What is known of some files that have nothing amiss among themselves.

    Attributes:
        vocabulary: what they say of terms.
        terms: what they speak of, at either end of a statement and between.
        counted: what rules count already.
        words: their words.
        in_language: the properties whose texts are all in one language.
        languages: the languages of these texts, of terms (True) and of nodes.
        labels: the names by which nodes of a class are told apart.
    """

    vocabulary: Vocabulary
    terms: frozenset[Term]
    counted: Counted
    words: Known
    in_language: frozenset[ox.NamedNode]
    languages: Mapping[bool, Collection[str]]
    labels: frozenset[tuple[str, str | None]]


class Grounds:
    """The grounds that a process knows."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: Key = frozenset()
        self._asked: Counter[Key] = Counter()
        self._known: dict[tuple[Key, Names], Ground | None] = {}

    def under(
        self, files: Collection[TurtleFile], names: Names, counted: Counted
    ) -> tuple[Ground, Key] | None:
        """What is known of those files that a knowledge base has in common with the ones before it; None, if nothing is.

        Args:
            files: its files.
            names: its namespaces.
            counted: what its rules count already.
        """
        key = frozenset((file.graph, file.meant) for file in files)
        with self._lock:
            known = [k for k, n in self._known if n == names and k <= key]
            shared, self._last = key & self._last, key
            found = max(known, key=_length, default=None)
            if found is None or 2 * _length(found) < _length(key):
                found = shared
                self._asked[shared] += 1
                often = self._asked[shared] > 1
                if not often or not _length(key) < 2 * _length(shared) < 2 * _MOST_CHARACTERS:
                    if len(self._asked) > 16 * _MOST_GROUNDS:
                        self._asked.clear()
                    return None
                some = [file for file in files if (file.graph, file.meant) in shared]
                self._known[shared, names] = _ground_of(some, names, counted)
                while len(self._known) > _MOST_GROUNDS:
                    del self._known[next(iter(self._known))]
            ground = self._known[found, names]
        return None if ground is None or ground.counted != counted else (ground, found)


def _length(key: Key) -> int:
    return sum(len(text) for _, text in key)


def _ground_of(files: Iterable[TurtleFile], names: Names, counted: Counted) -> Ground | None:
    """What is to be known of some files; None, if something is amiss among them."""
    store = build_store(files)
    vocabulary = read_vocabulary(store, names.prefixes)
    usage = Usage(store, vocabulary, names)
    if not usage.is_spotless or any(misuses_of_wholes(vocabulary, usage, counted)):
        return None
    quads = list(store.quads_for_pattern(None, None, None, None))
    terms = (
        term
        for quad in quads
        for term in (quad.subject, quad.predicate, quad.object)
        if not isinstance(term, ox.BlankNode)
    )
    by_property = _by_property(quads)
    own = frozenset(named(q.subject for q in by_property.get(_LANGUAGE, ())))
    return Ground(
        replace(vocabulary, words=None),
        frozenset(terms),
        counted,
        Known(usage.wordings, {value(q.object) for q in by_property.get(_RIGHT_WORD, ())}),
        own,
        _languages(by_property, own),
        frozenset(_labels(by_property, vocabulary)),
    )


def usage_beside(
    ground: Ground, others: Collection[ox.Quad], store: ox.Store, names: Names
) -> Usage | None:
    """What files state beside those of a ground; None, if all have to be looked at.

    Args:
        ground: what is known of the ground.
        others: what else is stated.
        store: all that is stated.
        names: the namespaces of the knowledge base.
    """
    by_property = _by_property(others)
    if not _READ.isdisjoint(by_property):
        return None
    if any(quad.object in READ_TYPES for quad in by_property.get(RDF("type"), ())):
        return None
    subjects = {quad.subject for quad in others}
    if not ground.terms.isdisjoint(subjects) or any(map(is_term, subjects)):
        return None
    if not ground.labels.isdisjoint(_labels(by_property, ground.vocabulary)):
        return None
    languages = _languages(by_property, ground.in_language)
    for of in (True, False):
        if len({*ground.languages.get(of, ()), *languages.get(of, ())}) > 1:
            return None
    vocabulary = replace(ground.vocabulary, words=Words(store, names.prefixes))
    usage = Usage(store, vocabulary, names, of=by_property, elsewhere=ground.words)
    return None if ground.words.is_touched_by(usage.wordings) else usage


def _by_property(quads: Iterable[ox.Quad]) -> dict[ox.NamedNode, list[ox.Quad]]:
    found: dict[ox.NamedNode, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        found[quad.predicate].append(quad)
    return dict(found)


def _labels(by_property: ByProperty, vocabulary: Vocabulary) -> Iterable[tuple[str, str | None]]:
    names = {term for some in vocabulary.named_by.values() for term in some}
    for name in names:
        for quad in by_property.get(name, ()):
            if isinstance(quad.object, ox.Literal):
                yield normal_label(quad.object.value), quad.object.language


def _languages(by_property: ByProperty, own: Iterable[ox.NamedNode]) -> dict[bool, set[str]]:
    found: dict[bool, set[str]] = defaultdict(set)
    for predicate in own:
        for quad in by_property.get(predicate, ()):
            if isinstance(quad.object, ox.Literal):
                found[is_term(quad.subject)].add(quad.object.language or "")
    return found
