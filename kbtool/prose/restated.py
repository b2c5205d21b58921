"""What a sentence states in its plain clauses, beside what it states as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from kbtool.prose.antecedents import Before
from kbtool.prose.candidate import Candidate, NotCounted
from kbtool.prose.not_taken import Unread
from kbtool.prose.plain import plain_sentences, puts_condition
from kbtool.prose.sentence import Sentence
from kbtool.prose.statements import read_statements
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term

_SURE = 0.9
"""By this much it is less likely that words in another order say what was meant."""


def in_plain_order(
    sentence: Sentence, before: Before, alone: Sequence[Candidate | NotCounted]
) -> Iterator[Candidate]:
    """What the plain clauses of a sentence state that it is not read to state, or to leave open, as it stands.

    It is compared with what is on file, and never taken for a restatement.

    Args:
        sentence: the sentence.
        before: what was named before it.
        alone: what it states as it stands.
    """
    told = [each for each in alone if isinstance(each, Candidate)]
    shut = {Unread.INCOMPLETE, *((Unread.SUPPOSED,) if puts_condition(sentence) else ())}
    open_ = [each for each in alone if isinstance(each, NotCounted) and each.why not in shut]
    found: dict[object, Candidate] = {}
    for clause in plain_sentences(sentence):
        for each in read_statements(clause, before):
            if not isinstance(each, Candidate) or any(_says_it(other, each) for other in told):
                continue
            if any(_leaves_open(other, each) for other in open_):
                continue
            surest = found.get(_what(each))
            if surest is None or surest.confidence < each.confidence:
                found[_what(each)] = each
    for each in found.values():
        yield replace(
            each,
            confidence=round(each.confidence * _SURE, 2),
            is_gist=True,
            unread=tuple(dict.fromkeys((each.words, *each.unread))),
        )


def _says_it(told: Candidate, candidate: Candidate) -> bool:
    """Whether a statement says as much as another; not so where it says of some what that denies of others."""
    of_others = candidate.denies and not told.denies and _whom(told) not in (None, _whom(candidate))
    return _what(told) == _what(candidate) and not of_others


def _whom(candidate: Candidate) -> Term | None:
    return candidate.scope.get(KB("population"))


def _what(candidate: Candidate) -> tuple[object, ...]:
    return candidate.relation, candidate.subject, candidate.object


def _leaves_open(other: NotCounted, candidate: Candidate) -> bool:
    """Whether words are read as leaving open what they are said to state; not so by a word before the clause alone."""
    is_wider = other.why is Unread.PARTLY and other.words.start < candidate.words.start
    return other.words.meets(candidate.words) and not is_wider
