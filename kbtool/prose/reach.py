"""How far a cue of context reaches.

To the end of its clause, as in ConText. A clause also ends where a verb that is inflected by itself goes on ("does not
sedate and relieves pain"), and it goes on through the items of a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from msgspec import Struct

from kbtool.prose.clauses import is_finite
from kbtool.prose.words.context import Context
from kbtool.prose.words.cues import Cue, Effect, Reach
from kbtool.prose.words.lexicon import Lexicon
from kbtool.text.tokens import Token

STOPS = frozenset(";:—–")
_MARKS = frozenset(",.!?…") | STOPS
_COORDINATES = frozenset({"and", "or", "nor", "but", "&"})
_PRONOUNS = frozenset(
    {"it", "they", "we", "you", "he", "she", "i", "this", "these", "that", "there"}
)
_POINTING = frozenset({"it", "they", "this", "that", "these", "those", "which"})
_GOING_ON = frozenset({"to", "that", "which", "of"})
_NAMING = frozenset({"including", "such", "like", "even", "not"})
"""Words with which an aside begins that names one of those that a denial is of: "no drug, including this one, is"."""
_CONTENT = frozenset({"that", "to"})
_EMPTY = frozenset({"it", "there"})
_PREPOSITIONS = frozenset({"with", "in", "of", "for", "at", "among", "from", "to", "by", "on"})
_TURNS = frozenset({"but", "yet", "however", "although", "though", "while", "whereas"})
_THEREFORE = frozenset({"so", "but", "yet", "because"})
_OPENERS, _CLOSERS = frozenset("(["), frozenset(")]”")

_ITEM = 5
"""Words that an item of a list may have."""

_ASIDE = 6
"""Tokens that an aside between commas may have: "is not, in our view, a cure"."""

_FURTHEST = 60
"""Tokens that a cue reaches at most."""


class Reaching(Struct, frozen=True):
    """How far cues reach in a sentence.

    Attributes:
        tokens: its words.
        lexicon: the words that are known.
        names: where names of concepts begin, and where they end.
        denials: where words of denial begin.
    """

    tokens: Sequence[Token]
    lexicon: Lexicon
    names: Mapping[int, int]
    denials: Set[int]

    def contexts(self, cue: Cue, start: int, end: int) -> Iterator[Context]:
        """A cue with what it reaches; of a condition, what it supposes and what it limits."""
        if cue.effect is Effect.CONDITIONS:
            supposed = self._ahead(cue, start, end)
            last = max((part.stop for part in supposed), default=end)
            yield Context(Effect.SUPPOSES, start, end, supposed)
            limited = (range(self._turned_to(start), start), range(last, len(self.tokens)))
            yield Context(Effect.LIMITS, start, end, limited)
            return
        is_ahead = cue.reach in (Reach.CLAUSE, Reach.PHRASE)
        yield Context(cue.effect, start, end, self._reached(cue, start, end), is_ahead=is_ahead)

    def _reached(self, cue: Cue, start: int, end: int) -> tuple[range, ...]:
        if cue.reach is Reach.RIGHT_BEHIND:
            begins = [at for at, ends in self.names.items() if ends == start]
            is_joined = self.tokens[start].joined
            return tuple(range(at, start) for at in begins or [start - 1] * is_joined)
        if cue.reach is Reach.RIGHT_BEFORE:
            return (range(end, end + 1),)
        if cue.reach is Reach.BEHIND:
            return (self._behind(cue, start, end),)
        if cue.reach in (Reach.AT_END, Reach.APART):
            return (self._all_before(cue, start, end),)
        if cue.reach is Reach.AROUND:
            behind = end + self._announces(cue, end)
            return (
                range(self._limited_from(cue, start, end), start),
                range(behind, self._clause_end(behind)),
            )
        if cue.effect in (Effect.REPORTS, Effect.REJECTS) and cue.reach is Reach.CLAUSE:
            return (range(end, self._turn(end)),)
        return self._ahead(cue, start, end)

    def _behind(self, cue: Cue, start: int, end: int) -> range:
        """From the beginning of the clause; what points at all that was said takes all of it back."""
        points = _POINTING & {self.tokens[at].word for at in (start - 1, start) if at >= 0}
        words = [token.word for token in self.tokens[start : end + 1]]
        if (
            cue.effect is Effect.NEGATES
            and words[-1] in _GOING_ON
            and {"no", "not"} & {*words[:-1]}
        ):
            return range(0)  # "addiction is no risk to take lightly"
        pointing = any(token.word in _POINTING for token in self.tokens[start:end])
        is_bare = pointing and self.tokens[end - 1].word == "not"
        if is_bare and not self._ends_clause(end):
            return range(0)  # "it is not addictive" takes nothing back
        if cue.effect is Effect.REJECTS and points and self._ends_clause(end):
            return range(start)
        if cue.effect is Effect.REJECTS and words[-1] in _CONTENT and self._is_empty(start):
            return range(0)  # "it is a fallacy that" rejects what follows
        is_apart = bool(start) and self.tokens[start - 1].word in STOPS
        if cue.effect is Effect.REJECTS and is_apart and self._ends_clause(end):
            return range(self._clause_start(start - 1), start)  # "it is safe: a fairy tale"
        return range(self._clause_start(start), start)

    def _is_empty(self, start: int) -> bool:
        """Whether nothing but "it" or "there" stands before a verb in its clause."""
        words = [t.word for t in self.tokens[self._clause_start(start) : start + 1] if t.is_word]
        return not {*words[:-1]} - _EMPTY

    def _announces(self, cue: Cue, end: int) -> bool:
        """Whether words claim more for what a colon behind them leads to: "Success is guaranteed: it relieves pain"."""
        return cue.effect is Effect.INSISTS and [t.word for t in self.tokens[end : end + 1]] == [
            ":"
        ]

    def _limited_from(self, cue: Cue, start: int, end: int) -> int:
        """Where begins what a cue around it reaches: before "but", too, where it only limits: ", but only in animals"."""
        begins = self._clause_start(start)
        last = self._clause_end(end)
        if (
            cue.effect is not Effect.LIMITS
            or begins < start
            or any(map(self._is_inflected, range(begins, last)))
        ):
            return begins
        while begins and (self._is_stop(begins - 1) or not self.tokens[begins - 1].is_word):
            begins -= 1
        return self._clause_start(begins)

    def _all_before(self, cue: Cue, start: int, end: int) -> range:
        """The clause that a cue ends, also where a dash, a comma or a bracket parts them: "it is safe (myth)"."""
        at = start
        while at and not self.tokens[at - 1].is_word:
            at -= 1
        is_apart = at < start or cue.reach is Reach.AT_END
        return range(self._clause_start(at), at) if is_apart and self._is_last(end) else range(0)

    def _is_last(self, at: int) -> bool:
        """Whether a clause ends before a token, where what stands in brackets goes on with nothing."""
        return self._ends_clause(at) or self._is_stop(at)

    def _turned_to(self, start: int) -> int:
        """Where the sentence goes over to what a condition limits: ", so if ..."."""
        words = [token.word for token in self.tokens[:start]]
        turns = (at for at in range(1, start) if words[at] in _THEREFORE and words[at - 1] == ",")
        return max((*turns, *(at for at, word in enumerate(words) if word in STOPS), -1)) + 1

    def _ends_clause(self, at: int) -> bool:
        return at >= len(self.tokens) or not self.tokens[at].is_word

    def _clause_start(self, start: int) -> int:
        for at in range(start - 1, max(-1, start - _FURTHEST), -1):
            if self._is_stop(at):
                return at + 1
        return max(0, start - _FURTHEST)

    def _clause_end(self, end: int) -> int:
        last = min(len(self.tokens), end + _FURTHEST)
        return next((at for at in range(end, last) if self._is_stop(at)), last)

    def _turn(self, end: int) -> int:
        """Where somebody else's words end, or those that are rejected: at "; ", ", but", and ", and it is"."""
        for at in range(end, len(self.tokens)):
            word = self.tokens[at].word
            following = self.tokens[at + 1].word if at + 1 < len(self.tokens) else ""
            if word == ";" or (word == "," and following in _TURNS):
                return at
            if word == "," and following in _COORDINATES and self._has_a_pronoun(at + 2):
                return at
        return len(self.tokens)

    def _is_answer(self, end: int) -> bool:
        """Whether "no" stands by itself, and before no noun: "No, it is not addictive"."""
        return end < len(self.tokens) and self.tokens[end].word in _MARKS

    def _has_a_pronoun(self, at: int) -> bool:
        """Whether a clause with a subject of its own begins: "and it is"."""
        return (
            at + 1 < len(self.tokens)
            and self.tokens[at].word in _PRONOUNS
            and self._is_inflected(at + 1)
        )

    def _ahead(self, cue: Cue, start: int, end: int) -> tuple[range, ...]:
        """What a cue reaches that stands before it, asides left out."""
        if self.tokens[start:end][-1].word == "no" and self._is_answer(end):
            return ()
        parts: list[range] = []
        begin = at = self._behind_brackets(start, end)
        last = min(len(self.tokens), end + _FURTHEST)
        is_relative = cue.effect is Effect.NEGATES and self._in_a_relative_clause(start)
        is_inserted = cue.effect is Effect.NEGATES and self._is_inserted(start)
        is_phrase = cue.reach is Reach.PHRASE or self._in_a_phrase(cue, start) or is_relative
        while at < last:
            word = self.tokens[at].word
            if (over := self._aside(at, end)) is not None:
                parts.append(range(begin, at))
                begin = at = over
                continue
            if self._is_stop(at) or word in _CLOSERS or (is_relative and word == "that"):
                break
            if word == "," and (is_inserted or not self._lists(at, last)):
                break
            if word in _COORDINATES and (at in self.denials or self._begins_anew(at + 1)):
                break
            sets_aside = at == end and cue.effect is Effect.CONTRASTS  # "rather than lowers it"
            if (
                is_phrase
                and cue.effect in _OF_PHRASES
                and self._is_inflected(at)
                and not sets_aside
            ):
                break
            at += 1
        return (*parts, range(begin, at))

    def _behind_brackets(self, start: int, end: int) -> int:
        """The place behind a cue, and behind what stands with it: "is (not!) addictive", "is never, ever addictive"."""
        if not start or self.tokens[start - 1].word not in _OPENERS:
            return self._behind_comma(start, end)
        at = end
        while at < len(self.tokens) and self.tokens[at].word in ("!", "?"):
            at += 1
        closed = at < len(self.tokens) and self.tokens[at].word in _CLOSERS
        return at + 1 if closed else end

    def _behind_comma(self, start: int, end: int) -> int:
        """The place behind a cue that a verb stands before, and behind a comma that only stresses it."""
        after = [token.word for token in self.tokens[end : end + 3]]
        stresses = after[:2] == [",", "ever"]
        if not stresses or not start or "AUX" not in self.tokens[start - 1].kinds:
            return end
        return end + 3 if after[2:] == [","] else end + 2

    def _in_a_phrase(self, cue: Cue, start: int) -> bool:
        """Whether a word of denial stands behind a preposition: "patients with no history of seizures"."""
        before = self.tokens[start - 1].word if start else ""
        return cue.effect is Effect.NEGATES and before in _PREPOSITIONS

    def _in_a_relative_clause(self, start: int) -> bool:
        """Whether a word of denial is a part of what tells people or things apart: "patients who do not respond"."""
        for at in range(start - 1, max(-1, start - 1 - _ITEM), -1):
            if self.tokens[at].word in ("who", "whom", "whose"):
                return True
            if not self.tokens[at].is_word or self._is_stop(at):
                return False
        return False

    def _is_inserted(self, start: int) -> bool:
        """Whether a word of denial stands in a relative clause between commas: "tea, which does not sedate, relieves"."""
        commas = [at for at in range(1, start) if self.tokens[at].word == ","]
        return bool(commas) and self.tokens[commas[-1] + 1].word in ("which", "who")

    def _aside(self, at: int, end: int) -> int | None:
        """The place behind an aside that begins at a token, in brackets or between commas; None, if none does."""
        word = self.tokens[at].word
        rest = range(at + 1, len(self.tokens))
        if word in _OPENERS:
            closer = next((n for n in rest[:_FURTHEST] if self.tokens[n].word in _CLOSERS), None)
            return closer + 1 if closer is not None else None
        named = word == "," and self.tokens[at + 1 : at + 2] and self.tokens[at + 1].word in _NAMING
        if word == "," and (at - end <= 1 or named):
            comma = next((n for n in rest[:_ASIDE] if self.tokens[n].word == ","), None)
            between = () if comma is None else self.tokens[at + 1 : comma]
            if comma is not None and not any(token.word in ("or", "nor") for token in between):
                return comma + 1 if at == end or named or self._is_stop(at + 1) else None
        return None

    def _is_stop(self, at: int) -> bool:
        if at and self.tokens[at].word == "which" and self.tokens[at - 1].word in _PREPOSITIONS:
            return False  # "never a case in which"
        return self.tokens[at].word in STOPS or any(
            self.lexicon.termination_index.at(self.tokens, at)
        )

    def _lists(self, comma: int, last: int) -> bool:
        """Whether a comma parts the items of a list that "or" or "and" ends."""
        words = 0
        for at in range(comma + 1, last):
            word = self.tokens[at].word
            if word in ("or", "nor", "and"):
                return not self._begins_anew(at + 1) and (words > 0 or self._is_listed(comma))
            if word == ",":
                words = 0
                continue
            words += 1
            if words > _ITEM or word in _PRONOUNS or self._is_stop(at) or self._is_inflected(at):
                return False
        return False

    def _is_listed(self, comma: int) -> bool:
        """Whether a comma before "or" is the last of several: "sedating, dulling, or habit-forming"."""
        return self.tokens[comma + 1].word != "and" or any(
            self.tokens[at].word == "," for at in range(max(0, comma - _ITEM), comma)
        )

    def _begins_anew(self, at: int) -> bool:
        """Whether a verb behind "and" is inflected by itself, or has a subject or a word of denial of its own."""
        while at < len(self.tokens) and self.tokens[at].kinds == frozenset({"ADV"}):
            if at in self.denials:
                return True
            at += 1
        if at >= len(self.tokens) or at in self.denials:
            return at < len(self.tokens)
        if self.tokens[at].word in _PRONOUNS:
            return True
        if self._is_inflected(at):
            return True
        for n in range(at, min(at + _ITEM, len(self.tokens))):
            word = self.tokens[n].word
            if not self.tokens[n].is_word or word in _COORDINATES:
                return False
            if n > at and self._is_inflected(n):
                return True
        return False

    def _is_inflected(self, at: int) -> bool:
        return is_finite(self.tokens, at, self.names)


_OF_PHRASES = frozenset({Effect.NEGATES, Effect.CONTRASTS})
