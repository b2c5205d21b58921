"""The names of concepts, as prose may have them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import pyoxigraph as ox

from kbtool.prose.words.phrase_index import Forms
from kbtool.rdf.namespaces import KB, SKOS
from kbtool.rdf.terms import by_subject, instances, value
from kbtool.text.tokens import Token, tokens_of, words_of_phrase

_NAMES = (SKOS("prefLabel"), SKOS("altLabel"), SKOS("hiddenLabel"), KB("writtenAs"))
_KEPT = 100_000
"""So many names are remembered as read: a process often reads those of a knowledge base and of a part of it."""

_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)


def read_names(store: ox.Store, small: frozenset[str]) -> dict[ox.NamedNode, list[Forms]]:
    """The names of each concept: its labels, what texts write for it, and what people call what has such a label.

    Args:
        store: the knowledge base.
        small: words without content, which are no names by themselves.
    """
    found: dict[ox.NamedNode, set[str]] = defaultdict(set)
    for name in _NAMES:
        for node, labels in by_subject(store, name).items():
            if isinstance(node, ox.NamedNode):
                found[node].update(map(value, labels))
    lay, others = _lay_terms(store), by_subject(store, KB("notWrittenAs"))
    for node, names in found.items():
        names.difference_update(map(value, others.get(node, ())))
        names.update(*(lay[_key(label)] for label in [*names] if _key(label) in lay))
        names.difference_update(map(value, others.get(node, ())))
    concepts = {*instances(store, KB("Concept")), *instances(store, KB("AnyOf"))}
    return {
        node: list({forms for label in labels for forms in name_forms(label, small)})
        for node, labels in found.items()
        if node in concepts
    }


def _lay_terms(store: ox.Store) -> dict[str, set[str]]:
    """What people call the concepts that have a label, by the label."""
    written = by_subject(store, KB("writtenAs"))
    found: dict[str, set[str]] = defaultdict(set)
    for term, labels in by_subject(store, KB("termFor")).items():
        for label in labels:
            found[_key(value(label))].update(map(value, written.get(term, ())))
    return found


def _key(label: str) -> str:
    """A label without its article and its capitals."""
    return _ARTICLE.sub("", label, count=1).casefold()


@lru_cache(maxsize=_KEPT)
def name_forms(label: str, small: frozenset[str]) -> tuple[Forms, ...]:
    """The words of a name, and those without its article: "the United States"."""
    return tuple(_name_forms(label, small))


def _name_forms(label: str, small: frozenset[str]) -> Iterator[Forms]:
    for words in {label, _ARTICLE.sub("", label, count=1), _adjective_of(label)}:
        if words != label and words.casefold() in small:
            continue
        tokens = tokens_of(words)
        plain = tuple(_of_a_name(token) for token in tokens if token.is_word)
        if plain:
            yield plain
            if len(plain) < len(tokens):
                yield from _with_marks(tokens)


def _with_marks(tokens: Sequence[Token]) -> Iterator[Forms]:
    """A name as it is printed, marks and all: "St. John's wort", "Mind & Body", which may be "Mind and Body"."""
    forms = tuple(_of_a_name(token) for token in tokens)
    yield forms
    if any(token.word == "&" for token in tokens):
        yield tuple(frozenset({"and"}) if "&" in each else each for each in forms)


def _adjective_of(noun: str) -> str:
    """The adjective from which a noun is made, as in "drowsy" for "drowsiness"; the noun itself, if there is none."""
    for ending, instead in (("iness", "y"), ("ivity", "ive")):
        adjective = noun.removesuffix(ending) + instead
        if noun.endswith(ending) and tokens_of(adjective)[0].kinds == {"ADJ"}:
            return adjective
    return noun


def _of_a_name(token: Token) -> frozenset[str]:
    """What may stand for a word of a name: its other forms, but not "plan" for "planning", or "raise" for "raised"."""
    verbal = token.word.endswith(("ing", "ed")) and "VERB" in token.kinds
    return frozenset(words_of_phrase(token.word)[0]) if verbal else token.forms
