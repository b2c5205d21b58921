"""Which word of a part of a sentence is its verb, where many words may be a verb or a noun."""

from __future__ import annotations

from collections.abc import Sequence

from kbtool.prose.noun_phrases import PREPOSITIONS
from kbtool.text.tokens import Token

_PRONOUNS = frozenset({"it", "they", "you", "we", "which", "that", "this", "these"})
"""Words that are a subject by themselves."""

_ARTICLES = frozenset({"the", "a", "an"})

_COMPARES = frozenset({"more", "most", "less", "least"})
"""Words behind which a participle is an adjective: "more relaxed"."""


def first_verb(tokens: Sequence[Token], segment: range) -> int | None:
    """The number of the first token of a part of a sentence that is a verb; None, if it has none.

    Of a part that begins with one, behind an adverb or "to", its first token.

    Args:
        tokens: the words of the sentence.
        segment: the part.
    """
    for at in segment:
        token = tokens[at]
        if not token.kinds & {"VERB", "AUX"}:
            continue
        leads = _light(tokens, segment.start, at)
        if _is_of_noun(tokens, at, segment):
            continue
        sure = "AUX" in token.kinds or token.kinds == {"VERB"}
        if leads and token.word.endswith("ed") and at + 1 < segment.stop:
            continue
        if leads and at == segment.start and _is_gerund(tokens, at, segment):
            continue
        if leads and (
            sure or not token.kinds & {"NOUN", "ADJ"} or _is_inflected(token, at, segment)
        ):
            return segment.start
        if not leads and (sure or _follows_subject(tokens, at, segment.start)):
            return at
    return None


def _is_of_noun(tokens: Sequence[Token], at: int, segment: range) -> bool:
    """Whether a token is no verb by what stands beside it: "the drug's effects", "more relaxed", "frequent coughing"."""
    if at == segment.start:
        return False
    token, before = tokens[at], tokens[at - 1]
    if token.word == "'s":
        behind = [tokens[each].kinds for each in range(at + 1, min(at + 3, segment.stop))]
        noun = next((each for each in behind if not each & {"ADJ", "ADV"}), frozenset[str]())
        return before.word not in _PRONOUNS and "NOUN" in noun
    if token.word.endswith("ing") and token.kinds == {"VERB"}:
        return "ADJ" in before.kinds and "AUX" not in before.kinds
    return token.word.endswith("ed") and before.word in _COMPARES


def _is_inflected(token: Token, at: int, segment: range) -> bool:
    return token.word.endswith(("s", "ing")) and at + 1 < segment.stop


def _is_gerund(tokens: Sequence[Token], at: int, segment: range) -> bool:
    """Whether a verb is the subject of the one right behind it: "stretching fails to"."""
    following = tokens[at + 1] if at + 1 < segment.stop else None
    finite = following is not None and (
        "AUX" in following.kinds
        or (following.kinds == {"VERB"} and not following.word.endswith("ing"))
    )
    return tokens[at].word.endswith("ing") and finite


def _follows_subject(tokens: Sequence[Token], at: int, start: int) -> bool:
    """Whether what may be a noun is a verb, since a pronoun, a plural, a name or an adverb stands right before."""
    before = tokens[at - 1]
    if at <= start or tokens[at].word.endswith("ing"):
        return False
    adverb = before.kinds == {"ADV"} and before.word not in PREPOSITIONS
    if adverb and at - 1 > start and not tokens[at].kinds & {"ADJ", "ADV"}:
        return True
    is_light = before.word in PREPOSITIONS or before.word in _ARTICLES
    if not before.kinds and before.is_word and not is_light and tokens[at].word.endswith("s"):
        return True
    plural = "NOUN" in before.kinds and before.word.endswith("s") and len(before.forms) > 1
    return before.word in _PRONOUNS or (plural and not tokens[at].word.endswith("s"))


def _light(tokens: Sequence[Token], start: int, end: int) -> bool:
    return all(
        (token.kinds and token.kinds <= {"ADV", "PART"})
        or token.word in ("to", "by", "that", "which", "while")
        for token in tokens[start:end]
    )
