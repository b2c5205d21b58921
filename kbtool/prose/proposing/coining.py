"""Concepts that a text speaks of and that are not on file: noun phrases in the gaps of what states a predicate.

"Metformin is approved for type 2 diabetes" says that there is a treatment and a disorder, whatever they are. Of which kind
each is, the predicates say that are stated of it. A person decides on each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.knowledge.statements import Statement
from kbtool.prose.filled import Filled
from kbtool.prose.noun_phrases import COMPARING, JOINS, PREPOSITIONS
from kbtool.prose.phrases import spans_of
from kbtool.prose.progress import Part
from kbtool.prose.proposing.measures import measures_said
from kbtool.prose.proposing.printed_values import values_in
from kbtool.prose.reading import Reading
from kbtool.prose.sentence import Sentence
from kbtool.prose.triggers import filled_triggers
from kbtool.prose.words.lexicon import Lexicon
from kbtool.prose.words.names import name_forms
from kbtool.prose.words.trigger import Slot
from kbtool.rdf.namespaces import ID, KB
from kbtool.rdf.terms import Term
from kbtool.rdf.turtle.write import slug
from kbtool.text.tokens import Token

_LONGEST = 4
"""Words of the longest name that is made."""

_LETTERS = 4
"""Letters of the shortest word that no dictionary has and that may be a name."""

_FUNCTION = frozenset(
    {"because", "toward", "towards", "upon", "within", "whether", "although", "though", "since"}
    | {"until", "unless", "while", "whereas", "across", "along", "around", "beyond", "except"}
    | {"near", "throughout", "every", "each", "another", "anyone", "someone", "everyone", "anybody"}
    | {
        "somebody",
        "nothing",
        "something",
        "anything",
        "everything",
        "itself",
        "themselves",
        "yourself",
        "himself",
    }
    | {"herself", "ourselves", "therefore", "however", "otherwise"}
)
"""Words of grammar that no dictionary of nouns and verbs has."""

_IN_NAMES = frozenset({"NOUN", "ADJ"})

_OUTCOMES = frozenset({KB("HealthOutcome")})
"""Of which kind it is what a measure is of."""

Usual = Mapping[tuple[Term, Slot], Mapping[Term, int]]
"""How often something of a kind is the subject, or the object, of a predicate on file."""


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


def coined_in(
    reading: Reading, lexicon: Lexicon, known: Sequence[Coined], usual: Usual
) -> list[Coined]:
    """The concepts that a text speaks of beside those of which the words are known, in the order of their labels.

    A name is taken if a word of it is in no dictionary, or if what it is said of is such a concept itself.

    Args:
        reading: the text as read.
        lexicon: the words by which it was read.
        known: what was found before, by names that the lexicon has.
        usual: how often on file something of a kind is the subject, or the object, of a predicate.
    """
    nodes = {each.node for each in known}
    votes: dict[str, dict[Term, float]] = defaultdict(lambda: defaultdict(float))
    for part in reading.parts:
        for kinds, phrase in _phrases(part, nodes, usual):
            for kind, counts in kinds.items():
                votes[_label(part.sentence, phrase)][kind] += counts
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


def usual_kinds(statements: Iterable[Statement], lexicon: Lexicon) -> Usual:
    """How often something of a kind is the subject, or the object, of a predicate."""
    found: dict[tuple[Term, Slot], Counter[Term]] = defaultdict(Counter)
    for each in statements:
        for slot, node in ((Slot.SUBJECT, each.subject), (Slot.OBJECT, each.object)):
            if isinstance(node, ox.NamedNode):
                found[each.relation, slot].update(lexicon.kind_of.get(node, ()))
    return found


def _phrases(
    part: Part, coined: Collection[Term], usual: Usual
) -> Iterator[tuple[Mapping[Term, float], range]]:
    """The noun phrases of a sentence that name something new, each with the kinds of which it may be, and how much so."""
    sentence = part.sentence
    for filled in filled_triggers(sentence):
        for slot, phrase in _unfilled(sentence, filled):
            if _is_strange(sentence, phrase) or _is_of(filled, coined):
                kinds = sentence.lexicon.kinds_of(filled.trigger)
                fitting = kinds.subject if slot is Slot.SUBJECT else kinds.object
                yield _weighed(fitting, usual.get((filled.trigger.relation, slot))), phrase
    if not sentence.mentions and any(each.mention.node in coined for each in part.before.subjects):
        for relation, behind in _said_of_it(sentence):
            if phrase := _behind(sentence, behind):
                kinds_ = sentence.lexicon.kinds.get(relation)
                fitting = kinds_.object if kinds_ is not None else _OUTCOMES
                yield _weighed(fitting, usual.get((relation, Slot.OBJECT))), phrase


def _weighed(kinds: Collection[Term], usual: Mapping[Term, int] | None) -> Mapping[Term, float]:
    """Some kinds, one vote for all of them, and one more by how usual each is."""
    told = {kind: 0 if usual is None else usual.get(kind, 0) for kind in kinds}
    whole = sum(told.values())
    return {kind: 1 / len(told) + (number / whole if whole else 0) for kind, number in told.items()}


def _said_of_it(sentence: Sentence) -> Iterator[tuple[ox.NamedNode, int]]:
    """The predicates and measures that a sentence states that names nothing known, with where their object stands."""
    for value in values_in(sentence):
        yield from measures_said(sentence, value)
    for trigger in sentence.lexicon.trigger_index.within(sentence.forms):
        if len(trigger.groups) == 1 and trigger.parts[-1] is Slot.OBJECT:
            for at in range(sentence.own_from, len(sentence.tokens)):
                spans = spans_of(sentence, trigger.groups, at)
                if spans is not None:
                    yield trigger.relation, spans[-1][-1] + 1


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
    while (
        end > sentence.own_from
        and tokens[end - 1].kinds
        and tokens[end - 1].kinds <= {"ADV", "AUX"}
    ):
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
        is_grammar = token.word in PREPOSITIONS | COMPARING | JOINS | _FUNCTION
        return token.word.isalnum() and not is_grammar
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


def _is_of(filled: Filled, coined: Collection[Term]) -> bool:
    """Whether a trigger is said of a concept that is not on file."""
    return any(each.node in coined for found in filled.slots.values() for each in found)


def _label(sentence: Sentence, places: range) -> str:
    """How a text calls something: as it is written inside of a sentence."""
    words = sentence.words(places.start, places.stop).of(sentence.text)
    first, *_ = words.split()
    return (
        words
        if first.isupper() or any(each.isupper() for each in first[1:])
        else (words[:1].lower() + words[1:])
    )
