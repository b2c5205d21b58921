"""Which statements the words of a sentence make: a trigger with what fills its gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import cache

from msgspec import Struct, field
from msgspec.structs import replace

from kbtool.prose.filled import Filled, Filling, implied_by
from kbtool.prose.gaps import Gaps
from kbtool.prose.gist import gists_in
from kbtool.prose.lists import CONJUNCTIONS
from kbtool.prose.mention import Mention
from kbtool.prose.noun_phrases import is_nothing_between
from kbtool.prose.openings import opening_names
from kbtool.prose.phrases import compares, has_content, is_light, is_participle, spans_of
from kbtool.prose.qualities import qualities_in
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect
from kbtool.prose.words.phrase_index import Forms
from kbtool.prose.words.trigger import Slot, Trigger
from kbtool.rdf.terms import Term
from kbtool.text.tokens import Token

_STAND_IN = 3
"""Tokens of the longest word for what was named before: "this nasal spray"."""

_PRONOUNS = frozenset({"it", "them"})
_ARTICLES = frozenset({"a", "an", "the"})
_DOUBTS = 1
"""So much may nothing explain between a trigger and what fills its gaps."""


def filled_triggers(sentence: Sentence) -> list[Filled]:
    """The triggers in a sentence in order, the longest of those on the same words, with what fills their gaps.

    A gap that nothing in the sentence fills is left out: what was said before may fill it.
    """
    search = _Search(sentence, opening_names(sentence))
    possible = _possible(sentence, bool(search.opening))
    found = [
        filled
        for place, token in enumerate(sentence.tokens)
        for trigger in _beginning(possible, token)
        if (filled := _filled(search, trigger, place)) is not None
    ]
    qualities = list(qualities_in(sentence))
    found = [each for each in found if not any(_is_of(quality, each) for quality in qualities)]
    best = list(_best([*found, *qualities], sentence, sentence.lexicon.yes_no))
    return sorted([*best, *gists_in(sentence, best)], key=_order)


def _order(filled: Filled) -> tuple[int, int, str, bool, tuple[int, ...]]:
    """By place; of those on the same words by what they say, so that each run tells them in one order."""
    said = filled.trigger
    return filled.start, filled.end, said.relation.value, said.denies, filled.places


def _is_of(quality: Filled, filled: Filled) -> bool:
    """Whether a trigger was found on the words of an adjective of which it is known what it describes."""
    return quality.trigger.relation == filled.trigger.relation and not set(
        quality.places
    ).isdisjoint(filled.places)


def _possible(sentence: Sentence, opens: bool) -> dict[str, list[Trigger]]:
    """The triggers of which a sentence has all words, by each form of their first one."""
    found: dict[str, list[Trigger]] = defaultdict(list)
    for trigger in sentence.lexicon.trigger_index.within(sentence.forms):
        if opens or trigger.fronted is None:
            for form in trigger.groups[0][0]:
                found[form].append(trigger)
    return found


def _beginning(possible: Mapping[str, Sequence[Trigger]], token: Token) -> Iterator[Trigger]:
    """Those of which a token may be the first word, each once."""
    first = {id(each): each for form in token.forms for each in possible.get(form, ())}
    yield from first.values()


class _Gaps(Struct, frozen=True):
    """What fills the gaps of triggers of the same words, each asked once."""

    left: Callable[[frozenset[Term], int], Filling]
    right: Callable[[frozenset[Term], int, int | None], Filling]
    is_beside: Callable[[Filling], bool]


class _Search(Struct, frozen=True):
    """The search for triggers in a sentence: many have the same words, and gaps for the same kinds.

    Attributes:
        sentence: the sentence.
        opening: the names that open it.
    """

    sentence: Sentence
    opening: Sequence[Mention]
    _spans: dict[tuple[int, tuple[Forms, ...]], list[list[int]] | None] = field(
        default_factory=dict
    )
    _gaps: dict[tuple[int, ...], _Gaps] = field(default_factory=dict)

    def spans(self, groups: tuple[Forms, ...], place: int) -> list[list[int]] | None:
        """Where the words of each group stand, from a place on."""
        asked = place, groups
        if asked not in self._spans:
            self._spans[asked] = spans_of(self.sentence, groups, place)
        return self._spans[asked]

    def gaps(self, places: tuple[int, ...]) -> _Gaps:
        """The gaps of triggers whose words stand at some places."""
        if places not in self._gaps:
            gaps = Gaps(self.sentence, frozenset(places))
            self._gaps[places] = _Gaps(cache(gaps.left), cache(gaps.right), gaps.is_beside)
        return self._gaps[places]


def _filled(search: _Search, trigger: Trigger, place: int) -> Filled | None:
    sentence = search.sentence
    spans = search.spans(trigger.groups, place)
    if (
        spans is None
        or _is_turned(sentence, trigger, spans)
        or _describes(sentence, trigger, spans)
        or _is_compared_with(sentence, trigger, spans)
    ):
        return None
    places = tuple(sorted(each for span in spans for each in span))
    kinds = sentence.lexicon.kinds_of(trigger)
    gaps = search.gaps(places)
    slots: dict[Slot, tuple[Mention, ...]] = {}
    skipped, passed, start, end = 0, 0, spans[0][0], 0
    for slot, at in _in_reading_order(trigger):
        wanted = kinds.subject if slot is Slot.SUBJECT else kinds.object
        behind = spans[at][0] if 0 < at < len(spans) else None
        if at == 0:
            filling = gaps.left(wanted, start)
            start = min((each.start for each in filling.mentions), default=start)
        else:
            end = max(end, spans[at - 1][-1] + 1)
            filling = gaps.right(wanted, end, behind)
        if filling.mentions and not (slot in trigger.beside and not gaps.is_beside(filling)):
            slots[slot] = filling.mentions
            skipped += filling.doubts
            passed += filling.passed
            end = max(end, *(each.end for each in filling.mentions)) if at else 0
        elif slot in trigger.beside or (behind and not _stands_in(sentence, end, behind)):
            return None
    if trigger.fronted is not None:
        wanted = kinds.subject if trigger.fronted is Slot.SUBJECT else kinds.object
        named = {each.node for filling in slots.values() for each in filling}
        fronted = [each for each in search.opening if each.fits(wanted) and each.end <= start]
        slots[trigger.fronted] = tuple(each for each in fronted if each.node not in named)
        if not slots[trigger.fronted] or _has_object_of_its_own(sentence, places[-1]):
            return None
    if trigger.implied:
        slots[Slot.OBJECT] = tuple(implied_by(trigger, sentence, places[-1]))
    if skipped > _DOUBTS or _overlap(slots):
        return None
    filled = Filled(trigger, places[0], places[-1] + 1, places, slots, skipped, passed)
    return filled if _says_something(sentence, filled) else None


def _has_object_of_its_own(sentence: Sentence, last: int) -> bool:
    """Whether a pronoun right behind a trigger fills what it leaves open: "ends it" is not "ends in it"."""
    return last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].word in _PRONOUNS


def _in_reading_order(trigger: Trigger) -> Iterator[tuple[Slot, int]]:
    """The gaps of a trigger, those next to its words first, each with the number of groups of words before it."""
    groups = 0
    first: list[Slot] = []
    others: list[tuple[Slot, int]] = []
    for part in trigger.parts:
        if not isinstance(part, Slot):
            groups += 1
        elif groups:
            others.append((part, groups))
        else:
            first.append(part)
    yield from ((slot, 0) for slot in reversed(first))
    yield from others


def _overlap(slots: Mapping[Slot, tuple[Mention, ...]]) -> bool:
    """Whether one name fills two gaps."""
    taken: set[int] = set()
    for mentions in slots.values():
        mine = {at for each in mentions for at in range(each.start, each.end)}
        if not taken.isdisjoint(mine):
            return True
        taken |= mine
    return False


def _is_turned(sentence: Sentence, trigger: Trigger, spans: Sequence[Sequence[int]]) -> bool:
    """Whether an active trigger's verb is none: "is treated", "with reduced anxiety", of "{subject} treats {object}"."""
    return (
        trigger.parts[0] is Slot.SUBJECT
        and sentence.tokens[spans[0][0]].word not in trigger.groups[0][0]
        and is_participle(sentence, spans[0][0])
    )


def _describes(sentence: Sentence, trigger: Trigger, spans: Sequence[Sequence[int]]) -> bool:
    """Whether an adjective belongs to a noun behind it, and not to the subject: "addictive drugs"."""
    tokens, last = sentence.tokens, spans[-1][-1]
    return (
        trigger.parts[0] is Slot.SUBJECT
        and trigger.words == 1
        and tokens[last].kinds == {"ADJ"}
        and last + 1 < len(tokens)
        and "NOUN" in tokens[last + 1].kinds
    )


def _is_compared_with(sentence: Sentence, trigger: Trigger, spans: Sequence[Sequence[int]]) -> bool:
    """Whether a noun phrase is what the subject is compared with: "is better than an established treatment"."""
    at = spans[0][0]
    if trigger.parts[0] is Slot.OBJECT:
        return False
    while at > sentence.own_from and is_light(sentence.tokens[at - 1]):
        at -= 1
        if compares(sentence.tokens, at):
            return True
    return at > 0 and compares(sentence.tokens, at - 1)


def _stands_in(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a word between two places stands for something that was named before."""
    index = sentence.lexicon.pronoun_index
    return any(any(index.at(sentence.tokens, at)) for at in range(start, end))


def _says_something(sentence: Sentence, filled: Filled) -> bool:
    """Whether a trigger means what it says: one without words of content only if all stands side by side."""
    if not filled.slots:
        return Slot.OBJECT not in filled.trigger.parts
    if any(has_content(sentence.lexicon, sentence.tokens[at]) for at in filled.places):
        return True
    named = {at for slot in filled.slots.values() for m in slot for at in range(m.start, m.end)}
    own = named.union(filled.places)
    between = [sentence.tokens[at] for at in range(min(own), max(own)) if at not in own]
    whole = filled.is_complete or _is_of_a_stand_in(sentence, filled)
    apart = filled.skipped or _goes_on_to_another(sentence, filled)
    return whole and not apart and is_nothing_between(between)


def _goes_on_to_another(sentence: Sentence, filled: Filled) -> bool:
    """Whether a comma and a conjunction part what stands behind a trigger from it: "which are addictive, and others"."""
    tokens, behind = sentence.tokens, filled.places[-1] + 1
    objects = filled.slots.get(Slot.OBJECT, ())
    first = min((each.start for each in objects if each.start >= behind), default=0)
    before = [token.word for token in tokens[behind:first]]
    if len(before) < 2 or before[0] in _ARTICLES:
        return False
    return before[-2] == "," and before[-1] in CONJUNCTIONS


def _is_of_a_stand_in(sentence: Sentence, filled: Filled) -> bool:
    """Whether a trigger has all but its subject, and a word for that right before: "it is a", "these drugs are"."""
    if Slot.SUBJECT in filled.slots or len(filled.slots) + 1 < filled.trigger.gaps:
        return False
    index = sentence.lexicon.pronoun_index
    return any(
        end == filled.start
        for at in range(max(sentence.own_from, filled.start - _STAND_IN), filled.start)
        for end, _, _ in index.at(sentence.tokens, at)
    )


def _best(found: Sequence[Filled], sentence: Sentence, yes_no: Set[Term]) -> Iterator[Filled]:
    """The triggers without those whose words a longer one has, and of equal ones those with the most gaps filled.

    What denies as much by another predicate stays as a second: "no link with" beside "does not raise the risk of".
    """
    for each in found:
        mine = set(each.places)
        better = [
            other
            for other in found
            if other is not each
            and bool(other.trigger.object_kinds) is bool(each.trigger.object_kinds)
            and not mine.isdisjoint(other.places)
            and _rank(other, yes_no) > _rank(each, yes_no)
            and not _embeds(other, each)
        ]
        if not better:
            yield each
        elif all(_denies_as_much(each, other, sentence) for other in better):
            yield replace(each, is_second=True)


def _denies_as_much(one: Filled, other: Filled, sentence: Sentence) -> bool:
    """Whether two triggers deny the same of the same names, by predicates that state each other, or in the same words."""
    if one.trigger.denies is not other.trigger.denies or not (
        one.is_complete and other.is_complete
    ):
        return False
    if not one.trigger.denies and all(e.effect is not Effect.NEGATES for e in sentence.contexts):
        return False
    said = {each.node for slot in one.slots.values() for each in slot}
    also = {each.node for slot in other.slots.values() for each in slot}
    kin = sentence.lexicon.kin.get(one.trigger.relation, frozenset())
    is_part = one.trigger.denies and set(one.places) < set(other.places)
    apart = is_part and one.trigger.relation != other.trigger.relation
    return said == also and (other.trigger.relation in kin or apart)


def _embeds(outer: Filled, inner: Filled) -> bool:
    """Whether a trigger speaks of what another one states: "studies show that {subject} helps {object}"."""
    return (
        outer.trigger.parts[0] is not Slot.SUBJECT
        and inner.trigger.parts[0] is Slot.SUBJECT
        and inner.is_complete
        and Slot.SUBJECT in outer.slots
        and outer.slots[Slot.SUBJECT] == inner.slots.get(Slot.SUBJECT)
        and outer.start < min(each.start for each in inner.slots[Slot.SUBJECT])
        and inner.start >= max(each.end for each in inner.slots[Slot.SUBJECT])
    )


def _rank(filled: Filled, yes_no: Set[Term]) -> tuple[bool, int]:
    """How well it says what is stated: with all that its predicate takes, and in how many words."""
    trigger = filled.trigger
    leaves_out = not (Slot.OBJECT in trigger.parts or trigger.implied or trigger.fronted)
    whole = filled.is_complete and not (leaves_out and trigger.relation not in yes_no)
    return whole, trigger.words
