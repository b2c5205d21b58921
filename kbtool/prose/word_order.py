"""The words of a sentence by their places, and what of their form tells which may stand elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct

from kbtool.prose.clauses import is_finite
from kbtool.prose.mention import Mention
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect
from kbtool.text.tokens import Token, forms_of

DETERMINERS = frozenset({"a", "an", "the", "this", "our", "your", "one"})

Order = tuple[int | Token, ...]
"""Words in the order of a plain clause: the places of those of the sentence, and words that it has besides."""


class Words(Struct, frozen=True, dict=True):
    """The words of a sentence, and what may be asked of each."""

    sentence: Sentence

    def is_verb(self, at: int) -> bool:
        """Whether a word is a verb with its own tense."""
        if at >= self.end:
            return False
        return is_finite(self.sentence.tokens, at, self.sentence.name_starts)

    def depends(self, at: int) -> bool:
        """Whether a word belongs to one before it: "at its heart"."""
        before = self.words[at - 1] if at else ""
        return before in ("its", "their", "his", "her")

    def is_participle(self, at: int) -> bool:
        """Whether a word may be a participle: "approved"."""
        token = self.sentence.tokens[at]
        return (
            "VERB" in token.kinds and len(token.forms) > 1 and not token.word.endswith(("s", "ing"))
        )

    def skip_adverbs(self, at: int) -> int:
        """The number of the first word from a place on that is no adverb."""
        tokens = self.sentence.tokens
        while at < self.end and ("ADV" in tokens[at].kinds and "AUX" not in tokens[at].kinds):
            at += 1
        return at

    def has_denial(self, places: Sequence[int]) -> bool:
        """Whether a word of denial stands in one of some places."""
        cues = (each for each in self.sentence.contexts if each.effect is Effect.NEGATES)
        return any(each.start in places for each in cues)

    def is_named(self, at: int) -> bool:
        """Whether a word is part of a name."""
        return at in self.sentence.named

    def _longest(self, found: Sequence[Mention]) -> range | None:
        if not found:
            return None
        chosen = max(found, key=lambda each: each.end - each.start)
        return range(chosen.start, chosen.end)

    def name_ending(self, end: int) -> range | None:
        """The longest name that ends before a place."""
        return self._longest([each for each in self.sentence.mentions if each.end == end])

    def name_from(self, at: int) -> range | None:
        """The longest name that begins at a place, or behind an article there."""
        while at < self.end and self.words[at] in DETERMINERS:
            at += 1
        return self._longest([each for each in self.sentence.mentions if each.start == at])

    def last_name(self) -> range | None:
        """The name that ends the sentence."""
        return self.name_ending(self.end)

    def is_before(self, before: int) -> Token:
        """An "is" of its own before a place."""
        return self.verb_before("is", before)

    def if_before(self, before: int) -> tuple[Token, Token]:
        """A comma and an "if" of its own before a place."""
        start = self.sentence.tokens[before].start
        comma = Token(",", frozenset({","}), frozenset(), start, start)
        return comma, Token("if", frozenset({"if"}), frozenset({"SCONJ"}), start, start)

    def verb_before(self, word: str, before: int) -> Token:
        """A verb of its own, in the place where the words begin that it stands before."""
        return self.word_before(word, before, "AUX")

    def word_before(self, word: str, before: int, kind: str = "PART") -> Token:
        """A word of its own, in the place where the words begin that it stands before."""
        start = self.sentence.tokens[before].start
        return Token(word, forms_of(word), frozenset({kind}), start, start)

    def is_name(self, places: Sequence[int]) -> bool:
        """Whether some words are a name, but for articles before it."""
        named = self.name_from(places[0])
        return named is not None and named.stop == places[-1] + 1

    @cached_property
    def words(self) -> list[str]:
        """Its words and marks, in lower case."""
        return [token.word for token in self.sentence.tokens]

    @cached_property
    def end(self) -> int:
        """The number behind the last word."""
        end = len(self.words)
        while end and not self.sentence.tokens[end - 1].is_word:
            end -= 1
        return end

    def main_verb(self, clause: range) -> int | None:
        """The verb of a clause that has its subject before it."""
        finite = next((at for at in clause if at > clause.start and self.is_verb(at)), None)
        if finite is None:
            return None
        tokens = self.sentence.tokens
        for at in range(finite, clause.stop):
            if "VERB" in tokens[at].kinds and "AUX" not in tokens[at].kinds:
                return at
        return None

    def token(self, at: int | Token) -> Token:
        """The word of a place; what has none is a word already."""
        return at if isinstance(at, Token) else self.sentence.tokens[at]
