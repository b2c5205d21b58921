"""Whether a piece of a sentence denies what it speaks of, and how firmly it is worded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence, Set

import pyoxigraph as ox
from msgspec import Struct

from kbtool.prose.candidate import Candidate
from kbtool.prose.circumstances import CATEGORICAL, TURNING, certainty_of
from kbtool.prose.filled import Filled
from kbtool.prose.noun_phrases import PREPOSITIONS
from kbtool.prose.proposing.pieces import Piece
from kbtool.prose.proposing.segments import sets_aside
from kbtool.prose.proposing.verbs import first_verb
from kbtool.prose.sentence import Sentence
from kbtool.prose.voices import voice_at
from kbtool.prose.words.context import Context
from kbtool.prose.words.cues import Effect
from kbtool.rdf.namespaces import KB
from kbtool.text.tokens import tokens_of

_FIRST_WORDS = 2
"""So many words of content behind a verb are what it says; what stands behind them may be denied of something else."""

_RESERVED = frozenset({KB("Usual"), KB("Often")})
"""What is said to be so as a rule, or often, is said with reservation; "frequent" says how often alone."""

_SUPPOSING = frozenset({"when", "whenever", "if", "unless"})
"""Words that begin a clause of what may be."""

_GOES_ON = "nor"
"""The word by which a denial goes on: it turns nothing back behind another one, as in "neither heat nor cold"."""

_SUBORDINATE = frozenset({"who", "whom", "whose", "that", "which"}) | _SUPPOSING
"""Words behind which a clause says something of a part of the sentence alone."""


class Tone(Struct, frozen=True):
    """How something is said.

    Attributes:
        denies: whether it is denied.
        certainty: how firmly it is worded: one of the model's certainties.
    """

    denies: bool = False
    certainty: ox.NamedNode = CATEGORICAL

    def of_reading(self, read: Candidate) -> Tone:
        """That of what the words were read as; what may be so is hedged, and what cannot be is not.

        Args:
            read: what they were read as.
        """
        is_plain = read.certainty == CATEGORICAL and not read.denies
        return Tone(read.denies, self.certainty if is_plain else read.certainty)


def tone_of(
    sentence: Sentence,
    piece: Piece,
    relation: object,
    triggers: Sequence[Filled],
    phrase: str = "",
) -> Tone:
    """How a piece says a statement.

    Args:
        sentence: the sentence.
        piece: the piece.
        relation: the predicate of the statement.
        triggers: the triggers in the sentence.
        phrase: how the statement reads; a denial that it has itself is no denial of it: "acting without thinking".
    """
    stated = [
        each
        for each in triggers
        if each.trigger.relation == relation and any(at in piece.own for at in each.places)
    ]
    own = frozenset(at for each in stated for at in each.places)
    places = list(_said(sentence, piece))
    contexts = sentence.contexts_at(places, own)
    effects = {each.effect for each in contexts}
    said = frozenset(_words(phrase))
    cues = sum(
        each.effect in TURNING
        and _is_of(sentence, each, piece)
        and not said.issuperset(t.word for t in sentence.tokens[each.start : each.end])
        and not _is_aside(sentence, each, own, places)
        and not _goes_on(sentence, each, contexts)
        and not _is_in_name(sentence, each)
        for each in contexts
    )
    turned = cues + _denied_in_itself(stated) + _is_set_aside(sentence, piece)
    denies = turned % 2 == 1 and Effect.SUPPOSES not in effects
    if _is_tempered(sentence, piece, said):
        effects |= {Effect.SPECULATES}
    return Tone(denies, certainty_of(voice_at(sentence, places, contexts), effects))


def _is_in_name(sentence: Sentence, cue: Context) -> bool:
    """Whether a cue stands among the words of a name: "acting without thinking" denies nothing."""
    return any(each.start < cue.start and cue.end < each.end for each in sentence.mentions)


def _is_tempered(sentence: Sentence, piece: Piece, said: Set[str]) -> bool:
    """Whether a piece is worded with reservation, in words that may also be those of its predicate: "may", "typically".

    A verb by which the statement itself reads is none: "is being studied".
    """
    cues = (
        each.start
        for each in sentence.contexts
        if each.effect is Effect.SPECULATES and each.is_cue and not _is_said(sentence, each, said)
    )
    usual = (
        each.start
        for each in sentence.modal
        if each.value.node in _RESERVED and "ADV" in sentence.tokens[each.start].kinds
    )
    quoted = range(min(piece.start, piece.own.start), piece.own.stop)
    return any(at in quoted for at in (*cues, *usual))


def _is_said(sentence: Sentence, cue: Context, said: Set[str]) -> bool:
    """Whether a verb of a cue is one of the words by which a statement reads."""
    tokens = sentence.tokens[cue.start : cue.end]
    return any("VERB" in t.kinds and "AUX" not in t.kinds and t.word in said for t in tokens)


def _is_set_aside(sentence: Sentence, piece: Piece) -> bool:
    """Whether a piece is what is named only to deny it, or an item that goes on from that: "instead of raising A and B"."""
    if sets_aside(sentence, piece.own):
        return True
    is_item = first_verb(sentence.tokens, piece.own) is None
    return is_item and any(sets_aside(sentence, head) for head in piece.heads[:1])


def _words(phrase: str) -> list[str]:
    """The words of a phrase, as those of a sentence are written."""
    return [token.word for token in tokens_of(phrase)]


def _denied_in_itself(stated: Sequence[Filled]) -> bool:
    """Whether a trigger states the denial, and none states the same words turned round: "faster than" says both."""
    said = [frozenset(each.places) for each in stated if not each.trigger.denies]
    denials = (frozenset(each.places) for each in stated if each.trigger.denies)
    return any(not any(places <= each for each in said) for places in denials)


def _is_of(sentence: Sentence, context: Context, piece: Piece) -> bool:
    """Whether a cue stands in the piece or before it, and in no clause that says something of a part of it."""
    if context.start not in piece.own:
        return any(context.start in head for head in piece.heads)
    tokens = sentence.tokens
    first = piece.own.start
    behind = range(first if tokens[first].word in _SUPPOSING else first + 1, context.start)
    return not any(tokens[at].word in _SUBORDINATE | _SUPPOSING for at in behind)


def _goes_on(sentence: Sentence, context: Context, contexts: Iterable[Context]) -> bool:
    """Whether a cue goes on with the denial of one before it."""
    nor = sentence.tokens[context.start].word == _GOES_ON
    return nor and any(e.effect in TURNING and e.start < context.start for e in contexts)


def _is_aside(
    sentence: Sentence, context: Context, own: Collection[int], places: Sequence[int]
) -> bool:
    """Whether a cue denies what goes along with what is said, and not that: "acts without delay"."""
    told = [at for at in places if sentence.tokens[at].word not in sentence.lexicon.small]
    first = min(own or told, default=context.start)
    if sentence.tokens[context.start].word not in PREPOSITIONS:
        return False
    return context.start > first or _is_of_subject(sentence, context, first)


def _is_of_subject(sentence: Sentence, context: Context, verb: int) -> bool:
    """Whether a cue behind a noun says of what the verb is said: "people without pain recover"."""
    at = context.start
    noun = at > 0 and "NOUN" in sentence.tokens[at - 1].kinds
    return noun and any("NOUN" in token.kinds for token in sentence.tokens[context.end : verb])


def _said(sentence: Sentence, piece: Piece) -> Iterator[int]:
    """The first words of what a piece says: its verb and what stands right behind; of an item, its words."""
    tokens = sentence.tokens
    verb = first_verb(tokens, piece.own)
    start = _behind_cue(sentence, piece, verb) or (piece.own.start if verb is None else verb)
    told = 0
    for at in range(start, piece.own.stop):
        if at > start and tokens[at].word in _SUBORDINATE:
            return
        yield at
        plain = tokens[at].is_word and tokens[at].word not in sentence.lexicon.small
        told += plain and "AUX" not in tokens[at].kinds
        if told >= _FIRST_WORDS and not _inside(sentence, at):
            return


def _behind_cue(sentence: Sentence, piece: Piece, verb: int | None) -> int | None:
    """Where what is denied as a whole goes on with a clause of its own: "it is a myth that ..."; None, if nothing is."""
    behind = (
        each.end
        for each in sentence.contexts
        if each.effect in TURNING and verb is not None and each.start <= verb < each.end
    )
    at = max(behind, default=0)
    opened = 0 < at < piece.own.stop and sentence.tokens[at - 1].word == "that"
    if not opened:
        return None
    return first_verb(sentence.tokens, range(at, piece.own.stop)) or at


def _inside(sentence: Sentence, at: int) -> bool:
    """Whether a name goes on behind a token."""
    return any(each.start <= at < each.end - 1 for each in sentence.mentions)
