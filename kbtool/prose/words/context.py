"""A cue of context in a sentence, with what it reaches (ConText: Harkema et al. 2009, J Biomed Inform 42:839-851)."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kbtool.prose.words.cues import Effect


class Context(Struct, frozen=True):
    """A cue that is in a sentence, and the tokens that it reaches.

    Attributes:
        effect: what it does to them.
        start: the number of its first token.
        end: the number behind its last one.
        reached: the tokens.
        is_cue: whether it is one, and does not only look like it.
        is_ahead: whether it stands before what it reaches.
    """

    effect: Effect
    start: int
    end: int
    reached: tuple[range, ...] = ()
    is_cue: bool = True
    is_ahead: bool = True

    def reaches(self, places: Iterable[int]) -> bool:
        """Whether it reaches any of some tokens."""
        return any(place in part for place in places for part in self.reached)

    def stands_among(self, others: Iterable[Context]) -> bool:
        """Whether it is a cue, and none of some others has its words."""
        return self.is_cue and not any(other.hides(self) for other in others)

    def hides(self, other: Context) -> bool:
        """Whether it has words of another one that is therefore none: "little to no" has "no"."""
        if self is other or self.end <= other.start or other.end <= self.start:
            return False
        mine, its = self.end - self.start, other.end - other.start
        if not self.is_cue:
            return self.effect is other.effect and mine >= its
        if self.effect is not other.effect:
            return mine > its
        if (
            self.is_ahead is not other.is_ahead
        ):  # "the warning is a myth: it helps" rejects the warning alone
            return self.effect is Effect.REJECTS and other.is_ahead and mine > its
        return mine > its or (mine == its and self.start < other.start)
