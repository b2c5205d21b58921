"""What a sentence says in whatever order its words stand: two names, what it says of them, and nothing else among them.

A trigger knows the order of its words, and strangers find others. A gist (kb:Gist) has none: it is read where each word of
the clause is one of a closed list, so that no word is there that could make something else of it. It gives a statement that
is compared with what is on file and never taken for a restatement: all its words count as not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from kbtool.prose.filled import Filled, implied_by
from kbtool.prose.gist_words import may_say_as_much, says_as_much
from kbtool.prose.mention import Mention
from kbtool.prose.noun_phrases import COMPARING, PREPOSITIONS, RELATIVE, stands_alone
from kbtool.prose.own_subjects import set_aside
from kbtool.prose.sentence import Sentence
from kbtool.prose.stand_ins import stand_ins
from kbtool.prose.words.lexicon import Kinds, Lexicon
from kbtool.prose.words.trigger import Slot, Trigger
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term

_MARKS = frozenset({",", "'s", "’s"})
"""Marks that may stand among the words of a gist."""

_HAVING = frozenset({"with", "without", "have", "has", "having", "had"})
"""Words between people and what they have, of which nothing is said: "patients without nausea"."""

_PLACE = KB("Place")
_JOINING = frozenset({"for", "as", "but", "yet"})
_PAST = frozenset({"was", "were", "had", "did", "got", "felt", "saw", "took", "came", "went", "so"})
_DETERMINERS = frozenset({"a", "an", "the", "our", "your", "this"})
_LEADING = PREPOSITIONS - {"without", "before", "against", "among", "between"}


def gists_in(sentence: Sentence, known: Sequence[Filled]) -> Iterator[Filled]:
    """The gists that a sentence has, but for what a trigger says of the same names.

    Args:
        sentence: the sentence.
        known: the triggers found in it.
    """
    lexicon, found_before = sentence.lexicon, list(known)
    for trigger in lexicon.gist_index.within(sentence.forms):
        kinds = lexicon.kinds_of(trigger)
        told = Clause(sentence, trigger, kinds)
        for places in told.keys:
            slots = told.slots(places)
            if slots is None or any(says_as_much(each, trigger, slots, places) for each in known):
                continue
            found = places or tuple(_places_of(slots[Slot.OBJECT][0]))
            yield Filled(trigger, found[0], found[-1] + 1, found, slots)
        for places in told.keys:
            for filled in told.of_stand_in(places):
                if not any(
                    says_as_much(each, trigger, filled.slots, places)
                    or (each.trigger.relation, each.slots) == (trigger.relation, filled.slots)
                    or may_say_as_much(each, filled.places)
                    for each in found_before
                ):
                    found_before.append(filled)
                    yield filled


class Clause(Struct, frozen=True, dict=True):
    """A sentence, as far as it may have one gist."""

    sentence: Sentence
    trigger: Trigger
    kinds: Kinds

    @cached_property
    def keys(self) -> tuple[tuple[int, ...], ...]:
        """Where its key words stand; once no place, if it has none."""
        if not self.trigger.groups:
            return ((),)
        (words,) = self.trigger.groups
        tokens = self.sentence.tokens
        return tuple(
            tuple(range(at, at + len(words)))
            for at in range(self.sentence.own_from, len(tokens) - len(words) + 1)
            if all(not tokens[at + n].forms.isdisjoint(forms) for n, forms in enumerate(words))
        )

    def slots(self, places: Sequence[int]) -> dict[Slot, tuple[Mention, ...]] | None:
        """What it is said of, where its key words stand in some places; None, if another word stands among them."""
        subjects = self._all(self.kinds.subject, places)
        for chosen in _by_place(subjects) if self._may_be_said_of(subjects) else ():
            if self._is_compared(chosen[0]) or set_aside(self.sentence, chosen[0]):
                continue
            own = [*self._led_to(chosen[0]), *_places_of(chosen[0]), *places]
            if self.trigger.implied or Slot.OBJECT not in self.trigger.parts:
                slots = {Slot.SUBJECT: chosen}
                if self.trigger.implied:
                    slots[Slot.OBJECT] = tuple(implied_by(self.trigger, self.sentence, places[-1]))
                return slots if self._is_whole(own) else None
            for objects in self._objects(chosen[0], places):
                whole = self._is_whole([*own, *_places_of(objects[0])])
                if whole and not self._is_of_people(objects[0]):
                    return {Slot.SUBJECT: chosen, Slot.OBJECT: objects}
        return None

    def of_stand_in(self, places: Sequence[int]) -> Iterator[Filled]:
        """The gist said of a word that stands for something, where its clause names nothing that it may be said of."""
        for objects in self._objects_of_stand_in(places):
            own = [*places, *(_places_of(objects[0]) if objects else ())]
            first, behind = self._clause_of(own)
            named = (each for each in self._all(self.kinds.subject, places))
            if not own or any(
                first <= each.start < behind and each not in objects for each in named
            ):
                continue
            found = [
                each
                for each in stand_ins(self.sentence, range(first, behind))
                if each.start not in own and not each.kinds.isdisjoint(self.kinds.subject)
            ]
            slots = {Slot.OBJECT: objects} if objects else {}
            if len(found) == 1 and self._is_whole([*own, found[0].start]):
                start = max(min(own), found[0].start + 1)
                if start < len(self.sentence.tokens):
                    yield Filled(self.trigger, start, max(max(own) + 1, start), tuple(own), slots)
                return
            spoken_of = self._only_subject(own) if not found and self._is_whole(own) else None
            if spoken_of is not None:
                slots[Slot.SUBJECT] = (spoken_of,)
                yield Filled(self.trigger, min(own), max(own) + 1, tuple(own), slots)
                return

    def _only_subject(self, own: Sequence[int]) -> Mention | None:
        """What the clauses before speak of, if they name nothing else that the gist may be said of."""
        named = self._all(self.kinds.subject, own)
        before = [each for each in named if each.end <= min(own)]
        if not before or len({each.node for each in named}) > 1 or not self.trigger.when_denied:
            return None
        subject = before[-1]
        aside = self._is_compared(subject) or set_aside(self.sentence, subject)
        return None if aside or self._is_told(own) or not self._has_verb(own) else subject

    def _has_verb(self, own: Sequence[int]) -> bool:
        clause = (self.sentence.tokens[at] for at in range(*self._clause_of(own)) if at not in own)
        return any(token.kinds & {"VERB", "AUX"} for token in clause)

    def _is_told(self, own: Sequence[int]) -> bool:
        """Whether a clause tells what happened once, and not what happens: "and nobody felt sick"."""
        clause = (self.sentence.tokens[at] for at in range(*self._clause_of(own)) if at not in own)
        return any(
            token.word in _PAST or (token.word.endswith("ed") and "VERB" in token.kinds)
            for token in clause
        )

    def _objects_of_stand_in(self, places: Sequence[int]) -> Sequence[tuple[Mention, ...]]:
        if self.trigger.implied:
            return [tuple(implied_by(self.trigger, self.sentence, places[-1]))] if places else []
        if Slot.OBJECT not in self.trigger.parts:
            return [()]
        return _by_place(self._all(self.kinds.object, places))

    def _clause_of(self, own: Sequence[int]) -> tuple[int, int]:
        """The first token of the clause of some, and the one behind its last."""
        first, last = min(own, default=0), max(own, default=0)
        while first > self.sentence.own_from and not self._ends(first - 1):
            first -= 1
        while last + 1 < len(self.sentence.tokens) and not self._ends(last + 1):
            last += 1
        return first, last + 1

    def _led_to(self, subject: Mention) -> Iterator[int]:
        """The preposition before what it is said of: "with our ketamine"."""
        at = subject.start - 1
        while at > self.sentence.own_from and self.sentence.tokens[at].word in _DETERMINERS:
            at -= 1
        if at >= self.sentence.own_from and self.sentence.tokens[at].word in _LEADING:
            yield at

    def _may_be_said_of(self, subjects: Sequence[Mention]) -> bool:
        """Whether it is open of no more than one thing that it is said of; of two that either may be, each is tried."""
        spans = {(each.start, each.end) for each in subjects}
        either = all(each.fits(self.kinds.object) for each in subjects)
        one = len({each.node for each in subjects}) * len(spans) == len(subjects)
        return one or (len(spans) == 2 and either and Slot.OBJECT in self.trigger.parts)

    def _objects(self, subject: Mention, places: Sequence[int]) -> list[tuple[Mention, ...]]:
        """What may be its object, the nearest first."""
        at = places[0] if places else subject.start
        found = [
            each
            for each in self._all(self.kinds.object, places)
            if each.end <= subject.start or each.start >= subject.end
        ]
        return sorted(_by_place(found), key=lambda some: abs(some[0].start - at))

    def _all(self, kinds: frozenset[Term], places: Sequence[int]) -> list[Mention]:
        sentence = self.sentence
        return [
            each
            for each in sentence.mentions
            if each.start >= sentence.own_from
            and each.kinds
            and each.fits(kinds)
            and set(places).isdisjoint(_places_of(each))
            and stands_alone(sentence, each, frozenset(places))
        ]

    def _is_compared(self, mention: Mention) -> bool:
        before = self.sentence.tokens[mention.start - 1].word if mention.start else ""
        return before in COMPARING

    def _is_of_people(self, mention: Mention) -> bool:
        """Whether a name says what people have, and not what becomes of them."""
        tokens = self.sentence.tokens
        at = mention.start - 1
        while at > 0 and tokens[at].word in ("a", "an", "the", "their"):
            at -= 1
        if at < 1 or tokens[at].word not in _HAVING or self.trigger.of_people:
            return False
        return tokens[at - 1].word in self.sentence.lexicon.plain_words

    def _is_whole(self, own: Sequence[int]) -> bool:
        """Whether from the first to the last of some words, and on to the ends of their clause, no other word stands."""
        taken: Set[int] = {*own, *self._said_besides}
        return all(at in taken or self._may_stand(at) for at in range(*self._clause_of(own)))

    def _ends(self, at: int) -> bool:
        token = self.sentence.tokens[at]
        ends = not token.is_word and token.word not in ("'s", "’s")
        return (ends or at in self.sentence.ends) and at not in self._inserted

    @cached_property
    def _inserted(self) -> frozenset[int]:
        """The tokens of relative clauses that stand between commas and name and deny nothing: ", which many like,"."""
        tokens = self.sentence.tokens
        commas = [at for at, token in enumerate(tokens) if token.word == ","]
        return frozenset(
            at
            for first, last in pairwise(commas)
            if tokens[first + 1].word in RELATIVE and not self._says_something(first, last)
            for at in range(first, last + 1)
        )

    def _says_something(self, first: int, last: int) -> bool:
        """Whether a word of some tokens names what a gist may be said of, turns something, or counts."""
        kinds = self.kinds.subject | self.kinds.object
        return any(
            first < each.start < last and each.fits(kinds) for each in self.sentence.mentions
        ) or any(first < each.start < last for each in self.sentence.contexts)

    def _may_stand(self, at: int) -> bool:
        token = self.sentence.tokens[at]
        if at in self._inserted or (token.word in _JOINING and at and self._ends(at - 1)):
            return True
        if not token.is_word:
            return token.word in _MARKS
        if self.trigger.relation in self.sentence.lexicon.legal and (
            token.word.isdigit() or not token.forms.isdisjoint(self.sentence.lexicon.dates)
        ):
            return True
        lexicon: Lexicon = self.sentence.lexicon
        return token.word in lexicon.gist_words or not token.forms.isdisjoint(self.trigger.among)

    @cached_property
    def _said_besides(self) -> frozenset[int]:
        """The tokens of cues, whose effect is known, and of names that say where or of whom."""
        cues = (at for each in self.sentence.contexts for at in range(each.start, each.end))
        others = (
            at
            for each in self.sentence.mentions
            if _PLACE in each.kinds
            or (not each.fits(self.kinds.subject) and not each.fits(self.kinds.object))
            for at in _places_of(each)
        )
        return frozenset((*cues, *others))


def _by_place(found: Sequence[Mention]) -> list[tuple[Mention, ...]]:
    """Names by where they stand: words may name several things."""
    spans = dict.fromkeys((each.start, each.end) for each in found)
    return [tuple(each for each in found if (each.start, each.end) == span) for span in spans]


def _places_of(mention: Mention) -> range:
    return range(mention.start, mention.end)
