"""What a piece of a sentence speaks of: the concepts, relations and words in it, and in what it stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cached_property

from msgspec import Struct

from kbtool.prose.antecedents import Before
from kbtool.prose.filled import Filled
from kbtool.prose.proposing.actors import actors_of
from kbtool.prose.proposing.pieces import Piece
from kbtool.prose.proposing.verbs import first_verb
from kbtool.prose.reading import Reading
from kbtool.prose.sentence import Sentence
from kbtool.prose.triggers import filled_triggers
from kbtool.prose.words.lexicon import Lexicon
from kbtool.rdf.terms import Term
from kbtool.text.structure import Kind
from kbtool.text.tokens import Token

_STEM = 6
"""Letters by which words are compared: "depression" and "depressive" are of one stem. Truncation is a usual way to
stem (McNamee and Mayfield 2004, Information Retrieval 7:73-97)."""


_POINTS_BACK = frozenset({"this", "these"})
"""What begins words behind a verb that stand for something named before."""


class Zone(Enum):
    """Where something is named that a piece of a sentence may speak of."""

    SUBJECT = "before the verb of the piece"
    REST = "from its verb on"
    HEAD_SUBJECT = "before the verb of what the piece goes on from"
    HEAD_REST = "from that verb on"
    ANTECEDENT = "before, and a word of the piece may stand for it"
    TAKEN_UP = "before, and words behind the verb stand for it: this condition"
    SENTENCE = "elsewhere in the sentence"
    LEAD = "in the line above the list"
    PREVIOUS = "in the sentence before"
    EARLIER = "in a sentence before that"
    HEADING = "in the heading"
    TOPIC = "often in the text"
    UNDIVIDED = "in the piece, and within no longer name"
    FIRST = "before all else that the piece names"
    LAST = "behind all else that the piece names"
    ACTOR = "as the subject of its verb"
    CAUSE = "in words that open it, as what it follows from"
    UNSAID = "in the piece, but for words of triggers"
    RESULT = "as the subject of its verb, which follows from something else"


Named = Term | str
"""A concept, predicate or measure, or the stem of a word."""

Spoken = Mapping[Zone, Mapping[Named, float]]
"""What is named in each zone, and how much of it there is, 0 to 1."""


def stem(forms: Iterable[str]) -> str:
    """The stem of a word by its forms: what it is compared by.

    Args:
        forms: what it may be a form of.
    """
    return min(forms, key=lambda form: (len(form), form))[:_STEM]


def topics_of(reading: Reading) -> Mapping[Named, float]:
    """How often a text names each concept, beside the one that it names most often."""
    found = Counter(
        node for part in reading.parts for node in {each.node for each in part.sentence.mentions}
    )
    most = max(found.values(), default=1)
    return {node: number / most for node, number in found.items()}


class Naming(Struct, frozen=True, dict=True):
    """A sentence, and what it names; found once, when it is first asked for."""

    sentence: Sentence

    @cached_property
    def triggers(self) -> Sequence[Filled]:
        """The triggers in it."""
        return filled_triggers(self.sentence)

    @cached_property
    def words(self) -> Mapping[Named, float]:
        """Its concepts and words, without its relations."""
        return named_in(self.sentence, range(self.sentence.own_from, len(self.sentence.tokens)), ())

    @cached_property
    def whole(self) -> Mapping[Named, float]:
        """Its concepts, words and relations."""
        return {**self.words, **{each.trigger.relation: 1 for each in self.triggers}}


class Setting(Struct, frozen=True):
    """A sentence, and what it stands in.

    Attributes:
        told: it.
        before: what was named before it.
        previous: the sentence before.
        heading: the heading above.
        lead: the line above the list of which it is an item.
        topics: how often the text names each concept.
        in_table: whether it is a row of a table, or in a cell of one.
    """

    told: Naming
    before: Before
    previous: Naming | None
    heading: Naming | None
    lead: Naming | None
    topics: Mapping[Named, float]
    in_table: bool = False


def settings_of(reading: Reading) -> Iterator[Setting]:
    """The sentences of a text, each with what it stands in."""
    topics = topics_of(reading)
    known = {part.sentence.stretch: Naming(part.sentence) for part in reading.parts}
    previous = None
    for part in reading.parts:
        told = known[part.sentence.stretch]
        heading = None if part.heading is None else known[part.heading.stretch]
        lead = None if part.lead is None else known[part.lead.stretch]
        in_table = part.block.mark.kind is Kind.ROW
        yield Setting(told, part.before, previous, heading, lead, topics, in_table)
        previous = told


def spoken_of(setting: Setting, piece: Piece) -> Spoken:
    """What a piece of a sentence speaks of.

    Args:
        setting: the sentence in what it stands in.
        piece: the piece.
    """
    sentence, triggers, before = setting.told.sentence, setting.told.triggers, setting.before
    subject, rest = _at_verb(sentence, piece.own)
    heads = [_at_verb(sentence, head, named=True) for head in piece.heads]
    above = [at for span, _ in heads for at in span]
    behind = [at for _, span in heads for at in span]
    said = {at for each in triggers for at in each.places}
    actors = actors_of(sentence, piece, before)
    zones: dict[Zone, Mapping[Named, float]] = {
        Zone.SUBJECT: named_in(sentence, subject, triggers),
        Zone.REST: named_in(sentence, rest, triggers),
        Zone.HEAD_SUBJECT: named_in(sentence, above, triggers),
        Zone.HEAD_REST: named_in(sentence, behind, triggers),
        Zone.SENTENCE: setting.told.whole,
        Zone.ANTECEDENT: dict.fromkeys(_antecedents(sentence, [*subject, *above], before), 1),
        Zone.TAKEN_UP: dict.fromkeys(_taken_up(sentence, [*rest, *behind], before), 1),
        Zone.EARLIER: {each.mention.node: 1 for each in before.subjects if not each.is_near},
        Zone.PREVIOUS: dict.fromkeys(_named_right_before(setting), 1),
        Zone.HEADING: {each.mention.node: 1 for each in before.heading},
        Zone.TOPIC: setting.topics,
        Zone.ACTOR: dict.fromkeys(actors.named, 1),
        Zone.CAUSE: dict.fromkeys(actors.causes, 1),
        Zone.UNSAID: named_in(sentence, [at for at in piece.own if at not in said], ()),
        Zone.RESULT: dict.fromkeys(actors.results, 1),
        **_mentions_in(sentence, piece.own),
    }
    if setting.previous is not None and not _lacks_subject(setting.previous.sentence):
        zones[Zone.PREVIOUS] = {**zones[Zone.PREVIOUS], **setting.previous.words}
    if setting.heading is not None:
        zones[Zone.HEADING] = {**zones[Zone.HEADING], **setting.heading.whole}
    if setting.lead is not None:
        zones[Zone.LEAD] = setting.lead.whole
    return zones


def _named_right_before(setting: Setting) -> Iterator[Named]:
    """What the sentence before names; of one without a subject, only what it is said of."""
    previous = setting.previous
    bare = previous is not None and _lacks_subject(previous.sentence)
    for each in setting.before.subjects:
        if each.is_near and (each.is_subject or not bare):
            yield each.mention.node


def _lacks_subject(sentence: Sentence) -> bool:
    """Whether a sentence begins with its verb, so that it names nothing of which the next one might speak: "Eases pain"."""
    start = sentence.own_from
    return first_verb(sentence.tokens, range(start, len(sentence.tokens))) == start


def _mentions_in(sentence: Sentence, span: range) -> dict[Zone, Mapping[Named, float]]:
    """The names in a span that are part of no longer one, and those with which it begins and ends."""
    inside = [each for each in sentence.mentions if each.start in span and each.end - 1 in span]
    first = min((each.start for each in inside), default=None)
    last = max((each.end for each in inside), default=None)
    return {
        Zone.UNDIVIDED: {each.node: 1 for each in inside},
        Zone.FIRST: {each.node: 1 for each in inside if each.start == first},
        Zone.LAST: {each.node: 1 for each in inside if each.end == last},
    }


def _at_verb(sentence: Sentence, span: range, *, named: bool = False) -> tuple[range, range]:
    """What stands before the verb of a span, and the rest; of a label before a colon all, if that is asked for."""
    tokens = sentence.tokens
    verb = first_verb(tokens, span)
    if verb is None and named and span.stop < len(tokens) and tokens[span.stop].word == ":":
        return span, range(span.stop, span.stop)
    middle = span.start if verb is None else verb
    return range(span.start, middle), range(middle, span.stop)


def named_in(
    sentence: Sentence, places: Collection[int], triggers: Iterable[Filled]
) -> dict[Named, float]:
    """What some tokens of a sentence name: concepts, the stems of words, relations and modal terms.

    Args:
        sentence: the sentence.
        places: the numbers of the tokens.
        triggers: those in the sentence.
    """
    found: list[Named] = [
        each.node for each in sentence.names if each.start in places and each.end - 1 in places
    ]
    words = [sentence.tokens[at] for at in places]
    found += [stem(word.forms) for word in words if is_told(word, sentence.lexicon)]
    found += [each.trigger.relation for each in triggers if any(at in places for at in each.places)]
    found += [said.value.node for said in sentence.modal if said.start in places]
    return dict.fromkeys(found, 1)


def is_told(token: Token, lexicon: Lexicon) -> bool:
    """Whether a token is a word of content."""
    return token.is_word and token.word not in lexicon.small


def _antecedents(sentence: Sentence, places: Iterable[int], before: Before) -> Iterator[Named]:
    """What the sentence before speaks of that a word at some places may stand for."""
    index, tokens = sentence.lexicon.pronoun_index, sentence.tokens
    kinds = frozenset(
        kind for at in places for _, _, found in index.at(tokens, at) for kind in found
    )
    for each in before.subjects:
        if each.is_near and not each.mention.kinds.isdisjoint(kinds):
            yield each.mention.node


def _taken_up(sentence: Sentence, places: Iterable[int], before: Before) -> Iterator[Named]:
    """What was named last that "this condition" behind a verb stands for, in the sentence or before it."""
    index, tokens = sentence.lexicon.pronoun_index, sentence.tokens
    for at in places:
        for end, _, kinds in index.at(tokens, at):
            if end - at < 2 or tokens[at].word not in _POINTS_BACK:
                continue
            own = [e for e in sentence.mentions if e.end <= at and not e.kinds.isdisjoint(kinds)]
            near = (each.mention for each in before.subjects if each.is_near)
            named = own[-1:] or [each for each in near if not each.kinds.isdisjoint(kinds)]
            yield from (each.node for each in named)


def words_of(spoken: Spoken) -> Sequence[str]:
    """The stems of the words of a piece itself."""
    return stems_in([*spoken[Zone.SUBJECT], *spoken[Zone.REST]])


def stems_in(named: Iterable[Named]) -> Sequence[str]:
    """The stems of words among what is named."""
    return [each for each in named if isinstance(each, str)]
