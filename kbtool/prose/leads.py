"""Which lines stand above a line that goes on from them: the one above a list, the item above a nested list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kbtool.prose.noun_phrases import PREPOSITIONS
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect, Reach
from kbtool.text.outline import Outline
from kbtool.text.structure import LONGEST_LINE, Block, Kind
from kbtool.text.tokens import Token

_BEGUN = ":"
"""What a line ends with that a list goes on from."""
_LISTED = frozenset({Kind.ITEM, Kind.TERM})

_WHOLE = frozenset(".!")
"""What a sentence ends with that nothing goes on from."""

_AHEAD = frozenset({Reach.CLAUSE, Reach.PHRASE})
_VERBS = frozenset({"AUX", "VERB"})
_LONGEST = 3
"""Words of the longest cue that a heading may break off behind; there it has nothing to reach yet."""


class Leads:
    """The lines that lead to lists, of those sentences that have been read.

    Args:
        outline: the lines of the text.
    """

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._last: dict[Block, Sentence] = {}
        self._of_lines: dict[Block, Sentence | None] = {}

    def read(self, sentence: Sentence) -> None:
        """Take note of a sentence, which may lead to those behind it."""
        block = self._outline.at(sentence.stretch.start)
        if block.mark.kind is Kind.LINE and block not in self._of_lines:
            self._of_lines[block] = self._above_line(block)
        self._last[block] = sentence

    def above(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """The sentences that a sentence goes on from as an item of a list, the outermost first; none of any other.

        Args:
            sentence: the sentence.
        """
        block = self._outline.at(sentence.stretch.start)
        if not is_first(sentence, block):
            return ()
        if block.mark.kind is Kind.LINE:
            lead = self._above_line(block)
            return () if lead is None else (lead,)
        if block.mark.kind not in _LISTED:
            return ()
        found: list[Sentence] = []
        above = self.stands_above(block)
        while above is not None:
            lead_block = self._outline.at(above.stretch.start)
            if leads_on(above, lead_block):
                found.append(above)
            elif _is_text(lead_block) and (heading := self._denying_above(lead_block)):
                found.append(heading)
            above = self.stands_above(lead_block) if lead_block.mark.depth else None
        return tuple(reversed(found))

    def stands_above(self, block: Block) -> Sentence | None:
        """The last sentence of the line right above the list that a line stands in."""
        lead = self._outline.lead(block.line.start)
        return None if lead is None else self._last.get(lead)

    def all_above(self, block: Block) -> Iterator[Sentence]:
        """The last sentences of the lines above the list that a line stands in, and of those that this is nested in."""
        above = self.stands_above(block)
        while above is not None:
            yield above
            lead = self._outline.at(above.stretch.start)
            above = self.stands_above(lead) if lead.mark.depth else None

    def _denying_above(self, block: Block) -> Sentence | None:
        heading = self._outline.heading(block.line.start)
        sentence = None if heading is None else self._last.get(heading)
        return sentence if sentence is not None and breaks_off_denying(sentence) else None

    def _above_line(self, block: Block) -> Sentence | None:
        """What a line goes on from that has no sign of an item: the line above, or what that goes on from."""
        outline = self._outline
        number = outline.number(block.line.start)
        if not number or not _may_be_item(outline, block):
            return None
        before = outline.blocks[number - 1]
        sentence = self._last.get(before)
        if sentence is None:
            return None
        if leads_on(sentence, before) and before.mark.kind not in _LISTED:
            return sentence
        if before.mark.kind is not Kind.LINE:
            return None
        earlier = outline.blocks[number - 2] if number > 1 else before
        ends = outline.is_apart(before, block) and not outline.is_apart(earlier, before)
        return None if ends else self._of_lines.get(before)


def _is_text(block: Block) -> bool:
    return block.mark.kind is Kind.PARAGRAPH and not block.mark.depth


def leads_on(sentence: Sentence, block: Block) -> bool:
    """Whether a line is one that a list below it goes on from: it breaks off.

    Args:
        sentence: the last sentence of the line.
        block: the line.
    """
    if sentence.stretch.of(sentence.text).rstrip().endswith(_BEGUN):
        return True
    if block.mark.kind not in (Kind.HEADING, Kind.LINE, Kind.ITEM):
        return False
    return breaks_off_denying(sentence) or _breaks_off(sentence)


def breaks_off_denying(sentence: Sentence) -> bool:
    """Whether a heading breaks off behind a word of denial: "What it does not do", "What it is not"."""
    if not sentence.is_heading:
        return False
    words = [token for token in sentence.tokens if token.is_word]
    return any(
        each.effect is Effect.NEGATES and each.is_cue and _ends_with(words, each.end)
        for each in sentence.contexts
    ) or any(
        cue.effect is Effect.NEGATES and cue.reach in _AHEAD and end == len(words)
        for at in range(max(0, len(words) - _LONGEST), len(words))
        for end, _, cue in sentence.lexicon.cue_index.at(words, at)
    )


def _ends_with(words: Sequence[Token], end: int) -> bool:
    """Whether a cue is the last word, or a verb alone stands behind it: "does not do", and not "without surgery"."""
    return len(words) == end or (len(words) == end + 1 and bool(words[-1].kinds & _VERBS))


def may_deny(sentence: Sentence) -> bool:
    """Whether a line above a list has a word of denial that may go on to its items: "Things you need not fear".

    A whole sentence has none, nor has what is not to be done: "Reasons not to take it:".

    Args:
        sentence: the last sentence of the line.
    """
    tokens = sentence.tokens
    if sentence.stretch.of(sentence.text).rstrip()[-1:] in _WHOLE:
        return False
    return any(
        cue.effect is Effect.NEGATES and cue.reach is Reach.CLAUSE
        for at in range(sentence.own_from, len(tokens))
        if not (tokens[at].word == "not" and at + 1 < len(tokens) and tokens[at + 1].word == "to")
        for _, _, cue in sentence.lexicon.cue_index.at(tokens, at)
    )


def is_first(sentence: Sentence, block: Block) -> bool:
    """Whether a sentence is the first one of its line."""
    before = sentence.text[block.line.start : sentence.stretch.start]
    return not any(map(str.isalpha, before))


def _breaks_off(sentence: Sentence) -> bool:
    """Whether a line ends in a word that something has to follow: "Approved for"."""
    words = [token for token in sentence.tokens if token.is_word]
    return len(words) > 1 and (words[-1].word in PREPOSITIONS or "AUX" in words[-1].kinds)


def _may_be_item(outline: Outline, block: Block) -> bool:
    said = block.line.of(outline.text).rstrip()
    return len(said.split()) <= LONGEST_LINE and said[-1:] not in ".!?:"
