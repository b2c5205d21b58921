"""The claims that an article seems to make, sentence by sentence, for somebody to decide on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.knowledge.labels import Labels
from kbtool.prose.candidate import CONFIDENT, Candidate
from kbtool.prose.figures import GivenFigure
from kbtool.prose.progress import Part
from kbtool.prose.proposing.answered import answered
from kbtool.prose.proposing.examples import with_example
from kbtool.prose.proposing.given_values import GivenValues
from kbtool.prose.proposing.guesses import Guesses
from kbtool.prose.proposing.made import Made, made_of_candidate, made_of_guess
from kbtool.prose.proposing.meant import is_stated, may_be_meant, names_object
from kbtool.prose.proposing.more import More
from kbtool.prose.proposing.nearness import Near, Neighbors, nodes_in
from kbtool.prose.proposing.opening import opened, sections_of
from kbtool.prose.proposing.origins import Origins
from kbtool.prose.proposing.passages import kind_of_passage
from kbtool.prose.proposing.pieces import pieces_of
from kbtool.prose.proposing.proposals import SHOWN, Passage, Proposal, Skeleton
from kbtool.prose.proposing.read_as import agreeing, beside, has_scope, likeliest, surely_new
from kbtool.prose.proposing.said import Said, piece_of_words, said_by
from kbtool.prose.proposing.spoken import settings_of, words_of
from kbtool.prose.proposing.tone import Tone
from kbtool.prose.proposing.unnamed import unnamed_nouns
from kbtool.prose.reading import Reading
from kbtool.prose.stated import Filed
from kbtool.prose.words.lexicon import Lexicon
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term, instances
from kbtool.text.stretch import Stretch

HINTED = 0.4
"""From this confidence on what words were read as is offered, where a person decides on it."""

_LIKE = 0.42
"""Of a proposition of which less than this is named, another one is meant, if the words make one."""

_SOMEWHAT = 0.25
"""Of a proposition of which less than this is named, another one is meant."""


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
        self._any_of = frozenset[Term](instances(store, KB("AnyOf")))
        self._neighbors = Neighbors(store, labels, lexicon)
        self._guesses = Guesses(lexicon, self._neighbors.likeness, self._any_of)
        self._values = GivenValues(store, self._neighbors, self._guesses)
        self._more = More(self._neighbors)

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
        by_sentence = self._by_sentence(filed)
        parts = {part.sentence.stretch: part for part in reading.parts}
        sections = sections_of(reading.parts)
        part: Part | None = None
        for setting in settings_of(reading):
            sentence = setting.told.sentence
            stretch = sentence.stretch
            before, part = part, parts[stretch]
            if any(start < stretch.end and stretch.start < end for start, end in taken):
                continue
            stated = by_sentence.get(stretch, ())
            states = any(each.stated.confidence >= CONFIDENT for each in stated)
            kind = kind_of_passage(part, self._lexicon, states=states)
            told = tuple(answered(part, before, by_sentence))
            if told:
                yield from told
            elif kind is not None and not (kind == _CALL and stated):
                yield Passage(stretch, kind)
            else:
                by_piece: dict[range, Sequence[Skeleton]] = {}
                for piece in pieces_of(sentence):
                    said = said_by(setting, piece, stated, origins)
                    own = list(self._of_piece(said))
                    found = list(with_example(own, said, by_piece, self._neighbors.statement))
                    by_piece[piece.own] = found
                    yield from opened(found, sentence, sections[stretch])

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
        stated = self._by_sentence(filed).get(setting.told.sentence.stretch, ())
        origins = Origins(reading, self._neighbors.likeness)
        sentence = setting.told.sentence
        section = sections_of(reading.parts)[sentence.stretch]
        found = list(self._of_piece(said_by(setting, piece, stated, origins)))
        for each in opened(found, sentence, section):
            yield replace(each, words=words)

    def _by_sentence(self, filed: Iterable[Filed]) -> Mapping[Stretch, Sequence[Filed]]:
        """What each sentence was read as; nothing is said of what stands for any concept of a kind."""
        found: dict[Stretch, list[Filed]] = defaultdict(list)
        for each in filed:
            read = each.stated
            if each.on_file or not isinstance(read, Candidate) or read.subject not in self._any_of:
                found[each.stated.sentence].append(each)
        return found

    def _of_piece(self, said: Said) -> Iterator[Skeleton]:
        given = [each for value in said.values if (each := self._values.given(said, value))]
        given_at = {place for place, _ in given}
        text = said.sentence.text
        left = [
            v.place for v in said.values if v.place not in given_at and v.is_told_as_figure(text)
        ]
        stated, reading = self._stated(said, left)
        if not given or self._is_beside(stated, [each for _, each in given], said):
            yield stated
        told = [stated.proposal]
        for other in beside(reading, said) if reading is not None else ():
            skeleton, _ = self._stated(replace(said, filed=(other,)), ())
            if skeleton.proposal is not None and not any(map(skeleton.proposal.is_as, told)):
                told.append(skeleton.proposal)
                yield skeleton
        yield from self._more.of(said, stated.near, [each for each in told if each is not None])
        yield from (skeleton for _, skeleton in given)

    def _is_beside(self, stated: Skeleton, given: Iterable[Skeleton], said: Said) -> bool:
        """Whether a piece seems to state something beside the values that it gives; not, if only likeness says so."""
        proposal = stated.proposal
        if any(each.proposal is not None and each.proposal.confidence for each in given):
            return proposal is not None and proposal.confidence is not None
        return proposal is not None or any(names_object(each, said) for each in stated.near[:1])

    def _stated(
        self, said: Said, left: Sequence[Stretch]
    ) -> tuple[Skeleton, Candidate | GivenFigure | None]:
        """What a piece seems to state, and what it was read as, if it is that."""
        read = {each.question: each for each in said.filed if each.on_file}
        surely = {node for node, each in read.items() if each.stated.confidence >= CONFIDENT}
        near = self._neighbors.nearest(said.spoken, read=read, sure=surely, number=SHOWN + 1)
        proposal: Proposal | None
        best = near[0] if near else None
        known = read.get(best.node) if best is not None else None
        if best is not None and known is None and said.new and not names_object(best, said):
            best = None
        if said.setting.in_table and known is None:
            best = None  # a sign in one cell denies what another one says
        like = best is not None and best.named >= _LIKE
        if best is not None and known is None and not self._may_be(best, said):
            best = None
        same = (
            agreeing(best.statement, said, self._neighbors.stems_of)
            if best is not None and known is None
            else ()
        )
        held = known.stated if known else next((e for e in same if has_scope(e, best)), None)
        sure = None if known or same else self._surely_new(said, near)
        guessed = sure or (None if known or held or (best and like) else self._made(said))
        made, read_as = guessed or (None, None)
        is_read = read_as is not None and said.confidence(read_as) >= CONFIDENT
        if like and sure is None and not is_read:  # what is near is more likely than what is not
            made = None
        unsaid = not (known or held)
        if best and unsaid and not made and not is_stated(best, said, self._neighbors.likeness):
            made, read_as = self._read(said) or (None, None)
        is_new = made is not None and (
            sure is not None or made.is_whole or best is None or best.named < _SOMEWHAT
        )
        if best is not None and not is_new:
            confidence = said.confidence(held) if held is not None else None
            best = best if held is not None else self._affirmed(best, near, said)
            taken = said.taken(nodes_in(best.statement)) or ()
            unread = said.unread(held) if held is not None else ()
            proposal = Proposal(best.node, confidence=confidence, taken=taken, unread=unread)
            tone = said.tone(best.statement.relation, best.phrase)
            if held is not None or is_stated(best, said, self._neighbors.likeness):
                near = [each for each in near if each is not best]
            else:
                proposal = None
                near = [best, *(each for each in near if each is not best)]
        else:
            proposal = self._new(made, said, read_as) if made is not None else None
            names = [self._labels.label(value) for _, value in made.stated] if made else []
            tone = said.tone(made.relation if made else None, " ".join(names))
        reading = read_as if is_new else held
        if isinstance(reading, Candidate):
            tone = tone.of_reading(reading)
        unnamed = [n for n in unnamed_nouns(said.sentence, said.piece.own) if " " not in n]
        skeleton = Skeleton(
            said.words, proposal, near[:SHOWN], tone, left, said.limit, tuple(unnamed)
        )
        return skeleton, reading

    def _surely_new(self, said: Said, near: Sequence[Near]) -> tuple[Made, Candidate] | None:
        """The statement of what words were surely read as, which is not on file; None, if of none."""
        sure = surely_new(said)
        if not sure:
            return None
        statements = [each.statement for each in near]
        guess = self._guesses.best(said.spoken, sure, said.relations)
        read_as = likeliest(
            sure, said, statements, guess, partial(self._worded, said), partial(self._called, said)
        )
        return made_of_candidate(read_as), read_as

    def _read(self, said: Said) -> tuple[Made, Candidate] | None:
        """The statement of what words were read as, where most of them are, which is not on file; None, if of none."""
        found = self._made(said)
        read_as = found[1] if found is not None else None
        if found is None or read_as is None or said.confidence(read_as) < CONFIDENT:
            return None
        return found[0], read_as

    def _worded(self, said: Said, relation: Term) -> float:
        """How far the words of a piece are those by which a predicate reads, 0 to 1."""
        words = self._neighbors.stems_of(relation)
        return len(words.intersection(words_of(said.spoken))) / max(1, len(words))

    def _called(self, said: Said, concept: Term) -> bool:
        """Whether the sentence has the label of a concept, and not only another name of it."""
        return self._neighbors.likeness.is_called(concept, said.setting.told.words)

    def _new(self, made: Made, said: Said, read_as: Candidate | None) -> Proposal:
        taken = said.taken((value for _, value in made.stated)) or ()
        if read_as is None:
            return Proposal(made=made, taken=taken)
        confidence, unread = said.confidence(read_as), said.unread(read_as)
        return Proposal(made=made, confidence=confidence, taken=taken, unread=unread)

    def _affirmed(self, best: Near, near: Sequence[Near], said: Said) -> Near:
        """What is nearest; if it is denied, what is hardly less near and is not: "differs from" for "is like"."""
        same = (each for each in near if each.score >= _HARDLY_LESS * best.score)
        stated = (
            each
            for each in same
            if not said.tone(each.statement.relation, each.phrase).denies
            and said.taken(nodes_in(each.statement)) is not None
        )
        return next(stated, best)

    def _may_be(self, near: Near, said: Said) -> bool:
        """Whether a text names all of a proposition, and a piece words enough of it."""
        named = said.taken(nodes_in(near.statement)) is not None
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
        if said.taken(ends) is None:
            return None
        return made_of_guess(guess, yes_no=guess.relation in self._lexicon.yes_no), None
