"""The sentences of a draft read one after another, each with what those before it have named."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from kbtool.prose.answers import answers, lists_myths, may_be_answered, told_by_cell
from kbtool.prose.antecedents import Before, Named
from kbtool.prose.circumstances import Unread
from kbtool.prose.figures import GivenFigure, read_figures
from kbtool.prose.leads import Leads
from kbtool.prose.lexicon import Effect, Lexicon
from kbtool.prose.myths import Myths, myths_after, told_as_myth
from kbtool.prose.notes import with_notes
from kbtool.prose.sentence import Mention, Sentence, Told
from kbtool.prose.speakers import with_speakers
from kbtool.prose.statements import Candidate, NotCounted, read_statements
from kbtool.prose.tables import Row, read_row, row_of, told_by_value
from kbtool.text.outline import Outline
from kbtool.text.sentences import sentences
from kbtool.text.stretch import Stretch
from kbtool.text.structure import Block, Kind

_KEPT = 6
"""So many concepts of the sentences before may be meant by "it"."""

_TAKES_BACK = 10
"""Tokens of the longest sentence that does nothing but take the one before it back: "Nothing could be further from it."."""


@dataclass(frozen=True)
class Part:
    """A sentence of a draft in its place.

    Attributes:
        sentence: the sentence.
        before: what was named before it.
        block: the line that it stands in.
        heading: the nearest heading above.
        lead: the sentence right above the list that it stands in.
    """

    sentence: Sentence
    before: Before
    block: Block
    heading: Sentence | None = None
    lead: Sentence | None = None


@dataclass(frozen=True)
class Reading:
    """What the sentences of a draft state.

    Attributes:
        sentences: where its sentences stand.
        candidates: what they state, in order.
        figures: the values that they give for quantities on file.
        not_counted: what was considered and is not taken for stated.
        parts: its sentences in their places.
    """

    sentences: tuple[Stretch, ...]
    candidates: tuple[Candidate, ...]
    figures: tuple[GivenFigure, ...]
    not_counted: tuple[NotCounted, ...]
    parts: tuple[Part, ...]


def read_draft(text: str, lexicon: Lexicon, blocks: Sequence[Block] = ()) -> Reading:
    """Read a draft.

    Args:
        text: the draft.
        lexicon: the words of the knowledge base.
        blocks: its lines with what they are, by its format; without any, they are told by their signs.
    """
    stretches = sentences(text)
    progress = _Progress(Outline(text, blocks))
    found: list[Candidate | NotCounted] = []
    figures: list[GivenFigure] = []
    for stretch in stretches:
        sentence = progress.begin(stretch, lexicon)
        sentence = replace(sentence, told=_told(sentence, progress))
        mine = _read(sentence, progress)
        last = progress.parts[-1] if progress.parts else None
        if not _states(mine) and last and (answered := _answered(last, sentence)):
            found = [each for each in found if each.sentence != last.sentence.stretch] + answered
        elif last and _takes_back(sentence, mine):
            back = _meant_by(progress.parts)
            found = [_taken_back(each, back) for each in found]
            figures = [each for each in figures if each.sentence not in back]
        found += mine
        if sentence.told is None or sentence.told.is_true:
            figures += read_figures(sentence, progress.before)
        progress.go_on(sentence, mine)
    parts = progress.parts
    pairs = [(part.sentence, part.before) for part in parts]
    found, figures = with_notes(pairs, found, figures)
    found = with_speakers([part.sentence for part in parts], found)
    return Reading(
        tuple(stretches),
        tuple(each for each in found if isinstance(each, Candidate)),
        tuple(figures),
        tuple(each for each in found if isinstance(each, NotCounted)),
        tuple(parts),
    )


class _Progress:
    """What has been read so far.

    Attributes:
        outline: the lines of the text.
        before: what was named.
        parts: the sentences.
        myths: the myths that are being read.
        leads: the lines that lead to lists.
    """

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.before = Before()
        self.parts: list[Part] = []
        self.myths: Myths | None = None
        self.leads = Leads(outline)
        self._headings: dict[Block, Sentence] = {}
        self._named: dict[Block, tuple[Named, ...]] = {}
        self._above: dict[Block, tuple[Named, ...]] = {}

    def begin(self, stretch: Stretch, lexicon: Lexicon) -> Sentence:
        """The next sentence."""
        text = self.outline.text
        block = self.outline.at(stretch.start)
        is_heading = block.mark.kind in (Kind.HEADING, Kind.LINE, Kind.TERM)
        self.before = replace(self.before, heading=self._named_above(block))
        return Sentence(text, stretch, lexicon, is_heading=is_heading)

    def row(self, sentence: Sentence) -> Row | None:
        """The row of a table in which a sentence stands."""
        block = self.outline.at(sentence.stretch.start)
        return row_of(sentence.text, block.line) if block.mark.kind is Kind.ROW else None

    def head(self, sentence: Sentence) -> Row | None:
        """The head of the table in which a sentence stands, if it is another row."""
        block = self.outline.head(sentence.stretch.start)
        return None if block is None else row_of(sentence.text, block.line)

    def go_on(self, sentence: Sentence, mine: Sequence[Candidate | NotCounted]) -> None:
        """Go on behind a sentence."""
        outline = self.outline
        block = outline.at(sentence.stretch.start)
        above = outline.heading(sentence.stretch.start)
        heading = None if above is None else self._headings.get(above)
        lead = self.leads.stands_above(block)
        self.parts.append(Part(sentence, self.before, block, heading, lead))
        self.myths = myths_after(self.myths, sentence, outline, states=bool(mine))
        self.leads.read(sentence)
        if sentence.is_heading:
            self._headings[block] = sentence
        if block.mark.kind is not Kind.ROW:
            self.before = self._named_after(sentence, mine, block)

    def _named_above(self, block: Block) -> tuple[Named, ...]:
        """What the headings above a line name, the nearest first."""
        above = self.outline.heading(block.line.start)
        if above is None:
            return ()
        if block not in self._above:
            self._above[block] = (*self._named.get(above, ()), *self._above.get(above, ()))[:_KEPT]
        return self._above[block]

    def _named_after(
        self, sentence: Sentence, mine: Sequence[Candidate | NotCounted], block: Block
    ) -> Before:
        stretch = sentence.stretch
        stated = [each for each in mine if isinstance(each, Candidate)]
        about = {each.subject for each in stated}
        named = [
            Named(mention, stretch, is_subject=mention.node in about or _opens(sentence, mention))
            for mention in sentence.mentions
        ]
        if sentence.is_heading:
            self._named[block] = (*self._named.get(block, ()), *named)
            return Before()
        known = {each.mention.node for each in named}
        going_on = [
            replace(each, is_near=True, is_subject=True)
            for each in self.before.subjects
            if each.mention.node in about - known
        ]
        earlier = [replace(each, is_near=False) for each in self.before.subjects]
        named.sort(key=lambda each: not each.is_subject)
        return Before((*named, *going_on, *earlier)[:_KEPT], self.before.heading)


def _read(sentence: Sentence, progress: _Progress) -> list[Candidate | NotCounted]:
    """What a sentence states; of a row of a table, what its cells state with their heads, too."""
    row = progress.row(sentence)
    if row is None:
        return _read_line(sentence, progress)
    return read_row(sentence, row, progress.head(sentence), progress.before)


def _read_line(sentence: Sentence, progress: _Progress) -> list[Candidate | NotCounted]:
    """What a sentence states; of an item of a list, what it states as the end of the line above, or else by itself."""
    alone = list(read_statements(sentence, progress.before))
    leads = progress.leads.above(sentence)
    if not leads:
        return alone
    whole = replace(sentence, leads=tuple(each.stretch for each in leads), is_heading=False)
    joined = list(read_statements(whole, progress.before))
    told = any(isinstance(each, Candidate) or each.why is not Unread.INCOMPLETE for each in joined)
    return joined if told else alone


def _states(mine: Sequence[Candidate | NotCounted]) -> bool:
    return any(isinstance(each, Candidate) for each in mine)


def _told(sentence: Sentence, progress: _Progress) -> Told | None:
    """What the cells beside a sentence, or the heading above it, say of it."""
    if progress.row(sentence) is not None:
        return told_by_cell(sentence) or _told_by_head(sentence, progress.head(sentence))
    value = told_by_value(sentence)
    return value or told_as_myth(sentence, progress.myths, progress.outline)


def _told_by_head(sentence: Sentence, table: Row | None) -> Told | None:
    """What the head of the first column says of what stands below it: below "Myth" it is open what is so."""
    if table is None:
        return None
    head = Sentence(sentence.text, table.cells[0], sentence.lexicon, is_heading=True)
    return Told(None, table.cells[0]) if lists_myths(head) else None


def _answered(asked: Part, sentence: Sentence) -> list[Candidate | NotCounted]:
    """What a question states with the answer to it; nothing, if a sentence is none."""
    says = answers(sentence)
    if says is None or not may_be_answered(asked.sentence):
        return []
    told = Told(says, sentence.stretch, is_answer=True)
    return list(read_statements(replace(asked.sentence, told=told), asked.before))


def _opens(sentence: Sentence, mention: Mention) -> bool:
    """Whether a sentence begins with a name, and so speaks of it."""
    before = sentence.tokens[sentence.own_from : mention.start]
    return all(token.word in ("the", "a", "an") or not token.is_word for token in before)


def _takes_back(sentence: Sentence, mine: Sequence[Candidate | NotCounted]) -> bool:
    """Whether a sentence says no more than that the one before it is wrong: "That is a myth."."""
    return (
        not mine
        and not sentence.is_question
        and not sentence.mentions
        and len(sentence.tokens) <= _TAKES_BACK
        and any(context.effect is Effect.REJECTS for context in sentence.contexts)
    )


def _meant_by(parts: Sequence[Part]) -> Set[Stretch]:
    """The sentences that "that" means: the last one, or all of a quotation that ends with it."""
    last = parts[-1]
    found = {last.sentence.stretch}
    if last.block.mark.quoted:
        for part in reversed(parts):
            if not part.block.mark.quoted:
                break
            found.add(part.sentence.stretch)
    return found


def _taken_back(each: Candidate | NotCounted, sentences: Set[Stretch]) -> Candidate | NotCounted:
    if isinstance(each, NotCounted) or each.sentence not in sentences:
        return each
    return NotCounted(each.sentence, each.words, Unread.TAKEN_BACK)
