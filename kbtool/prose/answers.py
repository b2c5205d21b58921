"""What other words than its own say of a sentence: an answer to it, the cell beside it, or a heading that lists myths."""

from __future__ import annotations

from collections.abc import Sequence, Set

from kbtool.prose.noun_phrases import PREPOSITIONS
from kbtool.prose.sentence import Sentence
from kbtool.prose.told import Told
from kbtool.prose.words.cues import Effect, Heading
from kbtool.prose.words.lexicon import Lexicon
from kbtool.text.stretch import Stretch
from kbtool.text.tokens import Token, tokens_of

CELL = "\t"
"""What parts the cells of a row."""

_REST = 14
"""Tokens of the longest answer that adds nothing to its "yes" or "no": "No, there is no connection between the two."."""

_LABELS = ":"
"""What stands between a label and what it is the label of."""

_LABEL = 3
"""Words of the longest label."""

_SIGNS = 3
"""Tokens at the end of a sentence among which a sign may be: itself, what makes it colourful, a full stop."""

_BESIDE = PREPOSITIONS | {"like", "as"}
_TURNING = frozenset({Effect.NEGATES, Effect.REJECTS, Effect.DOUBTS, Effect.SUPPOSES})
_OPEN = frozenset(
    {Effect.SUPPOSES, Effect.CONDITIONS, Effect.LIMITS, Effect.DOUBTS, Effect.REPORTS}
)


def answers(sentence: Sentence) -> bool | None:
    """Whether a sentence answers yes, or no, and adds nothing that limits that; None, if it does neither."""
    tokens = [
        at for at in range(sentence.own_from, len(sentence.tokens)) if sentence.tokens[at].is_word
    ]
    if not tokens or len(sentence.tokens) - tokens[0] > _REST or sentence.is_question:
        return None
    begins = _behind_opening(sentence, tokens)
    found = list(sentence.lexicon.answer_index.at(sentence.tokens, begins))
    if not found:
        return None
    end, _, says = max(found, key=lambda each: each[0])
    rest = [at for at in tokens if at >= end]
    if rest and sentence.tokens[end].word == _LABELS:  # "Fact: no."
        found = list(sentence.lexicon.answer_index.at(sentence.tokens, rest[0]))
        if not found:
            return None
        end, _, says = max(found, key=lambda each: each[0])
        rest = [at for at in tokens if at >= end]
    if rest and sentence.tokens[end].is_word:
        return None
    if sentence.mentions or any(each.effect in _OPEN for each in sentence.contexts):
        return None
    turns = any(
        at for at in rest if any(sentence.lexicon.termination_index.at(sentence.tokens, at))
    )
    return None if turns or _adds(sentence, rest, says=says) else says


def _adds(sentence: Sentence, rest: Sequence[int], *, says: bool) -> bool:
    """Whether what goes on from "yes" or "no" may take that back: words that are not read, "Yes, said nobody ever."."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    known = lexicon.small | lexicon.plain_words | lexicon.gist_words
    read = {at for each in sentence.contexts for at in range(each.start, each.end)}
    for at in rest:
        ends = (end for end, _, _ in lexicon.answer_index.at(tokens, at))
        read |= set(range(at, max(ends, default=at)))
    if says:
        denies = any(each.effect in _TURNING and each.start in rest for each in sentence.contexts)
        return denies or any(tokens[at].word not in known and at not in read for at in rest)
    return any(
        at not in read and (tokens[at].word in _BESIDE or tokens[at].kinds == {"VERB"})
        for at in rest[:1]
    )


def behind_answer(sentence: Sentence) -> int:
    """The first token behind a "yes" or "no" that opens a sentence: "Yes, you can."; where it begins, if none does.

    Args:
        sentence: the sentence.
    """
    tokens, first = sentence.tokens, sentence.own_from
    ends = (end for end, _, _ in sentence.lexicon.answer_index.at(tokens, first))
    end = max(ends, default=first)
    return end + 1 if first < end < len(tokens) and not tokens[end].is_word else first


def _behind_opening(sentence: Sentence, words: Sequence[int]) -> int:
    """The first word of an answer, behind what only says that one comes: "The short answer: no.", "In a word, no."."""
    opening = sentence.lexicon.answer_opening_index.at(sentence.tokens, words[0])
    ends = max((end for end, _, _ in opening), default=words[0])
    return next((at for at in words if at >= ends), words[0])


def may_be_answered(sentence: Sentence) -> bool:
    """Whether a sentence asks for a yes or a no: "Is it addictive?", "Addictive?", or says what others think."""
    if any(each.effect is Effect.REPORTS for each in sentence.contexts):
        return not any(each.effect in _TURNING for each in sentence.contexts if each.is_cue)
    first = next((token for token in sentence.tokens if token.is_word), None)
    return sentence.is_question and first is not None and not sentence.asks_for_more


def told_by_cell(sentence: Sentence, cells: Sequence[Stretch]) -> Told | None:
    """What the cell beside a statement says of it, in a row of a table: "False"; the first one beside another says nothing.

    Args:
        sentence: the row, or a sentence of it.
        cells: the cells of the row.
    """
    for number, cell in enumerate(cells):
        if number:
            says = answer_of(sentence.lexicon, tokens_of(cell.of(sentence.text)))
            if says is not None:
                return Told(says, cell)
    return None


def lists_myths(sentence: Sentence) -> bool:
    """Whether a heading says that what stands below it is not so: "Common myths"; not so of "Myths and facts"."""
    if answer_of(sentence.lexicon, sentence.tokens) is False:
        return True
    return Heading.MYTHS in (says := heading_says(sentence)) and Heading.FACTS not in says


def lists_hearsay(sentence: Sentence) -> bool:
    """Whether a heading says that what stands below it is said by others: "What people say"."""
    return Heading.HEARD in heading_says(sentence)


def heading_says(sentence: Sentence) -> Set[Heading]:
    """What a heading says of what stands below it; "what can go wrong" does not say that it is wrong."""
    index = sentence.lexicon.heading_index
    found = [
        (at, end, each)
        for at in range(len(sentence.tokens))
        for end, _, each in index.at(sentence.tokens, at)
    ]
    return {
        each
        for at, end, each in found
        if not any(
            first <= at and end <= last and last - first > end - at for first, last, _ in found
        )
    }


def told_by_label(sentence: Sentence) -> Told | None:
    """What a label before a colon leaves open of what stands behind it: "Claim: ..."."""
    tokens = sentence.tokens[sentence.own_from :]
    ends = next((at for at, token in enumerate(tokens) if token.word == _LABELS), None)
    if ends is None or ends > _LABEL or ends + 1 >= len(tokens):
        return None
    index = sentence.lexicon.heading_index
    heard = any(
        each in (Heading.HEARD, Heading.FRAMED) and end == ends
        for at in range(ends)
        for end, _, each in index.at(tokens, at)
    )
    return Told(None, Stretch(tokens[0].start, tokens[ends].end)) if heard else None


def labels_fact(sentence: Sentence) -> bool:
    """Whether a label before a colon says that what stands behind it is so: "Fact: ..."."""
    tokens = sentence.tokens[sentence.own_from :]
    index = sentence.lexicon.heading_index
    return any(
        each is Heading.FACTS and end < len(tokens) and tokens[end].word == _LABELS
        for at in range(min(_LABEL, len(tokens)))
        for end, _, each in index.at(tokens, at)
    )


def told_by_sign(sentence: Sentence) -> Told | None:
    """What a sign before or behind a sentence says of it: "❌"; where it has no verb, what is not so stays open."""
    signs = sentence.lexicon.signs
    own = sentence.tokens[sentence.own_from :]
    at_ends = [token for token in (*own[:1], *own[-_SIGNS:]) if token.word in signs]
    if not at_ends or any(signs[token.word] for token in at_ends):
        return None
    where = Stretch(at_ends[0].start, at_ends[0].end)
    return Told(False if sentence.has_verb else None, where, is_sign=True)


def says_no(sentence: Sentence) -> bool:
    """Whether a sentence is but a no, or a label with one: "Wrong.", "Verdict: false."."""
    tokens = sentence.tokens[sentence.own_from :]
    ends = next((at + 1 for at, token in enumerate(tokens) if token.word == _LABELS), 0)
    return answer_of(sentence.lexicon, tokens[ends if ends <= _LABEL else 0 :]) is False


def answer_of(lexicon: Lexicon, tokens: Sequence[Token]) -> bool | None:
    """What some tokens answer, if they do nothing else."""
    words = [token for token in tokens if token.is_word]
    signs = {lexicon.signs[token.word] for token in tokens if token.word in lexicon.signs}
    if not words and len(signs) == 1:
        return signs.pop()
    found = lexicon.answer_index.at(words, 0) if words else ()
    return next((says for end, _, says in found if end == len(words)), None)
