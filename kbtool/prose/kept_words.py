"""The words of terms and concepts, kept between runs, and used again beside statements that say nothing more of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import cast

import pyoxigraph as ox
from msgspec import Struct

from kbtool.io.kept import keep_bytes, keeps, name_of, recalled_bytes
from kbtool.io.packing import Packing
from kbtool.knowledge.files import told_by
from kbtool.prose.lexicon_reading import read_lexicon, read_words, with_statements
from kbtool.prose.words.found_by import FoundBy
from kbtool.prose.words.lexicon import Lexicon
from kbtool.prose.words.phrase_index import ByFirst, Forms
from kbtool.prose.words.quantities import Quantities
from kbtool.prose.words.rarest import Entry
from kbtool.prose.words.trigger import Trigger
from kbtool.rdf.namespaces import Names
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.terms import Term
from kbtool.rdf.watched import Question, WatchedStore, counts
from kbtool.text.kept_forms import dictionary


class KnownWords(Struct, frozen=True):
    """The words of terms and concepts as they were read.

    Attributes:
        words: a lexicon but for what hangs on statements.
        found_by: by which words that finds triggers and names.
        read: what was asked to read them, with how many quads bore on it.
    """

    words: Lexicon
    found_by: FoundBy
    read: Mapping[Question, int]

    def beside(self, store: ox.Store) -> Lexicon:
        """The lexicon of a store that holds all that they were read of, and statements besides.

        Args:
            store: the store.
        """
        if counts(store, self.read) != self.read:
            return read_lexicon(store)
        return with_statements(self.words, store)


def lexicon_of(store: ox.Store, files: Iterable[TurtleFile], names: Names) -> Lexicon:
    """The lexicon of a knowledge base, its words kept between runs.

    Args:
        store: what its files state, before or after anything is derived of it.
        files: its Turtle files.
        names: the namespaces by which their prefixes are read.
    """
    return known_words(lambda: store, told_by(files, names)).beside(store)


def known_words(store: Callable[[], ox.Store], told: str) -> KnownWords:
    """The words of terms and concepts, kept between runs.

    Args:
        store: gives what terms and concepts are known.
        told: what tells all that is in it; they are not kept, if it is empty.
    """
    name = name_of("words", [told, dictionary()]) if told and keeps() else ""
    kept = recalled_bytes(name) if name else None
    if kept is not None:
        with suppress(Exception):  # whatever is wrong with it: the work is done again
            known = _packing().unpack(kept)
            vars(known.words)["found_by"] = known.found_by
            return known
    known = _read(store())
    if name:
        keep_bytes(name, _packing().pack(known))
    return known


def _read(store: ox.Store) -> KnownWords:
    watched = WatchedStore(store)
    words = read_words(cast(ox.Store, watched))
    return KnownWords(words, words.found_by, counts(store, watched.asked))


@cache
def _packing() -> Packing[KnownWords]:
    return Packing(
        KnownWords,
        {
            ox.NamedNode: (lambda node: node.value, ox.NamedNode),
            Term: (str, _term),
            Quantities: (lambda _: None, lambda _: Quantities()),
        },
        late=(
            Sequence[Trigger],
            Mapping[str, Sequence[Entry]],
            Mapping[ox.NamedNode, Sequence[Forms]],
            ByFirst[ox.NamedNode],
        ),
    )


def _term(text: str) -> Term:
    (triple,) = ox.parse(f"<x:s> <x:p> {text} .", format=ox.RdfFormat.N_TRIPLES)
    found: Term = triple.object
    return found
