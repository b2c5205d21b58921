"""What fills the gaps of a trigger: which of the names in a sentence belong to it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cached_property

from msgspec import Struct

from kbtool.prose.clauses import shares_subject
from kbtool.prose.filled import Filling
from kbtool.prose.lists import (
    CONJUNCTIONS,
    goes_on_between,
    listed_before,
    listed_behind,
    listed_from,
)
from kbtool.prose.mention import Mention
from kbtool.prose.noun_phrases import (
    COMPARING,
    PREPOSITIONS,
    RELATIVE,
    compares_with_anyone,
    ends_opening,
    is_turned_from,
    may_be_of_a_verb,
    stands_alone,
)
from kbtool.prose.phrases import GAP, begins_another, has_ended, is_light, is_verb_of_another
from kbtool.prose.scope import HAVING, is_everybody
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term
from kbtool.text.tokens import Token

_ARTICLES = frozenset({"a", "an", "the"})
_LEADING = frozenset({"to", "by"})

_DOUBTFUL = 2
"""More than may stay unexplained."""

_POPULATION = KB("population")
_WHERE = frozenset({"in", "among"})
"""Words behind what is said of people who have something, or in what."""

_ONE_OF_TWO = frozenset({"latter", "former"})
"""Words that stand for one of two names, nobody knows which by the words alone."""

_COMPARED = frozenset({"compared", "contrast", "contrary", "opposed", "similar", "relative"})
_NOUN = frozenset({"NOUN"})
_NOUNS = frozenset({_NOUN})
_NOUNS_AND_VERBS = frozenset({_NOUN, frozenset({"VERB"})})


def _goes_on_from(token: Token) -> bool:
    """Whether a word stands between a verb and what joins it to the verb before: "and so must not be"."""
    return bool(token.kinds & {"AUX", "PART", "ADV"}) or token.word in ("not", "never")


class Gaps(Struct, frozen=True, dict=True):
    """The gaps of one trigger in one sentence.

    Attributes:
        sentence: the sentence.
        places: the numbers of the trigger's words.
    """

    sentence: Sentence
    places: Set[int]

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
        ranks = {id(each): self._rank(each) for each in found}
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
        between = self.sentence.tokens[chosen.end : behind]
        listed = any(token.word in CONJUNCTIONS for token in between)
        is_verb = "AUX" in self.sentence.tokens[behind].kinds
        goes_on = shares or (
            listed and is_verb and goes_on_between(self.sentence, chosen.end, behind)
        )
        passed = 0 if goes_on else self._unexplained(chosen.end, behind, _NOUNS)
        several = listed_before(self.sentence, found, chosen)
        # in which words the line above names it is nothing to its items
        if chosen.end <= self.sentence.own_from:
            return Filling(several)
        doubts = passed + (ranks[id(chosen)] == 2) + self._modified(chosen)
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
        passed = self._unexplained(before, begins, _NOUNS_AND_VERBS)
        led_away = self._led_away(before, begins)
        doubts = passed + led_away + self._is_of_another(before, begins)
        passed += led_away and may_be_of_a_verb(self.sentence.tokens[before])
        if any(token.word in RELATIVE for token in self.sentence.tokens[before:begins]):
            passed = 0  # "inspected a plant that makes it"
        if behind is not None:
            doubts += self._unexplained(max(each.end for each in listed), behind, _NOUNS_AND_VERBS)
        doubts += _DOUBTFUL * self._is_where(before, begins) + self._modified(first)
        return Filling(listed, doubts, passed)

    def _is_next(self, before: int, name: Mention) -> bool:
        """Whether a name is of the next predicate, which does not share it: but "relieves and does not cause pain"."""
        shared = self.sentence.tokens[before].word in CONJUNCTIONS
        return not shared and begins_another(self.sentence, before, name.start)

    def _has_a_verb(self, start: int, behind: int) -> bool:
        """Whether a verb stands behind a name, with which a verb that goes on shares its subject."""
        tokens = self.sentence.tokens
        joins = next(n for n in range(behind - 1, -1, -1) if not _goes_on_from(tokens[n]))
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

    def _rank(self, mention: Mention) -> int:
        """0 of what may be a subject, 1 behind "of", 2 behind another preposition, 3 of what is compared with."""
        tokens = self.sentence.tokens
        at = mention.start - 1
        while at >= 0 and (is_light(tokens[at]) or self._is_head(tokens[at])):
            if tokens[at].word in COMPARING:
                return 3
            at -= 1
        word = tokens[at].word if at >= 0 and at not in self._asides else ""
        if any(token.word == "that" for token in tokens[at + 1 : mention.start]):
            return 0  # "for certain that X"
        if word == "as" and at > 0 and tokens[at - 1].word == "such":
            return 2
        compared = word in ("with", "to") and at > 0 and tokens[at - 1].word in _COMPARED
        if word in COMPARING or compared:
            return 3
        return 0 if word not in PREPOSITIONS else 1 if word in ("of", "with") else 2

    def _modified(self, mention: Mention) -> int:
        """1 of what a noun before it makes something else: "postnatal depression", where that is not known."""
        at = mention.start - 1
        if at < 0 or at in self.places:
            return 0
        token = self.sentence.tokens[at]
        if token.joined and token.word == "free":
            return _DOUBTFUL  # "alcohol-free wine"
        if at in self._named:
            return 0
        if token.kinds != _NOUN or self._says_nothing(token) or self._is_head(token):
            return 0
        return int(not ends_opening(self.sentence, at))

    def _says_nothing(self, token: Token) -> bool:
        lexicon = self.sentence.lexicon
        return token.word in lexicon.small or not token.forms.isdisjoint(lexicon.light_nouns)

    def _unexplained(self, start: int, end: int, kinds: Set[frozenset[str]]) -> int:
        """How many words of some kinds between a trigger and what fills its gap belong to nothing that is known."""
        return sum(
            1
            for at in range(start, end)
            if at not in self._named
            and at not in self.places
            and self.sentence.tokens[at].kinds in kinds
            and not self._says_nothing(self.sentence.tokens[at])
            and not self._is_head(self.sentence.tokens[at])
            and not self._is_joined(at)
        )

    def _is_joined(self, at: int) -> bool:
        """Whether a hyphen makes a word a part of an adjective: "habit-forming"."""
        return any(
            t.joined and "NOUN" not in t.kinds for t in self.sentence.tokens[at + 1 : at + 2]
        )

    def _led_away(self, start: int, end: int) -> int:
        """Whether a preposition that is not the trigger's own leads to what stands in the gap."""
        tokens = self.sentence.tokens
        return int(
            any(
                tokens[at].word in PREPOSITIONS - {"of"} | COMPARING
                and not compares_with_anyone(tokens, at)
                and at not in self._asides
                and not (at > start and (at - 1 in self._named or self._is_head(tokens[at - 1])))
                for at in range(start, end)
            )
        )

    def _is_where(self, start: int, end: int) -> bool:
        """Whether a name right behind a trigger is what it says, and the gap only where: "lowers sugar in depression"."""
        tokens, population = self.sentence.tokens, self.sentence.lexicon.qualifiers.get(_POPULATION)
        people = population[0] if population is not None else frozenset[Term]()
        return any(
            each.end < end
            and tokens[each.end].word in _WHERE
            and people.isdisjoint(each.kinds)
            and not self._is_head(tokens[each.end - 1])
            and not any(token.word in PREPOSITIONS for token in tokens[start : each.start])
            for each in self.sentence.names
            if each.start >= start
        )

    def _is_of_another(self, start: int, end: int) -> int:
        """Whether it is another thing's that is meant, as far as its noun may be a verb as well: "the trial of"."""
        tokens = self.sentence.tokens
        return int(
            any(
                tokens[at].word == "of"
                and {"NOUN", "VERB"} <= tokens[at - 1].kinds
                and tokens[at - 2].word in _ARTICLES
                and self._unexplained(at - 1, at, frozenset({tokens[at - 1].kinds}))
                for at in range(start + 2, end)
            )
        )

    def _is_head(self, token: Token) -> bool:
        return not token.forms.isdisjoint(self.sentence.lexicon.all_heads)

    @cached_property
    def _asides(self) -> frozenset[int]:
        """The numbers of the tokens that lead to nothing, since they change nothing or insist: "at least", "for certain"."""
        insisting = (
            at
            for each in self.sentence.contexts
            if each.effect is Effect.INSISTS
            for at in range(each.start, each.end)
        )
        return self.sentence.filled.union(insisting)

    @cached_property
    def _named(self) -> frozenset[int]:
        """The numbers of the tokens that are part of a name, or of a cue of context."""
        cues = (at for each in self.sentence.contexts for at in range(each.start, each.end))
        return self.sentence.named.union(cues, self.sentence.filled)
