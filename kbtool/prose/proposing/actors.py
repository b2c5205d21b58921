"""Of what a piece of a sentence speaks by its grammar: the subject of its verb, what "which" stands for, a cause before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox
from msgspec import Struct

from kbtool.prose.antecedents import Before
from kbtool.prose.mention import Mention
from kbtool.prose.noun_phrases import COMPARING, PREPOSITIONS, RELATIVE
from kbtool.prose.proposing.pieces import Piece, pieces_of
from kbtool.prose.proposing.verbs import first_verb
from kbtool.prose.sentence import Sentence
from kbtool.rdf.namespaces import KB

_PEOPLE, _TREATMENT = KB("PersonGroup"), KB("Treatment")

_OPENS = frozenset({"when", "as", "with", "once", "by", "through", "after"})
"""Words before what something else follows from: "when mood settles, sleep gets better"."""


class Actors(Struct, frozen=True):
    """Of what a piece speaks by its grammar.

    Attributes:
        named: the concepts that are the subject of its verb, or of what it goes on from.
        causes: what the words that open it name, from which what it says follows.
        results: the subject of its verb, where that follows from something else.
    """

    named: tuple[ox.NamedNode, ...] = ()
    causes: tuple[ox.NamedNode, ...] = ()
    results: tuple[ox.NamedNode, ...] = ()


def actors_of(sentence: Sentence, piece: Piece, before: Before) -> Actors:
    """Of what a piece speaks by its grammar; of nothing, where people tell of it, or nobody can say.

    Args:
        sentence: the sentence.
        piece: the piece.
        before: what was named before the sentence.
    """
    named: tuple[ox.NamedNode, ...] = ()
    causes: tuple[ox.NamedNode, ...] = ()
    for span in _chain(sentence, piece):
        opening = _opening(sentence, span)
        causes = causes or tuple(_causes(sentence, span, opening))
        named = tuple(_subjects(sentence, range(opening.stop, span.stop), before))
        if named or _has_subject(sentence, range(opening.stop, span.stop)):
            break
    kinds = [sentence.lexicon.kind_of.get(each, frozenset()) for each in named]
    if any(_TREATMENT in each for each in kinds):
        causes = ()
    causes = tuple(each for each in causes if each not in named)
    return Actors((), causes, named) if causes else Actors(named)


def _chain(sentence: Sentence, piece: Piece) -> Sequence[range]:
    """A piece, what it goes on from, and what that goes on from."""
    heads = {each.own: each.heads for each in pieces_of(sentence)}
    found = [piece.own]
    for span in found:
        above = piece.heads if span == piece.own else heads.get(span, ())
        found += [each for each in above if each not in found]
    return found


def _subjects(sentence: Sentence, span: range, before: Before) -> Iterator[ox.NamedNode]:
    """What the verb of a span is said of."""
    tokens = sentence.tokens
    if not span:
        return
    if tokens[span.start].word in RELATIVE:
        adds = span.start > 0 and tokens[span.start - 1].word == ","
        for each in _right_before(sentence, span.start):
            if not adds or _TREATMENT in each.kinds:  # ", which" may stand for all that was said
                yield each.node
        return
    verb = first_verb(tokens, span)
    own = range(span.start, span.start if verb is None else verb)
    inside = [e for e in sentence.mentions if e.start in own and e.end - 1 in own]
    if inside:
        told = [each for each in inside if not _depends(sentence, each, own.start)]
        yield from (each.node for each in told if not _decides(sentence, each))
        return
    index = sentence.lexicon.pronoun_index
    kinds = frozenset(kind for at in own for _, _, found in index.at(tokens, at) for kind in found)
    near = [e for e in before.subjects if e.is_near and not e.mention.kinds.isdisjoint(kinds)]
    spoken_of = [each for each in near if each.is_subject] or near
    yield from (each.mention.node for each in spoken_of[:1])


def _decides(sentence: Sentence, mention: Mention) -> bool:
    """Whether it is people, who tell, or an authority, which decides: what is stated is of something else."""
    return _PEOPLE in mention.kinds or mention.node in sentence.lexicon.authority_in


def _right_before(sentence: Sentence, at: int) -> Sequence[Mention]:
    """The names that end right before a relative pronoun, or before the comma in front of it."""
    tokens = sentence.tokens
    end = at - 1 if at and tokens[at - 1].word in (",", "(", "—", "–") else at
    return [each for each in sentence.mentions if each.end == end]


def _depends(sentence: Sentence, mention: Mention, start: int) -> bool:
    """Whether a name depends on another word of the subject: "the risk of pain", and not "in trials, pain"."""
    at = mention.start - 1
    tokens = sentence.tokens
    while (at > start and tokens[at].kinds & {"ADJ"}) or (
        at > start and tokens[at].word in ("the", "a")
    ):
        at -= 1
    return at > start and tokens[at].word in PREPOSITIONS | COMPARING


def _has_subject(sentence: Sentence, span: range) -> bool:
    """Whether a verb of a span has a subject of its own, which names nothing that is known: "a pill that"."""
    first = sentence.tokens[span.start] if span else None
    if first is not None and first.word in RELATIVE and sentence.tokens[span.start - 1].word != ",":
        return True
    verb = first_verb(sentence.tokens, span)
    return verb is not None and any(
        sentence.tokens[at].kinds & {"NOUN"} or not sentence.tokens[at].kinds
        for at in range(span.start, verb)
        if sentence.tokens[at].is_word and sentence.tokens[at].word not in RELATIVE
    )


def _opening(sentence: Sentence, span: range) -> range:
    """The words that open a span and end with a comma: "with less stress, ..."; none, if it begins otherwise."""
    tokens = sentence.tokens
    if span and tokens[span.start].word in _OPENS:
        for at in span:
            if tokens[at].word == ",":
                return range(span.start, at + 1)
    return range(span.start, span.start)


def _causes(sentence: Sentence, span: range, opening: range) -> Iterator[ox.NamedNode]:
    """What the words that open a span, or stand right before it as a clause, name."""
    tokens = sentence.tokens
    if not opening:
        end = span.start - 1 if span.start and tokens[span.start - 1].word == "," else span.start
        starts = [at for at in range(sentence.own_from, end) if tokens[at].word in _OPENS]
        if end == span.start or not starts or starts[0] != sentence.own_from:
            return
        if any(tokens[at].word == "," for at in range(starts[0], end)):
            return
        opening = range(starts[0], end)
    for each in sentence.mentions:
        if each.start in opening and _PEOPLE not in each.kinds:
            yield each.node
