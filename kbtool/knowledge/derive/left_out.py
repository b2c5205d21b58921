"""What a quote leaves out of its sentence that turns its meaning round, or narrows it: denials, hedges, conditions, limits.

The scopes are those of NegEx (Chapman et al., J Biomed Inform 2001;34:301-310) and ConText (Harkema et al., J Biomed Inform
2009;42:839-851): a trigger before a phrase reaches forward, one behind it reaches back, to the end of the sentence or to a
word that ends its scope; turns of phrase are no triggers. Which words these are is knowledge, in the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from msgspec import Struct

from kbtool.text.surroundings import Surroundings

WORDS_BESIDE = 3
"""How many words beside a quote count as next to it; a denial further away may be of something else."""

WORDS_OF_HEDGE = 2
"""How many words before a quote a hedge may stand: "often linked to" its object says nothing of what that is."""

_BREAK = re.compile(r"[.,;:!?()\n\r–—•“”\"]")
_JOINT = re.compile(r"(?<![\w'-])and(?![\w'-])")
_NEXT = re.compile(r"(?<![\w'-])(?:and|or)(?![\w'-])")
_CLAUSES = re.compile(r"[;:]|[,–—]\s*(?:and|so)\b")
_NONE = re.compile(r"(?!)")


def any_of(words: Collection[str], *, opening: bool = False) -> re.Pattern[str]:
    """Matches any of some words as whole words.

    Args:
        words: the words, as they are written within a sentence.
        opening: whether they may also begin a sentence, with a capital.
    """
    return re.compile(expression(words, opening=opening)) if words else _NONE


def expression(words: Collection[str], *, opening: bool = False) -> str:
    """The regular expression for any_of() some words, of which there is one at least, as a part of a longer one."""
    return _expression(frozenset(words), opening)


@lru_cache(maxsize=256)
def _expression(words: frozenset[str], opening: bool) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    either = "|".join(map(_opening if opening else re.escape, longest_first))
    return rf"(?<![\w'-])(?:{either})(?![\w'-])"


def _opening(word: str) -> str:
    """A word, or the same with a capital; one class for the two is compiled in half the time."""
    first, rest = word[:1], word[1:]
    capital = first.upper()
    either = f"[{first}{capital}]" if first.isalpha() and len(capital) == 1 else re.escape(first)
    return either + re.escape(rest)


class Triggers(Struct, frozen=True):
    """Words that say how what stands beside them is meant.

    Attributes:
        denials: words of denial; a quote may have them too.
        clause_denials: deny the whole clause behind them: "no evidence that".
        phrase_denials: deny the phrase behind them: "failed to".
        denials_behind: deny what stands before them: "is a myth".
        hedges: words of hedging.
        conditions: make what they begin a condition: "if", "unless".
        limits: say of what alone it is so: "in mice".
        contrasts: end the scope of what stands before them: "but".
        clauses: words that begin a clause of its own: "who".
    """

    denials: re.Pattern[str] = _NONE
    clause_denials: re.Pattern[str] = _NONE
    phrase_denials: re.Pattern[str] = _NONE
    denials_behind: re.Pattern[str] = _NONE
    hedges: re.Pattern[str] = _NONE
    conditions: re.Pattern[str] = _NONE
    limits: re.Pattern[str] = _NONE
    contrasts: re.Pattern[str] = _NONE
    clauses: re.Pattern[str] = _NONE

    def denial_beside(self, around: Surroundings) -> str | None:
        """A word of denial among the last few words before a quote, or the first ones behind it.

        Words that deny what they stand before count where they end right at the quote.
        """
        before = _last_words(_BREAK.split(around.before)[-1])
        for each in (self.phrase_denials, self.clause_denials):
            *_, last = (None, *each.finditer(around.before.rstrip()))
            if last is not None and last.end() == len(around.before.rstrip()):
                return last[0]
        behind = _BREAK.split(around.behind.lstrip(" "))[0]
        found = self.denials.search(before) or self.denials.search(
            _first_words(self._own(_NEXT.split(behind)[0]))
        )
        return found[0] if found else None

    def denial_before(self, around: Surroundings) -> str | None:
        """Words right before a quote that deny all of it, whatever it denies itself: "it is false that"."""
        before = around.before.rstrip()
        found = [one for one in self.clause_denials.finditer(before) if one.end() == len(before)]
        return found[0][0] if found else None

    def denial_around(self, around: Surroundings) -> str | None:
        """Words that deny the quote from further away in its sentence, or from the line that leads to its list."""
        for said in (around.before, around.lead.rstrip(": ")):
            clause = _after(self.contrasts, _after(_CLAUSES, said))
            phrase = _after(_JOINT, _after(_BREAK, clause))
            plain = self.clauses.search(phrase) is None
            found = (
                self.clause_denials.search(clause)
                or self.phrase_denials.search(phrase)
                or (self.denials.search(phrase) if plain else None)
            )
            if found:
                return found[0]
        behind = around.behind.lstrip(" ")
        found = self.denials_behind.search(self._own(_JOINT.split(_BREAK.split(behind)[0])[0]))
        return found[0] if found else None

    def hedge_beside(self, around: Surroundings) -> str | None:
        """A word of hedging among the last few words before a quote."""
        before = _last_words(_after(_JOINT, _BREAK.split(around.before)[-1]), WORDS_OF_HEDGE)
        found = self.hedges.search(before)
        return found[0] if found else None

    def condition(self, around: Surroundings) -> str | None:
        """Words that make a condition of the quote, or that name one right behind it; also that it stands in a question."""
        if around.behind.endswith("?"):
            return "?"
        before = _after(_BREAK, around.before)
        found = self.conditions.search(before) or self.conditions.match(around.behind.lstrip(" ,"))
        return found[0] if found else None

    def limit(self, around: Surroundings) -> str | None:
        """What the quote is limited to behind it, or the contrast that takes it back: "but not in adults"."""
        behind = around.behind.lstrip(" ")
        found = self.limits.search(_BREAK.split(behind)[0])
        if found:
            return found[0]
        turn = self.contrasts.match(behind.lstrip(" ,;–—("))
        if turn is None:
            return None
        rest = behind[turn.end() :]
        for each in (self.denials, self.denials_behind, self.clause_denials, self.limits):
            if found := each.search(rest):
                return f"{turn[0]} … {found[0]}"
        return None

    def _own(self, words: str) -> str:
        """Words up to the first that begins a clause of its own, or a contrast."""
        ends = [
            m.start() for p in (self.clauses, self.contrasts) if (m := p.search(words)) is not None
        ]
        return words[: min(ends)] if ends else words


def _after(ends: re.Pattern[str], words: str) -> str:
    """What stands behind the last match."""
    last = 0
    for found in ends.finditer(words):
        last = found.end()
    return words[last:]


def _last_words(words: str, count: int = WORDS_BESIDE) -> str:
    return " ".join(words.split()[-count:])


def _first_words(words: str) -> str:
    return " ".join(words.split()[:WORDS_BESIDE])
