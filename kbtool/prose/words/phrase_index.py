"""Finds many phrases in the words of a sentence at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from kbtool.text.tokens import Token, same

Meaning = TypeVar("Meaning")

Forms = tuple[frozenset[str], ...]
"""The words of a phrase, each with what it may be a form of."""

_MANY = 8
"""Of so many phrases with the same first word, those are looked up that have the second one as well."""
_OF_TIME = frozenset({"still", "now", "once", "long", "even", "today"})
"""Adverbs that the dictionary has as other words, too."""
_ALONE = ""
"""Stands for the second word of a phrase that has none."""


ByFirst = Mapping[str, Sequence[tuple[Forms, Meaning]]]
"""Phrases with what they mean, by each form of their first word."""


def by_first(phrases: Iterable[tuple[Forms, Meaning]]) -> ByFirst[Meaning]:
    """Phrases by each form of their first word.

    Args:
        phrases: the forms of each phrase's words, and what it means.
    """
    found: dict[str, list[tuple[Forms, Meaning]]] = defaultdict(list)
    for forms, meaning in phrases:
        for form in forms[0] if forms else ():
            found[form].append((forms, meaning))
    return found


class PhraseIndex(Generic[Meaning]):
    """Finds many phrases in the words of a sentence, in time that does not grow with their number.

    Args:
        phrases: the forms of each phrase's words, and what it means.
        known: these by their first words, if that is known; then no phrases are given.
    """

    def __init__(
        self,
        phrases: Iterable[tuple[Forms, Meaning]] = (),
        known: ByFirst[Meaning] | None = None,
    ) -> None:
        self._by_first = by_first(phrases) if known is None else known
        self._by_second: dict[str, dict[str, list[tuple[int, tuple[Forms, Meaning]]]]] = {}

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
        if self._by_first.keys().isdisjoint(tokens[place].forms):  # most words begin no phrase
            return iter(())
        return self._at(tokens, place, loosely)

    def _at(
        self, tokens: Sequence[Token], place: int, loosely: bool
    ) -> Iterator[tuple[int, Forms, Meaning]]:
        behind = tokens[place + 1].forms if place + 1 < len(tokens) else frozenset[str]()
        for form in tokens[place].forms:
            known: Sequence[tuple[Forms, Meaning]] = self._by_first.get(form, ())
            if len(known) > _MANY and not loosely:
                known = self._going_on(form, behind)
            for forms, meaning in known:
                if place + len(forms) > len(tokens):
                    continue
                if loosely:
                    end = _end_loosely(tokens, place, forms)
                    if end is not None:
                        yield end, forms, meaning
                    continue
                for number in range(1, len(forms)):
                    if tokens[place + number].forms.isdisjoint(forms[number]):
                        break
                else:
                    yield place + len(forms), forms, meaning

    def _going_on(self, form: str, behind: frozenset[str]) -> Sequence[tuple[Forms, Meaning]]:
        """Those phrases with a first word that have no other one, or whose second one may be a word, in their order."""
        by_second = self._by_second.get(form)
        if by_second is None:
            by_second = self._by_second[form] = defaultdict(list)
            for number, entry in enumerate(self._by_first[form]):
                for second in entry[0][1] if len(entry[0]) > 1 else (_ALONE,):
                    by_second[second].append((number, entry))
        some = [by_second[second] for second in (_ALONE, *behind) if second in by_second]
        if len(some) == 1:
            return [entry for _, entry in some[0]]
        found = {number: entry for each in some for number, entry in each}
        return [found[number] for number in sorted(found)]


def _end_loosely(tokens: Sequence[Token], place: int, forms: Forms) -> int | None:
    """The place behind the words of a phrase that begins at one, adverbs between them; None, if they do not stand there."""
    at = place + 1
    for each in forms[1:]:
        if at + 1 < len(tokens) and not same(tokens[at], each) and _may_be_left_out(tokens[at]):
            at += 1
        if at >= len(tokens) or not same(tokens[at], each):
            return None
        at += 1
    return at


def _may_be_left_out(token: Token) -> bool:
    if token.word in _OF_TIME:
        return True
    return token.kinds == frozenset({"ADV"}) and token.word not in ("not", "never", "no")
