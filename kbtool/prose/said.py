"""A piece of a sentence with all that a proposal is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kbtool.prose.filing import Filed
from kbtool.prose.origins import Origins
from kbtool.prose.pieces import Piece
from kbtool.prose.printed_values import PrintedValue, values_in
from kbtool.prose.sentence import Sentence
from kbtool.prose.spoken import Setting, Spoken, spoken_of
from kbtool.prose.statements import Candidate
from kbtool.prose.tone import Tone, tone_of
from kbtool.rdf.terms import Term
from kbtool.text.stretch import Stretch


@dataclass(frozen=True)
class Said:
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

    @property
    def new(self) -> Sequence[Candidate]:
        """What it was read as of what is not on file; no denial of what is stated the other way round: "faster than"."""
        new = [e.stated for e in self.filed if not e.on_file and isinstance(e.stated, Candidate)]
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
    mine = [each for each in filed if own.start < each.stated.words.end <= own.end]
    inside = [each for each in values_in(sentence) if each.places.start in piece.own]
    return Said(setting, piece, spoken_of(setting, piece), mine, inside, origins)
