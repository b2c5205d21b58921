"""By which words the triggers and names of a lexicon are found: read of all of them once, and kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

import pyoxigraph as ox
from msgspec import Struct

from kbtool.prose.words.phrase_index import ByFirst, Forms, by_first
from kbtool.prose.words.rarest import RarestWords, rarest_words
from kbtool.prose.words.trigger import Slot, Trigger


class FoundBy(Struct, frozen=True):
    """By which words triggers and names are found.

    Attributes:
        rarest: by which words triggers are found in a sentence.
        qualities: the numbers of those that may have an adjective alone: "{subject} is addictive".
        stated: the words of triggers, with their forms.
        named: the words of names, with their forms.
        names: the names, by each form of their first word.
    """

    rarest: RarestWords
    qualities: Sequence[int]
    stated: frozenset[str]
    named: frozenset[str]
    names: ByFirst[ox.NamedNode]


def found_by(
    triggers: Sequence[Trigger],
    yes_no: Set[ox.NamedNode],
    names: Mapping[ox.NamedNode, Sequence[Forms]],
) -> FoundBy:
    """By which words some triggers and names are found.

    Args:
        triggers: the triggers.
        yes_no: the predicates whose object is true.
        names: the names of each concept.
    """
    qualities = [
        number
        for number, each in enumerate(triggers)
        if each.relation in yes_no and each.parts[0] is Slot.SUBJECT and len(each.parts) == 2
    ]
    return FoundBy(
        rarest_words(triggers),
        qualities,
        _all(forms for trigger in triggers for forms in trigger.groups),
        _all(forms for some in names.values() for forms in some),
        by_first((forms, node) for node, some in names.items() for forms in some),
    )


def _all(phrases: Iterable[Forms]) -> frozenset[str]:
    return frozenset[str]().union(*(forms for phrase in phrases for forms in phrase))
