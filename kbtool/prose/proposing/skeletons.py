"""The claims that an article seems to make, sentence by sentence, for somebody to decide on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.knowledge.labels import Labels
from kbtool.knowledge.statements import Statement
from kbtool.prose.candidate import CONFIDENT, Candidate
from kbtool.prose.figures import GivenFigure
from kbtool.prose.proposing.guesses import Guesses
from kbtool.prose.proposing.made import Made, made_of_candidate, made_of_guess, made_quantity
from kbtool.prose.proposing.meant import is_stated, may_be_meant
from kbtool.prose.proposing.nearness import Near, Neighbors
from kbtool.prose.proposing.origins import Origin, Origins
from kbtool.prose.proposing.passages import kind_of_passage
from kbtool.prose.proposing.pieces import pieces_of
from kbtool.prose.proposing.printed_values import PrintedValue
from kbtool.prose.proposing.proposals import Passage, Proposal, Skeleton
from kbtool.prose.proposing.read_as import agrees, likeliest, surely_new
from kbtool.prose.proposing.said import Said, piece_of_words, said_by
from kbtool.prose.proposing.spoken import settings_of
from kbtool.prose.proposing.tone import Tone
from kbtool.prose.proposing.unnamed import unnamed_nouns
from kbtool.prose.reading import Reading
from kbtool.prose.stated import Filed
from kbtool.prose.words.lexicon import Lexicon
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term, instances, objects, value
from kbtool.text.stretch import Stretch

_SHOWN = 3
"""So many are shown of what is near."""

HINTED = 0.4
"""From this confidence on what words were read as is offered, where a person decides on it."""

_LIKE = 0.42
"""Of a proposition of which less than this is named, another one is meant, if the words make one."""

_SOMEWHAT = 0.25
"""Of a proposition of which less than this is named, another one is meant."""

_BARE = 0.6
"""Of a quantity of which less than this is named, a number without a unit is no value."""


_HARDLY_LESS = 0.8
"""What has this share of a score is hardly less near."""

_CALL = "CallToAction"
"""The kind of passage that a sentence may be in part, beside what it states: "It is safe, so call us"."""


class Skeletons:
    """Proposes the claims of an article.

    Args:
        store: the knowledge base.
        labels: how its propositions read.
        lexicon: the words by which it is recognised.
    """

    def __init__(self, store: ox.Store, labels: Labels, lexicon: Lexicon) -> None:
        self._lexicon, self._labels = lexicon, labels
        self._neighbors = Neighbors(store, labels, lexicon)
        self._guesses = Guesses(
            lexicon, self._neighbors.likeness, frozenset(instances(store, KB("AnyOf")))
        )
        self._measures = {
            each: value(kind)
            for each in instances(store, KB("Measure"))
            for kind in objects(store, each, KB("unitKind"))
        }

    def of(
        self, reading: Reading, filed: Iterable[Filed], covered: Iterable[Stretch] = ()
    ) -> Iterator[Skeleton | Passage]:
        """The claims and passages of an article in reading order, but for what is covered already.

        Args:
            reading: the article as read.
            filed: what its sentences state, with the propositions on file.
            covered: where quotes stand that somebody has encoded.
        """
        taken = sorted(covered)
        origins = Origins(reading, self._neighbors.likeness)
        by_sentence = _by_sentence(filed)
        items = {part.sentence.stretch for part in reading.parts if part.is_item}
        for setting in settings_of(reading):
            sentence = setting.told.sentence
            stretch = sentence.stretch
            if any(start < stretch.end and stretch.start < end for start, end in taken):
                continue
            stated = by_sentence.get(stretch, ())
            kind = kind_of_passage(sentence, self._lexicon, is_item=stretch in items)
            if kind is not None and not (kind == _CALL and stated):
                yield Passage(stretch, kind)
            else:
                for piece in pieces_of(sentence):
                    yield from self._of_piece(said_by(setting, piece, stated, origins))

    def of_words(
        self, reading: Reading, filed: Iterable[Filed], words: Stretch
    ) -> Iterator[Skeleton]:
        """What some words of an article seem to state; of several sentences, what the first of them does.

        Args:
            reading: the article as read.
            filed: what its sentences state, with the propositions on file.
            words: where they stand.
        """
        settings = settings_of(reading)
        setting = next((e for e in settings if e.told.sentence.stretch.end > words.start), None)
        piece = piece_of_words(setting.told.sentence, words) if setting is not None else None
        if setting is None or piece is None:
            yield Skeleton(words, None, (), Tone())
            return
        stated = _by_sentence(filed).get(setting.told.sentence.stretch, ())
        origins = Origins(reading, self._neighbors.likeness)
        for each in self._of_piece(said_by(setting, piece, stated, origins)):
            yield replace(each, words=words)

    def _of_piece(self, said: Said) -> Iterator[Skeleton]:
        given = [each for value in said.values if (each := self._given(said, value))]
        left = [each.place for each in said.values if each.place not in {v for v, _ in given}]
        stated = self._stated(said, left)
        is_more = any(self._names_object(each, said) for each in stated.near[:1])
        if not given or stated.proposal is not None or is_more:
            yield stated
        yield from (skeleton for _, skeleton in given)

    def _stated(self, said: Said, left: Sequence[Stretch]) -> Skeleton:
        read = {each.question: each for each in said.filed if each.on_file}
        surely = {node for node, each in read.items() if each.stated.confidence >= CONFIDENT}
        near = self._neighbors.nearest(said.spoken, read=read, sure=surely, number=_SHOWN + 1)
        proposal: Proposal | None
        best = near[0] if near else None
        known = read.get(best.node) if best is not None else None
        if best is not None and known is None and said.new and not self._names_object(best, said):
            best = None
        like = best is not None and best.named >= _LIKE
        if best is not None and known is None and not self._may_be(best, said):
            best = None
        sure = None if known else self._surely_new(said, near if best is not None else ())
        guessed = sure or (None if known or (best and like) else self._made(said))
        made, read_as = guessed or (None, None)
        if like and read_as is None:  # what is near to the words is more likely than what is not
            made = None
        is_new = made is not None and (
            sure is not None or made.is_whole or best is None or best.named < _SOMEWHAT
        )
        if best is not None and not is_new:
            confidence = said.confidence(known.stated) if known is not None else None
            best = best if known is not None else self._affirmed(best, near, said)
            taken = self._taken(said, _parts(best.statement)) or ()
            unread = said.unread(known.stated) if known is not None else ()
            proposal = Proposal(best.node, confidence=confidence, taken=taken, unread=unread)
            tone = said.tone(best.statement.relation, best.phrase)
            if known is not None or is_stated(best, said, self._neighbors.likeness):
                near = [each for each in near if each is not best]
            else:
                proposal = None
                near = [best, *(each for each in near if each is not best)]
        else:
            proposal = self._new(made, said, read_as) if made is not None else None
            names = [self._labels.label(value) for _, value in made.stated] if made else []
            tone = said.tone(made.relation if made else None, " ".join(names))
        if known is not None and known.denies:
            tone = Tone(True, tone.certainty)
        elif is_new and read_as is not None:
            tone = Tone(read_as.denies, tone.certainty)
        unnamed = [n for n in unnamed_nouns(said.sentence, said.piece.own) if " " not in n]
        return Skeleton(said.words, proposal, near[:_SHOWN], tone, left, said.limit, tuple(unnamed))

    def _surely_new(self, said: Said, near: Sequence[Near]) -> tuple[Made, Candidate] | None:
        """The statement of what words were surely read as, unless what is nearest on file says it; None, if of none."""
        sure = surely_new(said)
        statements = [each.statement for each in near]
        if not sure or any(agrees(each, one, said) for each in statements[:1] for one in sure):
            return None
        read_as = likeliest(
            sure, said, statements, self._guesses.best(said.spoken, sure, said.relations)
        )
        return made_of_candidate(read_as), read_as

    def _new(self, made: Made, said: Said, read_as: Candidate | None) -> Proposal:
        taken = self._taken(said, (value for _, value in made.stated)) or ()
        if read_as is None:
            return Proposal(made=made, taken=taken)
        confidence, unread = said.confidence(read_as), said.unread(read_as)
        return Proposal(made=made, confidence=confidence, taken=taken, unread=unread)

    def _taken(self, said: Said, parts: Iterable[Term]) -> tuple[Origin, ...] | None:
        """From where the concepts of a statement are that a sentence does not name; None, if the text does not, either."""
        concepts = (each for each in parts if each in self._lexicon.names)
        return said.origins.of(said.setting.told, concepts)

    def _affirmed(self, best: Near, near: Sequence[Near], said: Said) -> Near:
        """What is nearest; if it is denied, what is hardly less near and is not: "differs from" for "is like"."""
        same = (each for each in near if each.score >= _HARDLY_LESS * best.score)
        stated = (
            each
            for each in same
            if not said.tone(each.statement.relation, each.phrase).denies
            and self._taken(said, _parts(each.statement)) is not None
        )
        return next(stated, best)

    def _names_object(self, near: Near, said: Said) -> bool:
        """Whether a sentence itself names what a proposition relates its subject to."""
        object_ = near.statement.object
        return object_ is not None and self._taken(said, [object_]) == ()

    def _may_be(self, near: Near, said: Said) -> bool:
        """Whether a text names all of a proposition, and a piece words enough of it."""
        named = self._taken(said, _parts(near.statement)) is not None
        return named and may_be_meant(near, said, self._neighbors.likeness)

    def _made(self, said: Said) -> tuple[Made, Candidate | None] | None:
        """A new proposition, with what the words were read as, if it is that; None, if they name no subject."""
        guess = self._guesses.best(said.spoken, said.new, said.relations)
        if guess is None:
            return None
        if (read_as := guess.among(said.new)) is not None:
            return made_of_candidate(read_as), read_as
        if guess.relation not in said.relations:  # likeness does not say what is said of it
            if not self._guesses.names_both(guess, said.spoken):
                return None
            guess = replace(guess, relation=None)
        ends = (each for each in (guess.subject, guess.object) if each is not None)
        if self._taken(said, ends) is None:
            return None
        return made_of_guess(guess, yes_no=guess.relation in self._lexicon.yes_no), None

    def _given(self, said: Said, value: PrintedValue) -> tuple[Stretch, Skeleton] | None:
        read = {
            each.question: each.stated
            for each in said.filed
            if isinstance(each.stated, GivenFigure) and each.stated.printed.meets(value.place)
        }
        near = self._neighbors.nearest(
            said.spoken, kinds=value.values, read=read, sure=read, number=_SHOWN + 1
        )
        known = bool(near) and near[0].node in read
        if not known and near and self._taken(said, _parts(near[0].statement)) is None:
            return None
        if not known and (not near or near[0].named < (_BARE if value.bare else _SOMEWHAT)):
            made = None if value.bare else self._new_quantity(said, value)
            if made is not None or value.bare or not near:
                return (value.place, replace(made, near=near[:_SHOWN])) if made else None
        best = near[0].node
        given = read.get(best)
        stated = given.stated if given else self._neighbors.value_of(best, value)
        confidence = given.confidence if given else None
        taken = self._taken(said, _parts(near[0].statement)) or ()
        proposal = Proposal(best, value=stated, confidence=confidence, taken=taken)
        tone = said.tone(near[0].statement.relation, near[0].phrase)
        return value.place, Skeleton(said.words, proposal, near[1:], tone, limit=said.limit)

    def _new_quantity(self, said: Said, value: PrintedValue) -> Skeleton | None:
        fitting = {each for each, kind in self._measures.items() if kind in value.values}
        found = self._guesses.quantity(said.spoken, fitting)
        if found is None:
            return None
        subject, measure = found
        taken = self._taken(said, (subject,))
        if taken is None:
            return None
        stated = value.values[self._measures[measure]]
        proposal = Proposal(made=made_quantity(subject, measure), value=stated, taken=taken)
        tone = said.tone(measure)
        return Skeleton(said.words, proposal, (), tone, limit=said.limit)


def _parts(statement: Statement) -> Iterator[Term]:
    """The nodes that a statement is made of, but for its predicate."""
    yield statement.subject
    if statement.object is not None:
        yield statement.object
    for values in statement.scope.values():
        yield from values


def _by_sentence(filed: Iterable[Filed]) -> Mapping[Stretch, Sequence[Filed]]:
    found: dict[Stretch, list[Filed]] = defaultdict(list)
    for each in filed:
        found[each.stated.sentence].append(each)
    return found
