"""A sentence with what its words name, and what the words around them make of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kbtool.prose.lexicon import Cue, Effect, Lexicon, Reach
from kbtool.rdf.terms import Term
from kbtool.text.stretch import Stretch
from kbtool.text.tokens import Token, tokens_of

_LISTING = frozenset({"or", "nor"})


@dataclass(frozen=True)
class Mention:
    """A concept that a sentence names.

    Attributes:
        node: the concept.
        kinds: the kinds of concept that it is.
        start: the number of its first token.
        end: the number behind its last one.
        from_before: the sentence that names it, where this one has a word that stands for it, or none.
    """

    node: ox.NamedNode
    kinds: frozenset[Term]
    start: int
    end: int
    from_before: Stretch | None = None

    def fits(self, kinds: frozenset[Term]) -> bool:
        """Whether it is of one of some kinds; of none, if it is of no kind itself or any will do."""
        return not kinds or not self.kinds or not kinds.isdisjoint(self.kinds)


@dataclass(frozen=True)
class Context:
    """A cue that is in the sentence, and the tokens that it reaches."""

    cue: Cue
    start: int
    end: int
    reached: range


@dataclass(frozen=True)
class Sentence:
    """A sentence of a draft, by the words of a lexicon.

    Attributes:
        text: the text that it is a part of.
        stretch: where it stands.
        lexicon: the words that are known.
    """

    text: str
    stretch: Stretch
    lexicon: Lexicon

    @cached_property
    def tokens(self) -> list[Token]:
        """Its words and marks."""
        return tokens_of(self.text, self.stretch)

    @cached_property
    def mentions(self) -> list[Mention]:
        """The concepts that it names, in order; within a longer name no shorter one, but all that a name may mean."""
        found = [
            Mention(node, self.lexicon.kind_of.get(node, frozenset()), place, end)
            for place in range(len(self.tokens))
            for end, _, node in self.lexicon.name_index.at(self.tokens, place)
        ]
        return sorted(_longest(found), key=lambda each: (each.start, each.end, each.node.value))

    @cached_property
    def contexts(self) -> list[Context]:
        """The cues of context in it, each with what it reaches."""
        tokens, lexicon = self.tokens, self.lexicon
        taken = {
            at
            for place in range(len(tokens))
            for end, _, _ in lexicon.pseudo_index.at(tokens, place)
            for at in range(place, end)
        }
        found: list[tuple[int, int, Cue]] = []
        place = 0
        while place < len(tokens):
            here = [(end, cue) for end, _, cue in lexicon.cue_index.at(tokens, place)]
            longest = max((end for end, _ in here), default=place + 1)
            if place not in taken:
                found += [(place, end, cue) for end, cue in here if end == longest]
            place = longest if here and place not in taken else place + 1
        return [
            Context(cue, start, end, self._reached(cue, start, end)) for start, end, cue in found
        ]

    @cached_property
    def ends(self) -> list[int]:
        """The numbers of the tokens that end the reach of cues and the search for what belongs to a verb."""
        tokens = self.tokens
        return [
            place
            for place in range(len(tokens))
            if tokens[place].word in ";:—–()"
            or any(self.lexicon.termination_index.at(tokens, place))
        ]

    @cached_property
    def is_question(self) -> bool:
        """Whether it asks, and states nothing."""
        return self.stretch.of(self.text).rstrip(" \"'”’)*_").endswith("?")

    def effects_at(self, places: Iterable[int]) -> Iterator[Context]:
        """The contexts that reach any of some tokens."""
        wanted = set(places)
        for context in self.contexts:
            if not wanted.isdisjoint(context.reached):
                yield context

    def words(self, start: int, end: int) -> Stretch:
        """Where some of its tokens stand in the text."""
        return Stretch(self.tokens[start].start, self.tokens[end - 1].end)

    def _reached(self, cue: Cue, start: int, end: int) -> range:
        if cue.reach is Reach.BEHIND:
            before = [place for place in self.ends if place < start]
            return range(before[-1] + 1 if before else 0, start)
        behind = [place for place in self.ends if place >= end]
        last = behind[0] if behind else len(self.tokens)
        if cue.effect in (Effect.REPORTS, Effect.REJECTS) and cue.reach is Reach.CLAUSE:
            last = len(self.tokens)
        commas = [at for at in range(end, last) if self.tokens[at].word == ","]
        if commas and (cue.reach is Reach.PHRASE or not self._lists(end, last)):
            last = commas[0]
        return range(end, last)

    def _lists(self, start: int, end: int) -> bool:
        """Whether commas part the items of a list that "or" ends."""
        return any(self.tokens[at].word in _LISTING for at in range(start, end))


def _longest(found: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions without those within a longer one."""
    covered: dict[int, int] = {}
    for each in found:
        for at in range(each.start, each.end):
            covered[at] = max(covered.get(at, 0), each.end - each.start)
    for each in found:
        length = each.end - each.start
        if all(covered[at] <= length for at in range(each.start, each.end)):
            yield each
