"""Concepts that a text speaks of and that are not on file: noun phrases in the gaps of what states a predicate.

"Metformin is approved for type 2 diabetes" says that there is a treatment and a disorder, whatever they are. Of which kind
each is, the predicates say that are stated of it. A person decides on each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.prose.filled import Filled
from kbtool.prose.progress import Part
from kbtool.prose.reading import Reading
from kbtool.prose.sentence import Sentence
from kbtool.prose.triggers import filled_triggers
from kbtool.prose.words.lexicon import Lexicon
from kbtool.prose.words.names import name_forms
from kbtool.prose.words.trigger import Slot
from kbtool.rdf.namespaces import ID
from kbtool.rdf.terms import Term
from kbtool.rdf.turtle.write import slug
from kbtool.text.tokens import Token

_LONGEST = 4
"""Words of the longest name that is made."""

_LETTERS = 4
"""Letters of the shortest word that no dictionary has and that may be a name."""

_IN_NAMES = frozenset({"NOUN", "ADJ"})


class Coined(Struct, frozen=True):
    """A concept that is not on file.

    Attributes:
        node: what it may be called.
        label: how the text calls it.
        kind: of which kind it seems to be.
    """

    node: ox.NamedNode
    label: str
    kind: ox.NamedNode


def coined_in(reading: Reading, lexicon: Lexicon, known: Sequence[Coined] = ()) -> list[Coined]:
    """The concepts that a text speaks of beside those of which the words are known, in the order of their labels.

    A name is taken if a word of it is in no dictionary, or if what it is said of is such a concept itself.

    Args:
        reading: the text as read.
        lexicon: the words by which it was read.
        known: what was found before, by names that the lexicon has.
    """
    nodes = {each.node for each in known}
    votes: dict[str, Counter[Term]] = defaultdict(Counter)
    for part in reading.parts:
        for filled in filled_triggers(part.sentence):
            for slot, phrase in _unfilled(part.sentence, filled):
                if _is_strange(part.sentence, phrase) or _is_of(part, filled, nodes):
                    kinds = lexicon.kinds_of(filled.trigger)
                    fitting = kinds.subject if slot is Slot.SUBJECT else kinds.object
                    for kind in fitting:
                        votes[_label(part.sentence, phrase)][kind] += 1
    often = Counter(kind for kinds in lexicon.kind_of.values() for kind in kinds)
    taken = {each.value for each in lexicon.names}
    found = []
    for label, kinds in sorted(votes.items()):
        kind = max(kinds, key=lambda each: (kinds[each], often[each], str(each)))
        node = ID(slug(label))
        if isinstance(kind, ox.NamedNode) and node.value not in taken:
            found.append(Coined(node, label, kind))
            taken.add(node.value)
    return found


def with_coined(lexicon: Lexicon, coined: Iterable[Coined]) -> Lexicon:
    """A lexicon that knows more concepts by their labels."""
    names, kind_of = dict(lexicon.names), dict(lexicon.kind_of)
    for each in coined:
        names[each.node] = list(name_forms(each.label, lexicon.small))
        kind_of[each.node] = frozenset({each.kind})
    return replace(lexicon, names=names, kind_of=kind_of)


def _unfilled(sentence: Sentence, filled: Filled) -> Iterator[tuple[Slot, range]]:
    """The gaps of a trigger that nothing known fills, with the noun phrase in the place of each."""
    parts = filled.trigger.parts
    for slot, places in (
        (parts[0], _before(sentence, min(filled.places))),
        (parts[-1], _behind(sentence, max(filled.places) + 1)),
    ):
        if isinstance(slot, Slot) and slot not in filled.slots and places:
            yield slot, places


def _before(sentence: Sentence, end: int) -> range:
    tokens = sentence.tokens
    while end > sentence.own_from and tokens[end - 1].kinds and tokens[end - 1].kinds <= {"ADV", "AUX"}:
        end -= 1
    start = end
    while start > max(sentence.own_from, end - _LONGEST) and _may_name(sentence, start - 1):
        start -= 1
    return _trimmed(sentence, range(start, end))


def _behind(sentence: Sentence, start: int) -> range:
    tokens = sentence.tokens
    while start < len(tokens) and _is_light(sentence, tokens[start]):
        start += 1
    end = start
    while end < min(len(tokens), start + _LONGEST) and _may_name(sentence, end):
        end += 1
    return _trimmed(sentence, range(start, end))


def _is_light(sentence: Sentence, token: Token) -> bool:
    """Whether a word stands before a name and is none of it: "the", "many"."""
    return token.is_word and (token.word in sentence.lexicon.small or token.kinds == {"ADV"})


def _may_name(sentence: Sentence, at: int) -> bool:
    """Whether a word may be one of a name of which nothing is known."""
    token = sentence.tokens[at]
    if at in sentence.named or token.word in sentence.lexicon.small:
        return False
    if not token.kinds:
        return token.word.isalnum()
    return bool(token.kinds & _IN_NAMES) and "AUX" not in token.kinds


def _trimmed(sentence: Sentence, places: range) -> range:
    """A noun phrase without the adjectives before it; nothing, if it ends in no noun, or in one that is no name."""
    tokens = sentence.tokens
    while places and tokens[places[0]].kinds and "NOUN" not in tokens[places[0]].kinds:
        places = places[1:]
    head = tokens[places[-1]] if places else None
    plain = sentence.lexicon.plain_words
    if head is None or not head.word.isalpha() or not head.forms.isdisjoint(plain):
        return range(0)
    return places if "NOUN" in head.kinds or not head.kinds else range(0)


def _is_strange(sentence: Sentence, places: range) -> bool:
    """Whether no dictionary has a word of a phrase."""
    words = (sentence.tokens[at] for at in places)
    return any(not e.kinds and e.word.isalpha() and len(e.word) >= _LETTERS for e in words)


def _is_of(part: Part, filled: Filled, coined: Collection[Term]) -> bool:
    """Whether a trigger is said of a concept that is not on file, or may be: by its name, or "it" behind a sentence on it."""
    if any(each.node in coined for found in filled.slots.values() for each in found):
        return True
    is_open = Slot.SUBJECT not in filled.slots and not part.sentence.mentions
    return is_open and any(each.mention.node in coined for each in part.before.subjects)


def _label(sentence: Sentence, places: range) -> str:
    """How a text calls something: as it is written inside of a sentence."""
    words = sentence.words(places.start, places.stop).of(sentence.text)
    first, *_ = words.split()
    return words if first.isupper() or any(each.isupper() for each in first[1:]) else (
        words[:1].lower() + words[1:]
    )
