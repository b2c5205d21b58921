"""The words that stand between a trigger and what fills its gaps: what they make doubtful, and what they are known for."""

from __future__ import annotations

from collections.abc import Set
from functools import cached_property

from msgspec import Struct

from kbtool.prose.mention import Mention
from kbtool.prose.noun_phrases import (
    COMPARING,
    PREPOSITIONS,
    compares_with_anyone,
    ends_opening,
)
from kbtool.prose.phrases import is_light
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect
from kbtool.prose.words.shortened import DISORDER
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term
from kbtool.text.tokens import Token

DOUBTFUL = 2
"""More than may stay unexplained."""

NOUN = frozenset({"NOUN"})
_ARTICLES = frozenset({"a", "an", "the"})
_POPULATION = KB("population")
_NEAR = 4
"""Tokens before a name among which the verb stands that it is the object of."""
_WHERE = frozenset({"in", "among"})
"""Words behind what is said of people who have something, or in what."""

_COMPARED = frozenset({"compared", "contrast", "contrary", "opposed", "similar", "relative"})


class GapWords(Struct, frozen=True, dict=True):
    """The words around the words of a trigger.

    Attributes:
        sentence: the sentence.
        places: the numbers of the trigger's words.
    """

    sentence: Sentence
    places: Set[int]

    def rank(self, mention: Mention) -> int:
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

    def is_treated(self, mention: Mention) -> bool:
        """Whether what treats it is spoken of, and not the disorder: "treating a child's gout with X does not ..."."""
        before = self.sentence.tokens[
            max(self.sentence.own_from, mention.start - _NEAR) : mention.start
        ]
        return DISORDER in mention.kinds and any(token.word == "treating" for token in before)

    def modified(self, mention: Mention) -> int:
        """1 of what a noun before it makes something else: "postnatal depression", where that is not known."""
        at = mention.start - 1
        if at < 0 or at in self.places:
            return 0
        token = self.sentence.tokens[at]
        if token.joined and token.word == "free":
            return DOUBTFUL  # "alcohol-free wine"
        if at in self._named:
            return 0
        if token.kinds != NOUN or self._says_nothing(token) or self._is_head(token):
            return 0
        return int(not ends_opening(self.sentence, at))

    def _says_nothing(self, token: Token) -> bool:
        lexicon = self.sentence.lexicon
        return token.word in lexicon.small or not token.forms.isdisjoint(lexicon.light_nouns)

    def unexplained(self, start: int, end: int, kinds: Set[frozenset[str]]) -> int:
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

    def led_away(self, start: int, end: int) -> int:
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

    def is_where(self, start: int, end: int) -> bool:
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

    def is_of_another(self, start: int, end: int) -> int:
        """Whether it is another thing's that is meant, as far as its noun may be a verb as well: "the trial of"."""
        tokens = self.sentence.tokens
        return int(
            any(
                tokens[at].word == "of"
                and {"NOUN", "VERB"} <= tokens[at - 1].kinds
                and tokens[at - 2].word in _ARTICLES
                and self.unexplained(at - 1, at, frozenset({tokens[at - 1].kinds}))
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
