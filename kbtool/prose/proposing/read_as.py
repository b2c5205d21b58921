"""What a piece of a sentence was read as beside what is like it on file: which reading is meant, whether both are one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import pyoxigraph as ox

from kbtool.knowledge.statements import Statement
from kbtool.prose.candidate import CONFIDENT, Candidate
from kbtool.prose.figures import GivenFigure
from kbtool.prose.proposing.guesses import Guess
from kbtool.prose.proposing.nearness import Near
from kbtool.prose.proposing.said import Said
from kbtool.prose.proposing.spoken import Zone, is_told, stem
from kbtool.prose.propositions import qualifiers_of
from kbtool.prose.stated import Filed
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term

_WHOLE = 0.79
"""A reading with this share of the words of a piece leaves little out, and a new statement can be made of it."""


def surely_new(said: Said) -> Sequence[Candidate]:
    """What a piece was read as that is not on file, where the reading accounts for enough of its words, or of a row."""
    whole = 0 if said.setting.in_table else _WHOLE
    return [
        each
        for each in said.new
        if said.confidence(each) >= whole * each.confidence and not _is_of_object(each, said)
    ]


def beside(first: Candidate | GivenFigure, said: Said) -> Iterator[Filed]:
    """What else a piece was surely read as, by words that the readings before it leave out, as it leaves out some of theirs.

    Args:
        first: what it was read as in the first place.
        said: the piece.
    """
    left = set(said.left_out(first))
    for each in sorted(said.filed, key=lambda each: not each.on_file):
        stated = each.stated
        if not isinstance(stated, Candidate) or stated.confidence < CONFIDENT:
            continue
        others = set(said.left_out(stated))
        if left - others and others - left:
            left &= others
            yield each


def likeliest(
    read: Iterable[Candidate],
    said: Said,
    near: Iterable[Statement],
    guess: Guess | None,
    worded: Callable[[Term], float],
    called: Callable[[Term], bool],
) -> Candidate:
    """Which of several readings is meant: the surest; of these one that reads as the words do, then one on file of others.

    Args:
        read: what the words were read as.
        said: the piece.
        near: what is near to it on file.
        guess: what it names most clearly; None, if it names no subject.
        worded: how far the words are those by which a predicate reads, 0 to 1.
        called: whether the words have the label of a concept, and not only another name of it.
    """
    statements = list(near)
    whole = {_core(each) for each in statements}
    begun = {_core(each)[:2] for each in statements}
    ends = None if guess is None else (guess.subject, guess.object)

    def fits(each: Candidate) -> tuple[float, float, bool, bool, bool, bool, bool]:
        core = _core(each)
        is_clear = (each.subject, each.object) == ends
        return (
            said.confidence(each),
            worded(each.relation),
            _is_in_order(each, said),
            called(each.subject),
            core in whole,
            core[:2] in begun,
            is_clear,
        )

    return max(read, key=fits)


def agreeing(
    statement: Statement, said: Said, worded: Callable[[Term], Collection[str]]
) -> Sequence[Candidate]:
    """What a piece was surely read as, not on file as such, that a statement on file may say.

    Args:
        statement: the statement on file.
        said: the piece.
        worded: the stems of the words by which a predicate reads.
    """
    return [each for each in surely_new(said) if agrees(statement, each, said, worded)]


def has_scope(read: Candidate, near: Near | None) -> bool:
    """Whether a reading has all of the scope of what is near to it."""
    scope = set(read.scope.values())
    return near is not None and all(
        value in scope for values in near.statement.scope.values() for value in values
    )


def agrees(
    statement: Statement, read: Candidate, said: Said, worded: Callable[[Term], Collection[str]]
) -> bool:
    """Whether a statement is made of what the same words name as what they were read as, and leaves no scope out.

    Args:
        statement: the statement on file.
        read: what the words were read as, which is not on file.
        said: the piece.
        worded: the stems of the words by which a predicate reads.
    """
    if said.tone(statement.relation).denies is not read.denies:
        return False
    if not _same_predicate(statement.relation, read.relation, said):
        return False
    scope = {value for values in statement.scope.values() for value in values}
    if any(
        node not in scope and not _is_told(name, node, said) for name, node in qualifiers_of(read)
    ):
        return False
    if not _same_words(statement.subject, read.subject, said):
        return False
    return _same_words(statement.object, read.object, said) or _is_part_of_name(
        statement.object, read.object, said, worded(statement.relation)
    )


def _is_of_object(read: Candidate, said: Said) -> bool:
    """Whether a purpose was read as of what is done to it, and not of who does: "X raises dopamine to ease pain"."""
    actors, first = said.spoken[Zone.ACTOR], said.sentence.tokens[said.piece.own.start]
    return first.word == "to" and bool(actors) and read.subject not in actors


def _is_in_order(read: Candidate, said: Said) -> bool:
    """Whether a sentence names the subject of a reading before its object."""
    mentions = said.sentence.mentions
    subject = min((each.start for each in mentions if each.node == read.subject), default=-1)
    return all(each.start >= subject for each in mentions if each.node == read.object)


def _core(stated: Statement | Candidate) -> tuple[Term | None, ...]:
    """What is said of what, wherever and of whomever."""
    return stated.subject, stated.relation, stated.object


def _is_told(qualifier: ox.NamedNode, value: Term, said: Said) -> bool:
    """Whether a claim tells what a qualifier says in words of its own, or its piece has no word for it."""
    if qualifier == KB("quantifier") and said.limit is not None:
        return True
    places = [each.start for each in said.sentence.modal if each.value.node == value]
    return bool(places) and not any(at in said.piece.own for at in places)


def _same_predicate(one: Term, other: Term, said: Said) -> bool:
    """Whether two predicates are one, or are stated by the same words."""
    if one == other:
        return True
    found: dict[Term, set[frozenset[int]]] = {one: set(), other: set()}
    for each in said.setting.told.triggers:
        if each.trigger.relation in found:
            found[each.trigger.relation].add(frozenset(each.places))
    return any(not a.isdisjoint(b) for a in found[one] for b in found[other])


def _is_part_of_name(
    one: Term | None, other: Term | None, said: Said, words: Collection[str]
) -> bool:
    """Whether a name of one concept stands in one of the other, and the predicate has the words beside it: "symptoms"."""
    tokens, mentions = said.sentence.tokens, said.sentence.names
    return any(
        longer.start <= short.start
        and short.end <= longer.end
        and all(
            stem(tokens[at].forms) in words
            for at in range(longer.start, longer.end)
            if at not in range(short.start, short.end)
            and is_told(tokens[at], said.sentence.lexicon)
        )
        for short in mentions
        if short.node == one
        for longer in mentions
        if longer.node == other
    )


def _same_words(one: Term | None, other: Term | None, said: Said) -> bool:
    """Whether two concepts are one, or are both called by the same words of a sentence, or its piece does not name them."""
    if one == other:
        return True
    spans: dict[Term | None, set[tuple[int, int]]] = {one: set(), other: set()}
    for each in said.sentence.mentions:
        if each.node in spans:
            spans[each.node].add((each.start, each.end))
    if not spans[one].isdisjoint(spans[other]):
        return True
    return not any(start in said.piece.own for start, _ in spans[one] | spans[other])
