"""A sentence with what its words name, and what the words around them make of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cached_property, lru_cache

from msgspec import Struct

from kbtool.prose.asking import (
    asks_for_more,
    begins_as_condition,
    begins_as_question,
    may_ask,
    only_seems_to_ask,
)
from kbtool.prose.clauses import clause_starts, is_finite
from kbtool.prose.contexts import contexts_in, gives_a_name, meant_at
from kbtool.prose.mention import Mention
from kbtool.prose.parted import is_of_another, parted_names
from kbtool.prose.quotations import quotations_in
from kbtool.prose.told import Told
from kbtool.prose.words.context import Context
from kbtool.prose.words.lexicon import Lexicon
from kbtool.prose.words.modals import Said, modals_in
from kbtool.prose.words.prefixes import without_prefix
from kbtool.prose.words.shortened import TREATMENT, Topic
from kbtool.text.stretch import Stretch
from kbtool.text.tokens import Token, tokens_of

_BRACKETED = 5
"""Tokens of an aside in brackets that ends no clause, the brackets among them."""

_DETERMINING = frozenset(
    {"a", "an", "this", "that", "these", "those", "your", "our", "his", "her", "their", "my", "no"}
    | {"any", "some", "other", "another", "which", "such", "each", "every", "all", "as", "many"}
    | {"most", "few", "both", "its", "for", "the", "s", "'s"}
)
"""Words before a noun that is one of several, or one that was named before."""
_TELLING = frozenset({"that", "which", "called", "like", "such", "named", "from", "against"})
"""Words behind a noun that tell which one is meant."""


class Sentence(Struct, frozen=True, eq=False, dict=True):
    """A sentence of a draft, by the words of a lexicon.

    Attributes:
        text: the text that it is a part of.
        stretch: where it stands.
        lexicon: the words that are known.
        leads: the lines above the lists of which it is an item, and of which it completes the sentence, the outermost first.
        is_heading: whether it is a heading.
        told: what other words say of it.
        spoken: the sentence before that says whose words it quotes, and leaves nothing open.
        possible: the heading that lists it as what may be so: "Side effects".
        topic_of: gives the condition that it is of.
        plain: its words in plain order, where that is not that of the text.
    """

    text: str
    stretch: Stretch
    lexicon: Lexicon
    leads: tuple[Stretch, ...] = ()
    is_heading: bool = False
    told: Told | None = None
    spoken: Stretch | None = None
    possible: Stretch | None = None
    topic_of: Callable[[], Topic | None] = lambda: None
    plain: tuple[Token, ...] = ()

    @cached_property
    def tokens(self) -> list[Token]:
        """Its words and marks, those of the line above a list before them."""
        own = self._parted(_tokens_of(self.text, self.stretch))
        return list(self.plain) or [*self._lead_tokens, *own]

    @cached_property
    def own_from(self) -> int:
        """The number of its own first token."""
        return len(self._lead_tokens)

    @cached_property
    def _lead_tokens(self) -> list[Token]:
        found: list[Token] = []
        for lead in self.leads:
            found += self._parted(tokens_of(self.text, lead))
            while found and not found[-1].is_word:
                found.pop()
        return found

    def _parted(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """Words of which a prefix denies what triggers say, in two: "unapproved" is "un" and "approved"."""
        for token in tokens:
            known = self.lexicon.states(token) or self.lexicon.names_with(token)
            parts = None if known else without_prefix(token)
            if parts is not None and self.lexicon.states(parts[1]):
                yield from parts
            else:
                yield token

    @cached_property
    def mentions(self) -> list[Mention]:
        """The concepts that it names, in order; within a longer name no shorter one, but all that a name may mean."""
        return list(_longest(self.names))

    @cached_property
    def names(self) -> list[Mention]:
        """The concepts that it names, in order, those within a longer name as well."""
        found = {
            Mention(node, self.lexicon.kind_of.get(node, frozenset()), place, end)
            for place in range(len(self.tokens))
            for end, _, node in self.lexicon.name_index.at(self.tokens, place)
            if not is_of_another(self.tokens, self.lexicon, place, end)
        }
        found.update(self._shortened())
        known = [(each.kinds, each.start, each.end) for each in found]
        found |= {Mention(*each) for each in parted_names(self.tokens, self.lexicon, known)}
        return sorted(found, key=lambda each: (each.start, each.end, each.node.value))

    def _shortened(self) -> Iterator[Mention]:
        """What it names by a name that leaves out the condition that it is of."""
        for place in range(len(self.tokens)):
            for end, _, (node, condition, is_bare) in self.lexicon.short_index.at(
                self.tokens, place
            ):
                if is_bare and not self._is_of_its_condition(place, end):
                    continue
                if (topic := self.topic) is not None and condition == topic.node:
                    kinds = self.lexicon.kind_of.get(node, frozenset())
                    yield Mention(node, kinds, place, end, understood=topic.sentence)

    def _is_of_its_condition(self, place: int, end: int) -> bool:
        """Whether a bare noun is what a condition is treated with: "pills", where its sentence names that and no other."""
        tokens, topic = self.tokens, self.topic
        if topic is None or topic.sentence != self.stretch or place < self.own_from:
            return False
        before = tokens[place - 1] if place > self.own_from else None
        if before is not None and (
            before.word in _DETERMINING or before.kinds & {"ADJ", "NOUN", "PROPN", "NUM"}
        ):
            return False
        if end < len(tokens) and (tokens[end].joined or tokens[end].word in _TELLING):
            return False
        named = (
            self.lexicon.kind_of.get(node, frozenset())
            for at in range(self.own_from, len(tokens))
            for _, _, node in self.lexicon.name_index.at(tokens, at)
        )
        return all(TREATMENT not in kinds for kinds in named)

    @cached_property
    def topic(self) -> Topic | None:
        """The condition that it is of: its own, or that of what stands before, of the heading, or of the page."""
        return self.topic_of()

    @cached_property
    def name_starts(self) -> frozenset[int]:
        """The numbers of the tokens with which names begin."""
        return frozenset(each.start for each in self.mentions)

    @cached_property
    def named(self) -> frozenset[int]:
        """The numbers of the tokens that are part of a name."""
        return frozenset(at for each in self.mentions for at in range(each.start, each.end))

    @cached_property
    def forms(self) -> frozenset[str]:
        """All that its words may be forms of."""
        return frozenset[str]().union(*(token.forms for token in self.tokens))

    @cached_property
    def contexts(self) -> list[Context]:
        """The cues of context in it, each with what it reaches."""
        spans = ((each.start, each.end) for each in self.mentions)
        found = contexts_in(self.tokens, self.lexicon, spans)
        return [each for each in found if not gives_a_name(each, self.tokens, self.mentions)]

    @cached_property
    def modal(self) -> tuple[Said, ...]:
        """Its modal words."""
        return modals_in(self.text, self.stretch, self.tokens, self.lexicon.modal)

    @cached_property
    def quotations(self) -> list[range]:
        """Where words stand in quotation marks."""
        return quotations_in([token.word for token in self.tokens])

    @cached_property
    def ends(self) -> list[int]:
        """The numbers of the tokens that end the reach of cues and the search for what belongs to a verb."""
        tokens = self.tokens
        in_cues = {at for each in self.contexts for at in range(each.start + 1, each.end)}
        return [
            place
            for place in range(len(tokens))
            if place not in self._asides
            and place not in in_cues
            and place not in self.filled
            and (
                tokens[place].word in ";:—–()"
                or any(self.lexicon.termination_index.at(tokens, place))
            )
        ]

    @cached_property
    def clauses(self) -> list[int]:
        """The numbers of the tokens that begin a clause with a subject of its own."""
        names = {each.start: each.end for each in self.mentions}
        return list(clause_starts(self.tokens, names, self.own_from))

    def shares_clause(self, one: int, other: int) -> bool:
        """Whether no clause with a subject of its own begins between two tokens."""
        return bisect_right(self.clauses, one) == bisect_right(self.clauses, other)

    @cached_property
    def filled(self) -> frozenset[int]:
        """The tokens that change nothing: "in who gets" before the name of a disorder."""
        index = self.lexicon.filler_index
        return frozenset(
            at
            for place in range(len(self.tokens))
            for end, _, _ in index.at(self.tokens, place)
            for at in range(place, end)
        )

    @cached_property
    def _asides(self) -> frozenset[int]:
        """The tokens of a word or two in brackets, which end no clause."""
        words = [token.word for token in self.tokens]
        found: set[int] = set()
        for at, word in enumerate(words):
            if word == "(" and ")" in words[at : at + _BRACKETED]:
                found.update(range(at, words.index(")", at) + 1))
        return frozenset(found)

    @cached_property
    def is_question(self) -> bool:
        """Whether it asks, and states nothing: by its mark, by its order of words, or as a heading that asks."""
        if only_seems_to_ask(self.tokens, self.own_from):
            return False
        said = self.stretch.of(self.text).rstrip(" \"'”’)*_")
        asks = "?" in said[len(said.rstrip("?!")) :]
        asks = asks or (self.is_heading and self.asks_for_more)
        return asks or begins_as_question(self.tokens, self.own_from, self.name_starts)

    @cached_property
    def first_verb(self) -> int | None:
        """The number of its first verb with its own tense; None, if it has none."""
        places = range(self.own_from, len(self.tokens))
        return next((at for at in places if is_finite(self.tokens, at, self.name_starts)), None)

    @property
    def has_verb(self) -> bool:
        """Whether it has a verb with its own tense."""
        return self.first_verb is not None

    @cached_property
    def is_title(self) -> bool:
        """Whether it is a heading without a verb, but for one that asks behind a colon: "X for Y: what it is"."""
        states = self.first_verb is not None and self.first_verb < self.asks_from
        return self.is_heading and not states

    @cached_property
    def asks_from(self) -> int:
        """The number of the colon behind which a heading asks: "X: what it does"; else that behind its last token."""
        words = [token.word for token in self.tokens]
        colon = words.index(":") if self.is_heading and ":" in words else len(words)
        return colon if may_ask(self.tokens[colon:]) else len(words)

    @cached_property
    def asks_for_more(self) -> bool:
        """Whether it begins as a question that no yes or no answers: "how", "what"."""
        return asks_for_more(self.tokens[self.own_from :])

    @cached_property
    def is_inverted(self) -> bool:
        """Whether it begins as a condition without "if": "Had it helped, ..."."""
        return begins_as_condition(self.tokens, self.own_from, self.name_starts)

    def contexts_at(self, places: Iterable[int], own: Set[int] = frozenset()) -> list[Context]:
        """The contexts that reach any of some tokens.

        Args:
            places: the numbers of the tokens.
            own: the numbers of tokens that are no cues, since they are words of what is stated.
        """
        return meant_at(self.contexts, places, own)

    def words(self, start: int, end: int) -> Stretch:
        """Where some of its tokens stand in the text; of those that it has from the line above, none.

        Words that a hyphen joins stand together: of "non-addictive" no part is a quote.
        """
        tokens = self.tokens
        first = min(max(start, self.own_from), len(tokens) - 1)
        last = max(end - 1, first)
        while first > self.own_from and tokens[first].joined:
            first -= 1
        while last + 1 < len(tokens) and tokens[last + 1].joined:
            last += 1
        own = tokens[first : last + 1]
        return Stretch(min(each.start for each in own), max(each.end for each in own))


@lru_cache(maxsize=4096)
def _tokens_of(text: str, stretch: Stretch) -> tuple[Token, ...]:
    """The words of a sentence, which is read once to find what it may meet, and again with that."""
    return tuple(tokens_of(text, stretch))


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
