"""Finds many phrases in the words of a sentence at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from kbtool.text.tokens import Token, same

Meaning = TypeVar("Meaning")

Forms = tuple[frozenset[str], ...]
"""The words of a phrase, each with what it may be a form of."""


class PhraseIndex(Generic[Meaning]):
    """Finds many phrases in the words of a sentence, in time that does not grow with their number.

    Args:
        phrases: the forms of each phrase's words, and what it means.
    """

    def __init__(self, phrases: Iterable[tuple[Forms, Meaning]]) -> None:
        self._by_first: dict[str, list[tuple[Forms, Meaning]]] = defaultdict(list)
        for forms, meaning in phrases:
            for form in forms[0] if forms else ():
                self._by_first[form].append((forms, meaning))

    def beginning(self, token: Token) -> Iterator[Meaning]:
        """What the phrases mean of which a token may be the first word; what several forms lead to, several times."""
        for form in token.forms:
            for _, meaning in self._by_first.get(form, ()):
                yield meaning

    def at(
        self, tokens: Sequence[Token], place: int, *, loosely: bool = False
    ) -> Iterator[tuple[int, Forms, Meaning]]:
        """The phrases that begin at a token, each with the place behind it.

        Args:
            tokens: the words of a sentence.
            place: the number of the token.
            loosely: whether an adverb may stand between two words: "is simply a myth".
        """
        seen: set[int] = set()
        for form in tokens[place].forms:
            for entry in self._by_first.get(form, ()):
                forms, meaning = entry
                if id(entry) in seen or place + len(forms) > len(tokens):
                    continue
                seen.add(id(entry))
                end = _end(tokens, place, forms, loosely)
                if end is not None:
                    yield end, forms, meaning


def _end(tokens: Sequence[Token], place: int, forms: Forms, loosely: bool) -> int | None:
    """The place behind the words of a phrase that begins at one; None, if they do not stand there."""
    at = place + 1
    for each in forms[1:]:
        if (
            loosely
            and at + 1 < len(tokens)
            and not same(tokens[at], each)
            and _may_be_left_out(tokens[at])
        ):
            at += 1
        if at >= len(tokens) or not same(tokens[at], each):
            return None
        at += 1
    return at


def _may_be_left_out(token: Token) -> bool:
    return token.kinds == frozenset({"ADV"}) and token.word not in ("not", "never", "no")
