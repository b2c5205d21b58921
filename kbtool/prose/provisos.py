"""Under which circumstances alone something is denied: "when tapered slowly", "in those who take it at bedtime".

What is denied of such a case is not denied of all; a clause that says no more than that a treatment is had
(kb:exposureWord: "when you take it") limits nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kbtool.prose.clauses import is_finite
from kbtool.prose.mention import Mention
from kbtool.prose.scope import PREPOSITIONS
from kbtool.prose.sentence import Sentence
from kbtool.rdf.namespaces import KB

_WHEN = frozenset({"when", "once", "assuming"})
_SETTING_OFF = frozenset({"whenever", "while", "where", "wherever", "before"})
"""Words that lead to another thing, or to what widens, behind a comma: ", while the other one does"."""
_OF_TIMES = frozenset(
    {"a", "every", "per", "daily", "weekly", "monthly", "and", "again", "more", "or", "in"}
)
"""Words behind "once" by which it counts."""
_PARTICIPLES = ("ed", "en", "wn")
_NO_CIRCUMSTANCE = frozenset({"by", "since", "for", "to", "as", "that", "of"})
"""Words behind a participle that is set off by commas, by which it tells more of what it stands behind."""
PEOPLE = frozenset({"those", "anyone", "anybody", "everyone", "everybody", "someone", "somebody"})
_WHO = frozenset({"who", "whose", "that", "whom"})
_ENDS = frozenset(",;:()—–.!?")
_OPENING = 12
"""Tokens of the longest clause that opens a sentence."""


def provisos_of(
    sentence: Sentence, subject: Mention, span: range, known: Collection[int]
) -> Iterator[range]:
    """What limits a denial to a part of the cases, in clauses and participles beside it.

    Args:
        sentence: the sentence.
        subject: what something is denied of.
        span: the tokens of the statement, from the first to the last.
        known: the tokens that say something that is modelled.
    """
    tokens = sentence.tokens
    for at in range(sentence.own_from, len(tokens)):
        if at in sentence.filled or not sentence.shares_clause(at, span.start):
            continue
        if any(span.stop <= end < at for end in sentence.ends):
            break
        if tokens[at].word == "once" and tokens[at + 1 : at + 2] and tokens[at + 1].word in _ENDS:
            yield range(at, at + 1)  # "once, it does no harm"
        whom = at >= span.stop and _tells_whom(sentence, at)
        if whom or (at not in known and _begins(sentence, subject, span, at)):
            stop = next(
                (n for n in range(at + 1, len(tokens)) if tokens[n].word in _ENDS), len(tokens)
            )
            always = tokens[at].word == "before"  # even "before you take it" is no time of all
            if always or any(_adds(sentence, n, known) for n in range(at + 1, stop)):
                yield range(at, stop)


def _begins(sentence: Sentence, subject: Mention, span: range, at: int) -> bool:
    """Whether a clause or a participle that says when something is so begins at a token."""
    return (
        _opens_clause(sentence, span, at)
        or _is_participle(sentence, subject, span, at)
        or _selects(sentence, subject, at)
    )


def _opens_clause(sentence: Sentence, span: range, at: int) -> bool:
    tokens = sentence.tokens
    word = tokens[at].word
    if word not in _WHEN | _SETTING_OFF or at + 1 >= len(tokens):
        return False
    if word == "before" and not _has_verb(sentence, at + 1):
        return False
    if word == "once" and (tokens[at + 1].word in _OF_TIMES or not tokens[at + 1].is_word):
        return False
    if at >= span.stop:
        return word in _WHEN or tokens[at - 1].is_word
    comma = next(
        (n for n in range(at, min(at + _OPENING, span.start)) if tokens[n].word == ","), None
    )
    opens = at == sentence.own_from and comma is not None
    return opens and word in _WHEN and not any(sentence.lexicon.empty_index.at(tokens, at + 1))


def _has_verb(sentence: Sentence, start: int) -> bool:
    """Whether a finite verb stands in a phrase that begins at a token, and no word of denial before it: "before it is"."""
    tokens = sentence.tokens
    if tokens[start - 2].word in ("neither", "nor", "as"):
        return False
    end = next((n for n in range(start, len(tokens)) if tokens[n].word in _ENDS), len(tokens))
    return any(is_finite(tokens, n, sentence.name_starts) for n in range(start, end))


def _is_participle(sentence: Sentence, subject: Mention, span: range, at: int) -> bool:
    """Whether a participle right behind a statement, or what it is said of, says how that is had: "given early"."""
    tokens = sentence.tokens
    token = tokens[at]
    if (
        not token.word.endswith(_PARTICIPLES)
        or "VERB" not in token.kinds
        or "AUX" in token.kinds
        or at + 1 >= len(tokens)
        or at in sentence.named
    ):
        return False
    here = subject.from_before is None
    if at == span.stop:
        return True
    if (
        here and at == subject.end
    ):  # "clonidine tapered slowly does not", and not "clonidine failed to"
        return any("AUX" in each.kinds for each in tokens[at + 2 : span.stop])
    apart = here and at == subject.end + 1 and tokens[at - 1].word == ","
    taken = not token.forms.isdisjoint(sentence.lexicon.exposing)
    return apart and taken and tokens[at + 1].word not in _NO_CIRCUMSTANCE


def _selects(sentence: Sentence, subject: Mention, at: int) -> bool:
    """Whether a relative clause says which of what a statement is said of is meant: "clonidine that is tapered"."""
    tokens = sentence.tokens
    return (
        subject.from_before is None
        and at == subject.end
        and tokens[at].word == "that"
        and at + 1 < len(tokens)
        and "AUX" in tokens[at + 1].kinds
    )


def _tells_whom(sentence: Sentence, at: int) -> bool:
    """Whether it is told which people are meant: "in those who", "for anyone taking", "children who"."""
    tokens = sentence.tokens
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if behind is None or not (
        behind.word in _WHO or (behind.word.endswith("ing") and "VERB" in behind.kinds)
    ):
        return False
    if tokens[at].word in PEOPLE:
        return tokens[at - 1].word in PREPOSITIONS
    return any(each.end == at + 1 and KB("PersonGroup") in each.kinds for each in sentence.mentions)


def _adds(sentence: Sentence, at: int, known: Collection[int]) -> bool:
    """Whether a word says more than that a treatment is had."""
    token = sentence.tokens[at]
    return (
        token.is_word
        and at not in known
        and not _stands_in(sentence, at)
        and "AUX" not in token.kinds
        and token.word not in sentence.lexicon.plain_words
        and token.forms.isdisjoint(sentence.lexicon.exposing)
    )


def _stands_in(sentence: Sentence, at: int) -> bool:
    """Whether a word is one of those that stand for a treatment: "the spray"."""
    index, tokens = sentence.lexicon.pronoun_index, sentence.tokens
    return any(
        end > at for start in range(max(0, at - 2), at + 1) for end, _, _ in index.at(tokens, start)
    )
