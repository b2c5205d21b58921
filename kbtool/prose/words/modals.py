"""The modal words of a sentence: "most patients", "always", "must", "completely"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from kbtool.knowledge.derive.modal_words import ModalWords, Value
from kbtool.rdf.namespaces import KB
from kbtool.text.stretch import Stretch
from kbtool.text.tokens import Token

_EVERY = frozenset({"every", "each"})
_SOME = frozenset(
    {
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "dozen",
        "hundred",
        "thousand",
    }
)


class Said(Struct, frozen=True):
    """A modal word of a sentence: its value, whether it denies that, and its tokens."""

    value: Value
    denies: bool
    start: int
    end: int


def modals_in(
    text: str, stretch: Stretch, tokens: Sequence[Token], modal: ModalWords
) -> tuple[Said, ...]:
    """The modal words of a sentence that propositions may have, the longest of those on the same words.

    Args:
        text: the text.
        stretch: where the sentence stands.
        tokens: its words; those that stand elsewhere are left out.
        modal: the words that are known.
    """
    if not modal.may_occur(stretch.of(text)):
        return ()
    allowed = modal.of_kind.get(KB("Proposition"), frozenset())
    found = [
        said
        for value in modal.values
        if value.qualifier in allowed
        for said in _said(text, stretch, tokens, value)
        if not (said.denies and value.weakest) and not _counts(tokens, said)
    ]
    return tuple(
        each
        for each in found
        if not any(
            other.start <= each.start
            and each.end <= other.end
            and other.end - other.start > each.end - each.start
            for other in found
        )
    )


def _counts(tokens: Sequence[Token], said: Said) -> bool:
    """Whether "every" only counts off: "two of every three people"."""
    behind = tokens[said.start + 1 : said.start + 2]
    return tokens[said.start].word in _EVERY and any(
        each.word[0].isdigit() or each.word in _SOME for each in behind
    )


def _said(text: str, stretch: Stretch, tokens: Sequence[Token], value: Value) -> Iterator[Said]:
    for pattern, denies in ((value.words, False), (value.denials, True)):
        for match in pattern.finditer(text, *stretch):
            at = [
                number
                for number, token in enumerate(tokens)
                if match.start() <= token.start and token.end <= match.end()
            ]
            if at:
                yield Said(value, denies, at[0], at[-1] + 1)
