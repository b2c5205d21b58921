"""Whose the cells of a table are: of what the heads of columns name, or of the topic where these name nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from kbtool.prose.answers import CELL, answer_of, heading_says
from kbtool.prose.candidate import CONFIDENT, Candidate, NotCounted
from kbtool.prose.circumstances import TURNING
from kbtool.prose.figures import GivenFigure
from kbtool.prose.not_taken import Unread
from kbtool.prose.noun_phrases import PREPOSITIONS
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Heading
from kbtool.prose.words.lexicon import Lexicon
from kbtool.text.stretch import Stretch
from kbtool.text.tokens import tokens_of

_VALUE = ":"
"""What parts a label from its value in a cell."""


_HINT = CONFIDENT / 2
"""How sure what a head limits is at most."""

_ASKING = frozenset({"is", "it", "this", "that", "or", "and", "the", "so", "a"})
"""Words beside those of an answer in a head that asks for it: "Is it true?", "yes or no"."""

_WITH_NAME = frozenset({"the", "a", "an", "with", "of", "and"})
"""Words beside a name that leave a cell a name."""

_OF_ROWS = (Heading.POSSIBLE, Heading.FRAMED)
"""What heads say of the cells below them without asking for an answer."""


class Row(Struct, frozen=True):
    """A row of a table.

    Attributes:
        line: where it stands.
        cells: where its cells stand, without the space around them.
    """

    line: Stretch
    cells: tuple[Stretch, ...]


def row_of(text: str, line: Stretch) -> Row:
    """A line of a text as a row of a table.

    Args:
        text: the text.
        line: where the row stands.
    """
    cells, at = [], line.start
    for cell in line.of(text).split(CELL):
        cells.append(_stripped(text, at, at + len(cell)))
        at += len(cell) + len(CELL)
    return Row(line, tuple(cells))


class Columns:
    """The cells of a row with the heads of their columns.

    Args:
        text: the text.
        row: the row.
        head: the first row of its table, if it is another one.
        lexicon: the words that are known.
    """

    def __init__(self, text: str, row: Row, head: Row | None, lexicon: Lexicon) -> None:
        self._text, self._row, self._lexicon = text, row, lexicon
        self.head = None if head is None or self._is_plain(head) else head
        says = [] if head is None else [answer_in(text, c, lexicon) for c in head.cells[1:]]
        self._parts = True in says and False in says

    def _is_plain(self, row: Row) -> bool:
        """Whether the first row of a table is one as all others, with what it answers yes or no."""
        first, *others = row.cells
        if not first.of(self._text) or self._answers(first):
            return False
        values = (parted(self._text, cell)[1] for cell in others)
        return any(self._answers(each) and not self._asks_of_all(each) for each in values)

    def _asks_of_all(self, cell: Stretch) -> bool:
        """Whether a cell that may be an answer is the head of answers, or of what is so: "True?", "Facts"."""
        sentence = Sentence(self._text, cell, self._lexicon, is_heading=True)
        return bool(heading_says(sentence) - {Heading.FRAMED}) or cell.of(self._text).endswith("?")

    def above(self, column: int) -> Stretch | None:
        """The head of a column, if it says of what its cells are, and does not only ask for an answer."""
        if self.head is None or column >= len(self.head.cells):
            return None
        head = self.head.cells[column]
        asks = not head.of(self._text) and len(self._row.cells) <= 2
        return None if asks or self._asks(head) else head

    @cached_property
    def _answered(self) -> list[int]:
        """The columns, but for the first, whose cells answer yes or no."""
        return [at for at, cell in enumerate(self._row.cells) if at and self._answers(cell)]

    @cached_property
    def is_answered_whole(self) -> bool:
        """Whether the one answer in the row is one to all that it says, and none is of its column alone."""
        answered = self._answered
        alone = len(answered) == 1 and self.above(answered[0]) is None and not self._parts
        return not answered or alone

    @cached_property
    def _is_borne_out(self) -> bool:
        """Whether the first cell is a sentence, and no answer beside it says no: "It relieves gout. | Always."."""
        first = Sentence(self._text, self._row.cells[0], self._lexicon)
        says = [answer_in(self._text, self._row.cells[at], self._lexicon) for at in self._answered]
        return first.has_verb and not first.is_question and all(says) and not self._parts

    def own(
        self, line: Sentence, read: Iterable[Candidate | NotCounted]
    ) -> Iterator[Candidate | NotCounted]:
        """What a row states as a line, but for what the head of a column makes something else.

        Args:
            line: the row, or a sentence of it.
            read: what it states as a line.
        """
        beside = [line.possible, None if line.told is None else line.told.words]
        for each in read:
            column = self._column(each.words)
            if isinstance(each, NotCounted):
                yield each
            elif not self.is_answered_whole and (
                column in self._answered or (not column and not self._is_borne_out)
            ):
                continue
            elif self._is_of_another(each, [b for b in each.borrowed if b not in beside]):
                yield NotCounted(each.sentence, each.words, Unread.INCOMPLETE)
            else:
                above = self.above(column) if column else None
                limits = above is not None and self.limits(above)
                heads: list[Stretch] = [above] if above is not None and limits else []
                cells = self.denying_beside(column) if each.denies and line.told is None else []
                yield _as_hint(each, [*heads, *cells])

    def own_figures(self, given: Iterable[GivenFigure]) -> Iterator[GivenFigure]:
        """The figures of a row that are of what the row says, and not of what the heads of several columns part."""
        numbered = [
            at
            for at, cell in enumerate(self._row.cells)
            if at and any(sign.isdecimal() for sign in cell.of(self._text))
        ]
        for each in given:
            column = self._column(each.printed)
            above = self.above(column) if column else None
            outside = [b for b in each.borrowed if not self._is_here(b)]
            if above is None or not (outside or len(numbered) > 1 or self.limits(above)):
                yield each

    def is_name(self, cell: Stretch) -> bool:
        """Whether a cell is the name of something known, and says no more."""
        sentence = Sentence(self._text, cell, self._lexicon)
        return bool(sentence.mentions) and not self._besides(sentence)

    def limited(
        self, each: Candidate | NotCounted, leads: Sequence[Stretch]
    ) -> Candidate | NotCounted:
        """What was read, as a hint if a cell that it was read with says more than a name.

        Args:
            each: what was read.
            leads: the cells that it was read with.
        """
        if isinstance(each, NotCounted):
            return each
        limits = [cell for cell in leads if cell.of(self._text) and not self.is_name(cell)]
        return _as_hint(each, limits)

    def denying_beside(self, column: int) -> list[Stretch]:
        """The cells between the first and another one that deny where that does not.

        Args:
            column: the number of the column of that.
        """
        cells = self._row.cells
        if column < 2 or self._denies(cells[column]):
            return []
        return [cell for cell in cells[1:column] if self._denies(cell)]

    def _denies(self, cell: Stretch) -> bool:
        contexts = Sentence(self._text, cell, self._lexicon).contexts
        return self._answers(cell) or any(each.effect in TURNING for each in contexts)

    def _is_of_another(self, each: Candidate, borrowed: Sequence[Stretch]) -> bool:
        """Whether what it takes from above the table is not what its column is of."""
        if all(map(self._is_here, borrowed)):
            return False
        column = self._column(each.words)
        if not column and self._answered:
            return False
        first, above = self._row.cells[0], self.above(column)
        if column and not self._leaves_open(first) and not self._names(first, each):
            return True
        return above is not None and not self._names(above, each)

    def _leaves_open(self, first: Stretch) -> bool:
        """Whether the first cell of a row says nothing of what the others are: it asks, or is a sentence, or empty."""
        sentence = Sentence(self._text, first, self._lexicon)
        return not first.of(self._text) or sentence.is_question or sentence.has_verb

    def _names(self, cell: Stretch, each: Candidate) -> bool:
        """Whether a cell is the name of what a statement is about, and says no more."""
        named = Sentence(self._text, cell, self._lexicon).mentions
        return self.is_name(cell) and any(mention.node == each.subject for mention in named)

    def _is_here(self, stretch: Stretch) -> bool:
        return self._row.line.start <= stretch.start < self._row.line.end

    def _column(self, words: Stretch) -> int:
        """The column in which some words end."""
        starts = [cell.start for cell in self._row.cells]
        return max((at for at, start in enumerate(starts) if start < words.end), default=0)

    def limits(self, head: Stretch) -> bool:
        """Whether a head limits what stands below it: "after one infusion", "in children"."""
        sentence = Sentence(self._text, head, self._lexicon)
        words = [token for token in sentence.tokens if token.is_word]
        return bool(
            sentence.contexts
            or sentence.mentions
            or any(token.word in PREPOSITIONS or token.word[:1].isdecimal() for token in words)
        )

    def _besides(self, sentence: Sentence) -> bool:
        return any(
            token.is_word and at not in sentence.named and token.word not in _WITH_NAME
            for at, token in enumerate(sentence.tokens)
        )

    def _answers(self, cell: Stretch) -> bool:
        return answer_in(self._text, cell, self._lexicon) is not None

    def _asks(self, head: Stretch) -> bool:
        """Whether a head only asks whether it is so: "True?", "Fact", "Our answer"."""
        tokens = [token for token in tokens_of(self._text, head) if token.is_word]
        indexes = self._lexicon.answer_index, self._lexicon.answer_opening_index
        asked: set[int] = set()
        for at in range(len(tokens)):
            ends = [end for index in indexes for end, *_ in index.at(tokens, at)]
            heading = self._lexicon.heading_index.at(tokens, at)
            ends += [end for end, _, says in heading if says not in _OF_ROWS]
            asked.update(range(at, max(ends, default=at)))
        left = [at for at in range(len(tokens)) if at not in asked]
        return bool(asked) and all(tokens[at].word in _ASKING for at in left)


def _as_hint(each: Candidate, limits: Sequence[Stretch]) -> Candidate:
    """A statement with what limits it that nothing models."""
    if not limits:
        return each
    all_limits = tuple(dict.fromkeys((*each.limits, *limits)))
    return replace(each, limits=all_limits, confidence=min(each.confidence, _HINT))


def parted(text: str, cell: Stretch) -> tuple[Stretch | None, Stretch]:
    """The label in a cell, if it has one, and its value."""
    label, sign, _ = cell.of(text).rpartition(_VALUE)
    if not sign:
        return None, cell
    at = cell.start + len(label)
    return _stripped(text, cell.start, at), _stripped(text, at + len(sign), cell.end)


def answer_in(text: str, value: Stretch, lexicon: Lexicon) -> bool | None:
    """Whether a value says yes, or no, and nothing else; None, if it does neither."""
    return answer_of(lexicon, tokens_of(text, value))


def _stripped(text: str, start: int, end: int) -> Stretch:
    words = text[start:end]
    begins = start + len(words) - len(words.lstrip())
    return Stretch(begins, max(begins, start + len(words.rstrip())))
