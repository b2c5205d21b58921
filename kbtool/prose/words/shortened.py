"""Names that leave out the condition that a text is of: "usual treatments", on a page on gout, are those of gout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pyoxigraph as ox

from kbtool.prose.words.names import name_forms
from kbtool.prose.words.phrase_index import Forms
from kbtool.rdf.namespaces import KB, SKOS
from kbtool.rdf.terms import by_subject, instances, value
from kbtool.text.stretch import Stretch

DISORDER = KB("Disorder")
TREATMENT = KB("Treatment")
_LEAST = 2
"""So many words are left at least, but for bare nouns (kb:bareNoun): "treatments" alone is everybody's."""


class Short(NamedTuple):
    """What a shortened name means, the condition that it leaves out, and whether only a bare noun is left: "medicines"."""

    node: ox.NamedNode
    condition: ox.NamedNode
    is_bare: bool = False


class Topic(NamedTuple):
    """The condition that is spoken of, the sentence that says so, and whether it is only what the page names most."""

    node: ox.NamedNode
    sentence: Stretch
    is_page: bool = False


def read_short_names(store: ox.Store, small: frozenset[str]) -> Iterator[tuple[Forms, Short]]:
    """The names of concepts that are named after a condition, without it; none that is a name of something by itself.

    Args:
        store: the knowledge base.
        small: words without content, with which no name begins.
    """
    kinds = by_subject(store, KB("conceptKind"))
    named = [by_subject(store, SKOS(name)) for name in ("prefLabel", "altLabel", "hiddenLabel")]
    labels: dict[ox.NamedNode, list[str]] = {
        node: [value(label) for each in named for label in each.get(node, ())]
        for node in instances(store, KB("Concept"))
    }
    taken = {label.casefold() for each in labels.values() for label in each}
    disorders = {node for node in labels if DISORDER in kinds.get(node, ())}
    conditions = {label: node for node in disorders for label in labels[node]}
    nouns = {
        kind: {value(noun).casefold() for noun in words}
        for kind, words in by_subject(store, KB("bareNoun")).items()
    }
    for node in labels.keys() - disorders:
        for label in labels[node]:
            for short, condition in _without_condition(label, conditions, _LEAST):
                if short.casefold() not in taken and short.split()[0].casefold() not in small:
                    for forms in name_forms(short, small):
                        yield forms, Short(node, condition)
            bare = {noun for kind in kinds.get(node, ()) for noun in nouns.get(kind, ())}
            for left, condition in _without_condition(label, conditions, 1) if bare else ():
                for noun in sorted(bare) if left.casefold() in bare else ():
                    for forms in name_forms(noun, small):
                        yield forms, Short(node, condition, is_bare=True)


def _without_condition(
    label: str, conditions: dict[str, ox.NamedNode], least: int
) -> Iterator[tuple[str, ox.NamedNode]]:
    """A name without a condition that stands before its last word, and the condition."""
    words = label.split()
    for start in range(len(words)):
        for end in range(start + 1, len(words)):
            condition = conditions.get(" ".join(words[start:end]))
            rest = [*words[:start], *words[end:]]
            if condition is not None and len(rest) >= least:
                yield " ".join(rest), condition
