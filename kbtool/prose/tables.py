"""What the cells of a table state with their heads: "Yes" below "Addictive" in the row of a drug, or "Addictive: no"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from kbtool.prose.answers import lists_myths
from kbtool.prose.antecedents import Before
from kbtool.prose.candidate import CONFIDENT, Candidate, NotCounted
from kbtool.prose.columns import Columns, Row, answer_in, parted, row_of
from kbtool.prose.sentence import Sentence
from kbtool.prose.statements import read_statements
from kbtool.prose.told import Told
from kbtool.prose.worded_cells import worded_cells
from kbtool.prose.words.lexicon import Lexicon
from kbtool.text.stretch import Stretch


class Valued(Struct, frozen=True):
    """A label with a cell that says yes or no to it.

    Attributes:
        label: what it says that to, the head of the column or what stands before the value.
        told: what it says, and where.
        column: the number of the column.
        headed: whether the label is the head of the column.
    """

    label: Stretch
    told: Told
    column: int
    headed: bool


def told_by_value(sentence: Sentence) -> Told | None:
    """What a sentence says of itself at its end, as a label with its value does: "Approved for headache: no."."""
    label, value = parted(sentence.text, sentence.stretch)
    says = None if label is None else answer_in(sentence.text, value, sentence.lexicon)
    return None if says is None else Told(says, value, is_answer=True)


def read_row(
    sentence: Sentence, row: Row, head: Row | None, before: Before, *, is_head: bool = False
) -> list[Candidate | NotCounted]:
    """What a row states, or its first sentence: as a line, and by its cells with their heads.

    Args:
        sentence: the row, or a sentence of it.
        row: the row.
        head: the first row of the table, if it has been read.
        before: what was named before it.
        is_head: whether the text says that the row is one of heads; then it is what others are read with, but for what it
            says by itself, or answers.
    """
    if _heads(sentence.text, row, sentence.lexicon):
        return []
    columns = Columns(sentence.text, row, head, sentence.lexicon)
    above = columns.head
    if above is not None and (apart := _below_myths(sentence, row, above, before)) is not None:
        return apart
    line = sentence if columns.is_answered_whole else replace(sentence, told=None)
    mine = list(columns.own(line, read_statements(line, before)))
    if is_head and not _answers(sentence.text, row, sentence.lexicon):
        return [each for each in mine if isinstance(each, NotCounted) or not each.borrowed]
    if line.told is not None and any(isinstance(each, Candidate) for each in mine):
        return mine
    values = list(_values(sentence.text, row, columns.head, sentence.lexicon))
    labels = [each.label for each in values if not each.headed]
    apart = [each for each in mine if not any(each.words.meets(label) for label in labels)]
    begins = sentence.stretch.start <= row.cells[0].start or not row.cells[0].of(sentence.text)
    if not begins:
        return apart
    cells = [*_of_cells(sentence, row, values, columns, before)]
    known = {
        (each.relation, each.object)
        for each in (*cells, *apart)
        if isinstance(each, Candidate) and each.confidence >= CONFIDENT
    }
    cells += [
        each
        for each in worded_cells(sentence, row, columns)
        if (each.relation, each.object) not in known
    ]
    return [*apart, *_in_part(row, cells, apart)]


def _in_part(
    row: Row, said: Iterable[Candidate | NotCounted], apart: Iterable[Candidate | NotCounted]
) -> Iterator[Candidate | NotCounted]:
    """What cells state, each with the cells of the row that nothing is read from: the row says more than that."""
    said = list(said)
    read = {each.words.end for each in said if isinstance(each, Candidate)}
    within = [each.words for each in apart if isinstance(each, Candidate)]
    left = tuple(
        cell
        for cell in row.cells[1:]
        if cell.start < cell.end
        and cell.end not in read
        and not any(words.meets(cell) for words in within)
    )
    for each in said:
        if isinstance(each, Candidate) and left:
            yield replace(each, unread=(*each.unread, *left))
        else:
            yield each


def _below_myths(
    sentence: Sentence, row: Row, head: Row, before: Before
) -> list[Candidate | NotCounted] | None:
    """What the cells of a row state in a table of myths, each by itself; None of any other table."""
    heads = [
        Sentence(sentence.text, each, sentence.lexicon, is_heading=True) for each in head.cells
    ]
    if len(heads) < 2 or not any(map(lists_myths, heads)) or all(map(lists_myths, heads)):
        return None
    found: list[Candidate | NotCounted] = []
    for cell, above in zip(row.cells, heads, strict=False):
        if cell.start < sentence.stretch.end and sentence.stretch.start < cell.end:
            said = Stretch(
                max(cell.start, sentence.stretch.start), min(cell.end, sentence.stretch.end)
            )
            told = Told(False, above.stretch) if lists_myths(above) else None
            part = Sentence(sentence.text, said, sentence.lexicon, told=told)
            found += [
                replace(each, sentence=sentence.stretch) for each in read_statements(part, before)
            ]
    return found


def _heads(text: str, row: Row, lexicon: Lexicon) -> bool:
    """Whether a row is the head of a table whose next row says yes or no to what its cells name."""
    if _answers(text, row, lexicon):
        return False
    begins = text.find("\n", row.line.end) + 1
    ends = text.find("\n", begins)
    below = row_of(text, Stretch(begins, ends if ends >= 0 else len(text)))
    if begins and answer_in(text, below.cells[0], lexicon) is not None:
        return True
    return begins > 0 and any(each.headed for each in _values(text, below, row, lexicon))


def _answers(text: str, row: Row, lexicon: Lexicon) -> bool:
    return any(answer_in(text, parted(text, cell)[1], lexicon) is not None for cell in row.cells)


def _values(text: str, row: Row, head: Row | None, lexicon: Lexicon) -> Iterator[Valued]:
    """The cells of a row that say yes or no, each with what it says that to."""
    for column, cell in enumerate(row.cells):
        label, value = parted(text, cell)
        says = answer_in(text, value, lexicon)
        if says is None:
            continue
        told = Told(says, value, is_answer=True)
        if label is not None:
            yield Valued(label, told, column, headed=False)
        elif column and head is not None and column < len(head.cells):
            yield Valued(head.cells[column], told, column, headed=True)


def _of_cells(
    sentence: Sentence, row: Row, values: Iterable[Valued], columns: Columns, before: Before
) -> Iterator[Candidate | NotCounted]:
    """What the cells of a row state that say yes or no.

    A label is read with the head of the row, or as said of the head of the column: either may name what it is said of,
    and where there is either, nothing that stands above the table is.
    """
    text, first = sentence.text, row.cells[0]
    for valued in values:
        label, cell = valued.label, row.cells[valued.column]
        above = columns.above(valued.column)
        pairs = [(first, label)] if valued.column else [(label, label)]
        if valued.headed:
            pairs.append((label, first))
        elif above is not None:
            pairs.append((above, label))
        if valued.headed and columns.is_name(label):
            pairs.reverse()
        apart = above is not None or (valued.column and first.of(text))
        found: list[Candidate | NotCounted] = []
        for lead, said in pairs:
            whole = Sentence(
                text,
                said,
                sentence.lexicon,
                leads=() if lead == said else (lead,),
                told=valued.told,
            )
            beside = [] if lead == said else [lead]
            if above is not None and above != said and columns.limits(above):
                beside.append(above)
            read = [
                columns.limited(
                    _placed(each, sentence, row, cell, label if valued.headed else None), beside
                )
                for each in read_statements(whole, Before() if apart else before)
            ]
            found = found or read
            if any(isinstance(each, Candidate) for each in read):
                found = read
                break
        yield from found


def _placed(
    each: Candidate | NotCounted, sentence: Sentence, row: Row, cell: Stretch, head: Stretch | None
) -> Candidate | NotCounted:
    """What was read, at its place in the row, with what it took from the head of the table."""
    words = Stretch(row.cells[0].start, cell.end)
    if isinstance(each, NotCounted):
        return replace(each, sentence=sentence.stretch, words=words)
    outside = [b for b in each.borrowed if not row.line.start <= b.start < row.line.end]
    borrowed = tuple(dict.fromkeys([*outside, *([head] if head is not None else [])]))
    return replace(each, sentence=sentence.stretch, words=words, borrowed=borrowed)
