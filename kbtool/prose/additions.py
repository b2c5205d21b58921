"""What looks like a limit of a statement and adds to it, or gives its reason: "along with nausea", "since it works"."""

from __future__ import annotations

from kbtool.prose.clauses import is_finite, is_finite_auxiliary
from kbtool.prose.mention import Mention
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.context import Context
from kbtool.rdf.namespaces import KB

_PRONOUNS = frozenset(
    {"it", "they", "he", "she", "we", "you", "there", "nobody", "nothing", "this", "that"}
)
_REASONS = frozenset({"because", "due", "thanks", "owing"})
_NOT_ONLY = [["not", word] for word in ("only", "merely", "just", "solely", "simply")]
_PAST = frozenset({"was", "were", "had", "did"})
_CLAUSE = 9
"""Tokens from "since" on in which the verb of its clause stands."""
_ARTICLES = frozenset({"a", "an", "the", "our", "your"})


def adds_or_explains(sentence: Sentence, at: int) -> bool:
    """Whether a preposition leads to what adds to a statement, leaves all others out, or says why it is so.

    Args:
        sentence: the sentence.
        at: the number of the preposition.
    """
    return (
        _adds_to_list(sentence, at)
        or _leaves_all_others_out(sentence, at)
        or _gives_reason(sentence, at)
    )


def names_as_reason(sentence: Sentence, context: Context, subject: Mention) -> bool:
    """Whether the words of a cue lead to what a statement is said of: "will never go up because of it".

    Args:
        sentence: the sentence.
        context: the cue.
        subject: what the statement is said of.
    """
    at = subject.start
    while at > 0 and sentence.tokens[at - 1].word in _ARTICLES:
        at -= 1
    return context.end == at and sentence.tokens[context.start].word in _REASONS


def _adds_to_list(sentence: Sentence, at: int) -> bool:
    """Whether "along with" adds one thing more of a kind to those that are named, and no treatment: "along with nausea".

    So do "as well as" with the same preposition, "for adults as well as for children", and "not only".
    """
    words = [token.word for token in sentence.tokens[max(0, at - 3) : at]]
    if words == ["as", "well", "as"] and any(
        token.word == sentence.tokens[at].word for token in sentence.tokens[: at - 3]
    ):
        return True
    if words[-2:] in _NOT_ONLY:
        return True
    if sentence.tokens[at - 1].word not in ("along", "together") and (
        sentence.tokens[at].word != "alongside"
    ):
        return False
    behind = [each for each in sentence.mentions if each.start > at][:1]
    return bool(behind) and KB("Treatment") not in behind[0].kinds


def _leaves_all_others_out(sentence: Sentence, at: int) -> bool:
    """Whether a phrase names all others only to leave them out: "in no other disorder"."""
    words = [token.word for token in sentence.tokens[at + 1 : at + 3]]
    return words[:2] == ["no", "other"] or words[:2] == ["no", "one"] or words[:1] == ["nobody"]


def _gives_reason(sentence: Sentence, at: int) -> bool:
    """Whether "since" leads to a clause of its own, which says why and not from when: "since it does not work"."""
    if sentence.tokens[at].word != "since" or at + 2 >= len(sentence.tokens):
        return False
    first, *behind = sentence.tokens[at + 1 : at + 4]
    if first.word in _PRONOUNS and any(map(is_finite_auxiliary, behind)):
        return True
    clause = range(at + 2, min(at + _CLAUSE, len(sentence.tokens)))
    end = next((n for n in clause if not sentence.tokens[n].is_word), clause.stop)
    verb = next((n for n in clause if is_finite(sentence.tokens, n, sentence.name_starts)), end)
    return verb < end and sentence.tokens[verb].word not in _PAST
