"""What fills the gaps of a trigger: which of the names in a sentence belong to it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cached_property

from msgspec import Struct

from kbtool.prose.clauses import joint_before, shares_subject
from kbtool.prose.filled import Filling
from kbtool.prose.gap_words import DOUBTFUL, NOUN, GapWords
from kbtool.prose.lists import (
    CONJUNCTIONS,
    goes_on_between,
    listed_before,
    listed_behind,
    listed_from,
)
from kbtool.prose.mention import Mention
from kbtool.prose.noun_phrases import (
    PREPOSITIONS,
    RELATIVE,
    is_turned_from,
    may_be_of_a_verb,
    stands_alone,
)
from kbtool.prose.phrases import GAP, begins_another, has_ended, is_verb_of_another
from kbtool.prose.scope import HAVING, is_everybody
from kbtool.prose.sentence import Sentence
from kbtool.rdf.terms import Term

_ARTICLES = frozenset({"a", "an", "the"})
_LEADING = frozenset({"to", "by"})

_ONE_OF_TWO = frozenset({"latter", "former"})
"""Words that stand for one of two names, nobody knows which by the words alone."""

_NOUNS = frozenset({NOUN})
_NOUNS_AND_VERBS = frozenset({NOUN, frozenset({"VERB"})})


class Gaps(Struct, frozen=True, dict=True):
    """The gaps of one trigger in one sentence.

    Attributes:
        sentence: the sentence.
        places: the numbers of the trigger's words.
    """

    sentence: Sentence
    places: Set[int]

    @cached_property
    def _words(self) -> GapWords:
        return GapWords(self.sentence, self.places)

    def left(self, kinds: frozenset[Term], behind: int) -> Filling:
        """What stands before a trigger.

        Args:
            kinds: the kinds of concept that may.
            behind: the number of the trigger's first word.
        """
        found = [
            each
            for each in self._fitting(kinds)
            if each.end <= behind
            and not has_ended(self.sentence, each.end - 1, behind)
            and not self._is_inserted(each, behind)
            and not is_turned_from(self.sentence, each)
        ]
        ranks = {id(each): self._words.rank(each) for each in found}
        found = [each for each in found if ranks[id(each)] < 3]
        if not found or self.sentence.tokens[behind - 1].word in _ONE_OF_TWO:
            return Filling()
        shares = shares_subject(self.sentence.tokens, behind, self.sentence.name_starts)
        if shares:
            found = [each for each in found if self._has_a_verb(each.end, behind)]
        if not found:
            return Filling()
        first = -1 if shares or self._is_subordinate(behind) else 1
        chosen = min(found, key=lambda each: (ranks[id(each)], -first * each.end))
        if self._words.is_treated(chosen):
            return Filling()
        between = self.sentence.tokens[chosen.end : behind]
        listed = any(token.word in CONJUNCTIONS for token in between)
        is_verb = "AUX" in self.sentence.tokens[behind].kinds
        goes_on = shares or (
            listed and is_verb and goes_on_between(self.sentence, chosen.end, behind)
        )
        passed = 0 if goes_on else self._words.unexplained(chosen.end, behind, _NOUNS)
        several = listed_before(self.sentence, found, chosen)
        # in which words the line above names it is nothing to its items
        if chosen.end <= self.sentence.own_from:
            return Filling(several)
        doubts = passed + (ranks[id(chosen)] == 2) + self._words.modified(chosen)
        return Filling(several, doubts, passed)

    def right(self, kinds: frozenset[Term], before: int, behind: int | None) -> Filling:
        """What stands behind a group of a trigger's words, and before the next, if there is one.

        Args:
            kinds: the kinds of concept that may.
            before: the number behind the last word of the group.
            behind: the number of the first word of the next group; None, if it is the last.
        """
        found = [
            each
            for each in self._fitting(kinds)
            if each.start >= before
            and each.start - before <= GAP
            and self.sentence.shares_clause(max(0, before - 1), each.start)
            and (behind is None or each.end <= behind)
            and not is_verb_of_another(self.sentence, before, each)
            and not self._is_next(before, each)
        ]
        if not found or has_ended(self.sentence, before - 1, found[0].start):
            return Filling()
        first = self._who_have(found)
        listed = listed_behind(self.sentence, found, first, self.places)
        begins = listed_from(self.sentence.tokens, before, found[0].start)
        passed = self._words.unexplained(before, begins, _NOUNS_AND_VERBS)
        led_away = self._words.led_away(before, begins)
        doubts = passed + led_away + self._words.is_of_another(before, begins)
        passed += led_away and may_be_of_a_verb(self.sentence.tokens[before])
        if any(token.word in RELATIVE for token in self.sentence.tokens[before:begins]):
            passed = 0  # "inspected a plant that makes it"
        if behind is not None:
            doubts += self._words.unexplained(
                max(each.end for each in listed), behind, _NOUNS_AND_VERBS
            )
        doubts += DOUBTFUL * self._words.is_where(before, begins) + self._words.modified(first)
        return Filling(listed, doubts, passed)

    def _is_next(self, before: int, name: Mention) -> bool:
        """Whether a name is of the next predicate, which does not share it: but "relieves and does not cause pain"."""
        shared = self.sentence.tokens[before].word in CONJUNCTIONS
        return not shared and begins_another(self.sentence, before, name.start)

    def _has_a_verb(self, start: int, behind: int) -> bool:
        """Whether a verb stands behind a name, with which a verb that goes on shares its subject."""
        tokens = self.sentence.tokens
        joins = joint_before(tokens, behind)
        if tokens[joins].word == ",":
            return True  # what stands between commas may be an aside
        return any(tokens[at].kinds & {"AUX", "VERB"} for at in range(start, joins))

    def _who_have(self, found: Sequence[Mention]) -> Mention:
        """The first of some names; of people as such, what they have: "suits people who have asthma"."""
        first, *others = found
        if not is_everybody(self.sentence, first):
            return first
        tokens = self.sentence.tokens
        for each in others:
            between = [t.word for t in tokens[first.end : each.start] if t.word not in _ARTICLES]
            if between in HAVING:
                return each
        return first

    def is_beside(self, filling: Filling) -> bool:
        """Whether what fills a gap stands right beside a word of the trigger."""
        return any(
            each.end in self.places or each.start - 1 in self.places for each in filling.mentions
        )

    def _fitting(self, kinds: frozenset[Term]) -> list[Mention]:
        """The names of some kinds; those within a longer one only where that is of none of them."""
        fits = [
            each
            for each in self.sentence.names
            if each.fits(kinds)
            and self._is_own(each)
            and self.places.isdisjoint(range(each.start, each.end))
            and stands_alone(self.sentence, each, self.places)
        ]
        return [
            each
            for each in fits
            if not any(
                other.start <= each.start
                and each.end <= other.end
                and other.end - other.start > each.end - each.start
                for other in fits
            )
        ]

    def _is_subordinate(self, at: int) -> bool:
        """Whether a verb has the subject of the verb before it: "raises dopamine to improve", "by blocking"."""
        tokens = self.sentence.tokens
        before = at - 1
        while (
            before >= 0 and tokens[before].kinds == {"ADV"} and tokens[before].word not in _LEADING
        ):
            before -= 1
        word = tokens[before].word if before >= 0 else ""
        participle = tokens[at].word.endswith("ing") and "VERB" in tokens[at].kinds
        return (word == "to" and "VERB" in tokens[at].kinds) or (participle and word in ("by", ","))

    def _is_inserted(self, mention: Mention, behind: int) -> bool:
        """Whether a name stands in a relative clause that ends before the trigger: "it, which raises serotonin, helps"."""
        words = [token.word for token in self.sentence.tokens[:behind]]
        opens = any(
            words[at] in RELATIVE and words[at - 1] == "," for at in range(1, mention.start)
        )
        return opens and "," in words[mention.end :]

    def _is_own(self, mention: Mention) -> bool:
        """Whether a name within a longer one stands for itself: "ADHD" in "people with ADHD", by its preposition."""
        inside = any(
            each.start < mention.start < mention.end <= each.end
            and self.places.isdisjoint(range(each.start, each.end))
            for each in self.sentence.mentions
        )
        return not inside or self.sentence.tokens[mention.start - 1].word in PREPOSITIONS
