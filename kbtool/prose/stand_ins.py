"""Words that stand for something named before: "it", "this treatment", "they"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from kbtool.prose.clauses import is_finite
from kbtool.prose.filled import Filled
from kbtool.prose.mention import Mention
from kbtool.prose.phrases import is_light
from kbtool.prose.reach import STOPS
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect
from kbtool.prose.words.trigger import Slot
from kbtool.rdf.terms import Term
from kbtool.text.tokens import Token

PLURAL = frozenset({"they", "both", "these", "their", "them"})
TWO = frozenset({"both"})
SEVERAL = TWO | {"they", "them"}
"""Words for all that is named, and no kind of it as "these tablets" are."""
_SINGULAR = frozenset({"it", "its", "this", "that"})
PREPOSITIONS = frozenset(
    {"with", "in", "of", "for", "at", "among", "from", "to", "by", "on", "than", "as", "about"}
)
_FRONTING = PREPOSITIONS | {"even", "after", "during", "despite", "without"}
"""Words with which a phrase opens a sentence and speaks of nothing: "even with long use, it"."""

_JOINING = frozenset({"and", "or", "&"})
_LIGHT = frozenset({"ADJ", "ADV", "PART", "AUX"})


class StandIn(NamedTuple):
    """A word that stands for something of some kinds, by its place in the sentence; of one thing, "it" or "this drug"."""

    start: int
    end: int
    kinds: frozenset[Term]
    is_singular: bool = False

    @property
    def places(self) -> range:
        """Its tokens."""
        return range(self.start, self.end)


def stand_ins(sentence: Sentence, places: Iterable[int]) -> list[StandIn]:
    """The words at some places of a sentence that stand for something."""
    return [
        StandIn(at, end, kinds, _is_singular(sentence.tokens[at:end]))
        for at in places
        for end, _, kinds in sentence.lexicon.pronoun_index.at(sentence.tokens, at)
        if not stands_for_nothing(sentence, at) and not _says_of_what(sentence.tokens, at, end)
    ]


def _says_of_what(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether words that could stand for something say themselves of what: "your dose of tea", "the treatment of gout"."""
    return end - at > 1 and end < len(tokens) and tokens[end].word == "of"


def _is_singular(words: Sequence[Token]) -> bool:
    return words[0].word in _SINGULAR and not is_plural_noun(words[-1])


def is_plural_noun(token: Token) -> bool:
    """Whether a word is the plural of a noun."""
    return "NOUN" in token.kinds and token.word.endswith("s") and len(token.forms) > 1


def is_in_plural(sentence: Sentence, mention: Mention) -> bool:
    """Whether something is named in the plural, by its "s" in no dictionary, or as a part of what is: "X tablets"."""
    last = sentence.tokens[mention.end - 1]
    unknown = not last.kinds and last.word.endswith("s")
    return unknown or any(map(is_plural_noun, sentence.tokens[mention.end - 1 : mention.end + 1]))


def is_beside_unknown(sentence: Sentence, mention: Mention) -> bool:
    """Whether "and" joins a name to a noun that is no name of anything known: "X and yoga are offered"."""
    tokens, known = sentence.tokens, sentence.named
    first, behind = mention.start - 2, mention.end + 1
    beside = []
    if first >= sentence.own_from and tokens[first + 1].word in _JOINING:
        beside.append(first)
    if behind < len(tokens) and tokens[behind - 1].word in _JOINING:
        while behind + 1 < len(tokens) and behind not in known and is_light(tokens[behind]):
            behind += 1
        beside.append(behind)
    return any(
        at not in known
        and tokens[at].is_word
        and tokens[at].word not in sentence.lexicon.small
        and bool(tokens[at].kinds & {"NOUN", "PROPN"} or not tokens[at].kinds)
        for at in beside
    )


def nearest_stand_in(sentence: Sentence, filled: Filled, own: Sequence[Mention]) -> StandIn | None:
    """The word nearest before a verb that stands for something, if nothing that is named is nearer."""
    nearest, last = max((each.end for each in own), default=0), filled.start
    if filled.trigger.parts[0] is not Slot.SUBJECT and not own:
        nearest, last = filled.start, min(filled.end + 2, len(sentence.tokens))
    found = stand_ins(sentence, range(nearest, last))
    return found[-1] if found else None


def stands_for_nothing(sentence: Sentence, at: int) -> bool:
    """Whether "it" stands for nothing: "it is a myth that", "it takes weeks before"."""
    in_cue = any(each.start <= at < each.end for each in sentence.contexts)
    return in_cue or any(sentence.lexicon.empty_index.at(sentence.tokens, at))


def announces(sentence: Sentence, filled: Filled) -> bool:
    """Whether the words of a trigger stand between "it" and what it announces: "it is a myth that people ...".

    What tells a thing apart by a verb announces nothing: "it is a drug that helps".
    """
    tokens, end = sentence.tokens, filled.end
    is_bare = tokens[filled.start - 1].word == "it" and filled.span == (filled.start, end)
    if not filled.start or not is_bare or end + 1 >= len(tokens) or tokens[end].word != "that":
        return False
    return not is_finite(tokens, end + 1, {each.start for each in sentence.mentions})


def is_another_noun_before(sentence: Sentence, at: int, places: Collection[int]) -> bool:
    """Whether a noun that nobody knows stands before a word that may stand for it."""
    known = {n for each in sentence.contexts for n in range(each.start, each.end)} | {*places}
    aside = [each for each in sentence.contexts if each.effect is Effect.CONTRASTS]
    known |= {n for each in aside for part in each.reached for n in part} | sentence.named
    stops = [n + 1 for n in range(at) if sentence.tokens[n].word in STOPS]
    if any(each.start == sentence.own_from for each in aside):
        stops += [n + 1 for n in range(at) if sentence.tokens[n].word == ","]
    first = sentence.own_from
    fronted = first < at and sentence.tokens[first].word in _FRONTING
    commas = [n + 1 for n in range(at) if sentence.tokens[n].word == ("," if fronted else ":")]
    known |= set(range(max([*stops, *commas], default=0)))
    return any(
        token.kinds & {"NOUN", "PROPN"} or (token.is_word and not token.kinds)
        for number, token in enumerate(sentence.tokens[:at])
        if number not in known
        and token.word not in sentence.lexicon.small
        and token.forms.isdisjoint(sentence.lexicon.idle)
        and not token.kinds & _LIGHT
        and not ("VERB" in token.kinds and number and "AUX" in sentence.tokens[number - 1].kinds)
    )
