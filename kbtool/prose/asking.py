"""Whether words ask: by their order, or by the word that they begin with."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kbtool.text.tokens import Token

_ASKING = frozenset({"how", "what", "why", "when", "where", "who", "which", "whether", "should"})
_ASKING_VERBS = frozenset(
    {
        "is",
        "are",
        "was",
        "do",
        "does",
        "did",
        "can",
        "could",
        "will",
        "would",
        "should",
        "has",
        "have",
        "may",
        "might",
    }
)
_ASKED = frozenset(
    {"the", "this", "these", "my", "your", "our", "there", "it", "they", "you", "i", "we", "anyone"}
)
_INVERTING = frozenset({"had", "were", "should"})


_TELLING = ["did", "you", "know"]
_OPEN = _ASKING | {"if", "about", "of", "anyone", "anybody"}
"""Words behind "did you know" that ask."""


def only_seems_to_ask(tokens: Sequence[Token], own_from: int) -> bool:
    """Whether words ask in form alone: "Did you know that it cures gout?" tells it.

    Args:
        tokens: the words of the sentence.
        own_from: the number of the first one that is its own.
    """
    words = [token.word for token in tokens[own_from : own_from + 5]]
    behind = words[4:5] if words[3:4] == ["that"] else words[3:4]
    return words[:3] == _TELLING and bool(behind) and behind[0] not in _OPEN


def begins_as_question(tokens: Sequence[Token], own_from: int, names: Collection[int]) -> bool:
    """Whether a sentence has its verb before its subject: "is it addictive".

    Args:
        tokens: the words of the sentence.
        own_from: the number of the first one that is its own.
        names: where names of concepts begin.
    """
    first, second = _first_two(tokens, own_from)
    if first is None or second is None or tokens[second].word == "not":
        return False
    if tokens[first].word == "should" and any(token.word == "," for token in tokens[second:]):
        return False  # "should you have gout, ..."
    asks = "AUX" in tokens[first].kinds and tokens[first].word in _ASKING_VERBS
    return asks and (tokens[second].word in _ASKED or second in names)


def begins_as_condition(tokens: Sequence[Token], own_from: int, names: Collection[int]) -> bool:
    """Whether a sentence begins as a condition without "if": "Had it helped, ...".

    Args:
        tokens: the words of the sentence.
        own_from: the number of the first one that is its own.
        names: where names of concepts begin.
    """
    first, second = _first_two(tokens, own_from)
    if first is None or second is None or tokens[first].word not in _INVERTING:
        return False
    return tokens[second].word in _ASKED or second in names


def asking_denial(tokens: Sequence[Token], own_from: int) -> int | None:
    """Where "not" stands in words that ask as they would without it: "isn't it addictive".

    Args:
        tokens: the words of a question.
        own_from: the number of the first one that is its own.
    """
    own = tokens[own_from : own_from + 2]
    asks = len(own) > 1 and "AUX" in own[0].kinds and own[1].word == "not"
    return own_from + 1 if asks else None


def asks_for_more(tokens: Sequence[Token]) -> bool:
    """Whether words begin as a question that no yes or no answers: "how", "what"."""
    return _first(tokens) in _ASKING - {"should"}


def may_ask(tokens: Sequence[Token]) -> bool:
    """Whether words begin as a question may."""
    return _first(tokens) in _ASKING | _ASKING_VERBS


def _first(tokens: Sequence[Token]) -> str:
    return next((token.word for token in tokens if token.is_word), "")


def _first_two(tokens: Sequence[Token], own_from: int) -> tuple[int | None, int | None]:
    words = [at for at in range(own_from, len(tokens)) if tokens[at].is_word]
    first, second, *_ = *words[:2], None, None
    return first, second
