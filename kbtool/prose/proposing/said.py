"""A piece of a sentence with all that a proposal is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from kbtool.prose.candidate import CONFIDENT, Candidate
from kbtool.prose.figures import GivenFigure
from kbtool.prose.noun_phrases import PREPOSITIONS
from kbtool.prose.proposing.origins import Origin, Origins
from kbtool.prose.proposing.pieces import Piece, pieces_of
from kbtool.prose.proposing.printed_values import PrintedValue, values_in
from kbtool.prose.proposing.spoken import Setting, Spoken, is_told, spoken_of
from kbtool.prose.proposing.tone import Tone, tone_of
from kbtool.prose.sentence import Sentence
from kbtool.prose.stated import Filed
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term
from kbtool.text.stretch import Stretch

_QUANTIFIER, _ALL = KB("quantifier"), KB("All")


class Said(Struct, frozen=True):
    """A piece of a sentence, with what it speaks of, what it was read as, and its figures.

    Attributes:
        setting: the sentence in what it stands in.
        piece: the piece.
        spoken: what it speaks of.
        filed: what it was read as.
        values: its figures.
        origins: where the text names concepts.
    """

    setting: Setting
    piece: Piece
    spoken: Spoken
    filed: Sequence[Filed]
    values: Sequence[PrintedValue]
    origins: Origins

    @property
    def sentence(self) -> Sentence:
        """The sentence."""
        return self.setting.told.sentence

    @property
    def words(self) -> Stretch:
        """Where its quote stands in the text."""
        return self.piece.words(self.sentence)

    @property
    def limit(self) -> Stretch | None:
        """The words that say of how many it holds, a preposition before them included: "in some cases"; None of all."""
        tokens = self.sentence.tokens
        spans = (self.piece.own, *self.piece.heads)
        for each in self.sentence.modal:
            told = each.value.qualifier == _QUANTIFIER and each.value.node != _ALL
            if told and not each.denies and any(each.start in span for span in spans):
                into = each.start > 0 and tokens[each.start - 1].word in PREPOSITIONS
                return self.sentence.words(each.start - into, each.end)
        return None

    @property
    def relations(self) -> frozenset[Term]:
        """The predicates and measures of which a trigger stands in its words."""
        return frozenset(
            each.trigger.relation
            for each in self.setting.told.triggers
            if any(at in self.piece.own for at in each.places)
        )

    def tone(self, relation: Term | None, phrase: str = "") -> Tone:
        """How it says a statement with some predicate or measure, that reads as a phrase."""
        triggers = self.setting.told.triggers
        return tone_of(self.sentence, self.piece, relation, triggers, phrase)

    def unread(self, stated: Candidate | GivenFigure) -> tuple[Stretch, ...]:
        """The words of a piece that what it was read as does not account for."""
        words = stated.unread if isinstance(stated, Candidate) else ()
        own = self._own
        return tuple(each for each in words if own.start <= each.start < own.end)

    def left_out(self, stated: Candidate | GivenFigure) -> tuple[Stretch, ...]:
        """The words of its quote that what it was read as does not account for."""
        words = stated.unread if isinstance(stated, Candidate) else ()
        return tuple(each for each in words if each.meets(self.words))

    def confidence(self, stated: Candidate | GivenFigure) -> float:
        """How sure it is that a piece states what it was read as: less, the more of its words that leaves out."""
        tokens = [self.sentence.tokens[at] for at in self.piece.own]
        told = sum(is_told(each, self.sentence.lexicon) for each in tokens)
        unread = self.unread(stated)
        left = sum(not any(_lies_in(each, other) for other in unread) for each in unread)
        share = min(1.0, left / told) if told else 0.0
        return round(stated.confidence * (1 - share), 2)

    def taken(self, parts: Iterable[Term]) -> tuple[Origin, ...] | None:
        """From where the concepts of a statement are that a sentence does not name; None, if the text does not, either."""
        concepts = (each for each in parts if each in self.sentence.lexicon.names)
        return self.origins.of(self.setting.told, concepts)

    @property
    def _own(self) -> Stretch:
        return self.sentence.words(self.piece.own.start, self.piece.own.stop)

    @property
    def new(self) -> Sequence[Candidate]:
        """What it was surely read as, not on file; no denial of what is stated the other way round: "faster than"."""
        read = [e.stated for e in self.filed if not e.on_file and isinstance(e.stated, Candidate)]
        new = [each for each in read if each.confidence >= CONFIDENT]
        stated = {(each.subject, each.object) for each in new if not each.denies}
        return [e for e in new if not e.denies or (e.subject, e.object) not in stated]


def said_by(setting: Setting, piece: Piece, filed: Iterable[Filed], origins: Origins) -> Said:
    """A piece of a sentence with all that a proposal is made of.

    Args:
        setting: the sentence in what it stands in.
        piece: the piece.
        filed: what the sentence was read as.
        origins: where the text names concepts.
    """
    sentence = setting.told.sentence
    own = sentence.words(piece.own.start, piece.own.stop)
    mine = [each for each in filed if own.start < _end_of(each.stated, sentence) <= own.end]
    inside = [each for each in values_in(sentence) if each.places.start in piece.own]
    return Said(setting, piece, spoken_of(setting, piece), mine, inside, origins)


def _lies_in(one: Stretch, other: Stretch) -> bool:
    """Whether a stretch is a part of a longer one."""
    return one != other and other.start <= one.start and one.end <= other.end


def _end_of(stated: Candidate | GivenFigure, sentence: Sentence) -> int:
    """Where the words of a statement end, with those that say of whom it holds: "helps adults and children"."""
    end = stated.words.end
    if not isinstance(stated, Candidate):
        return end
    scope = set(stated.scope.values())
    places = (sentence.words(e.start, e.end) for e in sentence.mentions if e.node in scope)
    return max([end, *(place.end for place in places if place.start >= end)])


def piece_of_words(sentence: Sentence, words: Stretch) -> Piece | None:
    """Some words of a sentence as one piece, with what stands before them in the piece that they begin in; None of none.

    Args:
        sentence: the sentence.
        words: where they stand in the text.
    """
    inside = [
        at
        for at, token in enumerate(sentence.tokens)
        if token.start < words.end and words.start < token.end
    ]
    if not inside:
        return None
    own = range(inside[0], inside[-1] + 1)
    cut = next((each for each in pieces_of(sentence) if own.start < each.own.stop), None)
    heads = cut.heads if cut is not None else ()
    if cut is not None and cut.own.start < own.start:
        heads = (range(cut.own.start, own.start), *heads)
    return Piece(own, heads, own.start)
